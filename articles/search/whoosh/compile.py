"""The archive's query trees as Whoosh's. Pure but for the segmentation of words."""

from datetime import date

from whoosh.query import And, Every, Not, NullQuery, Or, Prefix, Query, Term, TermRange

from articles.search import query as tree
from articles.search.request import MatchKind
from articles.search.whoosh.analysis import query_characters, query_words
from articles.search.whoosh.evaluate import MostOf, Unscored
from articles.search.whoosh.phrase import ExactPhrase
from articles.search.whoosh.schema import ASKED_PARTS, PART_WEIGHTS, characters_field
from articles.text.fold import fold

EVERYTHING = Unscored(Every())


def compile_query(node: tree.Node | None, kind: MatchKind | None = None) -> Query:
    """Return the Whoosh query of a tree whose places and newspapers are resolved; None asks for every article.

    With a `kind`, EXACT or WORDS, it finds only those articles that hold the bare terms in this way; what is excluded
    stays excluded in whatever way it is held.
    """
    match node:
        case None:
            return EVERYTHING
        case tree.All(children):
            return And([compile_query(child, kind) for child in children]) if children else EVERYTHING
        case tree.AnyOf(children):
            return Or([compile_query(child, kind) for child in children]) if children else NullQuery
        case tree.SomeOf(children):
            return MostOf([compile_query(child, kind) for child in children]) if children else NullQuery
        case tree.Not(child):
            return Unscored(Not(compile_query(child)))
        case tree.Phrase(text, part):
            return _literal(text, part)
        case tree.Word(text, part):
            return _word(text, part, kind)
        case tree.Prefix(text, part):
            return _prefix(text, part)
        case tree.OnPage(number):
            return any_term("page", (str(number),))
        case tree.Published(days):
            return _published(days.start, days.end)
        case tree.InRegions(values):
            return any_term("region", values)
        case tree.InNewspapers(codes):
            return any_term("newspaper", codes)
    raise UnresolvedNodeError(f"{node!r} must be resolved before it is searched for.")


class UnresolvedNodeError(TypeError):
    """A tree still names a place or newspaper instead of saying which."""


def any_term(field: str, values: tuple[str, ...]) -> Query:
    """Return the query for documents with one of these exact values in a field. It adds nothing to scores."""
    if not values:
        return NullQuery
    return Unscored(Or([Term(field, value) for value in values]))


def _published(start: date | None, end: date | None) -> Query:
    """Every day on which an article may have appeared lies within: its first day and its last."""
    first, last = (start or date.min).strftime("%Y%m%d"), (end or date.max).strftime("%Y%m%d")
    return Unscored(And([TermRange("date", first.zfill(8), None), TermRange("date_end", None, last.zfill(8))]))


def _literal(text: str, part: str | None) -> Query:
    characters = query_characters(text)
    if not characters:
        return NullQuery
    return Or([
        ExactPhrase(characters_field(name), characters, length_field=name, boost=PART_WEIGHTS[name])
        for name in ASKED_PARTS[part]
    ])  # fmt: skip


def _prefix(text: str, part: str | None) -> Query:
    start = fold(text).text.strip()
    begun = [Prefix(name, start, boost=PART_WEIGHTS[name]) for name in ASKED_PARTS[part]]
    return Or([*begun, _literal(text, part)])


def _word(text: str, part: str | None, kind: MatchKind | None) -> Query:
    words = tuple(dict.fromkeys(query_words(text)))
    literal = _literal(text, part)
    if not words:
        return literal
    parts = ASKED_PARTS[part]
    every_word = And([Or([Term(name, word, boost=PART_WEIGHTS[name]) for name in parts]) for word in words])
    match kind:
        case MatchKind.EXACT:
            return And([every_word, literal])
        case MatchKind.WORDS:
            return every_word
    return Or([every_word, literal])
