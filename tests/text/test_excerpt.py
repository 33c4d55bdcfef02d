import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.excerpt import Excerpt, build_excerpt

TEXT = (
    "青石镇昨日举行龙舟赛，二十支队伍参加。开幕式上，镇里介绍了今年的安排。"
    "三号码头的沙 龙活动如期举行，共签约３．３亿元。随后，龍舟協會的代表讲话。\n第二天天气转凉，比赛照常进行，观众超过５０００人。"
)


def marked(excerpt: Excerpt) -> list[str]:
    return [piece.text for piece in excerpt if piece.marked]


def joined(excerpt: Excerpt) -> str:
    return "".join(piece.text for piece in excerpt)


@pytest.mark.parametrize(
    ("needles", "marks"),
    [
        ((), []),
        (("龙舟",), ["龙舟", "龍舟"]),
        (("龍舟协会",), ["龍舟協會"]),
        (("沙龙",), ["沙 龙"]),
        (("3.3亿",), ["３．３亿"]),
        (("3",), []),
        (("5000",), ["５０００"]),
        (("500",), []),
        (("讲话。第二天",), []),
        (("龙舟", "舟赛"), ["龙舟赛", "龍舟"]),
        (("舟赛", "龙舟"), ["龙舟赛", "龍舟"]),
        (("", " ", "没有的"), []),
    ],
)
def test_marks_stand_on_the_original_text(needles, marks):
    excerpt = build_excerpt(TEXT, needles)
    assert marked(excerpt) == marks
    assert joined(excerpt) == TEXT


def test_text_stays_as_it_is():
    assert joined(build_excerpt('<b>龙舟</b> & "赛"', ["龙舟"])) == '<b>龙舟</b> & "赛"'
    assert marked(build_excerpt('<b>龙舟</b> & "赛"', ["龙舟"])) == ["龙舟"]


def test_excerpt_begins_at_the_sentence_of_the_best_match():
    excerpt = build_excerpt(TEXT, ["沙龙", "签约"], 30)
    assert joined(excerpt) == "…三号码头的沙 龙活动如期举行，共签约３．３亿元。随后，龍舟協…"
    assert marked(excerpt) == ["沙 龙", "签约"]


def test_excerpt_shows_most_different_needles():
    excerpt = build_excerpt("甲乙丙。" * 20 + "甲丁。" + "丙丙。" * 20, ["甲", "丁"], 12)
    assert "甲丁" in marked(excerpt)


def test_excerpt_without_a_match_is_the_beginning():
    assert joined(build_excerpt(TEXT, ["没有的"], 12)) == "青石镇昨日举行龙舟赛，二…"


def test_excerpt_at_the_end_is_filled_from_before():
    assert joined(build_excerpt(TEXT, ["5000"], 16)) == "…赛照常进行，观众超过５０００人。"


def test_a_number_is_not_cut():
    assert joined(build_excerpt("全年达到１２３４５万元，增长明显", [], 7)) == "全年达到…"
    assert joined(build_excerpt("１２３４５６７８９", [], 4)) == "１２３４…"


LETTERS = st.text(alphabet=st.sampled_from("甲乙丙丁，。！”  5３aＢ\n㎡"), max_size=60)


@given(LETTERS, st.lists(LETTERS.map(lambda text: text[:4]), max_size=4), st.integers(min_value=1, max_value=40))
def test_an_excerpt_is_a_part_of_the_text(text, needles, length):
    excerpt = build_excerpt(text, needles, length)
    whole = joined(excerpt)
    inner = whole.removeprefix("…").removesuffix("…")
    assert inner in text
    assert len(inner) <= length
    assert whole == text or "…" in whole
    assert all(piece.text for piece in excerpt)


@given(LETTERS, st.data())
def test_a_needle_taken_from_a_line_is_marked(text, data):
    characters = [line for line in text.split("\n") if line.strip()]
    if not characters:
        return
    line = data.draw(st.sampled_from(characters))
    assert "".join("".join(marked(build_excerpt(line, [line]))).split()) == "".join(line.split())
