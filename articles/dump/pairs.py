"""What two neighbouring blocks say together, by name: does one go on in the other, which of two headings leads.

`name_pair` names what holds between a block and the one before it. The weights of the reading model say what that means
for each pair of kinds.
"""

import re

from articles.dump.cohesion import Cohesion
from articles.dump.endings import End
from articles.dump.features import Features
from articles.dump.furniture import FurnitureKind
from articles.dump.layout import Block, Layout
from articles.dump.lexicon import bond

# "2020年6月|8日", "报了2|40人", "12|.5元", "120|万元": a number or a date runs across the break.
_NUMBER_LEFT = re.compile(r"[0-9０-９]$|[0-9０-９][年月第约达超近]$|[0-9０-９][0-9０-９.．]*[万亿千百]$")
_NUMBER_RIGHT = re.compile(
    r"^[.．]?[0-9０-９]+|^[％%万亿千百]|^(?:多|余)?[年月日时分秒元个人名户家件台辆亩吨米里次项种条座所间头只张份岁倍度公]"
)
_HEADING = 45
# What is named of the lower block, of the upper one, and of two headings where only one or both of them have it.
_BELOW_FLAGS = tuple(
    (
        "time_lead news_lead row verse credited numbered ornament dashed speaker byline photo_credit caption "
        "short_caption signs_lead"
    ).split()
)
_ABOVE_FLAGS = tuple(
    ("signs_tail signs_lead row verse sign_off ends_in_jump label byline row_next teasers ornament").split()
)
_HEADING_FLAGS = tuple(
    (
        "couplet parallel digits question genre occasion place_colon bracketed dashed event opens_quote titled numbered"
    ).split()
)
_BELOW_NAMES = {flag: f"{flag} below" for flag in _BELOW_FLAGS}
_ABOVE_NAMES = {flag: f"{flag} above" for flag in _ABOVE_FLAGS}
_ONLY_ABOVE = {flag: f"only above {flag}" for flag in _HEADING_FLAGS}
_ONLY_BELOW = {flag: f"only below {flag}" for flag in _HEADING_FLAGS}
_BOTH = {flag: f"both {flag}" for flag in _HEADING_FLAGS}
_END_ABOVE = tuple(f"above ends {end.name.lower()}" for end in End)


def name_pair(
    above: Block, f: Features, host: Block, h: Features, below: Block, g: Features, layout: Layout
) -> list[str]:
    """Return the names of what holds between a block and the one above it.

    `host` is the last block that may be running text: a caption or a rule may stand between the halves of a paragraph.
    """
    names = ["any", _END_ABOVE[f.end]]
    if g.gap > layout.usual_gap:
        names.append("gap wide" if g.gap >= layout.wide_gap else "gap wider")
    elif g.close_up:
        names.append("close up")
    if layout.indented:
        names.append("indented below" if g.indent >= 1.5 else "flush below")
    if f.end is not End.SENTENCE or f.quote_open:
        names += _crossing(above, f, below, g, "")
    if host is not above and (h.end is not End.SENTENCE or h.quote_open):
        names += _crossing(host, h, below, g, "host ")
    if g.dateline:
        names.append("dateline after note" if g.after_note else "dateline below")
    names += [_BELOW_NAMES[flag] for flag in vars(g) if flag in _BELOW_NAMES]
    names += [_ABOVE_NAMES[flag] for flag in vars(f) if flag in _ABOVE_NAMES]
    if f.sign_off and g.sign_off or f.row and g.row or f.verse and g.verse or f.legal and g.legal:
        names.append("both of one list")
    if f.ornament and g.ornament:
        names.append("both with ornaments")
    if f.furniture is not None:
        names.append(f"furniture {f.furniture.value} above")
        if (
            f.furniture is FurnitureKind.HEADER
            and f.width <= 6
            and g.width <= 8
            and g.end is End.OPEN
            and g.byline is None
        ):
            names.append("page number and name")
    if f.width <= _HEADING and g.width <= _HEADING and not (f.full_stop or g.full_stop):
        names += _two_headings(f, g)
    return names


# Below this difference two headings say as much of what the text says.
_MORE = 0.15


def name_shares(above: Cohesion, below: Cohesion, names: list[str]) -> None:
    """Add which of two headings comes again in the text below them: the main one says what the text says."""
    if above.below is None or below.below is None:
        return
    for what, more in (("", above.below - below.below), (" of the lead", (above.lead or 0.0) - (below.lead or 0.0))):
        which = "above says more" if more > _MORE else "below says more" if more < -_MORE else "both say as much"
        names.append(which + what)


def _crossing(above: Block, f: Features, below: Block, g: Features, where: str) -> list[str]:
    """Return what speaks for and against a sentence that runs from one block into the other."""
    names = [f"{where}open {f.end.name.lower()}"]
    left, right = above.text[-8:], below.text[:8]
    if f.end in (End.OPEN, End.CLOSER):
        if (
            _NUMBER_LEFT.search(left)
            and _NUMBER_RIGHT.match(right)
            and (left[-1].isdigit() or right[0].isdigit() or right[0] in "元人多余")
        ):
            names.append(f"{where}number across")
        else:
            strength = bond(left, right)
            if strength:
                names.append(f"{where}word across {min(3, int(strength / 2.5))}")
    if f.quote_open:
        names.append(f"{where}quotation closed" if g.closes_first else f"{where}quotation open")
    if g.never_first:
        names.append(f"{where}mark first")
    if f.width <= 25:
        names.append(f"{where}short above")
    if g.opens_quote:
        names.append(f"{where}opens quotation")
    return names


def _two_headings(f: Features, g: Features) -> list[str]:
    """Return what two short lines say of each other: which names the place, which is longer, a couplet, a question."""
    names = ["two headings"]
    if f.subject != g.subject:
        names.append("only above subject" if f.subject else "only below subject")
    elif f.subject:
        names.append("both subjects")
    if f.place_first != g.place_first:
        names.append("only above place first" if f.place_first else "only below place first")
    one, other = vars(f), vars(g)
    names += [_BOTH[flag] if flag in other else _ONLY_ABOVE[flag] for flag in one if flag in _BOTH]
    names += [_ONLY_BELOW[flag] for flag in other if flag in _BOTH and flag not in one]
    predicates = f"{'predicate' if f.predicate else 'no predicate'}/{'predicate' if g.predicate else 'no predicate'}"
    names += (predicates, f"{predicates}/{f.subject:d}{g.subject:d}")
    ratio = g.width / max(f.width, 1)
    names.append(
        "much shorter below"
        if ratio < 0.6
        else "shorter below"
        if ratio < 0.8
        else "longer below"
        if 1.25 < ratio <= 1.6
        else "much longer below"
        if ratio > 1.6
        else "alike"
    )
    if f.width == g.width:
        names.append("same width")
    if max(f.width, g.width) <= 9:
        names.append("both small")
    if f.end is End.COLON:
        names.append("colon above")
    if f.time_lead and f.commas and not g.time_lead:
        names.append("time above")
    if f.commas and g.commas:
        names.append("both commas")
    elif f.commas or g.commas:
        names.append("only above commas" if f.commas else "only below commas")
    return names
