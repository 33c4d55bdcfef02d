"""The front page: the search box, what the archive holds, places and newest pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import F, Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.browsing import choose_current
from articles.models import Article, Dump, Region
from articles.views.anniversaries import find_anniversary
from articles.views.charts import year_bars
from articles.views.examples import SEARCH_EXAMPLES
from articles.views.issues import YearCount, count_years, find_readable
from articles.views.listing import (
    HEAVY_DUMP_FIELDS,
    NEWEST_FIRST,
    build_row_prefetches,
)
from articles.views.places import count_articles, count_home_places, map_places

NEWEST_PAGES = 6
NEWEST_ARTICLES = 7
EXAMPLES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Figures:
    """What the archive holds; the dates are None while it holds no page with one."""

    pages: int
    articles: int
    newspapers: int
    first_date: date | None
    last_date: date | None


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The front page; while the archive is empty, how to fill it."""
    years = count_years(find_readable())
    home_places = count_home_places()
    home_rows = list(Region.objects.filter(code=settings.HOME_REGION))
    headlines = Article.objects.only("dump", "public_id", "headline", "opening").order_by("order_no")
    newest_pages = find_newest_pages(NEWEST_PAGES)
    prefetch_related_objects(newest_pages, "newspaper", Prefetch("articles", queryset=headlines))
    newest_articles = (
        # Those of the newest pages: to put all articles in order would cost more than the rest of the page.
        Article.objects.filter(dump__in=[dump.pk for dump in newest_pages])
        .order_by(*NEWEST_FIRST)
        .prefetch_related(*build_row_prefetches())
    )
    return render(
        request,
        "home.html",
        {
            "figures": sum_up(years),
            "chart": year_bars({count.year: count.article_count for count in years}),
            "anniversary": find_anniversary(timezone.localdate(), *find_span(years)),
            "examples": SEARCH_EXAMPLES[:EXAMPLES_SHOWN],
            "home_region": choose_current(home_rows) if home_rows else None,
            "home_total": count_articles([f"{settings.HOME_REGION}/"]).total(),
            "home_places": home_places,
            "home_map": map_places(home_places),
            "newest_articles": list(newest_articles[:NEWEST_ARTICLES]),
            "newest_pages": newest_pages,
        },
    )


def sum_up(years: Sequence[YearCount]) -> Figures:
    """The figures of the whole archive from those of its years."""
    first_dates = [count.first_date for count in years if count.first_date]
    last_dates = [count.last_date for count in years if count.last_date]
    return Figures(
        pages=sum(count.page_count for count in years),
        articles=sum(count.article_count for count in years),
        newspapers=find_readable().values("newspaper").distinct().count(),
        first_date=min(first_dates, default=None),
        last_date=max(last_dates, default=None),
    )


def find_span(years: Sequence[YearCount]) -> tuple[int | None, int | None]:
    """The first and the last year of the archive; None where no page has a date."""
    dated = [count.year for count in years if count.year]
    return (dated[0], dated[-1]) if dated else (None, None)


def find_newest_pages(number: int) -> list[Dump]:
    """The newest pages, those of one day as the newspaper runs; pages without a date come after all others."""
    pages = Dump.objects.filter(status=Dump.Status.PARSED).defer(*HEAVY_DUMP_FIELDS)
    in_order = (F("page_no").asc(nulls_last=True), "-id")
    # Two questions, since no index has what the one would ask for: newest first, and those without a date last. SQLite
    # needs a bound, and no newspapers beside the pages, to look at the index of dates.
    dated = pages.filter(issue_date__gte=date.min).order_by("-issue_date", *in_order)[:number]
    undated = pages.filter(issue_date__isnull=True).order_by(*in_order)[:number]
    return [*dated, *undated][:number]
