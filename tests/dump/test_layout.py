"""How a page is set down, and which lines belong together."""

import pytest

from articles.dump.layout import LayoutKind, find_layout, split_blocks
from articles.dump.lines import split_lines

PARAGRAPHS = (
    "清晨的薄雾还没有散去，柳溪镇的早市已经热闹起来，豆腐、青菜、河虾摆满了石板街，挑担的、赶车的、买菜的，把一条老街挤得满满当当。",
    "卖豆腐的石大嫂说，她在这里卖了三十年，从前是挑着担子走二十里山路，如今女儿开车送，半个小时就到，豆腐还冒着热气。",
)


def wrap(text, width, indent="　　"):
    text = indent + text
    return [text[at : at + width] for at in range(0, len(text), width)]


def texts(page):
    lines = split_lines(page)
    return [block.text for block in split_blocks(lines, find_layout(lines))]


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        ("标题\n\n" + "\n\n".join(PARAGRAPHS), LayoutKind.BLOCKS),
        ("标题\n" + "\n".join("　　" + text for text in PARAGRAPHS * 2), LayoutKind.INDENTED),
        ("标题\n" + "\n".join(PARAGRAPHS), LayoutKind.LINES),
        ("标题\n" + "\n".join(line for text in PARAGRAPHS for line in wrap(text, 18)), LayoutKind.WRAPPED),
        ("标题\n\n" + "\n\n".join(line for text in PARAGRAPHS for line in wrap(text, 18)), LayoutKind.WRAPPED_BLOCKS),
    ],
)
def test_find_layout(page, kind):
    assert find_layout(split_lines(page)).kind == kind


@pytest.mark.parametrize("newline", ["\n", "\n\n"])
@pytest.mark.parametrize("width", [14, 18, 25])
def test_printed_lines_are_put_together(width, newline):
    page = "早市\n" + newline.join(line for text in PARAGRAPHS * 2 for line in wrap(text, width))
    assert texts(page) == ["早市", *PARAGRAPHS * 2]


def test_paragraphs_apart_by_blank_lines_need_no_indents():
    page = "早市\n\n" + "\n\n".join("\n".join(wrap(text, 16, "")) for text in PARAGRAPHS * 2)
    assert texts(page) == ["早市", *PARAGRAPHS * 2]


def test_a_poem_is_not_taken_for_wrapped_prose():
    lines = ["春江潮水连海平，", "海上明月共潮生。", "滟滟随波千万里，", "何处春江无月明。"] * 3
    assert texts("\n".join(lines)) == lines


def test_a_block_knows_its_lines_its_indent_and_its_gap():
    lines = split_lines("标题\n\n\n　　正文。\n")
    blocks = split_blocks(lines, find_layout(lines))
    assert [(block.line_nos, block.indent, block.gap) for block in blocks] == [((1,), 0.0, 0), ((4,), 2.0, 2)]
