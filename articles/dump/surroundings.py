"""What only the rest of the page tells about a block: statutes, verse, tables, sign-offs, repeats.

Each mark is made in one pass over the page, so that all of them take time linear in its length.
"""

import re
from collections import Counter
from dataclasses import dataclass
from statistics import median

from articles.dump.byline import parse_byline
from articles.dump.endings import End, find_end
from articles.dump.furniture import FurnitureKind, classify_furniture
from articles.dump.heading import EDITOR_NOTE, PHOTO_CREDIT
from articles.dump.layout import Block
from articles.text.chars import ORNAMENTS, remove_blanks

# "一、村里的事，…": the first of several.
_FIRST_ITEM = re.compile(r"^(?:一、|[（(]一[）)]|1[．.、](?![0-9])|第一条|①)")


_LEGAL_ITEM = re.compile(r"^第[一二三四五六七八九十百零〇0-9０-９]{1,6}条(?!件|约|例|理|款|路)")


_LEGAL_HEAD = re.compile(r"^(?:第[一二三四五六七八九十]{1,3}[章节编]|附则|总则|目录|序言)")


_LEGAL_TITLE = re.compile(
    r"(?:法|条例|规定|办法|细则|章程|准则|规则|公约|决定|实施意见|守则|公报)(?:[（(].{1,12}[）)])?$"
)


# "怀化市" in a lead: the place of the news is then known by its short form, 怀化, in the headline.
_PLACE_STEM = re.compile(
    r"([\u4e00-\u9fff]{2,4})(?:省|市(?!场|民|值|面)|县|区(?!域|别|块|分|间)|镇|乡(?!村|愁|亲|土|贤)|村(?!民|级|庄)|州)"
)


_STEM_REACH = 150


_VERSE_MIN, _VERSE_MAX = 3, 18


# A reporter's byline stands above a story, not above a poem.
_OFFICIAL = re.compile(r"^(?:本报|新华社|见习|实习|首席|全媒体)|记者|通讯员")


# "一等奖\t某某县", "张三 男 汉族 42岁": three or more cells.
_CELLS = re.compile(r"\S+(?:\t+| {2,}|\u3000+|[|｜])\S+")


# "一等奖：张三、李四", "地点：县体育馆"; a run of three is a list.
_LABELLED_ROW = re.compile(r"^[^：:，。“”]{1,9}[：:]\S")


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
    """True if the next block, or the one after i"
    "t, is a byline that ends in 摄 or 摄影报道, with bylines only between."""
    for block in blocks[at + 1 : at + 3]:
        if len(block.text) > 40 or parse_byline(block.text) is None:
            return False
        if PHOTO_CREDIT.search(block.text):
            return True
    return False


def _is_poet(blocks: tuple[Block, ...], verse: list[bool], at: int) -> bool:
    """True if a poem starts right below the block, and no poet's name above it: between verses stand headings."""
    return at + 1 < len(blocks) and verse[at + 1] and not verse[at] and not _is_in_poem(blocks, verse, at)


def _is_in_poem(blocks: tuple[Block, ...], verse: list[bool], at: int) -> bool:
    """True if verses follow the block and a verse, or the poet's name, stands above it."""
    if not 0 < at < len(blocks) - 1 or not verse[at + 1] or verse[at]:
        return False
    return verse[at - 1] or parse_byline(blocks[at - 1].text) is not None


# "3版", "第5版": nothing but a page's number.
_BARE_PAGE = re.compile(r"^第?[A-D]?[0-9]{1,2}版$")


def _is_paged_teaser(blocks: tuple[Block, ...], furniture: list[FurnitureKind | None], at: int) -> bool:
    """True for a heading between two page numbers: it announces what stands on that page."""
    if not 0 < at < len(blocks) - 1 or furniture[at] is not None or len(blocks[at].text) > _HEADING_REACH:
        return False
    return all(_BARE_PAGE.match(blocks[near].text) for near in (at - 1, at + 1))


def _is_first_item(text: str) -> bool:
    return _FIRST_ITEM.match(text) is not None


def _find_sign_offs(blocks: tuple[Block, ...], furniture: list[FurnitureKind | None]) -> list[bool]:
    """Mark the date below a notice or a statute, and the short lines right above it: the office, its telephone."""
    marks = [False] * len(blocks)
    for at, kind in enumerate(furniture):
        if kind is not FurnitureKind.DATE or at < 2:
            continue
        above = at - 1
        while (
            above > at - 4 and len(blocks[above].text) <= 30 and find_end(blocks[above].text) in (End.OPEN, End.CLOSER)
        ):
            above -= 1
        if above < at - 1 and above > at - 4 and find_end(blocks[above].text) is End.SENTENCE:
            marks[above + 1 : at + 1] = [True] * (at - above)
    return marks


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


