"""Pages by the day, month and year of their issue: how many there are, and which."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.db.models import Count, F, Max, Min, Q, QuerySet, Sum
from django.db.models.functions import ExtractYear
from django.http import HttpRequest

from articles.models import Dump
from articles.views.calendars import IssueDay
from articles.views.paging import build_pager, parse_page_no

# Pages that have no exact day are listed one by one.
INEXACT_LIST_SIZE = 50

EXACT = Q(issue_date_precision=Dump.DatePrecision.DAY)
IN_PAGE_ORDER = (F("page_no").asc(nulls_last=True), "id")


class Year(ExtractYear):
    """The year of a date; 2022. On SQLite by its own means: Django's ask Python about each row."""

    def as_sqlite(self, compiler, _connection):
        sql, parameters = compiler.compile(self.lhs)
        return f"CAST(substr({sql}, 1, 4) AS INTEGER)", parameters


@dataclass(frozen=True, slots=True)
class YearCount:
    """How many pages and articles a year has, and the first and last date known of them. `year` 0: no date."""

    year: int
    page_count: int
    article_count: int
    first_date: date | None = None
    last_date: date | None = None


def find_readable() -> QuerySet[Dump]:
    """The dumps that readers may see, for counting."""
    return Dump.objects.filter(status=Dump.Status.PARSED).order_by()


def count_years(dumps: QuerySet[Dump]) -> list[YearCount]:
    """The years of `dumps`, the earliest first; those without a date are year 0. One query, answered by an index."""
    rows = (
        dumps.order_by()
        .annotate(year=Year("issue_date"))
        .values_list("year")
        .annotate(Count("pk"), Sum("article_count"), Min("issue_date"), Max("issue_date"))
    )
    return sorted((YearCount(year or 0, *counts) for year, *counts in rows), key=lambda found: found.year)


def list_days(dumps: QuerySet[Dump]) -> list[IssueDay]:
    """The days of `dumps` in their order. Their dates should be exact."""
    inferred = Count("pk", filter=Q(issue_date_source=Dump.Source.TEXT))
    rows = (
        dumps.order_by("issue_date")
        .values_list("issue_date")
        .annotate(pages=Count("pk"), articles=Sum("article_count"), inferred=inferred)
    )
    return [IssueDay(day, page_count, article_count, owed > 0) for day, page_count, article_count, owed in rows]


def find_around(dumps: QuerySet[Dump], first: date, last: date) -> tuple[date | None, date | None]:
    """The last date of `dumps` before `first` and the first one after `last`; None where there is none."""
    around = dumps.order_by().aggregate(
        previous=Max("issue_date", filter=Q(issue_date__lt=first)),
        next=Min("issue_date", filter=Q(issue_date__gt=last)),
    )
    return around["previous"], around["next"]


def is_inferred(pages: Iterable[Dump]) -> bool:
    """Whether some page owes its date to its text."""
    return any(page.issue_date_source == Dump.Source.TEXT for page in pages)


def list_inexact(
    request: HttpRequest, dumps: QuerySet[Dump], parameters: Mapping[str, object] | None = None
) -> dict[str, object]:
    """The page of `dumps` without an exact day that the request asks for, as templates want it.

    `parameters` are those that the links to other pages of the list keep.
    """
    paginator = Paginator(dumps, INEXACT_LIST_SIZE)
    shown = paginator.get_page(parse_page_no(request.GET.get("page", "")))
    return {
        "inexact": list(shown.object_list),
        "inexact_total": paginator.count,
        "pager": build_pager(shown.number, paginator.num_pages, request.path, parameters or {}),
    }
