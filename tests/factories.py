"""Rows for tests, made by plain functions: each returns a saved row, and everything left out gets a sound default.

Places are idempotent (asking for the same division twice gives the same row); newspapers, dumps and articles are new
rows each time. All names and events are invented; names of divisions are public geography.
"""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import count

from django.utils import timezone

from articles.ingest.counting import counted
from articles.models import (
    Article,
    ArticleRegion,
    Byline,
    Dump,
    FormerIdentifier,
    Newspaper,
    Region,
    RegionAlias,
    Section,
)

_numbers = count(1)

# code → (name, level, code of the parent): the divisions that make_region knows by their code alone.
KNOWN_DIVISIONS = {
    "430000": ("湖南省", 1, None),
    "430100": ("长沙市", 2, "430000"),
    "430102": ("芙蓉区", 3, "430100"),
    "430500": ("邵阳市", 2, "430000"),
    "430511": ("北塔区", 3, "430500"),
    "430900": ("益阳市", 2, "430000"),
    "430923": ("安化县", 3, "430900"),
    "440000": ("广东省", 1, None),
    "440100": ("广州市", 2, "440000"),
}


def make_region(
    code: str = "430923",
    name: str | None = None,
    *,
    level: int | None = None,
    parent: Region | None = None,
    valid_from: int = 1980,
    valid_to: int | None = None,
    former_names: Iterable[str] = (),
    today: Region | None = None,
) -> Region:
    """The row of a province, prefecture or county, with the rows above it.

    A code of KNOWN_DIVISIONS needs nothing else; another code needs `name`, `level` and, below a province, `parent`.
    The same code under another name or in other years is another row; `today` is a row of what became of the place.
    """
    known_name, known_level, parent_code = KNOWN_DIVISIONS.get(code, (None, None, None))
    name, level = name or known_name, level or known_level
    if name is None or level is None:
        raise ValueError(f"division {code} is not in KNOWN_DIVISIONS: say its name and level")
    if parent is None and parent_code:
        parent = make_region(parent_code)
    region, _created = Region.objects.get_or_create(
        path=f"{parent.path if parent else ''}{code}/",
        name=name,
        valid_from=valid_from,
        defaults={
            "code": code,
            "level": level,
            "parent": parent,
            "valid_to": valid_to,
            "entity_path": today.entity_path if today else f"{parent.entity_path if parent else ''}{code}/",
        },
    )
    for former_name in former_names:
        RegionAlias.objects.get_or_create(region=region, name=former_name, kind=RegionAlias.Kind.FORMER)
    return region


def make_township(name: str = "平口镇", *, county: Region | None = None, valid_from: int = 1980) -> Region:
    """The row of a township in `county` (安化县 when left out)."""
    county = county or make_region("430923")
    region, _created = Region.objects.get_or_create(
        path=f"{county.path}{name}/",
        name=name,
        valid_from=valid_from,
        defaults={"level": Region.Level.TOWNSHIP, "parent": county},
    )
    return region


def make_zone(name: str = "益阳高新区", *, within: Region | None = None) -> Region:
    """The row of a zone in a division (益阳市 when left out)."""
    within = within or make_region("430900")
    region, _created = Region.objects.get_or_create(
        path=f"{within.path}{name}/",
        name=name,
        valid_from=within.valid_from,
        defaults={"level": Region.Level.ZONE, "parent": within, "entity_path": f"{within.entity_path}{name}/"},
    )
    return region


def make_newspaper(name: str | None = None, *, code: str | None = None, home_region: Region | None = None) -> Newspaper:
    """A new newspaper with a name and a code of its own."""
    number = next(_numbers)
    return Newspaper.objects.create(
        name=name or f"样例日报{number}", code=code or f"sample{number}", home_region=home_region
    )


