"""How well each line kind fits each block, and each pair of kinds two neighbours: the evidence, weighed.

The weights are those of the reading model (model.py); what they are for is named in evidence.py and pairs.py.
"""

from array import array
from dataclasses import dataclass
from itertools import chain, repeat

import numpy as np

from articles.dump.cohesion import measure_cohesion
from articles.dump.evidence import name_evidence
from articles.dump.features import Features
from articles.dump.kinds import KINDS
from articles.dump.lattice import ALLOWED
from articles.dump.layout import Block, Layout
from articles.dump.model import Model
from articles.dump.pairs import name_pair, name_shares

_K = len(KINDS)
_HEADING = 45
# So many pairs are weighed at once, so that a long page takes little memory.
_CHUNK = 4096
_FORBIDDEN = np.where(np.array(ALLOWED), 0.0, -60.0).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The names of what is seen of each block, and of each block with the one before it (nothing for the first)."""

    blocks: list[list[str]]
    pairs: list[list[str]]


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
    return Evidence(name_evidence(blocks, features, cohesion, layout), pairs)


def weigh_blocks(evidence: Evidence, model: Model) -> np.ndarray:
    """Return fit[block, kind]: how well each kind fits each block."""
    numbers, sizes = _number(evidence.blocks, model.unary_of)
    starts = np.cumsum(sizes) - sizes
    return np.add.reduceat(model.unary.take(numbers, 0), starts, axis=0)


def weigh_pairs(evidence: Evidence, model: Model) -> np.ndarray:
    """Return step[block, kind before, kind]; what may not follow is far below all else."""
    count, names = len(evidence.pairs), len(model.pairs)
    table = model.pairs.reshape(names, -1)
    steps = np.empty((count, _K, _K), np.float32)
    for start in range(0, count, _CHUNK):
        numbers, sizes = _number(evidence.pairs[start : start + _CHUNK], model.pair_of)
        # How often each of the few names holds, times what it weighs: one product of two tables.
        cells = np.repeat(np.arange(0, len(sizes) * names, names), sizes) + numbers
        counts = np.bincount(cells, minlength=len(sizes) * names).reshape(-1, names).astype(np.float32)
        np.dot(counts, table, out=steps[start : start + _CHUNK].reshape(-1, _K * _K))
    steps += _FORBIDDEN
    return steps


def _number(rows: list[list[str]], number_of: dict[str, int]) -> tuple[np.ndarray, np.ndarray]:
    """Return the numbers of all names, row after row, and how many each row has; unknown names have the last number."""
    numbers = array("i", map(number_of.get, chain.from_iterable(rows), repeat(len(number_of))))
    return np.frombuffer(numbers, np.int32), np.fromiter(map(len, rows), np.int64, len(rows))
