"""Which line kind may follow which, and what two neighbouring blocks say together.

Scores are natural-logarithm odds set by hand, each from a convention that docs/dump-format.md states.
"""

import re
from dataclasses import dataclass

from articles.dump.endings import End
from articles.dump.features import Features
from articles.dump.furniture import FurnitureKind
from articles.dump.kinds import JF, JT, KINDS, X2, B, C, D, F, H, K, L, P, S, T, X, Z
from articles.dump.layout import Block
from articles.dump.lexicon import bond

# Scores of going from one block to the next: step[current][previous].
Step = dict[int, dict[int, float]]
_RARE = -9.0


_PARAGRAPHS = frozenset((P, L, C))


_BODY = frozenset((P, L, C, S))
_N = len(KINDS)


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
        L: {
            -1: -6,
            F: 0,
            S: 0,
            P: -1,
            C: -1,
            L: -1,
            T: -1,
            JT: 0,
            Z: 0,
            X: -14,
            X2: -14,
            H: -14,
            K: -14,
            D: -14,
            B: -12,
        },
        C: {-1: -40.0, P: 0, L: 0, C: 0, JF: 0, F: -3, T: -2.5},
        X: {-1: -9, P: -0.5, L: -2, C: -0.5, H: -2, D: -2, B: -0.5, T: -1, F: -3, JF: 0, S: -5, X: -14},
        X2: {-1: -40.0, X: -1.5},
        S: {-1: -9, P: 0, L: 0, C: 0, S: 0, T: 0, F: -3},
        T: {-1: -6, H: 0, D: 0, T: 0.3, P: -1, C: -1, L: -1, B: -1, S: -1.5, X: -2, X2: -2, F: -2},
        JT: {-1: -6, P: 0, C: 0, L: 0, S: -1},
        JF: {-1: -3, F: 0, Z: 0, S: 0, P: 0, C: 0, T: 0, JT: 0, L: 0, H: 0, D: 0, B: 0},
    }
)


FIRST = [-6.0] * _N


for _kind, _score in {F: 0, Z: -4, K: 0, H: 0.5, L: 0, JF: 0, T: -3, P: -4, C: -5, B: -6}.items():
    FIRST[_kind] = float(_score)


LAST = [0.0] * _N


