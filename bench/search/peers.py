"""Which engines are measured, and up to which size."""

from contextlib import suppress
from importlib.metadata import version
from importlib.util import find_spec

from bench.search.engines import Fts5, Ours, Tantivy
from bench.search.plain_whoosh import MAX_SIZE, HaystackWhoosh, PlainWhoosh
from bench.search.postgres import Postgres
from bench.search.xapian_peer import Xapian, load_xapian

OURS = "this engine"
ENGINES = {
    OURS: Ours, "tantivy": Tantivy, "Xapian": Xapian, "SQLite FTS5": Fts5, "PostgreSQL": Postgres,
    "Whoosh": PlainWhoosh, "Haystack + Whoosh": HaystackWhoosh,
}  # fmt: skip
_SLOW = ("Whoosh", "Haystack + Whoosh")


def engine_names(size: int) -> list[str]:
    """Return the engines that are there and bear this many articles; says which are left out."""
    names = list(ENGINES)
    if find_spec("tantivy") is None:
        print("tantivy is left out: it is not installed (bench/requirements.txt).")
        names.remove("tantivy")
    try:
        load_xapian()
    except ImportError as error:
        print(f"Xapian is left out: there is no module for this Python ({error}; Debian: python3-xapian).")
        names.remove("Xapian")
    return [name for name in names if name not in _SLOW or size <= MAX_SIZE]


def versions() -> str:
    """Return the versions of what is measured."""
    import sqlite3

    found = [f"{name} {version(name)}" for name in ("tantivy", "Whoosh", "django-haystack") if find_spec_of(name)]
    with suppress(ImportError):
        found.append(f"Xapian {load_xapian().version_string()}")
    return ", ".join([*found, f"SQLite {sqlite3.sqlite_version}"])


def find_spec_of(distribution: str) -> bool:
    """Return whether a distribution is installed."""
    return find_spec({"django-haystack": "haystack", "Whoosh": "whoosh"}.get(distribution, distribution)) is not None
