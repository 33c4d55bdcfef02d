"""Lists of articles, newest first, with all that a row of the list shows in a fixed number of queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.http import HttpRequest

from articles.browsing import NEWEST_FIRST
from articles.models import Article, ArticleRegion, Byline, Dump
from articles.views.paging import Pager, build_pager, parse_page_no

LIST_SIZE = 20

# Columns of a dump that no list needs and that may be megabytes.
HEAVY_DUMP_FIELDS = ("raw_bytes", "furniture", "problems")


@dataclass(frozen=True, slots=True)
class ArticleList:
    """One page of a list of articles and how many there are in all."""

    articles: tuple[Article, ...]
    total: int
    pager: Pager


def find_readable_dumps() -> QuerySet[Dump]:
    """The dumps that readers may see: those that were read. An article only ever comes from such a dump."""
    return find_light_dumps().filter(status=Dump.Status.PARSED)


def find_light_dumps() -> QuerySet[Dump]:
    """Dumps with their newspapers and without their bytes."""
    return Dump.objects.select_related("newspaper").defer(*HEAVY_DUMP_FIELDS)


def build_row_prefetches() -> tuple[Prefetch, ...]:
    """What a row of a list shows besides the article itself; the place it is about is in `primary_places`."""
    primary_places = ArticleRegion.objects.filter(role=ArticleRegion.Role.PRIMARY).order_by()
    return (
        Prefetch("dump", queryset=find_light_dumps()),
        Prefetch("bylines", queryset=Byline.objects.order_by("order_no")),
        Prefetch(
            "places",
            queryset=primary_places.select_related("region__parent__parent__parent"),
            to_attr="primary_places",
        ),
    )


def fetch_row_parts(articles: Iterable[Article]) -> None:
    """Load what rows show onto `articles` that were found elsewhere."""
    prefetch_related_objects(list(articles), *build_row_prefetches())


def list_articles(
    request: HttpRequest,
    articles: QuerySet[Article],
    total: int,
    parameters: Mapping[str, object] | None = None,
    skipped: int = 0,
) -> ArticleList:
    """The page of the `total` `articles` that the request asks for; past the end, the last one.

    `parameters` are the filters that the page links keep. `articles` may lack the first `skipped` of the list, and
    whatever comes after the page.
    """
    page_no, page_count = find_page(request, total)
    start = (page_no - 1) * LIST_SIZE - skipped
    shown = articles.order_by(*NEWEST_FIRST).prefetch_related(*build_row_prefetches())[start : start + LIST_SIZE]
    return ArticleList(tuple(shown), total, build_pager(page_no, page_count, request.path, parameters or {}))


def find_page(request: HttpRequest, total: int) -> tuple[int, int]:
    """The number of the page that the request asks for, the last one at most, and how many pages there are."""
    page_count = max(ceil(total / LIST_SIZE), 1)
    return min(parse_page_no(request.GET.get("page", "")), page_count), page_count
