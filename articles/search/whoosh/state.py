"""One state of the index as its searches see it: the segments' arrays, their live documents, statistics over all."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cached_property
from math import log
from threading import Lock

import numpy as np

from articles.search.whoosh.arrays import mapped_bytes
from articles.search.whoosh.matches import Matches
from articles.search.whoosh.segment import SegmentArrays

# BM25's usual parameters, which are Whoosh's as well.
B = 0.75
K1 = 1.2
# What is kept of terms and phrases that were evaluated, for the next queries.
CACHE_BYTES = 64 << 20
# What may stay in memory of the index's files, as far as it was read.
MAPPED_BYTES = 32 << 20
# What all segments gave, in their order.
Found = tuple[Matches, ...]


@dataclass(frozen=True)
class View:
    """A segment in a state: its arrays, the number of its first document, and its live documents (None: all)."""

    arrays: SegmentArrays
    base: int
    live: np.ndarray | None

    @property
    def doc_count(self) -> int:
        """Return the number of documents, deleted or not."""
        return self.arrays.doc_count


class IndexState:
    """The segments of one commit. Used by any number of threads; nothing in it changes but what it remembers."""

    def __init__(self, searcher):
        self.searcher = searcher
        self.schema = searcher.schema
        reader = searcher.reader()
        self.doc_count: int = reader.doc_count_all()
        self.views = tuple(
            View(leaf._terms.arrays, base, _live(leaf)) for leaf, base in reader.leaf_readers() if leaf.doc_count_all()
        )
        # What suggest.py has counted: for some thousands of characters at most.
        self.character_counts: dict[str, int] = {}
        self.homophones: dict[str, list[str]] = {}
        self._cache = _Cache(CACHE_BYTES)
        self._mapped_before = mapped_bytes()
        self._norms: dict[str, tuple[np.ndarray | None, ...]] = {}

    @cached_property
    def all_live(self) -> Found:
        """Every document that is not deleted."""
        return tuple(
            Matches(
                np.arange(view.doc_count, dtype=np.int32)
                if view.live is None
                else np.flatnonzero(view.live).astype(np.int32)
            )
            for view in self.views
        )

    @cached_property
    def newest_day(self) -> int:
        """The day of the newest document, deleted or not; 0 where none has one."""
        return max((int(view.arrays.file["order.day"].max()) for view in self.views), default=0)

    def doc_frequency(self, field: str, text: bytes) -> int:
        """Return how many documents have a term, deleted ones included, as Whoosh counts them."""
        found = (view.arrays.find(field, text) for view in self.views)
        return sum(one[0].count(one[1]) for one in found if one is not None)

    def weigh(self, field: str, ids: tuple[np.ndarray, ...], frequencies, doc_frequency: int, boost: float) -> Found:
        """Return BM25 of one term or phrase, as Whoosh computes it, from its frequencies in each segment's documents.

        `field` is the field whose length counts. A frequency of None stands for 1 in every document.
        """
        if not any(map(len, ids)):
            return tuple(Matches(own, np.empty(0, np.float32)) for own in ids)
        idf = log(self.doc_count / (doc_frequency + 1)) + 1
        factor = np.float32(boost * idf * (K1 + 1))
        weighed = []
        for own, frequency, norm in zip(ids, frequencies, self._field_norms(field), strict=True):
            if not len(own):
                weighed.append(Matches(own, np.empty(0, np.float32)))
                continue
            scores = norm[own] if norm is not None else np.full(len(own), K1, np.float32)
            if frequency is None:
                scores += np.float32(1)
                np.divide(factor, scores, out=scores)
            else:
                often = frequency.astype(np.float32)
                scores += often
                np.divide(often, scores, out=scores)
                scores *= factor
            weighed.append(Matches(own, scores))
        return tuple(weighed)

    def remember(self, key: Hashable, compute: Callable[[], Found]) -> Found:
        """Return what was computed before under this key, or compute it."""
        found = self._cache.get(key)
        if found is None:
            found = compute()
            self._cache.put(key, found)
            if mapped_bytes() - self._mapped_before > MAPPED_BYTES:
                for view in self.views:
                    view.arrays.file.release()
        return found

    def _field_norms(self, field: str) -> tuple[np.ndarray | None, ...]:
        """BM25's share of the length of each document: what is added to a frequency below the line."""
        if field not in self._norms:
            total = sum(view.arrays.total_length(field) for view in self.views)
            average = total / self.doc_count or 1
            self._norms[field] = tuple(
                None if lengths is None else (lengths * np.float32(K1 * B / average) + np.float32(K1 * (1 - B)))
                for lengths in (view.arrays.lengths(field) for view in self.views)
            )
        return self._norms[field]


def _live(leaf) -> np.ndarray | None:
    if not leaf.has_deletions():
        return None
    live = np.ones(leaf.doc_count_all(), bool)
    live[list(leaf.segment().deleted_docs())] = False
    return live


class _Cache:
    """The most recently used results, up to so many bytes."""

    def __init__(self, limit: int):
        self._limit = limit
        self._size = 0
        self._kept: OrderedDict[Hashable, tuple[Found, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> Found | None:
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key][0]

    def put(self, key: Hashable, found: Found) -> None:
        size = 200 + sum(part.ids.nbytes + (0 if part.scores is None else part.scores.nbytes) for part in found)
        with self._lock:
            if size > self._limit // 4 or key in self._kept:
                return
            self._kept[key] = found, size
            self._size += size
            while self._size > self._limit:
                _key, (_found, freed) = self._kept.popitem(last=False)
                self._size -= freed
