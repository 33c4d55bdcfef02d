"""Lists of articles as files to take away: CSV, JSON Lines and RIS, each with what was asked for, to be cited.

Pure but for the rows of the articles: each writer gives pieces of text, an article at a time.
"""

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from articles.as_json import Absolute, known_date, summary_as_json
from articles.citation import Citation, ris_record
from articles.models import Article

BOM = "\ufeff"
# A spreadsheet takes a cell that begins so for a formula, full-width signs too: =1+1, ＝1, \t=1; not ——副题 or 1=1.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class ExportHead:
    """What a file says of itself: what was asked for, where it can be asked for again, when, and of what.

    `total` articles answered, of which the first `count` are in the file.
    """

    title: str
    address: str
    exported_at: datetime
    archive: str
    total: int
    count: int
    index_version: str
    index_articles: int | None
    messages: tuple[str, ...] = ()


Writer = Callable[[ExportHead, Iterable[Article], Absolute], Iterator[str]]


def write_csv(head: ExportHead, articles: Iterable[Article], absolute: Absolute) -> Iterator[str]:
    """A table with a row of headings; after an empty row, what the file says of itself, last of all.

    So the table can be sorted and filtered as it is, and a file that was cut off in transfer lacks its end.
    """
    writer = csv.writer(_Echo())
    yield BOM + writer.writerow([
        _("Headline"), _("Kicker"), _("Deck"), _("Byline"), _("Byline as printed"), _("Newspaper"), _("Issue date"),
        _("Page number"), _("Page name"), _("About"), _("Mentions"), _("Kind"), _("Opening"), _("Link"),
        _("Identifier"),
    ])  # fmt: skip
    forms = {form.value: str(form.label) for form in Article.Form}
    for article in articles:
        row = summary_as_json(article, absolute)
        places = {"primary": [], "mentioned": []}
        for place in row["regions"]:
            places[place["role"]].append(place["name"])
        yield writer.writerow([
            guard_cell(cell)
            for cell in (
                row["headline"], row["kicker"], row["deck"], "；".join(byline["name"] for byline in row["bylines"]),
                row["byline_raw"], row["newspaper"]["name"], row["issue_date"], row["page_no"], row["page_name"],
                "；".join(places["primary"]), "；".join(places["mentioned"]), forms[row["form"]], row["opening"],
                row["url"], row["id"],
            )
        ])  # fmt: skip
    yield writer.writerow([])
    for label, value in tell_head(head):
        yield writer.writerow([label, guard_cell(value)])


def write_jsonl(head: ExportHead, articles: Iterable[Article], absolute: Absolute) -> Iterator[str]:
    """A record of kind "search", then one of kind "article" for each, in the API's words, then one of kind "end"."""
    yield _line({
        "kind": "search",
        "title": head.title,
        "url": head.address,
        "exported_at": head.exported_at.isoformat(timespec="seconds"),
        "archive": head.archive,
        "total": head.total,
        "count": head.count,
        "index": {"version": head.index_version, "articles": head.index_articles},
        "messages": list(head.messages),
    })  # fmt: skip
    count = 0
    for count, article in enumerate(articles, start=1):  # noqa: B007 (the number of the last one is told)
        yield _line({"kind": "article", **summary_as_json(article, absolute)})
    yield _line({"kind": "end", "count": count})


def write_ris(head: ExportHead, articles: Iterable[Article], absolute: Absolute) -> Iterator[str]:
    """A record of RIS for each article; notes in each say from what search it comes."""
    told = "; ".join(f"{label}: {value}" for label, value in tell_head(head))
    for article in articles:
        yield ris_record(cite(article, absolute, (told,))) + "\r\n"


def cite(article: Article, absolute: Absolute, notes: tuple[str, ...] = ()) -> Citation:
    """What a citation of an article says."""
    dump = article.dump
    return Citation(
        people=tuple(dict.fromkeys(byline.name for byline in article.bylines.all())),
        headline=article.display_headline,
        deck=article.deck,
        newspaper=dump.newspaper.name,
        issue_date=known_date(dump) or "",
        page_no=dump.page_no,
        page_name=dump.page_name,
        url=absolute(article.get_absolute_url()),
        abstract=article.opening,
        keywords=tuple(place.region.name for place in article.places.all()),
        notes=notes,
    )


def tell_head(head: ExportHead) -> list[tuple[str, str]]:
    """What the file says of itself, as (label, value)."""
    lines = [
        (_("List"), head.title),
        (_("Address of the list"), head.address),
        (_("Taken away at"), head.exported_at.isoformat(timespec="seconds")),
        (_("Archive"), head.archive),
        (pgettext("of an export", "Articles"), f"{head.count} / {head.total}"),
    ]
    if head.index_version:
        lines.append((_("Index"), f"{head.index_version} ({head.index_articles})"))
    return lines + [(_("Note"), message) for message in head.messages]


def guard_cell(value: object) -> object:
    """The value of a cell, with an apostrophe before what a spreadsheet would run as a formula."""
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return "'" + value
    return value


class _Echo:
    """A file that gives back what is written: csv.writer's writerow returns it."""

    def write(self, text: str) -> str:
        return text


def _line(record: dict) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"


WRITERS: dict[str, tuple[Writer, str]] = {
    "csv": (write_csv, "text/csv; charset=utf-8"),
    "jsonl": (write_jsonl, "application/jsonl; charset=utf-8"),
    "ris": (write_ris, "application/x-research-info-systems; charset=utf-8"),
}
