"""Hostile pages take time in proportion to their length."""

import time

import pytest

from articles.dump.lexicon import load_lexicon
from articles.dump.page import parse_page

# Four times the text may take at most this many times as long; a quadratic step would take sixteen.
GENEROUS = 9.0
MAKERS = {
    "short lines": lambda n: "短行\n" * n,
    "headings": lambda n: "".join(f"小镇新事说不完之{i % 97}\n" for i in range(n)),
    "names": lambda n: "".join(f"张三{'甲乙丙丁戊'[i % 5]} 李四\n" for i in range(n)),
    "brackets": lambda n: "（\n" * n,
    "one line": lambda n: "好" * (n * 60),
    "open quotes": lambda n: "“" * (n * 20),
    "datelines": lambda n: "本报讯" * (n * 20),
    "verse": lambda n: "春来江上起新潮，\n一网桃花两岸娇。\n" * (n // 2),
    "items": lambda n: "".join(f"第{i}条本条的内容。\n" for i in range(n)),
    "rows": lambda n: "一等奖：张三\n" * n,
    "dates": lambda n: "2019年6月7日\n" * n,
    "teasers": lambda n: "【导读】\n★新修的村道通到家门口\n" * (n // 2),
}


def seconds(text):
    raw = text.encode()
    best = float("inf")
    for _ in range(2):
        started = time.process_time()
        parse_page(raw)
        best = min(best, time.process_time() - started)
    return best


@pytest.mark.parametrize("name", sorted(MAKERS))
def test_time_grows_with_the_length(name):
    load_lexicon()
    make = MAKERS[name]
    small, large = seconds(make(400)), seconds(make(1600))
    assert large <= GENEROUS * small + 0.05
