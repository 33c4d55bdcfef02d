import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.fold import Folded, fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("", ""),
        ("湘江", "湘江"),
        ("３．３億元", "3.3亿元"),
        ("ＧＤＰ", "gdp"),
        ("沒有關係，經濟發展", "没有关系,经济发展"),
        ("㎡", "m2"),
        ("ｶﾞ", "ガ"),
        ("Cafe\u0301", "café"),
        ("Straße", "strasse"),
        ("一\u3000二\u00a0三", "一 二 三"),
        ("软\u00ad连\u200b字", "软 连 字"),
        ("甲\n乙", "甲\n乙"),
        ("\x00\ud800", "  "),
    ],
)
def test_fold(text, folded):
    assert fold(text).text == folded


def test_fold_keeps_offsets_where_nothing_changes_length():
    assert fold("ＧＤＰ增長") == Folded("gdp增长")
    assert fold("ＧＤＰ增長").origin(3, 5) == (3, 5)


def test_fold_leads_back_to_the_original():
    text = "约５０㎡，ｶﾞ字"
    folded = fold(text)
    assert folded.text == "约50m2,ガ字"

    def original(piece):
        start = folded.text.index(piece)
        first, last = folded.origin(start, start + len(piece))
        return text[first:last]

    assert original("50") == "５０"
    assert original("m") == "㎡"
    assert original("m2") == "㎡"
    assert original("ガ字") == "ｶﾞ字"


@given(st.text())
def test_fold_is_idempotent(text):
    once = fold(text).text
    assert fold(once).text == once


@given(st.text())
def test_fold_maps_every_character_to_a_span_of_the_original(text):
    folded = fold(text)
    spans = [folded.origin(index, index + 1) for index in range(len(folded.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)
    assert {index for start, end in spans for index in range(start, end)} == set(range(len(text)))


@given(st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0x2FF)))
def test_fold_of_latin_text_is_nfkc_and_lower_case(text):
    visible = "".join(" " if unicodedata.category(character) in {"Cc", "Cf"} else character for character in text)
    normal = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", visible).casefold())
    assert fold(text).text == unicodedata.normalize("NFKC", normal.casefold())
