"""Posting lists of one field: for each term the documents that have it, how often, and where.

Terms are numbered in their sorted order, and everything they have follows in this order in packed lists (packed.py):
`steps`, the difference of each document to the one before (0 for a term's first); `again`, how often more than once it
has the term; and `positions`, those of a document ascending. `first` is the first document of each term, `ends` says
where its documents end, and `position_ends` where its positions do. So a term, and a range of terms, is a slice of each
list.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from articles.search.whoosh.arrays import ArrayFile, ArrayFileWriter, narrow, sizes_between
from articles.search.whoosh.packed import Packed, PackedWriter
from articles.search.whoosh.terms import Terms


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


def join_blocks(parts: Sequence[tuple[np.ndarray, Block]], term_count: int) -> Block:
    """Return the postings of so many terms, those of the first part before those of the next within each term.

    A part has the number of each of its terms, in any order, and their postings. Terms without any have a count of 0.
    """
    if len(parts) == 1 and len(parts[0][0]) == term_count and (parts[0][0][1:] > parts[0][0][:-1]).all():
        return parts[0][1]
    counts, position_counts = np.zeros(term_count, np.int64), np.zeros(term_count, np.int64)
    with_positions = all(block.positions is not None for _terms, block in parts)
    moves = []
    for terms, block in parts:
        # Where the part's postings and positions of each term go, counted from the term's own start.
        shift, position_shift = counts[terms], position_counts[terms]
        counts[terms] += block.counts
        often = np.empty(0, np.int64)
        if with_positions:
            through = np.cumsum(block.frequencies, dtype=np.int64)[np.cumsum(block.counts) - 1]
            often = sizes_between(through)
            position_counts[terms] += often
        moves.append((shift, position_shift, often))
    starts, position_starts = np.cumsum(counts) - counts, np.cumsum(position_counts) - position_counts
    ids = np.empty(int(counts.sum()), np.int32)
    frequencies = np.empty(len(ids), np.uint32)
    positions = np.empty(int(position_counts.sum()), np.uint32) if with_positions else None
    for (terms, block), (shift, position_shift, often) in zip(parts, moves, strict=True):
        target = _spread(starts[terms] + shift, block.counts)
        ids[target], frequencies[target] = block.ids, block.frequencies
        if positions is not None:
            positions[_spread(position_starts[terms] + position_shift, often)] = block.positions
    return Block(counts, ids, frequencies, positions)


def _spread(firsts: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """For each of some runs so many numbers, from its first on."""
    through = np.cumsum(counts)
    target = np.repeat(firsts - (through - counts), counts)
    target += np.arange(len(target))
    return target


class PostingsWriter:
    """Collects the postings of a field, by blocks of ascending terms, and writes them."""

    def __init__(self, with_positions: bool):
        # A number above every position.
        self.longest = 0
        self._steps, self._again = PackedWriter(), PackedWriter()
        self._positions = PackedWriter() if with_positions else None
        self._per_term: dict[str, list[np.ndarray]] = {}

    def append(self, block: Block) -> None:
        """Add the terms that follow those added so far. Every one has a posting."""
        if not len(block.counts):
            return
        ends = np.cumsum(block.counts)
        starts = ends - block.counts
        self._keep("first", block.ids[starts])
        self._keep("ends", ends + self._steps.count)
        steps = np.zeros(len(block.ids), np.uint32)
        np.subtract(block.ids[1:], block.ids[:-1], out=steps[1:], casting="unsafe")
        steps[starts] = 0
        self._steps.append(steps)
        self._again.append(block.frequencies - np.uint32(1))
        if self._positions is not None and block.positions is not None:
            through = np.cumsum(block.frequencies, dtype=np.int64)
            self._keep("position_ends", through[ends - 1] + self._positions.count)
            self.longest = max(self.longest, int(block.positions.max()) + 1)
            self._positions.append(block.positions)

    def write(self, writer: ArrayFileWriter, field: str) -> None:
        """Write all arrays of the field but its terms."""
        for name, parts in self._per_term.items():
            writer.add(f"{field}.{name}", narrow(np.concatenate(parts)))
        self._steps.write(writer, f"{field}.steps")
        self._again.write(writer, f"{field}.again")
        if self._positions is not None:
            self._positions.write(writer, f"{field}.positions")

    def _keep(self, name: str, values: np.ndarray) -> None:
        self._per_term.setdefault(name, []).append(narrow(values))


class FieldPostings:
    """The posting lists of one field of a segment, read from its file. Terms are asked by their number."""

    def __init__(self, file: ArrayFile, field: str):
        self.terms = Terms(file, f"{field}.terms")
        self._first = file[f"{field}.first"]
        self._ends = file[f"{field}.ends"]
        self._steps = Packed(file, f"{field}.steps")
        self._again = Packed(file, f"{field}.again")
        self._position_ends = file.get(f"{field}.position_ends")
        self._positions = None if self._position_ends is None else Packed(file, f"{field}.positions")

    @property
    def has_positions(self) -> bool:
        """True where the field keeps positions."""
        return self._positions is not None

    def count(self, term: int) -> int:
        """Return the number of documents that have a term."""
        start, stop = self._span(self._ends, term)
        return stop - start

    def counts(self, start: int, stop: int) -> list[int]:
        """Return `count` of the terms from `start` on, `stop` not in."""
        return sizes_between(self._ends[start:stop], int(self._ends[start - 1]) if start else 0).tolist()

    def total(self, term: int) -> int:
        """Return how often a term stands in all documents together."""
        if self._position_ends is not None:
            start, stop = self._span(self._position_ends, term)
            return stop - start
        frequencies = self.frequencies(term)
        return self.count(term) if frequencies is None else int(frequencies.sum())

    def sizes(self) -> np.ndarray:
        """Return for each term how much there is to decode: the number of its documents, or of its positions."""
        ends = self._ends if self._position_ends is None else self._position_ends
        return sizes_between(ends)

    def ids(self, term: int) -> np.ndarray:
        """Return the documents that have a term, ascending (int32)."""
        ids = np.cumsum(self._steps.between(*self._span(self._ends, term)), dtype=np.int32)
        ids += np.int32(self._first[term])
        return ids

    def frequencies(self, term: int) -> np.ndarray | None:
        """Return how often each document of `ids` has the term; None where each has it once."""
        start, stop = self._span(self._ends, term)
        if self._again.is_zero(start, stop):
            return None
        return self._again.between(start, stop).astype(np.uint32) + np.uint32(1)

    def positions(self, term: int, start: int = 0, stop: int | None = None) -> np.ndarray:
        """Return the positions of a term in its first document, then those in the second, and so on: all or a part."""
        assert self._positions is not None
        assert self._position_ends is not None
        first, last = self._span(self._position_ends, term)
        return self._positions.between(first + start, last if stop is None else first + stop)

    def positions_at(self, term: int, places: np.ndarray) -> np.ndarray:
        """Return the items of `positions` at ascending places, without reading all others."""
        assert self._positions is not None
        assert self._position_ends is not None
        return self._positions.take(places + self._span(self._position_ends, term)[0])

    def block(self, start: int, stop: int) -> Block:
        """Return the postings of the terms from `start` on, `stop` not in."""
        ends = self._ends[start:stop].astype(np.int64)
        first = int(self._ends[start - 1]) if start else 0
        last = int(ends[-1]) if len(ends) else first
        counts = sizes_between(ends, first)
        # Sums may run over; what is between two of them within a term does not.
        ids = np.cumsum(self._steps.between(first, last), dtype=np.int32)
        starts = ends - counts - first
        ids += np.repeat(self._first[start:stop].astype(np.int32) - ids[starts], counts)
        frequencies = self._again.between(first, last).astype(np.uint32) + np.uint32(1)
        positions = None
        if self._positions is not None and self._position_ends is not None:
            before = int(self._position_ends[start - 1]) if start else 0
            after = int(self._position_ends[stop - 1]) if stop > start else before
            positions = self._positions.between(before, after)
        return Block(counts, ids, frequencies, positions)

    @staticmethod
    def _span(ends: np.ndarray, term: int) -> tuple[int, int]:
        return (int(ends[term - 1]) if term else 0), int(ends[term])
