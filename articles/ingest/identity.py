"""Which article of a new reading is which article of the old one, so that identifiers outlive a better parser.

An article is the lines that it takes from its dump. When a dump is read again, each new article inherits the identifier
of the old one with which it shares most lines; an old article that is left over hands its identifier on to the new
article that now holds most of its lines, as a former identifier that still leads there.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LineRanges = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Carried:
    """One identifier a new article, in order; `former` maps each old identifier to the new article it leads to."""

    public_ids: tuple[str, ...]
    former: Mapping[str, int]


def page_identifier(sha256: str) -> str:
    """The public identifier of a dump: the same bytes have the same one in every archive."""
    return sha256[:12]


def carry_identifiers(
    page_id: str, old: Mapping[str, LineRanges], new: Sequence[LineRanges], taken: frozenset[str] = frozenset()
) -> Carried:
    """Identifiers for the articles of a new reading. `taken` are former identifiers that must not be given again.

    Pairs are made by the number of shared lines, most first; equal numbers fall to the earlier article. What has no
    partner is named by its page and its first line.
    """
    owner = {line: index for index, ranges in enumerate(new) for line in _lines(ranges)}
    shared = {
        public_id: Counter(owner[line] for line in _lines(ranges) if line in owner) for public_id, ranges in old.items()
    }
    pairs = sorted(
        (-count, index, public_id) for public_id, counts in shared.items() for index, count in counts.items()
    )
    given: dict[int, str] = {}
    used: set[str] = set()
    for _count, index, public_id in pairs:
        if index not in given and public_id not in used:
            given[index] = public_id
            used.add(public_id)
    reserved = set(old) | taken
    for index, ranges in enumerate(new):
        if index not in given:
            given[index] = _fresh(page_id, ranges, reserved)
            reserved.add(given[index])
    former = {
        public_id: min(counts, key=lambda index: (-counts[index], index))
        for public_id, counts in shared.items()
        if public_id not in used and counts
    }
    return Carried(tuple(given[index] for index in range(len(new))), former)


def _lines(ranges: LineRanges):
    for first, last in ranges:
        yield from range(first, last + 1)


def _fresh(page_id: str, ranges: LineRanges, reserved: set[str]) -> str:
    base = f"{page_id}-{ranges[0][0]}"
    candidate, number = base, 1
    while candidate in reserved:
        number += 1
        candidate = f"{base}-{number}"
    return candidate
