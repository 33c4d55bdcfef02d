"""How many articles each region has: RegionCount and RegionTotal, kept in step with the articles' places.

Every change of places, of a dump's date or newspaper, or of which articles there are, happens within `counted`. Counts
are changed by differences, so that a change costs what it changes; `recount` makes them anew and mends what differs.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain

from django.db import connection, transaction
from django.db.models import Model

from articles.models import ArticleRegion, RegionCount, RegionTotal, month_number

BATCH_SIZE = 500  # rows in one statement: 2,500 values, where SQLite takes 32,766

Key = tuple[str, str, int, int]  # path, role, newspaper, month: unique in the table
KEY_FIELDS = ("path", "role", "newspaper_id", "month")
TotalKey = tuple[str, str]  # path, role: unique in the table of totals
TOTAL_FIELDS = ("path", "role")


@contextmanager
def counted(dump_pks: Iterable[int]) -> Iterator[None]:
    """Within, articles and places of these dumps may change; at the end the counts have followed.

    A dump that is made within is counted by `count_new`. The caller holds the transaction.
    """
    pks = sorted(set(dump_pks))
    before = _count_of(pks)
    yield
    after = _count_of(pks)
    after.subtract(before)
    _add(after)


def count_new(dump_pk: int) -> None:
    """Count the articles of a dump that has just been stored. The caller holds the transaction."""
    _add(_count_of([dump_pk]))


def recount() -> int:
    """Make all counts and totals anew from the articles' places; returns how many rows differed."""
    with transaction.atomic():
        counts = _count(ArticleRegion.objects.all())
        totals = _sum_up(counts)
        differing = 0
        for model, fields, wanted in ((RegionCount, KEY_FIELDS, counts), (RegionTotal, TOTAL_FIELDS, totals)):
            stored = model.objects.values_list(*fields, "articles")
            wanted.subtract({tuple(key): articles for *key, articles in stored})
            differing += _add_to(model, fields, wanted)
            model.objects.filter(articles=0).delete()
    return differing


def _count_of(dump_pks: list[int]) -> Counter[Key]:
    counts: Counter[Key] = Counter()
    for start in range(0, len(dump_pks), BATCH_SIZE):
        counts.update(_count(ArticleRegion.objects.filter(article__dump__in=dump_pks[start : start + BATCH_SIZE])))
    return counts


def _count(places) -> Counter[Key]:
    """The articles of these places: each once in a region, however many places within it it has."""
    counts: Counter[Key] = Counter()
    rows = places.order_by("article_id").values_list(
        "article_id",
        "role",
        "region__entity_path",
        "article__dump__newspaper_id",
        "article__dump__issue_date",
    )
    current, keys = None, set()
    for article, role, path, newspaper, issue_date in rows.iterator():
        if article != current:
            counts.update(keys)
            current, keys = article, set()
        month = month_number(issue_date)
        for above in _paths(path):
            keys.add((above, role, newspaper, month))
    counts.update(keys)
    return counts


def _paths(path: str) -> Iterator[str]:
    """430000/ and 430000/430900/ for 430000/430900/."""
    end = path.find("/") + 1
    while end:
        yield path[:end]
        end = path.find("/", end) + 1


def _sum_up(counts: Counter[Key]) -> Counter[TotalKey]:
    """The same numbers for all newspapers and months together."""
    totals: Counter[TotalKey] = Counter()
    for (path, role, _newspaper, _month), articles in counts.items():
        totals[path, role] += articles
    return totals


def _add(differences: Counter[Key]) -> None:
    """Add to the counts and to the totals."""
    _add_to(RegionCount, KEY_FIELDS, differences)
    _add_to(RegionTotal, TOTAL_FIELDS, _sum_up(differences))


def _add_to(model: type[Model], key_fields: Sequence[str], differences: Mapping[tuple, int]) -> int:
    """Add to the rows with these keys, or make them; returns how many.

    In one order always, so that two writers wait for one another and don't lock.
    """
    changed = sorted((*key, number) for key, number in differences.items() if number)
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    fields = [quote(model._meta.get_field(name).column) for name in key_fields]
    mark = f"({', '.join(['%s'] * (len(fields) + 1))})"
    for start in range(0, len(changed), BATCH_SIZE):
        rows = changed[start : start + BATCH_SIZE]
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} ({', '.join(fields)}, articles) VALUES {', '.join([mark] * len(rows))} "  # noqa: S608
                f"ON CONFLICT ({', '.join(fields)}) DO UPDATE SET articles = {table}.articles + excluded.articles",
                list(chain.from_iterable(rows)),
            )
    return len(changed)
