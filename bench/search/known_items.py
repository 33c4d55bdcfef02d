"""Whether a reader who remembers a headline, or three words of it, finds the article: the mean reciprocal rank."""

import json
from pathlib import Path

import numpy as np

from articles.search.query import Node, parse_query
from articles.search.whoosh.analysis import word_tokens
from bench.search.corpus import generate
from bench.search.engines import Ask
from bench.search.natural import natural_articles

KNOWN = "known.json"
SEED = 1
COUNT = 250
# A word that a headline is remembered by.
_MIN_WORD = 2
_THREE = 3


def write_known_items(path: Path, size: int) -> None:
    """Choose COUNT natural and COUNT invented headlines of the corpus of this size, and what is asked for them."""
    random = np.random.default_rng(SEED)
    natural = list(natural_articles(size + 1))
    chosen = {
        "natural headlines": [natural[place] for place in random.permutation(len(natural))[:COUNT]],
        "invented headlines": list(generate(0, min(size, COUNT))),
    }
    asked: dict[str, list[tuple[str, int]]] = {}
    for kind, articles in chosen.items():
        whole = [(article["headline"], int(article["django_id"])) for article in articles]
        asked[f"{kind}, whole"] = whole
        asked[f"{kind}, three words"] = [(_three_words(random, headline), number) for headline, number in whole]
    path.write_text(json.dumps(asked), encoding="utf-8")


def read_known_items(path: Path) -> dict[str, list[tuple[Node, int]]]:
    """Return for each kind the trees of the queries, with the numbers of the articles that are meant."""
    asked = json.loads(path.read_text(encoding="utf-8"))
    return {
        kind: [(node, number) for text, number in queries if (node := parse_query(text).tree) is not None]
        for kind, queries in asked.items()
    }


def mean_reciprocal_rank(ask: Ask, items: list[tuple[Node, int]]) -> float:
    """Return MRR@10."""
    total = 0.0
    for node, number in items:
        numbers = ask(node).numbers
        total += 1 / (numbers.index(number) + 1) if number in numbers else 0
    return total / len(items)


def _three_words(random: np.random.Generator, headline: str) -> str:
    words = [word for word in dict.fromkeys(word_tokens(headline)) if len(word) >= _MIN_WORD]
    kept = sorted(random.permutation(len(words))[:_THREE].tolist())
    return " ".join(words[place] for place in kept)
