"""Sets of documents with scores, as arrays, and what boolean queries make of them. Pure.

Scores are added in the order of the query, whatever order is quickest to find the documents in, so that equal documents
have equal scores to the last bit.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

# Two sorted lists are compared by bisection where one is so many times longer, and through a table otherwise.
_BISECT_RATIO = 32
# Between one part more and one less: above every sum of scores.
_STEP = np.float32(1024)
# A union goes through a table of all documents where its parts have more than this share of them, sorted otherwise.
_TABLE_RATIO = 8


class Matches(NamedTuple):
    """Documents of one segment, ascending (int32), and their scores (float32); None where all are 0."""

    ids: np.ndarray
    scores: np.ndarray | None = None

    def scored(self) -> np.ndarray:
        """Return the scores as an array."""
        return np.zeros(len(self.ids), np.float32) if self.scores is None else self.scores

    def keep(self, chosen: np.ndarray) -> "Matches":
        """Return the documents for which `chosen`, a flag for each match, is true."""
        return Matches(self.ids[chosen], None if self.scores is None else self.scores[chosen])

    def times(self, boost: float) -> "Matches":
        """Return the same with every score multiplied."""
        if boost == 1.0 or self.scores is None:
            return self
        return Matches(self.ids, self.scores * np.float32(boost))


NO_MATCHES = Matches(np.empty(0, np.int32))


def intersect(parts: Sequence[Matches], doc_count: int) -> Matches:
    """Return the documents of all parts, with the sum of their scores."""
    if len(parts) == 1:
        return parts[0]
    shortest, *others = sorted(parts, key=lambda part: len(part.ids))
    ids = shortest.ids
    for part in others:
        if not len(ids):
            return NO_MATCHES
        ids = ids[_is_in(ids, part.ids, doc_count)]
    scores = None
    for part in parts:
        if part.scores is not None:
            own = part.scores if len(part.ids) == len(ids) else part.scores[places_of(ids, part.ids, doc_count)]
            scores = own if scores is None else scores + own
    return Matches(ids, scores)


def unite(parts: Sequence[Matches], doc_count: int) -> Matches:
    """Return the documents of any part, with the sum of their scores."""
    filled = [part for part in parts if len(part.ids)]
    if len(filled) <= 1:
        return filled[0] if filled else NO_MATCHES
    unscored = all(part.scores is None for part in filled)
    if sum(len(part.ids) for part in filled) * _TABLE_RATIO < doc_count:
        ids = np.concatenate([part.ids for part in filled])
        if unscored:
            return Matches(np.unique(ids))
        order = np.argsort(ids, kind="stable")
        ids, scores = ids[order], np.concatenate([part.scored() for part in filled])[order]
        starts = np.flatnonzero(np.diff(ids, prepend=-1))
        return Matches(ids[starts], np.add.reduceat(scores, starts))
    there = np.zeros(doc_count, bool)
    for part in filled:
        there[part.ids] = True
    ids = np.flatnonzero(there).astype(np.int32)
    if unscored:
        return Matches(ids)
    sums = np.zeros(doc_count, np.float32)
    first, *others = (part for part in filled if part.scores is not None)
    sums[first.ids] = first.scores
    for part in others:
        sums[part.ids] += part.scores
    return Matches(ids, sums[ids])


def gather(parts: Sequence[Matches], doc_count: int) -> Matches:
    """Return the documents of any part: by how many parts have them, and among as many by the sum of their scores."""
    united = unite(parts, doc_count)
    often = np.zeros(doc_count, np.float32)
    for part in parts:
        often[part.ids] += 1
    ranks = often[united.ids] * _STEP + np.minimum(united.scored(), _STEP - 1)
    return Matches(united.ids, ranks)


def maximum(parts: Sequence[Matches], doc_count: int) -> Matches:
    """Return the documents of any part, with the best of their scores."""
    ids = unite([Matches(part.ids) for part in parts], doc_count).ids
    best = np.full(doc_count, -np.inf, np.float32)
    for part in parts:
        best[part.ids] = np.maximum(best[part.ids], part.scored())
    return Matches(ids, best[ids])


def subtract(part: Matches, excluded: Matches, doc_count: int) -> Matches:
    """Return the documents of `part` that are not excluded."""
    return part.keep(~_is_in(part.ids, excluded.ids, doc_count)) if len(excluded.ids) else part


def add_scores(part: Matches, other: Matches, doc_count: int) -> Matches:
    """Return the documents of `part`, with the scores that `other` gives them besides."""
    both = _is_in(part.ids, other.ids, doc_count)
    scores = part.scored().copy()
    scores[both] += other.scored()[places_of(part.ids[both], other.ids, doc_count)]
    return Matches(part.ids, scores)


def complement(part: Matches, live: np.ndarray | None, doc_count: int) -> np.ndarray:
    """Return the live documents that are not in `part`."""
    left = np.ones(doc_count, bool) if live is None else live.copy()
    left[part.ids] = False
    return np.flatnonzero(left).astype(np.int32)


def shared(left: np.ndarray, right: np.ndarray, doc_count: int) -> np.ndarray:
    """Return the documents of both of two sorted lists."""
    if len(left) > len(right):
        left, right = right, left
    return left[_is_in(left, right, doc_count)]


def _is_in(ids: np.ndarray, others: np.ndarray, doc_count: int) -> np.ndarray:
    """For each of `ids` whether it is among `others`."""
    if len(others) == doc_count:
        return np.ones(len(ids), bool)
    if not len(others):
        return np.zeros(len(ids), bool)
    if len(ids) * _BISECT_RATIO < len(others):
        places = np.searchsorted(others, ids)
        return others[np.minimum(places, len(others) - 1)] == ids
    there = np.zeros(doc_count, bool)
    there[others] = True
    return there[ids]


def places_of(ids: np.ndarray, others: np.ndarray, doc_count: int) -> np.ndarray:
    """Return where each of `ids` stands among `others`, all of which it is among."""
    if len(others) == doc_count:
        return ids
    if len(ids) * _BISECT_RATIO < len(others):
        return np.searchsorted(others, ids)
    table = np.empty(doc_count, np.int32)
    table[others] = np.arange(len(others), dtype=np.int32)
    return table[ids]
