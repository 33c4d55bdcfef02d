"""Learning the weights of the reading model: a conditional random field over line kinds, fitted by L-BFGS.

The lattice is that of articles/dump/grammar.py: a kind and a state for each block. The gradient is exact (forward and
backward sums), so that the same pages give the same weights. Reference: J. Lafferty, A. McCallum, F. Pereira,
Conditional Random Fields, ICML 2001.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from articles.dump.kinds import KINDS, H, K, L, S, X
from articles.dump.lattice import ALLOWED, STATE_COUNT, TARGETS

_K = len(KINDS)
_S = STATE_COUNT
# targets[flag][state before][state after][kind] is 1 where the article passes so from one state to the other.
_PASSES = np.zeros((len(TARGETS), _S, _S, _K))
for _flag, _table in enumerate(TARGETS):
    for _before in range(_S):
        for _kind in range(_K):
            _PASSES[_flag, _before, _table[_before][_kind], _kind] = 1.0
_FORBIDDEN = -60.0
# What the state of an article says is learned for these kinds only. Of a paragraph it says nothing: a weight for it
# would add up with every paragraph, and long articles would seem to have no crossheads.
_STATED = np.array([kind in (K, H, L, S, X) for kind in range(_K)], dtype=float)


@dataclass(frozen=True, slots=True)
class Example:
    """One dump: the evidence of its blocks by number, of its pairs (the first is empty), the flags, and the kinds."""

    unary: list[list[int]]
    pairs: list[list[int]]
    flags: list[int]
    kinds: list[int]
    weight: float = 1.0


def _incidence(rows: list[list[int]], width: int) -> sparse.csr_matrix:
    lengths = np.array([len(row) for row in rows])
    indices = np.array([number for row in rows for number in row], dtype=np.int32)
    starts = np.concatenate(([0], np.cumsum(lengths)))
    return sparse.csr_matrix((np.ones(len(indices)), indices, starts), shape=(len(rows), width))


class Field:
    """The likelihood of the examples and its gradient, as functions of one flat array of weights."""

    def __init__(self, examples: list[Example], unary_count: int, pair_count: int, *, penalty: float) -> None:
        self.examples = sorted(examples, key=lambda example: -len(example.kinds))
        self.lengths = np.array([len(example.kinds) for example in self.examples])
        self.longest = int(self.lengths[0])
        count = len(self.examples)
        self.unary_count, self.pair_count, self.penalty = unary_count, pair_count, penalty
        self.place = np.full((count, self.longest), -1)
        at = 0
        for row, length in enumerate(self.lengths):
            self.place[row, :length] = np.arange(at, at + length)
            at += length
        self.total = at
        self.unary = _incidence([row for example in self.examples for row in example.unary], unary_count)
        self.pairs = _incidence([row for example in self.examples for row in example.pairs], pair_count)
        self.flags = np.concatenate([example.flags for example in self.examples])
        self.kinds = np.concatenate([example.kinds for example in self.examples])
        self.weights = np.array([example.weight for example in self.examples])
        self.active = [int((self.lengths > step).sum()) for step in range(self.longest)]
        self._count_truth()

    def split(self, flat: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Return the unary weights, the pair weights, those of states before kinds, and of the last state."""
        sizes = (self.unary_count * _K, self.pair_count * _K * _K, _S * _K, _S)
        ends = np.cumsum(sizes)
        unary, pairs, states, last = np.split(flat, ends[:-1])
        return unary.reshape(-1, _K), pairs.reshape(-1, _K * _K), states.reshape(_S, _K), last

    def size(self) -> int:
        """The number of weights."""
        return self.unary_count * _K + self.pair_count * _K * _K + _S * _K + _S

    def _count_truth(self) -> None:
        """Count what the labels say of each weight."""
        block_weight = np.repeat(self.weights, self.lengths)
        hot = np.zeros((self.total, _K))
        hot[np.arange(self.total), self.kinds] = block_weight
        self.block_weight = block_weight
        pair_hot = np.zeros((self.total, _K * _K))
        states, last = np.zeros((_S, _K)), np.zeros(_S)
        self.truth_cells: list[tuple[int, int, int, int]] = []
        for row, length in enumerate(self.lengths):
            weight = self.weights[row]
            state = 0
            for step in range(length):
                at = self.place[row, step]
                kind = self.kinds[at]
                if step:
                    before = self.kinds[at - 1]
                    pair_hot[at, before * _K + kind] = weight
                    states[state, kind] += weight
                state = TARGETS[self.flags[at]][state][kind]
            last[state] += weight
        self.truth = np.concatenate(
            [(self.unary.T @ hot).ravel(), (self.pairs.T @ pair_hot).ravel(), (states * _STATED).ravel(), last]
        )

    def loss(self, flat: np.ndarray) -> tuple[float, np.ndarray]:
        """Return the penalised negative log-likelihood and its gradient."""
        unary_weights, pair_weights, state_weights, last_weights = self.split(flat)
        fits = self.unary @ unary_weights
        steps = (self.pairs @ pair_weights).reshape(-1, _K, _K) + np.where(ALLOWED, 0.0, _FORBIDDEN)
        highest = fits.max(1, keepdims=True)
        fits = np.exp(fits - highest)
        step_highest = steps.max((1, 2), keepdims=True)
        steps = np.exp(steps - step_highest)
        state_gain, last_gain = np.exp(state_weights), np.exp(last_weights)
        passes = _PASSES[self.flags]  # blocks, before, after, kind
        log_sum = np.zeros(len(self.examples))
        forward = np.zeros((self.total, _S, _K))
        scales = np.zeros(self.total)
        at = self.place[:, 0]
        first = passes[at, 0] * fits[at][:, None, :]
        scales[at] = first.sum((1, 2))
        forward[at] = first / scales[at][:, None, None]
        for step in range(1, self.longest):
            at = self.place[: self.active[step], step]
            reached = (forward[at - 1] @ steps[at]) * state_gain
            now = np.einsum("nbk,nbak->nak", reached, passes[at]) * fits[at][:, None, :]
            scales[at] = now.sum((1, 2))
            forward[at] = now / scales[at][:, None, None]
        ends = np.cumsum(self.lengths) - 1
        closing = (forward[ends] * last_gain[:, None]).sum((1, 2))
        np.add.at(log_sum, np.repeat(np.arange(len(self.lengths)), self.lengths), np.log(scales) + highest[:, 0])
        firsts = np.cumsum(self.lengths) - self.lengths
        gained = step_highest[:, 0, 0].copy()
        gained[firsts] = 0
        np.add.at(log_sum, np.repeat(np.arange(len(self.lengths)), self.lengths), gained)
        log_sum += np.log(closing)
        backward = np.zeros((self.total, _S, _K))
        backward[ends] = last_gain[:, None] / closing[:, None, None]
        pair_expected = np.zeros((self.total, _K, _K))
        states_expected = np.zeros((_S, _K))
        for step in range(self.longest - 1, 0, -1):
            count = self.active[step]
            at = self.place[:count, step]
            ahead = backward[at] * (fits[at] / scales[at][:, None])[:, None, :]
            gain = np.einsum("nak,nbak->nbk", ahead, passes[at]) * state_gain
            backward[at - 1] = gain @ steps[at].transpose(0, 2, 1)
            weight = self.weights[:count, None, None]
            pair_expected[at] = (forward[at - 1].transpose(0, 2, 1) @ gain) * steps[at] * weight
            states_expected += ((forward[at - 1] @ steps[at]) * gain * weight).sum(0)
        marginals = (forward * backward).sum(1) * self.block_weight[:, None]
        last_expected = ((forward[ends] * backward[ends]).sum(2) * self.weights[:, None]).sum(0)
        expected = np.concatenate(
            [
                (self.unary.T @ marginals).ravel(),
                (self.pairs.T @ pair_expected.reshape(self.total, -1)).ravel(),
                (states_expected * _STATED).ravel(),
                last_expected,
            ]
        )
        loss = float((self.weights * log_sum).sum() - self.truth @ flat + 0.5 * self.penalty * (flat @ flat))
        return loss, expected - self.truth + self.penalty * flat

    def fit(self, rounds: int) -> np.ndarray:
        """Return the weights of the least loss found in so many rounds."""
        result = minimize(
            self.loss, np.zeros(self.size()), jac=True, method="L-BFGS-B", options={"maxiter": rounds, "maxcor": 10}
        )
        return result.x
