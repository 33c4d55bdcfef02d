"""Every feature of the query language against an oracle that reads all articles."""

from collections import Counter
from itertools import product

import pytest
from haystack import connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.models import Article
from articles.search import Sort
from articles.search.dates import parse_days
from articles.search.engine import Find, Found
from articles.search.indexing import index_articles
from articles.search.places import resolve_names
from articles.search.query import All, AnyOf, InNewspapers, InRegions, Not, Part, Phrase, Published, Word, parse_query
from tests.search.archive import build_archive
from tests.search.oracle import Page, holds, read_page

pytestmark = pytest.mark.django_db

QUERIES = [
    "", "湘商回归", "湘商 回归", "回归湘商", '"湘商回归"', '"企业家沙龙"', "企业家沙龙", "禁毒 -安化", "禁毒 －安化",
    "禁毒 或 湘商", "湘商 或 龙舟 或 黑茶", "禁毒 (安化 或 常德)", "-禁毒", "-禁毒 -湘商", "禁毒 或 -湘江", "湘", "〇", "的", "5",
    "500", "５００千伏", "500千伏", "3.3亿", "3.3", "3", "5000", "5,000", "GDP", "ｇｄｐ", "5G", "5g网络", "new york", "New",
    '"new york"', '"york 和"', "covid-19", "covid", "經濟發展", "经济发展", '"经济发展"', '"经济、发展"', "没有关系", "沒有關係",
    "建引", '"党建引"', '"党建引领"', "田鹏", '"田鹏"', '"田 鹏"', "平口镇", "书香满屋", '"书香满屋"', '"书。香"', "标题:湘商", "标题:安化",
    "标题:大湖之畔", "标题:企业", "小标题:书香", "作者:林一禾", "作者:一禾", "作者:林", "作者:new", "author：周小满 -乡村", "作者:通讯员",
    "地区:安化", "地区:安化县", "地区:益阳", "地区:湖南", "地区:福建", "地区:平口镇", "地区:350800", "-地区:湖南", "地区:(安化 或 常德) 禁毒",
    "报纸:测试周报", "报纸:csrb", "报纸:测试", "-报纸:csrb", "日期:2022", "日期:2022-10", "日期:2022-10-11", "日期:2022-10-01",
    "日期:2021", "日期:2021..2022", "日期:2022-10-12..", "日期:..2022-10-31", "-日期:2022", "日期:2021 或 禁毒", "日期:2022.. 或 龙舟",
    "-(日期:2022 或 湘江)", "<b>热销</b>", '"<b>"', "，", '"，"', "本报常德", "热销</b>", "不存在的词", "地区:不存在", "本报讯",
    "湘*", "ne*", "50*", "标题:湘*", "-湘*", "正文:湘商", "正文:(湘商 -经济)", "版:1", "版:２", "禁毒 版:2", "-版:1",
]  # fmt: skip


@pytest.fixture
def pages() -> list[Page]:
    articles = build_archive()
    assert index_articles(article.pk for article in articles)
    return [read_page(article) for article in Article.objects.all()]


def find(wanted: Find) -> Found:
    return connections["default"].get_backend().find(wanted)


def expected_pks(tree, pages: list[Page]) -> set[int]:
    return {page.pk for page in pages if holds(tree, page)}


def test_every_query_finds_what_the_oracle_finds(pages):
    found, expected = {}, {}
    for query in QUERIES:
        tree, _notices = resolve_names(parse_query(query).tree)
        answer = find(Find(tree))
        found[query] = set(answer.pks)
        expected[query] = expected_pks(tree, pages)
        assert answer.total == len(answer.pks) == len(set(answer.pks))
    assert found == expected


def test_the_queries_above_are_no_idle_ones(pages):
    totals = Counter()
    for query in QUERIES:
        tree, _notices = resolve_names(parse_query(query).tree)
        totals[min(1, len(expected_pks(tree, pages)))] += 1
    assert totals[1] > 0.85 * len(QUERIES)


