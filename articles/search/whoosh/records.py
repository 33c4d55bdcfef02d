"""What is kept with each document of the index, read once a segment: filters, orders and the way back to the row."""

from collections import OrderedDict
from threading import Lock
from typing import NamedTuple

# Segments never change, but for deletions, which are no part of a record. A few generations' worth are kept.
_MAX_SEGMENTS = 64


class Record(NamedTuple):
    """One document: its article's key, and the values of its facets and orders.

    `date` is the first day on which the article can have appeared, as 20221012, and 0 where none is known; `rank` puts
    articles of one day in the order of the page; `stamp` changes with the article.
    """

    pk: int
    public_id: str
    regions: tuple[str, ...]
    newspaper: str
    year: str
    date: int
    date_end: int
    rank: tuple
    stamp: str


class RecordCache:
    """The records of segments that are or were open, for all threads of the process."""

    def __init__(self):
        self._segments: OrderedDict[str, tuple[Record, ...]] = OrderedDict()
        self._lock = Lock()

    def of(self, reader) -> tuple[Record, ...]:
        """Return the records of a reader of one or more segments; the index is the document's number."""
        leaves = [leaf for leaf, _offset in reader.leaf_readers()]
        if len(leaves) == 1:
            return self._of_segment(leaves[0])
        return tuple(record for leaf in leaves for record in self._of_segment(leaf))

    def _of_segment(self, leaf) -> tuple[Record, ...]:
        if not leaf.doc_count_all():
            return ()
        key = leaf.segment().segment_id()
        with self._lock:
            if key in self._segments:
                self._segments.move_to_end(key)
                return self._segments[key]
        records = tuple(read_record(leaf.stored_fields(number)) for number in range(leaf.doc_count_all()))
        with self._lock:
            self._segments[key] = records
            while len(self._segments) > _MAX_SEGMENTS:
                self._segments.popitem(last=False)
        return records


def read_record(stored: dict) -> Record:
    """Return the record of a document's stored fields."""
    return Record(
        pk=int(stored["django_id"][0]),
        public_id=_first(stored, "public_id"),
        regions=tuple(stored.get("region", ())),
        newspaper=_first(stored, "newspaper"),
        year=_first(stored, "year"),
        date=int(_first(stored, "date") or 0),
        date_end=int(_first(stored, "date_end") or 0),
        rank=tuple(stored["rank"]),
        stamp=stored["stamp"],
    )


def _first(stored: dict, name: str) -> str:
    values = stored.get(name)
    return values[0] if values else ""
