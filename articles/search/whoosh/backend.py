"""The archive's engine for django-haystack: Whoosh's files, locks and readers, with exact answers.

Haystack's commands and SearchQuerySet work over it; the site itself asks through `find`. It differs from Haystack's own
Whoosh backend where that one goes wrong: no text is stored, there is no query on django_ct before each search, totals
and facets are exact, one-character queries find, writers wait for each other, and clearing puts an empty index in the
place of the old one instead of taking files away under the readers.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from haystack import connections
from haystack.backends import BaseEngine, BaseSearchBackend, log_query
from haystack.constants import DJANGO_CT, DJANGO_ID, ID
from haystack.utils import get_identifier, get_model_ct
from whoosh.query import And, Or, Query, Term

from articles.models import Article
from articles.search.engine import Find, Found
from articles.search.errors import IndexMissingError
from articles.search.query import parse_query, positive_terms
from articles.search.request import Sort
from articles.search.whoosh.analysis import word_tokens
from articles.search.whoosh.background import merge_once
from articles.search.whoosh.documents import build_document
from articles.search.whoosh.evaluate import Unscored
from articles.search.whoosh.find import Hit, find, match, order_hits, values_starting
from articles.search.whoosh.freshness import FRESHNESS
from articles.search.whoosh.generations import IndexFolder
from articles.search.whoosh.haystack_answer import build_result, count_facets
from articles.search.whoosh.haystack_answer import highlight as mark_terms
from articles.search.whoosh.haystack_order import order_results, read_order
from articles.search.whoosh.haystack_query import ArchiveSearchQuery, compile_facet, compile_narrow, compile_text
from articles.search.whoosh.parallel import Documents
from articles.search.whoosh.records import Record, read_record
from articles.search.whoosh.schema import build_schema
from articles.search.whoosh.similar import similar_query, weighty_words
from articles.search.whoosh.snapshots import Snapshot, Snapshots
from articles.search.whoosh.suggest import suggest_query
from articles.search.whoosh.writer import GenerationWriter

# Seconds that a writer waits for another before it gives up with IndexLockedError.
LOCK_TIMEOUT = 30.0


@cache
def open_folder(path: Path) -> tuple[IndexFolder, Snapshots]:
    """The folder of an index and the process's readers of it, shared by all threads."""
    folder = IndexFolder(path)
    return folder, Snapshots(folder)


