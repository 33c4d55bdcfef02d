"""Damage that a dump brings along: a broken font map, characters lost in an earlier conversion.

A PDF made by one much-used Chinese typesetting system maps punctuation onto rare characters when its text layer is
copied: 袁 stands for a comma, 遥 for a full stop. The stored text stays as it is; a repaired text is read in its place,
character for character, and suggested in a problem.
"""

import re
from dataclasses import dataclass

from articles.dump.lexicon import load_lexicon
from articles.dump.lines import Line
from articles.dump.problems import ProblemKind, make_problem
from articles.dump.script import is_traditional, simplify
from articles.dump.types import Problem

FONT_MAP = {
    "袁": "，",
    "遥": "。",
    "尧": "、",
    "院": "：",
    "渊": "（",
    "冤": "）",
    "野": "“",
    "冶": "”",
    "曰": "；",
    "浴": "！",
    "钥": "？",
}
_MAPPED = re.compile("[" + "".join(FONT_MAP) + "]")
_SHORTEST = 20
_FEWEST = 3
_SHOWN = 120


@dataclass(frozen=True, slots=True)
class Reader:
    """How to read a page's text: `whole` if every line is to be repaired, else only the lines that show damage.

    A page in `traditional` characters is read in simplified ones.
    """

    whole: bool = False
    some: bool = False
    traditional: bool = False

    def legible(self, text: str) -> str:
        """Return `text` as it would read undamaged and in simplified characters, character for character."""
        if self.traditional:
            text = simplify(text)
        if self.whole:
            return _repair(text)
        return (repair_font_map(text) or text) if self.some else text


def find_reader(lines: tuple[Line, ...]) -> Reader:
    """Return how to read the page: most of its long lines damaged, some of them, or none."""
    long_lines = [line.text for line in lines if len(line.text) >= _SHORTEST]
    damaged = sum(is_damaged(text) for text in long_lines)
    return Reader(
        whole=damaged > 0.6 * len(long_lines),
        some=damaged > 0,
        traditional=is_traditional(line.text for line in lines),
    )


def find_damage(lines: tuple[Line, ...]) -> tuple[Problem, ...]:
    """Return the problems of a damaged text, by line, at most one of each kind a line."""
    problems = []
    for line in lines:
        if "\ufffd" in line.text:
            problems.append(make_problem(ProblemKind.LOST_CHARACTERS, line.line_no))
        if (repaired := repair_font_map(line.text)) is not None:
            message = f"Punctuation looks replaced. Repaired: {repaired[:_SHOWN]}"
            problems.append(make_problem(ProblemKind.BROKEN_FONT_MAP, line.line_no, message))
    return tuple(problems)


def is_damaged(text: str) -> bool:
    """Return True for a long line with several of the characters, a comma or full stop among them, and no real one."""
    if len(text) < _SHORTEST or ("袁" not in text and "遥" not in text) or any(mark in text for mark in "，。"):
        return False
    return len(_MAPPED.findall(text)) >= _FEWEST


def repair_font_map(text: str) -> str | None:
    """Return `text` with its punctuation put back, or None if it does not look damaged. Lengths are equal."""
    return _repair(text) if is_damaged(text) else None


def _repair(text: str) -> str:
    return _MAPPED.sub(_put_back, text)


def _put_back(match: re.Match[str]) -> str:
    """Return the mark that the character stands for, or the character where it makes a word: 医院, 遥远."""
    text, at = match.string, match.start()
    words = load_lexicon().log_share
    if text[at - 1 : at + 1] in words and at or text[at : at + 2] in words and at + 1 < len(text):
        return match[0]
    return FONT_MAP[match[0]]
