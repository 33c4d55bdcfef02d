"""The grammar of a newspaper page: line kinds, how well each fits a block, and which may follow which.

Scores are natural-logarithm odds set by hand, each from a convention that docs/dump-format.md states. One search
(Viterbi) takes the best reading of the whole page; the margin to the best other reading of a line is its confidence.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from articles.dump.features import End, Features
from articles.dump.furniture import FurnitureKind
from articles.dump.layout import Block, Layout
from articles.dump.lexicon import bond


class LineKind(StrEnum):
    """What a block of lines is on the page."""

    FURNITURE = "furniture"
    TEASER = "teaser"
    KICKER = "kicker"
    HEADLINE = "headline"
    DECK = "deck"
    BYLINE = "byline"
    PARAGRAPH = "paragraph"
    LEAD = "lead"  # the first paragraph of an article with no headline
    CONTINUATION = "continuation"
    CROSSHEAD = "crosshead"
    CROSSHEAD_2 = "crosshead_2"
    SIGNATURE = "signature"
    CAPTION = "caption"
    JUMP_TO = "jump_to"
    JUMP_FROM = "jump_from"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A block with the kind that the best reading of the page gives it, and the margin to the next kind."""

    block: Block
    kind: LineKind
    margin: float


_KINDS = tuple(LineKind)
F, Z, K, H, D, B, P, L, C, X, X2, S, T, JT, JF = range(len(_KINDS))
_N = len(_KINDS)
_NEVER = -40.0
_RARE = -9.0
# A kind this much worse than the best one for a block is not looked at.
_BEAM = 14.5
_LOWEST = -1e18
_PARAGRAPHS = frozenset((P, L, C))
# Kinds that open an article.
_OPENERS = frozenset((K, H, L, JF, Z))
# An article that is signed above its text, or in its lead, is hardly signed again below it.
_SIGNED_TWICE = 4.0


def _table(rows: dict[int, dict[int, float]]) -> list[list[float]]:
    """Return transition[previous][current] from rows that name, for each current kind, the previous ones."""
    table = [[_RARE] * _N for _ in range(_N)]
    for current, row in rows.items():
        for previous in range(_N):
            table[previous][current] = row.get(previous, row.get(-1, _RARE))
    return table


_TRANSITIONS = _table(
    {
        F: {-1: 0.0, H: -5, K: -5, D: -5, X: -5, X2: -5, B: -3, JF: -3},
        Z: {-1: -4, Z: 4.0, F: -1, H: -9, K: -9, D: -9, X: -9, X2: -9, B: -9},
        K: {-1: -8, F: 0, Z: -2, S: 0.5, P: -1.5, L: -1.5, C: -1.5, T: -1, JT: 1, K: -3.5, X: -9, X2: -9},
        H: {-1: -8, F: 0, Z: -2, K: 0.5, S: 1, P: -2, L: -2, C: -2, T: -1.5, JT: 1, H: -4, X: -9, X2: -9, JF: -6},
        D: {-1: -10, H: 0, D: -1.5, B: -2.5},
        B: {-1: -9, H: 0.5, D: 0.5, B: 0, K: -8, T: -1.5, JF: -3, F: -5},
        P: {-1: -6, H: 0, D: 0, B: 0.5, X: 0, X2: 0, P: 0, L: 0, C: 0, T: -0.5, F: -1.5, JF: 0, S: -5},
        L: {-1: -6, F: 0, S: 0, P: -1, C: -1, L: -1, T: -1, JT: 0, Z: 0, X: -14, X2: -14, H: -14, K: -14, D: -14, B: -12},
        C: {-1: _NEVER, P: 0, L: 0, C: 0, JF: 0, F: -3, T: -2.5},
        X: {-1: -9, P: -0.5, L: -2, C: -0.5, H: -2, D: -2, B: -0.5, T: -1, F: -3, JF: 0, S: -5, X: -14},
        X2: {-1: _NEVER, X: -1.5},
        S: {-1: -9, P: 0, L: 0, C: 0, S: 0, T: 0, F: -3},
        T: {-1: -6, H: 0, D: 0, T: 0.3, P: -1, C: -1, L: -1, B: -1, S: -1.5, X: -2, X2: -2, F: -2},
        JT: {-1: -6, P: 0, C: 0, L: 0, S: -1},
        JF: {-1: -3, F: 0, Z: 0, S: 0, P: 0, C: 0, T: 0, JT: 0, L: 0, H: 0, D: 0, B: 0},
    }
)
_FIRST = [-6.0] * _N
for _kind, _score in {F: 0, Z: -4, K: 0, H: 0.5, L: 0, JF: 0, T: -3, P: -4, C: -5, B: -6}.items():
    _FIRST[_kind] = float(_score)
