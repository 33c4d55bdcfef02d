"""Verse: runs of short lines of like length, closed alternately by commas and full stops, or behind a poet's name."""

import re
from statistics import median

from articles.dump.byline import parse_byline
from articles.dump.furniture import classify_furniture
from articles.dump.layout import Block
from articles.text.chars import ORNAMENTS, count_ideographs

_VERSE_MIN, _VERSE_MAX = 3, 18


# A reporter's byline stands above a story, not above a poem.
_OFFICIAL = re.compile(r"^(?:本报|新华社|见习|实习|首席|全媒体)|记者|通讯员")
# "场　院", "之二", "（三）": heads a part of a poem whose verses are closed by no marks.
_HEADING = re.compile(
    r"^(?:[\u4e00-\u9fff](?:[ \u3000\u00a0]+[\u4e00-\u9fff]){1,3}|[其之][一二三四五六七八九十]|"
    r"[（(]?[一二三四五六七八九十0-9]{1,2}[）)、．.]?)$"
)
_HALTS = "，；,;、"
_STOPS = _HALTS + "。！？!?"


def find_verse(blocks: tuple[Block, ...]) -> list[bool]:
    """Mark runs of four or more short lines of like length, as poems are set."""
    marks = [False] * len(blocks)
    start = 0
    for at in range(len(blocks) + 1):
        inside = at < len(blocks) and _may_stand_in_poem(blocks[at].text, opened=at > start)
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
                for i in range(opening, end):
                    marks[i] = len(blocks[i].text) >= _VERSE_MIN and not _HEADING.match(blocks[i].text)
        start = at + 1 if not inside else at
    return marks


def _may_stand_in_poem(text: str, *, opened: bool) -> bool:
    """True for a verse, or for a heading of one or two characters in a poem that has begun."""
    if len(text) < _VERSE_MIN:
        return opened and count_ideographs(text) == len(text)
    return len(text) <= _VERSE_MAX and _is_verse_line(text)


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


def is_poet(blocks: tuple[Block, ...], verse: list[bool], at: int) -> bool:
    """True if a poem starts right below the block, and no poet's name above it: between verses stand headings."""
    return at + 1 < len(blocks) and verse[at + 1] and not verse[at] and not is_in_poem(blocks, verse, at)


def is_in_poem(blocks: tuple[Block, ...], verse: list[bool], at: int) -> bool:
    """True if verses follow the block and a verse, or the poet's name, stands above it."""
    if not 0 < at < len(blocks) - 1 or not verse[at + 1] or verse[at]:
        return False
    return verse[at - 1] or parse_byline(blocks[at - 1].text) is not None
