"""Folding: one form for all the ways in which the same text can be printed, with the way back to the original.

What is compared is folded: full-width and half-width (NFKC), upper and lower case, traditional and simplified
characters. What is shown is the original, so every folded character knows the characters it was made from.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from opencc import OpenCC

# What NFKC joins with the character before it: "e\u0301" and half-width "ｶﾞ" have a mark, "é" has none.
_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff\u3099\u309a\uff9e\uff9f"
_HAS_MARK = re.compile(f"[{_MARKS}]")
# A character with the marks that stand on it: "e\u0301" is one match, "ea" two.
_CLUSTER = re.compile(f".[{_MARKS}]*", re.DOTALL)
# "\x00", a soft hyphen or zero-width space, a line or paragraph separator, half of a surrogate pair.
_UNSEEN = {"Cc", "Cf", "Zl", "Zp", "Cs"}
# Folding a character twice changes nothing more; case folding and NFKC settle after a few rounds.
_MAX_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text. `starts` and `ends` say where each of its characters comes from; None where nothing moved."""

    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original text that became `text[start:end]`, which must not be empty."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """Return `text` folded. Control and invisible characters become spaces; a line break stays one."""
    if not _HAS_MARK.search(text):
        folded = text.translate(_TABLE)
        # No character folds to nothing, so equal lengths mean that each became exactly one.
        if len(folded) == len(text):
            return Folded(folded)
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for cluster in _CLUSTER.finditer(text):
        piece = _fold_cluster(cluster.group())
        pieces.append(piece)
        starts.extend([cluster.start()] * len(piece))
        ends.extend([cluster.end()] * len(piece))
    return Folded("".join(pieces), tuple(starts), tuple(ends))


def fold_text(text: str) -> str:
    """Return `fold(text).text`, without the way back."""
    return fold(text).text if _HAS_MARK.search(text) else text.translate(_TABLE)


def fold_character(character: str) -> str | None:
    """Return what one character is folded to wherever it stands; None where that is several, or depends on others."""
    folded = None if _HAS_MARK.match(character) else _TABLE[ord(character)]
    return folded if folded is not None and len(folded) == 1 else None


class _Table(dict):
    """Code point to folded text, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_cluster(chr(code))
        return folded


_TABLE = _Table()


@cache
def _traditional_to_simplified() -> OpenCC:
    return OpenCC("t2s")


def _fold_cluster(cluster: str) -> str:
    if cluster == "\n":
        return cluster
    if len(cluster) == 1 and unicodedata.category(cluster) in _UNSEEN:
        return " "
    folded = cluster
    for _ in range(_MAX_ROUNDS):
        before = folded
        folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", folded).casefold())
        # One character at a time: a phrase dictionary would make the result depend on the neighbours.
        folded = "".join(
            character if character.isascii() else _traditional_to_simplified().convert(character)
            for character in folded
        )
        if folded == before:
            break
    return folded or " "
