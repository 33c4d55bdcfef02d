"""The filters of a search as links: into one, out of one, and the chips above the results for those that are on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from articles.browsing import choose_current
from articles.models import Article, Newspaper, Region
from articles.search import FacetValue, SearchPage, SearchRequest, Sort, build_parameters
from articles.search.engine import BOUNDED_FACETS, TIME_FACETS
from articles.search.query import All, parse_query
from articles.search.query_text import format_query
from articles.search.request import MAX_VALUES, SEVERAL
from articles.views.filters import FilterLink
from articles.views.paging import build_address

# Values of one filter shown before "more"; the rest is one click away in the same page.
FACET_VALUES_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter with its values; `more` are those beyond the first few, `trail` leads up from the chosen one.

    Where a filter may have any number of values, `bound` is how many are counted at the most, and reached. `adds` is
    true where a click adds to what is on; `full` where nothing can be added any more.
    """

    title: str
    links: tuple[FilterLink, ...]
    more: tuple[FilterLink, ...]
    trail: tuple[FilterLink, ...] = ()
    bound: int | None = None
    adds: bool = False
    full: bool = False


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter or term that is on, and the address without it."""

    title: str
    label: str
    url: str


def build_search_url(asked: SearchRequest) -> str:
    """The address that asks for `asked`."""
    page_no = asked.page_no if asked.page_no > 1 else None
    return build_address(reverse("search"), {**build_parameters(asked), "page": page_no})


def choose(asked: SearchRequest, name: str, value: str) -> SearchRequest:
    """The search with one value of a filter chosen, from its first page; beside those on if it may have several.

    A day or a month takes the place of years, and a year that of a day or a month.
    """
    read = {"year": int, "day": date.fromisoformat}.get(name, str)(value)
    on = getattr(asked, name)
    if name in TIME_FACETS:
        asked = replace(asked, year=(), month=None, day=None)
    return replace(asked, **{name: (*on, read) if name in SEVERAL else read}, page_no=1)


def drop(asked: SearchRequest, name: str, value: str = "") -> SearchRequest:
    """The search without a filter, or without one value of several, from its first page.

    A day leaves its month behind, and a month its year.
    """
    left = tuple(own for own in getattr(asked, name) if value and str(own) != value) if name in SEVERAL else None
    without = replace(asked, **{name: left}, page_no=1)
    if name not in TIME_FACETS or left:
        return without
    larger = {"day": "month", "month": "year"}.get(name)
    on = find_chosen(asked, larger) if larger else ()
    cleared = replace(without, year=(), month=None, day=None)
    return choose(cleared, larger, on[0]) if larger and on else cleared


def find_chosen(asked: SearchRequest, name: str) -> tuple[str, ...]:
    """The values of a filter that are on, as FacetValue has them: of a chosen day also its month and year."""
    if name in TIME_FACETS:
        closest = str(asked.day or asked.month or "")
        chosen = (closest,) if closest else tuple(map(str, asked.year))
        length = {"year": 4, "month": 7, "day": 10}[name]
        return tuple(value[:length] for value in chosen if len(value) >= length)
    on = getattr(asked, name)
    return on if name in SEVERAL else (on,) if on else ()


def label_day(value: str) -> str:
    """A year, month or day, given as 2022-10-11, in the reader's language."""
    match len(value):
        case 10:
            return date_format(date.fromisoformat(value), "DATE_FORMAT")
        case 7:
            return date_format(date.fromisoformat(f"{value}-01"), "YEAR_MONTH_FORMAT")
    return value


def build_facets(asked: SearchRequest, found: SearchPage) -> tuple[Facet, ...]:
    """The filters that have values in this result."""
    facets = (
        build_facet(title, asked, name, values)
        for title, name, values in (
            (_("Place"), "region", found.regions),
            (_("Year"), "year", found.years),
            (_("Month"), "month", found.months),
            (_("Day"), "day", found.days),
            (_("Newspaper"), "newspaper", found.newspapers),
            (_("Page name"), "page_name", found.page_names),
            (_("Kind of article"), "form", found.forms),
            (_("Signed by"), "byline", found.bylines),
        )
        if values or (name == "region" and found.region_trail)
    )
    return tuple(
        replace(facet, trail=build_trail(asked, found)) if facet.title == _("Place") else facet for facet in facets
    )


