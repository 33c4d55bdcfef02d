"""Damage that a dump brings along: a broken font map, characters lost in an earlier conversion."""

from articles.dump.lines import Line
from articles.dump.problems import ProblemKind, make_problem
from articles.dump.types import Problem

# A PDF text layer of one much-used typesetting system maps punctuation onto these rare characters.
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
    "选": "《",
    "浴": "！",
    "钥": "？",
}


def find_damage(lines: tuple[Line, ...]) -> tuple[Problem, ...]:
    """Return the problems of a damaged text, by line, at most one of each kind a line."""
    problems = []
    for line in lines:
        if "\ufffd" in line.text:
            problems.append(make_problem(ProblemKind.LOST_CHARACTERS, line.line_no))
        if (repaired := repair_font_map(line.text)) is not None:
            problems.append(
                make_problem(
                    ProblemKind.BROKEN_FONT_MAP, line.line_no, f"Punctuation looks replaced. Repaired: {repaired[:120]}"
                )
            )
    return tuple(problems)


def repair_font_map(text: str) -> str | None:
    """Return `text` with its punctuation put back, or None if it does not look damaged.

    Damaged: a long line with at least four of the characters, two kinds of them, and not one real comma or full stop.
    """
    if len(text) < 20 or any(mark in text for mark in "，。"):
        return None
    found = [character for character in text if character in FONT_MAP]
    if len(found) < 4 or len(set(found)) < 2 or not {"袁", "遥"} & set(found):
        return None
    return "".join(FONT_MAP.get(character, character) for character in text)
