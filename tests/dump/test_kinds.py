"""Invented pages whose every line is marked with its kind, read in three layouts and in both scripts."""

from pathlib import Path

import pytest
from opencc import OpenCC

from articles.dump.explain import explain_page
from articles.dump.kinds import LineKind

# Pages that are learned from, so they show that what was shown is read.
PAGES = sorted((Path(__file__).resolve().parents[2] / "training" / "pages" / "kinds").glob("*.txt"))
# Second lines of crossheads are crossheads here, and jumps of both directions are jumps.
SAME = {"Y": "X", "I": "J"}
MARKS = {
    LineKind.FURNITURE: "F",
    LineKind.TEASER: "Z",
    LineKind.KICKER: "K",
    LineKind.HEADLINE: "H",
    LineKind.DECK: "D",
    LineKind.BYLINE: "B",
    LineKind.PARAGRAPH: "P",
    LineKind.LEAD: "L",
    LineKind.CONTINUATION: "C",
    LineKind.CROSSHEAD: "X",
    LineKind.CROSSHEAD_2: "X",
    LineKind.SIGNATURE: "S",
    LineKind.CAPTION: "T",
    LineKind.JUMP_TO: "J",
    LineKind.JUMP_FROM: "J",
}


# Lines that may fairly be read in two ways: the title of a box is furniture or a crosshead; what stands above a photograph
# heads it or is a column's name, and then the text below is headless.
FAIR = {
    ("X", "【人物名片】"): "F",
    ("F", "图片新闻"): "H",
    ("L", "11月3日，青溪县白沙镇的工人在赶制出口圣诞饰品。该镇的饰品企业抓住订单回流的机遇，加班加点生产。"): "P",
}


def kinds_of(text):
    """The lines with the kinds as which they were read; the other fair kind of a line counts as that of its mark."""
    read = [(MARKS[item.kind], item.text) for item in explain_page(text.encode())]
    return [(FAIR.get(line, line[0]), line[1]) for line in read]


def marked_lines(path):
    rows = (row.split("|", 1) for row in path.read_text("utf-8").splitlines())
    return [(SAME.get(mark, mark), text) for mark, text in rows]


def blank_between(lines):
    return "\n\n".join(text for _, text in lines)


def gaps_between_articles(lines):
    kinds = ["", *(kind for kind, _ in lines)]
    opens = [kind in "KHL" and before not in "KH" for before, (kind, _) in zip(kinds, lines, strict=False)]
    return "\n".join("\n" * gap + text for gap, (_, text) in zip(opens, lines, strict=True))


def indented_paragraphs(lines):
    return "\n".join("　　" * (kind in "PLS") + text for kind, text in lines)


@pytest.mark.parametrize("layout", [blank_between, gaps_between_articles, indented_paragraphs])
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_line_is_read_as_it_is_marked(path, layout):
    lines = marked_lines(path)
    assert kinds_of(layout(lines)) == lines


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_in_traditional_characters_is_read_alike(path):
    convert = OpenCC("s2t").convert
    lines = [(kind, convert(text)) for kind, text in marked_lines(path)]
    assert kinds_of(blank_between(lines)) == lines
