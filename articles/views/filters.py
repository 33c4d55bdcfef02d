"""Filters in addresses: their values as readers send them, checked before anything is asked of the database."""

from dataclasses import dataclass

from articles.search.address import parse_division, parse_newspaper_code, parse_year

__all__ = ["FilterLink", "parse_division", "parse_newspaper_code", "parse_year"]


@dataclass(frozen=True, slots=True)
class FilterLink:
    """One value of a filter, how many articles have it, and where a click leads: into the filter, or out of it."""

    label: str
    count: int
    url: str
    chosen: bool
