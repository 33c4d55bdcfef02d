"""Documents to a segment: occurrences are collected as numbers, sorted as one array a field, and written."""

from array import array
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.fields import FieldType, Schema

from articles.search.whoosh.arrays import ArrayFileWriter, narrow
from articles.search.whoosh.groups import write_groups
from articles.search.whoosh.postings import Block, PostingsWriter
from articles.search.whoosh.stored import pack_stored
from articles.search.whoosh.terms import write_strings

# What one occurrence takes while it is collected and sorted.
BYTES_PER_OCCURRENCE = 24
BREAK = "\n"
# A token of one character has its code point as its number; others are numbered from here on.
_FIRST_NUMBER = 0x110000
_COUNTING = np.arange(1 << 16, dtype=np.uint32)


class Vocabulary(dict[str | bytes, int]):
    """The number of each token; `longer` are those of more than one character, in the order of first use."""

    def __init__(self):
        super().__init__()
        self.longer: list[str | bytes] = []

    def __missing__(self, token):
        if isinstance(token, str) and len(token) == 1:
            number = ord(token)
        else:
            number = _FIRST_NUMBER + len(self.longer)
            self.longer.append(token)
        self[token] = number
        return number


class FieldOccurrences:
    """Every occurrence of every term in one field: which term, in which document, at which position."""

    def __init__(self, with_positions: bool):
        self.with_positions = with_positions
        self.vocabulary = Vocabulary()
        self._terms = array("I")
        self._positions = array("I")
        self._documents = array("I")
        self._sizes = array("I")
        self._lengths = array("I")

    def __len__(self) -> int:
        return len(self._terms)

    def add_tokens(self, document: int, tokens: list[str]) -> None:
        """Add a text's tokens, at consecutive positions. A BREAK takes a position and is no token."""
        self.add_numbers(document, np.fromiter(map(self.vocabulary.__getitem__, tokens), np.uint32, len(tokens)))

    def add_numbers(self, document: int, numbers: np.ndarray) -> None:
        """Add a text's tokens by their numbers."""
        size = len(numbers)
        self._terms.frombytes(numbers.tobytes())
        if self.with_positions:
            counting = _COUNTING if size <= len(_COUNTING) else np.arange(size, dtype=np.uint32)
            self._positions.frombytes(counting[:size].tobytes())
        self._close(document, size, size - int(np.count_nonzero(numbers == ord(BREAK))))

    def add_postings(self, document: int, postings: Iterable[tuple[bytes, int, Iterable[int] | None]]) -> None:
        """Add terms with how often they stand in the text and, if the field keeps them, where."""
        before = len(self._terms)
        for text, frequency, positions in postings:
            self._terms.extend([self.vocabulary[text]] * frequency)
            if self.with_positions:
                self._positions.extend(positions or ())
        size = len(self._terms) - before
        self._close(document, size, size)

    def _close(self, document: int, size: int, length: int) -> None:
        self._documents.append(document)
        self._sizes.append(size)
        self._lengths.append(length)

    def sort(self) -> tuple[list[bytes], Block]:
        """Return the terms in order, and their postings."""
        occurring = np.frombuffer(self._terms, np.uint32)
        if len(occurring) < _FIRST_NUMBER:
            # Few occurrences: they are numbered anew, so that no table of all characters is needed.
            used, occurring = np.unique(occurring, return_inverse=True)
        else:
            used = np.flatnonzero(np.bincount(occurring))
        texts = self.vocabulary.longer
        numbered = sorted(
            (_encode(chr(number) if number < _FIRST_NUMBER else texts[number - _FIRST_NUMBER]), place)
            for place, number in enumerate(used.tolist())
            if number != ord(BREAK)
        )
        # A break gets the last rank, and is cut off after sorting.
        ranks = np.full(len(used), len(numbered), np.uint32)
        ranks[[place for _term, place in numbered]] = np.arange(len(numbered), dtype=np.uint32)
        if len(occurring) >= _FIRST_NUMBER:
            by_number = np.zeros(int(used[-1]) + 1, np.uint32)
            by_number[used] = ranks
            ranks = by_number
        # Term in the upper half, place in the lower: sorted, each term's occurrences stay in the order of documents.
        keys = ranks[occurring].astype(np.uint64)
        keys <<= np.uint64(32)
        keys |= np.arange(len(keys), dtype=np.uint64)
        keys.sort()
        keys = keys[: np.searchsorted(keys, np.uint64(len(numbered)) << np.uint64(32))]
        places = keys.astype(np.uint32)  # the lower half
        keys >>= np.uint64(32)
        terms = keys.astype(np.uint32)
        del keys
        documents = np.repeat(np.frombuffer(self._documents, np.uint32), np.frombuffer(self._sizes, np.uint32))[places]
        positions = np.frombuffer(self._positions, np.uint32)[places] if self.with_positions else None

        fresh = np.ones(len(terms), bool)
        fresh[1:] = (terms[1:] != terms[:-1]) | (documents[1:] != documents[:-1])
        starts = np.flatnonzero(fresh)
        frequencies = np.diff(starts, append=len(terms)).astype(np.uint32)
        counts = np.bincount(terms[starts], minlength=len(numbered))
        return [term for term, _place in numbered], Block(
            counts, documents[starts].astype(np.int32), frequencies, positions
        )

    def lengths(self, doc_count: int) -> np.ndarray:
        """Return the number of tokens of each document."""
        lengths = np.zeros(doc_count, np.uint32)
        lengths[np.frombuffer(self._documents, np.uint32)] = np.frombuffer(self._lengths, np.uint32)
        return lengths


