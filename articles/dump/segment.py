"""Labelled blocks put together to articles and furniture: what was decided, carried out.

Nothing is weighed here; the grammar has done that. A draft is an article whose text has not been read yet.
"""

from dataclasses import dataclass, field

from articles.dump.grammar import Labelled
from articles.dump.kinds import LineKind


@dataclass(slots=True)
class Passage:
    """A paragraph under construction: its fragments, and the line on which each opens."""

    fragments: list[str]
    line: int

    @property
    def text(self) -> str:
        """The fragments joined with nothing between."""
        return "".join(self.fragments)


@dataclass(slots=True)
class Part:
    """A section under construction; the lead section has no crosshead."""

    crosshead: str | None
    passages: list[Passage] = field(default_factory=list)


@dataclass(slots=True)
class Draft:
    """An article under construction."""

    kickers: list[str] = field(default_factory=list)
    headlines: list[str] = field(default_factory=list)
    decks: list[str] = field(default_factory=list)
    bylines: list[str] = field(default_factory=list)
    signatures: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    jump_to: str | None = None
    jump_from: str | None = None
    line_nos: list[int] = field(default_factory=list)
    labelled: list[Labelled] = field(default_factory=list)

    @property
    def passages(self) -> list[Passage]:
        """All paragraphs, from the lead section to the last."""
        return [passage for part in self.parts for passage in part.passages]

    @property
    def has_body(self) -> bool:
        """True once anything but a heading or a byline above the text stands in the article."""
        return bool(self.parts or self.captions or self.signatures or self.jump_to)


@dataclass(frozen=True, slots=True)
class Segments:
    """The drafts of a page in the order of their first lines, and the blocks that are furniture."""

    drafts: tuple[Draft, ...]
    furniture: tuple[Labelled, ...]


def segment_blocks(labelled: tuple[Labelled, ...]) -> Segments:
    """Return the articles and the furniture that the kinds of the blocks make."""
    drafts: list[Draft] = []
    furniture: list[Labelled] = []
    previous: LineKind | None = None
    for item in labelled:
        if item.kind in (LineKind.FURNITURE, LineKind.TEASER):
            furniture.append(item)
            previous = item.kind
            continue
        if not drafts or _opens_article(item.kind, previous, drafts[-1]):
            drafts.append(Draft())
        _add(drafts[-1], item)
        previous = item.kind
    return Segments(tuple(drafts), tuple(furniture))


def _opens_article(kind: LineKind, previous: LineKind | None, draft: Draft) -> bool:
    match kind:
        case LineKind.LEAD:
            return True
        case LineKind.KICKER:
            return draft.has_body or bool(draft.headlines) or (bool(draft.kickers) and previous is not LineKind.KICKER)
        case LineKind.HEADLINE:
            return draft.has_body or (bool(draft.headlines) and previous is not LineKind.HEADLINE)
        case LineKind.JUMP_FROM:
            return draft.has_body
    return False


def _add(draft: Draft, item: Labelled) -> None:
    block, text = item.block, item.block.text
    draft.line_nos += block.line_nos
    draft.labelled.append(item)
    match item.kind:
        case LineKind.KICKER:
            draft.kickers.append(text)
        case LineKind.HEADLINE:
            draft.headlines.append(text)
        case LineKind.DECK:
            draft.decks.append(text)
        case LineKind.BYLINE:
            draft.bylines.append(text)
        case LineKind.SIGNATURE:
            draft.signatures.append(text)
        case LineKind.CAPTION:
            draft.captions.append(text)
        case LineKind.JUMP_TO:
            draft.jump_to = text if draft.jump_to is None else f"{draft.jump_to} {text}"
        case LineKind.JUMP_FROM:
            draft.jump_from = text if draft.jump_from is None else f"{draft.jump_from} {text}"
        case LineKind.CROSSHEAD:
            draft.parts.append(Part(text))
        case LineKind.CROSSHEAD_2 if draft.parts and draft.parts[-1].crosshead and not draft.parts[-1].passages:
            draft.parts[-1].crosshead += f" {text}"
        case LineKind.CONTINUATION if draft.parts and draft.parts[-1].passages:
            draft.parts[-1].passages[-1].fragments.append(text)
        case _:
            if not draft.parts:
                draft.parts.append(Part(None))
            draft.parts[-1].passages.append(Passage([text], block.line_nos[0]))
