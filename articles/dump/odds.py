"""How likely each kind is for each block, over all readings of the page: forward and backward sums.

This first look leaves aside what the search remembers of the article (lattice.py); it finds the few kinds that are
worth a closer one. Reference: L. R. Rabiner, A Tutorial on Hidden Markov Models, Proceedings of the IEEE 77, 1989.
"""

import numpy as np

from articles.dump.model import Model

# So many blocks are raised to powers at once, so that a long page takes little memory.
_CHUNK = 4096


def find_odds(fits: np.ndarray, steps: np.ndarray, model: Model) -> np.ndarray:
    """Return odds[block, kind], each row with the sum 1. Time is linear in the blocks."""
    gains = fits + np.mean(model.states, axis=0, dtype=np.float32)
    gains = np.exp(gains - gains.max(1, keepdims=True))
    count = len(gains)
    forward = np.empty_like(gains)
    now = gains[0] / gains[0].sum()
    forward[0] = now
    for start in range(1, count, _CHUNK):
        end = min(count, start + _CHUNK)
        for at, step in enumerate(_powers(steps[start:end]), start):
            now = np.dot(now, step)
            now *= gains[at]
            now /= now.sum()
            forward[at] = now
    odds = np.empty_like(gains)
    odds[-1] = forward[-1]
    after = np.ones(gains.shape[1], np.float32)
    for end in range(count, 1, -_CHUNK):
        start = max(1, end - _CHUNK)
        powers = _powers(steps[start:end])
        for at in range(end - 1, start - 1, -1):
            after *= gains[at]
            after = np.dot(powers[at - start], after)
            after /= after.sum()
            odds[at - 1] = forward[at - 1] * after
    return odds / odds.sum(1, keepdims=True)


def _powers(steps: np.ndarray) -> np.ndarray:
    return np.exp(steps - steps.max((1, 2), keepdims=True))
