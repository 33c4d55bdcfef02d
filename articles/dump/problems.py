"""Problems: what a reader of a page ought to look at. Kinds are stable; messages are plain English."""

from enum import StrEnum

from articles.dump.types import Problem


class ProblemKind(StrEnum):
    """The kinds of problem, each with the sentence that explains it."""

    TRUNCATED = "truncated"
    NO_HEADLINE = "no_headline"
    NO_TEXT = "no_text"
    DOUBTFUL = "doubtful"
    ORPHAN_TAIL = "orphan_tail"
    BROKEN_FONT_MAP = "broken_font_map"
    LOST_CHARACTERS = "lost_characters"
    NO_ARTICLES = "no_articles"

    @property
    def description(self) -> str:
        """One line that says what the kind means."""
        return _DESCRIPTIONS[self]


_DESCRIPTIONS = {
    ProblemKind.TRUNCATED: "The article's text stops in mid-sentence.",
    ProblemKind.NO_HEADLINE: "The article has no headline.",
    ProblemKind.NO_TEXT: "A headline has no text below it.",
    ProblemKind.DOUBTFUL: "Another reading of a line is nearly as good as the one that was taken.",
    ProblemKind.ORPHAN_TAIL: "The article goes on from another page, and its head is not on this one.",
    ProblemKind.BROKEN_FONT_MAP: "Punctuation looks replaced by rare characters: a broken font map of a PDF.",
    ProblemKind.LOST_CHARACTERS: "Characters were lost before the dump was made; marks stand for them.",
    ProblemKind.NO_ARTICLES: "No article was found on the page.",
}


def make_problem(kind: ProblemKind, line: int | None, message: str | None = None) -> Problem:
    """Return a problem of the kind, with its own message or the kind's."""
    return Problem(line=line, kind=kind.value, message=message or kind.description)
