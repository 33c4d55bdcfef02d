"""Values of documents for filters and counts: each distinct list of values once, and for each document which it has.

An archive of a million articles has some thousands of different lists of regions, so counting a result is one count of
lists and one small sum, whatever the number of values of a document.
"""

from dataclasses import dataclass

import numpy as np

from articles.search.whoosh.arrays import ArrayFile, ArrayFileWriter, narrow
from articles.search.whoosh.postings import Block


@dataclass(frozen=True, slots=True)
class Groups:
    """`of` has the group of each document; a group's `values` are numbers of terms, `sizes` of them up to `ends`."""

    of: np.ndarray
    values: np.ndarray
    ends: np.ndarray
    sizes: np.ndarray

    def count(self, ids: np.ndarray | None, term_count: int) -> np.ndarray:
        """Return for each term how many of the documents `ids` (all, where None) have it."""
        per_group = np.bincount(self.of if ids is None else self.of[ids], minlength=len(self.ends))
        return np.bincount(self.values, np.repeat(per_group, self.sizes), minlength=term_count).astype(np.int64)

    def having(self, start: int, stop: int) -> np.ndarray:
        """Return for each document whether it has one of the terms from `start` on, `stop` not in."""
        return self.chosen(start, stop)[self.of]

    def chosen(self, start: int, stop: int) -> np.ndarray:
        """Return for each group whether it has one of the terms from `start` on, `stop` not in."""
        hits = np.flatnonzero((self.values >= start) & (self.values < stop))
        chosen = np.zeros(len(self.ends), bool)
        chosen[np.searchsorted(self.ends, hits, side="right")] = True
        return chosen


def read_groups(file: ArrayFile, field: str) -> Groups:
    """Return the groups that `write_groups` has written."""
    ends = file[f"{field}.group_ends"].astype(np.int64)
    return Groups(file[f"{field}.group_of"], file[f"{field}.group_values"], ends, np.diff(ends, prepend=0))


def write_groups(writer: ArrayFileWriter, field: str, block: Block, doc_count: int) -> None:
    """Write the groups of a field, from the postings of all its terms."""
    terms = np.repeat(np.arange(len(block.counts), dtype=np.uint32), block.counts)
    order = np.argsort(block.ids, kind="stable")
    data, per_doc = terms[order].tobytes(), np.bincount(block.ids, minlength=doc_count)
    ends = np.cumsum(per_doc) * terms.itemsize
    numbers: dict[bytes, int] = {}
    of = np.empty(doc_count, np.uint32)
    start = 0
    for doc, end in enumerate(ends.tolist()):
        of[doc] = numbers.setdefault(data[start:end], len(numbers))
        start = end
    sizes = np.array([len(group) // terms.itemsize for group in numbers], np.int64)
    writer.add(f"{field}.group_of", narrow(of))
    writer.add(f"{field}.group_values", narrow(np.frombuffer(b"".join(numbers), np.uint32)))
    writer.add(f"{field}.group_ends", narrow(np.cumsum(sizes)))
