"""Xapian, with the module that Debian ships (python3-xapian): there is no wheel of it for these versions of Python."""

import importlib.util
import sys
from pathlib import Path

from articles.search import query as tree
from articles.search.whoosh.analysis import word_tokens
from bench.search.engines import TOP, Answer, Ask, day_number, words_or_text
from bench.search.words import read_words

_DEBIAN = Path("/usr/lib/python3/dist-packages/xapian/__init__.py")


def load_xapian():
    """Return Debian's module where it is there and made for this Python; raises ImportError."""
    if "xapian" not in sys.modules:
        spec = importlib.util.spec_from_file_location(
            "xapian", _DEBIAN, submodule_search_locations=[str(_DEBIAN.parent)]
        )
        if spec is None or spec.loader is None or not _DEBIAN.exists():
            raise ImportError("python3-xapian is not installed")
        module = importlib.util.module_from_spec(spec)
        sys.modules["xapian"] = module
        try:
            spec.loader.exec_module(module)
        except BaseException:
            del sys.modules["xapian"]
            raise
    return sys.modules["xapian"]


class Xapian:
    """Top 10 by BM25, exact count, counts by region and year in the same pass."""

    def build(self, folder: Path, corpus: Path) -> None:
        """Write the database, and make it compact."""
        xapian = load_xapian()
        folder.mkdir(parents=True)
        database = xapian.WritableDatabase(str(folder / "loose"), xapian.DB_CREATE_OR_OPEN)
        for article in read_words(corpus):
            document = xapian.Document()
            for prefix, text in (("", article.everything), ("XH", article.headline)):
                for position, word in enumerate(text.split(), start=1):
                    document.add_posting(prefix + word, position)
            document.add_boolean_term("XR" + article.region)
            document.add_value(0, xapian.sortable_serialise(article.day))
            document.add_value(1, str(article.year))
            document.add_value(2, article.region)
            document.set_data(str(article.number))
            database.add_document(document)
        database.commit()
        database.compact(str(folder / "compact"))
        database.close()
        for path in (folder / "loose").iterdir():
            path.unlink()

    def open(self, folder: Path, ranked: bool = False) -> Ask:
        """Return what answers."""
        xapian = load_xapian()
        database = xapian.Database(str(folder / "compact"))
        size = database.get_doccount()

        def ask(node: tree.Node) -> Answer:
            query = self._query(xapian, node, ranked)
            enquire = xapian.Enquire(database)
            enquire.set_weighting_scheme(xapian.BM25Weight(1.2, 0, 1, 0.75, 0.5))
            enquire.set_query(query)
            spies = [xapian.ValueCountMatchSpy(1), xapian.ValueCountMatchSpy(2)]
            for spy in spies:
                enquire.add_matchspy(spy)
            found = enquire.get_mset(0, TOP, size)
            numbers = [int(hit.document.get_data()) for hit in found]
            for spy in spies:
                {item.term: item.termfreq for item in spy.values()}
            return Answer(found.get_matches_estimated(), numbers)

        return ask

    def _query(self, xapian, node: tree.Node, ranked: bool):
        kind = xapian.Query

        def inner(child):
            return self._query(xapian, child, ranked)

        def term(word: str, part):
            if part is tree.Part.HEADLINE:
                return kind("XH" + word)
            plain = kind(word)
            if not ranked:
                return plain
            return kind(kind.OP_AND_MAYBE, plain, kind(kind.OP_SCALE_WEIGHT, kind("XH" + word), 4.0))

        match node:
            case tree.All(children):
                wanted = [inner(child) for child in children if not isinstance(child, tree.Not)]
                query = kind(kind.OP_AND, wanted)
                for child in children:
                    if isinstance(child, tree.Not):
                        query = kind(kind.OP_AND_NOT, query, inner(child.child))
                return query
            case tree.AnyOf(children):
                return kind(kind.OP_OR, [inner(child) for child in children])
            case tree.Published(days):
                first, last = day_number(days.start, 0), day_number(days.end, 99999999)
                span = kind(
                    kind.OP_VALUE_RANGE, 0, xapian.sortable_serialise(first), xapian.sortable_serialise(last)
                )  # fmt: skip
                return kind(kind.OP_SCALE_WEIGHT, span, 0.0)
            case tree.InRegions(values):
                return kind(kind.OP_SCALE_WEIGHT, kind(kind.OP_OR, [kind("XR" + value) for value in values]), 0.0)
            case tree.Word(text, part):
                return kind(kind.OP_AND, [term(word, part) for word in words_or_text(text)])
            case tree.Phrase(text, part):
                prefix = "XH" if part is tree.Part.HEADLINE else ""
                words = word_tokens(text) or [text]
                return kind(kind.OP_PHRASE, [prefix + word for word in words], len(words))
            case tree.Prefix(text, part):
                prefix = "XH" if part is tree.Part.HEADLINE else ""
                return kind(kind.OP_WILDCARD, prefix + text, 0, kind.WILDCARD_LIMIT_ERROR, kind.OP_SYNONYM)
        raise TypeError(node)
