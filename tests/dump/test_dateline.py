"""Datelines at the head of a lead paragraph."""

import pytest

from articles.dump.dateline import find_dateline


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("本报讯 近日", ("本报讯", "本报", None, None)),
        ("本报讯近日", ("本报讯", "本报", None, None)),
        ("本报长沙1月10日电 省里", ("本报长沙1月10日电", "本报", "长沙", "1月10日")),
        ("据新华社北京３月９日电（记者", ("据新华社北京３月９日电", "新华社", "北京", "３月９日")),
        ("【新华社重庆十四日电】山城讯：一", ("【新华社重庆十四日电】山城讯", "新华社", "重庆", "十四日")),
        ("湘水日报10月11日讯（记者", ("湘水日报10月11日讯", "湘水日报", None, "10月11日")),
        (
            "湘水日报·新湘水客户端4月16日讯(通",
            ("湘水日报·新湘水客户端4月16日讯", "湘水日报·新湘水客户端", None, "4月16日"),
        ),
        ("湘水在线10月11日讯 今", ("湘水在线10月11日讯", "湘水在线", None, "10月11日")),
    ],
)
def test_find_dateline(text, expected):
    found = find_dateline(text)
    assert (found.raw, found.agency, found.place, found.day) == expected
    assert found.end == len(found.raw)


@pytest.mark.parametrize("text", ["据报道，我国", "日前，本报记者", "本报通讯员发来消息", "本报讯员", "今天的电影", ""])
def test_no_dateline(text):
    assert find_dateline(text) is None
