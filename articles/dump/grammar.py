"""The grammar of a newspaper page, searched: the best reading of the whole page, and how sure it is.

A Viterbi search over line kinds: fit.py says how well a kind fits a block and two kinds two neighbours, lattice.py
which kind may follow which. The margin to the best other reading of a block is the confidence in its kind.
"""

from dataclasses import dataclass

import numpy as np

from articles.dump.features import Features
from articles.dump.fit import Evidence, gather_evidence, weigh_blocks, weigh_pairs
from articles.dump.kinds import HEADINGS, KINDS, C, LineKind, P, Z
from articles.dump.lattice import TARGETS, flag_of
from articles.dump.layout import Block, Layout
from articles.dump.model import Model, load_model
from articles.dump.odds import find_odds


@dataclass(frozen=True, slots=True)
class Labelled:
    """A block with the kind that the best reading of the page gives it, and the margin to the next kind."""

    block: Block
    kind: LineKind
    margin: float


_IMPOSSIBLE = 50.0
# A kind with lower odds, by themselves, is not looked at; where no other is left the reading is as sure as that.
_HOPELESS = 3e-3
_SURE = 5.8
_LOWEST = -1e18
# So many blocks are picked from at once, so that a long page takes little memory.
_CHUNK = 4096
# For each block: the best score of a reading of the page's start that ends in a kind and state, by STATE * 15 + kind.
_Scores = dict[int, float]
_K = len(KINDS)


def label_blocks(blocks: tuple[Block, ...], features: tuple[Features, ...], layout: Layout) -> tuple[Labelled, ...]:
    """Return every block with its kind in the best reading of the whole page. Time is linear in the blocks."""
    if not blocks:
        return ()
    model = load_model()
    evidence = gather_evidence(blocks, features, layout)
    lattice = Lattice(evidence, tuple(flag_of(signs_lead=f.signs_lead, label=f.label) for f in features), model)
    kinds, margins = lattice.search()
    return tuple(
        Labelled(block, KINDS[kind], margin) for block, kind, margin in zip(blocks, kinds, margins, strict=True)
    )


