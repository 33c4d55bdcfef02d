"""Browsing by newspaper: its years, the issues of a year, the pages of an issue."""

from dataclasses import replace
from datetime import date

from django.db.models import Count, Max, Min, Prefetch, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.models import Article, Newspaper
from articles.views.calendars import WEEKDAY_NAMES, build_months, choose_view
from articles.views.filters import parse_year
from articles.views.issues import (
    EXACT,
    IN_PAGE_ORDER,
    count_years,
    find_around,
    find_readable,
    is_inferred,
    list_days,
    list_inexact,
)
from articles.views.listing import find_readable_dumps

# The value of `year` that asks for pages without any date.
UNDATED = "undated"


@require_safe
def newspapers(request: HttpRequest) -> HttpResponse:
    """All newspapers of which readers can see a page, with their years and numbers."""
    numbers = (
        find_readable()
        .values("newspaper")
        .annotate(
            page_count=Count("pk"),
            article_total=Sum("article_count"),
            first_date=Min("issue_date"),
            last_date=Max("issue_date"),
        )
    )
    by_pk = {row["newspaper"]: row for row in numbers}
    rows = Newspaper.objects.select_related("home_region").in_bulk(by_pk)
    listed = [(rows[pk], row) for pk, row in by_pk.items()]
    listed.sort(key=lambda found: (-found[1]["page_count"], found[0].name))
    return render(request, "newspapers.html", {"newspapers": listed})


@require_safe
def newspaper(request: HttpRequest, code: str) -> HttpResponse:
    """One year of a newspaper: its issues by month, then the pages whose day is not known.

    Without `?year=` the newest year; `?year=undated` lists the pages without any date.
    """
    row = get_object_or_404(Newspaper.objects.select_related("home_region"), code=code)
    dumps = find_readable_dumps().filter(newspaper=row)
    counts = count_years(find_readable().filter(newspaper=row))
    dated = [count for count in reversed(counts) if count.year]

    asked = request.GET.get("year", "")
    year = parse_year(asked)
    if year is None and asked != UNDATED and dated:
        year = dated[0].year
    if year is None:
        inexact = dumps.filter(issue_date=None)
        days = []
    else:
        inexact = dumps.filter(~EXACT, issue_date__year=year)
        days = list_days(find_readable().filter(EXACT, newspaper=row, issue_date__year=year))
    months = build_months(replace(day, url=reverse("issue", args=[code, day.date])) for day in days)
    parameters = {"year": UNDATED if year is None else year}
    return render(
        request,
        "newspaper.html",
        {
            "newspaper": row,
            "years": dated,
            "undated_count": sum(count.page_count for count in counts if not count.year),
            "page_total": sum(count.page_count for count in counts),
            "article_total": sum(count.article_count for count in counts),
            "year": year,
            "months": months,
            "weekdays": WEEKDAY_NAMES,
            **choose_view(request, parameters),
            **list_inexact(request, inexact.order_by("issue_date", *IN_PAGE_ORDER), parameters),
        },
    )


@require_safe
def issue(request: HttpRequest, code: str, issue_date: date) -> HttpResponse:
    """The pages of one day with the headlines on each, and the issues before and after. 404 for a day without pages."""
    row = get_object_or_404(Newspaper, code=code)
    exact = find_readable_dumps().filter(EXACT, newspaper=row)
    headlines = Article.objects.only("dump_id", "public_id", "headline", "deck", "opening", "order_no")
    pages = list(
        exact.filter(issue_date=issue_date)
        .order_by(*IN_PAGE_ORDER)
        .prefetch_related(Prefetch("articles", queryset=headlines.order_by("order_no")))
    )
    if not pages:
        raise Http404("The archive has no page of this newspaper from that day.")
    previous, following = find_around(exact, issue_date, issue_date)
    return render(
        request,
        "issue.html",
        {
            "newspaper": row,
            "issue_date": issue_date,
            "pages": pages,
            "article_total": sum(page.article_count for page in pages),
            "inferred": is_inferred(pages),
            "previous": previous,
            "next": following,
        },
    )
