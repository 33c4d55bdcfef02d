"""Dates by their precision, places, roles, lines and excerpts as readers see them."""

from datetime import date

import pytest
from django.utils.translation import override

from articles.models import Dump
from articles.templatetags import archive
from articles.text.excerpt import Piece
from tests.factories import make_dump, make_region, make_township

DATES = [
    (date(2022, 10, 12), "day", "staff", "Oct. 12, 2022", '<time datetime="2022-10-12">Oct. 12, 2022</time>'),
    (
        date(2022, 10, 12),
        "day",
        "text",
        "about Oct. 12, 2022",
        '<time datetime="2022-10-12">about Oct. 12, 2022</time>',
    ),
    (date(2022, 10, 1), "month", "text", "about October 2022", '<time datetime="2022-10">about October 2022</time>'),
    (date(2022, 10, 1), "month", "staff", "about October 2022", '<time datetime="2022-10">about October 2022</time>'),
    (date(2022, 1, 1), "year", "text", "about 2022", '<time datetime="2022">about 2022</time>'),
    (None, "none", "none", "date unknown", "date unknown"),
]


@pytest.mark.parametrize(("day", "precision", "source", "text", "markup"), DATES)
def test_a_date_says_no_more_than_is_known(day, precision, source, text, markup):
    dump = Dump(issue_date=day, issue_date_precision=precision, issue_date_source=source)
    with override("en"):
        assert (archive.issue_date_text(dump), archive.issue_date(dump)) == (text, markup)


def test_dates_and_pages_in_chinese():
    dump = Dump(issue_date=date(2022, 10, 1), issue_date_precision="month", issue_date_source="text", page_no=5)
    with override("zh-hans"):
        assert (
            archive.issue_date_text(dump),
            archive.page_label(dump),
            archive.day_in_month(date(2022, 10, 2)),
            archive.issue_date_text(Dump()),
        ) == ("约2022年10月", "第5版", "10月2日", "日期不详")


@pytest.mark.parametrize(
    ("number", "name", "label"),
    [(5, "湘商", "Page 5 湘商"), (5, "", "Page 5"), (None, "湘商", "湘商"), (None, "", "")],
)
def test_a_page_is_named_by_what_is_known(number, name, label):
    with override("en"):
        assert archive.page_label(Dump(page_no=number, page_name=name)) == label


def test_roles_are_named_and_unknown_ones_shown_as_they_are():
    with override("en"):
        assert [archive.role_name(role) for role in ("trainee", "漫画")] == ["trainee reporter", "漫画"]


@pytest.mark.parametrize(("ranges", "text"), [([[3, 79]], "3–79"), ([[3, 79], [90, 90]], "3–79, 90"), ([[1, 1]], "1")])
def test_lines_are_written_as_in_a_footnote(ranges, text):
    assert archive.line_ranges(ranges) == text


@pytest.mark.parametrize(
    ("line_no", "address"),
    [
        (1, "/pages/page1/source/#L1"),
        (2000, "/pages/page1/source/#L2000"),
        (2001, "/pages/page1/source/?page=2#L2001"),
    ],
)
def test_a_line_is_addressed_in_its_part_of_the_source(line_no, address):
    assert archive.source_url(Dump(public_id="page1"), line_no) == address


def test_an_excerpt_is_marked_and_escaped():
    excerpt = (Piece("前 <b> "), Piece("词&", marked=True), Piece("后"))
    assert archive.marked(excerpt) == "前 &lt;b&gt; <mark>词&amp;</mark>后"


@pytest.mark.django_db
def test_a_place_is_named_with_those_above_it_but_the_home_province():
    assert [
        archive.region_text(region)
        for region in (make_township("平口镇"), make_region("430923"), make_region("430000"), make_region("440100"))
    ] == ["益阳市 安化县 平口镇", "益阳市 安化县", "湖南省", "广东省 广州市"]


@pytest.mark.django_db
def test_a_prefecture_that_repeats_its_province_stands_once():
    province = make_region("110000", "北京市", level=1)
    assert archive.region_text(make_region("110100", "北京市", level=2, parent=province)) == "北京市"


def test_the_operator_names_the_site(settings):
    settings.SITE_NAME = ""
    with override("en"):
        plain = archive.site_name()
    settings.SITE_NAME = "湘北报库"
    assert (plain, archive.site_name()) == ("Local News Archive", "湘北报库")


@pytest.mark.django_db
def test_an_inferred_date_is_said_to_be_inferred(client):
    make_dump(public_id="page1", issue_date=date(2022, 10, 1), precision="month", source="text")
    text = client.get("/en/pages/page1/").text
    assert ("about October 2022" in text, "inferred from the text" in text) == (True, True)
