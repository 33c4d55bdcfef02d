"""What only the rest of the page tells about a block: statutes, verse, tables, sign-offs, repeats.

Each mark is made in one pass over the page, so that all of them take time linear in its length.
"""

import itertools
import re
from collections import Counter
from collections.abc import Sequence

from articles.dump.byline import parse_byline
from articles.dump.furniture import FurnitureKind, classify_furniture
from articles.dump.heading import CREDIT_ENDS, EDITOR_NOTE, NOTE_OPENERS, PHOTO_CREDIT, TITLED
from articles.dump.layout import Block
from articles.dump.rows import find_rows, find_sign_offs
from articles.dump.statute import find_legal
from articles.dump.verse import find_verse, is_in_poem, is_poet
from articles.text.chars import ORNAMENTS, count_ideographs, remove_blanks

# "一、村里的事，…": the first of several.
_FIRST_ITEM = re.compile(r"^(?:一、|[（(]一[）)]|1[．.、](?![0-9])|第一条|①)")
_FIRST_OPENERS = frozenset("一（(1第①")
# "怀化市" in a lead: the place of the news is then known by its short form, 怀化, in the headline.
_PLACE_STEM = re.compile(
    r"([\u4e00-\u9fff]{2,4})(?:省|市(?!场|民|值|面)|县|区(?!域|别|块|分|间)|镇|乡(?!村|愁|亲|土|贤)|村(?!民|级|庄)|州)"
)


_STEM_REACH = 150
# A block that is longer may be the text that a headline stands above.
_STEM_SHORTEST = 40
# An editor's note may stand so many blocks above what it introduces.
_NOTE_REACH = 3


class Surroundings:
    """What only the rest of the page tells about a block.

    Most marks hold for few blocks: an attribute is set on a block only where what it stands for holds, and the class
    has what counts elsewhere. That takes a third of the time that an object with all of them takes.
    """

    furniture: FurnitureKind | None = None
    repeats: int = 1  # how often the line stands on the page
    recurs: bool = False
    paged: bool = False  # names the page on which its article stands, as its neighbour does
    heads_rows: bool = False
    listed: bool = False  # one of several items behind triangles, and no caption
    pen_name: bool = False
    stems: tuple[str, ...] = ()  # short forms of places that the text below opens with
    legal: int = 0  # 0 none, 1 inside a statute, 2 a chapter heading of one
    verse: bool = False
    row: bool = False
    last: bool = False  # of the page
    credited: bool = False  # a photographer's byline follows
    row_next: bool = False  # cells, verse or numbered items follow
    verse_next: bool = False
    sign_off: bool = False  # the office and the date below a notice
    siblings: int = 0  # short lines of the same make nearby, each between two paragraphs
    in_poem: bool = False  # verses follow, and a verse or the poet's name stands above
    editor_note: bool = False  # 编者按 opens an article of its own
    after_note: bool = False  # an editor's note stands a few paragraphs above
    close_up: bool = False  # no gap above it, on a page that sets articles apart by gaps
    teasers: bool = False  # the page has a list of teasers
    rubrics: int = 0  # how many lines of the page are set as rubrics


def _mark_credited(blocks: tuple[Block, ...], marks: Sequence[Surroundings]) -> None:
    """Mark a block if a photographer's byline (摄, 摄影报道) is the next one, or the one behind another byline."""
    for at in range(1, len(blocks)):
        text = blocks[at].text
        if text[-1] in CREDIT_ENDS and PHOTO_CREDIT.search(text) and _is_byline(text):
            marks[at - 1].credited = True
            if at > 1 and _is_byline(blocks[at - 1].text):
                marks[at - 2].credited = True


def _is_byline(text: str) -> bool:
    return len(text) <= 40 and parse_byline(text) is not None


# "3版", "第5版": nothing but a page's number.
_BARE_PAGE = re.compile(r"^第?[A-D]?[0-9]{1,2}版$")


