"""What stands around a block, by name: the text above and below it, marks of an article there, lines of its make."""

from bisect import bisect_right

from articles.dump.cohesion import Cohesion
from articles.dump.features import Features
from articles.dump.layout import Block
from articles.dump.twins import find_twins

_HEADING = 45
# The lower ends of the ranges by which what two texts share is named (cohesion.py).
_PARTS = (0.001, 0.1, 0.2, 0.3, 0.4, 0.55, 0.75)
_ACROSS = (0.001, 0.02, 0.04, 0.06, 0.08, 0.11, 0.15, 0.2, 0.3)
_BESIDE = (0.2, 0.5, 0.8, 1.2, 1.6, 2.2, 3.0, 4.5)
_RUNS = (2, 3, 5, 9)
_RUN_ABOVE = tuple(f"run above {size}" for size in range(len(_RUNS) + 1))
_RUN_BELOW = tuple(f"run below {size}" for size in range(len(_RUNS) + 1))
# What is named of the paragraph above a short line, and of the first one below it.
_ABOVE_FLAGS = ("closing", "signs_tail", "sign_off", "quote_open")
_BELOW_FLAGS = ("time_lead", "news_lead", "placed", "reporter", "opens_quote", "signs_lead", "dateline")
_ABOVE_NAMES = {flag: f"above {flag}" for flag in _ABOVE_FLAGS}
_BELOW_NAMES = {flag: f"below {flag}" for flag in _BELOW_FLAGS}
_FAR_NAMES = {flag: f"far below {flag}" for flag in _BELOW_FLAGS}


def _name_limits(what: str, limits: tuple[float, ...]) -> tuple[tuple[str, ...], ...]:
    """Return for each number of limits that a measure reaches their names, so that each weight adds to those before."""
    names = tuple(f"{what} {limit}" for limit in limits)
    return tuple(names[:reached] for reached in range(len(names) + 1))


_SHARED_BELOW, _SHARED_ABOVE = _name_limits("shares below", _PARTS), _name_limits("shares above", _PARTS)
_SHORT_ACROSS, _LONG_ACROSS = _name_limits("short across", _ACROSS), _name_limits("long across", _ACROSS)
_SHORT_BESIDE, _LONG_BESIDE = _name_limits("short beside usual", _BESIDE), _name_limits("long beside usual", _BESIDE)


class Neighbourhood:
    """The surroundings of a page's blocks. Everything is counted once, in time linear in the blocks."""

    def __init__(self, blocks: tuple[Block, ...], features: tuple[Features, ...], cohesion: list[Cohesion]) -> None:
        self._features = features
        self._cohesion = cohesion
        self._is_text = [f.width > _HEADING or f.full_stop for f in features]
        self._runs = _text_runs(self._is_text)
        self._twins = find_twins(blocks, features)
        self._marked = _marked_runs(features)
        page = {
            "page signs below": sum(f.byline is not None and f.byline.bracketed for f in features),
            "page signs within": sum(f.signs_tail for f in features),
            "page has datelines": sum(f.dateline for f in features),
        }
        self._page = tuple(name for name, count in page.items() if count >= 2)

    def name(self, at: int, names: list[str]) -> None:
        """Add the names of what stands around a block."""
        near, heading = self._cohesion[at], self._features[at].width <= _HEADING
        if heading:
            names += self._page
            names += self._marked[at]
            names += self._twins[at]
            if near.lead is not None:
                names.append(f"in the lead {int(near.lead * 5)}")
            self._name_paragraphs(at, names)
            if near.below is None or near.above is None:
                names.append("shares unknown")
            else:
                names += _SHARED_BELOW[bisect_right(_PARTS, near.below)]
                names += _SHARED_ABOVE[bisect_right(_PARTS, near.above)]
                if near.below != near.above:
                    names.append("shares more below" if near.below > near.above else "shares more above")
        if near.across is None:
            names.append("across unknown")
        else:
            across, beside = (_SHORT_ACROSS, _SHORT_BESIDE) if heading else (_LONG_ACROSS, _LONG_BESIDE)
            names += across[bisect_right(_ACROSS, near.across)]
            names += beside[bisect_right(_BESIDE, near.beside_usual)]

    def _name_paragraphs(self, at: int, names: list[str]) -> None:
        """Add what the paragraphs right above and below a short line look like: an end, and a beginning."""
        above, below = self._runs[at]
        names += (_RUN_ABOVE[bisect_right(_RUNS, above)], _RUN_BELOW[bisect_right(_RUNS, below)])
        if at:
            names += [_ABOVE_NAMES[flag] for flag in vars(self._features[at - 1]) if flag in _ABOVE_NAMES]
        # A byline or a second heading may stand between.
        for near in range(at + 1, min(at + 4, len(self._features))):
            if self._is_text[near]:
                name_of = _BELOW_NAMES if near == at + 1 else _FAR_NAMES
                names += [name_of[flag] for flag in vars(self._features[near]) if flag in name_of]
                break


def _text_runs(is_text: list[bool]) -> list[tuple[int, int]]:
    """Return for each block how many blocks of running text stand right above and right below it."""
    count = len(is_text)
    above, below = [0] * count, [0] * count
    for at in range(1, count):
        above[at] = above[at - 1] + 1 if is_text[at - 1] else 0
    for at in range(count - 2, -1, -1):
        below[at] = below[at + 1] + 1 if is_text[at + 1] else 0
    return list(zip(above, below, strict=True))


def _marked_runs(features: tuple[Features, ...]) -> list[list[str]]:
    """Return for each block whether the text below it, and the text above it, carry the marks of an article.

    The marks are a byline, a dateline, a signature: on a page that has them, a heading without one heads no article.
    """
    marks = [
        f.dateline or f.signs_lead or f.signs_tail or (f.byline is not None and f.byline.score >= 0.5) for f in features
    ]
    heads = [
        f.width <= _HEADING and not f.full_stop and not mark and f.furniture is None
        for f, mark in zip(features, marks, strict=True)
    ]
    many = "many" if sum(marks) >= 4 else "some" if sum(marks) >= 2 else "no"
    below = _next_marked(marks, heads)
    above = reversed(_next_marked(marks[::-1], heads[::-1]))
    sides = {True: "marked", False: "unmarked"}
    names = {
        (under, over): [
            f"{many} marks/{sides[under]} below",
            f"{many} marks/{sides[over]} above",
            f"{many} marks/{sides[under]} below/{sides[over]} above",
        ]
        for under in sides
        for over in sides
    }
    return [names[pair] for pair in zip(below, above, strict=True)]


def _next_marked(marks: list[bool], heads: list[bool]) -> list[bool]:
    """Return for each heading whether a mark stands in the run of other blocks behind it; headings stand in stacks."""
    found = [False] * len(marks)
    mark = above_heading = False
    for at in range(len(marks) - 1, -1, -1):
        if heads[at]:
            found[at], above_heading = mark, True
        else:
            mark = marks[at] or (mark and not above_heading)
            above_heading = False
    return found
