"""Articles with headlines that somebody wrote: those of the sample pages and of the parser's pages."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from articles.dump.page import parse_page
from articles.dump.types import Article

PROJECT = Path(__file__).resolve().parents[2]
_PAGES = ("samples", "tests/pages", "tests/heldout", "training/pages")
# Shorter ones are notes and captions, which say in their headline all there is.
MIN_TEXT = 60
_FIRST_DAY = date(2001, 1, 1)


def natural_articles(first: int) -> Iterator[dict]:
    """Yield the articles, each headline once, as the values that are indexed; their numbers begin with `first`."""
    seen: set[str] = set()
    for folder in _PAGES:
        for path in sorted((PROJECT / folder).rglob("*.txt")):
            for article in parse_page(path.read_bytes()).articles:
                text = "\n".join(paragraph for section in article.sections for paragraph in section.paragraphs)
                headline = (article.headline or "").strip()
                if headline and headline not in seen and len(text) >= MIN_TEXT:
                    yield _prepare(article, headline, text, first + len(seen))
                    seen.add(headline)


def _prepare(article: Article, headline: str, text: str, number: int) -> dict:
    day = _FIRST_DAY + timedelta(days=number * 7 % 8000)
    names = [byline.name for byline in article.bylines if byline.name]
    return {
        "id": f"articles.article.{number}",
        "django_ct": "articles.article",
        "django_id": str(number),
        "public_id": f"{number:016x}-1",
        "headline": headline,
        "deck": article.deck or "",
        "crosshead": "\n".join(section.crosshead for section in article.sections if section.crosshead),
        "author": "\n".join(names),
        "text": text,
        "region": ["430000", "430100", "430102"],
        "newspaper": "csrb",
        "year": day.year,
        "month": day.strftime("%Y%m"),
        "form": "news",
        "byline": names,
        "date": day,
        "date_end": day,
        "rank": ["csrb", 1, f"{number:016x}", 1],
        "stamp": f"{day.isoformat()}T00:00:00+00:00",
    }
