"""What only the rest of the page tells about a block: statutes, verse, tables, sign-offs, repeats.

Each mark is made in one pass over the page, so that all of them take time linear in its length.
"""

import re
from collections import Counter
from dataclasses import dataclass

from articles.dump.byline import parse_byline
from articles.dump.furniture import FurnitureKind, classify_furniture
from articles.dump.heading import EDITOR_NOTE, PHOTO_CREDIT, TITLED
from articles.dump.layout import Block
from articles.dump.rows import find_rows, find_sign_offs
from articles.dump.statute import find_legal
from articles.dump.verse import find_verse, is_in_poem, is_poet
from articles.text.chars import ORNAMENTS, count_ideographs, remove_blanks

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
    heads_rows: bool
    paged: bool
    listed: bool
    pen_name: bool
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


# "●某某新闻　第2版", "某某新闻 ▶A05", "某某新闻……3版": a heading, and the page on which it stands.
_PAGE_REFERENCE = re.compile(
    r"(?:[ \u3000\u00a0…·.▶►→>》]+(?:第?[A-D]?[0-9０-９一二三四五六七八]{1,3}[-－、]?[0-9]{0,2}版|[A-D][0-9]{1,2})"
    r"|[（(](?:[见详]|详见)?第?[A-D]?[0-9]{1,2}版[）)])$"
)


def _key(text: str) -> str:
    """Return what a heading is compared by when it is printed twice: without ornaments, blanks and page references."""
    if len(text) > _HEADING_REACH:
        return ""
    return remove_blanks(_PAGE_REFERENCE.sub("", text)).lstrip(ORNAMENTS)


def _is_paged(blocks: tuple[Block, ...], at: int) -> bool:
    """True for a heading that names the page on which its article stands, beside another such heading."""
    if len(blocks[at].text) > _HEADING_REACH or len(blocks[at].text) < 6 or not _PAGE_REFERENCE.search(blocks[at].text):
        return False
    return any(
        len(block.text) <= _HEADING_REACH and _PAGE_REFERENCE.search(block.text)
        for block in (*blocks[max(0, at - 1) : at], *blocks[at + 1 : at + 2])
    )


def _is_listed(blocks: tuple[Block, ...], at: int) -> bool:
    """True if the block and one beside it open with the same triangle: items of a list, no captions."""
    mark = blocks[at].text[0]
    return mark in "△▽▶►" and any(
        block.text[0] == mark for block in (*blocks[max(0, at - 1) : at], *blocks[at + 1 : at + 2])
    )


# "获奖名单", "本周菜价一览" are headlines of lists; "乡镇学校" heads a part of one.
_LIST_TITLE = re.compile(r"(?:名单|一览|一览表|价格|行情|榜|指南|安排|表)(?:[（(][^（）()]{1,8}[）)])?$")


def _heads_rows(blocks: tuple[Block, ...], rows: list[bool], at: int) -> bool:
    """True for a short line above rows of a list that is divided by several such lines."""
    if not 0 < at < len(blocks) - 1 or rows[at] or not rows[at + 1] or len(blocks[at].text) > _ROW_HEAD:
        return False
    if _LIST_TITLE.search(blocks[at].text):
        return False
    return rows[at - 1] or any(
        not rows[near] and rows[near - 1] and rows[near + 1] and len(blocks[near].text) <= _ROW_HEAD
        for near in range(at + 2, min(at + 12, len(blocks) - 1))
    )


# "小 满", "一　凡": two or three characters set wide.
_WIDE_NAME = re.compile(r"^[\u4e00-\u9fff](?:[ \u3000\u00a0]{1,3}[\u4e00-\u9fff]){1,2}$")


def _is_pen_name(blocks: tuple[Block, ...], at: int) -> bool:
    """True for two or three characters set wide between a heading and running text: a name, if no known one."""
    if not 0 < at < len(blocks) - 1 or not _WIDE_NAME.match(blocks[at].text) or TITLED.search(_key(blocks[at].text)):
        return False
    above, below = blocks[at - 1].text, blocks[at + 1].text
    return len(above) <= 30 and above[-1] not in "。；，" and len(below) > 30


# "农事简讯", "一周要闻" head briefs; "简讯写作班开班" does not.
_BRIEFS = re.compile(
    r"^[\u4e00-\u9fff“”·]{0,8}(?:简讯|短讯|快讯|快报|简报|简明新闻|要闻|短波|集锦|集萃|速览|速递|扫描|播报|一瞥|拾零|点滴|短新闻|一句话新闻|新闻串烧|微新闻|动态)$"
)


def _mark_brief_rubrics(blocks: tuple[Block, ...], furniture: list[FurnitureKind | None]) -> None:
    """Mark a column's name above items that open with one ornament as a rubric."""
    for at in range(len(blocks) - 2):
        text = blocks[at].text
        if len(text) > 14 or furniture[at] is not None or not _BRIEFS.match(text.strip(ORNAMENTS)):
            continue
        first, second = blocks[at + 1].text, blocks[at + 2].text
        if first[0] in ORNAMENTS and first[0] == second[0]:
            furniture[at] = FurnitureKind.RUBRIC


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
    if 3 <= len(text) <= 8 and count_ideographs(text) == len(text):
        return f"{len(text)} characters"
    if text.count("，") + text.count(",") == 1 and "。" not in text:
        return "two clauses"
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


_ROW_HEAD = 14
_HEADING_REACH = 62


def read_surroundings(blocks: tuple[Block, ...]) -> tuple[Surroundings, ...]:
    """Return what the page tells about each block, in order."""
    keys = [_key(block.text) for block in blocks]
    counts = Counter(keys)
    last_at = {key: at for at, key in enumerate(keys)}
    legal = find_legal(blocks)
    verse = find_verse(blocks)
    rows = find_rows(blocks)
    stems = _find_place_stems(blocks)
    furniture = [classify_furniture(block.text) for block in blocks]
    _mark_brief_rubrics(blocks, furniture)
    signed = find_sign_offs(blocks, furniture)
    siblings = _count_siblings(blocks)
    gaps = Counter(block.gap for block in blocks[1:])
    usual_gap = gaps.most_common(1)[0][0] if gaps else 0
    gapped = sum(count for gap, count in gaps.items() if gap > usual_gap) >= 3
    teasers = FurnitureKind.TEASERS in furniture
    notes = [EDITOR_NOTE.match(block.text) is not None for block in blocks]
    rubrics = sum(kind is FurnitureKind.RUBRIC for kind in furniture)
    return tuple(
        Surroundings(
            repeats=counts[key] if key else 1,
            recurs=(bool(key) and last_at[key] > at) or _is_paged_teaser(blocks, furniture, at),
            heads_rows=_heads_rows(blocks, rows, at),
            paged=_is_paged(blocks, at),
            listed=_is_listed(blocks, at),
            pen_name=_is_pen_name(blocks, at),
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
            after_note=True in notes[max(0, at - 3) : at],
            close_up=gapped and blocks[at].gap <= usual_gap,
        )
        for at, key in enumerate(keys)
    )
