"""The archive's engine for django-haystack: Whoosh's files, locks and readers, with exact answers.

Haystack's commands and SearchQuerySet work over it; the site itself asks through `find`. It differs from Haystack's own
Whoosh backend where that one goes wrong: no text is stored, there is no query on django_ct before each search, totals
and facets are exact, one-character queries find, writers wait for each other, and clearing puts an empty index in the
place of the old one instead of taking files away under the readers.
"""

from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

from haystack.backends import BaseEngine, BaseSearchBackend, log_query
from haystack.constants import DJANGO_CT, DJANGO_ID, ID
from haystack.exceptions import SearchBackendError, SkipDocument
from haystack.models import SearchResult
from haystack.utils import get_identifier, get_model_ct
from whoosh.query import And, Or, Query, Term

from articles.search.engine import FACETS, Find, Found
from articles.search.errors import IndexMissingError
from articles.search.whoosh.background import merge_once
from articles.search.whoosh.evaluate import Unscored
from articles.search.whoosh.find import Hit, count_values, find, match, order_hits
from articles.search.whoosh.generations import IndexFolder
from articles.search.whoosh.haystack_query import ArchiveSearchQuery, compile_text, read_order
from articles.search.whoosh.records import Record, read_record
from articles.search.whoosh.schema import PART_WEIGHTS, STORED_FIELDS, build_schema, characters_field
from articles.search.whoosh.snapshots import Snapshot, Snapshots
from articles.search.whoosh.writer import GenerationWriter

# Seconds that a writer waits for another before it gives up with IndexLockedError.
LOCK_TIMEOUT = 30.0
# After every day, for the key of the archive's order.
_LAST_DAY = 99_999_999
# Values of fields other than text are lists of strings in the index, and these as they are.
_KEPT_AS_GIVEN = ("rank", "stamp")


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
        return self.snapshots.read(lambda snapshot: find(snapshot.state, wanted))

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
        result_class=None, date_facets=None, query_facets=None, highlight=False, **kwargs,
    ):  # fmt: skip
        """Answer a SearchQuerySet: a query in the archive's language, or a tree of Whoosh's.

        Raises SearchBackendError for what this engine does not do: date and query facets, highlighting.
        """
        if date_facets or query_facets or highlight:
            raise SearchBackendError("This engine has no date facets, query facets or highlighting.")
        unknown = set(facets or ()) - set(FACETS)
        if unknown:
            raise SearchBackendError(f"No facets by {', '.join(sorted(unknown))}: there are {', '.join(FACETS)}.")
        order = read_order(sort_by)
        queries = [query if isinstance(query, Query) else compile_text(query)]
        queries += [Unscored(compile_text(narrow)) for narrow in narrow_queries or ()]
        if models:
            queries.append(Unscored(Or([Term(DJANGO_CT, get_model_ct(model)) for model in models])))

        def work(snapshot: Snapshot) -> dict:
            state = snapshot.state
            matched = match(state, And(queries))
            total = sum(len(part.ids) for part in matched)
            hits = order_hits(state, matched, order, total if end_offset is None else end_offset)
            counts = {
                name: sorted(count_values(state, matched, name).items(), key=lambda item: (-item[1], item[0]))
                for name in facets or ()
            }
            return {
                "results": [_result(hit, result_class or SearchResult) for hit in hits[start_offset or 0 :]],
                "hits": total,
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


class ArchiveWhooshEngine(BaseEngine):
    """The engine's name in HAYSTACK_CONNECTIONS."""

    backend = ArchiveSearchBackend
    query = ArchiveSearchQuery


def build_document(index, article) -> dict | None:
    """Return what the writer takes of an article; None where its index wants it left out."""
    try:
        return build_prepared(index.full_prepare(article))
    except SkipDocument:
        return None


def build_prepared(prepared: dict) -> dict:
    """Return what the writer takes of an article's prepared values."""
    document = {name: [prepared[name]] for name in (ID, DJANGO_CT, DJANGO_ID)}
    for part in PART_WEIGHTS:
        if prepared[part]:
            document[part] = document[characters_field(part)] = prepared[part]
    document.update(build_values(prepared))
    document["order"] = _order(prepared)
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


def _order(prepared: dict) -> tuple[int, str]:
    """The day, 0 where none is known, and the key by which articles stand newest first, then as on the page."""
    day = int(_to_term(prepared["date"])) if prepared.get("date") else 0
    newspaper, page_no, dump, order_no = prepared["rank"]
    return day, f"{_LAST_DAY - day:08d}{newspaper}\0{page_no:07d}\0{dump}\0{order_no:06d}"


def _result(hit: Hit, result_class):
    stored = hit.stored()
    record = read_record(stored)
    app_label, model_name = stored[DJANGO_CT][0].split(".")
    values = {
        "id": stored[ID][0],
        "public_id": record.public_id,
        "region": list(record.regions),
        "newspaper": record.newspaper,
        "year": int(record.year) if record.year else None,
        "date": _to_date(record.date),
        "date_end": _to_date(record.date_end),
    }
    return result_class(app_label, model_name, stored[DJANGO_ID][0], hit.score, **values)


def _live_records(reader) -> dict[int, Record]:
    records = map(read_record, reader.all_stored_fields())
    return {record.pk: record for record in records}
