"""What the search asks of an engine and what the engine answers: values that know neither Whoosh nor Django."""

from collections import Counter
from dataclasses import dataclass, field

from articles.search.query import Node
from articles.search.request import Sort


@dataclass(frozen=True, slots=True)
class Find:
    """A resolved query with the filters chosen beside it, the order, and the hits wanted (from 0, `stop` not in)."""

    tree: Node | None
    region: str | None = None
    year: int | None = None
    newspaper: str | None = None
    sort: Sort = Sort.RELEVANCE
    start: int = 0
    stop: int = 20


@dataclass(frozen=True, slots=True)
class Found:
    """Articles' keys in order, the exact total, and for each filter how many articles have each of its values.

    The counts of a filter are over all articles that pass the query and the other filters, so that a reader sees what
    choosing another value would give.
    """

    pks: tuple[int, ...]
    total: int
    regions: Counter[str] = field(default_factory=Counter)
    years: Counter[str] = field(default_factory=Counter)
    newspapers: Counter[str] = field(default_factory=Counter)
