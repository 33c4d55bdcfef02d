"""Readings for tests, made by plain functions: what the parser and the resolver would have given."""

import hashlib
from datetime import date

from articles.dump.types import (
    Article,
    Byline,
    DatePrecision,
    Form,
    Furniture,
    Imprint,
    IssueDate,
    Page,
    Problem,
    Role,
    Section,
    Source,
)
from articles.gazetteer.types import Division, Place, Placement
from articles.ingest.reading import Reading

ANHUA = Division("430923", "安化县", 3, "430000/430900/430923/", 1980, None)
YIYANG = Division("430900", "益阳市", 2, "430000/430900/", 1980, None)
NOWHERE = Placement(None, ())


def make_parsed_article(headline: str = "山村通了新公路", lines=((1, 5),), **values) -> Article:
    """An article as the parser gives it."""
    return Article(
        **(
            {
                "kicker": None,
                "headline": headline,
                "deck": None,
                "byline_raw": "(田晓禾)",
                "bylines": (Byline("田晓禾", Role.REPORTER, "本报"),),
                "dateline": None,
                "sections": (Section(None, ("公路昨天通车。",)), Section("小标题", ("村民很高兴。", "路修到了门口。"))),
                "captions": (),
                "jump_to": None,
                "jump_from": None,
                "form": Form.NEWS,
                "truncated": False,
                "confidence": 0.9,
                "lines": lines,
            }
            | values
        )
    )


def make_placement(primary: Division | None = ANHUA, mentioned=(YIYANG,)) -> Placement:
    """A placement with evidence in the text."""
    place = lambda division: Place(division, 1.0, 0.8, (division.name,))  # noqa: E731
    return Placement(primary and place(primary), tuple(place(division) for division in mentioned))


def make_reading(raw: bytes, articles=None, placements=None, *, imprint: Imprint | None = None) -> Reading:
    """A reading of `raw` with one placed article, a furniture line and a problem."""
    articles = (make_parsed_article(),) if articles is None else tuple(articles)
    placements = tuple(placements) if placements is not None else (make_placement(),) * len(articles)
    imprint = imprint or Imprint(
        issue_date=IssueDate(date(2022, 10, 1), DatePrecision.MONTH, Source.TEXT, "10月11日 … 2022年"), page_no=5
    )
    page = Page(
        sha256=hashlib.sha256(raw).hexdigest(),
        encoding="utf-8",
        line_count=9,
        parser="1.0",
        articles=articles,
        furniture=(Furniture(7, "责任编辑 甲"),),
        problems=(Problem(5, "truncated", "The text stops in mid-sentence."),),
        imprint=imprint,
    )
    return Reading(page, imprint, placements)
