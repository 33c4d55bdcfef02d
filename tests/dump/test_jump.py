"""Jump lines."""

import pytest

from articles.dump.jump import find_jump_from, find_jump_to, is_jump_from, is_jump_to


@pytest.mark.parametrize("text", ["（下转第三版）", "▲下转2版", "(下转A05版)", "（紧转第四版）", "下转第 3 版"])
def test_is_jump_to(text):
    assert is_jump_to(text)
    assert not is_jump_from(text)


@pytest.mark.parametrize("text", ["（上接第一版）", "上接A01版", "（紧接第1版）"])
def test_is_jump_from(text):
    assert is_jump_from(text)
    assert not is_jump_to(text)


@pytest.mark.parametrize("text", ["下转弯处第三家", "上接天线", "（详见第三版）"])
def test_no_jump(text):
    assert not is_jump_to(text)
    assert not is_jump_from(text)


def test_jumps_inside_paragraphs():
    assert find_jump_to("开始学着（下转第三版）") == (4, 11)
    assert find_jump_from("（上接第一版）的老队员") == (0, 7)
    assert find_jump_to("开始学着种菜。") is None
    assert find_jump_from("的老队员") is None
