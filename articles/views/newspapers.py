"""Browsing by newspaper: its years, the issues of a year, the pages of an issue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.core.paginator import Paginator
from django.db.models import Count, F, Max, Min, Prefetch, Q, QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.models import Article, Dump, Newspaper
from articles.views.filters import parse_year
from articles.views.listing import find_readable_dumps
from articles.views.paging import build_pager, parse_page_no

# Pages that have no exact day are listed one by one.
INEXACT_LIST_SIZE = 50

# The value of `year` that asks for pages without any date.
UNDATED = "undated"

EXACT = Q(issue_date_precision=Dump.DatePrecision.DAY)
IN_PAGE_ORDER = (F("page_no").asc(nulls_last=True), "id")


@dataclass(frozen=True, slots=True)
class IssueDay:
    """A day on which the newspaper has pages. `inferred` where some of them owe the day to their text."""

    date: date
    page_count: int
    article_count: int
    inferred: bool


@require_safe
def newspapers(request: HttpRequest) -> HttpResponse:
    """All newspapers of which readers can see a page, with their years and numbers."""
    readable = Q(dumps__status=Dump.Status.PARSED)
    rows = (
        Newspaper.objects.select_related("home_region")
        .annotate(
            page_count=Count("dumps", filter=readable),
            article_total=Sum("dumps__article_count", filter=readable),
            first_date=Min("dumps__issue_date", filter=readable),
            last_date=Max("dumps__issue_date", filter=readable),
        )
        .filter(page_count__gt=0)
        .order_by("-page_count", "name")
    )
    return render(request, "newspapers.html", {"newspapers": list(rows)})


@require_safe
def newspaper(request: HttpRequest, code: str) -> HttpResponse:
    """One year of a newspaper: its issues by month, then the pages whose day is not known.

    Without `?year=` the newest year; `?year=undated` lists the pages without any date.
    """
    row = get_object_or_404(Newspaper.objects.select_related("home_region"), code=code)
    dumps = find_readable_dumps().filter(newspaper=row)
    years = list(
        dumps.order_by("-issue_date__year").values_list("issue_date__year").annotate(Count("pk"), Sum("article_count"))
    )
    dated = [(year, count) for year, count, _articles in years if year is not None]
    undated_count = sum(count for year, count, _articles in years if year is None)

    asked = request.GET.get("year", "")
    year = parse_year(asked)
    if year is None and asked != UNDATED and dated:
        year = dated[0][0]
    if year is None:
        inexact = dumps.filter(issue_date=None)
        months: list[tuple[date, list[IssueDay]]] = []
    else:
        inexact = dumps.filter(~EXACT, issue_date__year=year)
        months = list_months(dumps.filter(EXACT, issue_date__year=year))
    paginator = Paginator(inexact.order_by("issue_date", *IN_PAGE_ORDER), INEXACT_LIST_SIZE)
    inexact_page = paginator.get_page(parse_page_no(request.GET.get("page", "")))
    return render(
        request,
        "newspaper.html",
        {
            "newspaper": row,
            "years": dated,
            "undated_count": undated_count,
            "page_total": sum(count for _year, count, _articles in years),
            "article_total": sum(articles for _year, _count, articles in years),
            "year": year,
            "months": months,
            "inexact": list(inexact_page.object_list),
            "inexact_total": paginator.count,
            "pager": build_pager(
                inexact_page.number, paginator.num_pages, request.path, {"year": UNDATED if year is None else year}
            ),
        },
    )


def list_months(dumps: QuerySet[Dump]) -> list[tuple[date, list[IssueDay]]]:
    """The issues that `dumps` make up, by month: (first day of the month, its days with pages)."""
    inferred = Count("pk", filter=Q(issue_date_source=Dump.Source.TEXT))
    rows = (
        dumps.order_by("issue_date")
        .values_list("issue_date")
        .annotate(pages=Count("pk"), articles=Sum("article_count"), inferred=inferred)
    )
    days = [IssueDay(day, page_count, article_count, owed > 0) for day, page_count, article_count, owed in rows]
    return [(month, list(of_month)) for month, of_month in groupby(days, key=lambda day: day.date.replace(day=1))]


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
    before_and_after = exact.aggregate(
        previous=Max("issue_date", filter=Q(issue_date__lt=issue_date)),
        next=Min("issue_date", filter=Q(issue_date__gt=issue_date)),
    )
    return render(
        request,
        "issue.html",
        {
            "newspaper": row,
            "issue_date": issue_date,
            "pages": pages,
            "article_total": sum(page.article_count for page in pages),
            "inferred": is_inferred(pages),
            **before_and_after,
        },
    )


def is_inferred(pages: Sequence[Dump]) -> bool:
    """Whether some page owes its date to its text."""
    return any(page.issue_date_source == Dump.Source.TEXT for page in pages)
