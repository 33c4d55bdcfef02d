"""Long lists of small whole numbers in few bits each, read block by block.

A list is cut into blocks of 128. Each block has the width of its largest number, w bits, and takes 16 w bytes: the
lowest bits of all its numbers, then the next, in planes of 16, 8, 4, 2 and 1 bits that add up to w (11 = 8 + 2 + 1). A
plane is turned into bytes by one look into a table, so numpy reads about half a thousand million numbers a second.

    NAME.data      the blocks, in units of 16 bytes     NAME.widths    the width of each block     NAME.places    the
    unit at which each block begins     NAME.count     how many numbers there are (one number)
"""

import numpy as np

from articles.search.whoosh.arrays import ArrayFile, ArrayFileWriter, Pieces, narrow

BLOCK = 128
_UNIT = 16
_PLANES = (16, 8, 4, 2, 1)
_BYTES = np.arange(256, dtype=np.uint32)
# Each byte as its four pairs of bits, a byte each; as its two halves.
_PAIRS = _BYTES & 3 | (_BYTES & 12) << 6 | (_BYTES & 48) << 12 | (_BYTES & 192) << 18
_HALVES = (_BYTES & 15 | (_BYTES & 240) << 4).astype("<u2")
_PAIRS = _PAIRS.astype("<u4")
# The least number that needs more than so many bits.
_LIMITS = 1 << np.arange(32, dtype=np.int64)


class PackedWriter:
    """Collects numbers from 0 up, below 2³¹, and writes them."""

    def __init__(self):
        self.count = 0
        self._data = Pieces(np.uint8)
        self._widths: list[np.ndarray] = []
        # What does not fill a block yet.
        self._rest = np.empty(0, np.uint32)

    def append(self, values: np.ndarray) -> None:
        """Add numbers at the end."""
        self.count += len(values)
        whole = (len(self._rest) + len(values)) // BLOCK * BLOCK - len(self._rest)
        if whole < 0:
            self._rest = np.concatenate((self._rest, values.astype(np.uint32, copy=False)))
            return
        filled = values[:whole].astype(np.uint32, copy=False)
        if len(self._rest):
            filled = np.concatenate((self._rest, filled))
        self._pack(filled)
        self._rest = values[whole:].astype(np.uint32)

    def write(self, writer: ArrayFileWriter, name: str) -> None:
        """Write the list, and let it go."""
        if len(self._rest):
            self._pack(np.concatenate((self._rest, np.zeros(BLOCK - len(self._rest), np.uint32))))
            self._rest = self._rest[:0]
        widths = np.concatenate(self._widths) if self._widths else np.empty(0, np.uint8)
        writer.add_pieces(f"{name}.data", self._data)
        writer.add(f"{name}.widths", widths)
        writer.add(f"{name}.places", narrow(np.cumsum(widths, dtype=np.int64) - widths))
        writer.add(f"{name}.count", narrow(np.array([self.count])))

    def _pack(self, values: np.ndarray) -> None:
        blocks = values.reshape(-1, BLOCK)
        if len(blocks) <= 1:
            for block in blocks:
                width = int(block.max()).bit_length()
                self._widths.append(np.array([width], np.uint8))
                self._data.append(_to_planes(blocks, width).reshape(-1))
            return
        widths = np.searchsorted(_LIMITS, blocks.max(axis=1), side="right").astype(np.uint8)
        self._widths.append(widths)
        starts = np.cumsum(widths, dtype=np.int64) - widths
        data = np.empty((int(widths.sum(dtype=np.int64)), _UNIT), np.uint8)
        for width in np.flatnonzero(np.bincount(widths)).tolist():
            rows = np.flatnonzero(widths == width)
            planes = _to_planes(blocks if len(rows) == len(blocks) else blocks[rows], width)
            data[starts[rows, None] + np.arange(width)] = planes.reshape(len(rows), width, _UNIT)
        self._data.append(data.reshape(-1))


