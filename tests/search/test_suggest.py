"""What a reader may have meant by a query that finds nothing."""

import pytest
from haystack import connections

from articles.search.indexing import index_articles
from articles.search.whoosh.suggest import homophones
from tests.search.archive import build_archive

pytestmark = pytest.mark.django_db


@pytest.fixture
def articles():
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


def test_homophones():
    assert {"规", "贵", "龟"} <= set(homophones("归"))
    assert {"今", "京"} <= set(homophones("禁"))
    assert {"四", "是"} <= set(homophones("十"))
    assert "归" not in homophones("归")
    assert homophones("a") == ()
