"""Search as you type, as JSON."""

import pytest

from articles.search import Completion, CompletionKind

PLACE, NEWSPAPER, BYLINE, HEADLINE = CompletionKind
FOUND = (
    Completion(PLACE, "益阳市"),
    Completion(NEWSPAPER, "益阳样报"),
    Completion(BYLINE, "益小样"),
    Completion(HEADLINE, "益阳茶油"),
)


@pytest.fixture
def asked(monkeypatch):
    """The list of what was to be completed."""
    texts = []

    def complete(typed):
        texts.append(typed)
        return FOUND

    monkeypatch.setattr("articles.views.complete.complete", complete)
    return texts


def test_each_completion_says_what_it_is_and_leads_to_its_search(client, asked):
    response = client.get("/en/search/complete/", {"q": "茶油 益"})
    assert (asked, response["Cache-Control"]) == (["益"], "public, max-age=300")
    shown = [(offer["kind"], offer["label"], offer["text"], offer["query"]) for offer in response.json()["completions"]]
    assert shown == [
        ("place", "Place", "益阳市", '茶油 地区:"益阳市"'),
        ("newspaper", "Newspaper", "益阳样报", '茶油 报纸:"益阳样报"'),
        ("byline", "Signed by", "益小样", '茶油 作者:"益小样"'),
        ("headline", "In headlines", "益阳茶油", '茶油 标题:"益阳茶油"'),
    ]
    assert response.json()["completions"][0]["url"] == (
        "/en/search/?q=%E8%8C%B6%E6%B2%B9+%E5%9C%B0%E5%8C%BA%3A%22%E7%9B%8A%E9%98%B3%E5%B8%82%22"
    )


@pytest.mark.parametrize("typed", ["", " ", "益 ", "益" * 101])
def test_nothing_is_completed_where_there_is_nothing_to(client, asked, typed):
    response = client.get("/search/complete/", {"q": typed})
    assert (response.status_code, response.json()["completions"], asked) == (200, [], [])


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["q=%00", "q=%ED%A0%80", "q=%ff%fe", "q[]=a", "q=%25_", "", "q=%F0%A0%AE%B7"])
def test_no_address_breaks_it(client, query):
    assert client.get(f"/search/complete/?{query}").status_code == 200
