"""What staff say about a page, on the command line or in the admin's form."""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from articles.dump.types import DatePrecision, IssueDate, Source

# 2022-10-12, 2022/10, 2022年10月12日, 2022; not 12.10.2022
STAFF_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月?)|年?)")


@dataclass(frozen=True, slots=True)
class StaffImprint:
    """Staff's word on a page; it goes before everything that the page says itself. None: they say nothing."""

    newspaper: str | None = None
    issue_date: IssueDate | None = None
    page_no: int | None = None
    page_name: str | None = None
    home_region: str | None = None


class StaffDateError(ValueError):
    """A date that staff typed and that is none."""


def parse_staff_date(text: str) -> IssueDate:
    """The date in `text`, as precise as it was typed: a day, a month or a year. Raises StaffDateError."""
    match = STAFF_DATE.fullmatch(text.strip())
    if match is None:
        raise StaffDateError(_("“%(text)s” is no date. Write 2022-10-12, 2022-10 or 2022.") % {"text": text})
    year, month, day = match.groups()
    precision = DatePrecision.DAY if day else DatePrecision.MONTH if month else DatePrecision.YEAR
    try:
        value = date(int(year), int(month or 1), int(day or 1))
    except ValueError as error:
        raise StaffDateError(_("“%(text)s” is not in the calendar.") % {"text": text}) from error
    return IssueDate(value, precision, Source.STAFF, text.strip())
