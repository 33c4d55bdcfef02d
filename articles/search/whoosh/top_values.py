"""The most frequent values of a facet that has too many to count them all into words: names of persons, of pages."""

from collections import Counter

import numpy as np

from articles.search.whoosh.matches import Matches
from articles.search.whoosh.state import Found, IndexState, View


def count_top_values(state: IndexState, matched: Found, field: str, limit: int) -> Counter[str]:
    """Return how many of the documents have each of the `limit` most frequent values of a facet field.

    The counts are exact. Of values with equal counts those first in the order of their characters are taken.
    """
    counted = [
        (view, counts)
        for view, part in zip(state.views, matched, strict=True)
        if (counts := _count_terms(view, part, field)) is not None
    ]
    if not counted:
        return Counter()
    # What stands in the largest segment alone, and is not among its first, is not among the first of all.
    largest, most = max(counted, key=lambda pair: len(pair[1]))
    total: Counter[str] = Counter()
    for view, counts in counted:
        if view is not largest:
            there = np.flatnonzero(counts)
            labels = view.arrays.labels(field)
            total.update(dict(zip(map(labels.__getitem__, there.tolist()), counts[there].tolist(), strict=True)))
    for text in total:
        found = largest.arrays.find(field, text.encode())
        total[text] += 0 if found is None else int(most[found[1]])
    labels = largest.arrays.labels(field)
    first = {labels[number]: int(most[number]) for number in _top(most, limit)}
    ranked = sorted((first | total).items(), key=lambda item: (-item[1], item[0]))
    return Counter(dict(ranked[:limit]))


def _count_terms(view: View, part: Matches, field: str) -> np.ndarray | None:
    """For each term of a field how many of a segment's documents have it; None where there is nothing to count."""
    groups, postings = view.arrays.groups(field), view.arrays.postings(field)
    if groups is None or postings is None or not len(part.ids):
        return None
    return groups.count(None if len(part.ids) == view.doc_count else part.ids, len(postings.terms))


def _top(counts: np.ndarray, limit: int) -> list[int]:
    """The numbers of the terms with the highest counts, highest first, then in the order of the terms."""
    there = np.flatnonzero(counts)
    if len(there) > limit:
        least = np.partition(counts[there], len(there) - limit)[len(there) - limit]
        above, equal = there[counts[there] > least], there[counts[there] == least]
        there = np.concatenate((above, equal[: limit - len(above)]))
    return there[np.lexsort((there, -counts[there]))].tolist()
