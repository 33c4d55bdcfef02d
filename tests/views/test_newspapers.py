"""Browsing by newspaper: exact days, inferred months, pages without a date."""

import re
from datetime import date

import pytest

from tests.factories import make_article, make_dump, make_newspaper

pytestmark = pytest.mark.django_db


@pytest.fixture
def newspaper():
    return make_newspaper("湘北样报", code="sample")


def test_a_year_stands_in_calendars_or_in_a_list_of_days(client, newspaper):
    for day in (date(2022, 10, 12), date(2022, 10, 12), date(2022, 9, 30), date(2020, 1, 1)):
        make_dump(newspaper=newspaper, issue_date=day)
    shown = {query: client.get(f"/en/newspapers/sample/{query}").text for query in ("", "?year=2022&view=list")}
    links = [re.findall(r'"/en/newspapers/sample/(\d{4}-\d{2}-\d{2})/"', text) for text in shown.values()]
    assert links == [["2022-09-30", "2022-10-12"]] * 2
    assert [text.count("<table") for text in shown.values()] == [2, 0]
    assert ['href="/en/newspapers/sample/?year=2022&amp;view=list"' in shown[""], "2 pages" in shown[""]] == [
        True,
        True,
    ]


def test_a_newspaper_opens_at_its_newest_year(client, newspaper):
    make_dump(newspaper=newspaper, issue_date=date(2020, 5, 4))
    make_dump(newspaper=newspaper, issue_date=date(2022, 10, 12))
    text = client.get("/newspapers/sample/").text
    assert ["/newspapers/sample/2022-10-12/" in text, "/newspapers/sample/2020-05-04/" in text] == [True, False]


def test_a_page_known_to_the_month_is_listed_as_such_and_is_no_issue(client, newspaper):
    make_dump(newspaper=newspaper, issue_date=date(2022, 10, 1), precision="month", source="text", public_id="month")
    text = client.get("/en/newspapers/sample/?year=2022").text
    assert [
        "Pages whose day is not known" in text,
        "about October 2022" in text,
        'href="/en/pages/month/"' in text,
        client.get("/newspapers/sample/2022-10-01/").status_code,
    ] == [True, True, True, 404]


def test_pages_without_a_date_have_a_list_of_their_own(client, newspaper):
    make_dump(newspaper=newspaper, issue_date=None, public_id="undated")
    make_dump(newspaper=newspaper, public_id="dated")
    text = client.get("/en/newspapers/sample/?year=undated").text
    assert ["Pages without a date" in text, "/en/pages/undated/" in text, "/en/pages/dated/" in text] == [
        True,
        True,
        False,
    ]


@pytest.mark.parametrize("query", ["?year=1999", "?year=0000", "?year=abc", "?page=99", "?year=undated&page=99"])
def test_odd_years_and_pages_answer(client, newspaper, query):
    make_dump(newspaper=newspaper)
    assert client.get(f"/newspapers/sample/{query}").status_code == 200


def test_a_newspaper_without_pages_says_so_and_is_not_listed(client, newspaper):
    text = client.get("/en/newspapers/sample/").text
    assert ["no page of this newspaper yet" in text, "湘北样报" in client.get("/newspapers/").text] == [True, False]


def test_the_pages_of_a_day_stand_in_order_with_the_issues_around_them(client, newspaper):
    for day, page_no in ((11, 1), (12, 3), (12, None), (12, 1), (14, 1)):
        dump = make_dump(newspaper=newspaper, issue_date=date(2022, 10, day), page_no=page_no)
        make_article(f"标题{day}-{page_no}", dump=dump)
    text = client.get("/newspapers/sample/2022-10-12/").text
    titles = [f"标题{day}-{page_no}" for day, page_no in ((12, 1), (12, 3), (12, None))]
    assert [
        sorted(titles, key=text.index) == titles,
        "标题11-1" in text,
        'rel="prev" href="/newspapers/sample/2022-10-11/"' in text,
        'rel="next" href="/newspapers/sample/2022-10-14/"' in text,
    ] == [True, False, True, True]
