"""Every feature of the query language against an oracle that reads all articles."""

from collections import Counter
from itertools import product

import pytest
from haystack import connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.models import Article
from articles.search import MatchKind, Sort
from articles.search.dates import parse_days
from articles.search.engine import BOUNDED_FACETS, FACETS, Find, Found
from articles.search.indexing import index_articles
from articles.search.places import resolve_names
from articles.search.query import (
    All,
    AnyOf,
    InNewspapers,
    InRegions,
    Not,
    Part,
    Phrase,
    Published,
    SomeOf,
    Word,
    parse_query,
    positive_terms,
)
from tests.search.archive import build_archive
from tests.search.factories import Written, make_article, make_dump
from tests.search.oracle import Page, classify_match, holds, read_page

pytestmark = pytest.mark.django_db
EXACT, WORDS, CHARACTERS, SOME = MatchKind

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


CHOICES = {
    "region": [None, "430000", "430900", "430923", "430923/平口镇", "350000", "999999"],
    "year": [(), (2022,), (2021, 2022), (1900, 2023)],
    "month": [None, "202210", "202303"],
    "day": [None, "20221011", "20221001"],
    "newspaper": [(), ("csrb",), ("csrb", "cszb")],
    "page_name": [(), ("要闻",), ("教育", "要闻"), ("没有",)],
    "form": [(), ("news",), ("brief", "photo"), ("verse",)],
    "byline": [(), ("林一禾",), ("林",), ("林一禾", "周小满", "林")],
}
TIME = {"year", "month", "day"}


def passes(page: Page, filters: dict, left_out: set) -> bool:
    """Whether the article has one of the values of each filter."""
    return all(
        any(str(each) in page.values[name] for each in (value if isinstance(value, tuple) else (value,)))
        for name, value in filters.items()
        if value and name not in left_out
    )


def expect_found(pages: list[Page], tree, filters: dict) -> tuple[set, int, dict]:
    """The articles that answer, how many, and for each facet the counts over what the other filters let pass."""
    answering = [page for page in pages if holds(tree, page)]
    pks = {page.pk for page in answering if passes(page, filters, set())}
    counts = {}
    for name in FACETS:
        left_out = TIME if name in TIME else {name}
        counts[name] = Counter(
            value for page in answering if passes(page, filters, left_out) for value in page.values[name]
        )
    return pks, len(pks), counts


def check_found(pages: list[Page], query: str, filters: dict) -> None:
    tree = parse_query(query).tree
    answer = find(Find(tree, **filters, facets=FACETS))
    assert (set(answer.pks), answer.total, dict(answer.counts)) == expect_found(pages, tree, filters)


def test_filters_and_facets_are_exact(pages):
    for query, region, year, newspaper in product(
        ["", "禁毒", "禁毒 或 日期:2022..", "-湘商"], CHOICES["region"], CHOICES["year"], CHOICES["newspaper"]
    ):
        check_found(pages, query, {"region": region, "year": year, "newspaper": newspaper})


def test_any_filters_together_and_their_facets_are_exact(pages):
    @settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        st.sampled_from(["", "禁毒", "湘商 或 书", "-湘商", "日期:2022"]),
        st.fixed_dictionaries({name: st.sampled_from(values) for name, values in CHOICES.items()}),
    )
    def check(query, filters):
        check_found(pages, query, filters)

    check()


@pytest.mark.parametrize("limit", [1, 2, 3, 10])
def test_the_most_frequent_values_are_exact_over_several_segments(monkeypatch, limit):
    monkeypatch.setitem(BOUNDED_FACETS, "byline", limit)
    dump = make_dump()
    # Each batch is a segment of its own; 丙 is nowhere among the first and so in all.
    for batch in ("甲甲甲丙丙丁", "乙乙丙丙", "戊丙"):
        index_articles([make_article(Written(name, ("正文。",), names=(name,)), dump).pk for name in batch])
    answer = find(Find(parse_query("正文").tree, facets=("byline",)))
    expected = [("丙", 5), ("甲", 3), ("乙", 2), ("丁", 1), ("戊", 1)]
    assert list(answer.counts["byline"].items()) == expected[:limit]


def test_how_each_article_answers(pages):
    for query in QUERIES:
        tree, _notices = resolve_names(parse_query(query).tree)
        if not positive_terms(tree):
            continue
        answer = find(Find(tree, explain=True))
        answering = {page.pk: page for page in pages if holds(tree, page)}
        expected = {pk: classify_match(tree, page) for pk, page in answering.items()}
        assert (query, dict(zip(answer.pks, answer.kinds, strict=True))) == (query, expected)
        assert answer.kind_counts == Counter(expected.values())


def test_how_articles_answer_is_counted_behind_the_filters_and_beyond_the_page(pages):
    tree = parse_query("湘商回归").tree
    everywhere = find(Find(tree, stop=1, explain=True))
    assert (everywhere.kinds, everywhere.kind_counts) == ((EXACT,), {EXACT: 1, WORDS: 1})
    filtered = find(Find(tree, region="430922", explain=True))
    assert (filtered.kinds, filtered.kind_counts) == ((WORDS,), {WORDS: 1})
    cut = find(Find(parse_query("建引").tree, explain=True))
    assert (cut.kinds, cut.kind_counts) == ((CHARACTERS,) * 2, {CHARACTERS: 2})


def test_some_words_by_how_many_there_are(pages):
    units = [Word("安化"), Phrase("禁毒"), Word("知识", Part.TEXT), Word("黑茶"), Word("没有的")]
    tree = All((Not(Word("竞赛")), SomeOf(tuple(units))))
    answer = find(Find(tree, explain=True))
    by_pk = {page.pk: page for page in pages}
    counted = {pk: [holds(unit, by_pk[pk]) for unit in units] for pk in answer.pks}
    texts = ["安化", '"禁毒"', "正文:知识", "黑茶", "没有的"]
    assert set(answer.pks) == expected_pks(tree, pages)
    assert [sum(flags) for flags in counted.values()] == [3, 2, 1, 1]
    assert answer.kinds == (SOME,) * 4
    assert answer.kind_counts == {SOME: 4}
    assert answer.missing == tuple(
        tuple(text for text, there in zip(texts, flags, strict=True) if not there) for flags in counted.values()
    )


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
        st.lists(child, max_size=3).map(tuple).map(SomeOf),
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
