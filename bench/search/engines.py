"""The engines that are measured. Each builds an index of the corpus in a folder, and answers the same questions.

The peers are given the words that this engine indexes, so that cutting finds the same; their phrases are phrases of
words, this engine's are phrases of characters, and a word of this engine is also looked for as it is. An engine has
`build(folder, corpus)` and `open(folder, ranked)`; `ranked` is for looking for known articles: it weighs
headlines more where that costs extra, and counts nothing by region and year.
"""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from articles.search import query as tree
from articles.search.engine import Find
from articles.search.indexing import SHARE_SIZE
from articles.search.whoosh.analysis import query_words, word_tokens
from articles.search.whoosh.documents import build_prepared
from articles.search.whoosh.find import find
from articles.search.whoosh.freshness import FRESHNESS
from articles.search.whoosh.generations import IndexFolder
from articles.search.whoosh.parallel import count_cores
from articles.search.whoosh.snapshots import Snapshots
from articles.search.whoosh.writer import GenerationWriter
from bench.search.words import article_count, read_articles, read_words

TOP = 10


class Answer(NamedTuple):
    """The number of all hits, and the first ten articles' numbers."""

    total: int
    numbers: list[int]


Ask = Callable[[tree.Node], Answer]


def day_number(day: date | None, otherwise: int) -> int:
    """Return a day as 20221012."""
    return int(day.strftime("%Y%m%d")) if day else otherwise


def documents_of(share: tuple[Path, int]) -> Iterator[dict]:
    """Yield the documents of a share of the corpus; called in the processes that build this engine's index."""
    corpus, start = share
    return map(build_prepared, read_articles(corpus, start, start + SHARE_SIZE))


class Ours:
    """This engine: top 10, exact count, counts by region and year."""

    processes = count_cores()

    def build(self, folder: Path, corpus: Path) -> None:
        """Write the index."""
        index = IndexFolder(folder)
        generation = index.create_generation()
        starts = range(0, article_count(corpus), SHARE_SIZE)
        shares = [(corpus, start) for start in starts]
        with GenerationWriter(index, generation, optimize=True, processes=min(self.processes, len(shares))) as writer:
            for _done in writer.add_shares(documents_of, shares):
                pass
        index.switch_to(generation)

    def open(self, folder: Path, ranked: bool = False) -> Ask:
        """Return what answers."""
        snapshots = Snapshots(IndexFolder(folder))

        def ask(node: tree.Node) -> Answer:
            wanted = Find(node, stop=TOP, facets=("region", "year"))
            found = snapshots.read(lambda snapshot: find(snapshot.state, wanted, FRESHNESS))
            return Answer(found.total, list(found.pks))

        return ask


class Fts5:
    """SQLite FTS5: top 10 by bm25, count, exact count, counts by region and year."""

    def build(self, folder: Path, corpus: Path) -> None:
        """Write the index."""
        connection = self._connect(folder)
        connection.execute("create table meta(id integer primary key, region text, day int, year int)")
        tokenize = "unicode61 remove_diacritics 0 tokenchars '.'"
        connection.execute(
            f"create virtual table ft using fts5(everything, headline, content='', tokenize=\"{tokenize}\")"
        )
        for article in read_words(corpus):
            connection.execute(
                "insert into ft(rowid, everything, headline) values(?, ?, ?)",
                (article.number, article.everything, article.headline),
            )
            connection.execute(
                "insert into meta values(?, ?, ?, ?)", (article.number, article.region, article.day, article.year)
            )
        connection.execute("insert into ft(ft) values('optimize')")
        connection.commit()
        connection.close()

    def open(self, folder: Path, ranked: bool = False) -> Ask:
        """Return what answers."""
        connection = self._connect(folder)
        weights = ", 1.0, 4.0" if ranked else ""

        def ask(node: tree.Node) -> Answer:
            match, where = self._match(node, "" if ranked else "everything: ")
            joined = "from ft join meta on meta.id = ft.rowid where ft match ?" + "".join(
                f" and {one}" for one in where
            )
            plain = joined if where else "from ft where ft match ?"
            (total,) = connection.execute(f"select count(*) {plain}", [match]).fetchone()
            ordered = f"select ft.rowid {plain} order by bm25(ft{weights}) limit {TOP}"
            numbers = [number for (number,) in connection.execute(ordered, [match])]
            for column in () if ranked else ("region", "year"):
                connection.execute(f"select {column}, count(*) {joined} group by 1", [match]).fetchall()
            return Answer(total, numbers)

        return ask

    @staticmethod
    def _connect(folder: Path) -> sqlite3.Connection:
        folder.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(folder / "fts5.sqlite3")
        for pragma in ("journal_mode=wal", "mmap_size=8000000000", "cache_size=-200000", "synchronous=normal"):
            connection.execute(f"pragma {pragma}")
        return connection

    def _match(self, node: tree.Node, anywhere: str) -> tuple[str, list[str]]:
        """The MATCH expression of a tree, and the conditions beside it."""

        def column(part: tree.Part | None) -> str:
            return "headline: " if part is tree.Part.HEADLINE else anywhere

        match node:
            case tree.All(children):
                kept = [self._match(child, anywhere) for child in children if not isinstance(child, tree.Not)]
                where = [condition for _text, conditions in kept for condition in conditions]
                wanted = [text for text, _conditions in kept]
                unwanted = [self._match(child.child, anywhere)[0] for child in children if isinstance(child, tree.Not)]
                text = " AND ".join(f"({one})" for one in wanted if one)
                return "".join([f"({text})", *(f" NOT ({one})" for one in unwanted)]), where
            case tree.AnyOf(children):
                return " OR ".join(f"({self._match(child, anywhere)[0]})" for child in children), []
            case tree.Published(days):
                return "", [f"day between {day_number(days.start, 0)} and {day_number(days.end, 99999999)}"]
            case tree.InRegions(values):
                return "", [f"region in ({', '.join(map(repr, values))})"]
            case tree.Word(text, part):
                return " AND ".join(f'{column(part)}"{word}"' for word in words_or_text(text)), []
            case tree.Phrase(text, part):
                return f'{column(part)}"{" ".join(word_tokens(text))}"', []
            case tree.Prefix(text, part):
                return f'{column(part)}"{text}" *', []
        raise TypeError(node)


