"""Keeping the index in step with the database: after a commit, by comparison, and by building it anew.

The database is what counts. A write to the index that fails is logged and loses nothing: `synchronize` finds every
difference, whatever made it.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from haystack import connections
from haystack.constants import DEFAULT_ALIAS
from whoosh.index import LockError
from whoosh.reading import ReaderClosed
from whoosh.writing import IndexingError

from articles.models import Article, PendingIndexing
from articles.search.errors import IndexDamagedError, IndexLockedError, IndexUnavailableError
from articles.search.whoosh.backend import ArchiveSearchBackend
from articles.search.whoosh.documents import build_document, build_values
from articles.search.whoosh.generations import DAMAGE
from articles.search.whoosh.parallel import count_cores
from articles.search.whoosh.records import Record, read_record

log = logging.getLogger(__name__)

BATCH_SIZE = 500
# What one process builds at a time when the index is built anew: about half a gigabyte.
SHARE_SIZE = 5_000
# What a full disk, a lock held too long or a damaged index raise. Anything else is a fault of the program.
INDEX_FAILURES = (IndexUnavailableError, IndexingError, LockError, ReaderClosed, *DAMAGE)

# Called with how many articles were done and how many there are.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class IndexFreshness:
    """How many articles the database has to be searched, and how many the index holds; None where there is no index."""

    in_database: int
    in_index: int | None

    @property
    def agrees(self) -> bool:
        """True where the counts are equal. `find_differences` looks closer."""
        return self.in_database == self.in_index


@dataclass(frozen=True, slots=True)
class Differences:
    """Keys of articles that the index lacks, holds in an older state, or holds although they are gone."""

    missing: tuple[int, ...]
    outdated: tuple[int, ...]
    gone: tuple[int, ...]

    def __bool__(self) -> bool:
        return bool(self.missing or self.outdated or self.gone)


def index_articles(article_pks: Iterable[int]) -> bool:
    """Put articles into the index as the database has them now; return False, logged, where it cannot be written.

    An article that is not in the database any more, or whose dump was not read, is taken out instead.
    """
    pks = list(dict.fromkeys(article_pks))

    def write() -> None:
        backend, index = _backend(), _index()
        with backend.folder.writing(backend.lock_timeout):
            for batch in _batches(pks):
                backend.write(index, index.index_queryset().filter(pk__in=batch), stale_pks=batch)

    return _attempt(write, pks, "index") if pks else True


def unindex_articles(article_pks: Iterable[int]) -> bool:
    """Take articles out of the index; return False, logged, where it cannot be written."""
    pks = list(dict.fromkeys(article_pks))

    def write() -> None:
        backend = _backend()
        with backend.folder.writing(backend.lock_timeout):
            backend.write(_index(), (), stale_pks=pks)

    return _attempt(write, pks, "remove") if pks else True


def index_freshness() -> IndexFreshness:
    """Return the number of articles in the database and in the index."""
    in_database = _index().compared_queryset().count()
    try:
        in_index = _backend().snapshots.read(lambda snapshot: snapshot.reader.doc_count())
    except INDEX_FAILURES as error:
        log.warning("The search index cannot be read: %s", error)
        return IndexFreshness(in_database, None)
    return IndexFreshness(in_database, in_index)


def find_differences(generation: Path | None = None) -> Differences:
    """Compare every article of the database with the index (or one generation of it). Reads no text.

    Raises IndexUnavailableError where there is no index to compare.
    """
    indexed = _backend().read_records(generation)
    missing, outdated = [], []
    for article in _index().compared_queryset().order_by("pk").iterator(chunk_size=BATCH_SIZE):
        record = indexed.pop(article.pk, None)
        if record is None:
            missing.append(article.pk)
        elif record != _expected_record(article):
            outdated.append(article.pk)
    return Differences(tuple(missing), tuple(outdated), tuple(sorted(indexed)))


def verify_index() -> None:
    """Read every byte of the index. Raises IndexUnavailableError where one is not as it was written."""
    with _faults_in_words():
        _backend().verify()


def synchronize(progress: Progress | None = None) -> Differences:
    """Mend every difference between database and index, and return what there was. Makes the index if there is none.

    Raises IndexUnavailableError: another process writes for too long, or the index is damaged or of another format.
    """
    backend = _backend()
    with _faults_in_words(), backend.folder.writing(backend.lock_timeout):
        # What waits now is found by the comparison as well; what comes later is left for its own turn.
        waiting = list(PendingIndexing.objects.values_list("pk", flat=True))
        differences = find_differences(backend.current_or_new())
        _mend(differences, None, progress)
        PendingIndexing.objects.filter(pk__in=waiting).delete()
        backend.folder.remove_unused()
    with _faults_in_words(), suppress(IndexLockedError):
        # Somebody else who merges does it as well.
        backend.merge_in_background()
    return differences


def rebuild(progress: Progress | None = None, processes: int | None = None) -> int:
    """Build the index anew beside the one in use, then put it in its place; return the number of articles.

    Searches are answered from the old index until the new one is complete, and articles may be stored meanwhile: what
    changed during the building is found and written before the switch. `processes` build at once, one for each
    processor if not told; each connects to the database that the settings name. Raises IndexUnavailableError: another
    process writes or rebuilds for too long, one that builds is killed, or the folder cannot be written.
    """
    backend, index = _backend(), _index()
    with _faults_in_words(), backend.folder.rebuilding(backend.lock_timeout):
        generation = backend.folder.create_generation()
        try:
            keys = list(index.compared_queryset().order_by("pk").values_list("pk", flat=True))
            shares = [(own[0], own[-1]) for own in _batches(keys, SHARE_SIZE)]
            for done in backend.write_shares(
                documents_of, shares, generation, min(processes or count_cores(), len(shares))
            ):
                if progress:
                    progress(done, len(keys))
            with backend.folder.writing(backend.lock_timeout):
                _mend(find_differences(generation), generation, None)
                count = len(backend.read_records(generation))
                backend.folder.switch_to(generation)
                backend.folder.remove_unused()
        except BaseException:
            backend.folder.discard(generation)
            raise
    return count


def _mend(differences: Differences, generation: Path | None, progress: Progress | None) -> None:
    backend, index = _backend(), _index()
    if differences.gone:
        backend.write(index, (), differences.gone, generation)
    wanted = [*differences.missing, *differences.outdated]
    for done, batch in enumerate(_batches(wanted)):
        backend.write(index, index.index_queryset().filter(pk__in=batch), batch, generation)
        if progress:
            progress(min((done + 1) * BATCH_SIZE, len(wanted)), len(wanted))


def _expected_record(article: Article) -> Record:
    """The record that the index should hold of an article."""
    index = _index()
    prepared = {
        "region": index.prepare_region(article),
        "newspaper": article.dump.newspaper.code,
        "year": index.prepare_year(article),
        "month": index.prepare_month(article),
        "page_name": article.dump.page_name,
        "form": article.form,
        "date": index.prepare_date(article),
        "date_end": index.prepare_date_end(article),
        "public_id": article.public_id,
        "rank": index.prepare_rank(article),
        "stamp": index.prepare_stamp(article),
    }
    return read_record({"django_id": [str(article.pk)], **build_values(prepared)})


def documents_of(share: tuple[int, int]) -> Iterator[dict]:
    """Yield the documents of the articles from one key to another."""
    first, last = share
    index = _index()
    for article in _by_key(index.index_queryset().filter(pk__lte=last), first - 1):
        document = build_document(index, article)
        if document is not None:
            yield document


def _by_key(articles, last: int = 0) -> Iterator[Article]:
    """Articles with keys above `last`, in their order, a batch a query, so that no transaction is open for long."""
    while batch := list(articles.filter(pk__gt=last).order_by("pk")[:BATCH_SIZE]):
        yield from batch
        last = batch[-1].pk


def _batches(pks: list[int], size: int = BATCH_SIZE) -> Iterator[list[int]]:
    for start in range(0, len(pks), size):
        yield pks[start : start + size]


@contextmanager
def _faults_in_words() -> Iterator[None]:
    try:
        yield
    except DAMAGE as error:
        message = (
            f"The search index cannot be read or written ({error!r}). If it is damaged, run manage.py rebuild_index."
        )
        raise IndexDamagedError(message) from error


def _attempt(write: Callable[[], None], pks: list[int], what: str) -> bool:
    try:
        write()
    except INDEX_FAILURES:
        first = ", ".join(map(str, pks[:20]))
        log.exception("Could not %s %d articles (keys %s …); run manage.py sync_index.", what, len(pks), first)
        return False
    return True


def _backend() -> ArchiveSearchBackend:
    return connections[DEFAULT_ALIAS].get_backend()


def _index():
    return connections[DEFAULT_ALIAS].get_unified_index().get_index(Article)
