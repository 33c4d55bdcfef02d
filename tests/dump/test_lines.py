"""Line numbers: the same for every style of newline."""

import pytest

from articles.dump.lines import Line, split_lines


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x85"])
def test_every_newline_ends_a_line(newline):
    text = newline.join(["标题", "", "正文。", ""])
    assert split_lines(text) == (Line(1, "标题"), Line(2, ""), Line(3, "正文。"))


def test_mixed_newlines_count_one_line_each():
    assert [line.text for line in split_lines("一\r\n二\r三\n\n四")] == ["一", "二", "三", "", "四"]


@pytest.mark.parametrize(("text", "expected"), [("", ()), ("\n", (Line(1, ""),)), ("一", (Line(1, "一"),))])
def test_edges(text, expected):
    assert split_lines(text) == expected


def test_a_line_of_wide_blanks_is_blank():
    assert [line.is_blank for line in split_lines("　 \t\n标题\u200b\n\ufeff")] == [True, False, True]