_LAST = [0.0] * _N
for _kind, _score in {K: -6, H: -4, D: -4, B: -3, X: -4, X2: -4, JF: -4}.items():
    _LAST[_kind] = float(_score)


def label_blocks(blocks: tuple[Block, ...], features: tuple[Features, ...], layout: Layout) -> tuple[Labelled, ...]:
    """Return every block with its kind in the best reading of the whole page. Time is linear in the blocks."""
    if not blocks:
        return ()
    fits = [_fit(feature, layout, at) for at, feature in enumerate(features)]
    _drop_hopeless(fits, features, layout)
    steps = [
        _step(blocks[at - 1], features[at - 1], blocks[at], features[at], fits[at - 1], fits[at])
        for at in range(1, len(blocks))
    ]
    forward = _search_forward(fits, steps, features)
    backward = _search_backward(fits, steps, features)
    kinds = _trace(forward, fits, steps, features)
    return tuple(
        Labelled(block, _KINDS[kind], _margin(kind, *passed))
        for block, kind, *passed in zip(blocks, kinds, forward, backward, strict=True)
    )


# A page's search keeps, for each block, two tables of kind → score: for articles that nobody has signed yet, and for
# articles that are signed above their text. Below a signed text no further names are expected.
_Scores = tuple[dict[int, float], dict[int, float]]
_Step = dict[int, dict[int, float]]


def _search_forward(fits: list[dict[int, float]], steps: list[_Step], features: tuple[Features, ...]) -> list[_Scores]:
    """Return the scores of the best readings of the page's start that end in each state."""
    first: _Scores = ({}, {})
    for kind, fit in fits[0].items():
        score = fit + _FIRST[kind] + (4.0 if kind == L and features[0].dateline else 0.0)
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


