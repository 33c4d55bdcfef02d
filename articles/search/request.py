"""What is asked of the search and what it answers. Views speak these values only, so the engine can be replaced."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from articles.text.excerpt import Excerpt

if TYPE_CHECKING:
    from articles.models import Article

PAGE_SIZE = 20


class Sort(StrEnum):
    """The orders in which hits can be listed. Ties fall the same way every time."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """A reader's query as typed, with the filters chosen beside it.

    An empty `query` lists all articles that pass the filters. `region` is a division's code (descendants included), or
    a township or zone as "430923/平口镇", the code of what it lies in and its name; `newspaper` is a newspaper's code,
    `page_no` counts from 1.
    """

    query: str = ""
    region: str | None = None
    year: int | None = None
    newspaper: str | None = None
    sort: Sort = Sort.RELEVANCE
    page_no: int = 1
    page_size: int = PAGE_SIZE


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a filter and how many hits of the query have it. `value` is what SearchRequest takes."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that answers, its headline with the words marked, and the place in its text that matched best."""

    article: "Article"
    headline: Excerpt
    snippet: Excerpt


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of hits, the exact total, and the counts of each filter over the whole result.

    `messages` tell the reader what was left out of the query or capped, in the reader's language. `answered` is false
    where no index could be asked: then an empty page does not mean that nothing was found. `suggestion` is a query near
    to one that found nothing, and that finds something.
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