class SegmentBuilder:
    """Collects documents and writes them as one segment."""

    def __init__(self, schema: Schema):
        self._schema = schema
        self._fields: dict[str, FieldOccurrences] = {}
        self._stored: list[bytes] = []
        self._order: list[tuple[int, bytes, int]] = []
        self.occurrences = 0

    def __len__(self) -> int:
        return len(self._stored)

    def add(self, document: Mapping[str, Any]) -> None:
        """Add a document: a value for each field of the schema that it has."""
        number = len(self._stored)
        stored, order = {}, (0, b"", 0)
        for name, value in document.items():
            if value is None or name.startswith("_"):
                continue
            field = self._schema[name]
            if getattr(field, "is_order", False):
                order = (value[0], value[1].encode(), value[2])
                continue
            if field.indexed:
                self._index(number, name, field, value)
            if field.stored:
                stored[name] = document.get(f"_stored_{name}", value)
        self._stored.append(pack_stored(stored))
        self._order.append(order)

    def _index(self, number: int, name: str, field: FieldType, value: Any) -> None:
        occurrences = self._fields.get(name)
        if occurrences is None:
            occurrences = self._fields[name] = FieldOccurrences(field.format.supports("positions"))
        before = len(occurrences)
        if hasattr(field, "numbers"):
            occurrences.add_numbers(number, field.numbers(value, occurrences.vocabulary))
        elif hasattr(field, "tokens"):
            occurrences.add_tokens(number, field.tokens(value))
        else:
            decode = field.format.decoder("positions") if occurrences.with_positions else lambda _value: None
            occurrences.add_postings(
                number, ((text, frequency, decode(packed)) for text, frequency, _weight, packed in field.index(value))
            )
        self.occurrences += len(occurrences) - before

    def write(self, path: Path) -> None:
        """Write the segment's file."""
        writer = ArrayFileWriter(path)
        try:
            fields = {}
            for name in sorted(self._fields):
                field, occurrences = self._schema[name], self._fields.pop(name)
                terms, block = occurrences.sort()
                if not terms:
                    continue
                postings = PostingsWriter(occurrences.with_positions)
                postings.append(block)
                lengths = occurrences.lengths(len(self)) if field.scorable else None
                write_field(writer, name, terms, postings, lengths)
                if getattr(field, "grouped", False):
                    write_groups(writer, name, block, len(self))
                fields[name] = describe_field(lengths, postings)
            write_strings(writer, "stored", self._stored)
            days, keys, numbers = zip(*self._order, strict=True)
            write_order(writer, np.array(days), list(keys), np.array(numbers))
            writer.close({"documents": len(self), "fields": fields})
        except BaseException:
            writer.discard()
            raise


def write_field(
    writer: ArrayFileWriter, name: str, terms: list[bytes], postings: PostingsWriter, lengths: np.ndarray | None
) -> None:
    """Write all that a segment has of an indexed field, but its groups."""
    write_strings(writer, f"{name}.terms", terms)
    postings.write(writer, name)
    if lengths is not None:
        writer.add(f"{name}.length", narrow(lengths))


def describe_field(lengths: np.ndarray | None, postings: PostingsWriter) -> dict[str, int]:
    """Return what the file's directory says of a field: the sum of its lengths, and a number above all positions."""
    return {"length": 0 if lengths is None else int(lengths.sum()), "longest": postings.longest}


def write_order(writer: ArrayFileWriter, days: np.ndarray, keys: list[bytes], numbers: np.ndarray) -> None:
    """Write the archive's order of a segment's documents; documents with equal keys stay as they were added."""
    newest = np.empty(len(keys), np.uint32)
    newest[sorted(range(len(keys)), key=keys.__getitem__)] = np.arange(len(keys), dtype=np.uint32)
    write_strings(writer, "order.key", keys)
    writer.add("order.newest", newest)
    writer.add("order.day", narrow(days))
    writer.add("order.number", narrow(numbers))


def _encode(term: str | bytes) -> bytes:
    return term if isinstance(term, bytes) else term.encode("utf-8", "surrogatepass")
