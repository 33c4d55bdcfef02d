"""Pieces of text with the words that matched marked. Plain values: the template escapes and wraps them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; `marked` where it matched the query."""

    text: str
    marked: bool = False


# An excerpt is its pieces in order; joined, their texts give the excerpt as it stands.
Excerpt = tuple[Piece, ...]
