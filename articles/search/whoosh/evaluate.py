"""Whoosh queries to documents and scores, on arrays: every document that matches, with Whoosh's BM25F.

Each kind of query is a case of `Evaluation.find`, which returns the matches of each segment. What is not known here is
left to Whoosh's own matchers, which work on the same index and are slow. Three differences from Whoosh are meant:

- prefixes, wildcards and ranges of terms give every document the same score, their boost (Whoosh adds up frequencies,
or
  scores as a term where a segment has only one);
- `Require` finds what both sides find (in Whoosh 2.7.4 it finds what only the first does);
- `Unscored` and `ExactPhrase` are the archive's own.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable

import numpy as np
from whoosh.matching import ListMatcher
from whoosh.query import (
    And,
    AndMaybe,
    AndNot,
    ConstantScoreQuery,
    DisjunctionMax,
    Every,
    MultiTerm,
    Not,
    NumericRange,
    Or,
    Phrase,
    Prefix,
    Query,
    Require,
    Term,
    TermRange,
    Wildcard,
)
from whoosh.query.qcore import _NullQuery
from whoosh.query.wrappers import WrappingQuery

from articles.search.whoosh.matches import (
    NO_MATCHES,
    Matches,
    add_scores,
    complement,
    gather,
    intersect,
    maximum,
    subtract,
    unite,
)
from articles.search.whoosh.phrase import ExactPhrase, count_phrase, find_phrase
from articles.search.whoosh.segment import SegmentArrays
from articles.search.whoosh.state import Found, IndexState

# Terms that are read at once where a query stands for many.
_TERMS_AT_ONCE = 20_000


class Unscored(WrappingQuery):
    """Finds what its child finds and adds nothing to the score: filters, dates, exclusions."""

    def __hash__(self):
        return hash((Unscored, self.child))

    def __eq__(self, other):
        return type(other) is Unscored and self.child == other.child

    def matcher(self, searcher, context=None):
        ids = list(self.child.matcher(searcher, searcher.boolean_context()).all_ids())
        return ListMatcher(ids, weights=[0.0] * len(ids))


class MostOf(Or):
    """Finds what an Or finds; what more of its children find comes before what fewer do, whatever the scores."""


class Evaluation:
    """Evaluates queries over one state of the index."""

    def __init__(self, state: IndexState):
        self._state = state
        self._views = state.views

    def matches(self, query: Query) -> Found:
        """Return the documents of each segment that match and are not deleted."""
        found = self.find(query)
        return tuple(
            part if view.live is None else part.keep(view.live[part.ids])
            for part, view in zip(found, self._views, strict=True)
        )

    def find(self, query: Query) -> Found:
        """Return the documents of each segment that match; deleted ones may be among them."""
        match query:
            case _NullQuery():
                return self._nothing()
            case Term():
                return self._term(query)
            case ExactPhrase():
                return self._exact_phrase(query)
            case Unscored():
                return tuple(Matches(part.ids) for part in self.find(query.child))
            case And():
                return self._joined(query.subqueries, intersect, query.boost)
            case MostOf():
                return self._joined(query.subqueries, gather, query.boost)
            case Or(minmatch=0, scale=None):
                # A reader's word is a union: its parts of the article, and the word as it is.
                key = _key(query)
                if key is None:
                    return self._joined(query.subqueries, unite, query.boost)
                return self._state.remember(key, lambda: self._joined(query.subqueries, unite, query.boost))
            case DisjunctionMax():
                return self._joined(query.subqueries, maximum, query.boost)
            case AndNot():
                return self._pairs(query, subtract)
            case Require():
                return self._joined((query.a, Unscored(query.b)), intersect, 1.0)
            case AndMaybe():
                return self._pairs(query, add_scores)
            case Not():
                return self._not(query)
            case Every(fieldname=None):
                return _constant(self._state.all_live, query.boost)
            case Every():
                return _constant(self._ranges(query.fieldname, lambda terms: (0, len(terms))), query.boost)
            case ConstantScoreQuery():
                return _constant(self.find(query.child), query.score)
            case Phrase():
                return self._phrase(query)
            case NumericRange():
                return self._numeric_range(query)
            case Prefix(constantscore=True) | TermRange(constantscore=True) | Wildcard(constantscore=True):
                return self._state.remember(_key(query), lambda: _constant(self._many_terms(query), query.boost))
        return self._by_matcher(query)

    # --- leaves -----------------------------------------------------------------------------------------------------

    def _term(self, query: Term) -> Found:
        text = self._bytes(query.fieldname, query.text)
        if text is None:
            return self._nothing()
        return self._state.remember(_key(query), lambda: self._score_term(query.fieldname, text, query.boost))

    def _score_term(self, field: str, text: bytes, boost: float) -> Found:
        found = [view.arrays.find(field, text) for view in self._views]
        ids = tuple(NO_MATCHES.ids if one is None else one[0].ids(one[1]) for one in found)
        frequencies = [None if one is None else one[0].frequencies(one[1]) for one in found]
        if self._state.schema[field].scorable:
            return self._state.weigh(field, ids, frequencies, self._state.doc_frequency(field, text), boost)
        return tuple(
            Matches(own, np.full(len(own), boost, np.float32) if often is None else often * np.float32(boost))
            for own, often in zip(ids, frequencies, strict=True)
        )

    def _exact_phrase(self, query: ExactPhrase) -> Found:
        def compute() -> Found:
            tokens = [token.encode() for token in query.tokens]
            counted = [count_phrase(view.arrays, query.fieldname, tokens) for view in self._views]
            ids = tuple(own for own, _counts in counted)
            total = sum(map(len, ids))
            return self._state.weigh(query.length_field, ids, [counts for _own, counts in counted], total, query.boost)

        return self._state.remember(_key(query), compute)

    def _phrase(self, query: Phrase) -> Found:
        words = [self._bytes(query.fieldname, word) for word in query.words]
        if not words or None in words:
            return self._nothing()
        terms = [self._term(Term(query.fieldname, word)) for word in words]
        places = [Matches(find_phrase(view.arrays, query.fieldname, words, query.slop)) for view in self._views]
        return tuple(
            intersect((place, *parts), view.doc_count).times(query.boost)
            for place, view, *parts in zip(places, self._views, *terms, strict=True)
        )

    def _numeric_range(self, query: NumericRange) -> Found:
        compiled = query._compile_query(self._state.searcher.reader())
        if isinstance(compiled, ConstantScoreQuery):
            return _constant(self._union_of_ranges(compiled.child), compiled.score)
        return self.find(compiled)

    def _union_of_ranges(self, query: Query) -> Found:
        """What a numeric range stands for: terms and ranges of terms, without scores."""
        children = query.subqueries if isinstance(query, Or) else [query]
        return self._joined([Unscored(child) for child in children], unite, 1.0)

    def _many_terms(self, query: MultiTerm) -> Found:
        if query.field() not in self._state.schema:
            return self._nothing()
        match query:
            case Prefix():
                prefix = self._bytes(query.fieldname, query.text) or b""
                return self._ranges(query.fieldname, lambda terms: terms.prefixed(prefix))
            case TermRange():
                return self._ranges(query.fieldname, lambda terms: self._range(query, terms))
        reader = self._state.searcher.reader()
        texts = list(query._btexts(reader))
        return tuple(self._any_of(view.arrays, query.field(), texts, view.doc_count) for view in self._views)

    def _range(self, query: TermRange, terms) -> tuple[int, int]:
        start = 0 if query.start is None else self._bytes(query.fieldname, query.start)
        end = None if query.end is None else self._bytes(query.fieldname, query.end)
        if query.start is not None:
            start = (bisect_right if query.startexcl else bisect_left)(terms, start)
        return start, len(terms) if end is None else (bisect_left if query.endexcl else bisect_right)(terms, end)

    def _ranges(self, field: str, bounds) -> Found:
        """The documents of each segment that have one of some terms; `bounds` gives their range in a list of terms."""
        found = []
        for view in self._views:
            postings = view.arrays.postings(field)
            start, stop = (0, 0) if postings is None else bounds(postings.terms)
            groups = view.arrays.groups(field)
            if start >= stop:
                found.append(NO_MATCHES)
            elif groups is not None:
                found.append(Matches(np.flatnonzero(groups.having(start, stop)).astype(np.int32)))
            else:
                there = np.zeros(view.doc_count, bool)
                for low in range(start, stop, _TERMS_AT_ONCE):
                    there[postings.block(low, min(stop, low + _TERMS_AT_ONCE)).ids] = True
                found.append(Matches(np.flatnonzero(there).astype(np.int32)))
        return tuple(found)

    @staticmethod
    def _any_of(arrays: SegmentArrays, field: str, texts: Iterable[bytes], doc_count: int) -> Matches:
        there = np.zeros(doc_count, bool)
        for text in texts:
            found = arrays.find(field, text)
            if found is not None:
                there[found[0].ids(found[1])] = True
        return Matches(np.flatnonzero(there).astype(np.int32))

    def _by_matcher(self, query: Query) -> Found:
        """What is not known here, by Whoosh's own matchers, read to their end."""
        found = []
        for subsearcher, _offset in self._state.searcher.leaf_searchers():
            if not subsearcher.doc_count_all():
                continue
            ids, scores = [], []
            matcher = query.matcher(subsearcher, subsearcher.context(weighting=subsearcher.weighting))
            while matcher.is_active():
                ids.append(matcher.id())
                scores.append(matcher.score())
                matcher.next()
            found.append(Matches(np.array(ids, np.int32), np.array(scores, np.float32)))
        return tuple(found)

    # --- queries of queries -------------------------------------------------------------------------------------------

    def _joined(self, queries: Iterable[Query], join, boost: float) -> Found:
        parts = [self.find(query) for query in queries]
        if not parts:
            return self._nothing()
        if len(parts) == 1:
            return parts[0]  # Whoosh takes no notice of the boost of an And or Or of one
        return tuple(join(own, view.doc_count).times(boost) for view, *own in zip(self._views, *parts, strict=True))

    def _pairs(self, query, join) -> Found:
        return tuple(
            join(left, right, view.doc_count)
            for left, right, view in zip(self.find(query.a), self.find(query.b), self._views, strict=True)
        )

    def _not(self, query: Not) -> Found:
        return _constant(
            tuple(
                Matches(complement(part, view.live, view.doc_count))
                for part, view in zip(self.find(query.query), self._views, strict=True)
            ),
            1.0,
        )

    def _nothing(self) -> Found:
        return (NO_MATCHES,) * len(self._views)

    def _bytes(self, field: str, text) -> bytes | None:
        """A term as it stands in the index; None where it cannot stand there."""
        if field not in self._state.schema:
            return None
        try:
            return self._state.schema[field].to_bytes(text)
        except ValueError:
            return None


def _constant(found: Found, score: float) -> Found:
    if score == 0:
        return tuple(Matches(part.ids) for part in found)
    return tuple(Matches(part.ids, np.full(len(part.ids), score, np.float32)) for part in found)


def _key(query: Query) -> Hashable | None:
    """What a query of terms and phrases is remembered by; None for one with anything else in it."""
    match query:
        case Term():
            return Term, query.fieldname, query.text, query.boost
        case ExactPhrase():
            return ExactPhrase, query.fieldname, query.tokens, query.length_field, query.boost
        case Prefix() | Wildcard():
            return type(query), query.fieldname, query.text, query.boost, query.constantscore
        case TermRange():
            bounds = query.start, query.end, query.startexcl, query.endexcl
            return TermRange, query.fieldname, bounds, query.boost, query.constantscore
        case And() | Or(minmatch=0, scale=None):
            keys = tuple(_key(child) for child in query.subqueries)
            return None if None in keys or not keys else (type(query), keys, query.boost)
    return None
