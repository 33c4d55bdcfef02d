"""Tables, lists, and what stands below a notice: lines that are set in cells, behind labels, or as a sign-off."""

import re

from articles.dump.endings import End, find_end
from articles.dump.furniture import FurnitureKind, classify_furniture
from articles.dump.layout import Block
from articles.dump.names import is_name
from articles.dump.offices import is_office
from articles.text.chars import remove_blanks

# "一等奖（3名）", "优秀组织奖", "先进个人": heads the names below it; "获得一等奖" does not.
_PRIZE = re.compile(
    r"^(?:[特一二三四]等奖|[优鼓纪入][\u4e00-\u9fff]{1,4}奖|先进(?:个人|集体|单位))(?:[（(][^（()）]{1,8}[）)])?[：:]?$"
)
_PRIZE_OPENERS = frozenset("特一二三四优鼓纪入先")
# "猪肉　12.00　12.50": what stands between the cells of a row.
_CELLS = re.compile(r"(?:\t+| {2,}|\u3000+|[|｜])(?=\S)")
# "一等奖：张三、李四", "地点：县体育馆"; a run of three is a list.
_LABELLED_ROW = re.compile(r"^[^：:，。“”]{1,9}[：:]\S")


def find_rows(blocks: tuple[Block, ...]) -> list[bool]:
    """Mark runs of three or more lines that are set in cells, apart by tabs, rules or wide blanks."""
    labelled = [_is_labelled(block.text) for block in blocks]
    cells = [_count_cells(block.text) if len(block.text) <= 120 else 0 for block in blocks]
    marks = [count >= 2 for count in cells]
    for at, mark in enumerate(marks):
        around = marks[max(0, at - 2) : at + 3]
        if mark and sum(around) < 3:
            marks[at] = mark and sum(marks[max(0, at - 1) : at + 2]) >= 2
    for at, block in enumerate(blocks):
        # Four cells are a row by themselves; so is what stands below the name of a prize.
        if marks[at] or len(block.text) > 120:
            continue
        below_prize = at > 0 and _is_prize(blocks[at - 1].text) and not _is_prize(block.text)
        if (below_prize or cells[at] >= 3) and find_end(block.text) is not End.SENTENCE:
            marks[at] = True
    _mark_runs(marks, labelled)
    _mark_runs(marks, [len(block.text) <= 60 and _is_prizewinner(block.text) for block in blocks])
    return marks


def _is_labelled(text: str) -> bool:
    """True for 地点：县体育馆: a label and what it is for, and no sentence."""
    opening = text[:10]
    return (
        ("：" in opening or ":" in opening)
        and len(text) <= 80
        and _LABELLED_ROW.match(text) is not None
        and find_end(text) is not End.SENTENCE
        and classify_furniture(text) is None
    )


def _count_cells(text: str) -> int:
    """Return how many gaps or rules stand between the cells of a line; most lines have nothing that could be one."""
    if "\t" in text or "  " in text or "\u3000" in text or "|" in text or "｜" in text:
        return len(_CELLS.findall(text))
    return 0


def _is_prize(text: str) -> bool:
    return text[0] in _PRIZE_OPENERS and _PRIZE.match(text) is not None


def _mark_runs(marks: list[bool], members: list[bool]) -> None:
    """Mark the runs of three or more members."""
    start = 0
    for at in range(len(members) + 1):
        if at < len(members) and members[at]:
            continue
        if at - start >= 3:
            marks[start:at] = [True] * (at - start)
        start = at + 1


def _is_prizewinner(text: str) -> bool:
    """True for 张三　某某厂: a name, a blank and where the person is from."""
    parts = text.split()
    if not 2 <= len(parts) <= 3 or find_end(text) not in (End.OPEN, End.CLOSER):
        return False
    # A two-character name may be set wide.
    if len(parts) == 3 and len(parts[0]) == len(parts[1]) == 1:
        parts = [parts[0] + parts[1], parts[2]]
    return len(parts) == 2 and is_name(parts[0]) and not is_name(parts[1]) and 2 <= len(parts[1]) <= 24


# "（2016年12月1日）" stands below a title; a sign-off's date has no brackets.
_BRACKETS = "（(【["
# At most so many lines (labels, the office) stand between a notice's last sentence and its date.
_REACH = 8


def find_sign_offs(blocks: tuple[Block, ...], furniture: list[FurnitureKind | None]) -> list[bool]:
    """Mark the date below a notice or a statute, and the short lines right above it: the office, its telephone."""
    marks = [False] * len(blocks)
    for at, kind in enumerate(furniture):
        if kind is not FurnitureKind.DATE or at < 2 or blocks[at].text[0] in _BRACKETS:
            continue
        reach = _REACH if is_office(remove_blanks(blocks[at - 1].text)) else 3
        above = at - 1
        while above > at - 1 - reach and _is_short_line(blocks[above].text):
            above -= 1
        if at - 1 - reach < above < at - 1 and above >= 0 and _is_text(blocks[above].text):
            marks[above + 1 : at + 1] = [True] * (at - above)
    return marks


def _is_short_line(text: str) -> bool:
    return len(text) <= 30 and find_end(text) in (End.OPEN, End.CLOSER)


def _is_text(text: str) -> bool:
    return find_end(text) in (End.SENTENCE, End.SEMICOLON) or _count_cells(text) >= 2
