"""What is done to the archive as a whole: rows in one transaction, then the index, after the commit.

This is where ingest and search meet. A failure of the index after the commit loses nothing: it is logged, and
`manage.py sync_index` mends the difference.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from articles.dump.page import PARSER_VERSION, AccountingError
from articles.dump.types import Imprint
from articles.ingest.counting import count_new, counted
from articles.ingest.link import Issue, find_issues, link_continuations, unlink_continuations
from articles.ingest.reading import Homes, Reading, merge_imprint, read_dump
from articles.ingest.staff import StaffImprint
from articles.ingest.store import find_stored, restore_dump, store_dump, store_failed_dump
from articles.ingest.withdraw import withdraw_dumps as withdraw_dump_rows
from articles.models import Dump, Newspaper
from articles.search.indexing import index_articles, unindex_articles

# Articles waiting for the end of a run of many dumps; None outside of one.
_waiting: ContextVar[set[int] | None] = ContextVar("articles_waiting_for_the_index", default=None)
BATCH_SIZE = 200


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one file: its dump, and whether it was stored now or had been before."""

    dump: Dump
    created: bool


def known_homes() -> Homes:
    """The home regions of all newspapers, as plain values that other processes can be given."""
    homes = {}
    for name, code, region in Newspaper.objects.filter(home_region__isnull=False).values_list(
        "name", "code", "home_region__code"
    ):
        homes[name] = homes[code] = region
    return Homes(settings.HOME_REGION, homes)


def ingest_dump(raw: bytes, file_name: str, staff: StaffImprint, user=None) -> Receipt:
    """Read and store one dump. Raises UnreadableDumpError (articles/dump/decode.py) for bytes that hold no text."""
    if stored := find_stored(raw):
        return Receipt(stored, created=False)
    try:
        reading = read_dump(raw, file_name, staff, known_homes())
    except AccountingError as error:
        return keep_failed(raw, file_name, staff, str(error), user)
    return store_reading(reading, raw, file_name, staff, user)


def store_reading(reading: Reading, raw: bytes, file_name: str, staff: StaffImprint, user=None) -> Receipt:
    """Store a dump that has been read, perhaps in another process, unless its bytes are there already."""
    with transaction.atomic():
        if stored := find_stored(raw):
            return Receipt(stored, created=False)
        dump = store_dump(reading, raw, file_name, staff.home_region, user)
        count_new(dump.pk)
        _link(find_issues([dump.pk]))
        _index_after_commit(_article_pks(dump))
    return Receipt(dump, created=True)


def keep_failed(raw: bytes, file_name: str, staff: StaffImprint, reason: str, user=None) -> Receipt:
    """Store the bytes of a dump whose reading broke a rule, with the reason and without articles."""
    with transaction.atomic():
        if stored := find_stored(raw):
            return Receipt(stored, created=False)
        dump = store_failed_dump(raw, file_name, merge_imprint(Imprint(), staff), reason, PARSER_VERSION, user)
    return Receipt(dump, created=True)


def reparse_dump(dump: Dump) -> None:
    """Read a stored dump again with the parser as it is now. Identifiers and staff's corrections stay."""
    homes = known_homes()
    home = homes.by_newspaper.get(dump.newspaper.code, homes.default)
    reading = read_dump(bytes(dump.raw_bytes), dump.file_name, StaffImprint(home_region=home), homes)
    with transaction.atomic():
        before, issues = _article_pks(dump), find_issues([dump.pk])
        with counted([dump.pk]):
            restore_dump(dump, reading)
        _link(issues | find_issues([dump.pk]))
        _unindex_after_commit(before)
        _index_after_commit(_article_pks(dump))


def withdraw_dumps(dump_pks: list[int]) -> int:
    """Take dumps and their articles out of the archive and the index; return the number of articles."""
    with transaction.atomic():
        issues = find_issues(dump_pks)
        with counted(dump_pks):
            article_pks = withdraw_dump_rows(dump_pks)
        _link(issues)
        _unindex_after_commit(article_pks)
    return len(article_pks)


def correct_dump(dump: Dump) -> None:
    """Save a dump whose newspaper, date or page has been changed by hand; links and index follow."""
    with transaction.atomic():
        issues = find_issues([dump.pk])
        unlink_continuations(dump.pk)
        with counted([dump.pk]):
            dump.save()
        _link(issues | find_issues([dump.pk]))
        _index_after_commit(_article_pks(dump))


def rename_newspaper(newspaper: Newspaper) -> None:
    """Save a newspaper whose name or code has been changed; the index follows."""
    with transaction.atomic():
        newspaper.save()
        for dump in newspaper.dumps.defer("raw_bytes"):
            _index_after_commit(_article_pks(dump))


@contextmanager
def batched_indexing() -> Iterator[None]:
    """Within, articles are indexed by the hundred instead of dump by dump, and the rest at the end."""
    token = _waiting.set(set())
    try:
        yield
    finally:
        waiting = _waiting.get()
        _waiting.reset(token)
        if waiting:
            index_articles(sorted(waiting))


def _link(issues: set[Issue]) -> None:
    for issue in issues:
        link_continuations(issue)


def _article_pks(dump: Dump) -> list[int]:
    return list(dump.articles.order_by("pk").values_list("pk", flat=True))


def _index_after_commit(article_pks: list[int]) -> None:
    transaction.on_commit(lambda: _index_or_wait(article_pks), robust=True)


def _index_or_wait(article_pks: list[int]) -> None:
    waiting = _waiting.get()
    if waiting is None:
        index_articles(article_pks)
        return
    waiting.update(article_pks)
    if len(waiting) >= BATCH_SIZE:
        index_articles(sorted(waiting))
        waiting.clear()


def _unindex_after_commit(article_pks: list[int]) -> None:
    transaction.on_commit(lambda: unindex_articles(article_pks), robust=True)
