"""What is seen of a block, by name: the evidence that the weights of the reading model are for.

Each name stands for something that holds or does not hold. Measures are named by the range in which they lie, so that a
weight can say that 12 columns speak for a crosshead and 30 do not.
"""

import functools
from bisect import bisect_right

from articles.dump.cohesion import Cohesion
from articles.dump.endings import End
from articles.dump.features import Features
from articles.dump.layout import Block, Layout
from articles.dump.lexicon import divide
from articles.dump.neighbourhood import Neighbourhood
from articles.text.chars import ORNAMENTS, remove_blanks

# The lower ends of the ranges by which widths (in columns) are named.
_WIDTHS = (2, 3, 4, 5, 6, 7, 9, 11, 14, 17, 21, 25, 29, 37, 46, 63, 131)
_COARSE = (8, 14, 26, 46, 63)
_LONGEST_HEADING = 62
_LONGEST_PHRASE = 36
# Features that are named as they are where they hold.
FLAGS = tuple(
    (
        "full_stop dashed ornament numbered bracketed never_first opens_quote quote_open closes_first photo_credit "
        "dateline ends_in_jump caption pictures short_caption time_lead subject parallel open_word narrative recurs "
        "paged verse row last dangling label digits credited titled occasion spaced place_first place_colon "
        "editor_note row_next sign_off question signs_lead signs_tail salutation genre speaker news_lead event "
        "couplet in_poem after_note close_up teasers jump_to jump_from"
    ).split()
)
_IS_FLAG = frozenset(FLAGS)
_WIDTH_NAMES = tuple(f"width {width}" for width in range(len(_WIDTHS) + 1))


def _by_width(what: str, *sizes: str) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return the names of a measure by its size and the block's width."""
    return {
        size: tuple((f"{what} {size}", f"{what} {size} at {coarse}") for coarse in range(len(_COARSE) + 1))
        for size in sizes
    }


_END_NAMES = tuple(_by_width("ends", *(end.name.lower() for end in End)).values())
_INDENT_NAMES = _by_width("indent", "none", "usual", "deep")
_GAP_NAMES = _by_width("gap", "wide", "wider")


@functools.lru_cache(maxsize=4096)
def _name_shapes(first: str, before: str, here: str, after: str, last: str) -> tuple[str, ...]:
    """Return the names of what two blocks above, a block and two below look like, one with another."""
    return (
        f"{here}/before {before}",
        f"{here}/after {after}",
        f"before {before}/after {after}",
        f"{here}/second before {first}",
        f"{here}/second after {last}",
        f"after {after} {last}",
        f"{here}/after {after} {last}",
    )


def name_evidence(
    blocks: tuple[Block, ...], features: tuple[Features, ...], cohesion: list[Cohesion], layout: Layout
) -> list[list[str]]:
    """Return for each block the names of what is seen of it, of its neighbours and of its place on the page."""
    shapes = [_shape(f) for f in features]
    near = Neighbourhood(blocks, features, cohesion)
    padded = ["^", "^", *shapes, "$", "$"]
    seen = []
    for at, (block, f) in enumerate(zip(blocks, features, strict=True)):
        names = _own(block.text, f, layout)
        first, before, here, after, last = padded[at : at + 5]
        names += _name_shapes(first, before, here, after, last)
        if at < 5:
            names.append("top" if at else "first")
            if f.furniture is not None:
                names.append(f"top {f.furniture.value}")
        if f.recurs:
            names.append(f"recurs/before {before}")
        if f.editor_note:
            names += (f"editor note/before {before}", f"editor note/after {after}")
        near.name(at, names)
        seen.append(names)
    return seen


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
    names = ["any", _WIDTH_NAMES[width], *_END_NAMES[f.end][coarse]]
    names += [flag for flag in vars(f) if flag in _IS_FLAG]
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
        names += _INDENT_NAMES[indent][coarse]
    if f.gap > layout.usual_gap:
        gap = "wide" if f.gap >= layout.wide_gap else "wider"
        names += _GAP_NAMES[gap][coarse]
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
    if bare[0] in '“"「' and bare[-1] in '”"」':
        names.append("quotation")
    if "——" in bare[1:-1]:
        names.append("dash inside")
    names += _name_tags(divide(bare)[1])
    return names


@functools.lru_cache(maxsize=4096)
def _name_tags(tags: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of what kinds of words a line is made of."""
    names = [
        f"words {min(9, len(tags))}",
        f"opens with {tags[0]}",
        f"closes with {tags[-1]}",
        f"from {tags[0]} to {tags[-1]}",
        f"verbs {min(3, tags.count('v') + tags.count('vn'))}",
    ]
    if "ns" in tags:
        names.append("place word")
    if "nr" in tags:
        names.append("name word")
    if "nt" in tags:
        names.append("office word")
    if len(tags) > 1:
        names.append(f"closes with {tags[-2]} {tags[-1]}")
    return tuple(names)