def _search_backward(fits: list[dict[int, float]], steps: list[_Step], features: tuple[Features, ...]) -> list[_Scores]:
    """Return the scores of the best readings of the page's rest behind each state."""
    last = {kind: _LAST[kind] for kind in fits[-1]}
    backward: list[_Scores] = [(last, last)]
    for at in range(len(fits) - 2, -1, -1):
        after, step, fit, feature = backward[-1], steps[at], fits[at + 1], features[at + 1]
        scores: _Scores = ({}, {})
        for signed in (0, 1):
            gains = [(step[kind], fit[kind] + after[_target(kind, feature, signed=bool(signed))][kind], kind) for kind in fit]
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
    forward: list[_Scores], fits: list[dict[int, float]], steps: list[_Step], features: tuple[Features, ...]
) -> list[int]:
    """Return the kinds of the best reading, walking back from its end."""
    signed, kind = max(
        ((signed, kind) for signed in (0, 1) for kind in forward[-1][signed]),
        key=lambda state: forward[-1][state[0]][state[1]] + _LAST[state[1]],
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
    return best - max(through.values(), default=best - _BEAM)


def _best_signature(before: dict[int, float], row: dict[int, float]) -> float:
    return max(
        score + row[previous] - (0.0 if previous == S else _SIGNED_TWICE) for previous, score in before.items()
    )


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
        if not (f.dateline or f.time_lead or f.credited or f.ornament or f.editor_note or _wide_gap(f, layout)):
            fit.pop(L, None)


def _fit(f: Features, layout: Layout, at: int) -> dict[int, float]:
    """Return how well each kind fits a block by itself; kinds that are out of the question are left out."""
    scores = [_NEVER] * _N
    signed = 0.0
    if f.byline is not None:
        signed = f.byline.score * (8.0 if f.byline.has_role else 6.0)
    furniture = _furniture_score(f, at)
    indented = layout.indented and 1.5 <= f.indent <= 5
    # --- running text
    text = _text_score(f)
    if layout.indented:
        text += 1.5 if indented else -1.5 if f.width < 40 else 0.0
    text -= 0.8 * signed + max(0.0, furniture)
    scores[P] = text + (-0.5 if f.dashed and f.end is not End.SENTENCE else 0.0)
    scores[L] = text - 4.0 + (1.0 if f.time_lead else 0.0) + (2.0 if f.photo_credit or f.caption else 0.0)
    if f.editor_note and f.width > 12:
        scores[L] += 7.0
    if f.ornament and f.end is End.SENTENCE and f.width > 25:
        scores[L] += 0.5
    if f.credited and f.end is End.SENTENCE:
        scores[L] += 6.0 if f.time_lead else 3.0
    # A second half is running text like any other; only the break before it speaks for it (_continues).
    scores[C] = text - (1.5 if layout.indented and indented else 0.0) + (1.5 if layout.indented and not indented and f.width < 40 else 0.0)
    if f.end is End.OPEN and f.width <= 25 and not f.last:
        scores[C] -= 2.5  # a column is longer than that
    if indented:
        scores[C] -= 5.0
    # --- headings
    if f.width <= 62 and not f.jump_to and not f.jump_from:
        _fit_headings(scores, f, _heading_score(f) - 0.6 * signed - max(0.0, furniture), layout, indented)
    # --- names
    if f.byline is not None:
        scores[B] = signed - (1.0 if f.byline.bracketed and not f.byline.has_role else 0.0)
        scores[S] = signed + (0.5 if f.byline.bracketed else -1.0 if f.byline.has_role else -2.5)
        if not f.byline.bracketed and f.photo_credit:
            scores[S] += 1.0
    # --- the rest
    if f.caption:
        scores[T] = 4.5
    elif f.short_caption:
        scores[T] = 2.0 if indented else 0.5
    scores[F] = furniture
    if f.width <= 45:
        scores[Z] = (1.5 if f.recurs else -4.0) - (6.0 if f.full_stop else 0.0)
    if f.jump_to:
        scores[JT] = 14.0
    if f.jump_from:
        scores[JF] = 14.0
    best = max(scores)
    return {kind: score for kind, score in enumerate(scores) if score > best - _BEAM}


def _text_score(f: Features) -> float:
    if f.legal == 1 or f.sign_off:
        return 8.0
    if f.verse or f.row:
        return 5.5
    width = f.width
    if f.end is End.SENTENCE:
        score = 3.0 if width < 12 else 4.0 if width < 25 else 5.0
        if not f.full_stop and width < 25:
            score -= 1.5
    elif f.end is End.COLON:
        score = 1.5 if width > 8 else -2.0
    elif f.end is End.SEMICOLON:
        score = 3.0
    elif f.end is End.CLOSER:
        score = 3.0 if width > 40 else 0.0 if width > 25 else -1.0
        score -= 3.0 if f.ornament else 0.0
    elif f.end is End.COMMA:
        score = 2.0 if width > 30 else 0.0
    else:
        score = 3.0 if width > 60 else 1.5 if width > 40 else 0.0 if width > 25 else -1.5 if width > 12 else -3.0
        score += 2.0 if f.last else 0.0
        score -= 3.0 if f.ornament else 0.0
    if f.sentences:
        score += 3.0
    if f.narrative:
        score += 1.0
    if f.open_word:
        score += 1.5
    return score


def _heading_score(f: Features) -> float:
    width = f.width
    if width > 62:
        return _NEVER
    if width < 2:
        score = -6.0
    elif width < 4:
        score = -2.0
    elif width < 6:
        score = 0.5
    elif width <= 24:
        score = 2.0
    else:
        score = 1.5 if width <= 28 else 0.0 if width <= 36 else -1.5 if width <= 45 else -3.5
    if f.full_stop:
        score -= 7.0
    score += {End.OPEN: 1.0, End.SENTENCE: -0.5, End.CLOSER: 0.5, End.COMMA: -4.0, End.COLON: -2.0, End.SEMICOLON: -7.0, End.DASH: -1.0}[f.end]
    score -= 8.0 * min(1, f.sentences)
    if f.commas > 1:
        score -= 1.2 * (f.commas - 1)
    if f.quote_open or f.closes_first:
        score -= 4.0
    if f.time_lead and f.commas:
        score -= 0.7
    if f.spaced:
        score += 2.0
    if f.sign_off:
        score -= 8.0
    if f.open_word:
        score -= 4.0
    if f.narrative:
        score -= 0.4
    if f.never_first:
        score -= 4.0
    if f.verse or f.row:
        score -= 4.0
    if f.legal:
        score -= 8.0
    if f.caption:
        score -= 2.0
    if f.dateline:
        score -= 8.0
    if f.dangling:
        score -= 2.0
    return score


def _fit_headings(scores: list[float], f: Features, base: float, layout: Layout, indented: bool) -> None:
    """Set the scores of the kinds that head something."""
    wide_gap = _wide_gap(f, layout)
    if layout.indented:
        base += -2.5 if indented else 0.5
    opening = base + wide_gap
    scores[H] = opening + (1.5 if f.ornament else 0.0) + (2.5 if f.titled else 0.0) + (0.8 if f.subject else 0.0)
    scores[H] -= (1.5 if f.numbered else 0.0) + (2.5 if f.bracketed else 0.0) + (6.0 if f.dashed else 0.0)
    scores[H] += (1.8 if f.place_colon else 0.0) + (0.5 if f.place_first else 0.0) + (2.0 if f.editor_note else 0.0)
    scores[H] -= (0.7 if f.width < 9.5 else 0.0) + (1.0 if f.end is End.DASH else 0.0) + (3.0 if f.label else 0.0)
    scores[K] = opening - 0.5 - (1.0 if f.ornament else 0.0) - (1.0 if f.width > 30 else 0.0) - (6.0 if f.dashed else 0.0) - (1.0 if f.numbered else 0.0)
    if f.end is End.COLON and f.width <= 12:
        scores[K] += 5.0
    if f.bracketed and f.width <= 14:
        scores[K] += 1.5
    scores[D] = base - 0.5 + (1.5 if 28 < f.width <= 50 else 0.0) - (3.0 if f.ornament else 0.0) - max(0.0, wide_gap)
    if f.dashed:
        scores[D] += 6.0
        if f.full_stop:
            scores[D] += 1.0
    cross = base + (0.5 if f.width <= 16 else 0.0) - (1.0 if f.width > 20 else 0.0) - (2.0 if f.width > 26 else 0.0)
    cross += (2.5 if f.numbered else 0.0) + (2.5 if f.end is End.DASH else 0.0) + (5.0 if f.label else 0.0) - (3.0 if f.dashed else 0.0)
    cross -= (0.5 if f.subject else 0.0) + max(0.0, wide_gap - 1.0) + (2.0 if f.bracketed else 0.0)
    if f.question and f.siblings:
        cross += 0.5 if f.siblings == 1 else 3.0
    elif f.parallel:
        cross += 0.5 + 0.5 * min(3, f.siblings)
    elif f.siblings and not f.subject:
        cross += 0.5
    cross -= (1.5 if f.place_colon else 0.0) + (2.0 if f.titled else 0.0) + (0.5 if f.place_first else 0.0) + (4.0 if f.editor_note else 0.0)
    if f.legal == 2:
        cross += 16.0
    scores[X] = cross
    scores[X2] = cross if f.width <= 22 else cross - 3.0


def _wide_gap(f: Features, layout: Layout) -> float:
    if f.gap <= layout.usual_gap:
        return 0.0
    return 2.5 if f.gap >= layout.wide_gap else 0.5


_FURNITURE_SCORES = {
    FurnitureKind.HEADER: 10.0,
    FurnitureKind.DATE: 0.0,
    FurnitureKind.MASTHEAD: -2.0,
    FurnitureKind.EDITORS: 9.0,
    FurnitureKind.NAVIGATION: 12.0,
    FurnitureKind.CREDIT: 6.0,
    FurnitureKind.CONTACT: 4.0,
    FurnitureKind.RULE: 14.0,
    FurnitureKind.TEASERS: 8.0,
    FurnitureKind.RUBRIC: 4.5,
}


def _furniture_score(f: Features, at: int) -> float:
    score = -7.0
    if f.furniture is not None and f.sign_off:
        score = -4.0
    elif f.furniture is not None:
        score = _FURNITURE_SCORES[f.furniture]
        if f.furniture in (FurnitureKind.DATE, FurnitureKind.MASTHEAD) and at < 5:
            score += 4.0 if f.furniture is FurnitureKind.DATE else 10.0
        elif f.furniture is FurnitureKind.RUBRIC and f.rubrics > 1:
            score += 4.0
        if f.legal:
            score -= 12.0
    if f.repeats >= 3 and f.width <= 12 and f.end is not End.SENTENCE:
        score = max(score, 0.0) + 4.0
    elif f.repeats == 2 and f.width <= 6 and f.end is End.OPEN:
        score = max(score, -3.0) + 2.0
    return score


def _step(
    block: Block, f: Features, next_block: Block, g: Features, before: dict[int, float], after: dict[int, float]
) -> dict[int, dict[int, float]]:
    """Return scores[current][previous] of going from one block to the next, with what only the two together show."""
    joined = _join_strength(block.text[-8:], next_block.text[:8]) if C in after and f.end is End.OPEN and _PARAGRAPHS & before.keys() else 0.0
    order = _heading_order(f, g) if (K in before and H in after) or (H in before and D in after) else 0.0
    result = {}
    follows_text = not _PARAGRAPHS.isdisjoint(before)
    for current in after:
        row = {}
        after_text = _after_text(f, g, current, joined) if follows_text else 0.0
        for previous in before:
            score = _TRANSITIONS[previous][current]
            if previous in _PARAGRAPHS:
                score += after_text
            if current in (P, L) and g.dateline:
                score += 4.0 if previous in (H, D, B, T, K) or current == L else -5.0
            elif current == P and g.time_lead and previous in (H, D, B):
                score += 0.7
            if current == P and (g.credited or g.row or g.verse or g.numbered and f.row_next):
                score += {H: 3.0, B: 1.5, D: 1.5, X: -1.0}.get(previous, 0.0)
            if current == L and g.ornament and (previous == L and f.ornament or f.furniture is FurnitureKind.RUBRIC) or current == L and g.ornament and g.place_first and f.end is End.SENTENCE:
                score += 5.0
            if previous == K and current == H:
                score += order
            elif previous == H and current == D and not g.dashed:
                score -= order
            elif previous == X and current == X2 and f.width <= 12 and g.width <= 12 and not (f.subject or g.subject):
                score += 2.0
            elif previous == D and current == D and g.dashed:
                score -= 2.0  # —— stands right below the headline
            elif current == T and previous in (H, D, T) and g.short_caption and not g.caption:
                score += 2.0
            elif current == S and g.photo_credit:
                score += 4.0 if previous == L else -2.0 if previous in (P, C) else 0.0
            elif current == F and previous == F and _names_page(f, g):
                score += 13.0
            elif current == Z and previous == F and f.furniture is FurnitureKind.TEASERS:
                score += 6.0
            elif current == Z and previous == Z and g.ornament and f.ornament:
                score += 1.5
            elif current == C and previous == JF:
                score -= 4.0
            row[previous] = score
        result[current] = row
    return result


# "2020年6月|8日", "报了2|40人", "12|.5元", "120|万元": a number or a date runs across the break.
_NUMBER_LEFT = re.compile(r"[0-9０-９]$|[0-9０-９][年月第约达超近]$|[0-9０-９][0-9０-９.．]*[万亿千百]$")
_NUMBER_RIGHT = re.compile(r"^[.．]?[0-9０-９]+|^[％%万亿千百]|^(?:多|余)?[年月日时分秒元个人名户家件台辆亩吨米里次项种条座所间头只张份岁倍度公]")


def _join_strength(left: str, right: str) -> float:
    """Return how strongly two fragments want to be one, by words and by numbers."""
    if _NUMBER_LEFT.search(left) and _NUMBER_RIGHT.match(right) and (left[-1].isdigit() or right[0].isdigit() or right[0] in "元人多余"):
        return 8.0
    return bond(left, right)


def _after_text(f: Features, g: Features, current: int, joined: float) -> float:
    """Return what the end of a paragraph says for and against the kind of the block behind it."""
    if f.legal == 1 and g.legal:
        return 0.0 if current != C else -20.0
    if current == C:
        return _continues(f, g, joined)
    if f.end is End.OPEN and not (f.verse or f.row or f.ends_in_jump or f.sign_off):
        against = {P: -3.5, L: -3.0, X: -5.0, H: -1.4, K: -1.4, S: -1.5, T: -1.0, JT: 0.0, F: -0.5}.get(current, -3.0)
        return against - 0.5 * min(joined, 8.0)
    if f.end is End.COMMA and not f.verse:
        return {P: -4.0, L: -4.0, X: -7.0, H: -2.5, K: -2.5, JT: 0.0, F: -1.0, T: -1.0}.get(current, -4.0)
    if f.end is End.DASH:
        return {P: -1.0, X: -3.0}.get(current, 0.0)
    if f.end is End.SENTENCE and f.quote_open and g.closes_first and current in (P, X, H, K):
        return -6.0
    return 0.0


def _continues(f: Features, g: Features, joined: float) -> float:
    if f.verse and g.verse or f.row and g.row or g.sign_off:
        return -20.0
    if f.end is End.OPEN:
        score = 1.5 + 0.6 * min(joined, 8.0)
    elif f.end is End.COMMA:
        score = 3.0
    elif f.end is End.CLOSER:
        score = 0.5 + 0.6 * joined
    elif f.end is End.DASH:
        score = 2.0
    elif f.end is End.SEMICOLON:
        score = -2.0
    elif f.end is End.COLON:
        score = -4.0
    else:
        score = 4.0 if f.quote_open and g.closes_first else -14.0
    if g.never_first:
        score += 5.0
    if g.dashed or g.numbered or g.ornament:
        score -= 3.0
    if g.dateline:
        score -= 9.0
    if g.opens_quote:
        score -= 0.5
    if g.gap > f.gap and g.gap > 1:
        score -= 2.0
    return score


def _heading_order(f: Features, g: Features) -> float:
    """Return how much the first of two headings looks like the kicker of the second: above 0 it does, below 0 the
    second looks like the deck of the first."""
    order = 0.0
    alone = g.place_first and not f.subject
    if f.subject != g.subject:
        order += 2.5 if alone else 1.5 if g.subject else -1.5
    elif f.subject and f.place_first and not g.place_first:
        order -= 1.5
    elif g.place_first and not f.place_first:
        order += 0.7
    if f.couplet and not g.couplet:
        order += 1.0
    if f.end is End.COLON or f.bracketed:
        order += 3.0
    if g.digits and not f.digits and f.width > 8 and not alone:
        order -= 1.5 if f.subject else 1.2  # a deck gives the figures
    if f.place_colon:
        order -= 2.0
    if f.occasion and not g.occasion:
        order += 1.5
    if f.width <= 8 < g.width:
        order += 1.0
    if g.width > 1.5 * f.width and g.width > 16 and f.width > 8:
        order -= 1.35 if alone else 2.7
    elif g.width > 1.25 * f.width and g.width > 16 and f.width > 8:
        order -= 1.2
    elif f.width > 1.25 * g.width:
        order += 0.7
    return order


def _names_page(f: Features, g: Features) -> bool:
    """True if a page number is followed by the page's name: 第02版, 要闻."""
    return f.furniture is FurnitureKind.HEADER and f.width <= 6 and g.width <= 8 and g.end is End.OPEN and g.byline is None
