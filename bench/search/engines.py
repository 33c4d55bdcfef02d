"""The engines that are measured. Each builds an index of the corpus in a folder, and answers the same questions.

The peers are given the words that this engine indexes, so that cutting costs and finds the same; their phrases are
phrases of words, this engine's are phrases of characters, and a word of this engine is also looked for as it is.
"""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from articles.search import query as tree
from articles.search.engine import Find
from articles.search.indexing import SHARE_SIZE
from articles.search.whoosh.analysis import query_words, word_tokens
from articles.search.whoosh.documents import build_prepared
from articles.search.whoosh.find import find
from articles.search.whoosh.generations import IndexFolder
from articles.search.whoosh.parallel import count_cores
from articles.search.whoosh.schema import PART_WEIGHTS
from articles.search.whoosh.snapshots import Snapshots
from articles.search.whoosh.writer import GenerationWriter
from bench.search.corpus import generate

TOP = 10
# A question's answer: the number of all hits.
Ask = Callable[[tree.Node], int]


def _number(day: date | None, otherwise: int) -> int:
    return int(day.strftime("%Y%m%d")) if day else otherwise


def _articles(count: int) -> Iterator[tuple[int, dict, str, str]]:
    """Number, values, words of the headline and words of everything."""
    for article in generate(0, count):
        parts = [" ".join(word_tokens(article[part])) for part in PART_WEIGHTS if article[part]]
        yield int(article["django_id"]), article, " ".join(word_tokens(article["headline"])), " ".join(parts)


def documents_of(share: tuple[int, int]) -> Iterator[dict]:
    """Yield the documents of a share of the corpus; called in the processes that build this engine's index."""
    return map(build_prepared, generate(*share))


class Ours:
    """This engine: top 10, exact count, counts by region and year."""

    processes = count_cores()

    def build(self, folder: Path, count: int) -> None:
        """Write the index."""
        index = IndexFolder(folder)
        generation = index.create_generation()
        shares = [(start, min(count, start + SHARE_SIZE)) for start in range(0, count, SHARE_SIZE)]
        with GenerationWriter(index, generation, optimize=True, processes=min(self.processes, len(shares))) as writer:
            for _done in writer.add_shares(documents_of, shares):
                pass
        index.switch_to(generation)

    def open(self, folder: Path) -> Ask:
        """Return what answers."""
        snapshots = Snapshots(IndexFolder(folder))

        def ask(node: tree.Node) -> int:
            wanted = Find(node, stop=TOP, facets=("region", "year"))
            return snapshots.read(lambda snapshot: find(snapshot.state, wanted)).total

        return ask


class Fts5:
    """SQLite FTS5: top 10 by bm25, count, exact count, counts by region and year."""

    processes = 1

    def build(self, folder: Path, count: int) -> None:
        """Write the index."""
        connection = self._connect(folder)
        connection.execute("create table meta(id integer primary key, region text, day int, year int)")
        tokenize = "unicode61 remove_diacritics 0 tokenchars '.'"
        connection.execute(
            f"create virtual table ft using fts5(everything, headline, content='', tokenize=\"{tokenize}\")"
        )
        for number, article, headline, everything in _articles(count):
            day = article["date"]
            connection.execute(
                "insert into ft(rowid, everything, headline) values(?, ?, ?)", (number, everything, headline)
            )
            connection.execute(
                "insert into meta values(?, ?, ?, ?)", (number, article["region"][-1], _number(day, 0), day.year)
            )
        connection.execute("insert into ft(ft) values('optimize')")
        connection.commit()
        connection.close()

    def open(self, folder: Path) -> Ask:
        """Return what answers."""
        connection = self._connect(folder)

        def ask(node: tree.Node) -> int:
            match, where = self._match(node)
            joined = "from ft join meta on meta.id = ft.rowid where ft match ?" + "".join(
                f" and {one}" for one in where
            )
            plain = joined if where else "from ft where ft match ?"
            (total,) = connection.execute(f"select count(*) {plain}", [match]).fetchone()
            connection.execute(f"select ft.rowid {plain} order by bm25(ft) limit {TOP}", [match]).fetchall()
            for column in ("region", "year"):
                connection.execute(f"select {column}, count(*) {joined} group by 1", [match]).fetchall()
            return total

        return ask

    @staticmethod
    def _connect(folder: Path) -> sqlite3.Connection:
        folder.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(folder / "fts5.sqlite3")
        for pragma in ("journal_mode=wal", "mmap_size=8000000000", "cache_size=-200000", "synchronous=normal"):
            connection.execute(f"pragma {pragma}")
        return connection

    def _match(self, node: tree.Node) -> tuple[str, list[str]]:
        """The MATCH expression of a tree, and the conditions beside it."""
        match node:
            case tree.All(children):
                kept = [self._match(child) for child in children if not isinstance(child, tree.Not)]
                where = [condition for _text, conditions in kept for condition in conditions]
                wanted = [text for text, _conditions in kept]
                unwanted = [self._match(child.child)[0] for child in children if isinstance(child, tree.Not)]
                text = " AND ".join(f"({one})" for one in wanted if one)
                return "".join([f"({text})", *(f" NOT ({one})" for one in unwanted)]), where
            case tree.AnyOf(children):
                return " OR ".join(f"({self._match(child)[0]})" for child in children), []
            case tree.Published(days):
                return "", [f"day between {_number(days.start, 0)} and {_number(days.end, 99999999)}"]
            case tree.InRegions(values):
                return "", [f"region in ({', '.join(map(repr, values))})"]
            case tree.Word(text, part):
                return " AND ".join(f'{_column(part)}: "{word}"' for word in query_words(text)), []
            case tree.Phrase(text, part):
                return f'{_column(part)}: "{" ".join(word_tokens(text))}"', []
            case tree.Prefix(text, part):
                return f'{_column(part)}: "{text}" *', []
        raise TypeError(node)


