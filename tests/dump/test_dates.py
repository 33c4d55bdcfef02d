"""Where a page's date, page number and newspaper come from."""

from datetime import date

import pytest

from articles.dump.dates import read_file_name, read_header
from articles.dump.page import parse_page
from articles.dump.types import DatePrecision, Furniture, Imprint, IssueDate, Source


@pytest.mark.parametrize(
    ("file_name", "code", "day", "page_no"),
    [
        ("hnrb20221012_05.txt", "hnrb", date(2022, 10, 12), 5),
        ("2022-10-12 05版.txt", None, date(2022, 10, 12), 5),
        ("20221012-A05.txt", None, date(2022, 10, 12), 5),
        ("rmrb-1998-01-03-4.txt", "rmrb", date(1998, 1, 3), 4),
        ("2022年10月12日第12版.txt", None, date(2022, 10, 12), 12),
        ("dumps/hnrb20221012.txt", "hnrb", date(2022, 10, 12), None),
    ],
)
def test_read_file_name(file_name, code, day, page_no):
    imprint = read_file_name(file_name)
    assert (imprint.newspaper_code, imprint.issue_date.date, imprint.page_no) == (code, day, page_no)
    assert (imprint.issue_date.precision, imprint.issue_date.source) == (DatePrecision.DAY, Source.FILE_NAME)


@pytest.mark.parametrize(
    "file_name", ["", "page.txt", "20221301.txt", "20220230.txt", "20221012345.txt", "12345678901.txt"]
)
def test_no_date_in_the_file_name(file_name):
    assert read_file_name(file_name) == Imprint()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "湘水日报 2022年10月12日 星期三 第5版 要闻",
            ("湘水日报", date(2022, 10, 12), 5, "要闻"),
        ),
        ("06 经济\t2026年6月12日　星期五\t湘水日报", ("湘水日报", date(2026, 6, 12), 6, "经济")),
        ("二〇〇五年三月十二日 星期六", (None, date(2005, 3, 12), None, None)),
        ("A05 要闻", (None, None, 5, "要闻")),
        ("1962年9月25日青溪日报 第2版(农村)", ("青溪日报", date(1962, 9, 25), 2, "农村")),
    ],
)
def test_read_header(text, expected):
    imprint = read_header((Furniture(1, text),))
    day = imprint.issue_date and imprint.issue_date.date
    assert (imprint.newspaper, day, imprint.page_no, imprint.page_name) == expected


def page(*paragraphs):
    return "\n\n".join(("小镇新事", *paragraphs)).encode()


def test_the_month_is_inferred_from_leads_and_the_year_from_the_newest_one():
    raw = page("10月11日，青溪县的早市开张了。", "早在2009年，这里就有集市。2021年，集市搬迁。")
    assert parse_page(raw).imprint.issue_date == IssueDate(
        date(2021, 10, 1), DatePrecision.MONTH, Source.TEXT, "2021年; 10月11日"
    )


def test_without_days_only_the_year_is_inferred():
    raw = page("青溪县的早市开张了，人来人往。", "2021年，集市搬迁到了河对岸。")
    assert parse_page(raw).imprint.issue_date == IssueDate(date(2021, 1, 1), DatePrecision.YEAR, Source.TEXT, "2021年")


def test_a_year_of_plans_is_not_the_newest_year():
    raw = page("10月11日，青溪县的早市开张了。", "2021年，集市搬迁。到2030年，这里将建成公园，2026年底前通车。")
    assert parse_page(raw).imprint.issue_date.date == date(2021, 10, 1)


def test_without_a_year_nothing_is_inferred():
    assert parse_page(page("10月11日，青溪县的早市开张了。")).imprint.issue_date is None


def test_a_file_name_wins_over_a_header_and_a_header_over_the_text():
    raw = (
        "2012年8月20日 星期一 第4版\n\n早市开张\n\n8月19日，早市开张。1949年，这里是荒滩，2030年将建成公园。\n"
    ).encode()
    assert parse_page(raw).imprint.issue_date == IssueDate(
        date(2012, 8, 20), DatePrecision.DAY, Source.HEADER, "2012年8月20日"
    )
    assert parse_page(raw, file_name="qxrb20120821_04.txt").imprint == Imprint(
        newspaper_code="qxrb",
        issue_date=IssueDate(date(2012, 8, 21), DatePrecision.DAY, Source.FILE_NAME, "20120821"),
        page_no=4,
    )


@pytest.mark.parametrize(
    ("header", "newspaper", "page_name"),
    [
        ("湖滨日报 2021年5月18日 星期二 第03版 综合新闻", "湖滨日报", "综合新闻"),
        ("湖滨日报(海外版) 2021年5月18日 星期二 农历四月初七 第03版 要闻", "湖滨日报(海外版)", "要闻"),
        ("第04版 五溪 湖滨日报 2021年5月18日 星期二", "湖滨日报", "五溪"),
        ("要闻 2021年5月18日 第2版", None, "要闻"),
        ("2021年5月18日 第2版 责任编辑 甲乙", None, None),
    ],
)
def test_the_page_is_named_beside_its_number(header, newspaper, page_name):
    imprint = read_header((Furniture(1, header),))
    assert (imprint.newspaper, imprint.page_name) == (newspaper, page_name)
