"""What browsers, feed readers and crawlers look for: descriptions, feeds, sitemaps, other forms of a page."""

import re
from datetime import date
from xml.etree import ElementTree

import pytest

from articles.search.indexing import synchronize
from tests.factories import make_article, make_dump, make_newspaper, make_region

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
# <link rel="alternate" type="application/json" href="…">; not one with hreflang
OTHER_FORM = re.compile(r'<link rel="(?:alternate|search)" type="([^"]+)"(?: title="([^"]*)")? href="([^"]+)">')


@pytest.fixture
def filled(index_folder):
    newspaper = make_newspaper("湘北样报", code="sample")
    for number, day in enumerate([date(2021, 1, 1), date(2022, 10, 12), None]):
        dump = make_dump(newspaper=newspaper, issue_date=day, public_id=f"page{number}")
        make_article(
            f"龙舟{number}", dump=dump, bylines=[("陈样例",)], primary=make_region("430923"), public_id=f"a{number}"
        )
    synchronize()


@pytest.mark.parametrize(
    ("address", "title", "page", "entries"),
    [
        (
            "/search/feed/?q=龙舟",
            "检索：龙舟",
            "/search/?q=%E9%BE%99%E8%88%9F&sort=newest",
            ["龙舟1", "龙舟0", "龙舟2"],
        ),
        ("/newspapers/sample/feed/", "湘北样报", "/newspapers/sample/", ["龙舟1", "龙舟0"]),
        ("/bylines/陈样例/feed/", "陈样例的稿件", "/bylines/%E9%99%88%E6%A0%B7%E4%BE%8B/", ["龙舟1", "龙舟0", "龙舟2"]),
    ],
)
def test_a_feed_lists_the_newest_articles(client, filled, address, title, page, entries):
    answer = client.get(address)
    feed = ElementTree.fromstring(answer.content)
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert (answer["Content-Type"], feed.findtext(f"{ATOM}title"), links["alternate"]) == (
        "application/atom+xml; charset=utf-8",
        title,
        "http://testserver" + page,
    )
    assert [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")] == entries
    assert client.get(links["self"].removeprefix("http://testserver")).status_code == 200


@pytest.mark.parametrize(
    "address", ["/search/feed/", "/newspapers/nothing/feed/", "/bylines/无此人/feed/", "/dates/1999-01-01/feed/"]
)
def test_nothing_has_no_feed(client, filled, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("articles", [1, 29])
def test_feeds_cost_a_fixed_number_of_queries(client, index_folder, django_assert_num_queries, articles):
    newspaper = make_newspaper(code="sample")
    for _each in range(articles):
        make_article("龙舟", dump=make_dump(newspaper=newspaper), bylines=[("陈样例",)])
    synchronize()
    for address, queries in (
        ("/newspapers/sample/feed/", 5),
        ("/dates/2022-10-12/feed/", 4),
        ("/bylines/陈样例/feed/", 6),
        ("/search/feed/?q=龙舟", 5),
    ):
        client.get(address)
        with django_assert_num_queries(queries):
            client.get(address)


PAGES = {
    "/": [("application/json", "", "/api/v1/archive")],
    "/search/": [("application/json", "", "/api/v1/search")],
    "/en/search/?q=a&page=2&year=2022": [
        ("application/atom+xml", "Search: a", "/en/search/feed/?q=a&amp;year=2022"),
        ("application/json", "", "/api/v1/search?q=a&amp;year=2022"),
    ],
    "/en/regions/430923/?year=2022": [
        ("application/atom+xml", "Articles about 安化县", "/en/regions/430923/feed/"),
        ("application/json", "", "/api/v1/regions/430923"),
    ],
    "/en/newspapers/sample/": [
        ("application/atom+xml", "湘北样报", "/en/newspapers/sample/feed/"),
        ("application/json", "", "/api/v1/newspapers/sample"),
    ],
    "/en/bylines/陈样例/": [
        ("application/atom+xml", "Articles by 陈样例", "/en/bylines/%E9%99%88%E6%A0%B7%E4%BE%8B/feed/"),
        ("application/json", "", "/api/v1/bylines/%E9%99%88%E6%A0%B7%E4%BE%8B"),
    ],
    "/en/articles/a1/": [("application/json", "", "/api/v1/articles/a1")],
    "/en/pages/page1/": [("application/json", "", "/api/v1/pages/page1")],
    "/en/newspapers/sample/2022-10-12/": [],
    "/en/dates/2022-10-12/?page=1": [
        ("application/atom+xml", "Oct. 12, 2022", "/en/dates/2022-10-12/feed/"),
    ],
    "/en/help/": [],
}


@pytest.mark.parametrize("address", PAGES)
def test_a_page_names_its_other_forms_and_they_are_there(client, filled, address):
    found = OTHER_FORM.findall(client.get(address).text)
    description, *others = found
    assert description[::2] == (
        "application/opensearchdescription+xml",
        "/en/opensearch.xml" if address.startswith("/en/") else "/opensearch.xml",
    )
    assert others == PAGES[address]
    assert [client.get(url.replace("&amp;", "&")).status_code for _type, _title, url in found] == [200] * len(found)


def test_a_page_that_is_not_there_has_no_other_form(client, db):
    answer = client.get("/articles/nothing/")
    assert (answer.status_code, "application/json" in answer.text) == (404, False)


@pytest.mark.parametrize(
    ("address", "name", "search"),
    [("/opensearch.xml", "地方新闻库", "/search/"), ("/en/opensearch.xml", "Local News Arc", "/en/search/")],
)
def test_a_browser_can_add_the_search(client, db, address, name, search):
    answer = client.get(address)
    described = ElementTree.fromstring(answer.content)
    urls = {url.get("type"): url.get("template") for url in described.iter(f"{OPENSEARCH}Url")}
    assert answer["Content-Type"] == "application/opensearchdescription+xml; charset=utf-8"
    assert described.findtext(f"{OPENSEARCH}ShortName").startswith(name)
    assert len(described.findtext(f"{OPENSEARCH}ShortName")) <= 16
    assert urls["text/html"] == f"http://testserver{search}?q={{searchTerms}}"


def locations(client, address):
    tree = ElementTree.fromstring(client.get(address).content)
    return [each.text.removeprefix("http://testserver") for each in tree.iter(f"{SITEMAP}loc")]


def test_the_sitemaps_list_every_page_and_article(client, filled):
    index = locations(client, "/sitemap.xml")
    assert index == [f"/sitemap-{name}.xml" for name in ("site", "newspapers", "regions", "pages", "articles")]
    listed = [address for sitemap in index for address in locations(client, sitemap)]
    assert listed == [
        "/", "/regions/", "/newspapers/", "/help/", "/about/", "/api/", "/newspapers/sample/",
        "/regions/430000/", "/regions/430900/", "/regions/430923/",
        "/pages/page0/", "/pages/page1/", "/pages/page2/", "/articles/a0/", "/articles/a1/", "/articles/a2/",
    ]  # fmt: skip
    assert [client.get(address).status_code for address in listed] == [200] * len(listed)


def test_long_sitemaps_come_in_parts_with_when_they_changed(client, filled, monkeypatch):
    monkeypatch.setattr("articles.sitemaps.ArticleSitemap.limit", 2)
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)
    parts = [each.text for each in tree.iter(f"{SITEMAP}loc") if "articles" in each.text]
    assert parts == ["http://testserver/sitemap-articles.xml", "http://testserver/sitemap-articles.xml?p=2"]
    assert locations(client, "/sitemap-articles.xml?p=2") == ["/articles/a2/"]
    assert len(list(tree.iter(f"{SITEMAP}lastmod"))) == 3


@pytest.mark.parametrize("address", ["/sitemap-nothing.xml", "/sitemap-articles.xml?p=9", "/sitemap-articles.xml?p=x"])
def test_a_sitemap_that_is_not_there(client, filled, address):
    assert client.get(address).status_code == 404
