"""Character classes and widths."""

import pytest

from articles.text.chars import (
    columns,
    count_ideographs,
    fold_width,
    is_blank,
    is_ideograph,
    remove_blanks,
    strip_blanks,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("　田 鹏　", "田 鹏"), ("\ufeff\u200b标题\u00a0", "标题"), ("\t ", ""), ("", ""), ("——副题", "——副题")],
)
def test_strip_blanks_takes_white_space_of_any_width_off_the_ends(text, expected):
    assert strip_blanks(text) == expected


def test_remove_blanks_takes_it_out_of_the_middle_too():
    assert remove_blanks("　田 鹏\u00a0\t") == "田鹏"


@pytest.mark.parametrize(("text", "expected"), [("　\t\u200b", True), ("。", False), ("", True)])
def test_is_blank(text, expected):
    assert is_blank(text) == expected


@pytest.mark.parametrize(("character", "expected"), [("县", True), ("〇", True), ("，", False), ("A", False)])
def test_is_ideograph(character, expected):
    assert is_ideograph(character) == expected


def test_count_ideographs():
    assert count_ideographs("A股，涨了3点") == 4


@pytest.mark.parametrize(("text", "expected"), [("签约14个", 4.0), ("签约１４个", 5.0), ("ab", 1.0), ("", 0.0)])
def test_columns_counts_a_narrow_character_as_half(text, expected):
    assert columns(text) == expected


def test_fold_width_is_idempotent():
    folded = fold_width("１９９８年Ａ版（图）")
    assert folded == "1998年A版(图)"
    assert fold_width(folded) == folded
