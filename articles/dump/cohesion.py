"""Whether the texts above and below a block are about one thing: their characters in pairs, common words left out.

Two stretches of one article share names, places and things; those of two articles share little. The idea is that of
lexical cohesion (M. A. Hearst, TextTiling, Computational Linguistics 23, 1997), here for headings instead of gaps.
"""

import functools
import math
import re
from collections import Counter
from dataclasses import dataclass
from statistics import median

from articles.dump.layout import Block
from articles.dump.lexicon import load_lexicon

# So many characters above and below are looked at, and so many of one block.
_REACH = 200
_BLOCK = 400
# A pair of characters that is a word as frequent as this says nothing about what a text is about.
_COMMON = -8.0
# Fewer pairs than this are too few to compare.
_LEAST = 10
_NOT_IDEOGRAPHS = re.compile("[^\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Cohesion:
    """How much a block's surroundings have in common; None where a side has no text to compare.

    `across`: what the texts above and below share, weighed by how rare it is on the page (cosine, about 0 to 3).
    `beside_usual`: the same, divided by what is usual on the page. `below` and `above`: the share of the block's own
    pairs that come again in the text below, or stood in the text above.
    """

    across: float | None
    beside_usual: float | None
    below: float | None
    above: float | None


@functools.cache
def _common_pairs() -> frozenset[str]:
    lexicon = load_lexicon()
    return frozenset(word for word, share in lexicon.log_share.items() if len(word) == 2 and share > _COMMON)


def _pairs(text: str) -> set[str]:
    runs = _NOT_IDEOGRAPHS.sub("\n", text)
    return {pair for pair in map(str.__add__, runs, runs[1:]) if "\n" not in pair} - _common_pairs()


def measure_cohesion(blocks: tuple[Block, ...], is_text: list[bool]) -> list[Cohesion]:
    """Return the cohesion around each block; `is_text` tells running text from what may be a heading.

    Takes time linear in the page: each block's pairs are made once, of a bounded number of characters.
    """
    count = len(blocks)
    pairs = [_pairs(block.text[:_BLOCK]) for block in blocks]
    spread = Counter(pair for found in pairs for pair in found)
    weight = {pair: math.log(count / blocks_with) for pair, blocks_with in spread.items() if blocks_with > 1}
    above = _gather(blocks, pairs, is_text, range(count))
    below = _gather(blocks, pairs, is_text, range(count - 1, -1, -1))
    found = []
    for at in range(count):
        own = pairs[at] | below[at] if is_text[at] else below[at]
        found.append(_across(above[at], own, weight))
    known = [value for value in found if value is not None]
    usual = median(known) + 0.02 if known else 1.0
    return [
        Cohesion(value, None if value is None else value / usual, _part(own, after), _part(own, before))
        for value, own, before, after in zip(found, pairs, above, below, strict=True)
    ]


def _gather(blocks: tuple[Block, ...], pairs: list[set[str]], is_text: list[bool], order: range) -> list[set[str]]:
    """Return for each block the pairs of the nearest text that stands before it in the given order."""
    gathered: list[set[str]] = [set()] * len(blocks)
    nearest: list[int] = []
    for at in order:
        union: set[str] = set()
        size = 0
        for near in reversed(nearest):
            union |= pairs[near]
            size += len(blocks[near].text)
            if size >= _REACH:
                break
        gathered[at] = union
        if is_text[at]:
            nearest.append(at)
            del nearest[:-4]
    return gathered


def _across(above: set[str], below: set[str], weight: dict[str, float]) -> float | None:
    if len(above) < _LEAST or len(below) < _LEAST:
        return None
    return sum(map(weight.__getitem__, above & below)) / math.sqrt(len(above) * len(below))


def _part(own: set[str], text: set[str]) -> float | None:
    if len(own) < 2 or len(text) < _LEAST:
        return None
    return len(own & text) / len(own)
