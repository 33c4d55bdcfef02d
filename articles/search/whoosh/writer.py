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
        self._reader = self._writer.reader()
        self._optimize = optimize

    def __enter__(self) -> "GenerationWriter":
        return self

    def __exit__(self, kind, error, traceback) -> None:
        self._reader.close()
        if kind is None:
            self._writer.commit(optimize=self._optimize)
        else:
            self._writer.cancel()

    def delete(self, field: str, values: Iterable[str]) -> int:
        """Delete the documents committed before with one of these exact values; return how many there were."""
        numbers: set[int] = set()
        for value in values:
            term = (field, value.encode())
            if term in self._reader:
                numbers.update(self._reader.postings(*term).all_ids())
        for number in numbers:
            self._writer.delete_document(number)
        return len(numbers)

    def delete_all(self) -> None:
        """Delete every document committed before."""
        for number in list(self._reader.all_doc_ids()):
            self._writer.delete_document(number)

    def add(self, document: dict) -> None:
        """Add a document whose field names and kinds of value are those of schema.py."""
        self._writer.add_document(**document)
