"""`parse_page` from bytes to a whole value, and the accounting rule."""

import hashlib
from dataclasses import replace

import pytest

from articles.dump.as_json import page_as_json
from articles.dump.lines import split_lines
from articles.dump.page import PARSER_VERSION, AccountingError, check_accounting, parse_page
from articles.dump.types import (
    Article,
    Byline,
    DatePrecision,
    Form,
    Furniture,
    Imprint,
    IssueDate,
    Page,
    Problem,
    Role,
    Section,
    Source,
)

TEXT = """2021年6月1日 星期二 第3版 乡村

政策送上门 服务零距离

税务干部进山村“把脉”

——青溪县便民办税见闻

本报记者 夏至 通讯员 谷雨

拧开龙头，清亮的山泉水哗哗流出，八十二岁的蒲奶奶笑了。这样的笑脸，记者在采访途中见到许多，大家都说政策好、服务更好，办事再也不用翻山越

岭了。

一、老街坊回来了

去年冬天，青溪县税务局的蒲队长请来施工队，把老街的石板路修好了，二十多户老街坊搬了回来。

二、老手艺活起来了

手艺人尹大海把竹编铺子开回了老街，带了六个徒弟，最小的才十九岁

本版责任编辑：田小禾
"""


def page_of(text=TEXT):
    raw = text.encode()
    return parse_page(raw), raw


def test_a_page_is_read_whole():
    page, raw = page_of()
    assert page == Page(
        sha256=hashlib.sha256(raw).hexdigest(),
        encoding="utf-8",
        line_count=23,
        parser=PARSER_VERSION,
        articles=(
            Article(
                kicker="政策送上门 服务零距离",
                headline="税务干部进山村“把脉”",
                deck="——青溪县便民办税见闻",
                byline_raw="本报记者 夏至 通讯员 谷雨",
                bylines=(Byline("夏至", Role.REPORTER, "本报"), Byline("谷雨", Role.CORRESPONDENT)),
                dateline=None,
                sections=(
                    Section(
                        None,
                        (
                            "拧开龙头，清亮的山泉水哗哗流出，八十二岁的蒲奶奶笑了。这样的笑脸，记者在采访途中见到许多，"
                            "大家都说政策好、服务更好，办事再也不用翻山越岭了。",
                        ),
                    ),
                    Section(
                        "一、老街坊回来了",
                        ("去年冬天，青溪县税务局的蒲队长请来施工队，把老街的石板路修好了，二十多户老街坊搬了回来。",),
                    ),
                    Section(
                        "二、老手艺活起来了",
                        ("手艺人尹大海把竹编铺子开回了老街，带了六个徒弟，最小的才十九岁",),
                    ),
                ),
                captions=(),
                jump_to=None,
                jump_from=None,
                form=Form.NEWS,
                truncated=True,
                confidence=page.articles[0].confidence,
                lines=((3, 21),),
            ),
        ),
        furniture=(
            Furniture(1, "2021年6月1日 星期二 第3版 乡村"),
            Furniture(23, "本版责任编辑：田小禾"),
        ),
        problems=(Problem(21, "truncated", "The article's text stops in mid-sentence."),),
        imprint=Imprint(
            newspaper=None,
            newspaper_code=None,
            issue_date=IssueDate(page.imprint.issue_date.date, DatePrecision.DAY, Source.HEADER, "2021年6月1日"),
            page_no=3,
            page_name="乡村",
        ),
    )
    assert 0.5 < page.articles[0].confidence <= 1.0


def test_the_json_has_the_agreed_form():
    page, _ = page_of()
    shown = page_as_json(page)
    assert list(shown) == ["dump", "articles", "furniture", "problems"]
    assert shown["dump"] == {"sha256": page.sha256, "encoding": "utf-8", "lines": 23, "parser": PARSER_VERSION}
    assert list(shown["articles"][0]) == [
        "kicker",
        "headline",
        "deck",
        "byline_raw",
        "bylines",
        "dateline",
        "sections",
        "captions",
        "jump_to",
        "jump_from",
        "form",
        "truncated",
        "confidence",
        "lines",
    ]
    assert shown["articles"][0]["bylines"] == [
        {"name": "夏至", "role": "reporter", "organisation": "本报"},
        {"name": "谷雨", "role": "correspondent", "organisation": None},
    ]
    assert shown["articles"][0]["lines"] == [[3, 21]]
    assert shown["furniture"] == [
        {"line": 1, "text": "2021年6月1日 星期二 第3版 乡村"},
        {"line": 23, "text": "本版责任编辑：田小禾"},
    ]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"furniture": ()}, "Line 1 is in no article and not furniture."),
        ({"furniture": (Furniture(1, "x"), Furniture(23, "x"), Furniture(3, "x"))}, "Line 3 has more than one owner."),
    ],
)
def test_a_lost_or_doubled_line_is_an_accounting_error(change, message):
    page, _ = page_of()
    with pytest.raises(AccountingError) as caught:
        check_accounting(replace(page, **change), split_lines(TEXT))
    assert str(caught.value) == message


def test_ranges_out_of_order_are_an_accounting_error():
    page, _ = page_of()
    wrong = replace(page.articles[0], lines=((9, 21), (3, 7)))
    with pytest.raises(AccountingError) as caught:
        check_accounting(replace(page, articles=(wrong,)), split_lines(TEXT))
    assert str(caught.value) == "The line range 3–7 is out of order or outside the dump."


def test_furniture_inside_an_article_splits_its_ranges():
    page, _ = page_of(TEXT.replace("二、老手艺活起来了\n", "二、老手艺活起来了\n\n＊＊＊\n"))
    owned = {line for article in page.articles for start, end in article.lines for line in range(start, end + 1)}
    rule = next(item.line for item in page.furniture if item.text == "＊＊＊")
    assert rule not in owned


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("深山护林四十年——记林场护林员龙老桥", ("深山护林四十年", "——记林场护林员龙老桥")),
        ("政策赋能，解开束缚的“细绳子”——", ("政策赋能，解开束缚的“细绳子”——", None)),
        ("青溪县1998——2000年水利建设回顾", ("青溪县1998——2000年水利建设回顾", None)),
    ],
)
def test_a_deck_on_the_headlines_line_is_taken_apart(line, expected):
    page, _ = page_of(f"{line}\n\n本报讯 翻过三道梁，蹚过两条河，老邮递员的身影又出现在山路尽头。\n")
    assert (page.articles[0].headline, page.articles[0].deck) == expected
