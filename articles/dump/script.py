"""Traditional characters: whether a page is set in them, and the same text in simplified ones, character for character.

Surnames, places, offices and words are known in simplified characters. A page in traditional ones is read through its
simplified text; what is stored stays as printed.
"""

import operator
from collections.abc import Iterable

from opencc import OpenCC

# So many of the first characters are looked at, and so large a share of them must be traditional.
_SAMPLE = 1500
_SHARE = 0.08


class _Table(dict[int, str]):
    """Code point to simplified character, filled as characters are met."""

    def __init__(self) -> None:
        super().__init__()
        self._converter = OpenCC("t2s")

    def __missing__(self, code: int) -> str:
        character = chr(code)
        simple = character if code < 0x2E80 else self._converter.convert(character)
        # One character each, so that places in the simplified text are places in the printed one.
        self[code] = simple if len(simple) == 1 else character
        return self[code]


_TABLE = _Table()


def simplify(text: str) -> str:
    """Return `text` in simplified characters; its length does not change."""
    return text.translate(_TABLE)


def is_traditional(texts: Iterable[str]) -> bool:
    """Return True if the page that `texts` are the lines of is set in traditional characters."""
    sample: list[str] = []
    size = 0
    for text in texts:
        sample.append(text)
        size += len(text)
        if size > _SAMPLE:
            break
    printed = "".join(sample)
    changed = sum(map(operator.ne, printed, simplify(printed)))
    return size > 0 and changed > _SHARE * size
