"""The corpus in files: as it is for this engine, and cut into words, which the others are given, so that all cut alike.

Inventing it takes longer than some engines need to index it; so it is done once, and nobody's time counts it.
"""

import json
import time
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from articles.search.whoosh.analysis import word_tokens
from articles.search.whoosh.schema import PART_WEIGHTS
from bench.search.corpus import generate
from bench.search.natural import natural_articles

ARTICLES, WORDS = "articles.jsonl", "words.tsv"


class Words(NamedTuple):
    """An article as words between blanks: those of its headline, and those of everything."""

    number: int
    day: int
    region: str
    headline: str
    everything: str

    @property
    def year(self) -> int:
        """The year of issue."""
        return self.day // 10_000


def corpus(size: int) -> Iterator[dict]:
    """Yield the invented articles, and after them those with natural headlines."""
    yield from generate(0, size)
    yield from natural_articles(size + 1)


def write_corpus(folder: Path, size: int) -> float:
    """Write the corpus as it is and cut into words, an article a line; return how long cutting took, in seconds."""
    cutting = 0.0
    with (folder / ARTICLES).open("w", encoding="utf-8") as whole, (folder / WORDS).open("w", encoding="utf-8") as cut:
        for article in corpus(size):
            whole.write(json.dumps(article, default=date.isoformat, ensure_ascii=False) + "\n")
            started = time.process_time()
            parts = [" ".join(word_tokens(article[part])) for part in PART_WEIGHTS if article[part]]
            day, region = article["date"].strftime("%Y%m%d"), article["region"][-1]
            headline = " ".join(word_tokens(article["headline"]))
            cut.write("\t".join([article["django_id"], day, region, headline, " ".join(parts)]) + "\n")
            cutting += time.process_time() - started
    return cutting


def text_bytes(folder: Path) -> int:
    """Return how long the articles' text is."""
    return sum(len(article[part].encode()) for article in read_articles(folder) for part in PART_WEIGHTS)


def article_count(folder: Path) -> int:
    """Return how many articles there are: those with natural headlines stand behind the invented ones."""
    return sum(1 for _words in read_words(folder))


def read_articles(folder: Path, start: int = 0, stop: int | None = None) -> Iterator[dict]:
    """Yield the articles from the one of number `start` (from 0) on as the values that are indexed."""
    with (folder / ARTICLES).open(encoding="utf-8") as file:
        for line in islice(file, start, stop):
            article = json.loads(line)
            article["date"] = article["date_end"] = date.fromisoformat(article["date"])
            yield article


def read_words(folder: Path) -> Iterator[Words]:
    """Yield the articles as words."""
    with (folder / WORDS).open(encoding="utf-8") as file:
        for line in file:
            number, day, region, headline, everything = line.rstrip("\n").split("\t")
            yield Words(int(number), int(day), region, headline, everything)
