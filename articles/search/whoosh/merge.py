"""Segments to one segment, by arrays. Pure but for the file written: the sources never change.

Documents keep their order, source after source, without those deleted. For each field the sorted lists of terms are
joined; then, a range of terms at a time, the postings of all sources are decoded, renumbered and put where they belong.
"""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np

from articles.search.whoosh.arrays import ArrayFile, ArrayFileWriter
from articles.search.whoosh.build import describe_field, write_field, write_order
from articles.search.whoosh.groups import write_groups
from articles.search.whoosh.parallel import result_of
from articles.search.whoosh.postings import Block, FieldPostings, PostingsWriter, join_blocks
from articles.search.whoosh.segment import SegmentArrays, pairs_of
from articles.search.whoosh.terms import write_strings

# What one occurrence takes while it is moved.
BYTES_PER_OCCURRENCE = 64
_GONE = -1
# So many segments of a similar size are merged into one: those of less than SMALL documents, and from there on those
# between one FANOUT-fold of it and the next.
FANOUT = 8
SMALL = 1_000
# A segment of which more than this share is deleted is written anew.
MAX_DELETED = 0.3


@dataclass(frozen=True, slots=True)
class Source:
    """A segment to merge and the documents of it that are deleted."""

    arrays: SegmentArrays
    deleted: frozenset[int] = frozenset()


