"""The page about the archive, and the reference of the API: what they say is so."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from articles.api.application import api
from articles.dump.accuracy import MEASURES
from articles.search.indexing import synchronize
from articles.views.about import MEASURE_NAMES, load_recorded
from tests.factories import make_article, make_dump, make_region

PROJECT = Path(__file__).resolve().parents[2]
TAG = re.compile(r"<[^>]+>")


def words(page):
    return " ".join(TAG.sub(" ", page).split())


@pytest.mark.django_db
def test_it_says_what_the_archive_holds_and_how_fresh_it_is(client, index_folder):
    make_article(dump=make_dump(issue_date=date(2021, 5, 4)), primary=make_region("430923"))
    make_article(dump=make_dump(issue_date=date(2022, 10, 12)))
    synchronize()
    make_article(dump=make_dump(issue_date=None))
    text = words(client.get("/en/about/").text)
    for said in (
        "Articles 3 ", "Newspaper pages 3 ", "Newspapers 3 ", "Places with articles 3 ", "May 4, 2021 – Oct. 12, 2022",
        "Articles in the database 3 ", "Articles in the search index 2 ", "The two numbers differ",
        f"articles found whole {100 * load_recorded()['held out']['articles']:.1f} ",
    ):  # fmt: skip
        assert said in text


@pytest.mark.django_db
def test_an_empty_archive_without_an_index_says_so(client, index_folder):
    text = words(client.get("/en/about/").text)
    assert ("The archive holds no page yet." in text, "There is no index at the moment." in text) == (True, True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("license_text", "url", "shown"),
    [
        ("", "", "The operator of the archive has granted no licence beyond what the law allows."),
        ("CC <b>", "", "<p>CC &lt;b&gt;</p>"),
        ("CC BY", "https://example.org/by", '<a href="https://example.org/by" rel="license">CC BY</a>'),
        ("", "https://example.org/by", '<a href="https://example.org/by" rel="license">https://example.org/by</a>'),
    ],
)
def test_the_terms_are_those_that_the_operator_sets(client, index_folder, settings, license_text, url, shown):
    settings.CONTENT_LICENSE, settings.CONTENT_LICENSE_URL = license_text, url
    assert shown in client.get("/en/about/").text
    assert client.get("/api/v1/archive").json()["license"] == {"text": license_text, "url": url}


def test_the_figures_are_those_that_were_measured():
    measured = json.loads((PROJECT / "tests/accuracy/heldout.json").read_text(encoding="utf-8"))
    assert load_recorded() == {"held out": measured}
    assert tuple(MEASURE_NAMES) == MEASURES


@pytest.mark.django_db
def test_the_reference_names_every_operation_parameter_and_shape(client):
    document = api.get_openapi_schema()
    text = client.get("/en/api/").text
    missing = [name for name in document["components"]["schemas"] if f'id="{name}"' not in text]
    for path, methods in document["paths"].items():
        part = text.partition(f"<code>GET {path}</code>")[2].partition("</section>")[0]
        missing += [each["name"] for each in methods["get"]["parameters"] if f"<code>{each['name']}</code>" not in part]
    assert missing == []


@pytest.mark.django_db
def test_the_reference_speaks_both_languages(client):
    chinese, english = (client.get(address).text for address in ("/api/", "/en/api/"))
    untold = [
        operation["get"]["description"]
        for operation in api.get_openapi_schema()["paths"].values()
        if operation["get"]["description"] in chinese
    ]
    assert (untold, "how many entries, 50 at most" in english, "how many entries" in chinese) == ([], True, False)


@pytest.mark.django_db
def test_what_the_reference_offers_to_try_works(client, index_folder):
    synchronize()
    offered = re.findall(r'<a href="([^"]+)" type="application/json"><code>', client.get("/api/").text)
    assert len(offered) == 7
    assert [client.get(address.replace("&amp;", "&")).status_code for address in offered] == [200] * 7
