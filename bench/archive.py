"""A whole invented archive: rows in the database, places and counts, and the search index."""

import io
from collections.abc import Iterator
from itertools import islice

ARTICLES_A_PAGE = 8
_BATCH = 2_000


def fill(size: int) -> None:
    """Fill an empty database and build its index; Django is set up."""
    from django.core.management import call_command

    from articles.ingest.counting import recount
    from articles.models import Newspaper, Region
    from articles.search.indexing import rebuild
    from bench.regions import analyze
    from bench.search.corpus import generate

    call_command("migrate", verbosity=0)
    call_command("load_regions", stdout=io.StringIO())
    papers = {
        code: Newspaper.objects.create(code=code, name=f"样例报{code}") for code in ("csrb", "cswb", "csdb", "cscb")
    }
    counties = Region.objects.filter(entity_path__startswith="430000/", valid_to=None, level=Region.Level.COUNTY)
    places = list(counties.order_by("code").values_list("pk", flat=True))
    articles = generate(0, size)
    page = 0
    while batch := list(islice(articles, _BATCH)):
        page = _store(batch, papers, places, page)
    recount()
    rebuild()
    analyze()


def _store(batch: list[dict], papers: dict, places: list[int], page: int) -> int:
    from articles.models import Article, ArticleRegion, Byline, Dump, Section, month_number

    pages = [batch[start : start + ARTICLES_A_PAGE] for start in range(0, len(batch), ARTICLES_A_PAGE)]
    dumps = Dump.objects.bulk_create(_dump(page + number, papers, own) for number, own in enumerate(pages))
    rows = Article.objects.bulk_create(
        Article(
            public_id=f"{dump.public_id}-{order_no}", dump=dump, order_no=order_no, lines=[[order_no, order_no]],
            headline=one["headline"], deck=one["deck"], opening=one["text"][:200], form=one["form"], confidence=0.9,
        )
        for dump, own in zip(dumps, pages, strict=True)
        for order_no, one in enumerate(own, start=1)
    )  # fmt: skip
    Section.objects.bulk_create(
        Section(article=row, order_no=1, crosshead=one["crosshead"], paragraphs=one["text"].split("\n"))
        for row, one in zip(rows, batch, strict=True)
    )
    Byline.objects.bulk_create(
        Byline(
            article=row, order_no=order_no, name=name, newspaper_id=row.dump.newspaper_id,
            month=month_number(row.dump.issue_date),
        )
        for row, one in zip(rows, batch, strict=True)
        for order_no, name in enumerate(one["byline"], start=1)
    )  # fmt: skip
    ArticleRegion.objects.bulk_create(
        ArticleRegion(article=row, region_id=region, role=role, confidence=0.9)
        for row, one in zip(rows, batch, strict=True)
        for region, role in _placed(int(one["django_id"]), places)
    )
    return page + len(pages)


def _dump(number: int, papers: dict, own: list[dict]):
    from django.utils import timezone

    from articles.models import Dump

    return Dump(
        public_id=f"{number:012x}", newspaper=papers[own[0]["newspaper"]], sha256=f"{number:064x}", raw_bytes=b"x",
        byte_count=1, file_name=f"{number}.txt", encoding="utf-8", line_count=1, status="parsed",
        issue_date=own[0]["date"], issue_date_precision="day", issue_date_source="staff",
        page_no=own[0]["rank"][1], parser_version="1.0", parsed_at=timezone.now(), article_count=len(own),
    )  # fmt: skip


def _placed(number: int, places: list[int]) -> Iterator[tuple[int, str]]:
    """One county that an article is about, and every third time one that it mentions."""
    yield places[number * 7 % len(places)], "primary"
    if number % 3 == 0:
        yield places[(number * 7 + 11) % len(places)], "mentioned"
