"""Processes that build segments beside each other, and merge beside the one that writes.

They are started afresh, not forked, and given what can be named: a function of some module that makes the documents of
a share, the shares, and files. What a share gives depends on nothing but the share, so the index is the same however
many processes build it, and whichever is done first.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import django

from articles.search.errors import IndexUnavailableError
from articles.search.whoosh.build import BYTES_PER_OCCURRENCE, SegmentBuilder
from articles.search.whoosh.segment import ArraySegment

# The documents of a share.
Documents = Callable[[Any], Iterable[dict]]


def count_cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def start_processes(count: int) -> Iterator[Executor | None]:
    """Give so many processes, which end with the block; None for one, which is the caller's own."""
    if count <= 1:
        yield None
        return
    processes = ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=django.setup)
    try:
        yield processes
    finally:
        processes.shutdown(cancel_futures=True)


def result_of(work: Future) -> Any:
    """Return what a process's work gave. Raises IndexUnavailableError where the process was killed."""
    try:
        return work.result()
    except BrokenProcessPool as error:
        message = "A process that built a part of the search index was killed. Is there memory for all of them?"
        raise IndexUnavailableError(message) from error


def build_shares(
    processes: Executor | None,
    documents: Documents,
    shares: Sequence,
    folder: Path,
    indexname: str,
    schema,
    memory_mb: int,
) -> Iterator[tuple[int, list[ArraySegment]]]:
    """Build segments of the documents of each share; yield the share's number and them, as each is done."""
    rest = (documents, folder, indexname, schema, memory_mb)
    if processes is None:
        for number, share in enumerate(shares):
            yield number, build_share(share, *rest)
        return
    running = {processes.submit(build_share, share, *rest): number for number, share in enumerate(shares)}
    for done in as_completed(running):
        yield running[done], result_of(done)


def build_share(
    share, documents: Documents, folder: Path, indexname: str, schema, memory_mb: int
) -> list[ArraySegment]:
    """Write the documents of a share as segments of up to so much memory each."""
    written: list[ArraySegment] = []
    builder = SegmentBuilder(schema)

    def flush() -> None:
        segment = ArraySegment(indexname)
        segment.set_doc_count(len(builder))
        builder.write(segment.path(folder))
        written.append(segment)

    for document in documents(share):
        builder.add(document)
        if builder.occurrences * BYTES_PER_OCCURRENCE > memory_mb << 20:
            flush()
            builder = SegmentBuilder(schema)
    if len(builder):
        flush()
    return written
