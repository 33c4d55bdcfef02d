"""A segment: some documents in one file of arrays, `SEGMENT.arr`, which never changes. Deletions stand beside it.

FIELD.terms, FIELD.steps …       posting lists (postings.py), for each field that is indexed
FIELD.pairs.terms …              posting lists of pairs of characters (pairs.py), for the field that has them
FIELD.length                     how long each document's text is, for fields that are scored
FIELD.group_of …                 values for filters and counts (groups.py)
stored                           what is kept of each document (stored.py)
order.key, order.newest          a key that sorts newest first, and the document's place by it within the segment
order.day, order.number          the day (0: unknown), and the article's own key
"""

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any
from weakref import WeakValueDictionary

import numpy as np
from whoosh.codec.base import Segment

from articles.search.whoosh.arrays import ArrayFile
from articles.search.whoosh.groups import Groups, read_groups
from articles.search.whoosh.postings import FieldPostings
from articles.search.whoosh.stored import unpack_stored
from articles.search.whoosh.terms import Strings, Terms

EXTENSION = ".arr"


def pairs_of(field: str) -> str:
    """Return the name under which a file has the pairs of a field of characters."""
    return f"{field}.pairs"


class ArraySegment(Segment):
    """What Whoosh's table of contents knows of a segment: its name, its size, and which documents are deleted."""

    def __init__(self, indexname: str):
        super().__init__(indexname)
        self._doc_count = 0
        self._deleted: set[int] = set()

    def codec(self):
        """Return the codec that reads this segment."""
        from articles.search.whoosh.codec import ArrayCodec

        return ArrayCodec()

    def path(self, folder: Path) -> Path:
        """Return where the arrays of this segment are, in an index's folder."""
        return folder / self.make_filename(EXTENSION)

    def set_doc_count(self, doccount):
        self._doc_count = doccount

    def doc_count_all(self):
        return self._doc_count

    def deleted_count(self):
        return len(self._deleted)

    def deleted_docs(self):
        return iter(sorted(self._deleted))

    def delete_document(self, docnum, delete=True):
        if not 0 <= docnum < self._doc_count:
            raise KeyError(f"No document {docnum} in a segment of {self._doc_count}.")
        if delete:
            self._deleted.add(docnum)
        else:
            self._deleted.discard(docnum)

    def delete_documents(self, numbers: Iterable[int]) -> None:
        """Delete documents by their numbers, which must be of this segment."""
        self._deleted.update(numbers)

    def is_deleted(self, docnum):
        return docnum in self._deleted

    def should_assemble(self):
        return False


class Labels(dict[int, str]):
    """Terms as text by number, decoded when they are first asked for."""

    def __init__(self, terms: Terms):
        super().__init__()
        self._terms = terms

    def __missing__(self, number: int) -> str:
        self[number] = text = self._terms[number].decode()
        return text


class SegmentArrays:
    """The arrays of a segment, open. Shared by all readers and threads of the process; nothing in it changes."""

    def __init__(self, path: Path):
        self.file = ArrayFile(path)
        self.doc_count: int = self.file.meta["documents"]
        self._fields: dict[str, dict[str, Any]] = self.file.meta["fields"]
        self._postings: dict[str, FieldPostings] = {}
        self._groups: dict[str, Groups] = {}
        self._labels: dict[str, Labels] = {}

    @property
    def indexed_fields(self) -> Iterable[str]:
        """The names of the fields that have a posting in this segment."""
        return self._fields

    def postings(self, field: str) -> FieldPostings | None:
        """Return the posting lists of a field, or of its pairs; None where no document has anything in it."""
        if field not in self._postings and f"{field}.ends" in self.file:
            self._postings[field] = FieldPostings(self.file, field)
        return self._postings.get(field)

    def find(self, field: str, text: bytes) -> tuple[FieldPostings, int] | None:
        """Return the posting lists of a field and the number of a term; None where no document has it."""
        postings = self.postings(field)
        number = None if postings is None else postings.terms.find(text)
        return None if postings is None or number is None else (postings, number)

    def lengths(self, field: str) -> np.ndarray | None:
        """Return the length of each document's text in a field; None where none has any, or it is not scored."""
        name = f"{field}.length"
        return self.file.get(name)

    def total_length(self, field: str) -> int:
        """Return the sum of `lengths`."""
        return self._fields[field]["length"] if field in self._fields else 0

    def longest(self, field: str) -> int:
        """Return a number above every position in a field."""
        return self._fields[field]["longest"] if field in self._fields else 0

    def groups(self, field: str) -> Groups | None:
        """Return the values of a field for counting; None where no document has one, or the field keeps none."""
        if field not in self._groups and f"{field}.group_of" in self.file:
            self._groups[field] = read_groups(self.file, field)
        return self._groups.get(field)

    def labels(self, field: str) -> "Labels":
        """Return the terms of a field as text, by number."""
        if field not in self._labels:
            self._labels[field] = Labels(self._postings[field].terms)
        return self._labels[field]

    @cached_property
    def stored_bytes(self) -> Strings:
        """What is kept of each document, packed."""
        return Strings(self.file, "stored")

    @cached_property
    def order_keys(self) -> Strings:
        """The key of each document that sorts newest first."""
        return Strings(self.file, "order.key")

    def stored(self, number: int) -> dict[str, Any]:
        """Return what is kept of a document."""
        return unpack_stored(self.stored_bytes[number])


_open: WeakValueDictionary[tuple, SegmentArrays] = WeakValueDictionary()
_open_lock = Lock()


def open_segment(path: Path) -> SegmentArrays:
    """Return the arrays of a segment, those that are open already where somebody holds them."""
    status = path.stat()
    key = (path, status.st_ino, status.st_mtime_ns)
    with _open_lock:
        arrays = _open.get(key)
        if arrays is None:
            arrays = _open[key] = SegmentArrays(path)
        return arrays
