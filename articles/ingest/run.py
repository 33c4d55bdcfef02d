"""One run over many sources: each is read (in this process or in others), and the outcome of each is told in order."""

from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context

from articles.dump.decode import UnreadableDumpError
from articles.dump.page import AccountingError
from articles.ingest.reading import Homes, Reading, read_dump
from articles.ingest.sources import Source, SourceError
from articles.ingest.staff import StaffImprint

# Dumps that may be read ahead of the one being stored, for each process.
READ_AHEAD = 4


@dataclass(frozen=True, slots=True)
class Outcome:
    """What reading one source gave: a reading, or why there is none. `raw` is empty where it could not be read at all.

    `broken_rule` is set where the text was read but the reading failed its own check.
    """

    name: str
    raw: bytes
    reading: Reading | None = None
    refused: str = ""
    broken_rule: str = ""


def read_all(sources: tuple[Source, ...], staff: StaffImprint, homes: Homes, jobs: int = 1) -> Iterator[Outcome]:
    """The outcome of each source, in order. No bad source stops the others."""
    if jobs == 1:
        for source in sources:
            outcome = _load(source)
            yield outcome if outcome.refused else _read(outcome.name, outcome.raw, staff, homes)
        return
    # Started afresh and not forked: a fork would share this process's database connections.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        remaining = iter(sources)
        pending: list[Outcome | Future] = []
        while True:
            for source in islice(remaining, jobs * READ_AHEAD - len(pending)):
                outcome = _load(source)
                pending.append(
                    outcome if outcome.refused else pool.submit(_read, outcome.name, outcome.raw, staff, homes)
                )
            if not pending:
                return
            first = pending.pop(0)
            yield first.result() if isinstance(first, Future) else first


def _load(source: Source) -> Outcome:
    try:
        return Outcome(source.name, source.read())
    except SourceError as error:
        return Outcome(source.name, b"", refused=error.reason)


def _read(name: str, raw: bytes, staff: StaffImprint, homes: Homes) -> Outcome:
    try:
        return Outcome(name, raw, reading=read_dump(raw, name, staff, homes))
    except UnreadableDumpError as error:
        return Outcome(name, raw, refused=str(error))
    except AccountingError as error:
        return Outcome(name, raw, broken_rule=str(error))
