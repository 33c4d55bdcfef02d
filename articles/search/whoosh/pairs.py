"""Frequent pairs of neighbouring characters, which have posting lists of their own: a phrase begins with them.

Which pairs, is said by pairs.txt: a character a line, and after it those that it makes pairs with. They are those that
stand most often side by side within the words of jieba's dictionary (tools/list_pairs.py). A segment has a list for
each of them that stands in it, or it has nothing; a change of the file wants a new INDEX_FORMAT.
"""

from functools import cache
from pathlib import Path

import numpy as np

from articles.search.whoosh.batch import Tokens

LIST = Path(__file__).with_name("pairs.txt")
_FIRST = 0x4E00
# Characters that can stand in a pair: those that jieba cuts.
_SPAN = 0x9FD6 - _FIRST


def find_pairs(tokens: Tokens) -> tuple[np.ndarray, np.ndarray]:
    """Return the listed pairs among the characters of a batch by number, and the text of each."""
    firsts, seconds, listed = _tables()
    # What is no such character has a row and a column of its own, with no pair in it.
    places = np.minimum(tokens.numbers - np.uint32(_FIRST), np.uint32(_SPAN))
    found = listed.take(firsts.take(places[:-1]) + seconds.take(places[1:]))
    found &= tokens.texts[1:] == tokens.texts[:-1]
    at = np.flatnonzero(found)
    return tokens.numbers[at] << np.uint32(16) | tokens.numbers[at + 1], tokens.texts[at]


def pair_text(number: int) -> bytes:
    """Return a pair as it stands among the terms."""
    return (chr(number >> 16) + chr(number & 0xFFFF)).encode()


@cache
def _tables() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Where the row of each first character begins, the column of each second, and all rows: which pairs are listed."""
    lines = LIST.read_text(encoding="utf-8").split()
    seconds = sorted(set("".join(line[1:] for line in lines)))
    width = len(seconds) + 1
    rows, columns = np.full(_SPAN + 1, len(lines) * width), np.full(_SPAN + 1, len(seconds))
    rows[[ord(line[0]) - _FIRST for line in lines]] = np.arange(len(lines)) * width
    columns[[ord(character) - _FIRST for character in seconds]] = np.arange(len(seconds))
    listed = np.zeros((len(lines) + 1) * width, bool)
    for line in lines:
        listed[rows[ord(line[0]) - _FIRST] + columns[[ord(character) - _FIRST for character in line[1:]]]] = True
    return rows, columns, listed
