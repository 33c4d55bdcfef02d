"""Writing documents into one generation. The caller holds the lock of the index folder."""

from collections.abc import Iterable
from pathlib import Path

from articles.search.whoosh.generations import IndexFolder

# Seconds to wait for whoever writes into the generation without the folder's lock: nobody of this site.
_WHOOSH_TIMEOUT = 5.0


class GenerationWriter:
    """Adds and deletes documents; what it did is seen by readers as a whole after the `with` block.

    An error within the block leaves the generation as it was. `optimize` makes one segment of all.
    """

    def __init__(self, folder: IndexFolder, generation: Path, optimize: bool = False):
        self._writer = folder.open_index(generation).writer(timeout=_WHOOSH_TIMEOUT)
        self._optimize = optimize

    def __enter__(self) -> "GenerationWriter":
        return self

    def __exit__(self, kind, error, traceback) -> None:
        if kind is None:
            self._writer.commit(optimize=self._optimize)
        else:
            self._writer.cancel()

    def delete(self, field: str, values: Iterable[str]) -> int:
        """Delete the documents committed before with one of these exact values; return how many there were."""
        return self._writer.delete_values(field, [value.encode() for value in values])

    def delete_all(self) -> None:
        """Delete every document committed before."""
        self._writer.delete_all()

    def add(self, document: dict) -> None:
        """Add a document whose field names and kinds of value are those of schema.py."""
        self._writer.add_document(**document)
