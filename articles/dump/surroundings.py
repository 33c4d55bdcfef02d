"""What only the rest of the page tells about a block: statutes, verse, tables, sign-offs, repeats.

Each mark is made in one pass over the page, so that all of them take time linear in its length.
"""

import re
from collections import Counter
from dataclasses import dataclass

from articles.dump.byline import parse_byline
from articles.dump.furniture import FurnitureKind, classify_furniture
from articles.dump.heading import EDITOR_NOTE, PHOTO_CREDIT
from articles.dump.layout import Block
from articles.dump.rows import find_rows, find_sign_offs
from articles.dump.statute import find_legal
from articles.dump.verse import find_verse, is_in_poem, is_poet
from articles.text.chars import ORNAMENTS, remove_blanks

# "一、村里的事，…": the first of several.
_FIRST_ITEM = re.compile(r"^(?:一、|[（(]一[）)]|1[．.、](?![0-9])|第一条|①)")
# "怀化市" in a lead: the place of the news is then known by its short form, 怀化, in the headline.
_PLACE_STEM = re.compile(
    r"([\u4e00-\u9fff]{2,4})(?:省|市(?!场|民|值|面)|县|区(?!域|别|块|分|间)|镇|乡(?!村|愁|亲|土|贤)|村(?!民|级|庄)|州)"
)


_STEM_REACH = 150


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What only the rest of the page tells about a block."""

    repeats: int
    recurs: bool
    legal: int
    verse: bool
    row: bool
    stems: frozenset[str]
    furniture: FurnitureKind | None
    rubrics: int
    teasers: bool
    last: bool
    credited: bool
    row_next: bool
    verse_next: bool
    sign_off: bool
    siblings: int
    close_up: bool
    after_note: bool
    in_poem: bool


def _is_credited(blocks: tuple[Block, ...], at: int) -> bool:
    """True if a photographer's byline (摄, 摄影报道) is the next block or the one after it, behind another byline."""
    for block in blocks[at + 1 : at + 3]:
        if len(block.text) > 40 or parse_byline(block.text) is None:
            return False
        if PHOTO_CREDIT.search(block.text):
            return True
    return False


# "3版", "第5版": nothing but a page's number.
_BARE_PAGE = re.compile(r"^第?[A-D]?[0-9]{1,2}版$")


def _is_paged_teaser(blocks: tuple[Block, ...], furniture: list[FurnitureKind | None], at: int) -> bool:
    """True for a heading between two page numbers: it announces what stands on that page."""
    if not 0 < at < len(blocks) - 1 or furniture[at] is not None or len(blocks[at].text) > _HEADING_REACH:
        return False
    return all(_BARE_PAGE.match(blocks[near].text) for near in (at - 1, at + 1))


def _is_first_item(text: str) -> bool:
    return _FIRST_ITEM.match(text) is not None


def _count_siblings(blocks: tuple[Block, ...]) -> list[int]:
    """Return for each short line between two paragraphs how many others of its make stand within forty blocks.

    The make: a question, or a number of phrases apart by spaces; plain lines have no siblings.
    """
    makes: list[str | None] = []
    for at, block in enumerate(blocks):
        inside = (
            0 < at < len(blocks) - 1
            and len(block.text) <= 30
            and len(blocks[at - 1].text) > 12 < len(blocks[at + 1].text)
        )
        makes.append(_shape_of(block.text) if inside else None)
    counts = [0] * len(blocks)
    at_of: dict[str, list[int]] = {}
    for at, make in enumerate(makes):
        if make is not None:
            at_of.setdefault(make, []).append(at)
    for places in at_of.values():
        low = high = 0
        for index, at in enumerate(places):
            while places[low] < at - 40:
                low += 1
            high = max(high, index)
            while high + 1 < len(places) and places[high + 1] <= at + 40:
                high += 1
            counts[at] = high - low
    return counts


def _shape_of(text: str) -> str | None:
    if text[-1] in "？?":
        return "?" if sum(text.count(mark) for mark in "。！？!?") == 1 and "“" not in text[:1] else None
    phrases = text.split()
    if len(phrases) >= 2 and max(map(len, phrases)) <= 12:
        return f"{len(phrases)} phrases"
    return None


def _find_place_stems(blocks: tuple[Block, ...]) -> list[frozenset[str]]:
    """Return for each block the short forms of places that the next long block opens with."""
    stems: list[frozenset[str]] = []
    following: frozenset[str] = frozenset()
    for block in reversed(blocks):
        stems.append(following)
        if len(block.text) > 40:
            found = (match[1] for match in _PLACE_STEM.finditer(block.text[:_STEM_REACH]))
            following = frozenset(stem[-size:] for stem in found for size in (2, 3) if len(stem) >= size)
    stems.reverse()
    return stems


_HEADING_REACH = 62


def read_surroundings(blocks: tuple[Block, ...]) -> tuple[Surroundings, ...]:
    """Return what the page tells about each block, in order."""
    keys = [
        remove_blanks(block.text).lstrip(ORNAMENTS) if len(block.text) <= _HEADING_REACH else "" for block in blocks
    ]
    counts = Counter(keys)
    last_at = {key: at for at, key in enumerate(keys)}
    legal = find_legal(blocks)
    verse = find_verse(blocks)
    rows = find_rows(blocks)
    stems = _find_place_stems(blocks)
    furniture = [classify_furniture(block.text) for block in blocks]
    signed = find_sign_offs(blocks, furniture)
    siblings = _count_siblings(blocks)
    gaps = Counter(block.gap for block in blocks[1:])
    usual_gap = gaps.most_common(1)[0][0] if gaps else 0
    gapped = sum(count for gap, count in gaps.items() if gap > usual_gap) >= 3
    teasers = FurnitureKind.TEASERS in furniture
    rubrics = sum(kind is FurnitureKind.RUBRIC for kind in furniture)
    return tuple(
        Surroundings(
            repeats=counts[key] if key else 1,
            recurs=(bool(key) and last_at[key] > at) or _is_paged_teaser(blocks, furniture, at),
            legal=legal[at],
            verse=verse[at],
            row=rows[at],
            stems=stems[at],
            furniture=furniture[at],
            rubrics=rubrics,
            teasers=teasers,
            last=at + 1 == len(blocks),
            credited=_is_credited(blocks, at),
            row_next=at + 1 < len(blocks) and (rows[at + 1] or verse[at + 1] or _is_first_item(blocks[at + 1].text)),
            verse_next=is_poet(blocks, verse, at),
            sign_off=signed[at],
            siblings=siblings[at],
            in_poem=is_in_poem(blocks, verse, at),
            after_note=any(EDITOR_NOTE.match(block.text) for block in blocks[max(0, at - 3) : at]),
            close_up=gapped and blocks[at].gap <= usual_gap,
        )
        for at, key in enumerate(keys)
    )