class Tantivy:
    """tantivy: top 10, count, and aggregations by region and year."""

    processes = 1

    def build(self, folder: Path, count: int) -> None:
        """Write the index."""
        import tantivy

        folder.mkdir(parents=True)
        index = self._index(folder)
        writer = index.writer(heap_size=256_000_000, num_threads=1)
        for number, article, headline, everything in _articles(count):
            document = tantivy.Document()
            document.add_unsigned("id", number)
            document.add_text("everything", everything)
            document.add_text("headline", headline)
            document.add_text("region", article["region"][-1])
            document.add_unsigned("day", _number(article["date"], 0))
            document.add_unsigned("year", article["date"].year)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> Ask:
        """Return what answers."""
        index = self._index(folder)
        index.reload()
        searcher = index.searcher()
        counted = {name: {"terms": {"field": name, "size": 200}} for name in ("region", "year")}

        def ask(node: tree.Node) -> int:
            query = self._query(index.schema, node)
            found = searcher.search(query, limit=TOP, count=True)
            for _score, address in found.hits:
                searcher.doc(address)
            searcher.aggregate(query, counted)
            return found.count

        return ask

    @staticmethod
    def _index(folder: Path):
        import tantivy

        builder = tantivy.SchemaBuilder()
        builder.add_unsigned_field("id", stored=True, fast=True)
        for name in ("everything", "headline"):
            builder.add_text_field(name, stored=False, tokenizer_name="blanks", index_option="position")
        builder.add_text_field("region", stored=False, tokenizer_name="raw", fast=True, index_option="basic")
        for name in ("day", "year"):
            builder.add_unsigned_field(name, indexed=True, fast=True)
        index = tantivy.Index(builder.build(), path=str(folder))
        blanks = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        index.register_tokenizer("blanks", blanks)
        return index

    def _query(self, schema, node: tree.Node):
        from tantivy import FieldType, Occur, Query

        def joined(how, children):
            return Query.boolean_query([(how, child) for child in children])

        match node:
            case tree.All(children):
                return Query.boolean_query([
                    (Occur.MustNot, self._query(schema, child.child)) if isinstance(child, tree.Not)
                    else (Occur.Must, self._query(schema, child))
                    for child in children
                ])  # fmt: skip
            case tree.AnyOf(children):
                return joined(Occur.Should, [self._query(schema, child) for child in children])
            case tree.Published(days):
                first, last = _number(days.start, 0), _number(days.end, 99999999)
                return Query.const_score_query(Query.range_query(schema, "day", FieldType.Unsigned, first, last), 0.0)
            case tree.InRegions(values):
                terms = [Query.term_query(schema, "region", value, index_option="basic") for value in values]
                return Query.const_score_query(joined(Occur.Should, terms), 0.0)
            case tree.Word(text, part):
                words = query_words(text)
                terms = [Query.term_query(schema, _column(part), word, index_option="freq") for word in words]
                return terms[0] if len(terms) == 1 else joined(Occur.Must, terms)
            case tree.Phrase(text, part):
                words = word_tokens(text)
                if len(words) == 1:
                    return Query.term_query(schema, _column(part), words[0], index_option="freq")
                return Query.phrase_query(schema, _column(part), words)
            case tree.Prefix(text, part):
                return Query.regex_query(schema, _column(part), text + ".*")
        raise TypeError(node)


def _column(part: tree.Part | None) -> str:
    return "headline" if part is tree.Part.HEADLINE else "everything"


ENGINES = {"this engine": Ours, "tantivy 0.27": Tantivy, "SQLite FTS5": Fts5}
