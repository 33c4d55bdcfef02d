"""Haystack's own face of the engine: SearchQuerySet and the commands that are not ours."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from haystack import connections
from haystack.exceptions import SearchBackendError
from haystack.inputs import AutoQuery, Exact, Not, Raw
from haystack.query import SQ, SearchQuerySet

from articles.models import Article
from articles.search.indexing import IndexFreshness, index_articles, index_freshness
from tests.search.archive import build_archive
from tests.search.factories import Written, make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def articles():
    articles = build_archive()
    index_articles(article.pk for article in articles)
    return articles


def headlines(results) -> set[str]:
    return {result.object.headline for result in results}


DRUGS = {"禁毒宣传进校园", "禁毒知识竞赛"}


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({"content": "禁毒"}, DRUGS),
        ({"content": "禁毒 常德"}, {"禁毒知识竞赛"}),
        ({"content": "-禁毒"}, DRUGS),
        ({"content": AutoQuery("禁毒 -常德")}, {"禁毒宣传进校园"}),
        ({"content": AutoQuery('"企业家沙龙"')}, {"湘商回归签约活动举行"}),
        ({"content": Raw("禁毒 地区:430700")}, {"禁毒知识竞赛"}),
        ({"content": Exact("毒知识竞")}, {"禁毒知识竞赛"}),
        ({"content__exact": "毒知识"}, DRUGS),
        ({"text": "黑茶"}, {"红茶与黑茶"}),
        ({"headline": "湘商"}, {"湘商回归签约活动举行", "回归田园的湘商"}),
        ({"author": "林一禾"}, {"湘商回归签约活动举行", "禁毒宣传进校园"}),
        ({"author__in": ["江晚舟", "New Writer"]}, {"禁毒知识竞赛", "红茶与黑茶"}),
        ({"region": "430923", "content": "禁毒"}, {"禁毒宣传进校园"}),
        ({"region__in": ["350800"]}, {"龙舟赛"}),
        ({"year": 2023, "newspaper": "cszb", "content": "香"}, {"书香"}),
        ({"date": date(2022, 10, 11), "content": "湘商"}, {"湘商回归签约活动举行"}),
        ({"date__gte": date(2023, 1, 1), "content": "书"}, {"书香"}),
        ({"date__lt": date(2022, 1, 1), "content": "队伍"}, {"龙舟赛"}),
        ({"date__range": (date(2022, 10, 2), date(2022, 12, 31)), "content": "湘商"}, {"湘商回归签约活动举行"}),
    ],
)
def test_filter(articles, conditions, expected):
    results = SearchQuerySet().filter(**conditions)
    assert headlines(results) == expected
    assert results.count() == len(expected)


def test_exclude_or_and_not(articles):
    assert headlines(SearchQuerySet().filter(content="禁毒").exclude(content="常德")) == {"禁毒宣传进校园"}
    assert headlines(SearchQuerySet().filter(content="禁毒").filter(content=Not("常德"))) == {"禁毒宣传进校园"}
    assert headlines(SearchQuerySet().filter(SQ(content="龙舟") | SQ(content="黑茶"))) == {"龙舟赛", "红茶与黑茶"}
    assert headlines(SearchQuerySet().filter_or(content="龙舟").filter_or(content="黑茶")) == {"龙舟赛", "红茶与黑茶"}


def test_everything_by_page_and_order(articles):
    everything = SearchQuerySet().all()
    assert len(everything) == everything.count() == len(articles)
    newest = [result.pk for result in SearchQuerySet().order_by("-date")]
    assert newest == [
        result.pk for page in range(0, 12, 5) for result in SearchQuerySet().order_by("-date")[page : page + 5]
    ]
    assert [result.date for result in SearchQuerySet().order_by("date")][0] == date(2021, 1, 1)
    assert SearchQuerySet().order_by("date")[0].year == 2021


def test_load_all_and_stored_values(articles):
    result = SearchQuerySet().filter(content="平口镇").load_all()[0]
    article = Article.objects.get(headline="乡村图书馆开放")
    assert result.object == article
    assert (result.public_id, result.newspaper, result.year, result.date) == (
        article.public_id, "csrb", 2022, date(2022, 10, 11)
    )  # fmt: skip
    assert result.region == ["430000", "430900", "430922", "430923", "430923/平口镇"]
    assert result.score > 0


def test_deleted_rows_are_left_out_of_loaded_results(articles):
    Article.objects.get(headline="禁毒知识竞赛").delete()
    assert headlines(SearchQuerySet().filter(content="禁毒").load_all()) == {"禁毒宣传进校园"}


def test_facets(articles):
    counts = SearchQuerySet().filter(content="禁毒").facet("region").facet("newspaper").facet("year").facet_counts()
    assert counts["fields"] == {
        "region": [("430000", 2), ("430700", 1), ("430900", 1), ("430923", 1), ("430923/平口镇", 1)],
        "newspaper": [("csrb", 2)],
        "year": [("2022", 2)],
    }


def test_narrow_and_models(articles):
    assert headlines(SearchQuerySet().models(Article).filter(content="禁毒").narrow("地区:430700")) == {"禁毒知识竞赛"}


def test_one_object_at_a_time(articles):
    index = connections["default"].get_unified_index().get_index(Article)
    added = make_article(Written("单独加入的一篇"))
    index.update_object(added)
    assert headlines(SearchQuerySet().filter(content="单独加入")) == {"单独加入的一篇"}
    index.remove_object(added)
    assert headlines(SearchQuerySet().filter(content="单独加入")) == set()


@pytest.mark.parametrize(
    "search",
    [
        lambda: SearchQuerySet().filter(content__fuzzy="禁"),
        lambda: SearchQuerySet().filter(unknown="禁"),
        lambda: SearchQuerySet().order_by("headline"),
        lambda: SearchQuerySet().facet("headline"),
        lambda: SearchQuerySet().date_facet("date_end", date(2022, 1, 1), date(2023, 1, 1), "month").facet_counts(),
        lambda: SearchQuerySet().date_facet("date", date(2022, 1, 1), date(2023, 1, 1), "hour").facet_counts(),
        lambda: SearchQuerySet().query_facet("unknown", "禁").facet_counts(),
    ],
)
def test_what_the_engine_does_not_do_is_said(articles, search):
    with pytest.raises(SearchBackendError):
        list(search())


def test_counts_by_date(articles):
    def count(start, end, unit, amount=1):
        counted = SearchQuerySet().all().date_facet("date", start, end, unit, amount).facet_counts()
        return counted["dates"]["date"]

    assert count(date(2021, 1, 1), date(2024, 1, 1), "year") == [
        (date(2021, 1, 1), 2), (date(2022, 1, 1), 6), (date(2023, 1, 1), 3),
    ]  # fmt: skip
    assert count(date(2022, 9, 1), date(2023, 3, 5), "month", 2) == [(date(2022, 9, 1), 6)]
    assert count(date(2022, 10, 2), date(2022, 10, 12), "day") == [(date(2022, 10, 11), 4)]


def test_counts_of_queries(articles):
    counted = (
        SearchQuerySet().filter(content="禁毒").query_facet("region", "430700").query_facet("text", "校园 或 知识竞赛")
    )
    assert counted.facet_counts()["queries"] == {"region:430700": 1, "text:校园 或 知识竞赛": 2}


def test_facets_of_exact_values(articles):
    counted = SearchQuerySet().all()
    for name in ("month", "day", "page_name", "form", "byline"):
        counted = counted.facet(name)
    counts = counted.facet_counts()["fields"]
    assert counts == {
        "month": [("202210", 6), ("202303", 3)],
        "day": [("20221011", 4), ("20230305", 3)],
        "page_name": [("要闻", 5), ("教育", 2)],
        "form": [("news", 10), ("brief", 1), ("photo", 1)],
        "byline": [("周小满", 2), ("林一禾", 2), ("New Writer", 1), ("江晚舟", 1)],
    }


def test_filters_by_exact_values(articles):
    assert headlines(SearchQuerySet().filter(page_name="教育", content="禁毒")) == {"禁毒知识竞赛"}
    assert headlines(SearchQuerySet().filter(day="20221011", form="brief")) == {"禁毒宣传进校园"}


def test_marked_text_is_escaped(articles):
    results = SearchQuerySet().filter(content="热销").highlight()
    assert [result.highlighted for result in results] == [
        {"text": ["安化黑茶出口到 New York 和 new jersey。&lt;b&gt;<em>热销</em>&lt;/b&gt;\ncovid-19 期间也没有停。"]}
    ]
    (result,) = (
        SearchQuerySet()
        .filter(content=AutoQuery("平口镇"))
        .exclude(content="黑茶")
        .highlight(pre_tag="[", post_tag="]")
    )
    assert result.highlighted["text"][0].startswith("[平口镇]的图书馆藏书5000册。")


def test_values(articles):
    assert list(SearchQuerySet().filter(content="禁毒").order_by("-date").values_list("public_id", flat=True)) == [
        article.public_id for article in articles[1:3]
    ]
    assert list(SearchQuerySet().filter(content="龙舟").values("pk", "year")) == [
        {"pk": str(articles[7].pk), "year": 2021}
    ]


def test_more_like_this(articles):
    similar = SearchQuerySet().more_like_this(articles[1])
    assert [result.object.headline for result in similar][:1] == ["禁毒知识竞赛"]
    assert articles[1].headline not in headlines(similar)
    assert headlines(SearchQuerySet().filter(region="430700").more_like_this(articles[1])) == {"禁毒知识竞赛"}


def test_spelling_suggestion(articles):
    assert SearchQuerySet().spelling_suggestion("竟毒") == "禁毒"
    assert SearchQuerySet().spelling_suggestion("禁毒") is None


def test_haystacks_commands(articles):
    def run(*arguments):
        call_command(*arguments, stdout=StringIO())

    run("clear_index", "--noinput")
    assert index_freshness() == IndexFreshness(12, 0)
    assert SearchQuerySet().count() == 0
    run("update_index", "--batch-size=5")
    assert index_freshness() == IndexFreshness(12, 12)
    Article.objects.filter(headline="龙舟赛").delete()
    run("update_index", "--remove")
    assert index_freshness() == IndexFreshness(11, 11)
    run("rebuild_index", "--noinput")
    assert headlines(SearchQuerySet().filter(content="禁毒")) == DRUGS


def test_without_an_index_there_are_no_results():
    assert SearchQuerySet().filter(content="禁毒").count() == 0
    assert list(SearchQuerySet().all()) == []
