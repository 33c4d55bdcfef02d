"""Weights can be learned: a few pages are enough to read their like, and the same pages give the same weights."""

import numpy as np
import pytest

from articles.dump.kinds import KINDS
from articles.dump.lattice import STATE_COUNT
from articles.dump.model import read_model
from training.crf import Example, Field
from training.examples import MARKED, can_be_read, read_known
from training.learn import count_right, learn


@pytest.fixture(scope="module")
def known():
    return list(read_known([MARKED / "kinds"], []))


def test_learned_weights_read_the_pages_they_were_learned_from(known):
    text = learn(known, rounds=40)
    assert learn(known, rounds=40) == text
    right, total, _ = count_right([item for item in known if can_be_read(item)], read_model(text))
    assert right / total > 0.97


def test_the_gradient_is_that_of_the_loss():
    chance = np.random.default_rng(5)
    examples = [
        Example(
            [[int(number)] for number in chance.integers(0, 3, size)],
            [[], *([int(number)] for number in chance.integers(0, 2, size - 1))],
            [int(flag) for flag in chance.integers(0, 4, size)],
            [1, *([3] * (size - 1))],
            weight,
        )
        for size, weight in ((4, 1.0), (2, 0.5))
    ]
    field = Field(examples, 3, 2, penalty=0.3)
    flat = chance.normal(0, 0.3, field.size())
    # Weights that the state does not have are never moved, so their slope is not asked for.
    _, gradient = field.loss(flat)
    kinds = len(KINDS)
    stated = 3 * kinds + 2 * kinds * kinds
    places = [0, 17, 3 * kinds + 5, 3 * kinds + 240, stated + 2, stated + STATE_COUNT * kinds + 1]
    for place in places:
        step = np.zeros_like(flat)
        step[place] = 1e-5
        slope = (field.loss(flat + step)[0] - field.loss(flat - step)[0]) / 2e-5
        assert gradient[place] == pytest.approx(slope, abs=1e-4)
