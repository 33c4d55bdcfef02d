"""The index of bylines, and the articles under one name."""

import re
from datetime import date

import pytest

from articles.browsing import NEWEST_FIRST
from articles.models import Article, Byline
from articles.views import bylines as views
from tests.factories import make_article, make_dump, make_newspaper, make_region, make_township

pytestmark = pytest.mark.django_db

# <span lang="zh-Hans">陈样例</span> <span class="count">2</span>: a name of the index with its number
NAME = re.compile(r'<li><a href="/bylines/[^"]+"><span lang="zh-Hans">([^<]+)</span> <span class="count">(\d+)</span>')


def names(client, query: str = "") -> list[tuple[str, str]]:
    return NAME.findall(client.get(f"/bylines/{query}").text)


def test_names_stand_under_their_letters_with_the_number_of_their_articles(client):
    make_article(bylines=[("曾样例", "reporter"), ("曾样例", "photographer"), ("李样例",)])
    make_article(bylines=[("李样例",), ("县委宣传部",), ("3号",)])
    text = client.get("/bylines/").text
    assert NAME.findall(text) == [("3号", "1"), ("李样例", "2"), ("县委宣传部", "1"), ("曾样例", "1")]
    assert re.findall(r'<h2 id="letter-\d+" class="rubric">(.)</h2>', text) == ["#", "L", "X", "Z"]


def test_a_letter_and_a_part_of_a_name_narrow_the_index(client):
    make_article(bylines=[("曾样例",), ("李样例",), ("李示范",)])
    assert [name for name, _count in names(client, "?letter=l")] == ["李样例", "李示范"]
    assert [name for name, _count in names(client, "?letter=L")] == ["李样例", "李示范"]
    assert [name for name, _count in names(client, "?q=样例")] == ["李样例", "曾样例"]
    assert names(client, "?q=样例&letter=l") == names(client, "?q=样例")


@pytest.mark.parametrize("query", ["?letter=q", "?letter=%00", "?q=无此人", "?q=%25", "?q=" + "长" * 500, "?page=99"])
def test_odd_questions_are_answered(client, query):
    make_article(bylines=[("李样例",)])
    assert client.get(f"/bylines/{query}").status_code == 200


def test_what_is_searched_for_stays_text(client):
    text = client.get("/en/bylines/", {"q": "<b>"}).text
    assert ["<b>" in text, "0 names with “" in text, "No article is signed with such a name." in text] == [
        False,
        True,
        True,
    ]


def test_the_index_is_paged_and_says_where_it_ends(client, monkeypatch):
    monkeypatch.setattr(views, "NAMES_AT_ONCE", 2)
    monkeypatch.setattr(views, "LAST_PAGE", 2)
    make_article(bylines=[(f"李样例{number}",) for number in range(5)])
    shown = [[name for name, _count in names(client, query)] for query in ("", "?page=2", "?page=3")]
    assert shown == [["李样例0", "李样例1"], ["李样例2", "李样例3"], ["李样例2", "李样例3"]]
    assert "more names than can be paged through" in client.get("/en/bylines/").text


def test_an_index_without_names_says_so(client):
    assert "No article here is signed." in client.get("/en/bylines/").text


@pytest.fixture
def signed():
    """Three articles by one name: two in one newspaper and year, one elsewhere."""
    one, two = make_newspaper("甲样报", code="one"), make_newspaper("乙样报", code="two")
    for number, (newspaper, year, region) in enumerate(
        [(one, 2021, "430923"), (one, 2021, "430900"), (two, 2022, "430511")]
    ):
        make_article(
            f"标题{number}",
            dump=make_dump(newspaper=newspaper, issue_date=date(year, 5, number + 1)),
            bylines=[("陈样例", "reporter", "样例社"), ("李样例",)] if number else [("陈样例", "photographer")],
            primary=make_region(region),
        )


def test_a_name_comes_with_those_beside_it_and_where_it_stands(client, signed):
    context = client.get("/bylines/陈样例/").context
    assert context["roles"] == [("reporter", 2), ("photographer", 1)]
    assert context["organisations"] == [("样例社", 2)]
    assert [(fellow.name, count) for fellow, count in context["fellows"]] == [("李样例", 2)]
    assert [(region.name, count) for region, count in context["places"]] == [("益阳市", 2), ("邵阳市", 1)]
    assert [(link.label, link.count) for link in context["newspapers"]] == [("甲样报", 2), ("乙样报", 1)]
    assert [(link.label, link.count) for link in context["years"]] == [("2022", 1), ("2021", 2)]
    assert [(bar.label, bar.count) for bar in context["chart"].bars] == [("2021", 2), ("2022", 1)]