def make_dump(
    text: str | None = None,
    *,
    newspaper: Newspaper | None = None,
    issue_date: date | None = date(2022, 10, 12),
    precision: str | None = None,
    source: str | None = None,
    page_no: int | None = 5,
    page_name: str = "",
    status: str = Dump.Status.PARSED,
    encoding: str = "utf-8",
    furniture: Sequence[dict] = (),
    problems: Sequence[dict] = (),
    **fields,
) -> Dump:
    """A new dump of one page; its bytes are `text` in `encoding`. It holds no article until make_article adds one.

    `issue_date=None` makes an undated dump; otherwise it is given by staff and exact to the day. A dump with status
    FAILED gets a reason. Any other field of Dump may be given by name.
    """
    number = next(_numbers)
    text = text if text is not None else f"样例标题{number}\n\n样例正文第{number}段。\n"
    raw_bytes = text.encode(encoding)
    values = {
        "public_id": f"d{number:09d}",
        "newspaper": newspaper or make_newspaper(),
        "sha256": hashlib.sha256(raw_bytes + b"\x00" + str(number).encode()).hexdigest(),
        "raw_bytes": raw_bytes,
        "byte_count": max(len(raw_bytes), 1),
        "file_name": f"sample{number}.txt",
        "encoding": encoding,
        "issue_date": issue_date,
        "issue_date_precision": precision or ("day" if issue_date else "none"),
        "issue_date_source": source or ("staff" if issue_date else "none"),
        "page_no": page_no,
        "page_name": page_name,
        "status": status,
        "failure": "the accounting rule does not hold" if status == Dump.Status.FAILED else "",
        "parser_version": "1.0",
        "problems": list(problems),
        "problem_count": len(problems),
        "furniture": list(furniture),
        "line_count": len(text.splitlines()),
        "parsed_at": timezone.now(),
    }
    return Dump.objects.create(**(values | fields))


def make_article(
    headline: str | None = None,
    *,
    dump: Dump | None = None,
    paragraphs: Sequence[str] | None = None,
    sections: Sequence[tuple[str, Sequence[str]]] | None = None,
    bylines: Sequence[tuple[str, ...]] = (),
    primary: Region | None = None,
    mentioned: Iterable[Region] = (),
    former_identifiers: Iterable[str] = (),
    **fields,
) -> Article:
    """A new article with its sections, bylines and places; without `dump`, on a new page of a new newspaper.

    `paragraphs` is the text of one lead section; `sections` are (crosshead, paragraphs) instead. A byline is (name,),
    (name, role) or (name, role, organisation). Any other field of Article may be given by name.
    """
    number = next(_numbers)
    dump = dump or make_dump()
    if sections is None:
        sections = [("", list(paragraphs) if paragraphs is not None else [f"样例正文第{number}段。"])]
    texts = [paragraph for _crosshead, section_paragraphs in sections for paragraph in section_paragraphs]
    values = {
        "public_id": f"a{number:011d}",
        "dump": dump,
        "order_no": dump.articles.count() + 1,
        "lines": [[1, max(dump.line_count, 1)]],
        "headline": headline if headline is not None else f"样例标题{number}",
        "byline_raw": " ".join(byline[0] for byline in bylines),
        "opening": "".join(texts)[:200],
        "confidence": 0.9,
    }
    article = Article.objects.create(**(values | fields))
    for order_no, (crosshead, section_paragraphs) in enumerate(sections, start=1):
        Section.objects.create(
            article=article, order_no=order_no, crosshead=crosshead, paragraphs=list(section_paragraphs)
        )
    for order_no, byline in enumerate(bylines, start=1):
        name, role, organisation = (*byline, "", "")[:3]
        Byline.objects.create(article=article, order_no=order_no, name=name, role=role, organisation=organisation)
    if primary:
        place_article(article, primary)
    for region in mentioned:
        place_article(article, region, role=ArticleRegion.Role.MENTIONED)
    for public_id in former_identifiers:
        FormerIdentifier.objects.create(public_id=public_id, article=article)
    dump.article_count += 1
    dump.save(update_fields=["article_count"])
    return article


def place_article(
    article: Article,
    region: Region,
    *,
    role: str = ArticleRegion.Role.PRIMARY,
    confidence: float = 0.9,
) -> ArticleRegion:
    """The row that says that `article` is about `region`, or mentions it."""
    with counted([article.dump_id]):
        return ArticleRegion.objects.create(
            article=article,
            region=region,
            role=role,
            score=1.0,
            confidence=confidence,
            evidence=[region.name],
        )
