"""Tables, lists, and what stands below a notice: lines that are set in cells, behind labels, or as a sign-off."""

import re

from articles.dump.endings import End, find_end
from articles.dump.furniture import FurnitureKind, classify_furniture
from articles.dump.layout import Block

# "一等奖：张三、李四", "地点：县体育馆"; a run of three is a list.
_LABELLED_ROW = re.compile(r"^[^：:，。“”]{1,9}[：:]\S")


def find_rows(blocks: tuple[Block, ...]) -> list[bool]:
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


def find_sign_offs(blocks: tuple[Block, ...], furniture: list[FurnitureKind | None]) -> list[bool]:
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
