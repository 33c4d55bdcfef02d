"""The search finds the best of all readings; here it is compared with trying every one of them."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.dump.features import read_features
from articles.dump.fit import Evidence, gather_evidence
from articles.dump.grammar import Lattice
from articles.dump.kinds import HEADINGS, KINDS, C, P, Z
from articles.dump.lattice import ALLOWED, STATE_COUNT, TARGETS
from articles.dump.layout import find_layout, split_blocks
from articles.dump.lines import split_lines
from articles.dump.model import Model, read_model, write_model
from articles.dump.odds import find_odds

K = len(KINDS)


def make_model(seed, *, strength=1.0):
    """A model of random weights in which each block and each pair has evidence of its own."""
    chance = np.random.default_rng(seed)
    blocks = {f"block {at}": at for at in range(4)}
    pairs = {f"pair {at}": at for at in range(4)}
    unary = np.zeros((5, K), np.float32)
    unary[:4] = chance.normal(0, strength, (4, K))
    table = np.zeros((5, K, K), np.float32)
    table[:4] = chance.normal(0, strength, (4, K, K))
    states = tuple(tuple(float(value) for value in row) for row in chance.normal(0, 0.5, (STATE_COUNT, K)))
    last = tuple(float(value) for value in chance.normal(0, 0.5, STATE_COUNT))
    return Model(blocks, unary, pairs, table, states, last)


def score(model, kinds, flags):
    total, state = 0.0, 0
    for at, kind in enumerate(kinds):
        total += model.unary[at, kind]
        if at:
            if not ALLOWED[kinds[at - 1]][kind]:
                return -np.inf
            total += model.pairs[at, kinds[at - 1], kind] + model.states[state][kind]
        state = TARGETS[flags[at]][state][kind]
    return total + model.last[state]


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32 - 1), st.lists(st.integers(0, 3), min_size=1, max_size=3))
def test_no_other_reading_is_better(seed, flags):
    model = make_model(seed)
    count = len(flags)
    evidence = Evidence([[f"block {at}"] for at in range(count)], [[], *([f"pair {at}"] for at in range(1, count))])
    kinds, margins = Lattice(evidence, tuple(flags), model).search()
    best = max(score(model, reading, flags) for reading in itertools.product(range(K), repeat=count))
    # Kinds that are hopeless by themselves are not looked at: what that costs is next to nothing.
    assert score(model, kinds, flags) == pytest.approx(best, abs=0.6)
    assert all(margin >= 0 for margin in margins)


def test_the_odds_are_those_of_all_readings():
    model = make_model(7, strength=0.8)
    fits, steps = model.unary[:3], np.where(np.array(ALLOWED), model.pairs[:3], -60.0).astype(np.float32)
    gains = fits + np.mean(model.states, axis=0)
    weights = np.zeros((3, K))
    for reading in itertools.product(range(K), repeat=3):
        total = sum(float(gains[at, kind]) for at, kind in enumerate(reading))
        total += sum(float(steps[at, reading[at - 1], reading[at]]) for at in (1, 2))
        for at, kind in enumerate(reading):
            weights[at, kind] += np.exp(total)
    expected = weights / weights.sum(1, keepdims=True)
    assert np.allclose(find_odds(fits, steps, model), expected, atol=1e-4)


def test_weights_survive_their_text():
    model = make_model(3)
    text = write_model(
        model.unary_of, model.unary, model.pair_of, model.pairs, np.array(model.states), np.array(model.last), "A note."
    )
    again = read_model(text)
    assert (again.unary_of, again.pair_of) == (model.unary_of, model.pair_of)
    assert np.allclose(again.unary, model.unary, atol=0.006)
    assert np.allclose(again.pairs, model.pairs, atol=0.006)
    assert np.allclose(again.states, model.states, atol=0.006)
    assert np.allclose(again.last, model.last, atol=0.006)


@pytest.mark.parametrize(
    ("ruled_out", "kinds"),
    [("rules", set(range(1, K))), ("announced", {Z}), ("unfinished", set(HEADINGS)), ("notes", {P, C})],
)
def test_what_is_ruled_out_is_never_read(ruled_out, kinds):
    """Whatever the weights say, in the first of four blocks."""
    found = set()
    for seed in range(40):
        model = make_model(seed, strength=2.0)
        evidence = Evidence(
            [[f"block {at}"] for at in range(4)], [[], *([f"pair {at}"] for at in range(1, 4))], **{ruled_out: (0,)}
        )
        found.add(Lattice(evidence, (0,) * 4, model).search()[0][0])
    assert found & kinds == set()
    assert found != set()


@pytest.mark.parametrize(
    ("texts", "marked"),
    [
        (["居民们高兴地说，参加的人都领到了礼品，并", "龙舟赛开锣"], ((0,), ())),
        (["老水泥厂是怎样活过来的", "龙舟赛开锣"], ((), ())),
        (["鼓声响了一夜。", "编者按：村里的事怎么办，本报今起刊发一组报道。", "板凳会开出三条路"], ((), (1,))),
        (["板凳会开出三条路", "编者按：村里的事怎么办，本报今起刊发一组报道。", "鼓声响了一夜。"], ((), ())),
    ],
)
def test_broken_lines_and_notes_are_seen(texts, marked):
    lines = split_lines("\n\n".join(texts))
    layout = find_layout(lines)
    blocks = split_blocks(lines, layout)
    evidence = gather_evidence(blocks, read_features(blocks), layout)
    assert (evidence.unfinished, evidence.notes) == marked
