"""The shapes of the API's answers. Names are those of the page's JSON (docs/dump-format.md)."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Role = Literal["primary", "mentioned"]
Level = Literal["province", "prefecture", "county", "township", "zone"]


class Answer(BaseModel):
    """What all shapes share: nothing is in an answer that is not described."""

    model_config = ConfigDict(extra="forbid")


class FieldError(Answer):
    """A parameter, and what is wrong with it."""

    parameter: str
    message: str


class Problem(Answer):
    """What went wrong (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[FieldError] = []


class NewspaperName(Answer):
    """A newspaper by its code and its name."""

    code: str
    name: str


class BylineEntry(Answer):
    """One person or office that signs an article."""

    name: str
    role: str | None
    organisation: str | None


class Placement(Answer):
    """A place that an article is about (primary) or mentions; `division` is what filters take."""

    division: str
    name: str
    role: Role
    confidence: float


class Issue(Answer):
    """Where a page appeared. `issue_date` is 2022-10-12, 2022-10 or 2022, as exactly as it is known."""

    newspaper: NewspaperName
    issue_date: str | None
    issue_date_source: str | None
    page_no: int | None
    page_name: str | None


class ArticleSummary(Issue):
    """An article without its text."""

    id: str
    url: str
    kicker: str | None
    headline: str | None
    deck: str | None
    byline_raw: str | None
    bylines: list[BylineEntry]
    dateline: str | None
    opening: str | None
    form: str
    truncated: bool
    page: str = Field(description="the identifier of its page")
    regions: list[Placement]
    updated_at: str


class SectionText(Answer):
    """Paragraphs under one crosshead; the lead section has none."""

    crosshead: str | None
    paragraphs: list[str]


class ArticleText(ArticleSummary):
    """An article in full. `lines` are ranges of its page's lines, from 1, both ends in."""

    sections: list[SectionText]
    captions: list[str]
    jump_to: str | None
    jump_from: str | None
    continues: str | None = Field(description="the identifier of the article on another page that it goes on from")
    continuations: list[str]
    confidence: float
    lines: list[list[int]]
    order_no: int


class PageSummary(Issue):
    """A page without its articles."""

    id: str
    url: str
    articles: int
    parsed_at: str


class DumpFacts(Answer):
    """The dump that the page was read from."""

    sha256: str
    encoding: str
    lines: int
    parser: str


class FurnitureLine(Answer):
    """A line that belongs to no article."""

    line: int
    text: str


class ProblemOnPage(Answer):
    """Something doubtful on a page."""

    line: int | None
    kind: str
    message: str


class PageText(Issue):
    """A page in full: every line that is not blank is in an article's lines or in furniture."""

    id: str
    url: str
    parsed_at: str
    dump: DumpFacts
    articles: list[ArticleText]
    furniture: list[FurnitureLine]
    problems: list[ProblemOnPage]


class Piece(Answer):
    """A run of text; `marked` where it matched."""

    text: str
    marked: bool


class SearchHit(ArticleSummary):
    """An article that answers, its headline with the words marked, and the place in its text that matched best."""

    marked_headline: list[Piece]
    snippet: list[Piece]
    match: Literal["exact", "words", "characters", "some"] | None


class FacetValue(Answer):
    """A value of a filter, and how many articles of the result have it."""

    value: str
    label: str
    count: int


class Index(Answer):
    """The state of the search index."""

    version: str
    articles: int
    updated_at: str


class Listed(Answer):
    """What lists share: `next` is the address of what follows; null at the end."""

    next: str | None


class SearchAnswer(Listed):
    """One page of a result. `messages` say what of the query was left out; `facets` count over the whole result."""

    total: int
    partial: bool = Field(description="true where no article has all the words, and those with some are listed")
    items: list[SearchHit]
    facets: dict[str, list[FacetValue]]
    messages: list[str]
    suggestion: str | None
    index: Index | None


class ArticleList(Listed):
    """Articles without their text."""

    items: list[ArticleSummary]


class PageList(Listed):
    """Pages without their articles."""

    items: list[PageSummary]


class RoleCounts(Answer):
    """How many articles are about a place or a place in it, and how many mention one."""

    primary: int
    mentioned: int


class RegionName(Answer):
    """A place by the value that filters take, and its name."""

    division: str
    name: str


class RegionSummary(RegionName):
    """A place and its articles."""

    level: Level
    url: str
    articles: RoleCounts


class RegionList(Listed):
    """Places."""

    items: list[RegionSummary]


class YearCounts(RoleCounts):
    """The same of one year; null: no date."""

    year: int | None


class RegionDetail(RegionSummary):
    """A place with those that it lies in, the names it had, and its articles by year."""

    lineage: list[RegionName]
    former_names: list[str]
    years: list[YearCounts]


class BylineSummary(Answer):
    """A name, and how many articles it signs. Different people may share a name."""

    name: str
    articles: int


class BylineList(Listed):
    """Names in bylines."""

    items: list[BylineSummary]


class RoleCount(Answer):
    """How often a name signs in a role; null where the pages say none."""

    role: str | None
    count: int


class BylineDetail(BylineSummary):
    """A name with its roles and organisations."""

    url: str
    roles: list[RoleCount]
    organisations: list[str]


class NewspaperSummary(NewspaperName):
    """A newspaper, and what the archive has of it."""

    url: str
    home_region: RegionName | None
    pages: int
    articles: int
    first_date: str | None
    last_date: str | None


class NewspaperList(Listed):
    """Newspapers."""

    items: list[NewspaperSummary]


class NewspaperYear(Answer):
    """What the archive has of one year; null: no date."""

    year: int | None
    pages: int
    articles: int


class NewspaperDetail(NewspaperSummary):
    """A newspaper with its years."""

    years: list[NewspaperYear]


class License(Answer):
    """What the operator says about using the content; empty where nothing was said."""

    text: str
    url: str


class Archive(Answer):
    """What the archive holds, and how fresh it is."""

    name: str
    pages: int
    articles: int
    first_date: str | None
    last_date: str | None
    index: Index | None
    license: License
    openapi: str
