"""How a block of text ends: in a word, a full stop, a comma …

Headings close with nothing, paragraphs with a full stop; a paragraph that closes with nothing was cut.
"""

import re
from enum import IntEnum

from articles.text.chars import CLOSERS

# "（某某）" at the end of a paragraph: the sentence has ended before it.
_LAST_BRACKET = re.compile(r"[（(][^（()）]{1,60}[）)]$")


class End(IntEnum):
    """How a block ends."""

    OPEN = 0  # in a word: nothing closes it
    SENTENCE = 1  # 。！？…… and what may stand behind them
    CLOSER = 2  # a closing quotation mark or bracket with no full stop before it
    COMMA = 3  # ，or 、
    COLON = 4
    SEMICOLON = 5
    DASH = 6


def find_end(text: str) -> End:
    """Return how `text`, which has no blanks at its end, ends."""
    bare = text.rstrip(CLOSERS)
    if not bare:
        return End.CLOSER
    if bare != text and (bracket := _LAST_BRACKET.search(text)) and bracket.start():
        before = find_end(text[: bracket.start()].rstrip())
        if before is End.SENTENCE:
            return before
    last = bare[-1]
    if last in "。！？!?…．" or (last == "." and not text[-2:-1].isdigit()):
        return End.SENTENCE
    if bare != text:
        return End.CLOSER
    if last in "，,、":
        return End.COMMA
    if last in "：:":
        return End.COLON
    if last in "；;":
        return End.SEMICOLON
    return End.DASH if last in "—―─–" else End.OPEN