def plan_merges(sizes: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Return which segments to merge with each other, as lists of their numbers; nothing where all is well.

    `sizes` has the documents of each segment, and how many of them are deleted. Those that are smaller than the merged
    ones are merged with them.
    """
    plans = []
    levels: dict[int, list[int]] = {}
    for number, (count, deleted) in enumerate(sizes):
        if deleted > MAX_DELETED * count:
            plans.append([number])
            continue
        level, limit = 0, SMALL
        while count >= limit:
            level, limit = level + 1, limit * FANOUT
        levels.setdefault(level, []).append(number)
    smaller: list[int] = []
    for level in sorted(levels):
        smaller += levels[level]
        if len(levels[level]) >= FANOUT:
            plans.append(sorted(smaller))
            smaller = []
    return plans


def merge_segments(
    sources: Sequence[Source], path: Path, schema, memory_mb: int, processes: Executor | None = None
) -> int:
    """Write the documents of all sources as one segment at `path`; return how many there are.

    Of other processes, where they are given, one merges the largest field meanwhile.
    """
    renumbered, total = renumber(sources)
    names = sorted({name for source in sources for name in source.arrays.indexed_fields if name in schema})
    beside = [name for name in names if processes is not None and getattr(schema[name], "paired", False)]
    part = path.with_name(f"{path.name}.beside")
    writer = ArrayFileWriter(path)
    try:
        if processes is not None and beside:
            files = [(source.arrays.file.path, source.deleted) for source in sources]
            running = processes.submit(merge_fields, files, beside, part, schema, memory_mb)
        fields = {}
        for name in names:
            if name not in beside:
                fields |= _merge_field(sources, renumbered, total, name, writer, schema, memory_mb)
        kept = [np.flatnonzero(numbers != _GONE) for numbers in renumbered]
        write_strings(writer, "stored", _gather(sources, kept, lambda arrays: arrays.stored_bytes))
        days, numbers = (
            np.concatenate([
                source.arrays.file[name][ids].astype(np.int64) for source, ids in zip(sources, kept, strict=True)
            ])
            for name in ("order.day", "order.number")
        )  # fmt: skip
        write_order(writer, days, _gather(sources, kept, lambda arrays: arrays.order_keys), numbers)
        if beside:
            result_of(running)
            merged = ArrayFile(part)
            fields |= merged.meta["fields"]
            writer.add_file(merged)
        writer.close({"documents": total, "fields": {name: fields[name] for name in sorted(fields)}})
    except BaseException:
        writer.discard()
        raise
    finally:
        part.unlink(missing_ok=True)
    return total


def merge_fields(
    files: Sequence[tuple[Path, frozenset[int]]], names: Sequence[str], path: Path, schema, memory_mb: int
) -> None:
    """Write some fields of the documents of all files, without those deleted, as a file of arrays."""
    sources = [Source(SegmentArrays(file), deleted) for file, deleted in files]
    renumbered, total = renumber(sources)
    writer = ArrayFileWriter(path)
    try:
        fields = {}
        for name in names:
            fields |= _merge_field(sources, renumbered, total, name, writer, schema, memory_mb)
        writer.close({"fields": fields})
    except BaseException:
        writer.discard()
        raise


def _merge_field(
    sources: Sequence[Source],
    renumbered: list[np.ndarray],
    total: int,
    name: str,
    writer: ArrayFileWriter,
    schema,
    memory_mb: int,
) -> dict[str, dict[str, int]]:
    """Write all that the merged segment has of a field; return what its directory says of it."""
    limit = max(1, (memory_mb << 20) // BYTES_PER_OCCURRENCE)
    field = schema[name]
    grouped = getattr(field, "grouped", False)
    terms, postings, blocks = _merge_postings(sources, renumbered, name, limit, grouped)
    if not terms:
        return {}
    lengths = _merge_lengths(sources, renumbered, name, total) if field.scorable else None
    write_field(writer, name, terms, postings, lengths)
    if blocks:
        write_groups(writer, name, _join(blocks), total)
    if getattr(field, "paired", False):
        terms, pairs, _blocks = _merge_postings(sources, renumbered, pairs_of(name), limit, False)
        if terms:
            write_field(writer, pairs_of(name), terms, pairs, None)
    return {name: describe_field(lengths, postings)}


def renumber(sources: Sequence[Source]) -> tuple[list[np.ndarray], int]:
    """Return for each source the new number of each document, -1 for those deleted; and how many there are."""
    renumbered, total = [], 0
    for source in sources:
        live = np.ones(source.arrays.doc_count, bool)
        live[list(source.deleted)] = False
        numbers = np.cumsum(live, dtype=np.int32) + np.int32(total - 1)
        numbers[~live] = _GONE
        renumbered.append(numbers)
        total += int(live.sum())
    return renumbered, total


def _merge_postings(
    sources: Sequence[Source], renumbered: list[np.ndarray], name: str, limit: int, keep_blocks: bool
) -> tuple[list[bytes], PostingsWriter, list[Block]]:
    """The terms of a field that are left, the writer that has their postings, and these themselves where asked for."""
    found = [(source.arrays.postings(name), numbers) for source, numbers in zip(sources, renumbered, strict=True)]
    fields = [(postings, numbers) for postings, numbers in found if postings is not None]
    texts = [postings.terms.between(0, len(postings.terms)) for postings, _numbers in fields]
    # Sorted lists one after the other are sorted in little more than one pass.
    place = dict.fromkeys(sorted(chain.from_iterable(texts)))
    merged = list(place)
    place = dict(zip(merged, range(len(merged)), strict=True))
    places = [np.fromiter(map(place.__getitem__, own), np.int64, len(own)) for own in texts]
    del place, texts

    weight = np.zeros(len(merged) + 1, np.int64)
    for (postings, _numbers), own in zip(fields, places, strict=True):
        weight[own] += postings.sizes()
    ends = np.cumsum(weight)
    writer = PostingsWriter(all(postings.has_positions for postings, _numbers in fields))
    kept_terms: list[bytes] = []
    blocks: list[Block] = []
    start = 0
    while start < len(merged):
        before = int(ends[start - 1]) if start else 0
        stop = max(start + 1, int(np.searchsorted(ends[: len(merged)], before + limit, side="right")))
        block = _merge_range(fields, places, start, stop)
        kept = np.flatnonzero(block.counts)
        own = merged[start:stop]
        kept_terms += own if len(kept) == len(own) else map(own.__getitem__, kept.tolist())
        block = Block(block.counts[kept], block.ids, block.frequencies, block.positions)
        writer.append(block)
        if keep_blocks:
            blocks.append(block)
        start = stop
    return kept_terms, writer, blocks


def _merge_range(
    fields: list[tuple[FieldPostings, np.ndarray]], places: list[np.ndarray], start: int, stop: int
) -> Block:
    """The postings of the merged terms from `start` on, `stop` not in; terms may be left without any."""
    parts = []
    for (postings, numbers), own in zip(fields, places, strict=True):
        low, high = np.searchsorted(own, (start, stop))
        terms, block = _renumber_block(own[low:high] - start, postings.block(int(low), int(high)), numbers)
        if len(terms):
            parts.append((terms, block))
    return join_blocks(parts, stop - start)


def _renumber_block(terms: np.ndarray, block: Block, numbers: np.ndarray) -> tuple[np.ndarray, Block]:
    """Some terms and their postings by the new numbers of documents, without what is deleted."""
    ids, counts, frequencies, positions = numbers.take(block.ids), block.counts, block.frequencies, block.positions
    live = ids != _GONE
    if not live.all():
        if positions is not None:
            positions = positions[np.repeat(live, frequencies)]
        counts = np.bincount(np.repeat(np.arange(len(terms)), counts)[live], minlength=len(terms))
        ids, frequencies = ids[live], frequencies[live]
        terms, counts = terms[counts > 0], counts[counts > 0]
    return terms, Block(counts, ids, frequencies, positions)


def _merge_lengths(sources: Sequence[Source], renumbered: list[np.ndarray], name: str, total: int) -> np.ndarray:
    lengths = np.zeros(total, np.uint32)
    for source, numbers in zip(sources, renumbered, strict=True):
        own = source.arrays.lengths(name)
        if own is not None:
            live = numbers != _GONE
            lengths[numbers[live]] = own[live]
    return lengths


def _gather(sources: Sequence[Source], kept: list[np.ndarray], strings) -> list[bytes]:
    gathered: list[bytes] = []
    for source, ids in zip(sources, kept, strict=True):
        own = strings(source.arrays)
        gathered += map(own.between(0, len(own)).__getitem__, ids.tolist())
    return gathered


def _join(blocks: list[Block]) -> Block:
    return Block(
        np.concatenate([block.counts for block in blocks]),
        np.concatenate([block.ids for block in blocks]),
        np.concatenate([block.frequencies for block in blocks]),
        None,
    )
