"""Query trees as text that is read back as the same tree. Pure."""

from datetime import date

from articles.search.query import (
    All,
    AnyOf,
    InNewspapers,
    InRegions,
    NewspaperNamed,
    Node,
    Not,
    OnPage,
    Part,
    Phrase,
    PlaceNamed,
    Prefix,
    Published,
    Word,
    parse_query,
)

_FIELD_WORDS = {Part.HEADLINE: "标题:", Part.CROSSHEAD: "小标题:", Part.AUTHOR: "作者:", Part.TEXT: "正文:"}
# Pairs of quotation marks with all that would close the first.
_QUOTES = (('"', '"', '"＂“”'), ("「", "」", "」"), ("『", "』", "』"), ("﹁", "﹂", "﹂"))


def format_query(node: Node | None) -> str:
    """Return a query that `parse_query` reads as this tree, which is one that it can give; "" for None."""
    match node:
        case None:
            return ""
        case All(children):
            return " ".join(_inner(child, All) for child in children)
        case AnyOf(children):
            return " 或 ".join(_inner(child, All, AnyOf) for child in children)
        case Not(child):
            return "-" + _inner(child, All, AnyOf, Not)
        case Word(text, part):
            return _field(part) + _word(text, part)
        case Prefix(text, part):
            return f"{_field(part)}{text}*"
        case Phrase(text, part):
            return _field(part) + _quoted(text)
        case OnPage(number):
            return f"版:{number}"
        case PlaceNamed(name):
            return f"地区:{_quoted(name)}"
        case NewspaperNamed(name):
            return f"报纸:{_quoted(name)}"
        case InRegions(values):
            return "地区:(" + " 或 ".join(map(_quoted, values)) + ")"
        case InNewspapers(codes):
            return "报纸:(" + " 或 ".join(map(_quoted, codes)) + ")"
        case Published(days):
            return f"日期:{_day(days.start)}..{_day(days.end)}"
    raise TypeError(f"{node!r} is no query.")


def _inner(node: Node, *bracketed: type) -> str:
    text = format_query(node)
    return f"({text})" if isinstance(node, bracketed) else text


def _field(part: Part | None) -> str:
    return "" if part is None else _FIELD_WORDS[part]


def _word(text: str, part: Part | None) -> str:
    """The word as it was typed: a blank within it was an asterisk, and so is one before what is no word otherwise.

    It is tried between other words, since what stands alone as a word, OR for one, can join them there.
    """
    plain = text.replace(" ", "*")
    among = All((Word("1"), Word(text, part), Word("2")))
    return plain if parse_query(f"1 {_field(part)}{plain} 2").tree == among else f"*{plain}"


def _quoted(text: str) -> str:
    opening, closing = next(
        ((opening, closing) for opening, closing, closers in _QUOTES if not set(closers) & set(text)), _QUOTES[0][:2]
    )
    return f"{opening}{text}{closing}"


def _day(day: date | None) -> str:
    return "" if day is None else f"{day.year:04d}-{day:%m-%d}"
