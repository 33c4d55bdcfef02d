"""SearchQuerySet's conditions as Whoosh queries. Text given to it is read in the archive's own query language."""

from collections.abc import Iterable
from datetime import date

from django.utils.tree import Node
from haystack import inputs as haystack_inputs
from haystack.backends import BaseSearchQuery
from haystack.constants import DJANGO_CT, DJANGO_ID, ID
from haystack.exceptions import SearchBackendError
from haystack.inputs import AutoQuery, BaseInput, Exact, Raw
from whoosh.query import And, Not, NullQuery, Or, Query, Term, TermRange

from articles.search import query as tree
from articles.search.request import Sort
from articles.search.whoosh.compile import EVERYTHING, any_term, compile_query
from articles.search.whoosh.evaluate import Unscored
from articles.search.whoosh.schema import FILTER_FIELDS

# The fields of a query that are no text: they add nothing to scores.
_EXACT_FIELDS = (*FILTER_FIELDS, ID, DJANGO_CT, DJANGO_ID)
# "text" is Haystack's name for the whole of an article.
_TEXT_FIELDS: dict[str, tree.Part | None] = {**{part.value: part for part in tree.Part}, "content": None, "text": None}
_RANGE_FIELDS = ("date", "date_end", "year")
# The orders that SearchQuerySet.order_by takes, besides relevance.
_ORDERS = {"date": Sort.OLDEST, "-date": Sort.NEWEST}


def compile_text(text: str) -> Query:
    """Return the Whoosh query of text in the archive's language; "*" asks for everything.

    Places and newspapers are codes here (region:430900): names need the database, which the site's own search asks.
    """
    if text == "*":
        return EVERYTHING
    parsed = tree.parse_query(text).tree
    return compile_query(tree.rewrite(parsed, _take_as_code)) if parsed is not None else EVERYTHING


def read_order(sort_by: Iterable[str] | None) -> Sort:
    """Return the order that a SearchQuerySet asks for. Raises SearchBackendError for one there is not."""
    orders = list(sort_by or ())
    if not orders:
        return Sort.RELEVANCE
    if len(orders) > 1 or orders[0] not in _ORDERS:
        raise SearchBackendError(f"No order by {', '.join(orders)}: there are {', '.join(_ORDERS)}.")
    return _ORDERS[orders[0]]


def compile_facet(field: str, value) -> Query:
    """Return the Whoosh query of one value, or text, that a SearchQuerySet asks the count of."""
    if field in _EXACT_FIELDS:
        return _exact(field, "exact", value)
    if field in _TEXT_FIELDS:
        return Unscored(_parsed(str(value), _TEXT_FIELDS[field]))
    raise SearchBackendError(f"The index has no field {field}.")


def asked_terms(node) -> list[tree.Term]:
    """Return the words and phrases of all conditions that are not excluded: what is marked in a result."""
    terms: list[tree.Term] = []
    if node.negated:
        return terms
    for child in node.children:
        if isinstance(child, Node):
            terms += asked_terms(child)
            continue
        expression, value = child
        if expression.partition("__")[0] in _TEXT_FIELDS and not isinstance(value, haystack_inputs.Not):
            text = value.query_string if isinstance(value, BaseInput) else str(value)
            terms += tree.positive_terms(tree.parse_query(text).tree)
    return terms


class ArchiveSearchQuery(BaseSearchQuery):
    """Builds trees where Haystack's other engines build strings, so that no text is ever read as an operator."""

    def __str__(self):
        return str(self.build_query())

    def build_params(self, *args, **kwargs):
        """Return what the backend's search takes; to mark text it needs the terms besides."""
        params = super().build_params(*args, **kwargs)
        if self.highlight:
            params["terms"] = asked_terms(self.query_filter)
        return params

    def build_query(self) -> Query:
        """Return the query of all conditions. Raises SearchBackendError for a boost, which is not done."""
        if self.boost:
            raise SearchBackendError("This engine has no boosts at query time.")
        return self._compile(self.query_filter) if self.query_filter else EVERYTHING

    def _compile(self, node) -> Query:
        children = [
            self._compile(child) if isinstance(child, Node) else self._leaf(*child)  # a condition is a pair
            for child in node.children
        ]
        joined = Or(children) if node.connector == "OR" else And(children)
        return Unscored(Not(joined)) if node.negated else joined

    def _leaf(self, expression: str, value) -> Query:
        field, filter_type = self.query_filter.split_expression(expression)
        field = DJANGO_ID if field == "pk" else field
        if field in _EXACT_FIELDS:
            return _exact(field, filter_type, value.query_string if isinstance(value, BaseInput) else value)
        if field not in _TEXT_FIELDS:
            raise SearchBackendError(f"The index has no field {field}.")
        part = _TEXT_FIELDS[field]
        match filter_type, value:
            case "in", _:
                return Or([_phrase(str(item), part) for item in value]) if value else NullQuery
            case "content" | "contains" | "exact", Exact():
                return _phrase(value.query_string, part)
            case "content" | "contains", AutoQuery() | Raw():
                return _parsed(value.query_string, part)
            case "content" | "contains", haystack_inputs.Not():
                return Unscored(Not(_words(value.query_string, part)))
            case "content" | "contains", _:
                return _words(str(value), part)
            case "exact", _:
                return _phrase(str(value), part)
        raise SearchBackendError(f"{field}__{filter_type} is not done by this engine.")


def _parsed(text: str, part: tree.Part | None) -> Query:
    parsed = tree.parse_query(text).tree
    if parsed is None:
        return EVERYTHING
    return compile_query(tree.rewrite(parsed, lambda leaf: _take_as_code(_within(leaf, part))))


def _phrase(text: str, part: tree.Part | None) -> Query:
    return compile_query(tree.Phrase(text, part))


def _words(text: str, part: tree.Part | None) -> Query:
    return compile_query(tree.All(tuple(tree.Word(word, part) for word in text.split())))


def _within(leaf: tree.Node, part: tree.Part | None) -> tree.Node:
    return type(leaf)(leaf.text, leaf.part or part) if isinstance(leaf, tree.Term) else leaf


def _take_as_code(leaf: tree.Node) -> tree.Node:
    match leaf:
        case tree.PlaceNamed(name):
            return tree.InRegions((name,))
        case tree.NewspaperNamed(name):
            return tree.InNewspapers((name,))
    return leaf


def _exact(field: str, filter_type: str, value) -> Query:
    if filter_type in {"content", "exact", "contains"}:
        return Unscored(Term(field, _term(value)))
    if filter_type == "in":
        return any_term(field, tuple(_term(item) for item in value))
    if field in _RANGE_FIELDS:
        match filter_type:
            case "gt":
                return Unscored(TermRange(field, _term(value), None, startexcl=True))
            case "gte":
                return Unscored(TermRange(field, _term(value), None))
            case "lt":
                return Unscored(TermRange(field, None, _term(value), endexcl=True))
            case "lte":
                return Unscored(TermRange(field, None, _term(value)))
            case "range":
                return Unscored(TermRange(field, _term(value[0]), _term(value[1])))
    raise SearchBackendError(f"{field}__{filter_type} is not done by this engine.")


def _term(value) -> str:
    return value.strftime("%Y%m%d").zfill(8) if isinstance(value, date) else str(value)
