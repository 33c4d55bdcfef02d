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
from articles.views.filters import FilterLink
from articles.views.paging import build_address

# Values of one filter shown before "more"; the rest is one click away in the same page.
FACET_VALUES_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter with its values; `more` are those beyond the first few, `trail` leads up from the chosen one.

    Where a filter may have any number of values, `bound` is how many are counted at the most, and reached.
    """

    title: str
    links: tuple[FilterLink, ...]
    more: tuple[FilterLink, ...]
    trail: tuple[FilterLink, ...] = ()
    bound: int | None = None


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
    """The search with one value of a filter chosen, from its first page. A day, month or year replaces the others."""
    cleared = dict.fromkeys(TIME_FACETS) if name in TIME_FACETS else {}
    read = {"year": int, "day": date.fromisoformat}.get(name, str)
    return replace(asked, **{**cleared, name: read(value)}, page_no=1)


def drop(asked: SearchRequest, name: str) -> SearchRequest:
    """The search without a filter, from its first page. A day leaves its month behind, and a month its year."""
    without = replace(asked, **{name: None}, page_no=1)
    if name not in TIME_FACETS:
        return without
    larger = {"day": "month", "month": "year"}.get(name)
    left = find_chosen(asked, larger) if larger else ""
    return choose(without, larger, left) if larger and left else replace(without, **dict.fromkeys(TIME_FACETS))


def find_chosen(asked: SearchRequest, name: str) -> str:
    """The value of a filter that is on, as FacetValue has it: of a chosen day also its month and year. Else empty."""
    if name in TIME_FACETS:
        chosen = str(asked.day or asked.month or asked.year or "")
        length = {"year": 4, "month": 7, "day": 10}[name]
        return chosen[:length] if len(chosen) >= length else ""
    return str(getattr(asked, name) or "")


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
    """One filter: each value leads into it, the chosen one out of it."""
    on = find_chosen(asked, name)
    links = tuple(
        FilterLink(
            label=label_day(value.label) if name in TIME_FACETS else value.label,
            count=value.count,
            url=build_search_url(drop(asked, name) if value.value == on else choose(asked, name, value.value)),
            chosen=value.value == on,
        )
        for value in values
    )
    shown = links[:FACET_VALUES_SHOWN] if name not in {"month", "day"} else links
    bound = BOUNDED_FACETS.get(name)
    return Facet(title, shown, links[len(shown) :], bound=bound if bound == len(links) else None)


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

    def add(title: str, name: str, label: str) -> None:
        chips.append(Chip(title, label, build_search_url(drop(asked, name))))

    if asked.region:
        rows = list(Region.objects.of_place(asked.region))
        add(_("Place"), "region", choose_current(rows).name if rows else asked.region)
    if asked.year:
        add(_("Year"), "year", str(asked.year))
    if asked.month:
        add(_("Month"), "month", label_day(asked.month))
    if asked.day:
        add(_("Day"), "day", label_day(asked.day.isoformat()))
    if asked.date_from:
        add(_("From"), "date_from", label_day(asked.date_from.isoformat()))
    if asked.date_to:
        add(pgettext("end of a span of days", "To"), "date_to", label_day(asked.date_to.isoformat()))
    if asked.newspaper:
        newspaper = Newspaper.objects.filter(code=asked.newspaper).first()
        add(_("Newspaper"), "newspaper", newspaper.name if newspaper else asked.newspaper)
    if asked.page_name:
        add(_("Page name"), "page_name", asked.page_name)
    if asked.form:
        forms = dict(Article.Form.choices)
        add(_("Kind of article"), "form", str(forms.get(asked.form, asked.form)))
    if asked.byline:
        add(_("Signed by"), "byline", asked.byline)
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
