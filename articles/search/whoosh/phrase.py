"""Phrases, matched by the positions of their tokens and by nothing else.

The documents that have every token are found first, from the rarest on; positions are read of these alone.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from whoosh import matching
from whoosh.query import And, Query, Term

from articles.search.whoosh.matches import NO_MATCHES, places_of, shared
from articles.search.whoosh.postings import FieldPostings
from articles.search.whoosh.segment import SegmentArrays, pairs_of

_NOTHING = NO_MATCHES.ids, np.empty(0, np.int64)
# Places are looked up in a table of about so many, which stays in the processor's cache.
_TABLE_SIZE = 1 << 21


class ExactPhrase(Query):
    """Documents in which `tokens` follow each other without a gap in the field `fieldname`.

    It scores as a term of its own, by how often it stands in a document; Whoosh's Phrase adds the scores of its words.
    `length_field` is the field whose length counts for the score.
    """

    def __init__(self, fieldname: str, tokens: tuple[str, ...], length_field: str, boost: float = 1.0):
        self.fieldname = fieldname
        self.tokens = tokens
        self.length_field = length_field
        self.boost = boost

    def __repr__(self):
        return f"ExactPhrase({self.fieldname!r}, {self.tokens!r}, boost={self.boost!r})"

    __str__ = __repr__

    def __eq__(self, other):
        return type(self) is type(other) and vars(self) == vars(other)

    def __hash__(self):
        return hash((self.fieldname, self.tokens, self.length_field, self.boost))

    def is_leaf(self):
        return True

    def has_terms(self):
        return True

    def terms(self, phrases=False):
        if phrases:
            for token in self.tokens:
                yield self.fieldname, token

    def estimate_size(self, ixreader):
        return And([Term(self.fieldname, token) for token in self.tokens]).estimate_size(ixreader)

    def estimate_min_size(self, ixreader):
        return 0

    def matcher(self, searcher, context=None):
        reader = searcher.reader()
        if not reader.doc_count_all():
            return matching.NullMatcher()
        ids, counts = count_phrase(reader._terms.arrays, self.fieldname, [token.encode() for token in self.tokens])
        live = [place for place, number in enumerate(ids.tolist()) if not reader.is_deleted(number)]
        return matching.ListMatcher(ids[live].tolist(), weights=(counts[live] * self.boost).tolist())


def count_phrase(arrays: SegmentArrays, field: str, tokens: Sequence[bytes]) -> tuple[np.ndarray, np.ndarray]:
    """Return the documents of a segment in which the tokens follow each other, and how often they do in each."""
    found = [arrays.find(field, token) for token in tokens]
    if not found or any(one is None for one in found):
        return _NOTHING
    postings, terms = found[0][0], [one[1] for one in found]
    if len(terms) == 1:
        ids, frequencies = postings.ids(terms[0]), postings.frequencies(terms[0])
        return ids, np.ones(len(ids), np.int64) if frequencies is None else frequencies
    pairs = _find_pairs(arrays, field, tokens)
    if len(terms) == 2 and pairs:
        ids, frequencies = pairs[0][0].ids(pairs[0][1]), pairs[0][0].frequencies(pairs[0][1])
        return ids, np.ones(len(ids), np.int64) if frequencies is None else frequencies
    documents, listed = _having_all(postings, terms, arrays.doc_count, pairs)
    if not len(documents):
        return _NOTHING
    stride = arrays.longest(field) + len(terms)
    begins: np.ndarray | None = None
    # The rarest token first: few places are left for the others, which are read in the documents of these alone.
    for offset in sorted(range(len(terms)), key=lambda offset: (postings.total(terms[offset]), offset)):
        term = terms[offset]
        ids = listed[term] if term in listed else listed.setdefault(term, postings.ids(term))
        places = _Places(postings, term, ids, documents, arrays.doc_count)
        # Where the phrase would begin; moved on by its length, so that no place is below 0.
        begins = _still(begins, places, len(documents), stride, len(terms) - 1 - offset)
        counts = np.bincount(begins // stride, minlength=len(documents))
        hits = np.flatnonzero(counts)
        if len(hits) < len(documents):
            # The documents are counted anew without those that were lost.
            documents = documents[hits]
            begins -= ((hits - np.arange(len(hits))) * stride).repeat(counts[hits])
            counts = counts[hits]
        if not len(documents):
            return _NOTHING
    return documents, counts


def _still(begins: np.ndarray | None, places: "_Places", doc_count: int, stride: int, shift: int) -> np.ndarray:
    """Those of the places, moved on by `shift`, that are among `begins`; all, where that is None. Both ascend."""
    if begins is None:
        return places.between(0, doc_count, stride) + shift
    at_once = max(1, _TABLE_SIZE // stride)
    table = np.zeros(min(at_once, doc_count) * stride, bool)
    kept = []
    for start in range(0, doc_count, at_once):
        stop = min(start + at_once, doc_count)
        low, high = np.searchsorted(begins, (start * stride, stop * stride))
        own = begins[low:high] - start * stride
        found = places.between(start, stop, stride) + shift
        table[own] = True
        kept.append(found[table[found]] + start * stride)
        table[own] = False
    return np.concatenate(kept)


def find_phrase(arrays: SegmentArrays, field: str, tokens: Sequence[bytes], slop: int) -> np.ndarray:
    """Return the documents in which each token stands at most `slop` positions behind the one before."""
    if slop == 1:
        return count_phrase(arrays, field, tokens)[0]
    found = [arrays.find(field, token) for token in tokens]
    if not found or any(one is None for one in found):
        return NO_MATCHES.ids
    postings, terms = found[0][0], [one[1] for one in found]
    documents, listed = _having_all(postings, terms, arrays.doc_count, {})
    if not len(documents):
        return documents
    stride = arrays.longest(field) + slop
    listed |= {term: postings.ids(term) for term in terms if term not in listed}
    places = [
        _Places(postings, term, listed[term], documents, arrays.doc_count).between(0, len(documents), stride)
        for term in terms
    ]
    ends = places[0]
    for following in places[1:]:
        # A place counts if an end of the phrase so far lies within the slop before it.
        before = np.searchsorted(ends, following, side="left")
        ends = following[before > np.searchsorted(ends, following - slop, side="left")]
    return documents[np.unique(ends // stride)]


def _find_pairs(arrays: SegmentArrays, field: str, tokens: Sequence[bytes]) -> dict[int, tuple[FieldPostings, int]]:
    """The listed pairs of neighbours among the tokens, by where they begin. What has no list may yet stand there."""
    found = (
        (offset, arrays.find(pairs_of(field), first + second))
        for offset, (first, second) in enumerate(pairwise(tokens))
    )
    return {offset: pair for offset, pair in found if pair is not None}


def _having_all(
    postings: FieldPostings, terms: Sequence[int], doc_count: int, pairs: dict[int, tuple[FieldPostings, int]]
) -> tuple[np.ndarray, dict[int, np.ndarray]]:
    """The documents that have all terms and all pairs, and those that have each term, as far as it had to be read."""
    alone = {term for place, term in enumerate(terms) if place not in pairs and place - 1 not in pairs}
    lists = [*pairs.values(), *((postings, term) for term in alone)]
    documents: np.ndarray | None = None
    listed: dict[int, np.ndarray] = {}
    for source, term in sorted(lists, key=lambda one: one[0].count(one[1])):
        ids = source.ids(term)
        if source is postings:
            listed[term] = ids
        documents = ids if documents is None else shared(documents, ids, doc_count)
        if not len(documents):
            return NO_MATCHES.ids, {}
    return (NO_MATCHES.ids if documents is None else documents), listed


class _Places:
    """The positions of a term in some of the documents that have it."""

    def __init__(self, postings: FieldPostings, term: int, listed: np.ndarray, documents: np.ndarray, doc_count: int):
        frequencies = postings.frequencies(term)
        self._postings, self._term = postings, term
        sizes = np.ones(len(listed), np.int64) if frequencies is None else frequencies.astype(np.int64)
        ends = np.cumsum(sizes)
        if len(documents) == len(listed):
            self._sizes, self._firsts = sizes, None
        else:
            chosen = places_of(documents, listed, doc_count)
            self._sizes = sizes[chosen]
            self._firsts = ends[chosen] - self._sizes
            ends = np.cumsum(self._sizes)
        self._ends = ends

    def between(self, start: int, stop: int, stride: int) -> np.ndarray:
        """Return the places in the documents from `start` on, `stop` not in: so many strides on, and the position."""
        sizes = self._sizes[start:stop]
        first = int(self._ends[start - 1]) if start else 0
        last = int(self._ends[stop - 1])
        if self._firsts is None:
            positions = self._postings.positions(self._term, first, last)
        else:
            moved = self._firsts[start:stop] - (self._ends[start:stop] - sizes)
            positions = self._postings.positions_at(self._term, np.arange(first, last) + np.repeat(moved, sizes))
        return np.repeat(np.arange(stop - start) * stride, sizes) + positions
