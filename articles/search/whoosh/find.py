"""One search over one state of the index: matches, filters, counts, order."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from whoosh.query import Query

from articles.search.engine import BOUNDED_FACETS, Find, Found, left_out_with
from articles.search.request import Sort
from articles.search.whoosh.compile import compile_query
from articles.search.whoosh.evaluate import Evaluation
from articles.search.whoosh.explain import Explanation, explain
from articles.search.whoosh.freshness import fresh_bonus
from articles.search.whoosh.matches import Matches
from articles.search.whoosh.state import Found as Matched
from articles.search.whoosh.state import IndexState, View
from articles.search.whoosh.top_values import count_top_values

# After every day that is known.
_NO_DAY = 99_999_999
# Values that are looked at to complete what begins so.
_VALUES_READ = 500
# A little more than 1: scores are 32-bit numbers.
_ROUNDING = 1.01


class Hit(NamedTuple):
    """A document of a result: its segment, its number there, and its score."""

    view: View
    number: int
    score: float

    def stored(self) -> dict:
        """Return what the index keeps of the document."""
        return self.view.arrays.stored(self.number)


def find(state: IndexState, wanted: Find, freshness: float = 0.0) -> Found:
    """Return the articles that answer, with the counts of each facet.

    `freshness` is what being new may add to a score.
    """
    matched = match(state, compile_query(wanted.tree))
    filters = wanted.filters()
    passing = {
        name: [_passes(view, part, name, values) for view, part in zip(state.views, matched, strict=True)]
        for name, values in filters.items()
    }
    hits = _besides(matched, passing, frozenset())
    # Facets whose filters are not on count the same articles: the hits.
    besides = {frozenset(): hits}
    counts = {}
    for name in wanted.facets:
        left_out = frozenset(filters).intersection(left_out_with(name))
        if left_out not in besides:
            besides[left_out] = _besides(matched, passing, left_out)
        counts[name] = _count(state, besides[left_out], name)
    ordered = order_hits(state, hits, wanted.sort, wanted.stop, freshness)[wanted.start :]
    explanation = explain(state, wanted.tree, hits, ordered) if wanted.explain else Explanation()
    return Found(
        pks=tuple(int(hit.view.arrays.file["order.number"][hit.number]) for hit in ordered),
        total=sum(len(part.ids) for part in hits),
        counts=counts,
        kinds=explanation.kinds,
        kind_counts=explanation.counts,
        missing=explanation.missing,
    )


def match(state: IndexState, query: Query) -> Matched:
    """Return the documents that match a query."""
    return Evaluation(state).matches(query)


def _count(state: IndexState, matched: Matched, field: str) -> Counter[str]:
    bound = BOUNDED_FACETS.get(field)
    if bound is None:
        return count_values(state, matched, field)
    return count_top_values(state, matched, field, bound)


def count_values(state: IndexState, matched: Matched, field: str) -> Counter[str]:
    """Return how many of the documents have each value of a facet field."""
    total: Counter[str] = Counter()
    for view, part in zip(state.views, matched, strict=True):
        groups, postings = view.arrays.groups(field), view.arrays.postings(field)
        if groups is None or postings is None or not len(part.ids):
            continue
        counts = groups.count(None if len(part.ids) == view.doc_count else part.ids, len(postings.terms))
        there = np.flatnonzero(counts)
        labels = view.arrays.labels(field)
        own = dict(zip(map(labels.__getitem__, there.tolist()), counts[there].tolist(), strict=True))
        if total:
            total.update(own)
        else:
            total = Counter(own)
    return total


def values_starting(state: IndexState, field: str, start: str, count: int) -> list[str]:
    """Return the values of a field that begin with `start`, those that most documents have first."""
    counts: Counter[str] = Counter()
    for view in state.views:
        postings = view.arrays.postings(field)
        if postings is not None:
            first, last = postings.terms.prefixed(start.encode())
            for number in range(first, min(last, first + _VALUES_READ)):
                counts[postings.terms[number].decode()] += postings.count(number)
    return [value for value, _count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:count]]


def order_hits(state: IndexState, matched: Matched, sort: Sort, stop: int, freshness: float = 0.0) -> list[Hit]:
    """Return the first `stop` documents in order. Ties stand by date, newest first, then as on the page.

    In the orders by date, documents without one come last.
    """
    best: list[tuple[tuple, Hit]] = []
    several = len(state.views) > 1
    for view, part in zip(state.views, matched, strict=True):
        if sort is Sort.RELEVANCE and part.scores is not None:
            places, scores = _best(view, part, stop, freshness, state.newest_day)
        else:
            places = _first(view, part, sort, stop)
            scores = part.scored()[places]
        keys = view.arrays.order_keys
        for number, score in zip(part.ids[places].tolist(), scores.tolist(), strict=True):
            # Within a segment the order is known; keys are needed to put those of several together.
            key = _merge_key(view, number, score, keys[number], sort) if several else ()
            best.append((key, Hit(view, number, score)))
    if several:
        best.sort(key=lambda item: item[0])
    return [hit for _key, hit in best[:stop]]


def _passes(view: View, part: Matches, field: str, values: Sequence[str]) -> np.ndarray:
    """For each of the matches of a segment whether it has one of the values."""
    groups = view.arrays.groups(field)
    places = [view.arrays.find(field, value.encode("utf-8", "replace")) for value in values]
    chosen = [groups.chosen(found[1], found[1] + 1) for found in places if found is not None and groups is not None]
    if groups is None or not chosen:
        return np.zeros(len(part.ids), bool)
    return np.logical_or.reduce(chosen)[groups.of[part.ids]]


def _besides(matched: Matched, passing: dict[str, list[np.ndarray]], left_out: frozenset[str]) -> Matched:
    """The matches that pass all filters but some."""
    chosen = [flags for name, flags in passing.items() if name not in left_out]
    if not chosen:
        return matched
    return tuple(part.keep(np.logical_and.reduce(own)) for part, *own in zip(matched, *chosen, strict=True))


def _first(view: View, part: Matches, sort: Sort, stop: int) -> np.ndarray:
    """Where the first documents of an order stand among the matches of a segment, in that order."""
    file = view.arrays.file
    newest = file["order.newest"][part.ids].astype(np.int64)
    if sort is Sort.OLDEST:
        days = file["order.day"][part.ids].astype(np.int64)
        newest |= np.where(days, days, _NO_DAY) << 32
    return _smallest(newest, stop)


def _best(view: View, part: Matches, stop: int, freshness: float, newest_day: int) -> tuple[np.ndarray, np.ndarray]:
    """Where the matches of a segment with the best scores stand, in their order, and these scores."""
    file, scores = view.arrays.file, part.scores
    places = np.arange(len(scores))
    if 0 < stop < len(scores):
        # What is further below the last of the best than being new can add is not among them.
        least = np.partition(scores, len(scores) - stop)[len(scores) - stop]
        places = np.flatnonzero(scores >= least - np.float32(freshness * _ROUNDING))
    scores = scores[places].astype(np.float64)
    if freshness:
        scores += fresh_bonus(file["order.day"][part.ids[places]], newest_day, freshness)
    newest = file["order.newest"][part.ids[places]]
    chosen = np.lexsort((newest, -scores))[:stop]
    return places[chosen], scores[chosen]


def _smallest(keys: np.ndarray, stop: int) -> np.ndarray:
    """Where the `stop` smallest keys stand, smallest first."""
    if len(keys) <= stop:
        return np.argsort(keys)
    places = np.argpartition(keys, stop)[:stop] if stop else np.empty(0, np.int64)
    return places[np.argsort(keys[places])]


def _merge_key(view: View, number: int, score: float, key: bytes, sort: Sort) -> tuple:
    match sort:
        case Sort.RELEVANCE:
            return -score, key
        case Sort.OLDEST:
            return int(view.arrays.file["order.day"][number]) or _NO_DAY, key
    return (key,)
