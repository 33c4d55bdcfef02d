"""An article as others take it: the citation box, files, and metadata for machines."""

import json
import re
from datetime import date

import pytest

from articles.models import Article
from articles.views.article import build_reading_prefetches
from articles.views.citing import CitationBox, build_citation_box, build_linked_data, list_citation_meta
from tests.factories import make_article, make_dump, make_newspaper, make_region, make_township

pytestmark = pytest.mark.django_db
HERE = "http://testserver/articles/first/"
# <meta name="citation_title" content="示范标题">
META = re.compile(r'<meta (?:name|property)="((?:citation_|og:|article:)\w+)" content="([^"]*)">')
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def make_cited(**dump_fields):
    newspaper = make_newspaper("湘北样报", code="sample")
    dump = make_dump(newspaper=newspaper, **{"page_no": 5, "page_name": "要闻", **dump_fields})
    make_article(
        "示范标题",
        dump=dump,
        public_id="first",
        deck="——示范副题",
        paragraphs=["头一段。"],
        bylines=[("陈样例", "reporter"), ("李范例",)],
        primary=make_township("平口镇"),
        mentioned=[make_region("430511")],
    )
    return Article.objects.prefetch_related(*build_reading_prefetches()).get(public_id="first")


RIS = (
    "TY  - NEWS\r\nAU  - 陈样例\r\nAU  - 李范例\r\nTI  - 示范标题\r\nST  - ——示范副题\r\nT2  - 湘北样报\r\nPY  - 2022\r\n"
    "DA  - 2022/10/12/\r\nSP  - 5 要闻\r\nAB  - 头一段。\r\nKW  - 平口镇\r\nKW  - 北塔区\r\n"
    f"UR  - {HERE}\r\nER  - \r\n"
)
BIBTEX = (
    "@article{first,\n  author = {{陈样例} and {李范例}},\n  title = {{示范标题: 示范副题}},\n  journal = {湘北样报},\n"
    "  entrysubtype = {newspaper},\n  year = {2022},\n  month = oct,\n  day = {12},\n  pages = {5},\n"
    f"  url = {{{HERE}}},\n  language = {{chinese}},\n}}\n"
)


def test_the_citation_in_every_style():
    assert build_citation_box(make_cited(), HERE) == CitationBox(
        standard="陈样例, 李范例. 示范标题: 示范副题[N]. 湘北样报, 2022-10-12(5).",
        bibtex=BIBTEX,
        ris=RIS,
        permalink=HERE,
    )


@pytest.mark.parametrize(
    ("fields", "end"),
    [
        ({"precision": "month", "issue_date": date(2022, 10, 1), "source": "text"}, "湘北样报, [2022-10](5)."),
        ({"precision": "year", "issue_date": date(2022, 1, 1), "page_no": None}, "湘北样报, 2022(要闻)."),
        ({"issue_date": None, "page_no": None, "page_name": ""}, "湘北样报, [出版日期不详]."),
    ],
)
def test_a_citation_says_no_more_of_the_date_than_is_known(fields, end):
    assert build_citation_box(make_cited(**fields), HERE).standard == f"陈样例, 李范例. 示范标题: 示范副题[N]. {end}"


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize(
    ("style", "text", "kind"),
    [
        ("bib", BIBTEX, "application/x-bibtex; charset=utf-8"),
        ("ris", RIS, "application/x-research-info-systems; charset=utf-8"),
    ],
)
def test_a_citation_is_a_file_with_the_same_link_in_both_languages(client, prefix, style, text, kind):
    make_cited()
    answer = client.get(f"{prefix}/articles/first/cite.{style}")
    assert (answer.status_code, answer["Content-Type"], answer["Content-Disposition"], answer.content.decode()) == (
        200,
        kind,
        f'attachment; filename="first.{style}"',
        text,
    )


def test_a_former_identifier_leads_to_the_files_too(client):
    make_article(public_id="now", former_identifiers=["before"])
    answer = client.get("/en/articles/before/cite.ris")
    assert (answer.status_code, answer["Location"]) == (301, "/en/articles/now/cite.ris")


def test_metadata_of_an_article(client):
    make_cited()
    assert META.findall(client.get("/en/articles/first/").text) == [
        ("og:type", "article"),
        ("og:title", "示范标题"),
        ("og:description", "头一段。"),
        ("og:url", HERE),
        ("og:site_name", "Local News Archive"),
        ("og:locale", "zh_CN"),
        ("article:published_time", "2022-10-12"),
        ("citation_title", "示范标题"),
        ("citation_author", "陈样例"),
        ("citation_author", "李范例"),
        ("citation_journal_title", "湘北样报"),
        ("citation_publication_date", "2022/10/12"),
        ("citation_firstpage", "5"),
        ("citation_language", "zh"),
        ("citation_public_url", HERE),
        ("citation_keywords", "平口镇; 北塔区"),
    ]


def test_what_is_not_known_is_in_no_metadata():
    dump = make_dump(newspaper=make_newspaper("未注明报纸", code="unspecified"), issue_date=None, page_no=None)
    make_article("示范标题", dump=dump, public_id="first", paragraphs=["头一段。"])
    article = Article.objects.prefetch_related(*build_reading_prefetches()).get(public_id="first")
    assert list_citation_meta(article, HERE) == [
        ("citation_title", "示范标题"),
        ("citation_language", "zh"),
        ("citation_public_url", HERE),
    ]
    assert build_linked_data(article, HERE, "档案库") == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": HERE,
        "url": HERE,
        "mainEntityOfPage": HERE,
        "headline": "示范标题",
        "description": "头一段。",
        "inLanguage": "zh-Hans",
        "isAccessibleForFree": True,
        "sdPublisher": {"@type": "Organization", "name": "档案库"},
    }


def test_linked_data_is_json_that_no_headline_can_end(client):
    headline = "</script><script>alert(1)</script><!-- & \u2028"
    make_article(headline, public_id="first")
    found = DATA.findall(client.get("/articles/first/").text)
    assert [json.loads(block)["headline"] for block in found] == [headline]
    assert [sign for sign in "<>&\u2028" if sign in found[0]] == []


def test_each_language_is_canonical_for_itself(client):
    make_article(public_id="first")
    links = [
        re.findall(r'<link rel="canonical" href="([^"]+)">', client.get(f"{prefix}/articles/first/").text)
        for prefix in ("", "/en")
    ]
    assert links == [["http://testserver/articles/first/"], ["http://testserver/en/articles/first/"]]


def test_the_box_offers_text_to_copy_and_files(client):
    make_cited()
    text = client.get("/en/articles/first/").text
    box = re.search(r'<section class="citation".*?</section>', text, re.DOTALL)[0]
    assert re.findall(r'data-copy="([^"]+)"', box) == ["cite-standard", "cite-link", "cite-bib", "cite-ris"]
    assert sorted(re.findall(r'id="(cite-\w+)"', box)) == [
        "cite-bib", "cite-heading", "cite-link", "cite-ris", "cite-standard",
    ]  # fmt: skip
    assert re.findall(r'href="([^"]+)"', box) == [
        HERE, "/en/articles/first/cite.bib", "/en/articles/first/cite.ris",
    ]  # fmt: skip
    assert "<button" not in box  # copy.js makes them
