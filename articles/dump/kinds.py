"""The kinds of lines on a page, and the short names by which the grammar tables call them."""

from enum import StrEnum


class LineKind(StrEnum):
    """What a block of lines is on the page."""

    FURNITURE = "furniture"
    TEASER = "teaser"
    KICKER = "kicker"
    HEADLINE = "headline"
    DECK = "deck"
    BYLINE = "byline"
    PARAGRAPH = "paragraph"
    LEAD = "lead"  # the first paragraph of an article with no headline
    CONTINUATION = "continuation"
    CROSSHEAD = "crosshead"
    CROSSHEAD_2 = "crosshead_2"
    SIGNATURE = "signature"
    CAPTION = "caption"
    JUMP_TO = "jump_to"
    JUMP_FROM = "jump_from"


KINDS = tuple(LineKind)


F, Z, K, H, D, B, P, L, C, X, X2, S, T, JT, JF = range(len(KINDS))

HEADINGS = (K, H, D, X, X2)