for _kind, _score in {K: -6, H: -4, D: -4, B: -3, X: -4, X2: -4, JF: -4}.items():
    LAST[_kind] = float(_score)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The block before another: its features, the kinds that it may be, and the text that it may stand inside."""

    block: Block
    features: Features
    kinds: dict[int, float]
    host: Block
    host_features: Features


def score_step(neighbour: Neighbour, next_block: Block, g: Features, after: dict[int, float]) -> Step:
    """Return scores[current][previous] of going from one block to the next, with what only the two together show."""
    f, before = neighbour.features, neighbour.kinds
    joined, across = 0.0, 0.0
    if C in after and f.end is End.OPEN and _PARAGRAPHS & before.keys():
        joined = _join_strength(neighbour.block.text, next_block.text)
    if C in after and neighbour.host is not neighbour.block:
        host = neighbour.host_features
        strength = _join_strength(neighbour.host.text, next_block.text) if host.end is End.OPEN else 0.0
        across = _continues(host, g, strength)
    order = _heading_order(f, g) if (K in before and H in after) or (H in before and D in after) else 0.0
    result = {}
    one_headline = _is_one_headline(f, g)
    follows_text = not _PARAGRAPHS.isdisjoint(before)
    for current in after:
        row = {}
        after_text = _after_text(f, g, current, joined) if follows_text else 0.0
        for previous in before:
            score = _TRANSITIONS[previous][current]
            if previous in _PARAGRAPHS:
                score += after_text
            elif current == C and previous in (T, F):
                score += across
            if current in (P, L) and g.dateline and not (g.after_note and previous in (P, C)):
                score += 4.0 if previous in (H, D, B, T, K) or current == L else -5.0
            elif current == P and g.news_lead and previous in (H, D, B, X):
                score += -1.5 if previous == X else 1.5
            elif current == P and g.time_lead and previous in (H, D, B):
                score += 0.7
            if previous in _PARAGRAPHS and f.signs_tail:
                score += _SIGNED.get(current, 0.0)
            if current == L and g.caption and g.width < 25 and previous in _BODY:
                score -= 7.0 if g.pictures else 3.0
            if current == H and previous in (H, K) and one_headline:
                score += 4.5 if previous == H else -1.5
            if current == P and (g.credited or g.row or g.verse or g.numbered and f.row_next):
                score += {H: 0.0 if f.in_poem else 3.0, B: 1.5, D: 1.5, X: 2.0 if f.in_poem or f.label else -1.0}.get(
                    previous, 0.0
                )
            if (
                current == L
                and g.ornament
                and (previous == L and f.ornament or f.furniture is FurnitureKind.RUBRIC)
                or current == L
                and g.ornament
                and g.place_first
                and not f.ornament
                and f.end is End.SENTENCE
            ):
                score += 6.5 if previous == L and f.ornament else 5.0
            if g.close_up and previous in _BODY and current in (K, H, L):
                score -= 2.5 if current == L else 1.5
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
            elif current == Z and previous == F and f.furniture is FurnitureKind.HEADER and f.width <= 6 and g.recurs:
                score += 4.0
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


_NUMBER_RIGHT = re.compile(
    r"^[.．]?[0-9０-９]+|^[％%万亿千百]|^(?:多|余)?[年月日时分秒元个人名户家件台辆亩吨米里次项种条座所间头只张份岁倍度公]"
)


def _join_strength(left: str, right: str) -> float:
    """Return how strongly two fragments want to be one, by words and by numbers."""
    left, right = left[-8:], right[:8]
    if (
        _NUMBER_LEFT.search(left)
        and _NUMBER_RIGHT.match(right)
        and (left[-1].isdigit() or right[0].isdigit() or right[0] in "元人多余")
    ):
        return 8.0
    return bond(left, right)


def _after_text(f: Features, g: Features, current: int, joined: float) -> float:
    """Return what the end of a paragraph says for and against the kind of the block behind it."""
    if f.legal == 1 and g.legal:
        return 0.0 if current != C else -20.0
    if f.sign_off and not g.sign_off:
        return {H: 2.0, K: 2.0, L: 0.0, F: 0.0}.get(current, -3.0)  # a date below a notice ends it
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
    if f.quote_open and g.closes_first:
        score += 3.0
    elif f.quote_open and g.short_caption and not g.quote_open:
        score -= 2.0  # the quotation is still open behind it: a caption stands between
    if g.never_first:
        score += 5.0
    if g.dashed or g.numbered or g.ornament or g.speaker:
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
    if f.question and not g.question:
        order -= 2.5  # a headline asks, a deck answers
    if f.time_lead and f.commas and not g.time_lead:
        order += 1.5  # when and where it happened: a kicker
    if g.genre and not f.genre:
        order -= 6.5
    if f.occasion and not g.occasion:
        order += 2.5
    if f.width <= 8 < g.width:
        order += 1.0
    if g.width > 1.5 * f.width and g.width > 16 and f.width > 8:
        order -= 1.35 if alone else 2.7
    elif g.width > 1.25 * f.width and g.width > 16 and f.width > 8:
        order -= 1.2
    elif f.width > 1.25 * g.width:
        order += 0.7
    return order


# A paragraph that is signed at its end is likely the article's last.
_SIGNED = {H: 1.5, K: 1.5, L: 1.0, F: 0.5, P: -1.0, X: -1.5, S: -4.0, C: -20.0}


def _is_one_headline(f: Features, g: Features) -> bool:
    """True for two short lines of like length, neither of which is a heading of another kind: one headline."""
    if f.width > 9 or g.width > 9 or abs(f.width - g.width) > 3 or min(f.width, g.width) < 3.5:
        return False
    return f.end is End.OPEN and not (f.bracketed or g.bracketed or f.spaced or g.spaced or f.couplet or g.dashed)


def _names_page(f: Features, g: Features) -> bool:
    """True if a page number is followed by the page's name: 第02版, 要闻."""
    return (
        f.furniture is FurnitureKind.HEADER and f.width <= 6 and g.width <= 8 and g.end is End.OPEN and g.byline is None
    )
