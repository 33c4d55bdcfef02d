"""Readers of the index: each holds one consistent state, and a search always gets the newest."""

import logging
import os
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from threading import Lock
from typing import TypeVar

from whoosh.index import EmptyIndexError
from whoosh.reading import ReaderClosed

from articles.search.errors import IndexBusyError, IndexDamagedError, IndexUnavailableError
from articles.search.whoosh.evaluate import Evaluation
from articles.search.whoosh.generations import DAMAGE, IndexFolder
from articles.search.whoosh.records import Record, RecordCache
from articles.search.whoosh.schema import PART_WEIGHTS

log = logging.getLogger(__name__)

# A commit removes files that a reader is about to open; then the search starts again on the new state.
MAX_ATTEMPTS = 5
# Open readers that wait for the next search. Each holds some ten files a segment.
MAX_IDLE = 2
Answer = TypeVar("Answer")


class Snapshot:
    """One state of the index, open. Used by one thread at a time: Whoosh's readers share file positions."""

    def __init__(self, folder: IndexFolder, records: RecordCache):
        self._folder = folder
        with ExitStack() as stack:
            self.generation: Path = stack.enter_context(folder.reading())
            self._index = folder.open_index(self.generation)
            # Taken before the files are opened: if a commit comes between, this reader counts as outdated.
            self._commit = self._index.latest_generation()
            self.searcher = stack.enter_context(self._index.searcher())
            self.reader = self.searcher.reader()
            self.records: tuple[Record, ...] = records.of(self.reader)
            _open_lengths(self.reader)
            if self._index.latest_generation() != self._commit:
                # A file may have been missed silently: Whoosh takes a missing column for an empty one.
                raise FileNotFoundError(f"{self.generation} changed while it was being opened.")
            self._stack = stack.pop_all()

    @property
    def is_current(self) -> bool:
        """True while nothing has been written since this was opened."""
        return self._folder.current() == self.generation and self._index.latest_generation() == self._commit

    def evaluation(self) -> Evaluation:
        """Return an evaluator of queries over this state."""
        return Evaluation(self.searcher)

    def close(self) -> None:
        """Close the files and let the generation go."""
        self._stack.close()


class Snapshots:
    """The process's open readers of one index folder."""

    def __init__(self, folder: IndexFolder):
        self._folder = folder
        self._records = RecordCache()
        self._lock = Lock()
        self._idle: list[Snapshot] = []
        self._pid = os.getpid()

    def read(self, work: Callable[[Snapshot], Answer]) -> Answer:
        """Return what `work` makes of the newest state, starting again where a file vanishes under it.

        Raises IndexUnavailableError where there is no index, a damaged one, or one that changed under every attempt.
        """
        for attempt in range(MAX_ATTEMPTS):
            try:
                snapshot = self._take()
                try:
                    answer = work(snapshot)
                except BaseException:
                    snapshot.close()
                    raise
                self._give_back(snapshot)
                return answer
            except (FileNotFoundError, EmptyIndexError, ReaderClosed) as error:
                log.info("The index changed under a search (attempt %d): %s", attempt + 1, error)
            except DAMAGE as error:
                message = f"The search index cannot be read ({error!r}): run manage.py rebuild_index."
                raise IndexDamagedError(message) from error
        raise IndexBusyError(f"The search index changed under {MAX_ATTEMPTS} attempts to read it. Try again.")

    def close(self) -> None:
        """Close all readers that wait."""
        with self._lock:
            idle, self._idle = self._idle, []
        for snapshot in idle:
            snapshot.close()

    def _take(self) -> Snapshot:
        if self._pid != os.getpid():
            # A forked process shares file positions with its parent: these readers are the parent's to use.
            self._pid = os.getpid()
            self.close()
        while True:
            with self._lock:
                snapshot = self._idle.pop() if self._idle else None
            if snapshot is None:
                return Snapshot(self._folder, self._records)
            if _is_current(snapshot):
                return snapshot
            snapshot.close()

    def _give_back(self, snapshot: Snapshot) -> None:
        with self._lock:
            if len(self._idle) < MAX_IDLE:
                self._idle.append(snapshot)
                return
        snapshot.close()


def _is_current(snapshot: Snapshot) -> bool:
    try:
        return snapshot.is_current
    except IndexUnavailableError:
        return False


def _open_lengths(reader) -> None:
    """Open the columns of lengths now: later, a merge may have removed them."""
    for leaf, _offset in reader.leaf_readers():
        if leaf.doc_count_all():
            for part in PART_WEIGHTS:
                leaf.doc_field_length(0, part)
