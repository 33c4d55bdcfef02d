"""Tokens by number, while a segment is built."""

from array import array
from functools import cached_property

import numpy as np

# A token of one character has its code point as its number; others are numbered from here on.
_FIRST_NUMBER = 0x110000
# Words of up to so many characters that jieba cuts, 15 bits each, fit into one number of 64 bits; the first character
# stands above, so that such numbers have the order of the words.
MAX_PACKED = 4
_BITS = 15
_BEFORE_HAN = 0x4DFF
_HIGHEST = 0x9FD5
_MASK = (1 << _BITS) - 1
_SHIFTS = tuple(_BITS * place for place in reversed(range(MAX_PACKED)))
# What is kept of a packed word by its length.
_KEPT = np.array([sum(_MASK << shift for shift in _SHIFTS[:length]) for length in range(MAX_PACKED + 1)], np.uint64)
# The number of no token.
_NEW = 0xFFFFFFFF
# Packed words are looked for in a table first, at a place that these make of them: that is one look for many at once.
_SLOT_BITS = 18
# What the first of these bring into the table, the next find there.
_AT_ONCE = 1 << 15
_SPREAD = np.uint64(0x9E3779B97F4A7C15)


class Vocabulary(dict[str | bytes, int]):
    """The number of each token, in the order of first use for those of more than one character."""

    def __init__(self):
        super().__init__()
        # By number, from _FIRST_NUMBER on: the packed word, or 0; and what is no packed word.
        self._words = array("Q")
        self._others: dict[int, str | bytes] = {}
        self._packed: dict[int, int] = {}

    def __missing__(self, token):
        if len(token) == 1 and isinstance(token, str):
            number = ord(token)
        elif _is_packable(token):
            offsets = [ord(character) - _BEFORE_HAN for character in token]
            word = sum(offset << shift for offset, shift in zip(offsets, _SHIFTS, strict=False))
            number = self._packed.get(word) or self._packed.setdefault(word, self._add(word))
        else:
            number = self._add(0)
            self._others[number] = token
        self[token] = number
        return number

    @cached_property
    def _table(self) -> tuple[np.ndarray, np.ndarray]:
        """What word stands at each place of the table, and its number. Whoever comes first stays."""
        return np.zeros(1 << _SLOT_BITS, np.uint64), np.zeros(1 << _SLOT_BITS, np.uint32)

    def text(self, number: int) -> str | bytes:
        """Return the token that has a number."""
        if number < _FIRST_NUMBER:
            return chr(number)
        word = self._words[number - _FIRST_NUMBER]
        return _unpack_words(np.array([word], np.uint64))[0].decode() if word else self._others[number]

    def packed(self, words: np.ndarray) -> np.ndarray:
        """Return the numbers of words of two characters or more that `pack_words` gave."""
        numbers = np.empty(len(words), np.uint32)
        for start in range(0, len(words), _AT_ONCE):
            own, stop = words[start : start + _AT_ONCE], start + _AT_ONCE
            slots = _slots(own)
            standing, numbers[start:stop] = (column.take(slots) for column in self._table)
            unmet = np.flatnonzero(standing != own)
            if len(unmet):
                numbers[start + unmet] = self._look_up(own[unmet])
        return numbers

    def sort(self, numbers: np.ndarray) -> tuple[list[bytes], np.ndarray]:
        """Return the tokens of some different numbers in the order of their bytes, and the place of each among them."""
        words = np.zeros(len(numbers), np.uint64)
        longer = np.flatnonzero(numbers >= _FIRST_NUMBER)
        if len(longer):
            words[longer] = np.array(self._words)[numbers[longer] - _FIRST_NUMBER]
        packed, others = np.flatnonzero(words), np.flatnonzero(words == 0)
        texts: list[bytes] = []
        if len(packed):
            packed = packed[np.argsort(words[packed])]
            texts = _unpack_words(words[packed])
        texts += map(self._bytes, numbers[others].tolist())
        # The order of code points is the order of bytes as well.
        order = sorted(range(len(texts)), key=texts.__getitem__)
        ranks = np.empty(len(numbers), np.int64)
        ranks[np.concatenate((packed, others))[order]] = np.arange(len(numbers))
        return list(map(texts.__getitem__, order)), ranks

    def _add(self, word: int) -> int:
        self._words.append(word)
        return _FIRST_NUMBER + len(self._words) - 1

    def _look_up(self, words: np.ndarray) -> np.ndarray:
        """The numbers of words that the table does not have; of new ones, too."""
        different, places = np.unique(words, return_inverse=True)
        met = different.tolist()
        numbers = np.array([self._packed.get(word, _NEW) for word in met], np.uint32)
        new = np.flatnonzero(numbers == _NEW)
        numbers[new] = np.arange(len(new), dtype=np.uint32) + np.uint32(_FIRST_NUMBER + len(self._words))
        self._words.frombytes(different[new].tobytes())
        self._packed.update(zip(different[new].tolist(), numbers[new].tolist(), strict=True))
        standing, standing_numbers = self._table
        slots = _slots(different)
        empty = np.flatnonzero(standing[slots] == 0)
        standing[slots[empty]] = different[empty]
        # Two may have wanted the same place.
        placed = empty[standing[slots[empty]] == different[empty]]
        standing_numbers[slots[placed]] = numbers[placed]
        return numbers[places]

    def _bytes(self, number: int) -> bytes:
        token = self._others[number] if number >= _FIRST_NUMBER else chr(number)
        return token if isinstance(token, bytes) else token.encode("utf-8", "surrogatepass")


def pack_words(codes: np.ndarray, starts: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """Return words of up to MAX_PACKED characters that jieba cuts as numbers; where each starts among the codes."""
    offsets = np.zeros(len(codes) + MAX_PACKED, np.uint64)
    offsets[: len(codes)] = (codes - np.uint32(_BEFORE_HAN)) & np.uint32(_MASK)
    windows = np.zeros(len(codes), np.uint64)
    for place, shift in enumerate(_SHIFTS):
        windows |= offsets[place : place + len(codes)] << np.uint64(shift)
    return windows.take(starts) & _KEPT.take(lengths)


def _slots(words: np.ndarray) -> np.ndarray:
    """The place of the table at which each word is looked for."""
    return ((words * _SPREAD) >> np.uint64(64 - _SLOT_BITS)).view(np.int64)


def _unpack_words(words: np.ndarray) -> list[bytes]:
    """The bytes of packed words."""
    offsets = np.stack([(words >> np.uint64(shift)) & np.uint64(_MASK) for shift in _SHIFTS], axis=1).astype(np.uint32)
    standing = offsets > 0
    codes = (offsets + np.uint32(_BEFORE_HAN))[standing].astype("<u4")
    data = codes.tobytes().decode("utf-32-le").encode()
    # Each of these characters takes three bytes.
    ends = (np.cumsum(standing.sum(axis=1)) * 3).tolist()
    return [data[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def _is_packable(token: str | bytes) -> bool:
    return (
        0 < len(token) <= MAX_PACKED
        and isinstance(token, str)
        and all(_BEFORE_HAN < ord(character) <= _HIGHEST for character in token)
    )
