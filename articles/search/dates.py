"""Dates as readers write them in a query, as the span of days that is meant."""

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date

# "2022", "2022年", "2022-10", "2022年10月", "2022/10/11" and "20221011" match; "10月11日" does not.
_DATE = re.compile(
    r"(?P<year>\d{4})(?:年|"
    r"[-/.年](?P<month>\d{1,2})(?:月|[-/.月](?P<day>\d{1,2})日?)?|"
    r"(?P<month2>\d{2})(?P<day2>\d{2}))?"
)
# "2022-01..2022-06", "2022~2023", "2022至2023" and "2022-2023" have one; "2022-01" has none.
_RANGE = re.compile(r"\.\.+|[~至到]|(?<=^\d{4})-(?=\d{4}$)")


@dataclass(frozen=True, slots=True)
class Days:
    """A span of days, both ends in; None where it is open."""

    start: date | None
    end: date | None


def parse_days(text: str) -> Days | None:
    """Return the days that `text` means, a year, a month, a day or a range of them; None where it is no date.

    A range may be open at one end ("2022-10.."); its ends may be given in either order.
    """
    # "…" would become "..." under NFKC, which is a range too.
    text = unicodedata.normalize("NFKC", text).strip()
    parts = [part.strip() for part in _RANGE.split(text)]
    if len(parts) == 1:
        return _parse_one(parts[0])
    if len(parts) != 2 or not any(parts):
        return None
    spans = [_parse_one(part) for part in parts if part]
    if any(span is None for span in spans):
        return None
    known = [span for span in spans if span is not None]
    if len(known) == 1:
        return Days(known[0].start, None) if parts[0] else Days(None, known[0].end)
    first, second = sorted(known, key=lambda span: span.start or date.min)
    return Days(first.start, max(first.end or date.max, second.end or date.max))


def _parse_one(text: str) -> Days | None:
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year = int(match["year"])
    month = int(match["month"] or match["month2"] or 0)
    day = int(match["day"] or match["day2"] or 0)
    if match["month"] is None and match["month2"] is None:
        return Days(date(year, 1, 1), date(year, 12, 31)) if year >= 1 else None
    if year < 1 or not 1 <= month <= 12:
        return None
    last = calendar.monthrange(year, month)[1]
    if match["day"] is None and match["day2"] is None:
        return Days(date(year, month, 1), date(year, month, last))
    if not 1 <= day <= last:
        return None
    return Days(date(year, month, day), date(year, month, day))
