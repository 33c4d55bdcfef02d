"""Browsing by date across all newspapers: the years, the days of a year or a month, the pages of a day."""

from calendar import monthrange
from dataclasses import replace
from datetime import date

from django.core.paginator import Paginator
from django.db.models import Count, Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.models import Article, Dump, Newspaper
from articles.views.calendars import WEEKDAY_NAMES, build_month, build_months, choose_view
from articles.views.charts import year_bars
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
from articles.views.paging import build_pager, parse_page_no

# Pages of newspapers that are shown at once, with some of the headlines on each.
DAY_LIST_SIZE = 40


@require_safe
def dates(request: HttpRequest) -> HttpResponse:
    """The years of the archive with their numbers, as bars and as a list; pages without a date are counted."""
    counts = count_years(find_readable())
    return render(
        request,
        "dates.html",
        {
            "years": [count for count in reversed(counts) if count.year],
            "chart": year_bars({count.year: count.article_count for count in counts}),
            "undated": next((count for count in counts if not count.year), None),
        },
    )


@require_safe
def dates_undated(request: HttpRequest) -> HttpResponse:
    """The pages without any date. Without such pages an empty list that says so."""
    inexact = find_readable_dumps().filter(issue_date=None)
    return render(request, "dates_undated.html", list_inexact(request, inexact.order_by("newspaper__name", "id")))


@require_safe
def dates_year(request: HttpRequest, year: int) -> HttpResponse:
    """A year by months: calendars of its days with pages. 404 for a year without any."""
    counts = count_years(find_readable())
    if year not in {count.year for count in counts}:
        raise Http404("The archive has no page from that year.")
    of_year = find_readable().filter(issue_date__year=year)
    inexact = find_readable_dumps().filter(issue_date__year=year, issue_date_precision=Dump.DatePrecision.YEAR)
    return render(
        request,
        "dates_year.html",
        {
            "year": year,
            "first_day": date(year, 1, 1),
            "years": [count for count in reversed(counts) if count.year],
            "months": build_months(
                replace(day, url=reverse("dates_day", args=[day.date])) for day in list_days(of_year.filter(EXACT))
            ),
            "only_months": sorted(
                set(of_year.filter(issue_date_precision=Dump.DatePrecision.MONTH).values_list("issue_date", flat=True))
            ),
            "weekdays": WEEKDAY_NAMES,
            **choose_view(request, {}),
            **list_inexact(request, inexact.order_by("newspaper__name", *IN_PAGE_ORDER)),
        },
    )


@require_safe
def dates_month(request: HttpRequest, month: date) -> HttpResponse:
    """A month day by day with the newspapers of each day. `month` is its first day. 404 for a month without pages."""
    last = month.replace(day=monthrange(month.year, month.month)[1])
    of_month = find_readable().filter(issue_date__range=(month, last))
    days = [replace(day, url=reverse("dates_day", args=[day.date])) for day in list_days(of_month.filter(EXACT))]
    inexact = find_readable_dumps().filter(
        issue_date__range=(month, last), issue_date_precision=Dump.DatePrecision.MONTH
    )
    listed = list_inexact(request, inexact.order_by("newspaper__name", *IN_PAGE_ORDER))
    if not days and not listed["inexact_total"]:
        raise Http404("The archive has no page from that month.")
    previous, following = find_around(find_readable(), month, last)
    newspapers = of_month.filter(EXACT).values_list("newspaper").annotate(Count("pk"))
    names = Newspaper.objects.in_bulk([pk for pk, _pages in newspapers])
    return render(
        request,
        "dates_month.html",
        {
            "month": build_month(month, days),
            "newspapers": sorted(
                ((names[pk], pages) for pk, pages in newspapers), key=lambda found: (-found[1], found[0].name)
            ),
            "previous": previous and previous.replace(day=1),
            "next": following and following.replace(day=1),
            "weekdays": WEEKDAY_NAMES,
            **listed,
        },
    )


@require_safe
def dates_day(request: HttpRequest, day: date) -> HttpResponse:
    """The pages of all newspapers of one day, by newspaper. 404 for a day without pages."""
    exact = find_readable_dumps().filter(EXACT)
    headlines = Article.objects.only("dump_id", "public_id", "headline", "opening", "order_no").order_by("order_no")
    paginator = Paginator(
        exact.filter(issue_date=day)
        .order_by("newspaper__name", "newspaper", *IN_PAGE_ORDER)
        .prefetch_related(Prefetch("articles", queryset=headlines)),
        DAY_LIST_SIZE,
    )
    shown = paginator.get_page(parse_page_no(request.GET.get("page", "")))
    pages = list(shown.object_list)
    if not pages:
        raise Http404("The archive has no page from that day.")
    previous, following = find_around(find_readable().filter(EXACT), day, day)
    return render(
        request,
        "dates_day.html",
        {
            "day": day,
            "pages": pages,
            "page_total": paginator.count,
            "inferred": is_inferred(pages),
            "previous": previous,
            "next": following,
            "pager": build_pager(shown.number, paginator.num_pages, request.path, {}),
        },
    )
