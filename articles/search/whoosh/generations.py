"""The folder of the index: generations, the pointer to the current one, and who may read, write and remove.

    index/
      current          the name of the generation that searches read; replaced in one step
      write.lock       held by the one process that writes
      rebuild.lock     held by the one process that builds a new generation
      merge.lock       held by the one process that merges segments
      g000002/         a generation: an index of Whoosh's, and
        format         the INDEX_FORMAT it was written in
        readers.lock   shared by all that read it; whoever gets it alone may remove the generation

Locks are the kernel's (flock): they end with the process that holds them. The folder must lie on a local disk and be
writable by the service's user alone, because Whoosh unpickles its table of contents.
"""

import fcntl
import os
import pickle
import re
import shutil
import struct
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.filetables import FileFormatError
from whoosh.index import IndexError as WhooshIndexError

from articles.search.errors import IndexFormatError, IndexLockedError, IndexMissingError
from articles.search.whoosh.index import ArrayIndex, create_index
from articles.search.whoosh.schema import INDEX_FORMAT, build_schema

# What Whoosh raises over files that are missing, cut off or not its own. Anything else is a fault of the program.
DAMAGE = (OSError, EOFError, struct.error, zlib.error, pickle.UnpicklingError, WhooshIndexError, FileFormatError)

POINTER = "current"
FORMAT_FILE = "format"
READERS_LOCK = "readers.lock"
# "g000001" is a generation; "current" and "write.lock" are not.
_GENERATION = re.compile(r"g(\d{6,})")
_POLL_SECONDS = 0.05


class IndexFolder:
    """The generations of one index, in the folder `root`."""

    def __init__(self, root: Path):
        self.root = Path(root)
        self.pointer = self.root / POINTER

    def current(self) -> Path:
        """Return the generation that is read and written now. Raises IndexMissingError where none was built yet."""
        try:
            name = self.pointer.read_text(encoding="ascii").strip()
        except FileNotFoundError as error:
            raise IndexMissingError(f"No search index in {self.root} yet: run manage.py rebuild_index.") from error
        if not _GENERATION.fullmatch(name):
            raise IndexMissingError(f"{self.pointer} names no generation: run manage.py rebuild_index.")
        return self.root / name

    def open_index(self, generation: Path) -> ArrayIndex:
        """Open a generation. Raises IndexFormatError for one that another version of the site has written."""
        found = (generation / FORMAT_FILE).read_text(encoding="utf-8").strip()
        if found != INDEX_FORMAT:
            raise IndexFormatError(
                f"{generation} has format {found}, this version reads {INDEX_FORMAT}: run manage.py rebuild_index."
            )
        return ArrayIndex(FileStorage(str(generation)), schema=build_schema())

    def create_generation(self) -> Path:
        """Make an empty generation beside the others, which nobody reads yet, and return it."""
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        number = max((int(match[1]) for match in map(_GENERATION.fullmatch, os.listdir(self.root)) if match), default=0)
        generation = self.root / f"g{number + 1:06d}"
        generation.mkdir(mode=0o700)
        (generation / READERS_LOCK).touch(mode=0o600)
        create_index(FileStorage(str(generation)), build_schema())
        (generation / FORMAT_FILE).write_text(INDEX_FORMAT, encoding="utf-8")
        return generation

    def switch_to(self, generation: Path) -> None:
        """Make `generation` the current one, in one step: a reader sees the old one or the new one."""
        fresh = self.root / f"{POINTER}.new"
        with fresh.open("w", encoding="ascii") as file:
            file.write(generation.name)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self.pointer)

    def remove(self, generation: Path) -> bool:
        """Remove a generation unless somebody reads it; return whether it is gone."""
        try:
            descriptor = os.open(generation / READERS_LOCK, os.O_RDWR)
        except FileNotFoundError:
            shutil.rmtree(generation, ignore_errors=True)
            return True
        try:
            if not _try_flock(descriptor, fcntl.LOCK_EX):
                return False
            shutil.rmtree(generation, ignore_errors=True)
            return True
        finally:
            os.close(descriptor)

    def discard(self, generation: Path) -> None:
        """Remove a generation whose building failed, unless it has become the current one."""
        if not self.pointer.exists() or self.current() != generation:
            self.remove(generation)

    def remove_unused(self) -> None:
        """Remove the generations that are not current and that nobody reads. The caller holds the lock for writing.

        A generation that is being built is left alone: it is newer than the current one.
        """
        current = self.current().name
        for name in os.listdir(self.root):
            if _GENERATION.fullmatch(name) and _number(name) < _number(current):
                self.remove(self.root / name)

    @contextmanager
    def reading(self) -> Iterator[Path]:
        """Hold the current generation, so that it is not removed, and give its path."""
        while True:
            generation = self.current()
            try:
                descriptor = os.open(generation / READERS_LOCK, os.O_RDWR)
            except FileNotFoundError:
                if self.current() == generation:
                    raise IndexMissingError(f"{generation} is gone: run manage.py rebuild_index.") from None
                continue
            # Shared locks exclude only the moment in which a generation is being removed.
            if _try_flock(descriptor, fcntl.LOCK_SH) and (generation / READERS_LOCK).exists():
                break
            os.close(descriptor)
            time.sleep(_POLL_SECONDS)
        try:
            yield generation
        finally:
            os.close(descriptor)

    @contextmanager
    def writing(self, timeout: float) -> Iterator[None]:
        """Hold the lock for writing. Raises IndexLockedError after `timeout` seconds of waiting."""
        with self._locked("write.lock", timeout, "is written by another process"):
            yield

    @contextmanager
    def rebuilding(self, timeout: float) -> Iterator[None]:
        """Hold the lock for building a new generation. Raises IndexLockedError like `writing`."""
        with self._locked("rebuild.lock", timeout, "is being rebuilt by another process"):
            yield

    @contextmanager
    def merging(self) -> Iterator[None]:
        """Hold the lock for merging segments beside searches and writes. Raises IndexLockedError at once."""
        with self._locked("merge.lock", 0, "is being merged by another process"):
            yield

    @contextmanager
    def _locked(self, name: str, timeout: float, what: str) -> Iterator[None]:
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(self.root / name, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            deadline = time.monotonic() + timeout
            while not _try_flock(descriptor, fcntl.LOCK_EX):
                if time.monotonic() >= deadline:
                    raise IndexLockedError(f"The search index {what}; waited {timeout:g} seconds. Try again later.")
                time.sleep(_POLL_SECONDS)
            yield
        finally:
            os.close(descriptor)


def _number(name: str) -> int:
    return int(name[1:])


def _try_flock(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
