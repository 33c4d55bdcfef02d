"""How well each line kind fits each block, and each pair of kinds two neighbours: the evidence, weighed.

The weights are those of the reading model (model.py); what they are for is named in evidence.py and pairs.py.
"""

from dataclasses import dataclass

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
    return _sum_rows(evidence.blocks, model.unary_of, model.unary)


def weigh_pairs(evidence: Evidence, model: Model) -> np.ndarray:
    """Return step[block, kind before, kind]; what may not follow is far below all else."""
    table = model.pairs.reshape(len(model.pairs), -1)
    steps = _sum_rows(evidence.pairs, model.pair_of, table).reshape(-1, _K, _K)
    steps += _FORBIDDEN
    return steps


def _sum_rows(names: list[list[str]], number_of: dict[str, int], table: np.ndarray) -> np.ndarray:
    """Return for each list of names the sum of their rows of the table; names that it lacks count for nothing."""
    nothing = len(table) - 1
    numbers: list[int] = []
    starts: list[int] = []
    for row in names:
        starts.append(len(numbers))
        numbers += [number_of.get(name, nothing) for name in row] or [nothing]
    return np.add.reduceat(table[numbers], starts, axis=0)