def facet_counts(pages: list[Page], tree, region=None, year=None, newspaper=None) -> tuple[dict, dict, dict]:
    def passing(*filters):
        return [page for page in pages if holds(tree, page) and all(filters)]

    def in_region(page):
        return region is None or region in page.regions

    def in_year(page):
        return year is None or (page.days is not None and page.days[0].year == year)

    def in_newspaper(page):
        return newspaper is None or page.newspaper == newspaper

    answering = [page for page in pages if holds(tree, page)]
    regions = [page for page in answering if in_year(page) and in_newspaper(page)]
    years = [page for page in answering if in_region(page) and in_newspaper(page)]
    newspapers = [page for page in answering if in_region(page) and in_year(page)]
    return (
        dict(Counter(value for page in regions for value in page.regions)),
        dict(Counter(str(page.days[0].year) for page in years if page.days)),
        dict(Counter(page.newspaper for page in newspapers)),
    )


def test_filters_and_facets_are_exact(pages):
    for query, region, year, newspaper in product(
        ["", "禁毒", "禁毒 或 日期:2022..", "-湘商"],
        [None, "430000", "430900", "430923", "430923/平口镇", "350000", "999999"],
        [None, 2022, 2021],
        [None, "csrb", "cszb"],
    ):
        tree = parse_query(query).tree
        answer = find(Find(tree, region, year, newspaper))
        expected = {
            page.pk
            for page in pages
            if holds(tree, page)
            and (region is None or region in page.regions)
            and (year is None or (page.days is not None and page.days[0].year == year))
            and (newspaper is None or page.newspaper == newspaper)
        }
        assert (set(answer.pks), answer.total) == (expected, len(expected))
        facets = (dict(answer.regions), dict(answer.years), dict(answer.newspapers))
        assert facets == facet_counts(pages, tree, region, year, newspaper)


def test_orders(pages):
    def rank(article):
        dump = article.dump
        return dump.newspaper.code, dump.page_no or 1_000_000, dump.public_id, article.order_no

    articles = list(Article.objects.select_related("dump__newspaper"))
    dated = [article for article in articles if article.dump.issue_date]
    undated = sorted((article for article in articles if not article.dump.issue_date), key=rank)
    oldest = sorted(dated, key=lambda article: (article.dump.issue_date, rank(article))) + undated
    newest = sorted(dated, key=lambda article: (-article.dump.issue_date.toordinal(), rank(article))) + undated
    assert list(find(Find(None, sort=Sort.OLDEST)).pks) == [article.pk for article in oldest]
    assert list(find(Find(None, sort=Sort.NEWEST)).pks) == [article.pk for article in newest]


def test_pages_of_hits_join_to_the_whole_order(pages):
    whole = find(Find(None, sort=Sort.NEWEST, stop=100)).pks
    slices = [find(Find(None, sort=Sort.NEWEST, start=start, stop=start + 5)).pks for start in range(0, 20, 5)]
    assert tuple(pk for part in slices for pk in part) == whole


def test_headline_weighs_more_than_body_and_literal_more_than_scattered_words(pages):
    titles = dict(Article.objects.values_list("pk", "headline"))
    assert [titles[pk] for pk in find(Find(parse_query("湘商回归").tree)).pks] == [
        "湘商回归签约活动举行",
        "回归田园的湘商",
    ]
    assert [titles[pk] for pk in find(Find(parse_query("书香").tree)).pks][0] == "书香"


LEAVES = st.one_of(
    st.sampled_from(["湘商", "禁毒", "安化", "5", "的", "经济发展", "new york", "书", "，湘", "引领"]).flatmap(
        lambda text: st.sampled_from([Word, Phrase]).flatmap(
            lambda kind: st.sampled_from([None, *Part]).map(lambda part: kind(text, part))
        )
    ),
    st.sampled_from(["2022", "2022-10-11", "2021..", "..2022"]).map(lambda text: Published(parse_days(text))),
    st.sampled_from([("430000",), ("430923", "350000"), ()]).map(InRegions),
    st.sampled_from([("csrb",), ("csrb", "cszb")]).map(InNewspapers),
)
TREES = st.recursive(
    LEAVES,
    lambda child: st.one_of(
        st.lists(child, max_size=3).map(tuple).map(All),
        st.lists(child, max_size=3).map(tuple).map(AnyOf),
        child.map(Not),
    ),
    max_leaves=8,
)


def test_random_trees_find_what_the_oracle_finds(pages):
    @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(TREES)
    def check(tree):
        answer = find(Find(tree, stop=100))
        assert set(answer.pks) == expected_pks(tree, pages)
        assert answer.total == len(answer.pks)

    check()
