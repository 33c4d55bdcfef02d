"""How well a page was read, measured against a label made by a person.

A label has the form of a page's JSON (docs/dump-format.md) with two things more: `breaks`, the two ends of each
paragraph break that has to be undone, and `alternatives` of an article, other fair readings of its heading.
docs/accuracy.md says what each measure means. Text is compared after NFKC, without white space and leading marks, so
widths do not count.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

MEASURES = ("articles", "kicker", "deck", "bylines", "crossheads", "paragraphs", "joins", "truncated", "kept")

# The opening by which an article without a headline is known.
OPENING_LENGTH = 30
# " 甲\u200b乙" loses both; "甲乙" nothing.
_INVISIBLE = re.compile(r"[\s\u200b\ufeff]")
# "——湖边人家" and "●湖边" lose their marks; "湖边——人家" nothing.
_LEADING_MARKS = re.compile(r"^[-—―─★▲▼■□●]+")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many things were read rightly, how many were read, and how many there are."""

    hit: int = 0
    read: int = 0
    there: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.hit + other.hit, self.read + other.read, self.there + other.there)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall, to four places; None where there was nothing to read."""
        return round(2 * self.hit / (self.read + self.there), 4) if self.read + self.there else None


Tallies = dict[str, Tally]


def add_tallies(several: Iterable[Tallies]) -> Tallies:
    """The sum over pages of each measure."""
    total = dict.fromkeys(MEASURES, Tally())
    for tallies in several:
        total = {measure: total[measure] + tallies[measure] for measure in MEASURES}
    return total


def measure_page(read: Mapping, label: Mapping, dump_text: str) -> Tallies:
    """Each measure for one page: `read` and `label` in the form of a page's JSON, `dump_text` as it was decoded."""
    tallies = dict.fromkeys(MEASURES, Tally())
    left = list(read["articles"])
    for wanted in label["articles"]:
        keys = _headings(wanted)
        found = next((article for article in left if _headings(article) & keys), None)
        if found is not None:
            left.remove(found)
        _count_article(tallies, found or {}, wanted, found is not None)
    tallies["articles"] = Tally(tallies["articles"].hit, len(read["articles"]), len(label["articles"]))
    for article in left:  # what was read as an article and is none
        tallies["paragraphs"] += Tally(read=len(_paragraphs(article)))
        tallies["bylines"] += Tally(read=len(article.get("bylines") or []))
    breaks = label.get("breaks") or []
    text = "\n".join(paragraph for article in read["articles"] for paragraph in _paragraphs(article))
    joined = sum(normalize_text(first + second) in text for first, second in breaks)
    tallies["joins"] = Tally(joined, len(breaks), len(breaks))
    source = Counter(normalize_text(dump_text))
    kept = (Counter(normalize_text("".join(_strings(read)))) & source).total()
    tallies["kept"] = Tally(kept, source.total(), source.total())
    return tallies


def normalize_text(text: str | None) -> str:
    """`text` as it is compared. Idempotent."""
    compared = unicodedata.normalize("NFKC", text or "")
    return _LEADING_MARKS.sub("", _INVISIBLE.sub("", compared))


def _count_article(tallies: Tallies, found: Mapping, wanted: Mapping, matched: bool) -> None:
    tallies["articles"] += Tally(hit=int(matched))
    for part in ("kicker", "deck"):
        tallies[part] += _heading_part(part, found, wanted)
    tallies["bylines"] += _overlap(_names(found), _names(wanted))
    tallies["crossheads"] += _overlap(_crossheads(found), _crossheads(wanted))
    tallies["paragraphs"] += _overlap(_compared_paragraphs(found, wanted), _compared_paragraphs(wanted, wanted))
    read, there = bool(found.get("truncated")), bool(wanted["truncated"])
    tallies["truncated"] += Tally(int(read and there), int(read), int(there))


def _heading_part(part: str, found: Mapping, wanted: Mapping) -> Tally:
    """A kicker or a deck: right if it is that of any fair reading of the heading."""
    read, there = normalize_text(found.get(part)), normalize_text(wanted.get(part))
    fair = {there, *(normalize_text(other.get(part)) for other in wanted.get("alternatives") or [])} - {""}
    hit = read in fair
    return Tally(int(hit), int(bool(read)), int(bool(there) or hit))


def _headings(article: Mapping) -> set[str]:
    """All ways in which an article's heading may fairly be read; the opening of its text where it has none."""
    kicker, headline, deck = (normalize_text(article.get(part)) for part in ("kicker", "headline", "deck"))
    readings = {headline, kicker + headline, headline + deck}
    readings |= {normalize_text(other.get("headline")) for other in article.get("alternatives") or []}
    readings.discard("")
    return readings or {next(iter(_paragraphs(article)), "")[:OPENING_LENGTH]}


def _names(article: Mapping) -> list[str]:
    return [normalize_text(byline["name"]) for byline in article.get("bylines") or []]


def _crossheads(article: Mapping) -> list[str]:
    return [normalize_text(section.get("crosshead")) for section in article.get("sections") or []]


def _paragraphs(article: Mapping) -> list[str]:
    sections = article.get("sections") or []
    texts = (normalize_text(paragraph) for section in sections for paragraph in section.get("paragraphs") or [])
    return [text for text in texts if text]


def _compared_paragraphs(article: Mapping, label: Mapping) -> list[str]:
    """Paragraphs without what the label allows to stand in them or apart: datelines, inline bylines, captions."""
    inline = [label.get("dateline")]
    if (label.get("byline_position") or "").startswith("inline"):
        inline.append(label.get("byline_raw"))
    apart = [
        *(label.get("captions") or []),
        *(label.get(k) for k in ("jump_to", "jump_from", "author_note", "byline_raw")),
    ]
    optional = {normalize_text(text) for text in apart} | {""}
    kept = []
    for paragraph in _paragraphs(article):
        text = paragraph
        for piece in filter(None, inline):
            text = text.replace(normalize_text(piece), "")
        if text not in optional:
            kept.append(text)
    return kept


def _overlap(read: Sequence[str], there: Sequence[str]) -> Tally:
    """Two bags of texts, empty ones left out."""
    left, right = Counter(filter(None, read)), Counter(filter(None, there))
    return Tally((left & right).total(), left.total(), right.total())


def _strings(node: object) -> Iterator[str]:
    """Every text within a page's JSON."""
    if isinstance(node, str):
        yield node
    children = node.values() if isinstance(node, Mapping) else node if isinstance(node, list) else ()
    for child in children:
        yield from _strings(child)
