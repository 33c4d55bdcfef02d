"""What a reader may have meant by a query that finds nothing."""

import pytest
from haystack import connections
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.search.indexing import index_articles
from articles.search.whoosh.analysis import query_characters, query_words
from articles.search.whoosh.suggest import homophones, rank_candidates
from tests.search.archive import build_archive

TEXTS = st.lists(st.text(alphabet=st.sampled_from("湘商回归经济发展，5a"), min_size=1, max_size=6), unique=True)


@pytest.fixture
def articles(db):
    articles = build_archive()
    index_articles(article.pk for article in articles)
    return articles


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("湘商回规", "湘商回归"),
        ("湘上", "湘商"),
        ("商湘", "湘商"),
        ("湘商回回归", "湘商回归"),
        ("图书官", "图书馆"),
        ('"禁读知识"', '"禁毒知识"'),
        ("标题:禁读 -安化", "标题:禁毒 -安化"),
        ("地区:安化 禁读", '地区:"安化" 禁毒'),
        ("jersei", "jersey"),
        ("禁毒", None),
        ("禁毒 -不存在", None),
        ("饕餮盛宴", None),
        ("", None),
        ("地区:瓦坎达", None),
    ],
)
def test_suggestions(articles, query, meant):
    assert connections["default"].get_backend().suggest(query) == meant


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_candidates_come_in_the_order_of_all_their_ranks(candidates, articles):
    def known(token, _suffix):
        return sum(token in text for text in articles)

    def rank(candidate):
        words = query_words(candidate)
        least = min((known(word, "") for word in words), default=0)
        return least // max(1, len(words)) ** 2, min(known(one, "_chars") for one in query_characters(candidate))

    ranked = sorted((one for one in candidates if rank(one)[1]), key=rank, reverse=True)
    assert list(rank_candidates(known, candidates)) == ranked


def test_homophones():
    assert {"规", "贵", "龟"} <= set(homophones("归"))
    assert {"今", "京"} <= set(homophones("禁"))
    assert {"四", "是"} <= set(homophones("十"))
    assert "归" not in homophones("归")
    assert homophones("a") == ()
