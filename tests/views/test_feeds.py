"""The feed of a place: what it holds, and that its links are whole addresses."""

from datetime import date
from xml.etree import ElementTree

import pytest

from tests.factories import make_article, make_dump, make_newspaper, make_region, make_township

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def read_feed(client, path):
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    return ElementTree.fromstring(answer.content)


def test_a_feed_lists_the_newest_articles_about_a_place(client):
    county, newspaper = make_region("430923"), make_newspaper("湘北样报")
    make_article(
        "旧", dump=make_dump(newspaper=newspaper, issue_date=date(2021, 1, 1)), primary=county, public_id="old"
    )
    make_article(
        "新 <b>&",
        dump=make_dump(newspaper=newspaper, issue_date=date(2022, 10, 12)),
        primary=make_township("平口镇"),
        deck="副题",
        bylines=[("陈样例",), ("李样例",)],
        public_id="new",
    )
    make_article("提及", mentioned=[county])
    feed = read_feed(client, "/regions/430923/feed/")
    assert [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")] == ["新 <b>&", "旧"]
    newest = next(feed.iter(f"{ATOM}entry"))
    assert (
        newest.find(f"{ATOM}link").get("href"),
        newest.findtext(f"{ATOM}summary"),
        newest.findtext(f"{ATOM}author/{ATOM}name"),
        newest.findtext(f"{ATOM}published"),
        newest.find(f"{ATOM}category").get("term"),
    ) == ("http://testserver/articles/new/", "副题", "陈样例、李样例", "2022-10-12T00:00:00+08:00", "湘北样报")
    assert {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")} == {
        "alternate": "http://testserver/regions/430923/",
        "self": "http://testserver/regions/430923/feed/",
    }


def test_a_feed_speaks_the_language_of_its_address(client):
    make_region("430923")
    languages = "{http://www.w3.org/XML/1998/namespace}lang"
    told = {}
    for path in ("/regions/430923/feed/", "/en/regions/430923/feed/"):
        feed = read_feed(client, path)
        told[feed.get(languages)] = (feed.findtext(f"{ATOM}title"), feed.find(f"{ATOM}link").get("href"))
    assert told == {
        "zh-hans": ("关于安化县的稿件", "http://testserver/regions/430923/"),
        "en": ("Articles about 安化县", "http://testserver/en/regions/430923/"),
    }


def test_the_feed_of_a_township_lists_what_names_it(client):
    make_article("提及", mentioned=[make_township("平口镇")])
    feed = read_feed(client, "/regions/430923/平口镇/feed/")
    assert [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")] == ["提及"]


def test_the_page_of_a_place_names_its_feed(client):
    make_region("430923")
    text = client.get("/en/regions/430923/").text
    assert 'type="application/atom+xml" title="Articles about 安化县" href="/en/regions/430923/feed/"' in text


def test_no_place_has_no_feed(client):
    assert client.get("/regions/999999/feed/").status_code == 404


@pytest.mark.parametrize("articles", [1, 31])
def test_a_feed_costs_a_fixed_number_of_queries(client, django_assert_num_queries, articles):
    for _ in range(articles):
        make_article(primary=make_region("430923"), bylines=[("陈样例",)])
    with django_assert_num_queries(5):
        client.get("/regions/430923/feed/")
