"""Damage is detected and said; the original stays."""

from articles.dump.damage import find_damage, repair_font_map
from articles.dump.lines import split_lines
from articles.dump.types import Problem


def test_a_broken_font_map_is_repaired_in_the_message():
    damaged = "今年春天袁全县新修水渠十二条袁长四十公里遥这些水渠渊含支渠冤已经通水遥"
    assert repair_font_map(damaged) == "今年春天，全县新修水渠十二条，长四十公里。这些水渠（含支渠）已经通水。"


def test_a_sound_text_with_such_characters_is_left_alone():
    assert repair_font_map("袁院长在学院讲解选修课，尧舜的故事、深渊里的鱼，都是孩子们爱听的。") is None
    assert repair_font_map("袁隆平") is None


def test_problems_of_damage():
    text = "今年春天袁全县新修水渠十二条袁长四十公里遥这些水渠已经通水遥\n标题\ufffd\n"
    assert find_damage(split_lines(text)) == (
        Problem(
            1,
            "broken_font_map",
            "Punctuation looks replaced. Repaired: 今年春天，全县新修水渠十二条，长四十公里。这些水渠已经通水。",
        ),
        Problem(
            2,
            "lost_characters",
            "Characters were lost before the dump was made; marks stand for them.",
        ),
    )
