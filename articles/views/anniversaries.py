"""This day in other years: pages of the same day, or else of the days around it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Prefetch

from articles.models import Article, Dump
from articles.views.issues import EXACT
from articles.views.listing import find_readable_dumps

# Where the day itself has nothing, so many days before and after it are looked at.
DAYS_AROUND = 7
MOST_PAGES = 5
# Years that are looked at, the newest first: an archive of a newspaper of old is older than any reader.
MOST_YEARS = 120
EARLIEST_YEAR = 1600


@dataclass(frozen=True, slots=True)
class Anniversary:
    """Pages of other years. `exact` where they are of the very day, else they are of the days around it."""

    day: date
    exact: bool
    pages: tuple[Dump, ...]


def find_anniversary(today: date, first_year: int | None, last_year: int | None) -> Anniversary:
    """The pages of `today` in the archive's other years, newest first, with the first articles on each.

    Without any, those of the days around it; without these, none.
    """
    if first_year is None or last_year is None:
        return Anniversary(today, False, ())
    years = range(min(last_year, today.year - 1), max(first_year, EARLIEST_YEAR) - 1, -1)
    for around in (0, DAYS_AROUND):
        days = list_days_around(today, years[:MOST_YEARS], around)
        if days and (pages := _find_pages(days)):
            return Anniversary(today, around == 0, pages)
    return Anniversary(today, False, ())


def list_days_around(today: date, years: Sequence[int], around: int) -> list[date]:
    """The days of `years` that are at most `around` days from `today`; 29 February is 28 February elsewhere."""
    days = []
    for year in years:
        try:
            day = today.replace(year=year)
        except ValueError:
            day = today.replace(year=year, day=28)
        days += [day + timedelta(days=shift) for shift in range(-around, around + 1)]
    return days


def _find_pages(days: Sequence[date]) -> tuple[Dump, ...]:
    headlines = Article.objects.only("dump", "public_id", "headline", "opening").filter(order_no=1)
    pages = find_readable_dumps().filter(EXACT, issue_date__in=days)
    in_order = pages.order_by("-issue_date", F("page_no").asc(nulls_last=True), "id")
    return tuple(in_order.prefetch_related(Prefetch("articles", queryset=headlines))[:MOST_PAGES])
