"""What a search should find, by reading every article: slow, simple, and without an index.

Text is compared as the archive folds it, but by other means: NFKC, case and OpenCC over the whole string, and
substrings instead of positions. Only the cutting into words is the site's own.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date

from opencc import OpenCC

from articles.models import Article
from articles.search import MatchKind
from articles.search import query as tree
from articles.search.whoosh.analysis import segmenter

_SIMPLIFIED = OpenCC("t2s")


@dataclass(frozen=True)
class Page:
    """An article as a reader sees it: the lines of each part, and what it can be filtered by."""

    pk: int
    parts: dict[str, tuple[str, ...]]
    regions: frozenset[str]
    newspaper: str
    days: tuple[date, date] | None
    page_no: int | None = None
    # Each filter and the values that the article has of it.
    values: dict[str, frozenset[str]] = field(default_factory=dict)


def normal(text: str) -> str:
    """Return `text` folded, and without the white space that means nothing."""
    return _drop_space(_fold(text))


def _fold(text: str) -> str:
    return _SIMPLIFIED.convert(unicodedata.normalize("NFKC", text).casefold())


def _drop_space(folded: str) -> str:
    kept: list[str] = []
    for character in folded:
        if character.isspace():
            if kept and kept[-1] != " ":
                kept.append(" ")
            continue
        if kept and kept[-1] == " " and not (len(kept) > 1 and _same_kind(kept[-2], character)):
            kept.pop()
        kept.append(character)
    return "".join(kept).strip()


def _kind(character: str) -> str:
    if character.isdecimal():
        return "number"
    return "latin" if character.isascii() and character.isalpha() else ""


def _same_kind(left: str, right: str) -> bool:
    return _kind(left) != "" and _kind(left) == _kind(right)


def stands_in(phrase: str, line: str) -> bool:
    """True where `phrase` is a part of `line` that begins and ends at no inner place of a number or Latin word."""
    wanted, text = normal(phrase), normal(line)
    if not wanted:
        return False
    start = text.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        cuts_left = start > 0 and _same_kind(text[start - 1], text[start])
        cuts_right = end < len(text) and _same_kind(text[end - 1], text[end])
        if not cuts_left and not cuts_right and not _cuts_decimal(text, start) and not _cuts_decimal(text, end):
            return True
        start = text.find(wanted, start + 1)
    return False


def _cuts_decimal(text: str, place: int) -> bool:
    """True within "3.3": before or after its point."""
    return any(match.start() < place < match.end() for match in re.finditer(r"\d+\.\d+", text))


def read_page(article: Article) -> Page:
    """Return what a reader sees of an article."""
    dump = article.dump
    sections = list(article.sections.all())
    days = None
    if dump.issue_date:
        last = {
            "day": dump.issue_date,
            "month": date(dump.issue_date.year, dump.issue_date.month, 28),
            "year": date(dump.issue_date.year, 12, 31),
        }[dump.issue_date_precision]
        days = (dump.issue_date, last)
    regions = set()
    for place in article.places.all():
        codes = place.region.path.rstrip("/").split("/")
        regions.update(codes[:-1])
        regions.add(f"{codes[-2]}/{codes[-1]}" if place.region.level == 4 else codes[-1])
    issued, exactness = dump.issue_date, dump.issue_date_precision
    values = {
        "region": regions,
        "year": [issued.strftime("%Y")] if issued else [],
        "month": [issued.strftime("%Y%m")] if exactness in {"month", "day"} else [],
        "day": [issued.strftime("%Y%m%d")] if exactness == "day" else [],
        "newspaper": [dump.newspaper.code],
        "page_name": [dump.page_name] if dump.page_name else [],
        "form": [article.form],
        "byline": [byline.name for byline in article.bylines.all()],
    }
    return Page(
        pk=article.pk,
        parts={
            "headline": (article.headline,),
            "deck": (article.kicker, article.deck),
            "crosshead": tuple(section.crosshead for section in sections),
            "author": tuple(byline.name for byline in article.bylines.all()),
            "text": (
                article.dateline,
                *(paragraph for section in sections for paragraph in section.paragraphs),
                *article.captions,
                article.byline_raw,
            ),
        },
        regions=frozenset(regions),
        newspaper=dump.newspaper.code,
        days=days,
        page_no=dump.page_no,
        values={name: frozenset(own) for name, own in values.items()},
    )


def holds(node: tree.Node | None, page: Page, kind: MatchKind | None = None) -> bool:
    """True where the article answers the query; with a kind, where it holds its bare terms in this way."""
    match node:
        case None:
            return True
        case tree.All(children):
            return all(holds(child, page, kind) for child in children)
        case tree.AnyOf(children):
            return any(holds(child, page, kind) for child in children)
        case tree.SomeOf(children):
            return any(holds(child, page, kind) for child in children)
        case tree.Not(child):
            return not holds(child, page)
        case tree.Phrase(text, part):
            return _literally(text, _lines(page, part))
        case tree.Word(text, part):
            lines = _lines(page, part)
            words = [token.text for token in segmenter().query_words(normal(text))]
            # A blank within a name parts its words.
            there = {token.text for line in lines for token in segmenter().index_words(_fold(line))}
            literal, by_words = _literally(text, lines), all(word in there for word in words)
            match kind, bool(words):
                case _, False:
                    return literal
                case MatchKind.EXACT, _:
                    return literal and by_words
                case MatchKind.WORDS, _:
                    return by_words
            return literal or by_words
        case tree.Prefix(text, part):
            lines = _lines(page, part)
            there = {token.text for line in lines for token in segmenter().index_words(normal(line))}
            return _literally(text, lines) or any(word.startswith(normal(text)) for word in there)
        case tree.OnPage(number):
            return page.page_no == number
        case tree.Published(days):
            if page.days is None:
                return False
            return (days.start or date.min) <= page.days[0] and page.days[1] <= (days.end or date.max)
        case tree.InRegions(values):
            return not page.regions.isdisjoint(values)
        case tree.InNewspapers(codes):
            return page.newspaper in codes
    raise AssertionError(node)


def classify_match(node: tree.Node, page: Page) -> MatchKind:
    """How an article that answers the query does so."""
    if holds(node, page, MatchKind.EXACT):
        return MatchKind.EXACT
    return MatchKind.WORDS if holds(node, page, MatchKind.WORDS) else MatchKind.CHARACTERS


def _literally(text: str, lines: tuple[str, ...]) -> bool:
    return any(stands_in(text, line) for line in lines)


def _lines(page: Page, part: str | None) -> tuple[str, ...]:
    names = {None: tuple(page.parts), "headline": ("headline", "deck")}.get(part, (part,))
    return tuple(line for name in names for line in page.parts[name] if line)
