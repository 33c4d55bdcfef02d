"""Articles like an article: those that share its weighty words."""

from collections import Counter
from collections.abc import Mapping
from math import log

from whoosh.query import And, Not, Or, Query, Term

from articles.search.whoosh.evaluate import Unscored
from articles.search.whoosh.schema import PART_WEIGHTS
from articles.search.whoosh.state import IndexState

MAX_WORDS = 16
# A word in more than this share of the articles says nothing about one of them.
MAX_SHARE = 0.1
_FEW = 5
# Of a long article only the words that it says most are looked up: each look-up costs as much as the archive is large.
MAX_LOOKED_UP = 80
_PARTS = ("headline", "text")


def weighty_words(state: IndexState, words_of_parts: Mapping[str, Counter[str]]) -> list[tuple[str, float]]:
    """Return the words that set an article off from the others, with their weights, the weightiest first."""
    said: Counter[str] = Counter()
    for part, words in words_of_parts.items():
        for word, frequency in words.items():
            if len(word) > 1:
                said[word] += PART_WEIGHTS[part] * frequency
    most_said = sorted(said.items(), key=lambda item: (-item[1], -len(item[0]), item[0]))[:MAX_LOOKED_UP]
    weights: dict[str, float] = {}
    for word, weight in most_said:
        known = max(state.doc_frequency(part, word.encode()) for part in _PARTS)
        if 1 < known <= max(_FEW, MAX_SHARE * state.doc_count):
            weights[word] = weight * log(1 + state.doc_count / known)
    return sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:MAX_WORDS]


def similar_query(words: list[tuple[str, float]], own_key: str) -> Query:
    """Return the query for articles with any of these words, without the one that they were taken from."""
    least = words[-1][1] if words else 1.0
    wanted = [Term(part, word, boost=PART_WEIGHTS[part] * weight / least) for word, weight in words for part in _PARTS]
    return And([Or(wanted), Unscored(Not(Term("django_id", own_key)))])
