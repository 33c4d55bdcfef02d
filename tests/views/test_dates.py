"""Browsing by date across newspapers."""

import re
from datetime import date

import pytest

from articles.models import Dump
from articles.views.calendars import IssueDay
from articles.views.issues import YearCount, count_years, find_readable, list_days
from tests.factories import make_article, make_dump, make_newspaper

pytestmark = pytest.mark.django_db

# <a href="/dates/2022-10-12/">: a day of a calendar; not a month or a year
DAY_LINK = re.compile(r'<a href="(/dates/\d{4}-\d{2}-\d{2}/)"')


@pytest.fixture
def newspapers():
    return make_newspaper("甲样报", code="one"), make_newspaper("乙样报", code="two")


def test_years_are_counted_with_their_dates_and_pages_without_one_apart(newspapers):
    for day in (date(2020, 5, 4), date(2022, 10, 12), date(2022, 12, 31), None):
        make_article(dump=make_dump(newspaper=newspapers[0], issue_date=day))
    make_dump(newspaper=newspapers[1], issue_date=date(2019, 1, 1), status=Dump.Status.FAILED)
    assert count_years(find_readable()) == [
        YearCount(0, 1, 1),
        YearCount(2020, 1, 1, date(2020, 5, 4), date(2020, 5, 4)),
        YearCount(2022, 2, 2, date(2022, 10, 12), date(2022, 12, 31)),
    ]


def test_days_stand_in_their_order_and_say_what_was_inferred(newspapers):
    for day, source in ((date(2022, 10, 12), "staff"), (date(2022, 10, 12), "text"), (date(2022, 9, 30), "header")):
        make_article(dump=make_dump(newspaper=newspapers[0], issue_date=day, source=source))
    assert list_days(Dump.objects.all()) == [
        IssueDay(date(2022, 9, 30), 1, 1, inferred=False),
        IssueDay(date(2022, 10, 12), 2, 2, inferred=True),
    ]


def test_from_the_years_to_the_pages_of_a_day(client, newspapers):
    for newspaper in newspapers:
        make_article(f"{newspaper.name}标题", dump=make_dump(newspaper=newspaper, issue_date=date(2022, 10, 12)))
    texts = [client.get(address).text for address in ("/dates/", "/dates/2022/", "/dates/2022-10/")]
    assert ['href="/dates/2022/"' in texts[0], 'href="/dates/2022-10/"' in texts[1]] == [True, True]
    assert [DAY_LINK.findall(text) for text in texts[1:]] == [["/dates/2022-10-12/"], ["/dates/2022-10-12/"] * 2]
    day = client.get("/dates/2022-10-12/").text
    # By newspaper, each with the way to its own issue.
    assert re.findall(r'href="(/newspapers/\w+/2022-10-12/)"', day) == [
        "/newspapers/two/2022-10-12/",
        "/newspapers/one/2022-10-12/",
    ]
    assert ["甲样报标题" in day, "乙样报标题" in day] == [True, True]


def test_days_and_months_lead_to_those_around_them(client, newspapers):
    for day in (date(2021, 12, 30), date(2022, 10, 12), date(2022, 10, 15)):
        make_dump(newspaper=newspapers[0], issue_date=day)
    around = re.compile(r'rel="(prev|next)" href="(/dates/[^"]+)"')
    assert around.findall(client.get("/dates/2022-10-12/").text) == [
        ("prev", "/dates/2021-12-30/"),
        ("next", "/dates/2022-10-15/"),
    ]
    assert around.findall(client.get("/dates/2022-10/").text) == [("prev", "/dates/2021-12/")]


def test_pages_of_inexact_dates_stand_where_they_belong(client, newspapers):
    for public_id, precision, day in (
        ("ofmonth", "month", date(2022, 10, 1)),
        ("ofyear", "year", date(2022, 1, 1)),
        ("undated", None, None),
    ):
        make_dump(newspaper=newspapers[0], public_id=public_id, issue_date=day, precision=precision)
    shown = {
        address: re.findall(r'href="/pages/(\w+)/"', client.get(address).text)
        for address in ("/dates/2022/", "/dates/2022-10/", "/dates/undated/")
    }
    assert shown == {
        "/dates/2022/": ["ofyear"],
        "/dates/2022-10/": ["ofmonth"],
        "/dates/undated/": ["undated"],
    }
    # The first day of a month is none of its days with pages.
    assert [client.get(f"/dates/2022-{day}/").status_code for day in ("10-01", "01-01", "01")] == [404, 404, 404]


def test_a_year_as_a_list_says_the_same_as_its_calendars(client, newspapers):
    for day in range(1, 29):
        make_dump(newspaper=newspapers[day % 2], issue_date=date(2022, 2, day))
    pages = [client.get(f"/dates/2022/{query}").text for query in ("", "?view=list", "?view=nonsense")]
    links = [DAY_LINK.findall(page) for page in pages]
    assert links == [[f"/dates/2022-02-{day:02}/" for day in range(1, 29)]] * 3
    assert ["<table" in page for page in pages] == [True, False, True]


@pytest.mark.parametrize(
    "address", ["2021/", "2022-11/", "2022-10-11/", "2022-13/", "2022-02-30/", "0000/", "0000-01/", "20222/"]
)
def test_what_has_no_page_is_not_found(client, newspapers, address):
    make_dump(newspaper=newspapers[0])
    assert client.get(f"/dates/{address}").status_code == 404


def test_a_long_day_is_paged(client, newspapers):
    for number in range(41):
        make_dump(newspaper=newspapers[0], public_id=f"page{number}", page_no=number + 1)
    first, second = (client.get(f"/dates/2022-10-12/{query}").text for query in ("", "?page=2"))
    assert [len(re.findall(r'href="/pages/page\d+/"', text)) for text in (first, second)] == [40, 1]


def test_every_page_dated_is_said(client, newspapers):
    make_dump(newspaper=newspapers[0])
    assert "Every page in the archive has a date." in client.get("/en/dates/undated/").text