class Packed:
    """A list that `PackedWriter` has written."""

    def __init__(self, file: ArrayFile, name: str):
        # A complex number has the size of a unit, and numpy moves it as a whole.
        self._units = file[f"{name}.data"].view("<c16")
        self._widths = file[f"{name}.widths"]
        self._places = file[f"{name}.places"]
        self.count = int(file[f"{name}.count"][0])

    def __len__(self) -> int:
        return self.count

    def between(self, start: int, stop: int) -> np.ndarray:
        """Return the numbers from `start` on, `stop` not in, in the narrowest type that holds their blocks."""
        if start >= stop:
            return np.empty(0, np.uint8)
        first, last = start // BLOCK, -(-stop // BLOCK)
        return self._blocks(slice(first, last)).reshape(-1)[start - first * BLOCK : stop - first * BLOCK]

    def is_zero(self, start: int, stop: int) -> bool:
        """True where the numbers from `start` on are known to be 0 by the width of their blocks alone."""
        return not self._widths[start // BLOCK : -(-stop // BLOCK)].any()

    def take(self, places: np.ndarray) -> np.ndarray:
        """Return the numbers at ascending places; only their blocks are read."""
        if not len(places):
            return np.empty(0, np.uint8)
        first, last = int(places[0]) // BLOCK, int(places[-1]) // BLOCK + 1
        if len(places) * 8 > (last - first) * BLOCK:
            return self._blocks(slice(first, last)).reshape(-1)[places - first * BLOCK]
        blocks = places // BLOCK
        fresh = np.ones(len(blocks), bool)
        np.not_equal(blocks[1:], blocks[:-1], out=fresh[1:])
        numbers = self._blocks(blocks[fresh]).reshape(-1)
        return numbers[(np.cumsum(fresh) - 1 - blocks) * BLOCK + places]

    def _blocks(self, chosen: slice | np.ndarray) -> np.ndarray:
        """The numbers of some blocks, a row for each."""
        widths, places = self._widths[chosen], self._places[chosen]
        if len(widths) == 1:
            width, start = int(widths[0]), int(places[0])
            if not width:
                return np.zeros((1, BLOCK), np.uint8)
            return _from_planes(self._units[start : start + width], 1, width)
        least, most = int(widths.min()), int(widths.max())
        if least == most:
            if most and isinstance(chosen, slice):
                start = int(places[0])
                return _from_planes(self._units[start : start + most * len(widths)], len(widths), most)
            return self._rows(places, most)
        numbers = np.empty((len(widths), BLOCK), _type(most))
        for width in sorted(set(widths.tolist())):
            (rows,) = (widths == width).nonzero()
            numbers[rows] = self._rows(places[rows], width)
        return numbers

    def _rows(self, places: np.ndarray, width: int) -> np.ndarray:
        if not width:
            return np.zeros((len(places), BLOCK), np.uint8)
        units = self._units[places[:, None] + np.arange(width, dtype=np.int64)]
        return _from_planes(units, len(places), width)


def _type(width: int) -> type[np.unsignedinteger]:
    return np.uint8 if width <= 8 else np.uint16 if width <= 16 else np.uint32


def _to_planes(blocks: np.ndarray, width: int) -> np.ndarray:
    """The bytes of blocks of one width, a row for each."""
    planes = []
    left = blocks
    for bits in _PLANES:
        if not width & bits:
            continue
        if bits == 16:
            planes.append((left & 0xFFFF).astype("<u2").view(np.uint8))
        elif bits == 8:
            planes.append((left & 0xFF).astype(np.uint8))
        elif bits == 4:
            two = (left & 15).astype(np.uint8).view("<u2")
            planes.append((two | two >> 4).astype(np.uint8))
        elif bits == 2:
            four = (left & 3).astype(np.uint8).view("<u4")
            planes.append((four | four >> 6 | four >> 12 | four >> 18).astype(np.uint8))
        else:
            planes.append(np.packbits((left & 1).astype(np.uint8), axis=1, bitorder="little"))
        left = left >> bits
    return np.concatenate(planes, axis=1) if planes else np.empty((len(blocks), 0), np.uint8)


def _from_planes(units: np.ndarray, count: int, width: int) -> np.ndarray:
    """The numbers of blocks of one width, a row for each."""
    data = units.view(np.uint8).reshape(count, width * _UNIT)
    kind = _type(width)
    numbers: np.ndarray | None = None
    start = done = 0
    for bits in _PLANES:
        if not width & bits:
            continue
        plane = data[:, start : start + bits * _UNIT]
        start += bits * _UNIT
        if bits == 16:
            plane = np.ascontiguousarray(plane).view("<u2")
        elif bits == 4:
            plane = _HALVES[plane].view(np.uint8)
        elif bits == 2:
            plane = _PAIRS[plane].view(np.uint8)
        elif bits == 1:
            plane = np.unpackbits(plane, axis=1, bitorder="little")
        if numbers is None:
            numbers = plane.astype(kind, copy=False)
        else:
            numbers = numbers | plane.astype(kind, copy=False) << kind(done)
        done += bits
    assert numbers is not None
    return numbers
