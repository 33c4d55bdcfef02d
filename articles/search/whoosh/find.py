"""One search over one state of the index: matches, filters, counts, order."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from whoosh.query import And, Query

from articles.search.engine import Find, Found
from articles.search.request import Sort
from articles.search.whoosh.compile import compile_query
from articles.search.whoosh.records import Record
from articles.search.whoosh.snapshots import Snapshot

# Scores that differ by less come from the order of additions, not from the articles.
SCORE_DIGITS = 9
_LAST = 99_999_999


def find(snapshot: Snapshot, wanted: Find) -> Found:
    """Return the articles that answer, with the counts of each filter."""
    scores = snapshot.evaluation().scores(compile_query(wanted.tree))
    records = snapshot.records
    passes: dict[str, Callable[[Record], bool]] = {}
    if wanted.region is not None:
        passes["region"] = lambda record: wanted.region in record.regions
    if wanted.year is not None:
        passes["year"] = lambda record: record.year == str(wanted.year)
    if wanted.newspaper is not None:
        passes["newspaper"] = lambda record: record.newspaper == wanted.newspaper

    matches = list(scores)
    regions = _passing(matches, records, passes, besides="region")
    years = _passing(matches, records, passes, besides="year")
    newspapers = _passing(matches, records, passes, besides="newspaper")
    hits = _passing(matches, records, passes)
    ordered = sort_hits(hits, scores, records, wanted.sort)
    return Found(
        pks=tuple(records[number].pk for number in ordered[wanted.start : wanted.stop]),
        total=len(hits),
        regions=Counter(value for number in regions for value in records[number].regions),
        years=Counter(records[number].year for number in years if records[number].year),
        newspapers=Counter(records[number].newspaper for number in newspapers),
    )


def match(snapshot: Snapshot, queries: Iterable[Query]) -> Mapping[int, float]:
    """Return the documents that match every one of these queries, with their scores."""
    return snapshot.evaluation().scores(And(list(queries)))


def sort_hits(numbers: Iterable[int], scores: Mapping[int, float], records: Sequence[Record], sort: Sort) -> list[int]:
    """Return the documents in order. Ties stand by date, newest first, then as on the page; undated ones last."""

    def newest(number: int):
        return -records[number].date, records[number].rank

    if sort is Sort.NEWEST:
        return sorted(numbers, key=newest)
    if sort is Sort.OLDEST:
        return sorted(numbers, key=lambda number: (records[number].date or _LAST, records[number].rank))
    return sorted(numbers, key=lambda number: (-round(scores[number], SCORE_DIGITS), *newest(number)))


def _passing(
    numbers: list[int],
    records: Sequence[Record],
    passes: Mapping[str, Callable[[Record], bool]],
    besides: str | None = None,
) -> list[int]:
    """The documents that pass all filters `besides` one."""
    tests = [test for name, test in passes.items() if name != besides]
    if not tests:
        return numbers
    return [number for number in numbers if all(test(records[number]) for test in tests)]
