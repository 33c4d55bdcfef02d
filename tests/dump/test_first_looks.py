"""A cheap first look never keeps a line from the closer one: what a pattern finds has the first or last character."""

from pathlib import Path

import pytest

from articles.dump import byline, features, heading, rows, surroundings
from articles.text.chars import strip_blanks

PROJECT = Path(__file__).resolve().parents[2]
LINES = sorted(
    {
        strip_blanks(line.partition("|")[2] or line)
        for folder in ("samples", "tests/pages", "training/pages")
        for path in (PROJECT / folder).rglob("*.txt")
        for line in path.read_text("utf-8", "ignore").splitlines()
    }
    - {""}
)
OPENERS = {
    "numbered": (heading.NUMBERED, heading.NUMBERED_OPENERS),
    "time lead": (heading.TIME_LEAD, heading.TIME_OPENERS),
    "news lead": (heading.NEWS_LEAD, heading.NEWS_OPENERS),
    "editor's note": (heading.EDITOR_NOTE, heading.NOTE_OPENERS),
    "prize": (rows._PRIZE, rows._PRIZE_OPENERS),
    "first item": (surroundings._FIRST_ITEM, surroundings._FIRST_OPENERS),
}
ENDS = {
    "titled": (heading.TITLED, heading.TITLED_ENDS),
    "occasion": (heading.OCCASION, heading.OCCASION_ENDS),
    "genre": (heading.GENRE, heading.GENRE_ENDS),
    "photo credit": (heading.PHOTO_CREDIT, heading.CREDIT_ENDS),
    "closing": (byline._CLOSING, byline._CLOSING_ENDS),
    "page reference": (surroundings._PAGE_REFERENCE, surroundings._REFERENCE_ENDS),
}


@pytest.mark.parametrize("name", sorted(OPENERS))
def test_what_opens_so_is_looked_at(name):
    pattern, openers = OPENERS[name]
    found = [line for line in LINES if pattern.match(line)]
    assert [line for line in found if line[0] not in openers] == []
    assert found


@pytest.mark.parametrize("name", sorted(ENDS))
def test_what_ends_so_is_looked_at(name):
    pattern, ends = ENDS[name]
    found = [line for line in LINES if pattern.search(line)]
    assert [line for line in found if line[-1] not in ends] == []
    assert found


def test_other_first_looks():
    assert [
        line
        for line in LINES
        if features._CAPTION.search(line)
        and line[0] not in features._CAPTION_OPENERS
        and line[-1] not in features._CAPTION_ENDS
    ] == []
    assert [line for line in LINES if heading._CLOSING.match(line) and not heading.is_closing(line)] == []
    assert [line for line in LINES if heading._SPEAKER.match(line) and not heading.opens_speech(line)] == []
    assert [line for line in LINES if heading.LABEL.match(line) and len(line) > heading.LONGEST_LABEL] == []
    assert [line for line in LINES if byline.ROLE.search(line) and not byline._ROLE_OPENS.search(line)] == []
