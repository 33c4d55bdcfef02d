"""Reading one dump as a whole: the page, what is known of its issue, and the places of its articles.

A pure step between bytes and rows: no database, so it can be previewed and can run in other processes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from articles.dump.page import parse_page
from articles.dump.types import Article, Imprint, Page
from articles.gazetteer.resolve import resolve_places
from articles.gazetteer.types import PlacedText, Placement
from articles.ingest.staff import StaffImprint


@dataclass(frozen=True, slots=True)
class Homes:
    """The home region of each newspaper, by its code and by its name, and the one for all others."""

    default: str
    by_newspaper: Mapping[str, str] = field(default_factory=dict)

    def of(self, imprint: Imprint) -> str:
        """The home region for a page with this imprint."""
        for key in (imprint.newspaper, imprint.newspaper_code):
            if key and key in self.by_newspaper:
                return self.by_newspaper[key]
        return self.default


@dataclass(frozen=True, slots=True)
class Reading:
    """A dump as it was read: `imprint` is what holds after staff's word, `placements` has one for each article."""

    page: Page
    imprint: Imprint
    placements: tuple[Placement, ...]


def read_dump(raw: bytes, file_name: str, staff: StaffImprint, homes: Homes) -> Reading:
    """Read a dump. Raises UnreadableDumpError or AccountingError (articles/dump)."""
    page = parse_page(raw, file_name=file_name)
    imprint = merge_imprint(page.imprint, staff)
    home = province_of(staff.home_region or homes.of(imprint))
    on = imprint.issue_date.date if imprint.issue_date else None
    return Reading(page, imprint, place_articles(page.articles, home, on))


def province_of(code: str) -> str:
    """The code of the province in which a division lies: a city's newspaper reads names as its province does."""
    return code[:2] + "0000"


def merge_imprint(found: Imprint, staff: StaffImprint) -> Imprint:
    """The page's own imprint with staff's word put over it."""
    imprint = found
    if staff.newspaper:
        imprint = replace(imprint, newspaper=staff.newspaper, newspaper_code=None)
    return replace(
        imprint,
        issue_date=staff.issue_date or found.issue_date,
        page_no=staff.page_no or found.page_no,
        page_name=staff.page_name or found.page_name,
    )


def place_articles(articles: tuple[Article, ...], home: str, on: date | None) -> tuple[Placement, ...]:
    """Where each article belongs."""
    return tuple(
        place_article(
            (article.kicker, article.headline, article.deck), article.dateline or "", article.paragraphs, home, on
        )
        for article in articles
    )


def place_article(
    heads: Iterable[str | None], dateline: str, paragraphs: Iterable[str], home: str, on: date | None
) -> Placement:
    """Where the article with these heads (kicker, headline, deck) and paragraphs belongs."""
    headline = "\n".join(part for part in heads if part)
    return resolve_places(PlacedText(headline, dateline, tuple(paragraphs)), home, on)
