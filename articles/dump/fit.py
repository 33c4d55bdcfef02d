"""How well each line kind fits a block by itself.

Scores are natural-logarithm odds set by hand, each from a convention that docs/dump-format.md states.
"""

from articles.dump.endings import End
from articles.dump.features import Features
from articles.dump.furniture import FurnitureKind
from articles.dump.kinds import JF, JT, KINDS, X2, B, C, D, F, H, K, L, P, S, T, X, Z
from articles.dump.layout import Layout

_NEVER = -40.0


# A kind this much worse than the best one for a block is not looked at.
BEAM = 10.5


def fit_kinds(f: Features, layout: Layout, at: int) -> dict[int, float]:
    """Return how well each kind fits a block by itself; kinds that are out of the question are left out."""
    scores = [_NEVER] * len(KINDS)
    signed = 0.0
    if f.byline is not None:
        signed = f.byline.score * (8.0 if f.byline.has_role else 6.0)
    furniture = _furniture_score(f, at)
    indented = layout.indented and 1.5 <= f.indent <= layout.usual_indent + 1
    deep = layout.indented and f.indent > layout.usual_indent + 1  # headings and bylines are set off further
    # --- running text
    text = _text_score(f)
    if layout.indented:
        text += 1.5 if indented else -2.5 if deep and f.width < 40 else -1.5 if f.width < 40 else 0.0
    signed += 0.5 * signed if deep else 0.0
    text -= 0.8 * signed + max(0.0, furniture)
    if f.closes_first:
        text -= 4.0  # a quotation that another block opened
    scores[P] = text + (-0.5 if f.dashed and f.end is not End.SENTENCE else 0.0)
    scores[L] = text - 4.0 + (1.0 if f.time_lead else 0.0) + (2.0 if f.photo_credit or f.caption else 0.0)
    if f.editor_note and f.width > 12:
        scores[L] += 7.0
    if f.ornament and f.end is End.SENTENCE and f.width > 25:
        scores[L] += 0.5
    if f.credited and f.end is End.SENTENCE:
        scores[L] += 6.0 if f.time_lead else 3.0
    # A second half is running text like any other; only the break before it speaks for it (_continues).
    scores[C] = (
        text
        + (4.0 if f.closes_first else 0.0)
        - (1.5 if layout.indented and indented else 0.0)
        + (1.5 if layout.indented and not indented and f.width < 40 else 0.0)
    )
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
        scores[T] = 4.5 + (0.0 if not f.pictures else -3.0 if f.credited else 2.0)
    elif f.short_caption:
        scores[T] = 2.0 if indented else 0.5
    scores[F] = furniture
    if f.width <= 45 and (f.recurs or f.paged or f.teasers):
        scores[Z] = (8.0 if f.paged else 1.5 if f.recurs else -4.0) - (6.0 if f.full_stop else 0.0)
    if f.jump_to:
        scores[JT] = 14.0
    if f.jump_from:
        scores[JF] = 14.0
    best = max(scores)
    return {kind: score for kind, score in enumerate(scores) if score > best - BEAM}


def _text_score(f: Features) -> float:
    if f.legal == 1 or f.sign_off:
        return 8.0
    if f.salutation:
        return 5.0
    if f.bracketed and f.row_next:
        return 3.0
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
        score = 3.0 if width > 40 else 0.0 if width > 25 else -2.5
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
    if f.speaker:
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
    score += {
        End.OPEN: 1.0,
        End.SENTENCE: -0.5,
        End.CLOSER: 0.5,
        End.COMMA: -4.0,
        End.COLON: -2.0,
        End.SEMICOLON: -7.0,
        End.DASH: -1.0,
    }[f.end]
    score -= 8.0 * min(1, f.sentences)
    if f.commas > 1:
        score -= 1.2 * (f.commas - 1)
    if f.quote_open or f.closes_first:
        score -= 4.0
    if f.time_lead and f.commas:
        score -= 0.7
    if f.spaced or (f.titled and width < 4):
        score += 2.0
    if f.sign_off or f.salutation:
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
    gap = wide_gap(f, layout)
    if layout.indented:
        base += -2.5 if indented else 0.5
    opening = base + gap
    scores[H] = opening + (1.5 if f.ornament else 0.0) + (2.5 if f.titled else 0.0) + (0.8 if f.subject else 0.0)
    scores[H] += 0.6 if f.event else 0.0
    scores[H] -= (1.5 if f.numbered else 0.0) + (2.5 if f.bracketed else 0.0) + (6.0 if f.dashed else 0.0)
    scores[H] += (1.8 if f.place_colon else 0.0) + (0.5 if f.place_first else 0.0) + (2.0 if f.editor_note else 0.0)
    scores[H] -= (0.7 if f.width < 9.5 else 0.0) + (1.0 if f.end is End.DASH else 0.0) + (3.0 if f.label else 0.0)
    scores[K] = (
        opening
        - 0.5
        - (1.0 if f.ornament else 0.0)
        - (1.0 if f.width > 30 else 0.0)
        - (6.0 if f.dashed else 0.0)
        - (1.0 if f.numbered else 0.0)
    )
    if f.end is End.COLON and f.width <= 12:
        scores[K] += 5.0
    if f.bracketed and f.width <= 14:
        scores[K] += 1.5
    scores[D] = base - 0.5 + (1.5 if 28 < f.width <= 50 else 0.0) - (3.0 if f.ornament else 0.0) - max(0.0, gap)
    if not f.dashed and f.width < 9:
        scores[D] -= 1.0  # a deck says more than the headline does
    if f.bracketed and f.row_next:
        scores[D] -= 5.0  # （单位：元）above a table
    if f.dashed:
        scores[D] += 6.0
        if f.full_stop:
            scores[D] += 1.0
    cross = base + (0.5 if f.width <= 16 else 0.0) - (1.0 if f.width > 20 else 0.0) - (2.0 if f.width > 26 else 0.0)
    cross += (
        (2.5 if f.numbered else 0.0)
        + (2.5 if f.end is End.DASH else 0.0)
        + (5.0 if f.label else 0.0)
        - (3.0 if f.dashed else 0.0)
    )
    cross -= (0.5 if f.subject else 0.0) + max(0.0, gap - 1.0) + (2.0 if f.bracketed else 0.0)
    if f.question and f.siblings:
        cross += 0.5 if f.siblings == 1 else 3.0
    elif f.parallel:
        cross += 0.5 + 0.5 * min(3, f.siblings)
    elif f.siblings and not f.subject:
        cross += 0.5
    cross -= (
        (1.5 if f.place_colon else 0.0)
        + (2.0 if f.titled else 0.0)
        + (0.5 if f.place_first else 0.0)
        + (4.0 if f.editor_note else 0.0)
    )
    cross -= 0.6 if f.event else 0.0
    even = f.parallel or f.numbered or f.siblings or f.question or f.label or f.opens_quote or f.end is End.DASH
    cross -= 1.0 if f.width > 12 and not even else 0.0
    if f.legal == 2:
        cross += 16.0
    scores[X] = cross
    scores[X2] = cross if f.width <= 22 else cross - 3.0


def wide_gap(f: Features, layout: Layout) -> float:
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
    FurnitureKind.WEATHER: 9.0,
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
