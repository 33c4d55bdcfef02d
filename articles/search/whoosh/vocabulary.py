"""Tokens by number, while a segment is built."""

from itertools import repeat

import numpy as np

# A token of one character has its code point as its number; others are numbered from here on.
_FIRST_NUMBER = 0x110000
# Words of up to so many characters that jieba cuts, 15 bits each, fit into one number of 64 bits.
MAX_PACKED = 4
_BITS = 15
_BEFORE_HAN = 0x4DFF
# The number of no token.
_NEW = 0xFFFFFFFF


class Vocabulary(dict[str | bytes, int]):
    """The number of each token; `longer` are those of more than one character, in the order of first use."""

    def __init__(self):
        super().__init__()
        self.longer: list[str | bytes] = []
        self._packed: dict[int, int] = {}

    def __missing__(self, token):
        if isinstance(token, str) and len(token) == 1:
            number = ord(token)
        else:
            number = _FIRST_NUMBER + len(self.longer)
            self.longer.append(token)
        self[token] = number
        return number

    def text(self, number: int) -> str | bytes:
        """Return the token that has a number."""
        return chr(number) if number < _FIRST_NUMBER else self.longer[number - _FIRST_NUMBER]

    def packed(self, words: np.ndarray) -> np.ndarray:
        """Return the numbers of words that `pack_words` gave. Each different one is looked up once, not each word."""
        different, places = np.unique(words, return_inverse=True)
        words_met = different.tolist()
        numbers = np.array(list(map(self._packed.get, words_met, repeat(_NEW))), np.uint32)
        for place in np.flatnonzero(numbers == _NEW).tolist():
            word = words_met[place]
            numbers[place] = self._packed[word] = self[_unpack_word(word)]
        return numbers[places]


def pack_words(codes: np.ndarray, starts: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """Return words of up to MAX_PACKED characters that jieba cuts as numbers; where each starts among the codes."""
    words = np.zeros(len(starts), np.uint64)
    for place in range(MAX_PACKED):
        reaching = np.flatnonzero(lengths > place)
        if len(reaching):
            own = (codes[starts[reaching] + place] - np.uint32(_BEFORE_HAN)).astype(np.uint64)
            words[reaching] |= own << np.uint64(_BITS * place)
    return words


def _unpack_word(word: int) -> str:
    characters = []
    while word:
        characters.append(chr((word & (1 << _BITS) - 1) + _BEFORE_HAN))
        word >>= _BITS
    return "".join(characters)
