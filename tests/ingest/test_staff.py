"""Dates as staff type them."""

from datetime import date

import pytest

from articles.dump.types import DatePrecision, IssueDate, Source
from articles.ingest.staff import StaffDateError, parse_staff_date


@pytest.mark.parametrize(
    ("typed", "value", "precision"),
    [
        ("2022-10-12", date(2022, 10, 12), DatePrecision.DAY),
        ("2022/1/5", date(2022, 1, 5), DatePrecision.DAY),
        ("2022.10.12", date(2022, 10, 12), DatePrecision.DAY),
        ("2022年10月12日", date(2022, 10, 12), DatePrecision.DAY),
        (" 2022-10 ", date(2022, 10, 1), DatePrecision.MONTH),
        ("2022年10月", date(2022, 10, 1), DatePrecision.MONTH),
        ("2022", date(2022, 1, 1), DatePrecision.YEAR),
        ("2022年", date(2022, 1, 1), DatePrecision.YEAR),
    ],
)
def test_dates(typed, value, precision):
    assert parse_staff_date(typed) == IssueDate(value, precision, Source.STAFF, typed.strip())


@pytest.mark.parametrize("typed", ["12.10.2022", "soon", "2022-13", "2022-02-30", "20221012", "2022-", "0000"])
def test_what_is_no_date(typed):
    with pytest.raises(StaffDateError):
        parse_staff_date(typed)
