"""Words as evidence."""

import sys

import pytest

from articles.dump.lexicon import bond, count_places, ends_open, is_place_chain, last_word, opens_with_place


@pytest.mark.parametrize(
    ("left", "right"), [("电网建设，强", "化了配送能力"), ("对经济困", "难的家庭"), ("语", "气坚决")]
)
def test_a_word_across_a_break_bonds(left, right):
    assert bond(left, right) > 3


@pytest.mark.parametrize(("left", "right"), [("在支部的带领下，大家", "积极参与"), ("", "难"), ("困", "")])
def test_a_boundary_has_no_bond(left, right):
    assert bond(left, right) == 0


def test_last_word_and_open_ends():
    assert last_word("关注公众号的居民均") == "均"
    assert ends_open("关注公众号的居民均")
    assert ends_open("电子信息、能源及")
    assert not ends_open("深化人才培养")


def test_places():
    assert opens_with_place("安化山歌唱起来")
    assert opens_with_place("城步高山草场")
    assert not opens_with_place("城市书房不打烊")


def test_a_chain_of_places_is_nothing_but_places():
    assert is_place_chain("湖南省安化县")
    assert is_place_chain("湖北黄石")
    assert not is_place_chain("湖北山歌")
    assert not is_place_chain("")
    assert count_places("永州的油茶和山林") == 1


def test_jieba_is_not_imported_by_the_word_list():
    assert bond("困", "难") > 0
    assert "articles.dump.lexicon" in sys.modules
