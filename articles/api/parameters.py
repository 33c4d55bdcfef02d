"""The parameters that several operations share, and what answers have besides their own content."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date
from django.utils.translation import gettext_noop as _
from ninja import Path, Query
from pydantic import Field, StringConstraints

from articles.api.cursors import CURSOR_PATTERN
from articles.api.schemas import Problem
from articles.as_json import Absolute
from articles.search import IndexState, read_index_state
from articles.search.request import MAX_VALUES

MAX_SIZE = 50
# 陈志强, 新华社/法新社; not a name with a control character, which PostgreSQL would refuse
PRINTED = r"^[^\x00-\x1f\x7f]+$"
# 430923, and 430923/平口镇 for a township or zone; not 4309
DIVISION = r"^[0-9]{6}(/[^/\x00-\x1f\x7f]{1,60})?$"

Size = Annotated[int, Query(ge=1, le=MAX_SIZE, description=_("how many entries, 50 at most"))]
Cursor = Annotated[str | None, Query(pattern=CURSOR_PATTERN, description=_("where to go on: take it from next"))]
NewspaperFilter = Annotated[str | None, Query(pattern=r"^[-\w]{1,40}$", description=_("code of a newspaper"))]
NewspaperFilters = Annotated[
    list[Annotated[str, StringConstraints(pattern=r"^[-\w]{1,40}$")]],
    Query(max_length=MAX_VALUES, description=_("codes of newspapers: any of them")),
]
YearFilter = Annotated[int | None, Query(ge=1800, le=2199, description=_("year of issue"))]
YearFilters = Annotated[
    list[Annotated[int, Field(ge=1800, le=2199)]],
    Query(max_length=MAX_VALUES, description=_("years of issue: any of them")),
]
PublicId = Annotated[str, Path(pattern=r"^[-a-zA-Z0-9_]{1,40}$", description=_("identifier"))]
RegionCode = Annotated[
    str, Path(pattern=r"^[0-9]{6}$", description=_("code of a division (GB/T 2260), of today or of an earlier year"))
]
PlaceName = Annotated[
    str, Path(pattern=r"^[^/\x00-\x1f\x7f]{1,60}$", description=_("name of a township or zone in the division"))
]
NewspaperCode = Annotated[str, Path(pattern=r"^[-\w]{1,40}$", description=_("code of a newspaper"))]
BylineName = Annotated[str, Path(pattern=PRINTED, max_length=100, description=_("name as printed"))]


def responses(answer: Any, *statuses: int) -> dict[int, Any]:
    """What an operation answers: its own shape, and problems with these statuses."""
    return {200: answer, **({status: Problem if status >= 400 else None for status in statuses})}


def absolute_of(request: HttpRequest) -> Absolute:
    """Makes whole addresses of those on this site."""
    return request.build_absolute_uri


def next_address(request: HttpRequest, cursor: str | None) -> str | None:
    """The address of this list from `cursor` on, with the same parameters; None for None."""
    if cursor is None:
        return None
    parameters: Mapping[str, list[str]] = {**dict(request.GET.lists()), "cursor": [cursor]}
    return request.build_absolute_uri(f"{request.path}?{urlencode(parameters, doseq=True)}")


def date_answer(response: HttpResponse, changed: datetime) -> None:
    """Say when what is answered was changed last."""
    response["Last-Modified"] = http_date(changed.timestamp())


def date_list(response: HttpResponse) -> IndexState | None:
    """Say when the archive was changed last: every change of an article reaches the index. Returns its state."""
    state = read_index_state()
    if state is not None:
        date_answer(response, state.updated_at)
    return state


def index_as_json(state: IndexState | None) -> dict[str, Any] | None:
    """The state of the index."""
    if state is None:
        return None
    return {
        "version": state.version,
        "articles": state.articles,
        "updated_at": state.updated_at.astimezone(UTC).isoformat(timespec="seconds"),
    }
