"""Posting lists of one field as arrays: for each term the documents that have it, how often, and where.

Terms are numbered in their sorted order. Everything a term has is a slice of a stream of the field, and each stream
holds numbers of one width: documents as differences to the one before (`ids1`, `ids2`, `ids4`), frequencies
(`frequencies1` …, left out where all are 1) and positions (`positions1` …). `widths` says for each term which width
each of the three has: two bits each, 0 for nothing stored, 1 to 3 for one, two and four bytes. `first` is the first
document, and `ids_at`, `frequencies_at` and `positions_at` say where the slices begin. So one term is read by a few
slices, and a range of terms by one slice of each stream.
"""

from dataclasses import dataclass

import numpy as np

from articles.search.whoosh.arrays import ArrayFile, ArrayFileWriter, Pieces, narrow
from articles.search.whoosh.terms import Terms

_WIDTHS = (1, 2, 3)
_TYPES = {1: np.dtype("u1"), 2: np.dtype("<u2"), 3: np.dtype("<u4")}
_BYTES = {1: 1, 2: 2, 3: 4}
_KINDS = ("ids", "frequencies", "positions")


@dataclass(frozen=True, slots=True)
class Block:
    """The postings of consecutive terms, one after the other.

    `counts` has the number of documents of each term; `ids` and `frequencies` have an item for each posting, documents
    ascending within a term; `positions`, where the field keeps them, has `frequencies` items for each posting,
    ascending.
    """

    counts: np.ndarray
    ids: np.ndarray
    frequencies: np.ndarray
    positions: np.ndarray | None


class PostingsWriter:
    """Collects the postings of a field, by blocks of ascending terms, and writes them."""

    def __init__(self, with_positions: bool):
        self._with_positions = with_positions
        # A number above every position.
        self.longest = 0
        self._per_term: dict[str, list[np.ndarray]] = {}
        self._streams = {f"{kind}{_BYTES[width]}": Pieces(_TYPES[width]) for kind in _KINDS for width in _WIDTHS}

    def append(self, block: Block) -> None:
        """Add the terms that follow those added so far. Every one has a posting."""
        if not len(block.counts):
            return
        starts = np.cumsum(block.counts) - block.counts
        steps = np.empty(len(block.ids), np.int64)
        steps[0] = 0
        np.subtract(block.ids[1:], block.ids[:-1], out=steps[1:], casting="unsafe")
        steps[starts] = 0
        inner = np.ones(len(steps), bool)
        inner[starts] = False
        widths = _put_widths(np.maximum.reduceat(steps, starts), nothing=block.counts == 1)
        self._stream("ids", steps[inner], block.counts - 1, widths)

        most = np.maximum.reduceat(block.frequencies, starts)
        frequency_widths = _put_widths(most, nothing=most == 1)
        self._stream("frequencies", block.frequencies, block.counts, frequency_widths)
        widths |= frequency_widths << 2
        totals = np.add.reduceat(block.frequencies, starts, dtype=np.int64)
        if self._with_positions and block.positions is not None:
            farthest = np.maximum.reduceat(block.positions, np.cumsum(totals) - totals)
            self.longest = max(self.longest, int(farthest.max()) + 1)
            position_widths = _put_widths(farthest, nothing=np.zeros(len(totals), bool))
            self._stream("positions", block.positions, totals, position_widths)
            widths |= position_widths << 4
        self._keep("widths", widths)
        self._keep("first", block.ids[starts])
        self._keep("counts", block.counts)
        self._keep("totals", totals)

    def write(self, writer: ArrayFileWriter, field: str) -> None:
        """Write all arrays of the field but its terms."""
        for name, parts in self._per_term.items():
            writer.add(f"{field}.{name}", narrow(np.concatenate(parts)))
        for name, pieces in self._streams.items():
            if pieces.count:
                writer.add_pieces(f"{field}.{name}", pieces)

    def _stream(self, kind: str, values: np.ndarray, sizes: np.ndarray, widths: np.ndarray) -> None:
        """Put each term's values into the stream of its width, and keep where they begin."""
        at = np.zeros(len(sizes), np.int64)
        for width in _WIDTHS:
            chosen = widths == width
            if not chosen.any():
                continue
            pieces = self._streams[f"{kind}{_BYTES[width]}"]
            ends = np.cumsum(sizes[chosen])
            at[chosen] = pieces.count + ends - sizes[chosen]
            pieces.append(values if chosen.all() else values[np.repeat(chosen, sizes)])
        self._keep(f"{kind}_at", at)

    def _keep(self, name: str, values: np.ndarray) -> None:
        self._per_term.setdefault(name, []).append(narrow(values))


