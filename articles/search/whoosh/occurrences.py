"""Every occurrence of every term in one field of a segment that is being built, as numbers; sorted, its postings.

Occurrences come in batches. Each is sorted by itself, by its terms' numbers, while it is in the processor's cache; at
the end the batches are put together in the order of the terms.
"""

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from articles.search.whoosh.batch import BREAK
from articles.search.whoosh.postings import Block, join_blocks
from articles.search.whoosh.vocabulary import Vocabulary


class FieldOccurrences:
    """Which term stands in which document, and at which position. Documents come in ascending order."""

    def __init__(self, with_positions: bool, vocabulary: Vocabulary | None = None):
        self.with_positions = with_positions
        self.vocabulary = Vocabulary() if vocabulary is None else vocabulary
        self.count = 0
        # For each batch the numbers of its terms, ascending, and their postings.
        self._batches: list[tuple[np.ndarray, Block]] = []
        # Tokens that came one document at a time.
        self._tokens: list[str | bytes] = []
        self._their_documents: list[int] = []
        self._their_counts: list[int] = []
        self._their_positions: list[int] = []

    def add_numbers(self, numbers: np.ndarray, documents: np.ndarray, positions: np.ndarray | None = None) -> None:
        """Add the occurrences of some documents, all that these have, by number. A line break is none."""
        real = numbers != BREAK
        if not real.all():
            numbers, documents = numbers[real], documents[real]
            positions = None if positions is None else positions[real]
        if len(numbers):
            self._batches.append(_sort_batch(numbers, documents, positions))
        self.count += len(numbers)

    def add_tokens(self, document: int, tokens: Sequence[str | bytes], positions: Iterable[int] = ()) -> None:
        """Add a document's tokens, with their positions where the field keeps them."""
        self._tokens += tokens
        self._their_documents.append(document)
        self._their_counts.append(len(tokens))
        if self.with_positions:
            self._their_positions += positions
        self.count += len(tokens)

    def sort(self, text: Callable[[int], bytes] | None = None) -> tuple[list[bytes], Block]:
        """Return the terms in order, and their postings.

        `text` gives a number's term, if not the vocabulary does; then terms have the order of their numbers.
        """
        self._collect()
        if not self._batches:
            nothing = np.empty(0, np.uint32)
            return [], Block(nothing, nothing, nothing, None)
        used = self._batches[0][0]
        if len(self._batches) > 1:
            used = np.unique(np.concatenate([numbers for numbers, _block in self._batches]))
        if text is None:
            terms, ranks = self.vocabulary.sort(used)
        else:
            terms, ranks = list(map(text, used.tolist())), np.arange(len(used))
        parts = [
            (ranks if len(numbers) == len(used) else ranks[np.searchsorted(used, numbers)], block)
            for numbers, block in self._batches
        ]
        return terms, join_blocks(parts, len(terms))

    def _collect(self) -> None:
        """Make a batch of the tokens that came one document at a time."""
        if self._tokens:
            numbers = np.fromiter(map(self.vocabulary.__getitem__, self._tokens), np.uint32, len(self._tokens))
            documents = np.repeat(np.array(self._their_documents, np.uint32), self._their_counts)
            positions = np.array(self._their_positions, np.uint32) if self.with_positions else None
            self.add_numbers(numbers, documents, positions)
            self.count -= len(numbers)
            self._tokens, self._their_documents, self._their_counts, self._their_positions = [], [], [], []


def _sort_batch(numbers: np.ndarray, documents: np.ndarray, positions: np.ndarray | None) -> tuple[np.ndarray, Block]:
    """The different numbers of a batch, ascending, and their postings."""
    order = _stable_order(numbers)
    numbers, documents = numbers.take(order), documents.take(order)
    if positions is not None:
        positions = positions.take(order)
    fresh_term = np.ones(len(numbers), bool)
    np.not_equal(numbers[1:], numbers[:-1], out=fresh_term[1:])
    fresh = fresh_term.copy()
    fresh[1:] |= documents[1:] != documents[:-1]
    starts = np.flatnonzero(fresh)
    frequencies = _sizes(starts, len(numbers)).astype(np.uint32)
    firsts = np.flatnonzero(fresh_term[starts])
    counts = _sizes(firsts, len(starts))
    return numbers[starts[firsts]], Block(counts, documents[starts].astype(np.int32), frequencies, positions)


def _sizes(starts: np.ndarray, end: int) -> np.ndarray:
    """How far it is from each start to the next, from the last to the end."""
    sizes = np.empty_like(starts)
    np.subtract(starts[1:], starts[:-1], out=sizes[:-1])
    sizes[-1:] = end - starts[-1:]
    return sizes


def _stable_order(numbers: np.ndarray) -> np.ndarray:
    """The places of the numbers in ascending order, equal ones as they came. numpy sorts short numbers by counting."""
    order = np.argsort(numbers.astype(np.uint16), kind="stable")
    above = numbers >> np.uint32(16)
    highest = int(above.max())
    if highest:
        above = above.astype(np.uint8 if highest < 256 else np.uint16).take(order)
        order = order.take(np.argsort(above, kind="stable"))
    return order