def test_a_newspaper_and_a_year_narrow_the_list(client, signed):
    def shown(query):
        return [article.headline for article in client.get(f"/bylines/陈样例/{query}").context["list"].articles]

    assert [shown(query) for query in ("", "?newspaper=one", "?year=2022", "?newspaper=one&year=2022", "?year=x")] == [
        ["标题2", "标题1", "标题0"],
        ["标题1", "标题0"],
        ["标题2"],
        [],
        ["标题2", "标题1", "标题0"],
    ]


def test_a_filter_that_is_on_leads_out_of_itself(client, signed):
    context = client.get("/bylines/陈样例/?newspaper=one").context
    path = "/bylines/%E9%99%88%E6%A0%B7%E4%BE%8B/"
    assert [(link.label, link.url, link.chosen) for link in (*context["newspapers"], *context["years"])] == [
        ("甲样报", path, True),
        ("乙样报", f"{path}?newspaper=two", False),
        ("2021", f"{path}?newspaper=one&year=2021", False),
    ]


def test_namesakes_are_warned_of_by_what_is_known(client, signed):
    text = re.sub(r"\s+", " ", client.get("/en/bylines/陈样例/").text)
    alone = client.get("/en/bylines/李样例/").text
    assert [
        "The name stands in 2 newspapers. The articles are about 2 prefectures. Different people may sign" in text,
        "Different people may sign with the same name" in alone,
    ] == [True, True]


@pytest.mark.parametrize("name", ["安化县委宣传部", "样例通讯社", "本报"])
def test_an_office_is_called_one(client, name):
    make_article(bylines=[(name,)], primary=make_township("平口镇"))
    text = client.get(f"/en/bylines/{name}/").text
    assert [
        '<p class="eyebrow">Office</p>' in text,
        "Offices of the same name" in text,
        "Different people" in text,
    ] == [
        True,
        True,
        False,
    ]


def test_a_byline_gets_its_letter_when_it_is_saved():
    make_article(bylines=[("曾样例",)])
    assert list(Byline.objects.values_list("name", "letter")) == [("曾样例", "z")]


def test_a_name_stands_under_its_letter_and_is_called_what_it_is(client):
    make_article(bylines=[("陈样例",), ("3号",)])
    person, other = (client.get(f"/en/bylines/{name}/").text for name in ("陈样例", "3号"))
    assert ['?letter=c">C</a></li></ol>' in person, '?letter=%23">#</a></li></ol>' in other] == [True, True]
    assert [re.findall('class="eyebrow">([^<]+)<', text) for text in (person, other)] == [["Person"], []]


def test_the_list_of_a_name_is_read_by_months_and_stays_in_order(client):
    paper, other = make_newspaper(code="one"), make_newspaper(code="two")
    days = [None, date(2020, 1, 1), *(date(2022, 1 + number % 3, 1 + number % 7) for number in range(52)), None]
    for number, day in enumerate(days):
        dump = make_dump(newspaper=paper if number % 4 else other, issue_date=day, page_no=number % 5 or None)
        make_article(dump=dump, bylines=[("陈样例", "reporter"), ("陈样例", "photographer")])
    listed = list(Article.objects.order_by(*NEWEST_FIRST))

    def shown(query=""):
        pages = [client.get(f"/bylines/陈样例/?page={page}{query}").context["list"] for page in (1, 2, 3, 4)]
        return [article for page in pages[: pages[0].pager.count] for article in page.articles]

    assert shown() == listed
    assert shown("&newspaper=one") == [article for article in listed if article.dump.newspaper == paper]
    assert shown("&year=2020") == [article for article in listed if article.dump.issue_date == date(2020, 1, 1)]
    assert client.get("/bylines/陈样例/").context["total"] == 55


def test_what_stands_beside_a_list_is_read_from_the_newest_articles(client, monkeypatch, signed):
    monkeypatch.setattr(views, "MOST_READ", 1)
    response = client.get("/en/bylines/陈样例/?newspaper=one")
    told = "Roles, organisations, fellow signers and places are counted in the newest 1 articles."
    assert told in response.text
    assert [response.context[name] for name in ("read", "roles", "place_count")] == [1, [("reporter", 1)], 1]
    monkeypatch.setattr(views, "MOST_READ", 3)
    assert "are counted in the newest" not in client.get("/en/bylines/陈样例/").text