def _find_paged_teasers(blocks: tuple[Block, ...], furniture: list[FurnitureKind | None]) -> list[int]:
    """Return the headings between two page numbers: they announce what stands on that page."""
    numbers = [at for at, block in enumerate(blocks) if _BARE_PAGE.match(block.text)]
    return [
        at + 1
        for at, following in itertools.pairwise(numbers)
        if following == at + 2 and furniture[at + 1] is None and len(blocks[at + 1].text) <= _HEADING_REACH
    ]


# "●某某新闻　第2版", "某某新闻 ▶A05", "某某新闻……3版": a heading, and the page on which it stands.
_PAGE_REFERENCE = re.compile(
    r"(?:[ \u3000\u00a0…·.▶►→>》]+(?:第?[A-D]?[0-9０-９一二三四五六七八]{1,3}[-－、]?[0-9]{0,2}版|[A-D][0-9]{1,2})"
    r"|[（(](?:[见详]|详见)?第?[A-D]?[0-9]{1,2}版[）)])$"
)


_REFERENCE_ENDS = frozenset("版）)0123456789")


def _find_reference(text: str) -> int | None:
    """Return where the page is named at the end of a heading on which its article stands."""
    if len(text) > _HEADING_REACH or text[-1] not in _REFERENCE_ENDS:
        return None
    match = _PAGE_REFERENCE.search(text)
    return match.start() if match else None


def _key(text: str, reference: int | None) -> str:
    """Return what a heading is compared by when it is printed twice: without ornaments, blanks and page references."""
    if len(text) > _HEADING_REACH:
        return ""
    return remove_blanks(text[:reference]).lstrip(ORNAMENTS)


def _find_paged(texts: list[str], references: list[int | None]) -> list[int]:
    """Return the headings that name the page on which their article stands, beside another such heading."""
    named = {at for at, reference in enumerate(references) if reference is not None}
    return [at for at in named if len(texts[at]) >= 6 and (at - 1 in named or at + 1 in named)]


_TRIANGLES = "△▽▶►"


def _mark_listed(blocks: tuple[Block, ...], marks: Sequence[Surroundings]) -> None:
    """Mark blocks that open with the same triangle as one beside them: items of a list, no captions."""
    for at in range(1, len(blocks)):
        triangle = blocks[at].text[0]
        if triangle in _TRIANGLES and blocks[at - 1].text[0] == triangle:
            marks[at - 1].listed = marks[at].listed = True


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


def _is_pen_name(texts: list[str], at: int) -> bool:
    """True for two or three characters set wide between a heading and running text: a name, if no known one."""
    text = texts[at]
    if not _WIDE_NAME.match(text) or TITLED.search(remove_blanks(text)):
        return False
    above, below = texts[at - 1], texts[at + 1]
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


def _mark_place_stems(blocks: tuple[Block, ...], marks: Sequence[Surroundings]) -> None:
    """Mark lines with the short forms of places that the next long block opens with."""
    text = ""
    stems: tuple[str, ...] | None = ()
    for at in range(len(blocks) - 1, -1, -1):
        size = len(blocks[at].text)
        if size <= _HEADING_REACH:
            if stems is None:
                stems = _find_stems(text)
            if stems:
                marks[at].stems = stems
        if size > _STEM_SHORTEST:
            text, stems = blocks[at].text, None


def _find_stems(text: str) -> tuple[str, ...]:
    found = (match[1] for match in _PLACE_STEM.finditer(text[:_STEM_REACH]))
    return tuple({stem[-size:]: None for stem in found for size in (2, 3) if len(stem) >= size})


_ROW_HEAD = 14
_HEADING_REACH = 62


