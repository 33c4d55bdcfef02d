"""Every address answers as it should, in both languages."""

import re

import pytest
from django.db import OperationalError
from django.urls import reverse
from django.utils.translation import override

from articles.models import Dump
from tests.factories import make_dump
from tests.views.conftest import PAGES

# hreflang="en" href="http://testserver/en/help/"; not a link in the text of the page
ALTERNATE = re.compile(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">')

# style="…", onclick="…", <script>, <style>: what a policy of default-src 'self' forbids; not class="style", a script in
# a file of ours, or a block of data
INLINE = re.compile(r'\sstyle=|\son[a-z]+=|<script(?! src="/static/| type="application/ld\+json")|<style|javascript:')

# src="https://cdn.example/…": anything loaded from another host; not a link that a reader clicks
FOREIGN = re.compile(r'(?:src|<link[^>]+href)="(?:https?:)?//(?!testserver)')


def address_of(page, language="zh-hans"):
    name, arguments = PAGES[page]
    with override(language):
        return reverse(name, args=arguments)


@pytest.mark.parametrize(("language", "tag"), [("zh-hans", "zh-Hans"), ("en", "en")])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_answers_in_both_languages(client, archive, page, language, tag):
    response = client.get(address_of(page, language))
    assert (response.status_code, f'<html lang="{tag}">' in response.text) == (200, True)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_names_itself_in_both_languages(client, archive, page):
    response = client.get(address_of(page))
    assert dict(ALTERNATE.findall(response.text)) == {
        "x-default": "http://testserver" + address_of(page),
        "zh-Hans": "http://testserver" + address_of(page),
        "en": "http://testserver" + address_of(page, "en"),
    }


@pytest.mark.parametrize("page", PAGES)
def test_no_page_holds_inline_code_or_loads_from_elsewhere(client, archive, page):
    text = client.get(address_of(page)).text
    assert (INLINE.findall(text), FOREIGN.findall(text)) == ([], [])


def test_the_root_is_chinese_whatever_the_browser_prefers(client, archive):
    response = client.get("/", headers={"accept-language": "en-GB,en;q=0.9"})
    assert (response.status_code, '<html lang="zh-Hans">' in response.text) == (200, True)


def test_the_language_switch_keeps_the_search(client, db):
    response = client.get("/en/search/", {"year": "2022", "q": ""})
    assert '<a href="/search/?year=2022&amp;q=" lang="zh-Hans" hreflang="zh-Hans">简体中文</a>' in response.text


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_former_identifier_redirects_for_good(client, archive, prefix):
    response = client.get(f"{prefix}/articles/before/")
    assert (response.status_code, response["Location"]) == (301, f"{prefix}/articles/first/")


MISSING = [
    "/articles/nothing/",
    "/pages/nothing/",
    "/pages/nothing/source/",
    "/pages/nothing/report/",
    "/articles/nothing/source/",
    "/articles/nothing/report/",
    "/articles/nothing/report/thanks/",
    "/articles/nothing/cite.bib",
    "/articles/first/cite.doc",
    "/regions/999999/",
    "/regions/abc/",
    "/regions/430923/无此镇/",
    "/regions/430923/%00/",
    "/newspapers/nothing/",
    "/newspapers/sample/2022-10-13/",
    "/newspapers/sample/2022-02-30/",
    "/newspapers/sample/0000-01-01/",
    "/newspapers/nothing/2022-10-12/",
    "/bylines/无此人/",
    "/bylines/a%00b/",
    "/articles/a%00b/",
    "/nothing/at/all/",
    "/%ff%fe/",
]


@pytest.mark.parametrize("address", MISSING)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_what_is_not_there_answers_404(client, archive, prefix, address):
    response = client.get(prefix + address)
    assert (response.status_code, 'class="error-page"' in response.text) == (404, True)


def test_a_dump_that_could_not_be_read_is_not_shown(client, archive):
    make_dump(newspaper=archive.newspaper, status=Dump.Status.FAILED, public_id="failed")
    statuses = [client.get(address).status_code for address in ("/pages/failed/", "/pages/failed/source/")]
    lists = ("/", "/newspapers/", "/newspapers/sample/", "/newspapers/sample/2022-10-12/", "/pages/page1/")
    shown = [address for address in lists if "/pages/failed/" in client.get(address).text]
    assert (statuses, shown) == ([404, 404], [])


def test_addresses_with_chinese_names_lead_back_to_their_views(client, archive):
    article = archive.articles.get()
    statuses = [
        client.get(row.get_absolute_url()).status_code
        for row in (*article.bylines.all(), article.places.get(role="primary").region, archive, archive.newspaper)
    ]
    assert statuses == [200] * 5


@pytest.mark.parametrize("page", PAGES)
def test_pages_only_answer_to_reading(client, archive, page):
    assert (client.head(address_of(page)).status_code, client.post(address_of(page)).status_code) == (200, 405)


def test_the_health_check_asks_the_database(client, db):
    response = client.get("/healthz")
    assert (response.status_code, response["Content-Type"], response.text) == (200, "text/plain", "ok\n")


def test_the_health_check_tells_a_database_that_is_down(client, db, monkeypatch):
    class Refusing:
        def cursor(self):
            raise OperationalError("no connection")

    monkeypatch.setattr("articles.views.site.connection", Refusing())
    response = client.get("/healthz")
    assert (response.status_code, response.text) == (503, "database unavailable\n")


def test_robots_stay_out_of_searches_and_staff_pages(client):
    assert client.get("/robots.txt").text == (
        "User-agent: *\nDisallow: /admin/\nDisallow: /search/\nDisallow: /en/admin/\nDisallow: /en/search/\n"
        "Disallow: /*/export.\nDisallow: /api/v1/\n\nSitemap: http://testserver/sitemap.xml\n"
    )


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize(
    "address", ["/", "/search/", "/regions/", "/newspapers/", "/help/", "/search/?q=%E8%8C%B6", "/search/?year=2022"]
)
def test_an_empty_archive_answers_everywhere(client, db, prefix, address):
    assert client.get(prefix + address).status_code == 200


def test_an_empty_archive_says_how_to_fill_it(client, db):
    text = client.get("/en/").text
    assert ("The archive holds no page yet" in text, "manage.py ingest" in text) == (True, True)