def _find_legal(blocks: tuple[Block, ...]) -> list[int]:
    """Mark the blocks of a statute: from its title, through the contents list, to its last numbered item."""
    marks = [0] * len(blocks)
    items = [at for at, block in enumerate(blocks) if _LEGAL_ITEM.match(block.text)]
    if len(items) < 3:
        return marks
    runs: list[list[int]] = []
    for at in items:
        if runs and at - runs[-1][-1] <= 25:
            runs[-1].append(at)
        else:
            runs.append([at])
    floor = 0
    for run in runs:
        if len(run) < 3:
            continue
        start = run[0]
        for at in range(run[0] - 1, max(floor, run[0] - 60) - 1, -1):
            text = blocks[at].text
            if len(text) <= 40 and _LEGAL_TITLE.search(text) and not text.startswith("第"):
                start = at + 1
                break
        for at in range(start, run[-1] + 1):
            heading = len(blocks[at].text) <= 24 and _LEGAL_HEAD.match(blocks[at].text)
            marks[at] = 2 if heading else 1
        floor = run[-1] + 1
        # In a contents list one chapter follows another: there they are rows. A section may follow its chapter.
        for at in range(start, run[-1]):
            here, following = blocks[at].text, blocks[at + 1].text
            if (
                marks[at] == marks[at + 1] == 2
                and here.startswith("第")
                and not ("章" in here[:5] and "节" in following[:5])
            ):
                marks[at] = 1
    return marks


def _find_verse(blocks: tuple[Block, ...]) -> list[bool]:
    """Mark runs of four or more short lines of like length, as poems are set."""
    marks = [False] * len(blocks)
    start = 0
    for at in range(len(blocks) + 1):
        inside = (
            at < len(blocks) and _VERSE_MIN <= len(blocks[at].text) <= _VERSE_MAX and _is_verse_line(blocks[at].text)
        )
        if inside and (at == start or blocks[at].gap <= blocks[start].gap + 1):
            continue
        run = range(start, at)
        closed = [i for i in run if blocks[i].text[-1] in _STOPS]
        halted = sum(blocks[i].text[-1] in _HALTS for i in closed)
        if len(run) >= 4 and len(closed) >= 0.5 * len(run) and halted >= 0.2 * len(run):
            for i in _closed_verses(blocks, run, closed):
                marks[i] = True
        elif (opening := _after_poet(blocks, run)) is not None:
            behind = [i for i in closed if i >= opening]
            end = behind[-1] + 1 if behind else at
            if end - opening >= 4:
                marks[opening:end] = [True] * (end - opening)
        start = at + 1 if not inside else at
    return marks


_HALTS = "，；,;、"
_STOPS = _HALTS + "。！？!?"


def _closed_verses(blocks: tuple[Block, ...], run: range, closed: list[int]) -> list[int]:
    """Return the verses of a run: from its first line that closes with a mark to its last one.

    An open line among them that is longer or shorter than the verses is a heading.
    """
    usual = median(len(blocks[i].text) for i in closed)
    first = closed[0] if closed[0] - run[0] <= 3 else run[0]
    marked = set(closed)
    return [i for i in range(first, closed[-1] + 1) if i in marked or abs(len(blocks[i].text) + 1 - usual) <= 1]


def _after_poet(blocks: tuple[Block, ...], run: range) -> int | None:
    """Return where the verses start in a run of unclosed lines: behind a title and the poet's name; else None."""
    for at in run[:3]:
        reading = parse_byline(blocks[at].text)
        if (
            reading is not None
            and len(reading.people) == 1
            and reading.score >= 0.5
            and not _OFFICIAL.match(blocks[at].text)
        ):
            return at + 1
    return None


def _is_verse_line(text: str) -> bool:
    return (
        text[0] not in "（([【" + ORNAMENTS
        and not any(mark in text for mark in "：:（(％%")
        and not any(c.isdigit() for c in text)
        and classify_furniture(text) is None
    )


def _find_rows(blocks: tuple[Block, ...]) -> list[bool]:
    """Mark runs of three or more lines that are set in cells, apart by tabs, rules or wide blanks."""
    labelled = [
        len(block.text) <= 80
        and _LABELLED_ROW.match(block.text) is not None
        and find_end(block.text) is not End.SENTENCE
        and classify_furniture(block.text) is None
        for block in blocks
    ]
    marks = [
        len(block.text) <= 120 and len(re.findall(r"(?:\t+| {2,}|\u3000+|[|｜])(?=\S)", block.text)) >= 2
        for block in blocks
    ]
    for at, mark in enumerate(marks):
        around = marks[max(0, at - 2) : at + 3]
        if mark and sum(around) < 3:
            marks[at] = mark and sum(marks[max(0, at - 1) : at + 2]) >= 2
    start = 0
    for at in range(len(blocks) + 1):
        if at < len(blocks) and labelled[at]:
            continue
        if at - start >= 3:
            marks[start:at] = [True] * (at - start)
        start = at + 1
    return marks


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
    legal = _find_legal(blocks)
    verse = _find_verse(blocks)
    rows = _find_rows(blocks)
    stems = _find_place_stems(blocks)
    furniture = [classify_furniture(block.text) for block in blocks]
    signed = _find_sign_offs(blocks, furniture)
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
            verse_next=_is_poet(blocks, verse, at),
            sign_off=signed[at],
            siblings=siblings[at],
            in_poem=_is_in_poem(blocks, verse, at),
            after_note=any(EDITOR_NOTE.match(block.text) for block in blocks[max(0, at - 3) : at]),
            close_up=gapped and blocks[at].gap <= usual_gap,
        )
        for at, key in enumerate(keys)
    )
