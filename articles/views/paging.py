"""Numbered pages of a list, with a short row of links however long the list is."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from articles.search.address import parse_page_no

__all__ = ["PageLink", "Pager", "build_address", "build_pager", "parse_page_no"]

# Page links on each side of the page that is shown, besides the first and the last.
NEIGHBOURS = 2


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link to one page of a list; `url` is empty for the page that is shown, `number` is None for a gap."""

    number: int | None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Pager:
    """The links below a list. `previous` and `next` are empty where there is none."""

    number: int
    count: int
    links: tuple[PageLink, ...]
    previous: str
    next: str


def build_address(path: str, parameters: Mapping[str, object]) -> str:
    """`path` with those parameters that say something, in the order given; one for each value of a tuple."""
    said = {name: value for name, value in parameters.items() if value not in (None, "", ())}
    return f"{path}?{urlencode(said, doseq=True)}" if said else path


def build_pager(number: int, count: int, path: str, parameters: Mapping[str, object]) -> Pager:
    """The pager of page `number` of `count`; page 1 is addressed without a number."""

    def address(page_no: int) -> str:
        return build_address(path, {**parameters, "page": page_no if page_no > 1 else None})

    near = range(max(number - NEIGHBOURS, 1), min(number + NEIGHBOURS, count) + 1)
    numbers = sorted({1, *near, count}) if count else []
    links: list[PageLink] = []
    for page_no in numbers:
        if links and links[-1].number is not None and page_no - links[-1].number > 1:
            links.append(PageLink(None))
        links.append(PageLink(page_no, "" if page_no == number else address(page_no)))
    return Pager(
        number=number,
        count=count,
        links=tuple(links),
        previous=address(number - 1) if number > 1 else "",
        next=address(number + 1) if number < count else "",
    )
