"""Where a list goes on: opaque texts that name the last row shown, so that rows added meanwhile move nothing."""

import base64
import binascii
import json
from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from articles.models import Article

# Letters of base64 for addresses; a cursor of ours is much shorter than this.
CURSOR_PATTERN = r"^[A-Za-z0-9_-]{1,400}$"
# No row of a database has a key above.
_LARGEST = 2**63 - 1


class BadCursorError(ValueError):
    """The text is no cursor of this list. Take `next` as it was given, or begin without a cursor."""

    def __init__(self) -> None:
        super().__init__("This is no cursor of this list. Take next as it was given, or begin without a cursor.")


def write_cursor(kind: str, *values: int | str | None) -> str:
    """The cursor of a list of this kind that goes on after the row with these values."""
    raw = json.dumps([kind, *values], ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(raw).decode("ascii").rstrip("=")


def read_cursor(cursor: str, kind: str, types: Sequence[type | tuple[type, ...]]) -> list:
    """The values in a cursor of a list of this kind. Raises BadCursorError for anything else."""
    try:
        found = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode())
    except (binascii.Error, UnicodeDecodeError, ValueError, RecursionError) as error:
        raise BadCursorError from error
    if not isinstance(found, list) or len(found) != len(types) + 1 or found[0] != kind:
        raise BadCursorError
    values = found[1:]
    for value, expected in zip(values, types, strict=True):
        if isinstance(value, bool) or not isinstance(value, expected):
            raise BadCursorError
        if isinstance(value, int) and not 0 <= value <= _LARGEST:
            raise BadCursorError
        if isinstance(value, str) and not value.isprintable():
            raise BadCursorError
    return values


def write_place(kind: str, article: Article) -> str:
    """The cursor of a list in the order NEWEST_FIRST that goes on after `article`."""
    dump = article.dump
    day = dump.issue_date.isoformat() if dump.issue_date else None
    return write_cursor(kind, day, dump.page_no, dump.pk, article.order_no)


def read_place(cursor: str, kind: str) -> tuple[date | None, Q]:
    """The day that a list in the order NEWEST_FIRST has come to, and the condition of what comes after.

    Raises BadCursorError.
    """
    text, page_no, dump_pk, order_no = read_cursor(cursor, kind, [(str, type(None)), (int, type(None)), int, int])
    try:
        day = date.fromisoformat(text) if text is not None else None
    except ValueError as error:
        raise BadCursorError from error
    on_page = Q(dump_id__lt=dump_pk) | Q(dump_id=dump_pk, order_no__gt=order_no)
    if page_no is None:
        that_day = Q(dump__page_no__isnull=True) & on_page
    else:
        that_day = (
            Q(dump__page_no__gt=page_no)
            | Q(dump__page_no__isnull=True)
            | (Q(dump__page_no=min(page_no, 2**15)) & on_page)
        )
    if day is None:
        return None, Q(dump__issue_date__isnull=True) & that_day
    return day, (Q(dump__issue_date__lt=day) | Q(dump__issue_date__isnull=True) | (Q(dump__issue_date=day) & that_day))
