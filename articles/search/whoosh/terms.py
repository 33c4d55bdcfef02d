"""Sorted lists of byte strings in two arrays: all their bytes, and where each ends. Looked up by bisection."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from articles.search.whoosh.arrays import ArrayFile, ArrayFileWriter, narrow


class Strings(Sequence[bytes]):
    """Byte strings by number, read from two arrays of a file without being decoded as a whole."""

    def __init__(self, file: ArrayFile, name: str):
        self._bytes = file[f"{name}.bytes"].data
        self._ends = file[f"{name}.ends"].data

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, number):
        if isinstance(number, slice):
            return [self[one] for one in range(*number.indices(len(self)))]
        return bytes(self._bytes[self._ends[number - 1] if number else 0 : self._ends[number]])

    def between(self, start: int, stop: int) -> list[bytes]:
        """Return the strings from `start` on, `stop` not in."""
        first = self._ends[start - 1] if start else 0
        ends = [end - first for end in self._ends[start:stop].tolist()]
        data = bytes(self._bytes[first : first + ends[-1]]) if ends else b""
        return [data[begin:end] for begin, end in zip([0, *ends], ends, strict=False)]


class Terms(Strings):
    """Sorted strings without repetition."""

    def find(self, text: bytes) -> int | None:
        """Return the number of a term; None where it is not there."""
        number = bisect_left(self, text)
        return number if number < len(self) and self[number] == text else None

    def prefixed(self, prefix: bytes) -> tuple[int, int]:
        """Return the first number and the number after the last of the terms that begin with `prefix`."""
        after = _next_prefix(prefix)
        return bisect_left(self, prefix), len(self) if after is None else bisect_left(self, after)

    def from_(self, number: int, stop: int | None = None) -> Iterator[bytes]:
        """Yield the terms from a number on."""
        return (self[one] for one in range(number, len(self) if stop is None else stop))


def write_strings(writer: ArrayFileWriter, name: str, strings: Iterable[bytes]) -> None:
    """Write byte strings so that Strings, or Terms where they are sorted, reads them back."""
    listed = strings if isinstance(strings, list) else list(strings)
    ends = np.cumsum(np.fromiter(map(len, listed), np.int64, len(listed)))
    writer.add(f"{name}.bytes", np.frombuffer(b"".join(listed), np.uint8))
    writer.add(f"{name}.ends", narrow(ends))


def _next_prefix(prefix: bytes) -> bytes | None:
    """The least string greater than all that begin with `prefix`; None where there is none."""
    kept = prefix.rstrip(b"\xff")
    return kept[:-1] + bytes([kept[-1] + 1]) if kept else None
