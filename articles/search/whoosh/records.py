"""What is kept with each document of the index, read once a segment: filters, orders and the way back to the row."""

from collections import OrderedDict
from threading import Lock
from typing import NamedTuple

# Segments never change, but for deletions, which are no part of a record. Besides those of the newest reader as many
# records of others are kept: a reader of the state before may still be searching.
_KEPT_STATES = 2


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
        segments = [self._of_segment(leaf) for leaf, _offset in reader.leaf_readers()]
        records = segments[0] if len(segments) == 1 else tuple(record for segment in segments for record in segment)
        with self._lock:
            kept = sum(map(len, self._segments.values()))
            while kept > _KEPT_STATES * max(1, len(records)):
                _segment_id, oldest = self._segments.popitem(last=False)
                kept -= len(oldest)
        return records

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
