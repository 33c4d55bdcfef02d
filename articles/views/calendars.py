"""Calendars of issues: the days of a month in weeks, each with what the archive holds of it; or as a plain list."""

from calendar import Calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.http import HttpRequest
from django.utils.dates import WEEKDAYS
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from articles.views.paging import build_address

# The value of `view` that asks for a list instead of calendars.
LIST_VIEW = "list"

# Monday first, as in China and in ISO 8601.
_WEEKS = Calendar(firstweekday=0)

# (short, full) names of the days of a week.
WEEKDAY_NAMES: tuple[tuple[str | Promise, str | Promise], ...] = (
    (pgettext_lazy("weekday in a calendar", "Mo"), WEEKDAYS[0]),
    (pgettext_lazy("weekday in a calendar", "Tu"), WEEKDAYS[1]),
    (pgettext_lazy("weekday in a calendar", "We"), WEEKDAYS[2]),
    (pgettext_lazy("weekday in a calendar", "Th"), WEEKDAYS[3]),
    (pgettext_lazy("weekday in a calendar", "Fr"), WEEKDAYS[4]),
    (pgettext_lazy("weekday in a calendar", "Sa"), WEEKDAYS[5]),
    (pgettext_lazy("weekday in a calendar", "Su"), WEEKDAYS[6]),
)


@dataclass(frozen=True, slots=True)
class IssueDay:
    """A day from which the archive has pages. `inferred` where some of them owe the day to their text."""

    date: date
    page_count: int
    article_count: int
    inferred: bool
    url: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A place in a calendar: `number` is the day of the month, 0 outside of it; `issue` is what the archive has."""

    number: int
    issue: IssueDay | None = None


@dataclass(frozen=True, slots=True)
class Month:
    """A month with its weeks from Monday to Sunday, and its days with pages in their order."""

    first_day: date
    weeks: tuple[tuple[Cell, ...], ...]
    days: tuple[IssueDay, ...]

    @property
    def page_count(self) -> int:
        return sum(day.page_count for day in self.days)


def build_months(days: Iterable[IssueDay]) -> tuple[Month, ...]:
    """The months of `days`, which come in their order; a month without any day is left out."""
    by_month = groupby(days, key=lambda day: day.date.replace(day=1))
    return tuple(build_month(month, tuple(of_month)) for month, of_month in by_month)


def build_month(first_day: date, days: Sequence[IssueDay]) -> Month:
    """The calendar of the month that begins on `first_day`, with its `days`."""
    by_number = {day.date.day: day for day in days}
    weeks = tuple(
        tuple(Cell(number, by_number.get(number)) for number in week)
        for week in _WEEKS.monthdayscalendar(first_day.year, first_day.month)
    )
    return Month(first_day, weeks, tuple(days))


def choose_view(request: HttpRequest, parameters: Mapping[str, object]) -> dict[str, object]:
    """What a template needs to show days as a list (?view=list) or as calendars, and to link the other way.

    `parameters` are those that both addresses keep.
    """
    return {
        "as_list": request.GET.get("view", "") == LIST_VIEW,
        "calendar_url": build_address(request.path, parameters),
        "list_url": build_address(request.path, {**parameters, "view": LIST_VIEW}),
    }
