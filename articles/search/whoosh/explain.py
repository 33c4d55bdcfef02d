"""How articles answer a query: as typed, by all words, by characters that cut words in two, or by some words only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from articles.search.query import All, Node, SomeOf, positive_terms
from articles.search.query_text import format_query
from articles.search.request import MatchKind
from articles.search.whoosh.compile import compile_query
from articles.search.whoosh.evaluate import Evaluation
from articles.search.whoosh.matches import shared
from articles.search.whoosh.state import Found, IndexState

if TYPE_CHECKING:
    from articles.search.whoosh.find import Hit


@dataclass(frozen=True, slots=True)
class Explanation:
    """The kind of each of the shown hits and what it lacks of a SomeOf, and how many of all hits are of each kind."""

    kinds: tuple[MatchKind, ...] = ()
    counts: Mapping[MatchKind, int] = field(default_factory=dict)
    missing: tuple[tuple[str, ...], ...] = ()


def explain(state: IndexState, tree: Node | None, matched: Found, shown: Sequence["Hit"]) -> Explanation:
    """Return how the `matched` documents of a query answer it, and each of those `shown`, which are among them.

    Nothing is said of a query without words: filters, dates and exclusions are answered in one way only.
    """
    if not positive_terms(tree):
        return Explanation()
    total = sum(len(part.ids) for part in matched)
    units = find_units(tree)
    if units:
        holding = [(format_query(unit), _find(state, unit, None)) for unit in units]
        missing = tuple(
            tuple(text for text, found in holding if not _has(state, found, hit)) for hit in shown
        )  # fmt: skip
        return Explanation((MatchKind.SOME,) * len(shown), {MatchKind.SOME: total} if total else {}, missing)
    exact, words = _find(state, tree, MatchKind.EXACT), _find(state, tree, MatchKind.WORDS)
    exact_count, word_count = _count_shared(state, matched, exact), _count_shared(state, matched, words)
    counts = {
        MatchKind.EXACT: exact_count,
        MatchKind.WORDS: word_count - exact_count,
        MatchKind.CHARACTERS: total - word_count,
    }
    kinds = tuple(
        MatchKind.EXACT if _has(state, exact, hit) else
        MatchKind.WORDS if _has(state, words, hit) else MatchKind.CHARACTERS
        for hit in shown
    )  # fmt: skip
    return Explanation(kinds, {kind: count for kind, count in counts.items() if count})


def find_units(tree: Node | None) -> tuple[Node, ...]:
    """Return what a query asks some of; nothing where it asks for all."""
    for node in tree.children if isinstance(tree, All) else (tree,):
        if isinstance(node, SomeOf):
            return node.children
    return ()


def _find(state: IndexState, node: Node | None, kind: MatchKind | None) -> Found:
    return Evaluation(state).find(compile_query(node, kind))


def _count_shared(state: IndexState, left: Found, right: Found) -> int:
    return sum(
        len(shared(one.ids, other.ids, view.doc_count))
        for view, one, other in zip(state.views, left, right, strict=True)
    )


def _has(state: IndexState, found: Found, hit: "Hit") -> bool:
    ids = found[state.views.index(hit.view)].ids
    place = np.searchsorted(ids, hit.number)
    return bool(place < len(ids) and ids[place] == hit.number)
