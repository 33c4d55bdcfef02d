"""What is seen of a block, by name: the evidence that the weights of the reading model are for.

Each name stands for something that holds or does not hold. Measures are named by the range in which they lie, so that a
weight can say that 12 columns speak for a crosshead and 30 do not.
"""

from bisect import bisect_right

from articles.dump.cohesion import Cohesion
from articles.dump.endings import End
from articles.dump.features import Features
from articles.dump.layout import Block, Layout
from articles.dump.lexicon import divide
from articles.dump.twins import find_twins
from articles.text.chars import ORNAMENTS, remove_blanks

# The lower ends of the ranges by which widths (in columns) are named.
_WIDTHS = (2, 3, 4, 5, 6, 7, 9, 11, 14, 17, 21, 25, 29, 37, 46, 63, 131)
_COARSE = (8, 14, 26, 46, 63)
# The lower ends of the ranges by which what two texts share is named (cohesion.py).
_PARTS = (0.001, 0.1, 0.2, 0.3, 0.4, 0.55, 0.75)
_ACROSS = (0.001, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.6, 0.9)
_BESIDE = (0.2, 0.5, 0.8, 1.2, 1.6, 2.2, 3.0, 4.5)
_RUNS = (2, 3, 5, 9)
_LONGEST_HEADING = 62
_LONGEST_PHRASE = 36
# Features that are named as they are where they hold.
_FLAGS = tuple(
    "full_stop dashed ornament numbered bracketed never_first opens_quote quote_open closes_first photo_credit dateline "
    "ends_in_jump caption pictures short_caption time_lead subject parallel open_word narrative recurs paged verse row "
    "last dangling label digits credited titled occasion spaced place_first place_colon editor_note row_next sign_off "
    "question signs_lead signs_tail salutation genre speaker news_lead event couplet in_poem after_note close_up "
    "teasers jump_to jump_from".split()
)


def name_evidence(
    blocks: tuple[Block, ...], features: tuple[Features, ...], cohesion: list[Cohesion], layout: Layout
) -> list[list[str]]:
    """Return for each block the names of what is seen of it, of its neighbours and of its place on the page."""
    shapes = [_shape(f) for f in features]
    count = len(blocks)
    signed_below = sum(f.byline is not None and f.byline.bracketed for f in features) >= 2
    signed_within = sum(f.signs_tail for f in features) >= 2
    dated = sum(f.dateline for f in features) >= 2
    runs = _text_runs(features)
    twins = find_twins(blocks, features)
    marked = _marked_runs(features)
    padded = ["^", "^", *shapes, "$", "$"]
    seen = []
    for at, (block, f, near) in enumerate(zip(blocks, features, cohesion, strict=True)):
        names = _own(block.text, f, layout)
        before, here, after = padded[at + 1], shapes[at], padded[at + 3]
        names += (
            f"{here}/before {before}",
            f"{here}/after {after}",
            f"before {before}/after {after}",
            f"{here}/second before {padded[at]}",
            f"{here}/second after {padded[at + 4]}",
            f"after {after} {padded[at + 4]}",
            f"{here}/after {after} {padded[at + 4]}",
        )
        if at < 5:
            names.append("top")
            if f.furniture is not None:
                names.append(f"top {f.furniture.value}")
        if at == 0:
            names.append("first")
        if at + 1 < count and features[at + 1].dateline:
            names.append("dateline below")
        if f.width <= 45:
            if signed_below:
                names.append("page signs below")
            if signed_within:
                names.append("page signs within")
            if dated:
                names.append("page has datelines")
            names += _around(features, runs, at)
            names += marked[at]
            names += _shares("shares below", _PARTS, near.below)
            names += _shares("shares above", _PARTS, near.above)
            if near.below is not None and near.above is not None and near.below != near.above:
                names.append(f"shares more {'below' if near.below > near.above else 'above'}")
            names += twins[at]
        size = "short" if f.width <= 45 else "long"
        names += _shares(f"{size} across", _ACROSS, near.across)
        names += _shares(f"{size} beside usual", _BESIDE, near.beside_usual)
        seen.append(names)
    return seen


def _shares(what: str, limits: tuple[float, ...], value: float | None) -> list[str]:
    """Return the names of the limits that a measure reaches, so that each weight adds to the one before it."""
    if value is None:
        return [f"{what} unknown"]
    return [f"{what} {limit}" for limit in limits if value >= limit]


def _text_runs(features: tuple[Features, ...]) -> list[tuple[int, int]]:
    """Return for each block how many blocks of running text stand right above and right below it."""
    count = len(features)
    text = [f.width > 45 or f.full_stop for f in features]
    above, below = [0] * count, [0] * count
    for at in range(1, count):
        above[at] = above[at - 1] + 1 if text[at - 1] else 0
    for at in range(count - 2, -1, -1):
        below[at] = below[at + 1] + 1 if text[at + 1] else 0
    return list(zip(above, below, strict=True))


def _marked_runs(features: tuple[Features, ...]) -> list[list[str]]:
    """Return for each short line whether the text below it, and the text above it, carry the marks of an article.

    The marks are a byline, a dateline, a signature: on a page that has them, a heading without one heads no article.
    """
    count = len(features)
    marks = [
        f.dateline or f.signs_lead or f.signs_tail or (f.byline is not None and f.byline.score >= 0.5) for f in features
    ]
    heads = [
        f.width <= 45 and not f.full_stop and not mark and f.furniture is None for f, mark in zip(features, marks, strict=True)
    ]
    many = "many" if sum(marks) >= 4 else "some" if sum(marks) >= 2 else "no"
    below = _next_marked(marks, heads)
    above = list(reversed(_next_marked(marks[::-1], heads[::-1])))
    return [
        [f"{many} marks/{'marked' if below[at] else 'unmarked'} below", f"{many} marks/{'marked' if above[at] else 'unmarked'} above",
         f"{many} marks/{'marked' if below[at] else 'unmarked'} below/{'marked' if above[at] else 'unmarked'} above"]
        for at in range(count)
    ]


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