def mark_surroundings(blocks: tuple[Block, ...], marks: Sequence[Surroundings]) -> None:
    """Mark on each block's surroundings what the page tells about it."""
    if not blocks:
        return
    texts = [block.text for block in blocks]
    furniture = [classify_furniture(text) for text in texts]
    _mark_brief_rubrics(blocks, furniture)
    _mark_repeats(texts, marks)
    verse, rows = find_verse(blocks), find_rows(blocks)
    gaps = Counter(block.gap for block in blocks[1:])
    usual_gap = gaps.most_common(1)[0][0] if gaps else 0
    gapped = sum(count for gap, count in gaps.items() if gap > usual_gap) >= 3
    teasers = FurnitureKind.TEASERS in furniture
    rubrics = furniture.count(FurnitureKind.RUBRIC)
    for block, mark, kind in zip(blocks, marks, furniture, strict=True):
        if kind is not None:
            mark.furniture = kind
        if rubrics:
            mark.rubrics = rubrics
        if teasers:
            mark.teasers = True
        if gapped and block.gap <= usual_gap:
            mark.close_up = True
    marks[-1].last = True
    for at in _find_paged_teasers(blocks, furniture):
        marks[at].recurs = True
    for at, legal in enumerate(find_legal(blocks)):
        if legal:
            marks[at].legal = legal
    for at, signed in enumerate(find_sign_offs(blocks, furniture)):
        if signed:
            marks[at].sign_off = True
    for at, count in enumerate(_count_siblings(blocks)):
        if count:
            marks[at].siblings = count
    _mark_rows(blocks, rows, marks)
    _mark_verse(blocks, verse, marks)
    _mark_next(texts, rows, verse, marks)
    _mark_place_stems(blocks, marks)
    _mark_credited(blocks, marks)
    _mark_listed(blocks, marks)


def _mark_repeats(texts: list[str], marks: Sequence[Surroundings]) -> None:
    """Mark lines that stand on the page more than once, and those that name the page of their article."""
    references = [_find_reference(text) for text in texts]
    keys = [_key(text, reference) for text, reference in zip(texts, references, strict=True)]
    counts = Counter(keys)
    last_at = {key: at for at, key in enumerate(keys)}
    for at, key in enumerate(keys):
        if key and counts[key] > 1:
            marks[at].repeats = counts[key]
            if last_at[key] > at:
                marks[at].recurs = True
    for at in _find_paged(texts, references):
        marks[at].paged = True


def _mark_rows(blocks: tuple[Block, ...], rows: list[bool], marks: Sequence[Surroundings]) -> None:
    if True not in rows:
        return
    for at, row in enumerate(rows):
        if row:
            marks[at].row = True
        elif _heads_rows(blocks, rows, at):
            marks[at].heads_rows = True


def _mark_verse(blocks: tuple[Block, ...], verse: list[bool], marks: Sequence[Surroundings]) -> None:
    if True not in verse:
        return
    for at, inside in enumerate(verse):
        if inside:
            marks[at].verse = True
        elif is_in_poem(blocks, verse, at):
            # Running text between verses is no part of the poem.
            if len(blocks[at].text) <= _HEADING_REACH:
                marks[at].in_poem = True
        elif is_poet(blocks, verse, at):
            marks[at].verse_next = True


def _mark_next(texts: list[str], rows: list[bool], verse: list[bool], marks: Sequence[Surroundings]) -> None:
    """Mark what stands above rows, verse or items, pen names between a heading and a text, and notes of editors."""
    note = -_NOTE_REACH - 1
    for at, text in enumerate(texts):
        if at - note <= _NOTE_REACH:
            marks[at].after_note = True
        if text[0] in NOTE_OPENERS and EDITOR_NOTE.match(text):
            marks[at].editor_note = True
            note = at
        if at and (rows[at] or verse[at] or (text[0] in _FIRST_OPENERS and _FIRST_ITEM.match(text))):
            marks[at - 1].row_next = True
        if 0 < at < len(texts) - 1 and _is_pen_name(texts, at):
            marks[at].pen_name = True
