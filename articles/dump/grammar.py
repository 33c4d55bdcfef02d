"""The grammar of a newspaper page, searched: the best reading of the whole page, and how sure it is.

A Viterbi search over line kinds: fit.py says how well a kind fits a block, steps.py which kind may follow which. The
margin to the best other reading of a block is the confidence in its kind.
"""

from dataclasses import dataclass

from articles.dump.endings import End
from articles.dump.features import Features
from articles.dump.fit import BEAM, fit_kinds, wide_gap
from articles.dump.kinds import JF, KINDS, X2, B, C, D, F, H, K, L, LineKind, P, S, T, X, Z
from articles.dump.layout import Block, Layout
from articles.dump.steps import FIRST, LAST, Neighbour, Step, score_step


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
# A text is divided by several crossheads, hardly by one.
_LONE_CROSSHEAD = 2.0


def label_blocks(blocks: tuple[Block, ...], features: tuple[Features, ...], layout: Layout) -> tuple[Labelled, ...]:
    """Return every block with its kind in the best reading of the whole page. Time is linear in the blocks."""
    if not blocks:
        return ()
    fits = [fit_kinds(feature, layout, at) for at, feature in enumerate(features)]
    _drop_hopeless(fits, features, layout)
    steps = []
    host = 0  # the last block that may be running text: a caption or a rule may stand between the halves of a paragraph
    for at in range(1, len(blocks)):
        if not (features[at - 1].caption or features[at - 1].furniture or features[at - 1].short_caption):
            host = at - 1
        before = Neighbour(blocks[at - 1], features[at - 1], fits[at - 1], blocks[host], features[host])
        steps.append(score_step(before, blocks[at], features[at], fits[at]))
    forward = _search_forward(fits, steps, features)
    backward = _search_backward(fits, steps, features, forward)
    kinds = _trace(forward, steps, features)
    return tuple(
        Labelled(block, KINDS[kind], _margin(kind, *passed))
        for block, kind, *passed in zip(blocks, kinds, forward, backward, strict=True)
    )


# Besides the kind of the last block, the search keeps two things about the article that it is in: whether it is signed
# above its text, and whether it has no, one or several crossheads. A state is 2 * crossheads + signed, and for each
# block and state there is one table of kind → score.
_Scores = tuple[dict[int, float], ...]
_STATES = range(6)


def _search_forward(fits: list[dict[int, float]], steps: list[Step], features: tuple[Features, ...]) -> list[_Scores]:
    """Return the scores of the best readings of the page's start that end in each kind and state."""
    first: _Scores = tuple({} for _ in _STATES)
    for kind, fit in fits[0].items():
        dated = 4.0 if kind == L and features[0].dateline else 0.0
        first[_TARGETS[features[0].signs_lead, features[0].label][0][kind]][kind] = fit + FIRST[kind] + dated
    forward = [first]
    for at in range(1, len(fits)):
        scores: _Scores = tuple({} for _ in _STATES)
        step, targets = steps[at - 1], _TARGETS[features[at].signs_lead, features[at].label]
        for state, before in enumerate(forward[-1]):
            if not before:
                continue
            target_of = targets[state]
            for kind, fit in fits[at].items():
                row = step[kind]
                best = _LOWEST
                for previous, score in before.items():
                    score += row[previous]
                    if score > best:
                        best = score
                if kind == S and state & 1:
                    best = max(
                        score + row[previous] + _penalty(kind, previous, state) for previous, score in before.items()
                    )
                elif kind in _OPENERS:
                    best += _penalty(kind, kind, state)
                best += fit
                target = scores[target_of[kind]]
                if best > target.get(kind, _LOWEST):
                    target[kind] = best
        _drop_dominated(scores, fits[at])
        forward.append(scores)
    return forward


# What the state can make of a difference before the next article opens: signed twice at two places, and a lone
# crosshead, with some to spare.
_STATE_REACH = 2 * _SIGNED_TWICE + _LONE_CROSSHEAD + 1.0


def _drop_dominated(scores: _Scores, kinds: dict[int, float]) -> None:
    """Drop the states of a kind that another state of the same kind leaves behind for good."""
    reached = [state for state in scores if state]
    if len(reached) < 2:
        return
    for kind in kinds:
        floor = max([state.get(kind, _LOWEST) for state in reached]) - _STATE_REACH
        for state in reached:
            if state.get(kind, floor) < floor:
                del state[kind]


