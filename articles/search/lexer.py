"""A query cut into the pieces that its grammar knows. Pure."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of piece."""

    WORD = "word"
    PHRASE = "phrase"
    FIELD = "field"
    OPEN = "open"
    CLOSE = "close"
    AND = "and"
    OR = "or"
    NOT = "not"


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A piece of a query. `text` is a word (an operator's too), what stands between quotes, or a field's own name."""

    kind: Kind
    text: str = ""
    closed: bool = True


# The words that name a field, before a colon of either width, and the field they name.
FIELD_WORDS = {
    "标题": "headline", "標題": "headline", "题名": "headline", "headline": "headline", "title": "headline",
    "小标题": "crosshead", "小標題": "crosshead", "crosshead": "crosshead",
    "作者": "author", "署名": "author", "author": "author", "byline": "author",
    "地区": "region", "地區": "region", "地方": "region", "region": "region", "place": "region",
    "日期": "date", "date": "date",
    "正文": "text", "text": "text", "body": "text",
    "版": "page", "版次": "page", "page": "page",
    "报纸": "newspaper", "報紙": "newspaper", "newspaper": "newspaper", "paper": "newspaper",
}  # fmt: skip
# Words that are operators where they stand alone.
_OPERATOR_WORDS = {"OR": Kind.OR, "或": Kind.OR, "NOT": Kind.NOT, "非": Kind.NOT, "AND": Kind.AND, "&": Kind.AND,
                   "＆": Kind.AND, "&&": Kind.AND}  # fmt: skip
_OPERATORS = frozenset(_OPERATOR_WORDS.values())
_SIGNS = {"(": Kind.OPEN, "（": Kind.OPEN, ")": Kind.CLOSE, "）": Kind.CLOSE, "|": Kind.OR, "｜": Kind.OR}
# What excludes the term that it stands before.
MINUS = "-－﹣−"
_COLON = ":：﹕"
# What opens a phrase, and all that closes it.
_QUOTES = {'"': '"＂“”', "＂": '"＂“”', "“": '"＂“”', "”": '"＂“”', "「": "」", "『": "』", "﹁": "﹂"}
_STRAY_CLOSERS = "」』﹂"
_ENDS_PHRASE = "".join(_QUOTES.values())


def split_query(text: str) -> tuple[Lexeme, ...]:
    """Return the pieces of a query, in order. Every character that is no white space belongs to one."""
    lexemes: list[Lexeme] = []
    position = 0
    while position < len(text):
        character = text[position]
        if character.isspace():
            position += 1
        elif character in _SIGNS:
            lexemes.append(Lexeme(_SIGNS[character]))
            position += 1
        elif character in _QUOTES:
            lexeme, position = _read_phrase(text, position)
            lexemes.append(lexeme)
        elif character in _STRAY_CLOSERS:
            lexemes.append(Lexeme(Kind.PHRASE, closed=False))
            position += 1
        elif character in MINUS and _is_excluding(text, position):
            lexemes.append(Lexeme(Kind.NOT))
            position += 1
        else:
            lexeme, position = _read_word(text, position)
            lexemes.append(lexeme)
    if all(lexeme.kind in _OPERATORS and lexeme.text for lexeme in lexemes):
        # 非 alone is asked as a word: there is nothing to operate on.
        return tuple(Lexeme(Kind.WORD, lexeme.text) for lexeme in lexemes)
    return tuple(lexemes)


def _is_excluding(text: str, position: int) -> bool:
    """True where a minus stands before a term, not inside of one and not alone."""
    before = text[position - 1] if position else " "
    after = text[position + 1] if position + 1 < len(text) else " "
    opens = before.isspace() or before in _SIGNS or before in _ENDS_PHRASE or before in MINUS or before in _COLON
    return opens and not after.isspace()


def _read_phrase(text: str, position: int) -> tuple[Lexeme, int]:
    closers = _QUOTES[text[position]]
    end = next((index for index in range(position + 1, len(text)) if text[index] in closers), None)
    if end is None:
        return Lexeme(Kind.PHRASE, text[position + 1 :], closed=False), len(text)
    return Lexeme(Kind.PHRASE, text[position + 1 : end]), end + 1


def _read_word(text: str, position: int) -> tuple[Lexeme, int]:
    end = position
    while end < len(text):
        character = text[end]
        if character.isspace() or character in _SIGNS or character in _QUOTES or character in _STRAY_CLOSERS:
            break
        if character in _COLON:
            word = unicodedata.normalize("NFKC", text[position:end]).lower()
            if word in FIELD_WORDS:
                return Lexeme(Kind.FIELD, FIELD_WORDS[word]), end + 1
        end += 1
    word = text[position:end]
    if word in _OPERATOR_WORDS:
        return Lexeme(_OPERATOR_WORDS[word], word), end
    return Lexeme(Kind.WORD, word), end