class ArchiveSearchBackend(BaseSearchBackend):
    """Reads and writes the index in the folder PATH. TIMEOUT is how many seconds a writer waits for another.

    FRESHNESS is what being new may add to an article's score; 0 switches that off.
    """

    def __init__(self, connection_alias, **connection_options):
        super().__init__(connection_alias, **connection_options)
        self.lock_timeout = float(connection_options.get("TIMEOUT", LOCK_TIMEOUT))
        self.freshness = float(connection_options.get("FRESHNESS", FRESHNESS))
        self.folder, self.snapshots = open_folder(Path(connection_options["PATH"]))

    # --- the archive's own face -----------------------------------------------------------------------------------

    def find(self, wanted: Find) -> Found:
        """Answer one search. Raises IndexUnavailableError."""
        return self.snapshots.read(lambda snapshot: find(snapshot.state, wanted, self.freshness))

    def complete_value(self, field: str, start: str, count: int) -> list[str]:
        """Return the values of a facet that begin so, those of most articles first. Raises IndexUnavailableError."""
        return self.snapshots.read(lambda snapshot: values_starting(snapshot.state, field, start, count))

    def count_values(self, field: str, values: Iterable[str]) -> dict[str, int]:
        """Return how many articles have each of these values of a facet. Raises IndexUnavailableError."""

        def work(snapshot: Snapshot) -> dict[str, int]:
            return {value: snapshot.state.doc_frequency(field, value.encode()) for value in values}

        return self.snapshots.read(work)

    def read_state(self) -> tuple[str, int, float]:
        """Return the name of the index's state, how many articles it holds, and when it was written (since 1970)."""
        return self.snapshots.read(
            lambda snapshot: (snapshot.version, snapshot.reader.doc_count(), snapshot.committed_at)
        )

    def read_records(self, generation: Path | None = None) -> dict[int, Record]:
        """Return the record of every article that a generation holds, the current one if none is given, by key."""
        if generation is None:
            return self.snapshots.read(lambda snapshot: _live_records(snapshot.reader))
        with self.folder.open_index(generation).reader() as reader:
            return _live_records(reader)

    def write(
        self,
        index,
        articles: Iterable,
        stale_pks: Iterable[int],
        generation: Path | None = None,
        optimize: bool = False,
    ) -> int:
        """Put articles into the index in place of what it has of them and of `stale_pks`; return how many.

        The caller holds the lock (`folder.writing`) unless nobody reads the generation yet. All or nothing is written.
        `optimize` makes one segment of all there is.
        """
        target = generation or self.current_or_new()
        count = 0
        with GenerationWriter(self.folder, target, optimize) as writer:
            writer.delete(DJANGO_ID, (str(pk) for pk in stale_pks))
            for article in articles:
                document = build_document(index, article)
                if document is not None:
                    writer.add(document)
                    count += 1
        return count

    def write_shares(self, documents: Documents, shares: Sequence, generation: Path, processes: int) -> Iterator[int]:
        """Put the documents of each share into an empty generation that nobody reads, as one segment.

        `documents` is a function of some module that makes the documents of a share; so many processes do it at once.
        Yields how many documents are done. Raises IndexUnavailableError where a process is killed.
        """
        with GenerationWriter(self.folder, generation, optimize=True, processes=processes) as writer:
            yield from writer.add_shares(documents, shares)

    def merge_in_background(self) -> bool:
        """Merge what waits to be merged beside searches and writes; return whether there was anything to do.

        Raises IndexLockedError: another process merges, or writes for too long.
        """
        merged = False
        while merge_once(self.folder, self.lock_timeout):
            merged = True
        return merged

    def verify(self) -> None:
        """Read every byte of the current generation. Raises IndexDamagedError where one is not as it was written."""

        def work(snapshot: Snapshot) -> None:
            for view in snapshot.state.views:
                view.arrays.file.verify()

        self.snapshots.read(work)

    def current_or_new(self) -> Path:
        """Return the current generation, made empty where there is none. The caller holds the lock for writing."""
        try:
            return self.folder.current()
        except IndexMissingError:
            generation = self.folder.create_generation()
            self.folder.switch_to(generation)
            return generation

    # --- what Haystack asks for ------------------------------------------------------------------------------------

    def update(self, index, iterable, commit=True):
        """Put articles into the index, in place of what it has of them."""
        articles = list(iterable)
        if not articles:
            return
        with self.folder.writing(self.lock_timeout):
            self.write(index, articles, [article.pk for article in articles])

    def remove(self, obj_or_string, commit=True):
        """Take one object, or the identifier of one, out of the index."""
        identifier = get_identifier(obj_or_string)
        with self.folder.writing(self.lock_timeout), GenerationWriter(self.folder, self.current_or_new()) as writer:
            writer.delete(ID, [identifier])

    def clear(self, models=None, commit=True):
        """Take everything out, or the objects of some models."""
        with self.folder.writing(self.lock_timeout):
            if models is None:
                self.folder.switch_to(self.folder.create_generation())
                self.folder.remove_unused()
                return
            with GenerationWriter(self.folder, self.current_or_new()) as writer:
                writer.delete(DJANGO_CT, [get_model_ct(model) for model in models])

    @log_query
    def search(
        self, query, sort_by=None, start_offset=0, end_offset=None, facets=None, narrow_queries=None, models=None,
        result_class=None, date_facets=None, query_facets=None, highlight=False, terms=(), spelling_query=None,
        **kwargs,
    ):  # fmt: skip
        """Answer a SearchQuerySet: a query in the archive's language, or a tree of Whoosh's.

        Text of nothing finds nothing. Raises SearchBackendError for a field that is not counted or ordered by.
        """
        order = read_order(sort_by)
        if isinstance(query, str) and not query.strip():
            return {"results": [], "hits": 0, "facets": {}, "spelling_suggestion": None}
        whole = And([
            query if isinstance(query, Query) else compile_text(query),
            *(Unscored(compile_narrow(narrow)) for narrow in narrow_queries or ()),
            *_of_models(models),
        ])  # fmt: skip
        asked = [(f"{field}:{value}", compile_facet(field, value)) for field, value in query_facets or ()]

        def work(snapshot: Snapshot) -> tuple[list[Hit], int, dict]:
            state = snapshot.state
            matched = match(state, whole)
            total = sum(len(part.ids) for part in matched)
            hits = order_results(state, matched, order, total if end_offset is None else end_offset, self.freshness)
            counts = count_facets(state, whole, matched, facets or {}, date_facets or {}, asked)
            return hits[start_offset or 0 :], total, counts

        answer = self._read(work)
        if answer is None:
            return {"results": [], "hits": 0, "facets": {}, "spelling_suggestion": None}
        hits, total, counts = answer
        if self.include_spelling and not spelling_query and isinstance(query, str):
            spelling_query = query
        marked = {}
        if highlight:
            pks = [int(hit.stored()[DJANGO_ID][0]) for hit in hits]
            marked = mark_terms(self._article_index(), pks, terms or _terms_of(query), highlight)
        return {
            "results": [build_result(hit, result_class, marked) for hit in hits],
            "hits": total,
            "facets": counts if facets or date_facets or query_facets else {},
            "spelling_suggestion": self.suggest(spelling_query) if spelling_query else None,
        }

    def more_like_this(
        self, model_instance, additional_query=None, start_offset=0, end_offset=None, models=None, result_class=None,
        **kwargs,
    ):  # fmt: skip
        """Return the articles that share the weighty words of one, which must be in the database."""

        def work(snapshot: Snapshot) -> tuple[list[Hit], int]:
            matched = match(snapshot.state, self._like(snapshot.state, model_instance, additional_query, models))
            total = sum(len(part.ids) for part in matched)
            stop = total if end_offset is None else end_offset
            return order_hits(snapshot.state, matched, Sort.RELEVANCE, stop)[start_offset or 0 :], total

        answer = self._read(work)
        if answer is None:
            return {"results": [], "hits": 0, "facets": {}, "spelling_suggestion": None}
        hits, total = answer
        return {"results": [build_result(hit, result_class, {}) for hit in hits], "hits": total}

    def suggest(self, query: str) -> str | None:
        """Return what the reader may have meant by a query that finds nothing; None where nothing is near."""
        node = parse_query(query).tree
        return self.snapshots.read(lambda snapshot: suggest_query(snapshot.state, node))

    def _like(self, state, article, additional_query: Query | None, models) -> Query:
        index = self._article_index()
        words = {part: Counter(word_tokens(index.prepare(article).get(part) or "")) for part in ("headline", "text")}
        queries = [similar_query(weighty_words(state, words), str(article.pk)), *_of_models(models)]
        return And([*queries, Unscored(additional_query)] if additional_query is not None else queries)

    def _read(self, work):
        """What `work` makes of the newest state; None where there is no index yet."""
        try:
            return self.snapshots.read(work)
        except IndexMissingError:
            return None

    def _article_index(self):
        return connections[self.connection_alias].get_unified_index().get_index(Article)

    def build_schema(self, fields):
        """Return the name of the main field and the schema, as Haystack's backends do."""
        return "text", build_schema()


class ArchiveWhooshEngine(BaseEngine):
    """The engine's name in HAYSTACK_CONNECTIONS."""

    backend = ArchiveSearchBackend
    query = ArchiveSearchQuery


def _of_models(models) -> list[Query]:
    """The condition that a document is of one of some models; none where all are wanted."""
    return [Unscored(Or([Term(DJANGO_CT, get_model_ct(model)) for model in models]))] if models else []


def _terms_of(query) -> tuple:
    return () if isinstance(query, Query) else positive_terms(parse_query(query).tree)


def _live_records(reader) -> dict[int, Record]:
    records = map(read_record, reader.all_stored_fields())
    return {record.pk: record for record in records}
