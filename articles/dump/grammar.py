"""The grammar of a newspaper page, searched: the best reading of the whole page, and how sure it is.

A Viterbi search over line kinds: fit.py says how well a kind fits a block, steps.py which kind may follow which. The
margin to the best other reading of a block is the confidence in its kind.
"""

from dataclasses import dataclass

from articles.dump.endings import End
from articles.dump.features import Features
from articles.dump.fit import BEAM, fit_kinds, wide_gap
from articles.dump.kinds import JF, KINDS, B, C, H, K, L, LineKind, P, S, Z
from articles.dump.layout import Block, Layout
from articles.dump.steps import FIRST, LAST, Step, score_step


@dataclass(frozen=True, slots=True)
class Labelled:
    """A block with the kind that the best reading of the page gives it, and the margin to the next kind."""

    block: Block
    kind: LineKind
    margin: float


_LOWEST = -1e18


# Kinds that open an article.
_OPENERS = frozenset((K, H, L, JF, Z))


# An article that is signed above its text, or in its lead, is hardly signed again below it.
_SIGNED_TWICE = 4.0


def label_blocks(blocks: tuple[Block, ...], features: tuple[Features, ...], layout: Layout) -> tuple[Labelled, ...]:
    """Return every block with its kind in the best reading of the whole page. Time is linear in the blocks."""
    if not blocks:
        return ()
    fits = [fit_kinds(feature, layout, at) for at, feature in enumerate(features)]
    _drop_hopeless(fits, features, layout)
    steps = [
        score_step(blocks[at - 1], features[at - 1], blocks[at], features[at], fits[at - 1], fits[at])
        for at in range(1, len(blocks))
    ]
    forward = _search_forward(fits, steps, features)
    backward = _search_backward(fits, steps, features)
    kinds = _trace(forward, fits, steps, features)
    return tuple(
        Labelled(block, KINDS[kind], _margin(kind, *passed))
        for block, kind, *passed in zip(blocks, kinds, forward, backward, strict=True)
    )


# A page's search keeps, for each block, two tables of kind → score: for articles that nobody has signed yet, and for
# articles that are signed above their text. Below a signed text no further names are expected.
_Scores = tuple[dict[int, float], dict[int, float]]


def _search_forward(fits: list[dict[int, float]], steps: list[Step], features: tuple[Features, ...]) -> list[_Scores]:
    """Return the scores of the best readings of the page's start that end in each state."""
    first: _Scores = ({}, {})
    for kind, fit in fits[0].items():
        score = fit + FIRST[kind] + (4.0 if kind == L and features[0].dateline else 0.0)
        first[_target(kind, features[0], signed=False)][kind] = score
    forward = [first]
    for at in range(1, len(fits)):
        scores: _Scores = ({}, {})
        step, feature = steps[at - 1], features[at]
        for signed, before in enumerate(forward[-1]):
            if not before:
                continue
            for kind, fit in fits[at].items():
                row = step[kind]
                best = _LOWEST
                for previous, score in before.items():
                    score += row[previous]
                    if score > best:
                        best = score
                if kind == S and signed:
                    best = _best_signature(before, row)
                target = scores[_target(kind, feature, signed=bool(signed))]
                best += fit
                if best > target.get(kind, _LOWEST):
                    target[kind] = best
        forward.append(scores)
    return forward


def _search_backward(fits: list[dict[int, float]], steps: list[Step], features: tuple[Features, ...]) -> list[_Scores]:
    """Return the scores of the best readings of the page's rest behind each state."""
    last = {kind: LAST[kind] for kind in fits[-1]}
    backward: list[_Scores] = [(last, last)]
    for at in range(len(fits) - 2, -1, -1):
        after, step, fit, feature = backward[-1], steps[at], fits[at + 1], features[at + 1]
        scores: _Scores = ({}, {})
        for signed in (0, 1):
            gains = [
                (step[kind], fit[kind] + after[_target(kind, feature, signed=bool(signed))][kind], kind) for kind in fit
            ]
            for previous in fits[at]:
                best = _LOWEST
                for row, gain, kind in gains:
                    score = row[previous] + gain
                    if kind == S and signed and previous != S:
                        score -= _SIGNED_TWICE
                    if score > best:
                        best = score
                scores[signed][previous] = best
        backward.append(scores)
    backward.reverse()
    return backward


def _trace(
    forward: list[_Scores], fits: list[dict[int, float]], steps: list[Step], features: tuple[Features, ...]
) -> list[int]:
    """Return the kinds of the best reading, walking back from its end."""
    signed, kind = max(
        ((signed, kind) for signed in (0, 1) for kind in forward[-1][signed]),
        key=lambda state: forward[-1][state[0]][state[1]] + LAST[state[1]],
    )
    kinds = [kind]
    for at in range(len(fits) - 1, 0, -1):
        row = steps[at - 1][kind]
        best, origin = _LOWEST, (0, kind)
        for before in (0, 1):
            if _target(kind, features[at], signed=bool(before)) != signed:
                continue
            for previous, score in forward[at - 1][before].items():
                score += row[previous]
                if kind == S and before and previous != S:
                    score -= _SIGNED_TWICE
                if score > best:
                    best, origin = score, (before, previous)
        signed, kind = origin
        kinds.append(kind)
    kinds.reverse()
    return kinds


def _margin(kind: int, forward: _Scores, backward: _Scores) -> float:
    """Return by how much the best reading beats the best one in which the block is of another kind."""
    through: dict[int, float] = {}
    for before, after in zip(forward, backward, strict=True):
        for other, score in before.items():
            score += after[other]
            if score > through.get(other, _LOWEST):
                through[other] = score
    best = through.pop(kind)
    return best - max(through.values(), default=best - BEAM)


def _best_signature(before: dict[int, float], row: dict[int, float]) -> float:
    return max(score + row[previous] - (0.0 if previous == S else _SIGNED_TWICE) for previous, score in before.items())


def _target(kind: int, f: Features, *, signed: bool) -> int:
    """Return 1 if the article is signed above its text once this block has been read, else 0."""
    if kind == B or f.signs_lead:
        return 1
    return 0 if kind in _OPENERS else int(signed)


def _drop_hopeless(fits: list[dict[int, float]], features: tuple[Features, ...], layout: Layout) -> None:
    """Drop from plain paragraphs the kinds that the block before rules out, so that most blocks have one kind left."""
    bare = False
    for fit, f, previous in zip(fits[1:], features[1:], features, strict=False):
        was_bare, bare = bare, not (fit.keys() - {P, C, L})
        if not bare or not was_bare:
            continue
        if previous.end is End.SENTENCE and not previous.quote_open:
            fit.pop(C, None)
        if not (f.dateline or f.time_lead or f.credited or f.ornament or f.editor_note or wide_gap(f, layout)):
            fit.pop(L, None)