def build_facet(title: str, asked: SearchRequest, name: str, values: Sequence[FacetValue]) -> Facet:
    """One filter: each value leads into it, a chosen one out of it. Those chosen are always among the first."""
    on = find_chosen(asked, name)
    full = name in SEVERAL and len(getattr(asked, name)) >= MAX_VALUES
    links = tuple(
        FilterLink(
            label=label_day(value.label) if name in TIME_FACETS else value.label,
            count=value.count,
            url=build_filter_url(asked, name, value.value, chosen=value.value in on, full=full),
            chosen=value.value in on,
        )
        for value in values
    )
    unfolded = len(links) if name in {"month", "day"} else FACET_VALUES_SHOWN
    bound = BOUNDED_FACETS.get(name)
    return Facet(
        title,
        links=tuple(link for place, link in enumerate(links) if place < unfolded or link.chosen),
        more=tuple(link for place, link in enumerate(links) if place >= unfolded and not link.chosen),
        bound=bound if bound == len(links) else None,
        adds=name in SEVERAL and bool(getattr(asked, name)) and len(links) > 1,
        full=full,
    )


def build_filter_url(asked: SearchRequest, name: str, value: str, *, chosen: bool, full: bool) -> str:
    """Where a value of a filter leads: out of it if it is chosen, else into it; nowhere if no more values can be on."""
    if chosen:
        return build_search_url(drop(asked, name, value))
    return "" if full else build_search_url(choose(asked, name, value))


def build_trail(asked: SearchRequest, found: SearchPage) -> tuple[FilterLink, ...]:
    """From the province down to the chosen place; a click on it leads out of it, to what it lies in."""
    links = []
    for above, value in zip((None, *found.region_trail), found.region_trail, strict=False):
        chosen = value == found.region_trail[-1]
        region = (above.value if above else None) if chosen else value.value
        links.append(
            FilterLink(value.label, value.count, build_search_url(replace(asked, region=region, page_no=1)), chosen)
        )
    return tuple(links)


def build_chips(asked: SearchRequest) -> tuple[Chip, ...]:
    """The filters that are on. A code that nothing has is shown as it was given."""
    chips = []

    def add(title: str, name: str, label: str, value: str = "") -> None:
        chips.append(Chip(title, label, build_search_url(drop(asked, name, value))))

    if asked.region:
        rows = list(Region.objects.of_place(asked.region))
        add(_("Place"), "region", choose_current(rows).name if rows else asked.region)
    for year in asked.year:
        add(_("Year"), "year", str(year), str(year))
    if asked.month:
        add(_("Month"), "month", label_day(asked.month))
    if asked.day:
        add(_("Day"), "day", label_day(asked.day.isoformat()))
    if asked.date_from:
        add(_("From"), "date_from", label_day(asked.date_from.isoformat()))
    if asked.date_to:
        add(pgettext("end of a span of days", "To"), "date_to", label_day(asked.date_to.isoformat()))
    names = Newspaper.objects.filter(code__in=asked.newspaper) if asked.newspaper else ()
    named = {newspaper.code: newspaper.name for newspaper in names}
    forms = {value: str(label) for value, label in Article.Form.choices}
    for title, name, labels in (
        (_("Newspaper"), "newspaper", named),
        (_("Page name"), "page_name", {}),
        (_("Kind of article"), "form", forms),
        (_("Signed by"), "byline", {}),
    ):
        for value in getattr(asked, name):
            add(title, name, labels.get(value, value), value)
    return tuple(chips)


def build_terms(asked: SearchRequest) -> tuple[Chip, ...]:
    """The parts of a query that all must hold, each with the address of the search without it; none where it is one."""
    tree = parse_query(asked.query).tree
    if not isinstance(tree, All):
        return ()
    chips = []
    for place, child in enumerate(tree.children):
        rest = tree.children[:place] + tree.children[place + 1 :]
        query = format_query(All(rest) if len(rest) > 1 else rest[0])
        chips.append(Chip("", format_query(child), build_search_url(replace(asked, query=query, page_no=1))))
    return tuple(chips)


def build_sorts(asked: SearchRequest) -> tuple[FilterLink, ...]:
    """The orders a reader can choose; the one in use is `chosen`."""
    labels = {
        Sort.RELEVANCE: pgettext("order of results", "best match"),
        Sort.NEWEST: pgettext("order of results", "newest first"),
        Sort.OLDEST: pgettext("order of results", "oldest first"),
    }
    return tuple(
        FilterLink(label, 0, build_search_url(replace(asked, sort=sort, page_no=1)), sort == asked.sort)
        for sort, label in labels.items()
    )
