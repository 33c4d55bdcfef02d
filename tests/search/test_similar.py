"""Related articles for an article's page."""

import pytest
from django.core.cache import cache

from articles.search import find_similar
from articles.search import similar as module
from articles.search.errors import IndexDamagedError
from articles.search.indexing import rebuild
from tests.factories import make_article

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("index_folder")]

ABOUT_TEA = ["黑茶合作社的茶园今年扩种，制茶师傅带着徒弟压制千两茶。"]
ABOUT_BOATS = ["龙舟队在河边训练，鼓手和桡手一起划桨，准备端午的比赛。"]


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


def make_archive():
    tea = [make_article(f"黑茶合作社{number}", paragraphs=ABOUT_TEA) for number in range(3)]
    boats = [make_article(f"龙舟训练{number}", paragraphs=ABOUT_BOATS) for number in range(3)]
    rebuild()
    return tea, boats


def test_articles_that_share_weighty_words_are_related():
    tea, boats = make_archive()
    assert set(find_similar(tea[0])) == {tea[1].pk, tea[2].pk}
    assert set(find_similar(boats[2])) == {boats[0].pk, boats[1].pk}


def test_there_are_at_most_so_many(monkeypatch):
    tea, _boats = make_archive()
    monkeypatch.setattr(module, "MAX_SIMILAR", 1)
    assert len(find_similar(tea[0])) == 1


def test_the_index_is_asked_once_for_an_article(monkeypatch):
    tea, _boats = make_archive()
    first = find_similar(tea[0])
    monkeypatch.setattr(module, "_ask_engine", lambda article: pytest.fail("asked again"))
    assert find_similar(tea[0]) == first


def test_without_an_index_nothing_is_related_and_the_page_stands(client):
    article = make_article("黑茶合作社", public_id="first", paragraphs=ABOUT_TEA)
    response = client.get("/en/articles/first/")
    assert (find_similar(article), response.status_code, "Related articles" in response.text) == ((), 200, False)


def test_a_damaged_index_is_not_remembered(monkeypatch):
    tea, _boats = make_archive()

    class Damaged:
        def more_like_this(self, *_arguments, **_options):
            raise IndexDamagedError("a file is missing")

    connection = type("Connection", (), {"get_backend": Damaged})
    with monkeypatch.context() as patched:
        patched.setattr(module, "connections", {"default": connection})
        assert find_similar(tea[0]) == ()
    assert len(find_similar(tea[0])) == 2


def test_the_page_of_an_article_shows_what_is_related(client):
    tea, _boats = make_archive()
    text = client.get(tea[0].get_absolute_url()).text
    assert [article.headline in text for article in tea[1:]] == [True, True]
