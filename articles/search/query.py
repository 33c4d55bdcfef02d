"""The query language: what a reader types, as a small tree of frozen values. Pure; docs/search.md describes it.

    query  := item*                 every item must hold
    item   := unary (OR unary)*     OR joins its two neighbours, closer than a blank does
    unary  := NOT? primary
    primary:= ( query ) | field: unary | "phrase" | word

Nothing is an error: what cannot be read as meant is read as far as it goes, and a Notice says what was done.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce

from articles.search.dates import Days, parse_days
from articles.search.lexer import MINUS, Kind, Lexeme, split_query

MAX_LENGTH = 200
MAX_TERMS = 30
MAX_DEPTH = 8
_WITHOUT_WILDCARDS = str.maketrans("*＊", "  ")
# "湘*" matches; "*", "湘*江*" and "*湘*" do not.
_PREFIX = re.compile(r"(?P<text>[^*＊]+)[*＊]")
_PAGE_DIGITS = 4


class Part(StrEnum):
    """The parts of an article that a word can be asked of."""

    HEADLINE = "headline"
    CROSSHEAD = "crosshead"
    AUTHOR = "author"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Word:
    """A bare term: found where all its words stand, or where it stands literally. `part` None means anywhere."""

    text: str
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """A quoted term: found where it stands literally."""

    text: str
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class Prefix:
    """The beginning of a word: found where a word begins with it, or where it stands literally."""

    text: str
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class OnPage:
    """Articles of a page by its number in the issue."""

    number: int


@dataclass(frozen=True, slots=True)
class PlaceNamed:
    """A place by the name that the reader gave it; resolved to InRegions before the search."""

    name: str


@dataclass(frozen=True, slots=True)
class NewspaperNamed:
    """A newspaper by the name that the reader gave it; resolved to InNewspapers before the search."""

    name: str


@dataclass(frozen=True, slots=True)
class InRegions:
    """Articles that belong to one of these regions or lie within it."""

    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InNewspapers:
    """Articles of one of these newspapers, by code."""

    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """Articles whose issue date is known to lie within these days."""

    days: Days


@dataclass(frozen=True, slots=True)
class All:
    """Every child holds. Without children: every article."""

    children: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one child holds. Without children: no article."""

    children: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class SomeOf:
    """At least one child holds, and the more hold the better. No query of a reader's is read as one: see loosen.py."""

    children: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The child does not hold."""

    child: "Node"


Term = Word | Phrase | Prefix
Node = Term | OnPage | PlaceNamed | NewspaperNamed | InRegions | InNewspapers | Published | All | AnyOf | SomeOf | Not


class NoticeKind(StrEnum):
    """What a reader is told about how the query was read."""

    CUT_LENGTH = "cut_length"
    TOO_MANY_TERMS = "too_many_terms"
    UNBALANCED_QUOTE = "unbalanced_quote"
    UNBALANCED_PARENTHESIS = "unbalanced_parenthesis"
    NO_WILDCARDS = "no_wildcards"
    NO_WORD = "no_word"
    BAD_DATE = "bad_date"
    BAD_PAGE = "bad_page"
    EMPTY_FIELD = "empty_field"
    UNKNOWN_PLACE = "unknown_place"
    AMBIGUOUS_PLACE = "ambiguous_place"
    UNKNOWN_NEWSPAPER = "unknown_newspaper"


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to tell the reader; `text` is the piece of the query, or the limit, that it is about."""

    kind: NoticeKind
    text: str = ""


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A query as it was read; `tree` is None where it asks for nothing."""

    tree: Node | None
    notices: tuple[Notice, ...] = ()


def parse_query(text: str) -> ParsedQuery:
    """Return the tree that `text` means, with notices of all that was left out or read otherwise."""
    notices: list[Notice] = []
    if len(text) > MAX_LENGTH:
        text = text[:MAX_LENGTH]
        notices.append(Notice(NoticeKind.CUT_LENGTH, str(MAX_LENGTH)))
    # Control characters, such as the NUL that databases refuse, separate words.
    text = "".join(" " if unicodedata.category(character) in {"Cc", "Cs"} else character for character in text)
    parser = _Parser(split_query(text), notices)
    children = parser.read_query(depth=0)
    return ParsedQuery(_all_of(children), tuple(dict.fromkeys(notices)))


def rewrite(node: Node, change: Callable[[Node], Node]) -> Node:
    """Return the tree with every leaf replaced by what `change` makes of it."""
    match node:
        case All(children):
            return All(tuple(rewrite(child, change) for child in children))
        case AnyOf(children):
            return AnyOf(tuple(rewrite(child, change) for child in children))
        case SomeOf(children):
            return SomeOf(tuple(rewrite(child, change) for child in children))
        case Not(child):
            return Not(rewrite(child, change))
    return change(node)


def positive_terms(node: Node | None) -> tuple[Term, ...]:
    """The words and phrases that a hit may contain, in the order of the query: what an excerpt marks."""
    match node:
        case All(children) | AnyOf(children) | SomeOf(children):
            return tuple(term for child in children for term in positive_terms(child))
        case Word() | Phrase() | Prefix():
            return (node,)
    return ()


class _Parser:
    """Reads lexemes from left to right. `notices` collects what the reader is to be told."""

    def __init__(self, lexemes: tuple[Lexeme, ...], notices: list[Notice]):
        self._lexemes = lexemes
        self._next = 0
        self._terms = 0
        self._notices = notices

    def read_query(self, depth: int) -> list[Node]:
        children: list[Node] = []
        joining = False
        while (lexeme := self._peek()) is not None:
            if lexeme.kind is Kind.CLOSE:
                self._next += 1
                if depth:
                    return children
                self._notices.append(Notice(NoticeKind.UNBALANCED_PARENTHESIS))
            elif lexeme.kind is Kind.OR:
                self._next += 1
                joining = bool(children)
            elif lexeme.kind is Kind.AND:
                self._next += 1
            elif (node := self._read_unary(depth)) is not None:
                if joining:
                    children[-1] = _any_of(children[-1], node)
                else:
                    children.append(node)
                joining = False
        if depth:
            self._notices.append(Notice(NoticeKind.UNBALANCED_PARENTHESIS))
        return children

    def _peek(self) -> Lexeme | None:
        return self._lexemes[self._next] if self._next < len(self._lexemes) else None

    def _read_unary(self, depth: int) -> Node | None:
        negative = False
        while (lexeme := self._peek()) is not None and lexeme.kind is Kind.NOT:
            negative = not negative
            self._next += 1
        node = self._read_primary(depth)
        return Not(node) if negative and node is not None else node

    def _read_primary(self, depth: int) -> Node | None:
        lexeme = self._peek()
        if lexeme is None or lexeme.kind in {Kind.CLOSE, Kind.OR, Kind.AND, Kind.NOT}:
            return None
        self._next += 1
        match lexeme.kind:
            case Kind.OPEN if depth >= MAX_DEPTH:
                self._notices.append(Notice(NoticeKind.UNBALANCED_PARENTHESIS))
                return None
            case Kind.OPEN:
                return _all_of(self.read_query(depth + 1))
            case Kind.FIELD:
                return self._read_field(lexeme.text, depth)
            case Kind.PHRASE:
                return self._read_phrase(lexeme)
        return self._read_word(lexeme)

    def _read_field(self, field: str, depth: int) -> Node | None:
        node = self._read_unary(depth)
        if node is None:
            self._notices.append(Notice(NoticeKind.EMPTY_FIELD, field))
            return None
        kept = [self._in_field(field, leaf) for leaf in (node.children if isinstance(node, All) else (node,))]
        return _all_of([child for child in kept if child is not None])

    def _in_field(self, field: str, node: Node) -> Node | None:
        """The node asked of a field; None for a date or page that cannot be read."""
        if isinstance(node, AnyOf):
            kept = [child for child in (self._in_field(field, child) for child in node.children) if child is not None]
            return reduce(_any_of, kept) if kept else None
        if isinstance(node, Not):
            child = self._in_field(field, node.child)
            return None if child is None else Not(child)
        if isinstance(node, All):
            return _all_of([child for child in (self._in_field(field, item) for item in node.children) if child])
        if not isinstance(node, Term) or node.part is not None:
            return node
        match field:
            case "date":
                days = parse_days(node.text)
                if days is None:
                    self._notices.append(Notice(NoticeKind.BAD_DATE, node.text))
                return None if days is None else Published(days)
            case "page":
                number = unicodedata.normalize("NFKC", node.text)
                if not number.isdecimal() or len(number) > _PAGE_DIGITS:
                    self._notices.append(Notice(NoticeKind.BAD_PAGE, node.text))
                    return None
                return OnPage(int(number))
            case "region":
                return PlaceNamed(node.text)
            case "newspaper":
                return NewspaperNamed(node.text)
        return type(node)(node.text, Part(field))

    def _read_phrase(self, lexeme: Lexeme) -> Node | None:
        if not lexeme.closed:
            self._notices.append(Notice(NoticeKind.UNBALANCED_QUOTE))
        text = lexeme.text.strip()
        return Phrase(text) if text and self._count_term() else None

    def _read_word(self, lexeme: Lexeme) -> Node | None:
        prefix = _PREFIX.fullmatch(lexeme.text)
        if prefix is not None and any(character.isalnum() for character in prefix["text"]):
            return Prefix(prefix["text"]) if self._count_term() else None
        text = lexeme.text.translate(_WITHOUT_WILDCARDS).strip()
        if text != lexeme.text:
            self._notices.append(Notice(NoticeKind.NO_WILDCARDS))
            text = text.lstrip(MINUS).strip()
        if not any(character.isalnum() for character in text):
            if text:
                self._notices.append(Notice(NoticeKind.NO_WORD, text))
            return None
        return Word(text) if self._count_term() else None

    def _count_term(self) -> bool:
        self._terms += 1
        if self._terms <= MAX_TERMS:
            return True
        self._notices.append(Notice(NoticeKind.TOO_MANY_TERMS, str(MAX_TERMS)))
        return False


def _all_of(children: list[Node]) -> Node | None:
    if not children:
        return None
    return children[0] if len(children) == 1 else All(tuple(children))


def _any_of(left: Node, right: Node) -> Node:
    return AnyOf((*left.children, right)) if isinstance(left, AnyOf) else AnyOf((left, right))
