"""What a dump becomes: frozen values that know nothing of where they will be stored.

Lines count from 1 and ranges hold both ends. Text is verbatim (widths and quotes as printed); a paragraph is its
fragments joined with nothing between.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Form(StrEnum):
    """The kinds of article that a page can hold."""

    NEWS = "news"
    BRIEF = "brief"
    PHOTO = "photo"
    OPINION = "opinion"
    EDITOR_NOTE = "editor_note"
    NOTICE = "notice"
    LAW = "law"
    OBITUARY = "obituary"
    VERSE = "verse"
    TABLE = "table"
    LIST = "list"
    CONTINUATION = "continuation"


class Role(StrEnum):
    """What a person in a byline did."""

    REPORTER = "reporter"
    CORRESPONDENT = "correspondent"
    TRAINEE = "trainee"
    PHOTOGRAPHER = "photographer"
    EDITOR = "editor"
    AUTHOR = "author"
    COMPILER = "compiler"


class DatePrecision(StrEnum):
    """How much of an issue date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Source(StrEnum):
    """Where a fact about the page was taken from, strongest first."""

    STAFF = "staff"
    FILE_NAME = "file_name"
    HEADER = "header"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something doubtful on a page. Shown to staff, never an exception. `line` is None for the page as a whole."""

    line: int | None
    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class Byline:
    """One person, or one office, that signs an article; `name` has no inner spaces."""

    name: str
    role: Role | None = None
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Paragraphs under one crosshead; the lead section's crosshead is None."""

    crosshead: str | None
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a page. `lines` are inclusive ranges of dump lines, ascending and apart."""

    kicker: str | None
    headline: str | None
    deck: str | None
    byline_raw: str | None
    bylines: tuple[Byline, ...]
    dateline: str | None
    sections: tuple[Section, ...]
    captions: tuple[str, ...]
    jump_to: str | None
    jump_from: str | None
    form: Form
    truncated: bool
    confidence: float
    lines: tuple[tuple[int, int], ...]

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """All paragraphs, from the lead section to the last."""
        return tuple(paragraph for section in self.sections for paragraph in section.paragraphs)


@dataclass(frozen=True, slots=True)
class Furniture:
    """A line that belongs to no article: a page header, an editors' line, navigation."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class IssueDate:
    """A date of issue, how precise it is (the first day of the month or year where only that is known) and why."""

    date: date
    precision: DatePrecision
    source: Source
    evidence: str


@dataclass(frozen=True, slots=True)
class Imprint:
    """What the dump itself, or its file name, says about the page it comes from; None where it says nothing."""

    newspaper: str | None = None
    newspaper_code: str | None = None
    issue_date: IssueDate | None = None
    page_no: int | None = None
    page_name: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A dump as it was read. Every non-blank line lies in exactly one article's lines or in furniture."""

    sha256: str
    encoding: str
    line_count: int
    parser: str
    articles: tuple[Article, ...]
    furniture: tuple[Furniture, ...]
    problems: tuple[Problem, ...]
    imprint: Imprint
