"""Every occurrence of every term in one field of a segment that is being built, as numbers; sorted, its postings."""

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from articles.search.whoosh.batch import BREAK
from articles.search.whoosh.postings import Block
from articles.search.whoosh.vocabulary import Vocabulary


class FieldOccurrences:
    """Which term stands in which document, and at which position."""

    def __init__(self, with_positions: bool):
        self.with_positions = with_positions
        self.vocabulary = Vocabulary()
        self.count = 0
        self._numbers: list[np.ndarray] = []
        self._documents: list[np.ndarray] = []
        self._positions: list[np.ndarray] = []
        # Tokens that came one document at a time.
        self._tokens: list[str | bytes] = []
        self._their_documents: list[int] = []
        self._their_positions: list[int] = []

    def add_numbers(self, numbers: np.ndarray, documents: np.ndarray, positions: np.ndarray | None = None) -> None:
        """Add occurrences by number. A line break is none."""
        real = numbers != BREAK
        if not real.all():
            numbers, documents = numbers[real], documents[real]
            positions = None if positions is None else positions[real]
        self._numbers.append(numbers)
        self._documents.append(documents)
        if positions is not None:
            self._positions.append(positions)
        self.count += len(numbers)

    def add_tokens(self, document: int, tokens: Sequence[str | bytes], positions: Iterable[int] = ()) -> None:
        """Add a document's tokens, with their positions where the field keeps them."""
        self._tokens += tokens
        self._their_documents += [document] * len(tokens)
        self._their_positions += positions
        self.count += len(tokens)

    def sort(self, text: Callable[[int], bytes] | None = None) -> tuple[list[bytes], Block]:
        """Return the terms in order, and their postings.

        `text` gives a number's term, if not the vocabulary does; then terms have the order of their numbers.
        """
        numbers, documents = self._collect()
        if not len(numbers):
            nothing = np.empty(0, np.uint32)
            return [], Block(nothing, nothing, nothing, None)
        if text is None:
            used, keys = self._rank(numbers)
        else:
            keys = numbers.astype(np.uint64)
        del numbers
        keys <<= np.uint64(32)
        if self.with_positions:
            # Term above, place below: each term's occurrences stay in the order of documents and positions.
            keys |= np.arange(len(keys), dtype=np.uint64)
            keys.sort()
            places = keys.astype(np.uint32)
            documents, positions = documents[places], np.concatenate(self._positions)[places]
        else:
            keys |= documents
            keys.sort()
            documents, positions = keys.astype(np.uint32), None
        keys >>= np.uint64(32)
        fresh = np.ones(len(keys), bool)
        fresh[1:] = keys[1:] != keys[:-1]
        fresh[1:] |= documents[1:] != documents[:-1]
        starts = np.flatnonzero(fresh)
        frequencies = np.diff(starts, append=len(keys)).astype(np.uint32)
        terms = keys[starts]
        changes = np.flatnonzero(np.diff(terms, prepend=terms[0] + np.uint64(1)))
        counts = np.diff(changes, append=len(terms))
        if text is not None:
            used = list(map(text, terms[changes].tolist()))
        return used, Block(counts, documents[starts].astype(np.int32), frequencies, positions)

    def _rank(self, numbers: np.ndarray) -> tuple[list[bytes], np.ndarray]:
        """The terms in order, and for each occurrence the place of its term among them."""
        used = _used(numbers)
        texts = list(map(self.vocabulary.text, used.tolist()))
        # The order of code points is the order of bytes as well.
        order = sorted(range(len(texts)), key=texts.__getitem__)
        ranks = np.empty(len(used), np.uint64)
        ranks[order] = np.arange(len(used), dtype=np.uint64)
        return [_to_bytes(texts[place]) for place in order], _ranked(numbers, used, ranks)

    def lengths(self, doc_count: int) -> np.ndarray:
        """Return the number of tokens of each document."""
        return np.bincount(self._collect()[1], minlength=doc_count).astype(np.uint32)

    def _collect(self) -> tuple[np.ndarray, np.ndarray]:
        """The number and the document of each occurrence."""
        if self._tokens:
            numbers = np.fromiter(map(self.vocabulary.__getitem__, self._tokens), np.uint32, len(self._tokens))
            positions = np.array(self._their_positions, np.uint32) if self.with_positions else None
            self.add_numbers(numbers, np.array(self._their_documents, np.uint32), positions)
            self.count -= len(numbers)
            self._tokens, self._their_documents, self._their_positions = [], [], []
        if len(self._numbers) > 1:
            self._numbers = [np.concatenate(self._numbers)]
            self._documents = [np.concatenate(self._documents)]
        if not self._numbers:
            return np.empty(0, np.uint32), np.empty(0, np.uint32)
        return self._numbers[0], self._documents[0]


def _used(numbers: np.ndarray) -> np.ndarray:
    """The different numbers, ascending."""
    if int(numbers.max()) < 4 * len(numbers):
        return np.flatnonzero(np.bincount(numbers))
    return np.unique(numbers)


def _ranked(numbers: np.ndarray, used: np.ndarray, ranks: np.ndarray) -> np.ndarray:
    """The rank of each number."""
    if int(used[-1]) < 4 * len(numbers):
        table = np.empty(int(used[-1]) + 1, ranks.dtype)
        table[used] = ranks
        return table[numbers]
    return ranks[np.searchsorted(used, numbers)]


def _to_bytes(term: str | bytes) -> bytes:
    return term if isinstance(term, bytes) else term.encode("utf-8", "surrogatepass")
