"""The orders that SearchQuerySet.order_by takes: by relevance, or by values that an article has one of, both ways."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from haystack.constants import DJANGO_ID, ID
from haystack.exceptions import SearchBackendError

from articles.search.request import Sort
from articles.search.whoosh.find import Hit, order_hits
from articles.search.whoosh.state import Found, IndexState, View

# The archive's own orders, which need not look at every document of a result.
_SORTS = {(): Sort.RELEVANCE, ("date",): Sort.OLDEST, ("-date",): Sort.NEWEST}
_KEYS = ("pk", DJANGO_ID, ID)
_VALUES = ("year", "month", "newspaper", "form", "date_end")
ORDERED_BY = ("date", *_KEYS, *_VALUES)
# After every value: what has none comes last, both ways.
_NONE = np.int64(1) << 62


@dataclass(frozen=True, slots=True)
class Order:
    """What a SearchQuerySet is ordered by: names of fields, "-" before those that fall. None: by relevance."""

    names: tuple[str, ...] = ()


def read_order(sort_by: Iterable[str] | None) -> Order:
    """Return the order that a SearchQuerySet asks for. Raises SearchBackendError for a field there is no order by."""
    names = tuple(sort_by or ())
    unknown = [name for name in names if name.removeprefix("-") not in ORDERED_BY]
    if unknown:
        raise SearchBackendError(f"No order by {', '.join(unknown)}: there are {', '.join(ORDERED_BY)}.")
    return Order(names)


def order_results(state: IndexState, matched: Found, order: Order, stop: int, freshness: float) -> list[Hit]:
    """Return the first `stop` documents in an order. Ties fall by date, newest first, then by key.

    `freshness` is what being new may add to a score.
    """
    if order.names in _SORTS:
        return order_hits(state, matched, _SORTS[order.names], stop, freshness)
    views = [(view, part.ids, part.scored()) for view, part in zip(state.views, matched, strict=True) if len(part.ids)]
    if not views:
        return []
    keys = [_falling(_date(views)), _number(views)]
    for name in reversed(order.names):
        values = _read(views, name.removeprefix("-"))
        keys = [_falling(values) if name.startswith("-") else values, *keys]
    places = np.lexsort(keys[::-1])[:stop]
    bounds = np.cumsum([len(ids) for _view, ids, _scores in views])
    hits = []
    for place in places.tolist():
        number = int(np.searchsorted(bounds, place, side="right"))
        view, ids, scores = views[number]
        own = place - (int(bounds[number - 1]) if number else 0)
        hits.append(Hit(view, int(ids[own]), float(scores[own])))
    return hits


Chosen = list[tuple[View, np.ndarray, np.ndarray]]


def _read(views: Chosen, name: str) -> np.ndarray:
    if name == "date":
        return _date(views)
    return _number(views) if name in _KEYS else _values(views, name)


def _date(views: Chosen) -> np.ndarray:
    days = np.concatenate([view.arrays.file["order.day"][ids] for view, ids, _scores in views]).astype(np.int64)
    return np.where(days, days, _NONE)


def _number(views: Chosen) -> np.ndarray:
    return np.concatenate([view.arrays.file["order.number"][ids] for view, ids, _scores in views]).astype(np.int64)


def _values(views: Chosen, field: str) -> np.ndarray:
    """The place of each document's value among all the values of the segments, in their alphabetical order."""
    terms = {bytes(term) for view, _ids, _scores in views for term in _terms(view, field)}
    ranks = {term: rank for rank, term in enumerate(sorted(terms))}
    found = []
    for view, ids, _scores in views:
        groups = view.arrays.groups(field)
        if groups is None:
            found.append(np.full(len(ids), _NONE))
            continue
        own = np.array([ranks[bytes(term)] for term in _terms(view, field)], np.int64)
        # A group is a list of values, of which these fields have one or none.
        first = np.full(len(groups.ends), _NONE)
        filled = np.flatnonzero(groups.sizes)
        first[filled] = own[groups.values[groups.ends[filled] - groups.sizes[filled]]]
        found.append(first[groups.of[ids]])
    return np.concatenate(found)


def _terms(view: View, field: str) -> Iterable[bytes]:
    postings = view.arrays.postings(field)
    return () if postings is None else postings.terms


def _falling(values: np.ndarray) -> np.ndarray:
    return np.where(values == _NONE, values, -values)
