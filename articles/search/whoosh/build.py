"""Documents to a segment: texts are cut in batches, occurrences sorted as one array a field, and written."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.fields import FieldType, Schema

from articles.search.whoosh.arrays import ArrayFileWriter, narrow
from articles.search.whoosh.batch import TextBatch
from articles.search.whoosh.groups import write_groups
from articles.search.whoosh.occurrences import FieldOccurrences
from articles.search.whoosh.pairs import find_pairs, pair_text
from articles.search.whoosh.postings import Block, PostingsWriter
from articles.search.whoosh.segment import pairs_of
from articles.search.whoosh.stored import pack_stored
from articles.search.whoosh.terms import write_strings
from articles.search.whoosh.vocabulary import Vocabulary

# What one occurrence takes while it is collected and sorted.
BYTES_PER_OCCURRENCE = 48
# Texts wait until they have so many characters, and are cut together.
_BATCH_CHARACTERS = 1 << 20


class SegmentBuilder:
    """Collects documents and writes them as one segment."""

    def __init__(self, schema: Schema):
        self._schema = schema
        self._fields: dict[str, FieldOccurrences] = {}
        self._pairs: dict[str, FieldOccurrences] = {}
        # Of all fields whose texts are cut.
        self._vocabulary = Vocabulary()
        self._stored: list[bytes] = []
        self._order: list[tuple[int, bytes, int]] = []
        # What takes a value of each field that was met, and whether it is stored.
        self._ways: dict[str, tuple[Callable[[int, Any], None] | None, bool]] = {}
        # For each field the texts that wait to be cut, with their documents.
        self._waiting: dict[str, tuple[list[int], list[str]]] = {}
        self._characters = 0

    def __len__(self) -> int:
        return len(self._stored)

    @property
    def occurrences(self) -> int:
        """How many occurrences were collected; a character that waits counts as one."""
        return self._characters + sum(one.count for one in (*self._fields.values(), *self._pairs.values()))

    def add(self, document: Mapping[str, Any]) -> None:
        """Add a document: a value for each field of the schema that it has."""
        number, stored = len(self._stored), {}
        self._order.append((0, b"", 0))
        for name, value in document.items():
            if value is None or name[0] == "_":
                continue
            take, is_stored = self._ways.get(name) or self._ways.setdefault(name, self._way(name))
            if take is not None:
                take(number, value)
            if is_stored:
                stored[name] = document.get(f"_stored_{name}", value)
        self._stored.append(pack_stored(stored))
        if self._characters >= _BATCH_CHARACTERS:
            self._cut()

    def _way(self, name: str) -> tuple[Callable[[int, Any], None] | None, bool]:
        """What takes a document's value of a field, by the document's number, and whether the value is stored."""
        field = self._schema[name]
        if getattr(field, "is_order", False):
            return self._take_order, False
        return (self._indexing(name, field) if field.indexed else None), bool(field.stored)

    def _take_order(self, number: int, value: tuple[int, str, int]) -> None:
        self._order[number] = (value[0], value[1].encode(), value[2])

    def _indexing(self, name: str, field: FieldType) -> Callable[[int, Any], None]:
        if hasattr(field, "cut"):
            documents, texts = self._waiting.setdefault(name, ([], []))

            def wait(number: int, text: str) -> None:
                documents.append(number)
                texts.append(text)
                self._characters += len(text)

            return wait
        occurrences = self._fields[name] = FieldOccurrences(field.format.supports("positions"))
        if hasattr(field, "tokens"):
            return lambda number, value: occurrences.add_tokens(number, field.tokens(value))
        decode = field.format.decoder("positions") if occurrences.with_positions else lambda _value: ()

        def index(number: int, value: Any) -> None:
            for text, frequency, _weight, packed in field.index(value):
                occurrences.add_tokens(number, [text] * frequency, decode(packed))

        return index

    def _cut(self) -> None:
        """Cut the texts that wait."""
        batches: dict[tuple[str, ...], TextBatch] = {}
        for name, (numbers, texts) in self._waiting.items():
            if not texts:
                continue
            # A part's words and its characters are cut from the same texts.
            batch = batches.get(tuple(texts)) or batches.setdefault(tuple(texts), TextBatch(texts))
            documents = np.array(numbers, np.uint32)
            field = self._schema[name]
            with_positions = field.format.supports("positions")
            occurrences = self._fields.get(name) or self._fields.setdefault(
                name, FieldOccurrences(with_positions, self._vocabulary)
            )
            tokens = field.cut(batch, self._vocabulary)
            positions = None
            if with_positions:
                first = np.cumsum(tokens.sizes) - tokens.sizes
                positions = (np.arange(len(tokens.numbers)) - first[tokens.texts]).astype(np.uint32)
            occurrences.add_numbers(tokens.numbers, documents[tokens.texts], positions)
            if getattr(field, "paired", False):
                pairs, places = find_pairs(tokens)
                self._pairs.setdefault(name, FieldOccurrences(False)).add_numbers(pairs, documents[places])
            # Whoever adds documents holds these lists.
            numbers.clear()
            texts.clear()
        self._characters = 0

    def write(self, path: Path) -> None:
        """Write the segment's file."""
        self._cut()
        # They hold this builder, which would wait for the collector of garbage with all that it has.
        self._ways.clear()
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
                lengths = lengths_of(block, len(self)) if field.scorable else None
                write_field(writer, name, terms, postings, lengths)
                if getattr(field, "grouped", False):
                    write_groups(writer, name, block, len(self))
                fields[name] = describe_field(lengths, postings)
            for name in sorted(self._pairs):
                terms, block = self._pairs.pop(name).sort(pair_text)
                if terms:
                    postings = PostingsWriter(with_positions=False)
                    postings.append(block)
                    write_field(writer, pairs_of(name), terms, postings, None)
            write_strings(writer, "stored", self._stored)
            days, keys, numbers = zip(*self._order, strict=True)
            write_order(writer, np.array(days), list(keys), np.array(numbers))
            writer.close({"documents": len(self), "fields": fields})
        except BaseException:
            writer.discard()
            raise


def lengths_of(block: Block, doc_count: int) -> np.ndarray:
    """Return how many occurrences each document has."""
    return np.bincount(block.ids, block.frequencies, doc_count).astype(np.uint32)


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
