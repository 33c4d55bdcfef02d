"""How likely each kind is for each block, over all readings of the page: forward and backward sums.

This first look leaves aside what the search remembers of the article (lattice.py); it finds the few kinds that are
worth a closer one. Reference: L. R. Rabiner, A Tutorial on Hidden Markov Models, Proceedings of the IEEE 77, 1989.
"""

import numpy as np

from articles.dump.model import Model

# So many blocks are raised to powers at once, so that a long page takes little memory.
_CHUNK = 4096
# Sums are brought back to 1 after so many blocks: long before they grow too small for a number.
_OFTEN = 4


def find_odds(fits: np.ndarray, steps: np.ndarray, model: Model) -> np.ndarray:
    """Return odds[block, kind], each row with the sum 1. Time is linear in the blocks."""
    gains = fits + np.mean(model.states, axis=0, dtype=np.float32)
    gains = np.exp((gains - gains.max(1, keepdims=True)).astype(np.float64))
    count, kinds = gains.shape
    ones = np.ones(kinds)
    forward, backward = np.empty_like(gains), np.empty_like(gains)
    now = forward[0] = gains[0] / gains[0].sum()
    for start in range(1, count, _CHUNK):
        end = min(count, start + _CHUNK)
        for at, power in enumerate(_powers(steps[start:end], gains[start:end]), start):
            now = np.dot(now, power, out=forward[at])
            if not at % _OFTEN:
                now /= np.dot(now, ones)
    after = backward[-1] = ones
    for end in range(count, 1, -_CHUNK):
        start = max(1, end - _CHUNK)
        powers = _powers(steps[start:end], gains[start:end])
        for at in range(end - 1, start - 1, -1):
            after = np.dot(powers[at - start], after, out=backward[at - 1])
            if not at % _OFTEN:
                after /= np.dot(after, ones)
    forward /= forward.sum(1, keepdims=True)
    backward /= backward.sum(1, keepdims=True)
    forward *= backward
    return forward / forward.sum(1, keepdims=True)


def _powers(steps: np.ndarray, gains: np.ndarray) -> np.ndarray:
    """Return power[block, kind before, kind]: the step between two kinds and the gain of the second, no logarithms."""
    powers = np.exp(steps - steps.max((1, 2), keepdims=True)).astype(np.float64)
    powers *= gains[:, None, :]
    return powers
