"""Examples to learn from: the evidence of dumps whose lines' kinds are known, from marked pages and labelled ones."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from articles.dump.damage import find_reader
from articles.dump.fit import Evidence, gather_evidence
from articles.dump.kinds import KINDS, LineKind
from articles.dump.lattice import ALLOWED, flag_of
from articles.dump.lines import split_lines
from articles.dump.page import see_lines
from training.crf import Example
from training.labelled import read_labelled
from training.marked import Marked, mix, read_marked, set_down, vary

PROJECT = Path(__file__).resolve().parents[1]
MARKED = PROJECT / "training" / "pages"
_NUMBER_OF = {kind: number for number, kind in enumerate(KINDS)}
# Dumps made of each marked page, and pages put together from articles of each folder.
COPIES = 8
MIXED = 90
_NEAR = 9
_MIXED_WEIGHT, _LABELLED_WEIGHT, _MARKED_WEIGHT = 0.3, 2.0, 2.0
# A name of evidence that was seen less often, or on fewer pages, has no weight.
_SEEN, _PAGES = 4, 3


@dataclass(frozen=True, slots=True)
class Known:
    """A dump whose kinds are known: where it comes from, its evidence, its flags, its kinds, and how much it counts."""

    source: str
    evidence: Evidence
    flags: list[int]
    kinds: list[int]
    weight: float


def read_known(folders: Iterable[Path], labels: Iterable[Path]) -> Iterator[Known]:
    """Yield examples from folders of marked pages, several dumps a page, and from labelled pages as they are."""
    for folder in sorted(folders):
        pages = [(path.stem, read_marked(path)) for path in sorted(folder.glob("*.txt"))]
        for name, lines in pages:
            for copy in range(COPIES):
                seed = f"{folder.name}/{name}/{copy}"
                yield _of_marked(
                    vary(lines, seed) if copy else lines, seed, f"{folder.name}/{name}", _MARKED_WEIGHT / COPIES
                )
        for number in range(MIXED if len(pages) > 1 else 0):
            seed = f"{folder.name}/mixed {number}"
            first = number * 3 % len(pages)
            near = [lines for _, lines in (pages[first:] + pages)[:_NEAR]]
            yield _of_marked(vary(mix(near, seed), seed), seed, folder.name, _MIXED_WEIGHT)
    for path in sorted(labels):
        text, kinds = read_labelled(path)
        yield _known(text, kinds, path.stem, _LABELLED_WEIGHT)


def _of_marked(lines: tuple[Marked, ...], seed: str, source: str, weight: float) -> Known:
    dump = set_down(lines, seed)
    return _known(dump.text, {at: kind for at, kind in enumerate(dump.kinds, start=1) if kind}, source, weight)


def _known(text: str, kinds: dict[int, LineKind], source: str, weight: float) -> Known:
    lines = split_lines(text)
    seen = see_lines(lines, find_reader(lines))
    return Known(
        source,
        gather_evidence(seen.legible, seen.features, seen.layout),
        [flag_of(signs_lead=f.signs_lead, label=f.label) for f in seen.features],
        [_NUMBER_OF[kinds[block.line_nos[0]]] for block in seen.blocks],
        weight,
    )


def can_be_read(known: Known) -> bool:
    """Return True if the kinds follow each other as lattice.py allows; a dump cut in the wrong place may not."""
    return all(ALLOWED[before][kind] for before, kind in zip(known.kinds, known.kinds[1:], strict=False))


def number_names(known: list[Known]) -> tuple[dict[str, int], dict[str, int]]:
    """Return the names of the evidence of blocks and of pairs that were seen often enough, each with its number."""
    return (
        _often((row, item.source) for item in known for row in item.evidence.blocks),
        _often((row, item.source) for item in known for row in item.evidence.pairs),
    )


def _often(rows: Iterable[tuple[list[str], str]]) -> dict[str, int]:
    seen: Counter[str] = Counter()
    sources: defaultdict[str, set[str]] = defaultdict(set)
    for row, source in rows:
        seen.update(row)
        for name in row:
            sources[name].add(source)
    names = sorted(name for name, count in seen.items() if count >= _SEEN and len(sources[name]) >= _PAGES)
    return {name: number for number, name in enumerate(names)}


def as_example(known: Known, unary_of: dict[str, int], pair_of: dict[str, int]) -> Example:
    """Return the example with its evidence as numbers."""
    return Example(
        [[unary_of[name] for name in row if name in unary_of] for row in known.evidence.blocks],
        [[pair_of[name] for name in row if name in pair_of] for row in known.evidence.pairs],
        known.flags,
        known.kinds,
        known.weight,
    )
