"""The archive's engine for django-haystack: Whoosh's files, locks and readers, with exact answers.

Haystack's commands and SearchQuerySet work over it; the site itself asks through `find`. It differs from Haystack's own
Whoosh backend where that one goes wrong: no text is stored, there is no query on django_ct before each search, totals
and facets are exact, one-character queries find, writers wait for each other, and clearing puts an empty index in the
place of the old one instead of taking files away under the readers.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from haystack.backends import BaseEngine, BaseSearchBackend, log_query
from haystack.constants import DJANGO_CT, DJANGO_ID, ID
from haystack.exceptions import SearchBackendError, SkipDocument
from haystack.models import SearchResult
from haystack.utils import get_identifier, get_model_ct
from whoosh.query import Or, Query, Term

from articles.search.engine import Find, Found
from articles.search.errors import IndexMissingError
from articles.search.whoosh.find import find, match
from articles.search.whoosh.generations import IndexFolder
from articles.search.whoosh.haystack_query import ArchiveSearchQuery, compile_text, sort_documents
from articles.search.whoosh.records import Record, RecordCache
from articles.search.whoosh.schema import PART_WEIGHTS, STORED_FIELDS, build_schema, characters_field
from articles.search.whoosh.snapshots import Snapshot, Snapshots
from articles.search.whoosh.writer import GenerationWriter

# Seconds that a writer waits for another before it gives up with IndexLockedError.
LOCK_TIMEOUT = 30.0
# Values of fields other than text are lists of strings in the index, and these as they are.
_KEPT_AS_GIVEN = ("rank", "stamp")
_FACETS: dict[str, Callable[[Record], Iterable[str]]] = {
    "region": lambda record: record.regions,
    "year": lambda record: [record.year] if record.year else [],
    "newspaper": lambda record: [record.newspaper],
}


@cache
def open_folder(path: Path) -> tuple[IndexFolder, Snapshots]:
    """The folder of an index and the process's readers of it, shared by all threads."""
    folder = IndexFolder(path)
    return folder, Snapshots(folder)


