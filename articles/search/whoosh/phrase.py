"""Phrases, matched by the positions of their tokens and by nothing else.

The documents that have every token are found first, from the rarest on; positions are read of these alone.
"""

from collections.abc import Sequence

import numpy as np
from whoosh import matching
from whoosh.query import And, Query, Term

from articles.search.whoosh.matches import NO_MATCHES, shared
from articles.search.whoosh.postings import FieldPostings
from articles.search.whoosh.segment import SegmentArrays

_NOTHING = NO_MATCHES.ids, np.empty(0, np.int64)
# A document's positions are compared as one number with its place in the list: place * _STRIDE + position.
_STRIDE = np.int64(1) << 33


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
        return ids, np.ones(len(ids), np.int64) if frequencies is None else frequencies.astype(np.int64)
    documents, listed = _having_all(postings, terms, arrays.doc_count)
    if not len(documents):
        return _NOTHING
    starts: np.ndarray | None = None
    # The rarest token first: few places are left for the others.
    for offset in sorted(range(len(terms)), key=lambda offset: (int(postings.totals[terms[offset]]), offset)):
        places = _places_in(postings, terms[offset], listed[terms[offset]], documents) - offset
        starts = places if starts is None else starts[_among(starts, places)]
        if not len(starts):
            return _NOTHING
    counts = np.bincount((starts + len(terms)) // _STRIDE, minlength=len(documents))
    hits = np.flatnonzero(counts)
    return documents[hits], counts[hits]


def find_phrase(arrays: SegmentArrays, field: str, tokens: Sequence[bytes], slop: int) -> np.ndarray:
    """Return the documents in which each token stands at most `slop` positions behind the one before."""
    if slop == 1:
        return count_phrase(arrays, field, tokens)[0]
    found = [arrays.find(field, token) for token in tokens]
    if not found or any(one is None for one in found):
        return NO_MATCHES.ids
    postings, terms = found[0][0], [one[1] for one in found]
    documents, listed = _having_all(postings, terms, arrays.doc_count)
    if not len(documents):
        return documents
    ends = _places_in(postings, terms[0], listed[terms[0]], documents)
    for term in terms[1:]:
        places = _places_in(postings, term, listed[term], documents)
        # A place counts if an end of the phrase so far lies within the slop before it.
        before = np.searchsorted(ends, places, side="left")
        ends = places[before > np.searchsorted(ends, places - slop, side="left")]
    return documents[np.unique(ends // _STRIDE)]


def _having_all(
    postings: FieldPostings, terms: Sequence[int], doc_count: int
) -> tuple[np.ndarray, dict[int, np.ndarray]]:
    """The documents that have all terms, and those that have each; as far as it had to be read."""
    listed: dict[int, np.ndarray] = {}
    documents: np.ndarray | None = None
    for term in sorted(set(terms), key=lambda term: int(postings.counts[term])):
        listed[term] = postings.ids(term)
        documents = listed[term] if documents is None else shared(documents, listed[term], doc_count)
        if not len(documents):
            break
    return documents, listed


def _places_in(postings: FieldPostings, term: int, listed: np.ndarray, documents: np.ndarray) -> np.ndarray:
    """Every place of a term in some of its documents, ascending: the document's place in the list and the position."""
    frequencies = postings.frequencies(term)
    chosen = slice(None) if len(documents) == len(listed) else np.searchsorted(listed, documents)
    if frequencies is None:
        sizes = np.ones(len(documents), np.int64)
        positions = postings.positions(term)[chosen]
    else:
        sizes = frequencies[chosen].astype(np.int64)
        if len(documents) == len(listed):
            positions = postings.positions(term)
        else:
            ends = np.cumsum(frequencies, dtype=np.int64)
            firsts = ends[chosen] - sizes
            own_starts = np.cumsum(sizes) - sizes
            positions = postings.positions(term)[np.arange(int(sizes.sum())) + np.repeat(firsts - own_starts, sizes)]
    return np.repeat(np.arange(len(documents), dtype=np.int64) * _STRIDE, sizes) + positions


def _among(places: np.ndarray, others: np.ndarray) -> np.ndarray:
    """For each of some ascending places whether it is among others."""
    found = np.searchsorted(others, places)
    return others[np.minimum(found, len(others) - 1)] == places
