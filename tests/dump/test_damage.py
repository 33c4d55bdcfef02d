"""Damage is detected and said; the original stays."""

from articles.dump.damage import find_damage, repair_font_map
from articles.dump.lines import split_lines
from articles.dump.page import parse_page
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


def test_a_character_that_makes_a_word_is_no_mark():
    text = "县医院新楼今天启用袁遥远山村的老人也能在家门口看病遥院长说院渊二期冤明年开工遥"
    assert repair_font_map(text) == "县医院新楼今天启用，遥远山村的老人也能在家门口看病。院长说：（二期）明年开工。"


def test_a_damaged_page_is_read_as_if_it_were_sound_and_kept_as_it_is():
    lead = "本报讯渊记者 孟春来冤今年春天袁全县新修水渠十二条袁长四十公里袁覆盖三个乡镇遥"
    body = "这些水渠已经通水袁春耕用水有了保障遥"
    article = parse_page(f"清水流进万亩田\n\n{lead}\n\n{body}\n".encode()).articles[0]
    assert (article.headline, article.paragraphs) == ("清水流进万亩田", (lead, body))
    assert (article.dateline, article.byline_raw) == ("本报讯", "渊记者 孟春来冤")
    assert [byline.name for byline in article.bylines] == ["孟春来"]
    assert article.truncated is False
