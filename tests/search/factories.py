"""Small invented archives for the tests of the search."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import sha256
from itertools import count

from articles.models import Article, ArticleRegion, Byline, Dump, Newspaper, Region, RegionAlias, Section

_numbers = count(1)


@dataclass(frozen=True)
class Written:
    """An article as a test writes it."""

    headline: str = ""
    paragraphs: tuple[str, ...] = ()
    kicker: str = ""
    deck: str = ""
    crosshead: str = ""
    names: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    byline_raw: str = ""
    dateline: str = ""
    form: str = "news"
    regions: tuple[Region, ...] = field(default=())


def make_newspaper(code="cscb", name="测试晨报") -> Newspaper:
    return Newspaper.objects.get_or_create(code=code, defaults={"name": name})[0]


def make_dump(
    newspaper=None,
    issue_date=date(2022, 10, 12),
    precision="day",
    page_no=1,
    status="parsed",
    failure="",
    page_name="",
) -> Dump:
    number = next(_numbers)
    digest = sha256(str(number).encode()).hexdigest()
    return Dump.objects.create(
        public_id=digest[:16],
        newspaper=newspaper or make_newspaper(),
        sha256=digest,
        raw_bytes=b"x",
        byte_count=1,
        file_name=f"page{number}.txt",
        encoding="utf-8",
        issue_date=issue_date,
        issue_date_precision=precision if issue_date else "none",
        issue_date_source="staff" if issue_date else "none",
        page_no=page_no,
        page_name=page_name,
        status=status,
        failure=failure,
        parser_version="1.0",
        line_count=1,
        parsed_at=datetime(2024, 1, 1, tzinfo=UTC),
    )


def make_article(written: Written, dump=None) -> Article:
    dump = dump or make_dump()
    order_no = dump.articles.count() + 1
    article = Article.objects.create(
        public_id=f"{dump.public_id}-{order_no}",
        dump=dump,
        order_no=order_no,
        lines=[[order_no, order_no]],
        kicker=written.kicker,
        headline=written.headline,
        deck=written.deck,
        byline_raw=written.byline_raw,
        dateline=written.dateline,
        form=written.form,
        captions=list(written.captions),
        opening="".join(written.paragraphs)[:200],
        confidence=1.0,
    )
    Section.objects.create(
        article=article, order_no=1, crosshead=written.crosshead, paragraphs=list(written.paragraphs)
    )
    for number, name in enumerate(written.names, start=1):
        Byline.objects.create(article=article, order_no=number, name=name)
    for number, region in enumerate(written.regions):
        ArticleRegion.objects.create(
            article=article, region=region, role="mentioned" if number else "primary", confidence=1.0
        )
    return article


def make_region(code: str, name: str, parent: Region | None = None, aliases=()) -> Region:
    """A province without a parent; a region of six digits below one; a township where `code` is empty."""
    path = f"{parent.path if parent else ''}{code or name}/"
    region = Region.objects.create(
        code=code, name=name, level=parent.level + 1 if code and parent else 4 if parent else 1,
        parent=parent, path=path, valid_from=1980,
    )  # fmt: skip
    for alias in aliases:
        RegionAlias.objects.create(region=region, name=alias, kind="short")
    return region
