"""What the texts above and below a line share."""

from articles.dump.cohesion import Cohesion, measure_cohesion
from articles.dump.layout import Block

PADDLERS = "龙舟鼓点骤起，桨手挥桨击浪，锣鼓喧腾，粽香氤氲，端午佳节竞渡场面沸腾。"
KILN = "窑工捧出瓷坯，釉彩晶莹，柴窑烈焰熊熊，匠师凝眸辨焰，青瓷浴火涅槃。"


def measure(*texts, is_text):
    blocks = tuple(Block(text, (at,), 0.0, 0) for at, text in enumerate(texts, start=1))
    return measure_cohesion(blocks, is_text)


def test_texts_of_one_thing_share_more_than_texts_of_two():
    one = measure(PADDLERS, "鼓声催人", PADDLERS, is_text=[True, False, True])[1]
    two = measure(PADDLERS, "鼓声催人", KILN, is_text=[True, False, True])[1]
    assert one.across == 1.0
    assert two.across == 0.0


def test_a_heading_shares_its_characters_with_the_text_that_it_heads():
    found = measure(KILN, "龙舟竞渡", PADDLERS, is_text=[True, False, True])[1]
    assert (found.below, found.above) == (1.0, 0.0)


def test_nothing_is_said_where_there_is_no_text():
    assert measure("春耕", is_text=[False]) == [Cohesion(None, None, None, None, None)]
    assert measure_cohesion((), []) == []
