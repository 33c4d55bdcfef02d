"""Writing documents into one generation. The caller holds the lock of the index folder."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack
from pathlib import Path

from articles.search.whoosh.generations import IndexFolder
from articles.search.whoosh.parallel import Documents, start_processes

# Seconds to wait for whoever writes into the generation without the folder's lock: nobody of this site.
_WHOOSH_TIMEOUT = 5.0


class GenerationWriter:
    """Adds and deletes documents; what it did is seen by readers as a whole after the `with` block.

    An error within the block leaves the generation as it was. `optimize` makes one segment of all. `processes` build
    and merge what is added by shares.
    """

    def __init__(self, folder: IndexFolder, generation: Path, optimize: bool = False, processes: int = 1):
        self._writer = folder.open_index(generation).writer(timeout=_WHOOSH_TIMEOUT)
        self._optimize = optimize
        self._count = processes
        self._processes: Executor | None = None
        self._stack = ExitStack()

    def __enter__(self) -> "GenerationWriter":
        self._processes = self._stack.enter_context(start_processes(self._count))
        return self

    def __exit__(self, kind, error, traceback) -> None:
        with self._stack:
            if kind is None:
                self._writer.commit(optimize=self._optimize, processes=self._processes)
            else:
                self._writer.cancel()

    def add_shares(self, documents: Documents, shares: Sequence) -> Iterator[int]:
        """Add the documents that `documents`, a function of some module, makes of each share; yield how many so far."""
        return self._writer.add_shares(documents, shares, self._processes)

    def delete(self, field: str, values: Iterable[str]) -> int:
        """Delete the documents committed before with one of these exact values; return how many there were."""
        return self._writer.delete_values(field, [value.encode() for value in values])

    def delete_all(self) -> None:
        """Delete every document committed before."""
        self._writer.delete_all()

    def add(self, document: dict) -> None:
        """Add a document whose field names and kinds of value are those of schema.py."""
        self._writer.add_document(**document)
