"""Pieces of text with the words that matched marked. Plain values: the template escapes and wraps them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from articles.text.chars import CLOSERS, SENTENCE_END
from articles.text.fold import Folded, fold
from articles.text.words import split_characters

ELLIPSIS = "…"
# How much of an excerpt may stand before its first match: enough to begin at the start of the sentence.
LEAD_SHARE = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; `marked` where it matched the query."""

    text: str
    marked: bool = False


# An excerpt is its pieces in order; joined, their texts give the excerpt as it stands.
Excerpt = tuple[Piece, ...]


class _Match(NamedTuple):
    """Where a needle stands in the original text."""

    start: int
    end: int
    needle: int


def build_excerpt(text: str, needles: Iterable[str], length: int | None = None) -> Excerpt:
    """Return the part of `text` with the most different needles in it, and them marked.

    A needle is found as the search finds a phrase: whatever its width, case or script, across white space but not
    across a line break, and never as a part of a number or a Latin word. Without `length` the whole text is returned;
    otherwise at most `length` characters of it, with … where it was cut.
    """
    folded = fold(text)
    lines = list(_lines(folded.text))
    matches = sorted(
        _Match(*folded.origin(start, end), needle)
        for start, end, needle in _find_needles(folded.text, lines, needles)
    )  # fmt: skip
    if length is None or len(text) <= length:
        return _pieces(text, matches, 0, len(text))
    first = _best_start(matches, length)
    start, end = _window(text, first, length, _bounds(folded, lines, first - length, first + length, len(text)))
    return _pieces(text, matches, start, end)


def _lines(folded: str) -> Iterator[tuple[int, int]]:
    """Where each line stands. What is looked for lies within one, so most need not be cut into characters."""
    start = 0
    for line in folded.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _find_needles(folded: str, lines: list[tuple[int, int]], needles: Iterable[str]) -> Iterator[tuple[int, int, int]]:
    """Yield where each needle begins and ends in the folded text, and the needle's number."""
    wanted = {tuple(token.text for token in split_characters(fold(needle).text)) for needle in needles}
    numbered = list(enumerate(sorted(needle for needle in wanted if needle)))
    for start, end in lines:
        line = folded[start:end]
        possible = [(number, needle) for number, needle in numbered if all(text in line for text in needle)]
        if not possible:
            continue
        tokens = tuple(split_characters(line))
        places: dict[str, list[int]] = defaultdict(list)
        for index, token in enumerate(tokens):
            places[token.text].append(index)
        for number, needle in possible:
            for first in places.get(needle[0], ()):
                run = tokens[first : first + len(needle)]
                if tuple(token.text for token in run) == needle:
                    yield start + run[0].start, start + run[-1].end, number


def _bounds(folded: Folded, lines: list[tuple[int, int]], earliest: int, latest: int, length: int) -> list[int]:
    """Where the tokens of the lines around a span of the original text begin in it, and both its ends."""
    bounds = {0, length}
    for start, end in lines:
        if start == end:
            continue
        first, last = folded.origin(start, end)
        if first <= latest and last >= earliest:
            tokens = split_characters(folded.text[start:end])
            bounds.update(folded.origin(start + token.start, start + token.end)[0] for token in tokens)
    return sorted(bounds)


def _window(text: str, first: int, length: int, bounds: list[int]) -> tuple[int, int]:
    """The span to show: from the best match on, begun at a sentence where one begins near, cut between tokens."""
    start = _sentence_start(text, first, length // LEAD_SHARE)
    if start is None:
        earliest = max(0, first - length // (2 * LEAD_SHARE))
        start = next(bound for bound in bounds if bound >= earliest)
        start = min(start, first)
    end = start + length
    if end >= len(text):
        # Near the end of the text there is room for more before the match.
        earliest = len(text) - length
        start = next(bound for bound in bounds if bound >= earliest)
        return min(start, first), len(text)
    # A number or a Latin word is not cut, unless nothing else would be left.
    cuts = [bound for bound in bounds if start < bound <= end]
    return start, cuts[-1] if cuts else end


def _best_start(matches: list[_Match], length: int) -> int:
    """Where the first match stands of the window that holds most different needles, then most matches."""
    best, best_rank = 0, (0, 0)
    inside: dict[int, int] = defaultdict(int)
    last = count = 0
    # Half of the lead is kept free, so that a window begun before its first match still holds the others.
    room = length - length // LEAD_SHARE
    for index, match in enumerate(matches):
        while last < len(matches) and (last == index or matches[last].end <= match.start + room):
            inside[matches[last].needle] += 1
            count += 1
            last += 1
        rank = (len(inside), count)
        if rank > best_rank:
            best, best_rank = match.start, rank
        inside[match.needle] -= 1
        count -= 1
        if not inside[match.needle]:
            del inside[match.needle]
    return best


def _sentence_start(text: str, first: int, lead: int) -> int | None:
    """Where the sentence or paragraph of `first` begins, if that is at most `lead` characters before it."""
    for index in range(first, max(0, first - lead) - 1, -1):
        if index == 0:
            return 0
        before = text[index - 1]
        if before == "\n":
            return index
        if text[index] not in CLOSERS and not text[index].isspace():
            ended = text[:index].rstrip(CLOSERS) if before in CLOSERS else text[:index]
            if ended and ended[-1] in SENTENCE_END:
                return index
    return None


def _pieces(text: str, matches: list[_Match], start: int, end: int) -> Excerpt:
    pieces = [Piece(ELLIPSIS)] if start > 0 else []
    done = start
    for match in matches:
        left, right = max(match.start, done), min(match.end, end)
        if right <= left or match.end <= start:
            continue
        if left > done:
            pieces.append(Piece(text[done:left]))
        if pieces and pieces[-1].marked and left == done:
            pieces[-1] = Piece(pieces[-1].text + text[left:right], marked=True)
        else:
            pieces.append(Piece(text[left:right], marked=True))
        done = right
    if done < end:
        pieces.append(Piece(text[done:end]))
    if end < len(text):
        pieces.append(Piece(ELLIPSIS))
    return tuple(_join_plain(pieces))


def _join_plain(pieces: list[Piece]) -> list[Piece]:
    """Runs of unmarked pieces as one each."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and not piece.marked and not joined[-1].marked:
            joined[-1] = Piece(joined[-1].text + piece.text)
        else:
            joined.append(piece)
    return joined
