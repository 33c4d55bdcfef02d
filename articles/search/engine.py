"""What the search asks of an engine and what the engine answers: values that know neither Whoosh nor Django."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from articles.search.query import Node
from articles.search.request import MatchKind, Sort

# What can be filtered by and counted. A region counts the articles of all regions within it.
FACETS = ("region", "year", "month", "day", "newspaper", "page_name", "form", "byline")
# One filter in three sizes: the counts of each leave the choice of all three out.
TIME_FACETS = ("year", "month", "day")
# Facets that may have any number of values, and how many of them are counted: those that most articles have.
BOUNDED_FACETS = {"page_name": 30, "byline": 30}


@dataclass(frozen=True, slots=True)
class Find:
    """A resolved query with the filters chosen beside it, the order, and the hits wanted (from 0, `stop` not in).

    `month` is "202210", `day` "20221012", `page_name` as printed, `form` a value of Article.Form, `byline` a name. Of
    several values of one filter an article has to have one.
    `facets` are those to count; `explain` asks how the articles answer.
    """

    tree: Node | None
    region: str | None = None
    year: tuple[int, ...] = ()
    newspaper: tuple[str, ...] = ()
    sort: Sort = Sort.RELEVANCE
    start: int = 0
    stop: int = 20
    month: str | None = None
    form: tuple[str, ...] = ()
    byline: tuple[str, ...] = ()
    facets: tuple[str, ...] = ("region", "year", "newspaper")
    day: str | None = None
    page_name: tuple[str, ...] = ()
    explain: bool = False

    def filters(self) -> dict[str, tuple[str, ...]]:
        """Return the filters that were chosen, by facet, each with its values."""
        chosen = {name: getattr(self, name) for name in FACETS}
        values = {name: value if isinstance(value, tuple) else (value,) for name, value in chosen.items()}
        return {name: tuple(map(str, own)) for name, own in values.items() if own not in ((), (None,))}


@dataclass(frozen=True, slots=True)
class Found:
    """Articles' keys in order, the exact total, and for each facet how many articles have each of its values.

    The counts of a facet are over all articles that pass the query and the other filters, so that a reader sees what
    choosing another value would give. Where it was asked how the articles answer, `kinds` says it of each of `pks`, and
    `kind_counts` of all; `missing` says which words of a `SomeOf` each of `pks` lacks.
    """

    pks: tuple[int, ...]
    total: int
    counts: Mapping[str, Counter[str]] = field(default_factory=dict)
    kinds: tuple[MatchKind, ...] = ()
    kind_counts: Mapping[MatchKind, int] = field(default_factory=dict)
    missing: tuple[tuple[str, ...], ...] = ()

    @property
    def regions(self) -> Counter[str]:
        """Articles by region."""
        return self.counts.get("region", Counter())

    @property
    def years(self) -> Counter[str]:
        """Articles by year of issue; those without a date are in none."""
        return self.counts.get("year", Counter())

    @property
    def newspapers(self) -> Counter[str]:
        """Articles by newspaper."""
        return self.counts.get("newspaper", Counter())


def left_out_with(facet: str) -> tuple[str, ...]:
    """Return the filters that the counts of a facet leave out: its own, and of a date's three all."""
    return TIME_FACETS if facet in TIME_FACETS else (facet,)
