"""How well each line kind fits each block, and each pair of kinds two neighbours: the evidence, weighed.

The weights are those of the reading model (model.py); what they are for is named in evidence.py and pairs.py.
"""

from array import array
from dataclasses import dataclass
from itertools import chain, repeat

import numpy as np

from articles.dump.cohesion import measure_cohesion
from articles.dump.endings import End
from articles.dump.evidence import name_evidence
from articles.dump.features import Features
from articles.dump.furniture import FurnitureKind
from articles.dump.kinds import KINDS
from articles.dump.lattice import ALLOWED
from articles.dump.layout import Block, Layout
from articles.dump.model import SCALE, Model
from articles.dump.pairs import name_pair, name_shares

_K = len(KINDS)
_HEADING = 45
# So many pairs are weighed at once, so that a long page takes little memory.
_CHUNK = 512
# Adverbs, conjunctions and prepositions of one character: no sentence and no heading that tells something ends in one.
_WANTS_MORE = frozenset("均皆都并且而也又还却仍已将即及与和但因被把由从以对向为于使让")
_FORBIDDEN = np.where(np.array(ALLOWED), 0.0, -60.0).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The names of what is seen of each block, and of each block with the one before it (nothing for the first).

    `rules` are the blocks that are nothing but a rule, `announced` those that stood above already and come no more,
    `unfinished` the short lines that tell something and stop at a word that wants another after it, `notes` the
    editor's notes between the end of a text and a heading.
    """

    blocks: list[list[str]]
    pairs: list[list[str]]
    rules: tuple[int, ...] = ()
    announced: tuple[int, ...] = ()
    unfinished: tuple[int, ...] = ()
    notes: tuple[int, ...] = ()


def gather_evidence(blocks: tuple[Block, ...], features: tuple[Features, ...], layout: Layout) -> Evidence:
    """Return what speaks for and against each kind of each block. Time is linear in the blocks."""
    cohesion = measure_cohesion(blocks, [f.width > _HEADING or f.full_stop for f in features])
    pairs: list[list[str]] = [[]]
    host = 0  # the last block that may be running text: a caption or a rule may stand between the halves of a paragraph
    for at in range(1, len(blocks)):
        before = features[at - 1]
        if not (before.caption or before.furniture or before.short_caption):
            host = at - 1
        names = name_pair(blocks[at - 1], before, blocks[host], features[host], blocks[at], features[at], layout)
        name_shares(cohesion[at - 1], cohesion[at], names)
        pairs.append(names)
    return Evidence(
        name_evidence(blocks, features, cohesion, layout),
        pairs,
        rules=tuple(at for at, f in enumerate(features) if f.furniture is FurnitureKind.RULE),
        announced=tuple(at for at, f in enumerate(features) if f.repeats > 1 and not f.recurs),
        unfinished=tuple(
            at for at, f in enumerate(features) if f.open_word and f.narrative and blocks[at].text[-1] in _WANTS_MORE
        ),
        notes=tuple(
            at
            for at, f in enumerate(features)
            if f.editor_note
            and f.end is End.SENTENCE
            and 0 < at < len(features) - 1
            and features[at - 1].full_stop
            and features[at + 1].width <= _HEADING
            and features[at + 1].end is not End.SENTENCE
        ),
    )


def weigh_blocks(evidence: Evidence, model: Model) -> np.ndarray:
    """Return fit[block, kind]: how well each kind fits each block."""
    numbers, sizes = _number(evidence.blocks, model.unary_of)
    fits = np.empty((len(sizes), _K), np.float32)
    _add_rows(model.unary, numbers, sizes, out=fits)
    return _exact(fits)


def weigh_pairs(evidence: Evidence, model: Model) -> np.ndarray:
    """Return step[block, kind before, kind]; what may not follow is far below all else."""
    table = model.pairs.reshape(len(model.pairs), -1)
    steps = np.empty((len(evidence.pairs), _K, _K), np.float32)
    for start in range(0, len(steps), _CHUNK):
        numbers, sizes = _number(evidence.pairs[start : start + _CHUNK], model.pair_of)
        _add_rows(table, numbers, sizes, out=steps[start : start + _CHUNK].reshape(len(sizes), -1))
    return _exact(steps) + _FORBIDDEN


def _add_rows(table: np.ndarray, numbers: np.ndarray, sizes: np.ndarray, out: np.ndarray) -> None:
    """Write to each row of `out` the sum of as many rows of the table, by number, as `sizes` says.

    A product of the table with how often each row is wanted would say the same. But numpy leaves products to a library
    that shares them among threads, and waits for them where other processes have the processors.
    """
    named = np.flatnonzero(sizes)
    out[sizes == 0] = 0
    if len(named):
        starts = (np.cumsum(sizes) - sizes)[named]
        out[named] = np.add.reduceat(table.take(numbers, 0), starts, axis=0)


def _exact(sums: np.ndarray) -> np.ndarray:
    """Return sums without what rounding added to them, so that they are the same in whatever order they were made.

    Weights are hundredths (model.py), and so are their sums.
    """
    sums *= SCALE
    np.rint(sums, out=sums)
    sums /= SCALE
    return sums


def _number(rows: list[list[str]], number_of: dict[str, int]) -> tuple[np.ndarray, np.ndarray]:
    """Return the numbers of all names, row after row, and how many each row has; unknown names have the last number."""
    numbers = array("i", map(number_of.get, chain.from_iterable(rows), repeat(len(number_of))))
    return np.frombuffer(numbers, np.int32), np.fromiter(map(len, rows), np.int64, len(rows))
