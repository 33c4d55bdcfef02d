"""Months laid out in weeks."""

from datetime import date

from articles.views.calendars import Cell, IssueDay, Month, build_months


def test_a_month_stands_in_weeks_from_monday_with_its_days():
    first = IssueDay(date(2021, 2, 1), 8, 40, inferred=False)
    last = IssueDay(date(2021, 2, 28), 4, 20, inferred=True)
    weeks = [[Cell(number) for number in range(start, start + 7)] for start in (1, 8, 15, 22)]
    weeks[0][0], weeks[3][6] = Cell(1, first), Cell(28, last)
    assert build_months([first, last]) == (Month(date(2021, 2, 1), tuple(map(tuple, weeks)), (first, last)),)


def test_days_outside_of_a_month_are_empty():
    (month,) = build_months([IssueDay(date(2022, 10, 12), 1, 1, inferred=False)])
    assert [cell.number for cell in month.weeks[0]] == [0, 0, 0, 0, 0, 1, 2]
    assert (month.weeks[-1][0].number, month.weeks[-1][1].number, month.page_count) == (31, 0, 1)


def test_months_without_days_are_left_out():
    days = [IssueDay(date(2022, month, 5), 1, 1, inferred=False) for month in (3, 3, 11)]
    assert [month.first_day for month in build_months(days)] == [date(2022, 3, 1), date(2022, 11, 1)]
