"""Lists go on where they stopped, whatever was added or taken away meanwhile."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.api.cursors import BadCursorError, read_cursor, write_cursor
from articles.models import Article
from articles.search.indexing import synchronize
from tests.factories import make_article, make_dump, make_newspaper, make_region

pytestmark = pytest.mark.django_db


def read_on(client, address):
    found = []
    while address:
        answer = client.get(address).json()
        found += [item["id"] for item in answer["items"]]
        address = answer["next"]
    return found


def test_a_search_goes_on_after_the_same_article_when_others_come_before_it(client, index_folder):
    dump = make_dump()
    for number in range(4):
        make_article("龙舟", dump=dump, public_id=f"a{number}")
    synchronize()
    first = client.get("/api/v1/search?q=龙舟&sort=newest&size=2").json()
    make_article("龙舟", dump=make_dump(newspaper=dump.newspaper, page_no=1), public_id="later")
    Article.objects.filter(public_id="a0").delete()
    make_article("龙舟", dump=make_dump(newspaper=dump.newspaper, page_no=1), public_id="later still")
    synchronize()
    assert [item["id"] for item in first["items"]] == ["a0", "a1"]
    assert read_on(client, first["next"]) == ["a2", "a3"]


def test_a_search_goes_on_at_the_same_place_when_its_last_article_is_gone(client, index_folder):
    dump = make_dump()
    for number in range(4):
        make_article("龙舟", dump=dump, public_id=f"a{number}")
    synchronize()
    first = client.get("/api/v1/search?q=龙舟&sort=newest&size=2").json()
    Article.objects.filter(public_id="a1").delete()
    synchronize()
    assert read_on(client, first["next"]) == ["a3"]


def test_articles_of_a_place_come_in_the_order_of_its_page(client, index_folder):
    county, newspaper = make_region("430923"), make_newspaper("样报", code="sample")
    days = [date(2022, 10, 12), date(2022, 10, 12), date(2021, 1, 1), None, None]
    numbers = [None, 2, 3, 4, None]
    for place, (day, page_no) in enumerate(zip(days, numbers, strict=True)):
        dump = make_dump(newspaper=newspaper, issue_date=day, page_no=page_no)
        for order in (1, 2):
            make_article(dump=dump, primary=county, public_id=f"{place}-{order}", bylines=[("陈样例",)])
    expected = ["1-1", "1-2", "0-1", "0-2", "2-1", "2-2", "3-1", "3-2", "4-1", "4-2"]
    for size in (1, 3, 50):
        assert read_on(client, f"/api/v1/regions/430923/articles?size={size}") == expected
        assert read_on(client, f"/api/v1/bylines/陈样例/articles?size={size}") == expected


def test_articles_of_a_place_with_very_many(client, index_folder, monkeypatch):
    monkeypatch.setattr("articles.browsing.MANY_ARTICLES", 2)
    county, newspaper = make_region("430923"), make_newspaper("样报", code="sample")
    for month in range(1, 5):
        dump = make_dump(newspaper=newspaper, issue_date=date(2022, month, 3), page_no=1)
        for order in (1, 2):
            make_article(dump=dump, primary=county, public_id=f"{month}-{order}")
    expected = [f"{month}-{order}" for month in (4, 3, 2, 1) for order in (1, 2)]
    for size in (1, 3, 50):
        assert read_on(client, f"/api/v1/regions/430923/articles?size={size}") == expected


def test_cursors_are_read_back_and_nothing_else_is():
    cursor = write_cursor("pages", "2022-10-12", 7)
    assert read_cursor(cursor, "pages", [str, int]) == ["2022-10-12", 7]
    foreign = [write_cursor("other", 1), write_cursor("pages", 1, 7), write_cursor("pages", "a\x00", 7), "", "%%"]
    foreign += [write_cursor("pages", "a", 2**63), write_cursor("pages", "a", -1), "AAAA", write_cursor("pages")]
    for text in foreign:
        with pytest.raises(BadCursorError):
            read_cursor(text, "pages", [str, int])


LISTS = {
    "search": "/api/v1/search?size=50&q=陈样例",
    "articles": "/api/v1/articles?size=50",
    "pages": "/api/v1/pages?size=50",
    "page": "/api/v1/pages/page1",
    "regions": "/api/v1/regions?within=430000&size=50",
    "region": "/api/v1/regions/430923",
    "place": "/api/v1/regions/430923/articles?size=50",
    "bylines": "/api/v1/bylines?size=50",
    "byline": "/api/v1/bylines/陈样例/articles?size=50",
    "newspapers": "/api/v1/newspapers?size=50",
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_the_same_queries_with_one_row_and_with_thirty(client, index_folder, name):
    counts = []
    page = make_dump(public_id="page1")
    for rows in (1, 29):
        for number in range(rows):
            newspaper = make_newspaper()
            region = make_region(
                f"4309{30 + number + rows}", f"样例县{rows}{number}", level=3, parent=make_region("430900")
            )
            make_article(
                dump=make_dump(newspaper=newspaper), bylines=[("陈样例",), (f"李{rows}{number}",)],
                primary=make_region("430923"), mentioned=[region],
            )  # fmt: skip
            make_article(dump=page, bylines=[("周样例",)], primary=region)
        synchronize()
        client.get(LISTS[name])
        with CaptureQueriesContext(connection) as queries:
            assert client.get(LISTS[name]).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
