"""Filters in addresses: their values as readers send them, checked before anything is asked of the database."""

import re
from dataclasses import dataclass

# 2022; not 0000, which no calendar has, and not 2022年
YEAR = re.compile(r"(?:1[89]|20|21)[0-9]{2}")

# 430923, and 430923/平口镇 for a township; not 4309, 43092a or a name with a control character
DIVISION = re.compile(r"[0-9]{6}(?:/[^/\x00-\x1f\x7f]{1,60})?")

# hnrb, 湖湘样报; not a name with a space, nor with a control character, which PostgreSQL would refuse
NEWSPAPER_CODE = re.compile(r"[-\w]{1,40}")


@dataclass(frozen=True, slots=True)
class FilterLink:
    """One value of a filter, how many articles have it, and where a click leads: into the filter, or out of it."""

    label: str
    count: int
    url: str
    chosen: bool


def parse_year(text: str) -> int | None:
    """The year that `text` gives, or None where it gives none."""
    return int(text) if YEAR.fullmatch(text) else None


def parse_division(text: str) -> str | None:
    """The code of a division, or a county's code and a township's name, that `text` is; None where it is neither."""
    return text if DIVISION.fullmatch(text) else None


def parse_newspaper_code(text: str) -> str | None:
    """The code that `text` is, or None where it is none."""
    return text if NEWSPAPER_CODE.fullmatch(text) else None
