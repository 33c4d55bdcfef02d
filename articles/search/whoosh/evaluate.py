"""Exact evaluation of Whoosh queries: every document that matches, with its score.

Whoosh's own totals are estimates for some combinations (an OR with a range among them), so nothing here asks for
them: each node gives its whole set of documents, and sets are joined as the query says. The cost grows with the
postings read; counts, facets and orders are then exact by construction.
"""

from collections.abc import Iterable
from math import log

from whoosh.query import And, Every, MultiTerm, Not, Or, Query, Term
from whoosh.query.qcore import _NullQuery
from whoosh.scoring import bm25

from articles.search.whoosh.phrase import ExactPhrase, count_phrase

# BM25's usual parameters, which are Whoosh's as well.
B = 0.75
K1 = 1.2

Scores = dict[int, float]


class Evaluation:
    """Evaluates queries over one reader. Scores are BM25F; filters, ranges and exclusions add nothing to them."""

    def __init__(self, searcher):
        self._searcher = searcher
        self._reader = searcher.reader()
        self._schema = searcher.schema
        self._every: frozenset[int] | None = None

    def scores(self, query: Query) -> Scores:
        """Return every document that matches `query`, by number, and its score."""
        match query:
            case _NullQuery():
                return {}
            case Every(fieldname=None):
                return dict.fromkeys(self._all_documents(), 0.0)
            case ExactPhrase():
                return self._phrase(query)
            case Term():
                return self._term(query)
            case And():
                return self._and(query.subqueries)
            case Or():
                return self._or(query.subqueries)
            case Not():
                return dict.fromkeys(self._all_documents() - self.scores(query.query).keys(), 0.0)
            case MultiTerm():
                return self._terms(query)
        return self._by_matcher(query)

    def _all_documents(self) -> frozenset[int]:
        if self._every is None:
            self._every = frozenset(self._reader.all_doc_ids())
        return self._every

    def _and(self, queries: Iterable[Query]) -> Scores:
        wanted = [query for query in queries if not isinstance(query, Not)]
        unwanted = [query for query in queries if isinstance(query, Not)]
        if wanted:
            found = sorted((self.scores(query) for query in wanted), key=len)
            scores = {
                number: sum(other[number] for other in found)
                for number in found[0]
                if all(number in other for other in found)
            }
        else:
            scores = dict.fromkeys(self._all_documents(), 0.0)
        for query in unwanted:
            for number in self.scores(query.query):
                scores.pop(number, None)
        return scores

    def _or(self, queries: Iterable[Query]) -> Scores:
        scores: Scores = {}
        for query in queries:
            for number, score in self.scores(query).items():
                scores[number] = scores.get(number, 0.0) + score
        return scores

    def _term(self, query: Term) -> Scores:
        name = query.fieldname
        if name not in self._schema:
            return {}
        text = query.text if isinstance(query.text, bytes) else self._schema[name].to_bytes(query.text)
        if (name, text) not in self._reader:
            return {}
        matcher = self._reader.postings(name, text)
        if not self._schema[name].scorable:
            return dict.fromkeys(matcher.all_ids(), 0.0)
        frequencies: Scores = {}
        while matcher.is_active():
            frequencies[matcher.id()] = matcher.weight()
            matcher.next()
        return self._weigh(frequencies, self._reader.doc_frequency(name, text), name, query.boost)

    def _phrase(self, query: ExactPhrase) -> Scores:
        counts = count_phrase(self._reader, query.fieldname, query.tokens)
        return self._weigh(counts, len(counts), query.length_field, query.boost)

    def _terms(self, query: MultiTerm) -> Scores:
        if query.field() not in self._schema:
            return {}
        scores: Scores = {}
        for text in query._btexts(self._reader):
            scores.update(dict.fromkeys(self._reader.postings(query.field(), text).all_ids(), 0.0))
        return scores

    def _weigh(self, frequencies: Scores, document_count: int, name: str, boost: float) -> Scores:
        """BM25 as Whoosh computes it, for one term or phrase of one field."""
        if not frequencies:
            return {}
        reader = self._reader
        total = reader.doc_count_all()
        idf = log(total / (document_count + 1)) + 1
        average = reader.field_length(name) / total
        return {
            number: boost * bm25(idf, frequency, reader.doc_field_length(number, name, 1) or 1, average or 1, B, K1)
            for number, frequency in frequencies.items()
        }

    def _by_matcher(self, query: Query) -> Scores:
        """What is not known here, by Whoosh's own matcher, read to its end."""
        scores: Scores = {}
        for subsearcher, offset in self._searcher.leaf_searchers():
            matcher = query.matcher(subsearcher, subsearcher.boolean_context())
            while matcher.is_active():
                scores[matcher.id() + offset] = 0.0
                matcher.next()
        return scores
