"""What a reader may be about to type."""

import pytest

from articles.search.completion import Completion, CompletionKind, complete
from articles.search.indexing import index_articles
from tests.search.archive import build_archive

pytestmark = pytest.mark.django_db
PLACE, NEWSPAPER, BYLINE, HEADLINE = CompletionKind


@pytest.fixture
def articles():
    articles = build_archive()
    index_articles(article.pk for article in articles)
    return articles


@pytest.mark.parametrize(
    ("typed", "completions"),
    [
        ("", ()),
        ("不存在", ()),
        ("长" * 30, ()),
        ("\x00", ()),
        ("益阳", (Completion(PLACE, "益阳市"),)),
        ("测试", (Completion(NEWSPAPER, "测试周报"), Completion(NEWSPAPER, "测试日报"))),
        ("林", (Completion(BYLINE, "林一禾"),)),
        ("禁毒", (Completion(HEADLINE, "禁毒宣传进校园"), Completion(HEADLINE, "禁毒知识竞赛"))),
        ("湘商", (Completion(HEADLINE, "湘商回归签约活动举行"),)),
    ],
)
def test_completions(articles, typed, completions):
    assert complete(typed) == completions


def test_without_an_index_there_are_places():
    build_archive()
    assert complete("益阳") == (Completion(PLACE, "益阳市"),)