class Tantivy:
    """tantivy: top 10, count, and aggregations by region and year."""

    def build(self, folder: Path, corpus: Path) -> None:
        """Write the index."""
        import tantivy

        folder.mkdir(parents=True)
        index = self._index(folder)
        writer = index.writer(heap_size=256_000_000, num_threads=1)
        for article in read_words(corpus):
            document = tantivy.Document()
            document.add_unsigned("id", article.number)
            document.add_text("everything", article.everything)
            document.add_text("headline", article.headline)
            document.add_text("region", article.region)
            document.add_unsigned("day", article.day)
            document.add_unsigned("year", article.year)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path, ranked: bool = False) -> Ask:
        """Return what answers."""
        index = self._index(folder)
        index.reload()
        searcher = index.searcher()
        counted = {name: {"terms": {"field": name, "size": 200}} for name in ("region", "year")}

        def ask(node: tree.Node) -> Answer:
            query = self._query(index.schema, node, ranked)
            found = searcher.search(query, limit=TOP, count=True)
            numbers = [searcher.doc(address)["id"][0] for _score, address in found.hits]
            if not ranked:
                searcher.aggregate(query, counted)
            return Answer(found.count, numbers)

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

    def _query(self, schema, node: tree.Node, ranked: bool):
        from tantivy import FieldType, Occur, Query

        def joined(how, children):
            return Query.boolean_query([(how, child) for child in children])

        match node:
            case tree.All(children):
                return Query.boolean_query([
                    (Occur.MustNot, self._query(schema, child.child, ranked)) if isinstance(child, tree.Not)
                    else (Occur.Must, self._query(schema, child, ranked))
                    for child in children
                ])  # fmt: skip
            case tree.AnyOf(children):
                return joined(Occur.Should, [self._query(schema, child, ranked) for child in children])
            case tree.Published(days):
                first, last = day_number(days.start, 0), day_number(days.end, 99999999)
                return Query.const_score_query(Query.range_query(schema, "day", FieldType.Unsigned, first, last), 0.0)
            case tree.InRegions(values):
                terms = [Query.term_query(schema, "region", value, index_option="basic") for value in values]
                return Query.const_score_query(joined(Occur.Should, terms), 0.0)
            case tree.Word(text, part):
                words = words_or_text(text)
                terms = [Query.term_query(schema, _column(part), word, index_option="freq") for word in words]
                if ranked and part is None:
                    headline = [Query.term_query(schema, "headline", word, index_option="freq") for word in words]
                    terms = [
                        Query.boolean_query([(Occur.Must, term), (Occur.Should, Query.boost_query(also, 4.0))])
                        for term, also in zip(terms, headline, strict=True)
                    ]
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


def words_or_text(text: str) -> list[str]:
    """Return the words of a term; the term itself where it has none, so that it finds nothing."""
    return list(query_words(text)) or [text]
