"""Searching, with facets."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _
from django.utils.translation import override
from ninja import Query, Router
from pydantic import StringConstraints

from articles.api.cursors import read_cursor, write_cursor
from articles.api.parameters import (
    DIVISION,
    Cursor,
    NewspaperFilters,
    Size,
    YearFilters,
    absolute_of,
    date_list,
    index_as_json,
    next_address,
    responses,
)
from articles.api.problems import UnansweredError
from articles.api.schemas import SearchAnswer
from articles.as_json import summary_as_json
from articles.models import Article
from articles.search import MAX_DEPTH, FacetValue, Hit, SearchPage, SearchRequest, Sort, find_all, run_search
from articles.search.request import MAX_VALUES
from articles.text.excerpt import Excerpt

router = Router()
MONTH = r"^(1[89]|20|21)[0-9]{2}-(0[1-9]|1[0-2])$"
Name = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f]{1,100}$")]
# Kept in cursors: where the page ended, and the identifier of its last article.
KIND = "search"


@router.get(
    "/search",
    response=responses(SearchAnswer, 422, 503),
    summary=_("Search"),
    description=_(
        "The articles that answer, with exact counts. Without words: all that pass the filters. The query language is "
        "that of the search page. Filters that may be given several times take what has any of their values. A list "
        "goes on for 10,000 articles at most."
    ),
)
def search(
    request: HttpRequest,
    response: HttpResponse,
    q: Annotated[str, Query(max_length=500, pattern=r"^[^\x00-\x1f\x7f]*$", description=_("the query"))] = "",
    region: Annotated[
        str | None,
        Query(
            pattern=DIVISION, description=_("a place and all within it: 430923, or 430923/ and the name of a township")
        ),
    ] = None,
    year: YearFilters = [],  # noqa: B006 (read only; the document says it)
    month: Annotated[str | None, Query(pattern=MONTH, description=_("month of issue, as 2022-10"))] = None,
    day: Annotated[date | None, Query(description=_("day of issue, as 2022-10-12"))] = None,
    newspaper: NewspaperFilters = [],  # noqa: B006
    page_name: Annotated[
        list[Name], Query(max_length=MAX_VALUES, description=_("names of newspapers' pages: any of them"))
    ] = [],  # noqa: B006
    form: Annotated[
        list[Article.Form], Query(max_length=MAX_VALUES, description=_("kinds of article: any of them"))
    ] = [],  # noqa: B006
    byline: Annotated[
        list[Name], Query(max_length=MAX_VALUES, description=_("names of those who sign: any of them"))
    ] = [],  # noqa: B006
    first: Annotated[date | None, Query(alias="from", description=_("first day of issue"))] = None,
    last: Annotated[date | None, Query(alias="to", description=_("last day of issue"))] = None,
    sort: Annotated[Sort, Query(description=_("order of the articles"))] = Sort.RELEVANCE,
    lang: Annotated[Literal["zh-Hans", "en"], Query(description=_("language of messages"))] = "zh-Hans",
    size: Size = 20,
    cursor: Cursor = None,
):
    asked = SearchRequest(
        q.strip(), region, once(year), once(newspaper), sort, page_size=size, month=month, day=day,
        page_name=once(page_name), form=once(each.value for each in form), byline=once(byline),
        date_from=first, date_to=last,
    )  # fmt: skip
    state = date_list(response)
    with override(lang.lower()):
        found, start = go_on(asked, cursor) if cursor else (run_search(asked, 0), 0)
    if not found.answered:
        raise UnansweredError
    hits = found.hits[:size]
    end = start + len(hits)
    more = hits and end < min(found.total, MAX_DEPTH)
    absolute = absolute_of(request)
    return {
        "total": found.total,
        "partial": found.partial,
        "items": [hit_as_json(hit, summary_as_json(hit.article, absolute)) for hit in hits],
        "facets": {
            name: [facet_as_json(value) for value in values]
            for name, values in (
                ("region", found.regions), ("year", found.years), ("month", found.months), ("day", found.days),
                ("newspaper", found.newspapers), ("page_name", found.page_names), ("form", found.forms),
                ("byline", found.bylines),
            )
        },
        "messages": list(found.messages),
        "suggestion": found.suggestion,
        "index": index_as_json(state),
        "next": next_address(request, write_cursor(KIND, end, hits[-1].article.public_id) if more else None),
    }  # fmt: skip


def once(values: Iterable) -> tuple:
    """The values of a filter, each once."""
    return tuple(dict.fromkeys(values))


def go_on(asked: SearchRequest, cursor: str) -> tuple[SearchPage, int]:
    """What follows the article that the cursor names, and where in the result it begins.

    Where the archive has changed since, the article is looked for in the whole list, so that none is shown twice or
    passed over; if it is gone, its place counts. Raises BadCursorError.
    """
    end, last_id = read_cursor(cursor, KIND, (int, str))
    end = min(max(end, 1), MAX_DEPTH)
    page = run_search(asked, end)
    before = find_all(asked, end)
    last_pk = find_key(last_id)
    if last_pk is None or (len(before.pks) == end and before.pks[-1] == last_pk):
        return page, end
    whole = find_all(asked, MAX_DEPTH).pks
    found = next((place for place, pk in enumerate(whole, start=1) if pk == last_pk), None)
    return (page, end) if found in (None, end) else (run_search(asked, found), found)


def find_key(public_id: str) -> int | None:
    """The key of the article with this identifier; None where it is gone."""
    return Article.objects.filter(public_id=public_id).values_list("pk", flat=True).first()


def hit_as_json(hit: Hit, summary: dict[str, Any]) -> dict[str, Any]:
    """The article of a hit with what matched."""
    return {**summary, "marked_headline": pieces(hit.headline), "snippet": pieces(hit.snippet), "match": hit.kind}


def pieces(excerpt: Excerpt) -> list[dict[str, Any]]:
    """An excerpt as plain values: whoever shows it escapes it."""
    return [{"text": piece.text, "marked": piece.marked} for piece in excerpt]


def facet_as_json(value: FacetValue) -> dict[str, Any]:
    """One value of a filter."""
    return {"value": value.value, "label": value.label, "count": value.count}
