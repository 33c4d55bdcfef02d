"""Whoosh as it comes: alone, with a schema as lean as it can be, and behind Haystack's own backend."""

from pathlib import Path

from whoosh import fields, index
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.query import And, AndNot, NumericRange, Or, Phrase, Prefix, Query, Term
from whoosh.sorting import FieldFacet

from articles.models import Article
from articles.search import query as tree
from articles.search.whoosh.analysis import word_tokens
from bench.search.engines import TOP, Answer, Ask, day_number, words_or_text
from bench.search.words import Words, read_words

# Beyond this neither is worth waiting for, nor are hundreds of queries for known articles.
MAX_SIZE = 10_000


class PlainWhoosh:
    """Whoosh's own codec, searcher and BM25F: top 10, exact count, groups by region and year."""

    rounds = 3
    looks_for_known = False

    def build(self, folder: Path, corpus: Path) -> None:
        """Write the index."""
        folder.mkdir(parents=True)
        text = fields.TEXT(analyzer=SpaceSeparatedTokenizer())
        schema = fields.Schema(
            id=fields.STORED, everything=text, headline=fields.TEXT(analyzer=SpaceSeparatedTokenizer()),
            region=fields.ID(sortable=True), day=fields.NUMERIC(int, sortable=True),
            year=fields.NUMERIC(int, sortable=True),
        )  # fmt: skip
        writer = index.create_in(str(folder), schema).writer(limitmb=256)
        for article in read_words(corpus):
            writer.add_document(
                id=article.number, everything=article.everything, headline=article.headline, region=article.region,
                day=article.day, year=article.year,
            )  # fmt: skip
        writer.commit()

    def open(self, folder: Path, ranked: bool = False) -> Ask:
        """Return what answers."""
        searcher = index.open_dir(str(folder)).searcher()

        def ask(node: tree.Node) -> Answer:
            query = _whoosh_query(node)
            facets = {"region": FieldFacet("region"), "year": FieldFacet("year")}
            found = searcher.search(query, limit=TOP, groupedby=facets)
            for name in facets:
                {value: len(group) for value, group in found.groups(name).items()}
            return Answer(len(found), [hit["id"] for hit in found])

        return ask


def _whoosh_query(node: tree.Node) -> Query:
    def inner(child):
        return _whoosh_query(child)

    def term(word: str, part) -> Query:
        if part is tree.Part.HEADLINE:
            return Term("headline", word)
        return Term("everything", word)

    match node:
        case tree.All(children):
            wanted = And([inner(child) for child in children if not isinstance(child, tree.Not)])
            unwanted = [inner(child.child) for child in children if isinstance(child, tree.Not)]
            return AndNot(wanted, Or(unwanted)) if unwanted else wanted
        case tree.AnyOf(children):
            return Or([inner(child) for child in children])
        case tree.Published(days):
            return NumericRange("day", day_number(days.start, 0), day_number(days.end, 99999999))
        case tree.InRegions(values):
            return Or([Term("region", value) for value in values])
        case tree.Word(text, part):
            return And([term(word, part) for word in words_or_text(text)])
        case tree.Phrase(text, part):
            return Phrase(_column(part), word_tokens(text) or [text])
        case tree.Prefix(text, part):
            return Prefix(_column(part), text)
    raise TypeError(node)


def _column(part) -> str:
    return "headline" if part is tree.Part.HEADLINE else "everything"


class HaystackWhoosh:
    """SearchQuerySet over Haystack's Whoosh backend: the first page with its count, facets by region and year."""

    rounds = 3
    looks_for_known = False

    def build(self, folder: Path, corpus: Path) -> None:
        """Write the index in one update: Haystack's takes longer the more there is already."""
        backend = self._backend(folder)
        backend.update(_word_index(), [_row(article) for article in read_words(corpus)])

    def open(self, folder: Path, ranked: bool = False) -> Ask:
        """Return what answers."""
        from haystack.query import SearchQuerySet

        self._backend(folder)

        def ask(node: tree.Node) -> Answer:
            found = SearchQuerySet(using="bench").filter(_conditions(node)).facet("region").facet("year")
            page = found[:TOP]
            found.facet_counts()
            return Answer(found.count(), [int(hit.pk) for hit in page])

        return ask

    @staticmethod
    def _backend(folder: Path):
        from haystack import connections
        from haystack.utils.loading import UnifiedIndex

        connections.connections_info["bench"] = {
            "ENGINE": "haystack.backends.whoosh_backend.WhooshEngine", "PATH": str(folder), "SILENTLY_FAIL": False,
        }  # fmt: skip
        unified = UnifiedIndex()
        unified.build(indexes=[_word_index()])
        connections["bench"]._index = unified
        return connections["bench"].get_backend()


def _word_index():
    from haystack import indexes

    class WordIndex(indexes.SearchIndex, indexes.Indexable):
        """Articles as words between blanks."""

        text = indexes.CharField(document=True, model_attr="words")
        headline = indexes.CharField(model_attr="headline")
        region = indexes.CharField(model_attr="region_code")
        day = indexes.IntegerField(model_attr="day")
        year = indexes.IntegerField(model_attr="year")

        def get_model(self):
            return Article

    return WordIndex()


def _row(words: Words) -> Article:
    article = Article(pk=words.number, headline=words.headline)
    article.words, article.region_code, article.day, article.year = (
        words.everything, words.region, words.day, words.year,
    )  # fmt: skip
    return article


def _conditions(node: tree.Node):
    from functools import reduce
    from operator import and_, or_

    from haystack.inputs import Exact
    from haystack.query import SQ

    def inner(child):
        return _conditions(child)

    def column(part) -> str:
        return "headline" if part is tree.Part.HEADLINE else "content"

    match node:
        case tree.All(children):
            return reduce(and_, map(inner, children))
        case tree.AnyOf(children):
            return reduce(or_, map(inner, children))
        case tree.Not(child):
            return ~inner(child)
        case tree.Published(days):
            return SQ(day__gte=day_number(days.start, 0)) & SQ(day__lte=day_number(days.end, 99999999))
        case tree.InRegions(values):
            return SQ(region__in=list(values))
        case tree.Word(text, part):
            return reduce(and_, [SQ(**{column(part): word}) for word in words_or_text(text)])
        case tree.Phrase(text, part):
            return SQ(**{column(part): Exact(" ".join(word_tokens(text) or [text]))})
        case tree.Prefix(text, part):
            return SQ(**{f"{column(part)}__startswith": text})
    raise TypeError(node)
