"""Nothing that a dump or a reader wrote becomes markup."""

import re

import pytest
from django.urls import reverse

from articles.search import Hit, SearchPage
from articles.text.excerpt import Piece
from tests.factories import make_article, make_dump, make_newspaper, make_region

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&amp;{{ 7|add:7 }}"

# <script>, <img …: the markup of HOSTILE come to life; not &lt;script&gt;, nor the elements that a page has of its own
ALIVE = re.compile(r'<script(?! src="/static/| type="application/ld\+json")|<img')


@pytest.fixture
def hostile(db):
    """An article whose every field is hostile."""
    county = make_region("430923")
    newspaper = make_newspaper("报" + HOSTILE[:60], code="hostile", home_region=county)
    dump = make_dump(
        f"{HOSTILE}\n\n{HOSTILE}\n",
        newspaper=newspaper,
        public_id="hostile",
        page_name=HOSTILE[:60],
        file_name=HOSTILE,
        furniture=[{"line": 1, "text": HOSTILE}],
    )
    return make_article(
        HOSTILE,
        dump=dump,
        public_id="hostile",
        sections=[(HOSTILE, [HOSTILE, HOSTILE])],
        bylines=[(HOSTILE, HOSTILE[:30], HOSTILE)],
        primary=county,
        lines=[[3, 3]],
        kicker=HOSTILE,
        deck=HOSTILE,
        dateline=HOSTILE,
        captions=[HOSTILE],
        jump_to=HOSTILE,
        jump_from=HOSTILE,
    )


def list_addresses(article):
    newspaper = article.dump.newspaper
    return [
        reverse("home"),
        article.get_absolute_url(),
        article.dump.get_absolute_url(),
        reverse("page_source", args=[article.dump.public_id]),
        reverse("article_source", args=[article.public_id]),
        reverse("report", args=[article.public_id]),
        newspaper.get_absolute_url(),
        reverse("newspapers"),
        reverse("issue", args=[newspaper.code, article.dump.issue_date]),
        reverse("byline", args=[HOSTILE]),
        reverse("region", args=["430923"]),
    ]


def test_a_hostile_dump_stays_text_on_every_page(client, hostile):
    found = []
    for address in list_addresses(hostile):
        response = client.get(address)
        found.append((response.status_code, ALIVE.findall(response.text)))
    assert found == [(200, [])] * 11


@pytest.mark.parametrize("language", ["", "/en"])
def test_a_hostile_search_stays_text(client, hostile, monkeypatch, language):
    pieces = (Piece("前" + HOSTILE), Piece(HOSTILE, marked=True))
    monkeypatch.setattr(
        "articles.views.search.run_search",
        lambda asked: SearchPage(asked, (Hit(hostile, pieces, pieces),), 1, 1, messages=(HOSTILE,)),
    )
    response = client.get(
        f"{language}/search/",
        {"q": HOSTILE, "region": HOSTILE, "year": HOSTILE, "newspaper": HOSTILE, "sort": HOSTILE, "page": HOSTILE},
    )
    assert (response.status_code, ALIVE.findall(response.text)) == (200, [])
    assert "<mark>&lt;script&gt;" in response.text


def test_a_hostile_search_that_finds_nothing_stays_text(client, db, monkeypatch):
    monkeypatch.setattr("articles.views.search.run_search", lambda asked: SearchPage(asked, (), 0, 0))
    response = client.get("/search/", {"q": HOSTILE})
    assert (response.status_code, ALIVE.findall(response.text)) == (200, [])
