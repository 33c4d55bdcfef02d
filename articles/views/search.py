"""The search page: a reader's words and filters become a SearchRequest, and its answer becomes links."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from articles.browsing import choose_current
from articles.models import Newspaper, Region
from articles.search import FacetValue, SearchPage, SearchRequest, Sort, run_search
from articles.views.examples import SEARCH_EXAMPLES
from articles.views.filters import FilterLink, parse_division, parse_newspaper_code, parse_year
from articles.views.listing import fetch_row_parts
from articles.views.paging import build_address, build_pager, parse_page_no

# Values of one filter shown before "more"; the rest is one click away in the same page.
FACET_VALUES_SHOWN = 10

SORTS = {sort.value: sort for sort in Sort}


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter with its values; `more` are those beyond the first few."""

    title: str
    links: tuple[FilterLink, ...]
    more: tuple[FilterLink, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on, and the address without it."""

    title: str
    label: str
    url: str


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Hits with filters beside them; tips while nothing is asked or nothing is found. Past the end, the last page."""
    asked = parse_request(request.GET)
    if not is_asking(request.GET):
        return render(request, "search.html", {"asked": asked, "examples": SEARCH_EXAMPLES})
    found = run_search(asked)
    if not found.hits and 0 < found.page_count < asked.page_no:
        return HttpResponseRedirect(build_search_url(replace(asked, page_no=found.page_count)))
    fetch_row_parts(hit.article for hit in found.hits)
    return render(
        request,
        "search.html",
        {
            "asked": asked,
            "found": found,
            "examples": SEARCH_EXAMPLES,
            "first_no": (found.request.page_no - 1) * found.request.page_size + 1,
            "facets": build_facets(asked, found),
            "chips": build_chips(asked),
            "without_filters": build_search_url(SearchRequest(query=asked.query, sort=asked.sort)),
            "sorts": build_sorts(asked),
            "pager": build_pager(found.request.page_no, found.page_count, reverse("search"), build_parameters(asked)),
        },
    )


def is_asking(parameters: QueryDict) -> bool:
    """Whether the reader asked for anything: a word or a filter. An empty search box alone lists nothing."""
    return any(parameters.get(name, "").strip() for name in ("q", "region", "year", "newspaper"))


def parse_request(parameters: QueryDict) -> SearchRequest:
    """The search that an address asks for. Filters that make no sense are left out, never an error."""
    return SearchRequest(
        query=parameters.get("q", "").strip(),
        region=parse_division(parameters.get("region", "")),
        year=parse_year(parameters.get("year", "")),
        newspaper=parse_newspaper_code(parameters.get("newspaper", "")),
        sort=SORTS.get(parameters.get("sort", ""), Sort.RELEVANCE),
        page_no=parse_page_no(parameters.get("page", "")),
    )


def build_parameters(asked: SearchRequest) -> dict[str, object]:
    """The parameters that ask for the first page of `asked`; parse_request reads them back."""
    return {
        "q": asked.query,
        "region": asked.region,
        "year": asked.year,
        "newspaper": asked.newspaper,
        "sort": asked.sort.value if asked.sort != Sort.RELEVANCE else None,
    }


def build_search_url(asked: SearchRequest) -> str:
    """The address that asks for `asked`."""
    page_no = asked.page_no if asked.page_no > 1 else None
    return build_address(reverse("search"), {**build_parameters(asked), "page": page_no})


def build_facets(asked: SearchRequest, found: SearchPage) -> tuple[Facet, ...]:
    """The filters that have values in this result."""
    return tuple(
        build_facet(title, asked, name, values)
        for title, name, values in (
            (_("Place"), "region", found.regions),
            (_("Year"), "year", found.years),
            (_("Newspaper"), "newspaper", found.newspapers),
        )
        if values
    )


def build_facet(title: str, asked: SearchRequest, name: str, values: Sequence[FacetValue]) -> Facet:
    """One filter: each value leads into it, the chosen one out of it."""
    links = []
    for value in values:
        chosen = value.value == str(getattr(asked, name) or "")
        new = None if chosen else (int(value.value) if name == "year" else value.value)
        links.append(
            FilterLink(value.label, value.count, build_search_url(replace(asked, **{name: new}, page_no=1)), chosen)
        )
    return Facet(title, tuple(links[:FACET_VALUES_SHOWN]), tuple(links[FACET_VALUES_SHOWN:]))


def build_chips(asked: SearchRequest) -> tuple[Chip, ...]:
    """The filters that are on. A code that nothing has is shown as it was given."""
    chips = []
    if asked.region:
        rows = list(Region.objects.of_place(asked.region))
        label = choose_current(rows).name if rows else asked.region
        chips.append(Chip(_("Place"), label, build_search_url(replace(asked, region=None, page_no=1))))
    if asked.year:
        chips.append(Chip(_("Year"), str(asked.year), build_search_url(replace(asked, year=None, page_no=1))))
    if asked.newspaper:
        newspaper = Newspaper.objects.filter(code=asked.newspaper).first()
        label = newspaper.name if newspaper else asked.newspaper
        chips.append(Chip(_("Newspaper"), label, build_search_url(replace(asked, newspaper=None, page_no=1))))
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
