"""The sample pages, read as a whole: their issue and the places of their articles against the labels."""

import json
from pathlib import Path

import pytest

from articles.dump.types import Source
from articles.ingest.reading import Homes, Reading, read_dump
from articles.ingest.staff import StaffImprint

PROJECT = Path(__file__).resolve().parents[2]
LABELS = sorted((PROJECT / "tests" / "samples").glob("*.json"))
# A preview of a week's markets in several counties of one prefecture: labelled as of no one place, placed in that prefecture.
KNOWN_MISPLACED = {("ylwb20220412_04", "本周非遗集市预告", None, "433100")}


def read_sample(label_file: Path) -> Reading:
    page = PROJECT / "samples" / f"{label_file.stem}.txt"
    return read_dump(page.read_bytes(), page.name, StaffImprint(), Homes("430000"))


@pytest.mark.parametrize("label_file", LABELS, ids=lambda path: path.stem)
def test_the_issue_of_a_page(label_file):
    expected = json.loads(label_file.read_text(encoding="utf-8"))["expected"]
    imprint = read_sample(label_file).imprint
    found = imprint.issue_date
    day = found.date.isoformat() if found and found.source is not Source.TEXT else None
    assert (day, imprint.page_no) == (expected["issue_date"], expected["page_no"])


def test_articles_are_in_their_places():
    wrong = set()
    for label_file in LABELS:
        expected = json.loads(label_file.read_text(encoding="utf-8"))["expected"]["regions"]
        reading = read_sample(label_file)
        assert len(reading.page.articles) == len(expected)
        for article, placement, code in zip(reading.page.articles, reading.placements, expected, strict=True):
            found = placement.primary.division.code if placement.primary else None
            if found != code:
                wrong.add((label_file.stem, article.headline, code, found))
    assert wrong == KNOWN_MISPLACED
