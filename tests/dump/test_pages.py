"""The hand-labelled pages under tests/pages are read as a person reads them.

All are invented. Those that are not read without fault are in tests/pages/measured; only their scores are recorded.
"""

import json
import unicodedata
from pathlib import Path

import pytest

from articles.dump.as_json import page_as_json
from articles.dump.page import parse_page

PAGES = Path(__file__).resolve().parent.parent / "pages"
NAMES = sorted(path.stem for path in PAGES.glob("*.json"))
FIELDS = ("kicker", "headline", "deck", "byline_raw", "dateline", "captions", "jump_to", "jump_from", "truncated")


def squeeze(text):
    return "".join(unicodedata.normalize("NFKC", text).split()) if text else text


def reading(article, fields):
    found = {field: article[field] for field in fields}
    found["names"] = [byline["name"] for byline in article["bylines"]]
    found["sections"] = [
        (squeeze(section["crosshead"]), [squeeze(text) for text in section["paragraphs"]])
        for section in article["sections"]
    ]
    return {key: squeeze(value) if isinstance(value, str) else value for key, value in found.items()}


def heading(article):
    return tuple(squeeze(article.get(field)) for field in ("kicker", "headline", "deck"))


def read(name):
    gold = json.loads((PAGES / f"{name}.json").read_text("utf-8"))
    raw = (PAGES / f"{name}.txt").read_bytes()
    page = parse_page(raw, file_name=gold["file_name"])
    return gold, page, page_as_json(page)


def test_there_are_pages_enough():
    assert len(NAMES) >= 30


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_read_as_it_is_labelled(name):
    gold, _, found = read(name)
    fields = [field for field in FIELDS if field not in ("kicker", "headline", "deck")]
    assert [reading(article, fields) for article in found["articles"]] == [
        reading(article, fields) for article in gold["articles"]
    ]
    for article, want in zip(found["articles"], gold["articles"], strict=True):
        fair = [heading(want)] + [heading(other) for other in want.get("alternatives", ())]
        assert heading(article) in fair
    assert [item["text"].strip() for item in found["furniture"]] == [text.strip() for text in gold["furniture"]]


@pytest.mark.parametrize("name", NAMES)
def test_a_form_is_read_as_it_is_labelled(name):
    gold, _, found = read(name)
    assert [article["form"] for article in found["articles"]] == [article["form"] for article in gold["articles"]]


@pytest.mark.parametrize(
    "name", [name for name in NAMES if "imprint" in json.loads((PAGES / f"{name}.json").read_text("utf-8"))]
)
def test_the_imprint_is_read_as_it_is_labelled(name):
    gold, page, _ = read(name)
    want, imprint = gold["imprint"], page.imprint
    found = {
        "newspaper_code": imprint.newspaper_code,
        "page_no": imprint.page_no,
        "page_name": imprint.page_name,
        "date": imprint.issue_date.date.isoformat(),
        "precision": imprint.issue_date.precision.value,
        "source": imprint.issue_date.source.value,
    }
    assert {key: found[key] for key in want} == want