class Lattice:
    """The readings of a page that are looked at: for each block the kinds that may be, and how they follow others."""

    def __init__(self, evidence: Evidence, flags: tuple[int, ...], model: Model) -> None:
        self.model = model
        self.flags = flags
        fits, steps = weigh_blocks(evidence, model), weigh_pairs(evidence, model)
        # "＊＊＊" and the like are furniture (kind 0) whatever stands around them.
        fits[list(evidence.rules), 1:] -= _IMPOSSIBLE
        # What a teaser announced is no teaser.
        fits[list(evidence.announced), Z] -= _IMPOSSIBLE
        # "参加的居民都领到了纪念品，并" is the beginning of a sentence: its column was cut off.
        for kind in HEADINGS:
            fits[list(evidence.unfinished), kind] -= _IMPOSSIBLE
        # "编者按：…" above a heading introduces what follows; it goes on with nothing.
        for kind in (P, C):
            fits[list(evidence.notes), kind] -= _IMPOSSIBLE
        likely = find_odds(fits, steps, model) > _HOPELESS
        # fits[block][kind], of the likely kinds only
        self.fits: list[dict[int, float]] = [{} for _ in range(len(fits))]
        ats, kinds = likely.nonzero()
        for at, kind, fit in zip(ats.tolist(), kinds.tolist(), fits[ats, kinds].tolist(), strict=True):
            self.fits[at][kind] = fit
        # steps[block][kind before][kind]
        self.steps = self._pick(steps, likely)

    def _pick(self, steps: np.ndarray, likely: np.ndarray) -> list[dict[int, dict[int, float]]]:
        """Return the steps between the likely kinds of each block and those of the one before it."""
        picked: list[dict[int, dict[int, float]]] = [{}]
        for start in range(1, len(likely), _CHUNK):
            end = min(len(likely), start + _CHUNK)
            both = likely[start - 1 : end - 1, :, None] & likely[start:end, None, :]
            values = iter(steps[start:end][both].tolist())
            for at in range(start, end):
                kinds = self.fits[at]
                picked.append({previous: dict(zip(kinds, values, strict=False)) for previous in self.fits[at - 1]})
        return picked

    def search(self) -> tuple[list[int], list[float]]:
        """Return the kinds of the best reading and the margin of each."""
        forward = self._forward()
        kinds = self._trace(forward)
        backward = self._backward(forward)
        margins = [
            _SURE if len(fits) == 1 else _margin(kind, *passed)
            for fits, kind, *passed in zip(self.fits, kinds, forward, backward, strict=True)
        ]
        return kinds, margins

    def _forward(self) -> list[_Scores]:
        targets = TARGETS[self.flags[0]]
        first = {targets[0][kind] * _K + kind: fit for kind, fit in self.fits[0].items()}
        forward = [first]
        states = self.model.states
        for at in range(1, len(self.fits)):
            step, fits, targets = self.steps[at], self.fits[at], TARGETS[self.flags[at]]
            scores: _Scores = {}
            if len(fits) == 1 == len(step):
                # Nothing to choose: most paragraphs are surely paragraphs.
                ((kind, fit),) = fits.items()
                (row,) = step.values()
                fit += row[kind]
                for key, score in forward[-1].items():
                    state = key // _K
                    score += fit + states[state][kind]
                    key = targets[state][kind] * _K + kind
                    if score > scores.get(key, _LOWEST):
                        scores[key] = score
                forward.append(scores)
                continue
            by_state: dict[int, list[tuple[int, float]]] = {}
            for key, score in forward[-1].items():
                by_state.setdefault(key // _K, []).append((key % _K, score))
            for state, before in by_state.items():
                target_of, gains = targets[state], states[state]
                for kind, fit in fits.items():
                    best = _LOWEST
                    for previous, score in before:
                        score += step[previous][kind]
                        if score > best:
                            best = score
                    best += fit + gains[kind]
                    key = target_of[kind] * _K + kind
                    if best > scores.get(key, _LOWEST):
                        scores[key] = best
            forward.append(scores)
        return forward

    def _trace(self, forward: list[_Scores]) -> list[int]:
        last = self.model.last
        key = max(forward[-1], key=lambda key: forward[-1][key] + last[key // _K])
        kinds = [key % _K]
        states = self.model.states
        for at in range(len(forward) - 1, 0, -1):
            state, kind = divmod(key, _K)
            step, targets = self.steps[at], TARGETS[self.flags[at]]
            if len(forward[at - 1]) == 1:
                (key,) = forward[at - 1]
                kinds.append(key % _K)
                continue
            best, origin = _LOWEST, key
            for before, score in forward[at - 1].items():
                previous_state, previous = divmod(before, _K)
                if targets[previous_state][kind] != state:
                    continue
                score += step[previous][kind] + states[previous_state][kind]
                if score > best:
                    best, origin = score, before
            key = origin
            kinds.append(key % _K)
        kinds.reverse()
        return kinds

    def _backward(self, forward: list[_Scores]) -> list[_Scores]:
        last, states = self.model.last, self.model.states
        backward: list[_Scores] = [{key: last[key // _K] for key in forward[-1]}]
        for at in range(len(forward) - 1, 0, -1):
            step, fits, targets = self.steps[at], self.fits[at], TARGETS[self.flags[at]]
            after = backward[-1]
            if len(forward[at - 1]) == 1:
                # Every reading passes here: what follows is the same for all that comes before.
                backward.append(dict.fromkeys(forward[at - 1], 0.0))
                continue
            scores: _Scores = {}
            gains_of: dict[int, list[tuple[int, float]]] = {}
            for key in forward[at - 1]:
                state, previous = divmod(key, _K)
                gains = gains_of.get(state)
                if gains is None:
                    target_of, gain_of = targets[state], states[state]
                    gains = gains_of[state] = [
                        (kind, fit + gain_of[kind] + after[target_of[kind] * _K + kind])
                        for kind, fit in fits.items()
                        if target_of[kind] * _K + kind in after
                    ]
                row = step[previous]
                best = _LOWEST
                for kind, gain in gains:
                    score = row[kind] + gain
                    if score > best:
                        best = score
                scores[key] = best
            backward.append(scores)
        backward.reverse()
        return backward


def _margin(kind: int, forward: _Scores, backward: _Scores) -> float:
    """Return by how much the best reading beats the best one in which the block is of another kind."""
    through: dict[int, float] = {}
    for key, score in forward.items():
        other = key % _K
        score += backward[key]
        if score > through.get(other, _LOWEST):
            through[other] = score
    best = through.pop(kind)
    return best - max(through.values(), default=best - _SURE)
