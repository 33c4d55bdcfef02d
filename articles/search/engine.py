"""What the search asks of an engine and what the engine answers: values that know neither Whoosh nor Django."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from articles.search.query import Node
from articles.search.request import Sort

# What can be filtered by and counted. A region counts the articles of all regions within it.
FACETS = ("region", "year", "month", "newspaper", "form", "byline")


@dataclass(frozen=True, slots=True)
class Find:
    """A resolved query with the filters chosen beside it, the order, and the hits wanted (from 0, `stop` not in).

    `month` is "202210", `form` a value of Article.Form, `byline` a name. `facets` are those to count.
    """

    tree: Node | None
    region: str | None = None
    year: int | None = None
    newspaper: str | None = None
    sort: Sort = Sort.RELEVANCE
    start: int = 0
    stop: int = 20
    month: str | None = None
    form: str | None = None
    byline: str | None = None
    facets: tuple[str, ...] = ("region", "year", "newspaper")

    def filters(self) -> dict[str, str]:
        """Return the filters that were chosen, by facet."""
        chosen = {name: getattr(self, name) for name in FACETS}
        return {name: str(value) for name, value in chosen.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Found:
    """Articles' keys in order, the exact total, and for each facet how many articles have each of its values.

    The counts of a facet are over all articles that pass the query and the other filters, so that a reader sees what
    choosing another value would give.
    """

    pks: tuple[int, ...]
    total: int
    counts: Mapping[str, Counter[str]] = field(default_factory=dict)

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