class FieldPostings:
    """The posting lists of one field of a segment, read from its file. Terms are asked by their number."""

    def __init__(self, file: ArrayFile, field: str):
        self.terms = Terms(file, f"{field}.terms")
        self.counts = file[f"{field}.counts"]
        self.totals = file[f"{field}.totals"]
        self.first = file[f"{field}.first"]
        self._widths = file[f"{field}.widths"]
        self._at = {kind: file[f"{field}.{kind}_at"] for kind in _KINDS if f"{field}.{kind}_at" in file}
        self._streams = {
            (kind, width): file[f"{field}.{kind}{_BYTES[width]}"]
            for kind in _KINDS
            for width in _WIDTHS
            if f"{field}.{kind}{_BYTES[width]}" in file
        }
        self.has_positions = "positions" in self._at

    def ids(self, term: int) -> np.ndarray:
        """Return the documents that have a term, ascending."""
        count = int(self.counts[term])
        ids = np.empty(count, np.int32)
        ids[0] = self.first[term]
        if count > 1:
            ids[1:] = self._slice("ids", term, count - 1)
            np.cumsum(ids, out=ids)
        return ids

    def frequencies(self, term: int) -> np.ndarray | None:
        """Return how often each document of `ids` has the term; None where each has it once."""
        if not self._width("frequencies", term):
            return None
        return self._slice("frequencies", term, int(self.counts[term]))

    def positions(self, term: int) -> np.ndarray:
        """Return the positions of a term in its first document, then those in the second, and so on."""
        return self._slice("positions", term, int(self.totals[term]))

    def block(self, start: int, stop: int) -> Block:
        """Return the postings of the terms from `start` on, `stop` not in."""
        counts = self.counts[start:stop].astype(np.int64)
        steps = np.zeros(int(counts.sum()), np.int64)
        starts = np.cumsum(counts) - counts
        inner = np.ones(len(steps), bool)
        inner[starts] = False
        steps[inner] = self._range("ids", start, stop, counts - 1, 0)
        sums = np.cumsum(steps)
        ids = sums + np.repeat(self.first[start:stop].astype(np.int64) - sums[starts], counts)
        frequencies = self._range("frequencies", start, stop, counts, 1)
        positions = None
        if self.has_positions:
            positions = self._range("positions", start, stop, self.totals[start:stop].astype(np.int64), 0)
        return Block(counts, ids.astype(np.int32), frequencies, positions)

    def _width(self, kind: str, term: int) -> int:
        return int(self._widths[term]) >> (2 * _KINDS.index(kind)) & 3

    def _slice(self, kind: str, term: int, size: int) -> np.ndarray:
        at = int(self._at[kind][term])
        return self._streams[kind, self._width(kind, term)][at : at + size]

    def _range(self, kind: str, start: int, stop: int, sizes: np.ndarray, absent: int) -> np.ndarray:
        """All values of a range of terms, `absent` where none are stored."""
        values = np.full(int(sizes.sum()), absent, np.uint32)
        widths = self._widths[start:stop] >> (2 * _KINDS.index(kind)) & 3
        for width in _WIDTHS:
            chosen = widths == width
            if not chosen.any():
                continue
            at = int(self._at[kind][start + int(np.argmax(chosen))])
            stream = self._streams[kind, width][at : at + int(sizes[chosen].sum())]
            if chosen.all():
                values[:] = stream
            else:
                values[np.repeat(chosen, sizes)] = stream
        return values


def _put_widths(largest: np.ndarray, nothing: np.ndarray) -> np.ndarray:
    """The code of the width that holds each number; 0 where nothing is stored."""
    widths = 1 + (largest > 0xFF).astype(np.uint8) + (largest > 0xFFFF)
    widths[nothing] = 0
    return widths