class ArchiveSearchBackend(BaseSearchBackend):
    """Reads and writes the index in the folder PATH. TIMEOUT is how many seconds a writer waits for another."""

    def __init__(self, connection_alias, **connection_options):
        super().__init__(connection_alias, **connection_options)
        self.lock_timeout = float(connection_options.get("TIMEOUT", LOCK_TIMEOUT))
        self.folder, self.snapshots = open_folder(Path(connection_options["PATH"]))

    # --- the archive's own face -----------------------------------------------------------------------------------

    def find(self, wanted: Find) -> Found:
        """Answer one search. Raises IndexUnavailableError."""
        return self.snapshots.read(lambda snapshot: find(snapshot, wanted))

    def read_records(self, generation: Path | None = None) -> dict[int, Record]:
        """Return the record of every article that a generation holds, the current one if none is given, by key."""
        if generation is None:
            return self.snapshots.read(lambda snapshot: _live_records(snapshot.reader, snapshot.records))
        with self.folder.open_index(generation).searcher() as searcher:
            return _live_records(searcher.reader(), RecordCache().of(searcher.reader()))

    def write(self, index, articles: Iterable, stale_pks: Iterable[int], generation: Path | None = None) -> int:
        """Put articles into the index in place of what it has of them and of `stale_pks`; return how many.

        The caller holds the lock (`folder.writing`) unless nobody reads the generation yet. All or nothing is written.
        """
        target = generation or self.current_or_new()
        count = 0
        with GenerationWriter(self.folder, target) as writer:
            writer.delete(DJANGO_ID, (str(pk) for pk in stale_pks))
            for article in articles:
                document = build_document(index, article)
                if document is not None:
                    writer.add(document)
                    count += 1
        return count

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
        result_class=None, date_facets=None, query_facets=None, highlight=False, **kwargs,
    ):  # fmt: skip
        """Answer a SearchQuerySet: a query in the archive's language, or a tree of Whoosh's.

        Raises SearchBackendError for what this engine does not do: date and query facets, highlighting.
        """
        if date_facets or query_facets or highlight:
            raise SearchBackendError("This engine has no date facets, query facets or highlighting.")
        unknown = set(facets or ()) - set(_FACETS)
        if unknown:
            raise SearchBackendError(f"No facets by {', '.join(sorted(unknown))}: there are {', '.join(_FACETS)}.")
        queries = [query if isinstance(query, Query) else compile_text(query)]
        queries += [compile_text(narrow) for narrow in narrow_queries or ()]
        if models:
            queries.append(Or([Term(DJANGO_CT, get_model_ct(model)) for model in models]))

        def work(snapshot: Snapshot) -> dict:
            scores = match(snapshot, queries)
            ordered = sort_documents(scores, snapshot.records, sort_by)
            counts = {name: _count(ordered, snapshot.records, name) for name in facets or ()}
            return {
                "results": [
                    self._result(snapshot, number, scores[number], result_class or SearchResult)
                    for number in ordered[start_offset or 0 : end_offset]
                ],
                "hits": len(ordered),
                "facets": {"fields": counts, "dates": {}, "queries": {}} if facets else {},
                "spelling_suggestion": None,
            }

        try:
            return self.snapshots.read(work)
        except IndexMissingError:
            return {"results": [], "hits": 0, "facets": {}, "spelling_suggestion": None}

    def build_schema(self, fields):
        """Return the name of the main field and the schema, as Haystack's backends do."""
        return "text", build_schema()

    def _result(self, snapshot: Snapshot, number: int, score: float, result_class):
        stored = snapshot.reader.stored_fields(number)
        app_label, model_name = stored[DJANGO_CT][0].split(".")
        record = snapshot.records[number]
        values = {
            "id": stored[ID][0],
            "public_id": record.public_id,
            "region": list(record.regions),
            "newspaper": record.newspaper,
            "year": int(record.year) if record.year else None,
            "date": _to_date(record.date),
            "date_end": _to_date(record.date_end),
        }
        return result_class(app_label, model_name, stored[DJANGO_ID][0], score, **values)


class ArchiveWhooshEngine(BaseEngine):
    """The engine's name in HAYSTACK_CONNECTIONS."""

    backend = ArchiveSearchBackend
    query = ArchiveSearchQuery


def build_document(index, article) -> dict | None:
    """Return what the writer takes of an article; None where its index wants it left out."""
    try:
        prepared = index.full_prepare(article)
    except SkipDocument:
        return None
    document = {name: [prepared[name]] for name in (ID, DJANGO_CT, DJANGO_ID)}
    for part in PART_WEIGHTS:
        if prepared[part]:
            document[part] = document[characters_field(part)] = prepared[part]
    document.update(build_values(prepared))
    return document


def build_values(prepared: dict) -> dict:
    """Return the values, other than text, of an article as they are kept in the index."""
    values = {}
    for name in STORED_FIELDS:
        value = prepared.get(name)
        if name in _KEPT_AS_GIVEN:
            values[name] = value
        elif value not in (None, "", []):
            values[name] = [_to_term(item) for item in (value if isinstance(value, list) else [value])]
    return values


def _to_term(value) -> str:
    return value.strftime("%Y%m%d").zfill(8) if isinstance(value, date) else str(value)


def _to_date(number: int) -> date | None:
    return date(number // 10_000, number // 100 % 100, number % 100) if number else None


def _count(numbers: Iterable[int], records: Sequence[Record], name: str) -> list[tuple[str, int]]:
    """The values of a facet with their counts, most frequent first."""
    counts: dict[str, int] = {}
    for number in numbers:
        for value in _FACETS[name](records[number]):
            counts[value] = counts.get(value, 0) + 1
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _live_records(reader, records: Sequence[Record]) -> dict[int, Record]:
    return {records[number].pk: records[number] for number in reader.all_doc_ids()}
