"""Under which letter of the index a name stands."""

import pytest

from articles.text.surnames import index_letter

NAMES = [
    ("陈样例", "c"),
    ("曾样例", "z"),  # Zeng, not Ceng
    ("单样例", "s"),  # Shan, not Dan
    ("解样例", "x"),  # Xie, not Jie
    ("区样例", "o"),  # Ou, not Qu
    ("区委宣传部", "q"),
    ("单位通讯组", "d"),
    ("欧阳样例", "o"),
    ("尉迟样例", "y"),  # Yuchi, not Wei
    ("万俟样例", "m"),  # Moqi, not Wan
    ("万样例", "w"),
    ("劉樣例", "l"),
    ("“编者”", "b"),
    ("Ａlice", "a"),
    ("john", "j"),
    ("3号", "#"),
    ("Ж", "#"),
    ("……", "#"),
    ("", "#"),
]


@pytest.mark.parametrize(("name", "letter"), NAMES)
def test_a_name_stands_under_the_letter_of_its_surname(name, letter):
    assert index_letter(name) == letter
