"""Unpaired quotation marks."""

import pytest

from articles.dump.quotes import read_quotes


@pytest.mark.parametrize(
    ("text", "unpaired"),
    [
        ("他说：“走吧。”", ""),
        ("他说：“走", "“"),
        ("吧。”他又说：“快", "”“"),
        ("「好」，他說", ""),
        ('他说："走吧。"', ""),
        ('光签字就跑了,"二', "“"),
        ('十多天"。', "”"),
        ('说完就走。"大家都笑了', "”"),
        ("没有引号", ""),
    ],
)
def test_read_quotes(text, unpaired):
    assert read_quotes(text) == unpaired
