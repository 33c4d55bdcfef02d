"""A SearchRequest as the parameters of an address, and back: the same for pages, feeds and exports. Pure."""

import re
from collections.abc import Callable
from datetime import date

from django.http import QueryDict

from articles.models import Article
from articles.search.dates import parse_days
from articles.search.request import MAX_VALUES, SEVERAL, SearchRequest, Sort

# 2022; not 0000, which no calendar has, and not 2022年
YEAR = re.compile(r"(?:1[89]|20|21)[0-9]{2}")

# 2022-10; not 2022-13
MONTH = re.compile(r"(?:1[89]|20|21)[0-9]{2}-(?:0[1-9]|1[0-2])")

# 2022-10-11; not 2022-10
DAY = re.compile(r"(?:1[89]|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}")

# 430923, and 430923/平口镇 for a township; not 4309, 43092a or a name with a control character
DIVISION = re.compile(r"[0-9]{6}(?:/[^/\x00-\x1f\x7f]{1,60})?")

# hnrb, 湖湘样报; not a name with a space, nor with a control character, which PostgreSQL would refuse
NEWSPAPER_CODE = re.compile(r"[-\w]{1,40}")

# 要闻, 陈样例; not a name with a control character
NAME = re.compile(r"[^\x00-\x1f\x7f\ud800-\udfff]{1,100}")

SORTS = {sort.value: sort for sort in Sort}


def parse_address(parameters: QueryDict) -> SearchRequest:
    """Return the search that an address asks for. Filters that make no sense are left out, never an error.

    Of what may have several values the first MAX_VALUES are taken; of what may not, the last.
    """

    def get(name: str) -> str:
        return parameters.get(name, "").strip()

    return SearchRequest(
        query=get("q"),
        region=_match(DIVISION, get("region")),
        sort=SORTS.get(get("sort"), Sort.RELEVANCE),
        page_no=parse_page_no(get("page")),
        month=_match(MONTH, get("month")),
        day=parse_day(get("day")),
        date_from=parse_first_day(get("from")),
        date_to=parse_last_day(get("to")),
        **{name: read_values(parameters, name)[:MAX_VALUES] for name in SEVERAL},
    )


def read_values(parameters: QueryDict, name: str) -> tuple:
    """Return the values of a filter of SEVERAL, each once, in their order; what makes no sense is left out."""
    read = (_READERS[name](text.strip()) for text in parameters.getlist(name))
    return tuple(dict.fromkeys(value for value in read if value is not None))


def build_parameters(asked: SearchRequest) -> dict[str, str | tuple[str, ...]]:
    """Return the parameters that ask for the first page of `asked`; parse_address reads them back.

    What may have several values stands as a tuple: a parameter for each.
    """
    values = {
        "q": asked.query,
        "region": asked.region,
        "year": asked.year,
        "month": asked.month,
        "day": asked.day,
        "newspaper": asked.newspaper,
        "page_name": asked.page_name,
        "form": asked.form,
        "byline": asked.byline,
        "from": asked.date_from,
        "to": asked.date_to,
        "sort": asked.sort.value if asked.sort != Sort.RELEVANCE else None,
    }
    return {
        name: tuple(map(str, value)) if isinstance(value, tuple) else str(value)
        for name, value in values.items()
        if value
    }


def parse_year(text: str) -> int | None:
    """Return the year that `text` gives, or None where it gives none."""
    return int(text) if YEAR.fullmatch(text) else None


def parse_division(text: str) -> str | None:
    """Return the code of a division, or a county's code and a township's name, that `text` is; else None."""
    return _match(DIVISION, text)


def parse_newspaper_code(text: str) -> str | None:
    """Return the code that `text` is, or None where it is none."""
    return _match(NEWSPAPER_CODE, text)


def parse_page_no(text: str) -> int:
    """Return the page number that `text` asks for; 1 where it asks for none or for nonsense."""
    # More digits than any list has pages, yet few enough for every database.
    if text.isascii() and text.isdigit() and len(text) <= 7:
        return max(int(text), 1)
    return 1


def parse_day(text: str) -> date | None:
    """Return the day that `text`, as 2022-10-11, gives; None where it gives none."""
    if not DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def parse_first_day(text: str) -> date | None:
    """Return the first day of a year, a month, a day or a range, however a reader writes it; None where it is none."""
    days = parse_days(text) if text else None
    return days.start if days else None


def parse_last_day(text: str) -> date | None:
    """Return the last day of a year, a month, a day or a range, however a reader writes it; None where it is none."""
    days = parse_days(text) if text else None
    return days.end if days else None


def _parse_form(text: str) -> str | None:
    return text if text in Article.Form.values else None


def _parse_name(text: str) -> str | None:
    return _match(NAME, text)


def _match(form: re.Pattern[str], text: str) -> str | None:
    return text if form.fullmatch(text) else None


_READERS: dict[str, Callable[[str], int | str | None]] = {
    "year": parse_year,
    "newspaper": parse_newspaper_code,
    "page_name": _parse_name,
    "form": _parse_form,
    "byline": _parse_name,
}