def _search_backward(
    fits: list[dict[int, float]], steps: list[Step], features: tuple[Features, ...], forward: list[_Scores]
) -> list[_Scores]:
    """Return the scores of the best readings of the page's rest behind each kind and state that can be reached."""
    backward: list[_Scores] = [
        tuple({kind: _last(kind, state, features[-1]) for kind in reached} for state, reached in enumerate(forward[-1]))
    ]
    for at in range(len(fits) - 2, -1, -1):
        after, step, fit = backward[-1], steps[at], fits[at + 1]
        targets = _TARGETS[features[at + 1].signs_lead, features[at + 1].label]
        scores: _Scores = tuple({} for _ in _STATES)
        for state, reached in enumerate(forward[at]):
            if not reached:
                continue
            target_of = targets[state]
            gains = [
                (kind, step[kind], fit[kind] + after[target_of[kind]][kind])
                for kind in fit
                if kind in after[target_of[kind]]
            ]
            for previous in reached:
                best = _LOWEST
                for kind, row, gain in gains:
                    score = row[previous] + gain
                    if kind == S or kind in _OPENERS:
                        score += _penalty(kind, previous, state)
                    if score > best:
                        best = score
                scores[state][previous] = best
        backward.append(scores)
    backward.reverse()
    return backward


def _trace(forward: list[_Scores], steps: list[Step], features: tuple[Features, ...]) -> list[int]:
    """Return the kinds of the best reading, walking back from its end."""
    state, kind = max(
        ((state, kind) for state in _STATES for kind in forward[-1][state]),
        key=lambda end: forward[-1][end[0]][end[1]] + _last(end[1], end[0], features[-1]),
    )
    kinds = [kind]
    for at in range(len(forward) - 1, 0, -1):
        row, targets = steps[at - 1][kind], _TARGETS[features[at].signs_lead, features[at].label]
        best, origin = _LOWEST, (0, kind)
        for before in _STATES:
            if not forward[at - 1][before] or targets[before][kind] != state:
                continue
            for previous, score in forward[at - 1][before].items():
                score += row[previous] + _penalty(kind, previous, before)
                if score > best:
                    best, origin = score, (before, previous)
        state, kind = origin
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


def _next_state(kind: int, state: int, *, signs_lead: bool, label: bool) -> int:
    """Return the state of the article once a block has been read as `kind`."""
    if kind in _OPENERS:
        return int(signs_lead)
    if kind == B or signs_lead:
        state |= 1
    if kind == X and state < 4 and not label:
        state += 2
    return state


# next state = _TARGETS[signs_lead, label][state][kind]: looked up for every kind of every block, so made once.
_TARGETS = {
    (signs_lead, label): tuple(
        tuple(_next_state(kind, state, signs_lead=signs_lead, label=label) for kind in range(len(KINDS)))
        for state in _STATES
    )
    for signs_lead in (False, True)
    for label in (False, True)
}


def _penalty(kind: int, previous: int, state: int) -> float:
    """Return what the state of the article says against the kind of its next block, as a score of 0 or less."""
    if kind in _OPENERS:
        return -_LONE_CROSSHEAD if state >> 1 == 1 else 0.0
    return -_SIGNED_TWICE if kind == S and state & 1 and previous != S else 0.0


def _last(kind: int, state: int, f: Features) -> float:
    """Return what speaks against the page's ending so; a text that is cut may have lost its other crossheads."""
    lone = state >> 1 == 1 and f.end is End.SENTENCE
    return LAST[kind] - (_LONE_CROSSHEAD if lone else 0.0)


# Kinds that stand only behind certain others; behind anything else they cost more than a reading ever wins back.
_ONLY_BEHIND = {
    X2: frozenset((X,)),
    D: frozenset((H, D, B)),
    B: frozenset((H, D, B, T, F, JF)),
    C: frozenset((P, L, C, T, F, JF)),
}


def _drop_hopeless(fits: list[dict[int, float]], features: tuple[Features, ...], layout: Layout) -> None:
    """Drop the kinds that the block before rules out, so that most blocks have few kinds left, and paragraphs one."""
    bare = False
    for fit, f, before, previous in zip(fits[1:], features[1:], fits, features, strict=False):
        for kind, needed in _ONLY_BEHIND.items():
            if kind in fit and len(fit) > 1 and needed.isdisjoint(before):
                del fit[kind]
        was_bare, bare = bare, not (fit.keys() - {P, C, L})
        if not bare or not was_bare or P not in fit:
            continue
        if previous.end is End.SENTENCE and not previous.quote_open:
            fit.pop(C, None)
        if not (f.dateline or f.time_lead or f.credited or f.ornament or f.editor_note or wide_gap(f, layout)):
            fit.pop(L, None)
