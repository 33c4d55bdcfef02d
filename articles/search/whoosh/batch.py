"""Many texts cut at once, by arrays of code points instead of token by token.

What comes out is what `split_characters` and `Segmenter.list_index_words` give of each text folded by itself
(tests/search/test_analysis.py compares), as numbers of a Vocabulary.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from articles.search.whoosh.analysis import segmenter
from articles.search.whoosh.vocabulary import MAX_PACKED, Vocabulary, pack_words
from articles.text.fold import fold_character, fold_text
from articles.text.words import Kind, kind_of

# Stands between texts. Folding leaves none of these.
_END = 0
BREAK = ord("\n")
_BLANK, _POINT = ord(" "), ord(".")
_CODES = 0x110000
# Runs that have a point: "3.3亿" gives 3.3, "v2.5" v2 and 5, "a.b" a and b.
_WITH_POINT = re.compile(r"\d+\.\d+|[^\W_]+")


class Tokens(NamedTuple):
    """Tokens by number, the text of each by its place in the batch, and how many places each text takes."""

    numbers: np.ndarray
    texts: np.ndarray
    sizes: np.ndarray


class _Table:
    """A value for each code point, asked for when it is first met."""

    def __init__(self, value: Callable[[str], int], kind: type[np.unsignedinteger]):
        self._value = value
        self._unknown = np.iinfo(kind).max
        self._values = np.full(_CODES, self._unknown, kind)

    def __getitem__(self, codes: np.ndarray) -> np.ndarray:
        values = self._values[codes]
        if len(values) and values.max() == self._unknown:
            for code in np.unique(codes[values == self._unknown]).tolist():
                self._values[code] = self._value(chr(code))
            values = self._values[codes]
        return values


# What stands in the table of folded characters for one that is not folded to one by itself.
_MANY = 0xFFFFFFFE


@cache
def _folding() -> _Table:
    table = _Table(lambda character: _MANY if (folded := fold_character(character)) is None else ord(folded), np.uint32)
    table._values[_END] = _END
    return table


@cache
def _kinds() -> _Table:
    return _Table(kind_of, np.uint8)


class TextBatch:
    """Texts, folded and put one after the other."""

    def __init__(self, texts: Sequence[str]):
        self.count = len(texts)
        codes = _encode("\0".join([text.replace("\0", " ") for text in texts] + [""]))
        self.codes = _folding()[codes]
        if self.count and int(self.codes.max()) == _MANY:
            self.codes = self._fold_singly(texts)
        self._ends = np.flatnonzero(self.codes == _END)
        self.kinds = _kinds()[self.codes]
        self.kinds[self._ends] = Kind.SPACE

    def _fold_singly(self, texts: Sequence[str]) -> np.ndarray:
        """The folded codes, where some texts have characters that are not folded one to one."""
        ends = np.flatnonzero(self.codes == _END)
        many = set(np.searchsorted(ends, np.flatnonzero(self.codes == _MANY)).tolist())
        pieces, start = [], 0
        for number, end in enumerate(ends.tolist()):
            pieces.append(_encode(fold_text(texts[number]) + "\0") if number in many else self.codes[start : end + 1])
            start = end + 1
        return np.concatenate(pieces)

    def characters(self, vocabulary: Vocabulary) -> Tokens:
        """Return the characters in order, line breaks among them, each taking one place of its text."""
        kinds, codes = self.kinds, self.codes
        kept = kinds != Kind.SPACE
        starts, ends = self._joined_characters()
        if len(starts):
            text = _decode(codes)
            codes = codes.copy()
            spans = zip(starts.tolist(), ends.tolist(), strict=True)
            codes[starts] = [vocabulary[text[start:end]] for start, end in spans]
            steps = np.zeros(len(codes) + 1, np.int8)
            steps[starts + 1] += 1
            steps[ends] -= 1
            kept &= np.cumsum(steps[:-1], dtype=np.int8) == 0
        places = np.flatnonzero(kept)
        texts = np.cumsum(self.codes == _END, dtype=np.uint32)[places]
        return Tokens(codes[places], texts, np.bincount(texts, minlength=self.count))

    def words(self, vocabulary: Vocabulary) -> Tokens:
        """Return the words; their order within a text means nothing."""
        cut = segmenter().cut_index_runs(self._han_runs())
        codes = _encode("\0".join([*cut, ""]))
        ends = np.flatnonzero(codes == _END)
        starts = np.concatenate((np.zeros(1, np.int64), ends[:-1] + 1))[: len(ends)]
        lengths = ends - starts
        firsts = codes.take(starts)
        texts = np.cumsum(firsts == BREAK, dtype=np.uint32)
        # No blank and no line break.
        real = np.flatnonzero(firsts > _BLANK)
        starts, lengths, numbers, texts = (one.take(real) for one in (starts, lengths, firsts, texts))
        short = np.flatnonzero((lengths > 1) & (lengths <= MAX_PACKED))
        numbers[short] = vocabulary.packed(pack_words(codes, starts.take(short), lengths.take(short)))
        long = np.flatnonzero(lengths > MAX_PACKED)
        numbers[long] = [vocabulary[cut[place]] for place in real[long].tolist()]
        tokens, places = self._other_words()
        others = np.fromiter(map(vocabulary.__getitem__, tokens), np.uint32, len(tokens))
        alone = np.flatnonzero(self.kinds == Kind.ALONE)
        numbers = np.concatenate((numbers, others, self.codes[alone]))
        where = np.concatenate((np.array(places, np.int64), alone))
        texts = np.concatenate((texts, np.searchsorted(self._ends, where).astype(np.uint32)))
        return Tokens(numbers, texts, np.bincount(texts, minlength=self.count))

    def _joined_characters(self) -> tuple[np.ndarray, np.ndarray]:
        """Where numbers and Latin words of several characters begin and end."""
        kinds = self.kinds
        starts, ends = _runs(np.where((kinds == Kind.LETTER) | (kinds == Kind.DIGIT), kinds, 0))
        if len(starts):
            # "3", "." and "14" are one, from left to right: of "1.2.3" the first two.
            digits = kinds[starts] == Kind.DIGIT
            follows = np.flatnonzero(
                (ends[:-1] + 1 == starts[1:]) & digits[:-1] & digits[1:] & (self.codes[ends[:-1]] == _POINT)
            )
            dropped, last = [], -1
            for run in follows.tolist():
                if run != last:
                    ends[run] = ends[run + 1]
                    last = run + 1
                    dropped.append(last)
            if dropped:
                starts, ends = np.delete(starts, dropped), np.delete(ends, dropped)
        longer = ends - starts > 1
        return starts[longer], ends[longer]

    def _han_runs(self) -> str:
        """The runs of characters that are cut into words, a blank after each, a line break after each text."""
        han = self.kinds == Kind.HAN
        ends = self.codes == _END
        kept = han | ends
        kept[1:] |= han[:-1]
        return _decode(np.where(han, self.codes, np.where(ends, BREAK, _BLANK))[kept])

    def _other_words(self) -> tuple[list[str], list[int]]:
        """Words of Latin letters and digits, and where each stands."""
        part = (self.kinds == Kind.LETTER) | (self.kinds == Kind.DIGIT)
        starts, ends = _runs((part | (self.codes == _POINT)).astype(np.uint8))
        text = _decode(self.codes)
        tokens: list[str] = []
        places: list[int] = []
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
            found = [run] if "." not in (run := text[start:end]) else _WITH_POINT.findall(run)
            tokens += found
            places += [start] * len(found)
        return tokens, places


def _runs(kinds: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where runs of one kind begin and end; 0 is no kind."""
    changes = np.flatnonzero(np.diff(kinds, prepend=0, append=0))
    starts = changes[:-1]
    real = kinds[starts] != 0
    return starts[real], changes[1:][real]


def _encode(text: str) -> np.ndarray:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _decode(codes: np.ndarray) -> str:
    return codes.astype("<u4", copy=False).tobytes().decode("utf-32-le")
