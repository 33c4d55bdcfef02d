"""The front page: the search box, what the archive holds, places and newest pages."""

from django.conf import settings
from django.db.models import Count, Max, Min, Prefetch, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.browsing import choose_current
from articles.models import Article, Dump, Region
from articles.views.examples import SEARCH_EXAMPLES
from articles.views.listing import (
    NEWEST_FIRST,
    NEWEST_PAGES_FIRST,
    build_row_prefetches,
    find_readable_dumps,
)
from articles.views.places import count_articles, count_home_places

NEWEST_PAGES = 6
NEWEST_ARTICLES = 7
EXAMPLES_SHOWN = 5


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The front page; while the archive is empty, how to fill it."""
    figures = Dump.objects.filter(status=Dump.Status.PARSED).aggregate(
        pages=Count("pk"),
        articles=Sum("article_count", default=0),
        newspapers=Count("newspaper", distinct=True),
        first_date=Min("issue_date"),
        last_date=Max("issue_date"),
    )
    home_rows = list(Region.objects.filter(code=settings.HOME_REGION))
    headlines = Article.objects.only("dump", "public_id", "headline", "opening").order_by("order_no")
    newest_pages = list(
        find_readable_dumps()
        .order_by(*NEWEST_PAGES_FIRST)
        .prefetch_related(Prefetch("articles", queryset=headlines))[:NEWEST_PAGES]
    )
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
            "figures": figures,
            "examples": SEARCH_EXAMPLES[:EXAMPLES_SHOWN],
            "home_region": choose_current(home_rows) if home_rows else None,
            "home_total": count_articles([f"{settings.HOME_REGION}/"]).total(),
            "home_places": count_home_places(),
            "newest_articles": list(newest_articles[:NEWEST_ARTICLES]),
            "newest_pages": newest_pages,
        },
    )
