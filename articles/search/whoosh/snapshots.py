"""Readers of the index: each holds one consistent state, and a search always gets the newest."""

import logging
import os
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from threading import Lock
from typing import TypeVar

from whoosh.index import EmptyIndexError
from whoosh.reading import ReaderClosed

from articles.search.errors import IndexBusyError, IndexDamagedError, IndexUnavailableError
from articles.search.whoosh.generations import DAMAGE, IndexFolder
from articles.search.whoosh.state import IndexState

log = logging.getLogger(__name__)

# Of a change that is older than this no second one can have the same time.
_SETTLING_NS = 100_000_000
# A commit removes files that a reader is about to open; then the search starts again on the new state.
MAX_ATTEMPTS = 5
Answer = TypeVar("Answer")


class Snapshot:
    """One state of the index, open, for any number of threads. It stays whole when its files are removed."""

    def __init__(self, folder: IndexFolder):
        self._folder = folder
        with ExitStack() as stack:
            self.generation: Path = stack.enter_context(folder.reading())
            self._index = folder.open_index(self.generation)
            # Taken before the files are opened: if a commit comes between, this reader counts as outdated.
            self._commit = self._index.latest_generation()
            # When the state was written, in seconds since 1970.
            self.committed_at: float = self._index.last_modified()
            self.searcher = stack.enter_context(self._index.searcher())
            self.reader = self.searcher.reader()
            self.state = IndexState(self.searcher)
            self._stack = stack.pop_all()
        self.users = 0
        self._settled: tuple[int, ...] | None = None

    @property
    def version(self) -> str:
        """The name of this state: its generation and the number of the commit."""
        return f"{self.generation.name}.{self._commit}"

    @property
    def is_current(self) -> bool:
        """True while nothing has been written since this was opened."""
        stamp = self._stamp()
        if stamp is not None and stamp == self._settled:
            return True
        if self._folder.current() != self.generation or self._index.latest_generation() != self._commit:
            return False
        # Times are as fine as the kernel's clock: what has just changed may change again without another time.
        if stamp is not None and time.time_ns() - max(stamp) > _SETTLING_NS:
            self._settled = stamp
        return True

    def _stamp(self) -> tuple[int, ...] | None:
        """When the pointer and the folder of the generation were changed last; every commit changes one of them."""
        try:
            pointer, generation = os.stat(self._folder.pointer), os.stat(self.generation)
        except FileNotFoundError:
            return None
        return pointer.st_mtime_ns, pointer.st_ctime_ns, generation.st_mtime_ns, generation.st_ctime_ns

    def close(self) -> None:
        """Let the generation go."""
        self._stack.close()


class Snapshots:
    """The process's open state of one index folder, and those before it as long as a search still reads them."""

    def __init__(self, folder: IndexFolder):
        self._folder = folder
        self._lock = Lock()
        self._current: Snapshot | None = None
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
                    self._give_back(snapshot, keep=False)
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
        """Close the state that waits for the next search."""
        with self._lock:
            self._replace(None)

    def _take(self) -> Snapshot:
        with self._lock:
            if self._pid != os.getpid():
                # A forked process has a state of its own: the parent may let the generation go at any time.
                self._pid = os.getpid()
                self._replace(None)
            if self._current is None or not _is_current(self._current):
                try:
                    # Opened before the old one is closed, so that segments of both are not opened twice.
                    self._replace(Snapshot(self._folder))
                except BaseException:
                    self._replace(None)
                    raise
            self._current.users += 1
            return self._current

    def _give_back(self, snapshot: Snapshot, keep: bool = True) -> None:
        with self._lock:
            snapshot.users -= 1
            if not keep and snapshot is self._current:
                self._replace(None)
            elif snapshot is not self._current and not snapshot.users:
                snapshot.close()

    def _replace(self, snapshot: Snapshot | None) -> None:
        """Make another state the current one; the caller holds the lock. The last user of the old one closes it."""
        old, self._current = self._current, snapshot
        if old is not None and not old.users:
            old.close()


def _is_current(snapshot: Snapshot) -> bool:
    try:
        return snapshot.is_current
    except IndexUnavailableError:
        return False