def _around(features: tuple[Features, ...], runs: list[tuple[int, int]], at: int) -> list[str]:
    """Return what the paragraphs right above and right below a short line look like: an end, and a beginning."""
    names = [f"run above {bisect_right(_RUNS, runs[at][0])}", f"run below {bisect_right(_RUNS, runs[at][1])}"]
    if at:
        above = features[at - 1]
        names += [f"above {flag}" for flag in ("closing", "signs_tail", "sign_off", "quote_open") if getattr(above, flag)]
    # The first paragraph below: a byline or a second heading may stand between.
    for near in range(at + 1, min(at + 4, len(features))):
        below = features[near]
        if below.width > 45 or below.full_stop:
            far = "" if near == at + 1 else "far "
            names += [
                f"{far}below {flag}"
                for flag in ("time_lead", "news_lead", "placed", "reporter", "opens_quote", "signs_lead", "dateline")
                if getattr(below, flag)
            ]
            break
    return names


def _shape(f: Features) -> str:
    """Return in a word what a block looks like, as its neighbours see it."""
    if f.jump_to or f.jump_from:
        return "jump"
    if f.furniture is not None:
        return f.furniture.value
    if f.byline is not None and f.byline.score >= 0.5:
        return "names" if not f.byline.has_role else "signers"
    if f.dateline:
        return "dateline"
    if f.caption:
        return "caption"
    if f.verse or f.row or f.legal == 1:
        return "row"
    if f.width > _LONGEST_HEADING or f.sentences:
        return "text" if f.end is End.SENTENCE else "open text"
    if f.full_stop:
        return "sentence" if f.width <= 30 else "text"
    if f.end is End.SENTENCE:
        return "call"
    if f.dashed:
        return "dash"
    if f.width <= 45:
        return "tiny" if f.width < 5 else "short" if f.width <= 14 else "line" if f.width <= 26 else "long line"
    return "open text"


def _own(text: str, f: Features, layout: Layout) -> list[str]:
    width = bisect_right(_WIDTHS, f.width)
    coarse = bisect_right(_COARSE, f.width)
    end = f.end.name.lower()
    names = ["any", f"width {width}", f"ends {end}", f"ends {end} at {coarse}"]
    names += [flag for flag in _FLAGS if getattr(f, flag)]
    if f.sentences:
        names.append("sentences 1" if f.sentences == 1 else "sentences 2")
    if f.commas and f.width <= _LONGEST_HEADING:
        names.append(f"commas {min(3, f.commas)}")
    if f.legal:
        names.append(f"legal {f.legal}")
    if f.furniture is not None:
        names.append(f"furniture {f.furniture.value}")
        if f.rubrics > 1:
            names.append("rubrics")
    if f.repeats > 1:
        names += (f"repeats {min(3, f.repeats)}", f"repeats {min(3, f.repeats)} at {coarse}")
    if f.siblings:
        names += ("siblings", f"siblings {min(3, f.siblings)}")
        if f.question:
            names.append("questions")
    if f.byline is not None:
        names += _signing(f)
    if layout.indented:
        # Headings and bylines are set off further than paragraphs, and second halves not at all.
        indent = "none" if f.indent < 1.5 else "deep" if f.indent > layout.usual_indent + 1 else "usual"
        names += (f"indent {indent}", f"indent {indent} at {coarse}")
    if f.gap > layout.usual_gap:
        gap = "wide" if f.gap >= layout.wide_gap else "wider"
        names += (f"gap {gap}", f"gap {gap} at {coarse}")
    if coarse < 5 and not f.sentences:
        names += _phrasing(text, f)
    return names


def _signing(f: Features) -> list[str]:
    score = int(f.byline.score * 5 + 0.01)
    how = ("role" if f.byline.has_role else "names") + (" bracketed" if f.byline.bracketed else "")
    people = min(3, len(f.byline.people))
    return ["byline", f"byline {how} {score}", f"byline {how}", f"byline people {people}"]


def _phrasing(text: str, f: Features) -> list[str]:
    """Return how a short line is worded: its first and last characters and words, and its phrases."""
    bare = remove_blanks(text.strip(ORNAMENTS))
    if not bare:
        return []
    names = [f"last {bare[-1]}", f"last {bare[-2:]}", f"first {bare[0]}", f"first {bare[:2]}"]
    if text[0] in ORNAMENTS:
        names.append(f"ornament {text[0]}")
    if f.width > _LONGEST_PHRASE:
        return names
    phrases = len(text.split())
    if phrases > 1:
        names.append(f"phrases {min(4, phrases)}")
    if "：" in bare[1:-1] or ":" in bare[1:-1]:
        names.append("colon inside")
    if "《" in bare:
        names.append("title inside")
    if bare[0] in "“\"「" and bare[-1] in "”\"」":
        names.append("quotation")
    if "——" in bare[1:-1]:
        names.append("dash inside")
    words, tags = divide(bare)
    verbs = sum(tag in ("v", "vn") for tag in tags)
    names += (
        f"words {min(9, len(words))}",
        f"opens with {tags[0]}",
        f"closes with {tags[-1]}",
        f"from {tags[0]} to {tags[-1]}",
        f"verbs {min(3, verbs)}",
    )
    if "ns" in tags:
        names.append("place word")
    if "nr" in tags:
        names.append("name word")
    if "nt" in tags:
        names.append("office word")
    if len(words) > 1:
        names.append(f"closes with {tags[-2]} {tags[-1]}")
    return names
