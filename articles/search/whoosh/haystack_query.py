"""SearchQuerySet's conditions as Whoosh queries. Text given to it is read in the archive's own query language."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.tree import Node
from haystack import inputs as haystack_inputs
from haystack.backends import BaseSearchQuery
from haystack.constants import DJANGO_CT, DJANGO_ID, ID
from haystack.exceptions import SearchBackendError
from haystack.inputs import AltParser, AutoQuery, BaseInput, Exact, Raw
from whoosh.query import And, AndMaybe, Not, NullQuery, Or, Prefix, Query, Term, TermRange

from articles.search import query as tree
from articles.search.dates import Days, parse_days
from articles.search.query_text import format_query
from articles.search.whoosh.compile import EVERYTHING, any_term, compile_query
from articles.search.whoosh.evaluate import Unscored
from articles.search.whoosh.schema import FILTER_FIELDS

# The fields of a query that are no text: they add nothing to scores.
_EXACT_FIELDS = (*FILTER_FIELDS, ID, DJANGO_CT, DJANGO_ID)
# "text" is Haystack's name for the whole of an article.
_TEXT_FIELDS: dict[str, tree.Part | None] = {**{part.value: part for part in tree.Part}, "content": None, "text": None}
# Fields whose values sort as text in the order that they mean.
_RANGE_FIELDS = ("date", "date_end", "year", "month", "region", "newspaper", "form", "public_id")
# region_exact:"430900", as FacetedSearchForm narrows; not region:(a OR b), which is the archive's language.
_NARROW_VALUE = re.compile(r'(?P<field>[a-z_]+?)(?:_exact)?:(?:"(?P<quoted>[^"]*)"|(?P<plain>[\w./-]+))')


def compile_text(text: str) -> Query:
    """Return the Whoosh query of text in the archive's language; "*" asks for everything.

    Places and newspapers are codes here (region:430900): names need the database, which the site's own search asks.
    """
    if text == "*":
        return EVERYTHING
    parsed = tree.parse_query(text).tree
    return compile_query(tree.rewrite(parsed, _take_as_code)) if parsed is not None else EVERYTHING


def compile_narrow(text: str) -> Query:
    """Return the Whoosh query of what SearchQuerySet.narrow was given: one value of a field, or the archive's language.

    A date is read in the language, which knows years and months.
    """
    value = _NARROW_VALUE.fullmatch(text)
    if value is None or value["field"] not in _EXACT_FIELDS or value["field"] == "date":
        return compile_text(text)
    return _exact(value["field"], "exact", value["plain"] if value["quoted"] is None else value["quoted"])


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
        """Return what the backend's search takes; to mark text and to mend its spelling it needs the terms besides."""
        params = super().build_params(*args, **kwargs)
        # It is in the query already.
        params.pop("boost", None)
        terms = asked_terms(self.query_filter)
        if self.highlight:
            params["terms"] = terms
        if self.backend.include_spelling and terms:
            params.setdefault("spelling_query", format_query(tree.All(tuple(terms)) if len(terms) > 1 else terms[0]))
        return params

    def build_query(self) -> Query:
        """Return the query of all conditions. Raises SearchBackendError for what is not done: distances, statistics."""
        if self.stats or self.within or self.dwithin or self.distance_point:
            raise SearchBackendError("This engine has no statistics and no distances.")
        query = self._compile(self.query_filter) if self.query_filter else EVERYTHING
        for text, boost in self.boost.items():
            # Articles with the term come first. Or of one would take no notice of its boost.
            query = AndMaybe(query, Or([_words(str(text), None), NullQuery], boost=float(boost)))
        return query

    def build_query_fragment(self, field: str, filter_type: str, value: Any) -> str:
        """Return one condition as text in the archive's language, for `narrow` with an SQ.

        Raises SearchBackendError for a condition that the language cannot say.
        """
        text = value.query_string if isinstance(value, BaseInput) else value
        match field, filter_type:
            case "region", "content" | "exact":
                return format_query(tree.PlaceNamed(str(text)))
            case "newspaper", "content" | "exact":
                return format_query(tree.NewspaperNamed(str(text)))
            case (("date" | "year"), _) if (days := _days(filter_type, text)) is not None:
                return format_query(tree.Published(days))
        if field in _TEXT_FIELDS and filter_type in {"content", "contains", "exact", "startswith"}:
            part = _TEXT_FIELDS[field]
            if isinstance(value, Raw | AutoQuery) and part is None:
                return f"({text})"
            if filter_type in {"exact", "contains"} or isinstance(value, Exact):
                return format_query(tree.Phrase(str(text), part))
            kind = tree.Prefix if filter_type == "startswith" else tree.Word
            return " ".join(format_query(kind(word, part)) for word in str(text).split())
        raise SearchBackendError(f"narrow() cannot take {field}__{filter_type}: use filter().")

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
            case _, AltParser():
                raise SearchBackendError("This engine has one query language and no other parsers.")
            case "in", _:
                return Or([_phrase(str(item), part) for item in value]) if value else NullQuery
            case "content" | "contains" | "exact", Exact():
                return _phrase(value.query_string, part)
            case "content" | "contains", AutoQuery() | Raw():
                return _parsed(value.query_string, part)
            case "content" | "contains", haystack_inputs.Not():
                return Unscored(Not(_words(value.query_string, part)))
            case "content", _:
                return _words(str(value), part)
            case "contains", _:
                return _each(str(value), lambda word: tree.Phrase(word, part))
            case "startswith", _:
                return _each(str(value), lambda word: tree.Prefix(word, part))
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
    return _each(text, lambda word: tree.Word(word, part))


def _each(text: str, make: Callable[[str], tree.Node]) -> Query:
    """What stands for each of the words between blanks; nothing where there is none."""
    return compile_query(tree.All(tuple(map(make, text.split())))) if text.strip() else NullQuery


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
    if filter_type == "startswith":
        return Unscored(Prefix(field, _term(value)))
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


def _days(filter_type: str, value) -> Days | None:
    """The days that a condition on the date, or the year, asks for; None for one that is not done."""
    start, end = value if filter_type == "range" else (value, value)
    spans = [Days(one, one) if isinstance(one, date) else parse_days(str(one)) for one in (start, end)]
    match filter_type, spans:
        case (("content" | "exact" | "range"), [Days(first, _), Days(_, last)]):
            return Days(first, last)
        case "gte", [Days(first, _), _]:
            return Days(first, None)
        case "lte", [Days(_, last), _]:
            return Days(None, last)
    return None


def _term(value) -> str:
    return value.strftime("%Y%m%d").zfill(8) if isinstance(value, date) else str(value)
