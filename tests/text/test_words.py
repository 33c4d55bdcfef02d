from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.fold import fold
from articles.text.words import Segmenter, Token, split_characters

SEGMENTER = Segmenter()
PLAIN = Segmenter(compiled=False)
list(PLAIN.query_words("湘江"))  # reads the dictionary before any time is taken
SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.txt")) + sorted(
    (Path(__file__).parents[1] / "pages").glob("*.txt")
)
# What newspaper text is made of, and what separates it.
TEXT = st.text(alphabet=st.sampled_from("湘江经济发展长沙市的了５5.3aBｋ〇々，。“”（ \u3000\n"), max_size=40)


@pytest.mark.parametrize(
    ("text", "characters"),
    [
        ("", []),
        ("湘江，", ["湘", "江", ","]),
        ("500千伏", ["500", "千", "伏"]),
        ("３．３亿", ["3.3", "亿"]),
        ("3.3.3", ["3.3", ".", "3"]),
        ("1,000元", ["1", ",", "000", "元"]),
        ("5G网络", ["5", "g", "网", "络"]),
        ("500㎡", ["500", "m", "2"]),
        ("New  York", ["new", "york"]),
        ("田\u3000鹏", ["田", "鹏"]),
        ("二〇二二年々", ["二", "〇", "二", "二", "年", "々"]),
        ("カナ한글𠮷", ["カ", "ナ", "한", "글", "𠮷"]),
        ("第_1", ["第", "_", "1"]),
    ],
)
def test_split_characters(text, characters):
    assert [token.text for token in split_characters(fold(text).text)] == characters


def test_positions_of_neighbours_differ_by_one_but_not_across_a_line_break():
    assert list(split_characters("湘 江\n5g")) == [
        Token("湘", 0, 0, 1),
        Token("江", 1, 2, 3),
        Token("5", 3, 4, 5),
        Token("g", 4, 5, 6),
    ]


@pytest.mark.parametrize(
    ("text", "indexed", "asked"),
    [
        ("", [], []),
        ("中华人民共和国", ["中华", "华人", "人民", "共和", "共和国", "中华人民共和国"], ["中华人民共和国"]),
        ("经济发展，3.3亿", ["经济", "发展", "3.3", "亿"], ["经济", "发展", "3.3", "亿"]),
        ("5G网络 GDP", ["5g", "网络", "gdp"], ["5g", "网络", "gdp"]),
        ("湘", ["湘"], ["湘"]),
        ("。、（）", [], []),
    ],
)
def test_words(text, indexed, asked):
    folded = fold(text).text
    assert [token.text for token in SEGMENTER.index_words(folded)] == indexed
    assert [token.text for token in SEGMENTER.query_words(folded)] == asked


def test_word_positions_are_consecutive_and_leave_a_gap_at_a_line_break():
    assert [(token.text, token.position) for token in SEGMENTER.index_words("共和国\n经济")] == [
        ("共和", 0),
        ("共和国", 1),
        ("经济", 3),
    ]


@given(TEXT)
def test_the_words_of_a_query_are_among_those_of_the_same_text(text):
    folded = fold(text).text
    asked = {token.text for token in SEGMENTER.query_words(folded)}
    assert asked <= {token.text for token in SEGMENTER.index_words(folded)}


@given(TEXT)
def test_tokens_stand_where_they_say(text):
    folded = fold(text).text
    for tokens in (split_characters(folded), SEGMENTER.index_words(folded), SEGMENTER.query_words(folded)):
        assert all(folded[token.start : token.end] == token.text for token in tokens)


@given(TEXT)
def test_characters_lose_nothing_but_white_space(text):
    folded = fold(text).text
    assert "".join(token.text for token in split_characters(folded)) == "".join(folded.split())


def test_segmenter_keeps_its_cache_where_it_is_told(tmp_path):
    words = [token.text for token in Segmenter(tmp_path, compiled=False).query_words("经济发展")]
    assert words == ["经济", "发展"]
    assert [path.name for path in tmp_path.iterdir()] == ["jieba.cache"]
    assert [token.text for token in Segmenter(tmp_path, compiled=False).query_words("经济发展")] == words


@pytest.mark.parametrize("segmenter", [SEGMENTER, PLAIN])
def test_listed_words_are_those_with_places(segmenter):
    @given(TEXT)
    def check(text):
        folded = fold(text).text
        assert segmenter.list_index_words(folded) == [token.text for token in segmenter.index_words(folded)]

    check()


def test_both_segmenters_cut_all_samples_alike():
    pytest.importorskip("rjieba")
    assert len(SAMPLES) > 20
    for path in SAMPLES:
        folded = fold(path.read_bytes().decode("utf-8", "replace")).text
        assert SEGMENTER.list_index_words(folded) == PLAIN.list_index_words(folded), path.name
        assert list(SEGMENTER.query_words(folded)) == list(PLAIN.query_words(folded)), path.name


@given(TEXT)
def test_both_segmenters_cut_random_text_alike(text):
    pytest.importorskip("rjieba")
    folded = fold(text).text
    assert list(SEGMENTER.index_words(folded)) == list(PLAIN.index_words(folded))
    assert list(SEGMENTER.query_words(folded)) == list(PLAIN.query_words(folded))


@given(st.lists(TEXT.map(lambda text: fold(text).text), max_size=5))
def test_many_queries_are_cut_like_each_by_itself(texts):
    expected = [[token.text for token in PLAIN.query_words(text)] for text in texts]
    assert [segmenter.list_query_words(texts) for segmenter in (SEGMENTER, PLAIN)] == [expected, expected]
