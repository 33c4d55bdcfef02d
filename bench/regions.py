"""How fast the pages of places are: python bench/regions.py [ARTICLES] [RUNS]

Fills a database of its own with invented articles (100,000 unless told otherwise) and asks for the pages of provinces,
prefectures and counties, their filters, later pages and feeds, over Django's test client. Prints the number of queries
and milliseconds at the 50th and 95th percentile. SQLite in a folder that is thrown away; with DATABASE_URL the database
that it names, which must be empty and of which the caller takes care.
"""

import io
import os
import random
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))

ARTICLES_A_PAGE = 8
DAYS = 3650
BATCH_SIZE = 2000
FIRST_DAY = date(2014, 1, 1)

PAGES = {
    "home page": "/",
    "all places": "/regions/",
    "province": "/regions/430000/",
    "province, page 500": "/regions/430000/?page=500",
    "province, one year": "/regions/430000/?year=2018",
    "province, mentioned": "/regions/430000/?role=mentioned",
    "prefecture": "/regions/430900/",
    "prefecture, newspaper": "/regions/430900/?newspaper=paper1",
    "prefecture, last page": "/regions/430900/?page=9999",
    "county": "/regions/430923/",
    "zone": "/regions/430900/益阳高新区/",
    "township": "/regions/430923/平口镇/",
    "feed of the province": "/regions/430000/feed/",
    "feed of the county": "/regions/430923/feed/",
}


def fill(count: int) -> None:
    """Newspapers, pages and `count` articles, each about one division of Hunan and mentioning up to three."""
    from django.core.management import call_command
    from django.utils import timezone

    from articles.ingest.counting import recount
    from articles.models import Article, ArticleRegion, Dump, Newspaper, Region

    call_command("migrate", verbosity=0)
    call_command("load_regions", stdout=io.StringIO())
    chance = random.Random(20221012)
    papers = Newspaper.objects.bulk_create(Newspaper(code=f"paper{n}", name=f"样例报{n}") for n in range(3))
    rows = list(Region.objects.filter(entity_path__startswith="430000/", valid_to=None))
    about = [row.pk for row in rows if row.level == Region.Level.COUNTY]
    about += 5 * [row.pk for row in rows if row.level == Region.Level.PREFECTURE]
    about += [zone.pk for zone in make_zones(rows)]
    named = about + [row.pk for row in rows if row.level == Region.Level.TOWNSHIP]
    pages = count // ARTICLES_A_PAGE
    dumps = []
    for number in range(pages):
        dumps.append(
            Dump(
                public_id=f"{number:012x}", newspaper=papers[number % 3], sha256=f"{number:064x}", raw_bytes=b"x",
                byte_count=1, file_name=f"{number}.txt", encoding="utf-8", line_count=1, status="parsed",
                issue_date=FIRST_DAY + timedelta(days=number * DAYS // pages), issue_date_precision="day",
                issue_date_source="staff", page_no=number % 4 + 1, parser_version="1.0", parsed_at=timezone.now(),
                article_count=ARTICLES_A_PAGE,
            )
        )  # fmt: skip
    dumps = Dump.objects.bulk_create(dumps, batch_size=BATCH_SIZE)
    for start in range(0, count, BATCH_SIZE):
        articles = Article.objects.bulk_create(
            Article(
                public_id=f"a{number}", dump=dumps[number // ARTICLES_A_PAGE], order_no=number % ARTICLES_A_PAGE + 1,
                lines=[[1, 1]], headline=f"第{number}号样例标题", opening="样例正文。" * 20, confidence=0.9,
            )
            for number in range(start, min(start + BATCH_SIZE, pages * ARTICLES_A_PAGE))
        )  # fmt: skip
        places = []
        for article in articles:
            regions = list(dict.fromkeys([chance.choice(about), *chance.choices(named, k=chance.randrange(4))]))
            for position, region in enumerate(regions):
                role = "mentioned" if position else "primary"
                places.append(ArticleRegion(article=article, region_id=region, role=role, confidence=0.9))
        ArticleRegion.objects.bulk_create(places, batch_size=BATCH_SIZE)
    start = time.perf_counter()
    recount()
    print(f"{count} articles; all numbers counted anew in {time.perf_counter() - start:.1f} s")
    analyze()


def make_zones(rows):
    """A zone in each prefecture and county among the rows."""
    from articles.models import Region

    return Region.objects.bulk_create(
        Region(
            name=f"{row.name[:-1]}高新区", level=Region.Level.ZONE, parent=row, valid_from=row.valid_from,
            path=f"{row.path}{row.name[:-1]}高新区/", entity_path=f"{row.entity_path}{row.name[:-1]}高新区/",
        )
        for row in rows
        if row.level in (Region.Level.PREFECTURE, Region.Level.COUNTY)
    )  # fmt: skip


def analyze() -> None:
    """What PostgreSQL does of itself a minute later, and `PRAGMA optimize` on SQLite."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def measure(runs: int) -> None:
    """Ask for each page over and over."""
    from django.db import connection
    from django.test import Client

    client = Client()
    print(f"{'page':24} {'queries':>7} {'p50 ms':>7} {'p95 ms':>7}")
    for name, address in PAGES.items():
        queries = []
        with connection.execute_wrapper(lambda execute, *call: queries.append(call[0]) or execute(*call)):  # noqa: B023
            answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        times = []
        for _ in range(runs):
            start = time.perf_counter()
            client.get(address)
            times.append((time.perf_counter() - start) * 1000)
        p95 = statistics.quantiles(times, n=20)[-1]
        print(f"{name:24} {len(queries):7} {statistics.median(times):7.1f} {p95:7.1f}")


def main(articles: int, runs: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(
            DJANGO_SETTINGS_MODULE="newsarchive.settings", VAR_DIR=folder, DEBUG="off", SECRET_KEY="x" * 60,
            USE_HTTPS="off", ALLOWED_HOSTS="testserver", LOG_LEVEL="ERROR",
        )  # fmt: skip
        os.environ.setdefault("DATABASE_URL", "")
        import django
        from django.conf import settings
        from django.db import connections

        settings.STORAGES = settings.STORAGES | {
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
        }
        django.setup()
        fill(articles)
        measure(runs)
        connections.close_all()


if __name__ == "__main__":
    arguments = [int(argument) for argument in sys.argv[1:]]
    main(*(arguments + [100_000, 40][len(arguments) :]))
