"""What is asked of the search and what it answers. Views speak these values only, so the engine can be replaced."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from articles.text.excerpt import Excerpt

if TYPE_CHECKING:
    from articles.models import Article

PAGE_SIZE = 20

# Filters of which several values can be on at once: an article has to have one of them.
SEVERAL = ("year", "newspaper", "page_name", "form", "byline")
# Of each of these: an address stays short, and a search cheap.
MAX_VALUES = 10


class Sort(StrEnum):
    """The orders in which hits can be listed. Ties fall the same way every time."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


class MatchKind(StrEnum):
    """How an article answers the bare terms of a query; phrases in quotation marks stand in it in any case.

    EXACT: each term stands in it as typed, and is made of its words. WORDS: all words of the terms stand in it, though
    apart or in another order. CHARACTERS: a term stands in it as typed, but its characters cut words in two, as 长沙
    does 校长沙龙. SOME: it has some of the words only.
    """

    EXACT = "exact"
    WORDS = "words"
    CHARACTERS = "characters"
    SOME = "some"


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """A reader's query as typed, with the filters chosen beside it.

    An empty `query` lists all articles that pass the filters. `region` is a division's code (descendants included), or
    a township or zone as "430923/平口镇", the code of what it lies in and its name; `newspaper` is a newspaper's code,
    `page_no` counts the pages of hits from 1. `month` is "2022-10"; `page_name` is the name of a newspaper's page, as
    printed, `form` a value of Article.Form, `byline` the name of a person. `date_from` and `date_to` are the first and
    the last day on which an article may have appeared. Filters of SEVERAL hold any number of values, of which an
    article has to have one; an address asks for MAX_VALUES at the most.
    """

    query: str = ""
    region: str | None = None
    year: tuple[int, ...] = ()
    newspaper: tuple[str, ...] = ()
    sort: Sort = Sort.RELEVANCE
    page_no: int = 1
    page_size: int = PAGE_SIZE
    month: str | None = None
    day: date | None = None
    page_name: tuple[str, ...] = ()
    form: tuple[str, ...] = ()
    byline: tuple[str, ...] = ()
    date_from: date | None = None
    date_to: date | None = None

    @property
    def is_filtered(self) -> bool:
        """Whether any filter is on beside the query."""
        filters = (self.region, self.year, self.month, self.day, self.newspaper, self.page_name, self.form, self.byline)
        return any(filters) or self.date_from is not None or self.date_to is not None

    @property
    def is_asking(self) -> bool:
        """Whether anything is asked: a word or a filter. An empty search box alone lists nothing."""
        return bool(self.query) or self.is_filtered


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a filter and how many hits of the query have it. `value` is what SearchRequest takes."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that answers, its headline with the words marked, and the place in its text that matched best.

    `kind` says how it answers, None where no word was asked for; `missing` are words that it lacks.
    """

    article: "Article"
    headline: Excerpt
    snippet: Excerpt
    kind: MatchKind | None = None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of hits, the exact total, and the counts of each filter over the whole result.

    `messages` tell the reader what was left out of the query or capped, in the reader's language. `answered` is false
    where no index could be asked: then an empty page does not mean that nothing was found. `suggestion` is a query near
    to one that found nothing, and that finds something.

    `kinds` says how many of the whole result answer in which way. `partial` is true where no article has all that was
    asked for: then the hits have some of the words, those with most of them first; `loosened` where that was tried.
    `unfiltered_total` is said where the filters leave nothing: how many articles answer without them. `reachable` hits
    can be paged through.

    `region_trail` leads from the province down to the chosen region. `months` are those of the year in question,
    `days` those of the month; what is known less exactly is in none of them. Of `page_names` and `bylines` there are
    only the most frequent.
    """

    request: SearchRequest
    hits: tuple[Hit, ...]
    total: int
    page_count: int
    regions: tuple[FacetValue, ...] = ()
    years: tuple[FacetValue, ...] = ()
    newspapers: tuple[FacetValue, ...] = ()
    messages: tuple[str, ...] = field(default=())
    suggestion: str | None = None
    answered: bool = True
    region_trail: tuple[FacetValue, ...] = ()
    months: tuple[FacetValue, ...] = ()
    days: tuple[FacetValue, ...] = ()
    page_names: tuple[FacetValue, ...] = ()
    forms: tuple[FacetValue, ...] = ()
    bylines: tuple[FacetValue, ...] = ()
    kinds: Mapping[MatchKind, int] = field(default_factory=dict)
    partial: bool = False
    loosened: bool = False
    unfiltered_total: int | None = None
    reachable: int = 0
