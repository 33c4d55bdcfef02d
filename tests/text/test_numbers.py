"""Numbers in digits and in Chinese characters."""

import pytest

from articles.text.numbers import read_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("１２", 12),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("二十一", 21),
        ("三", 3),
        ("二〇二二", 2022),
        ("一九五○", 1950),
        ("", None),
        ("十十", None),
        ("一二十", None),
        ("甲", None),
        ("二百", None),
    ],
)
def test_read_number(text, number):
    assert read_number(text) == number
