"""All articles that answer a search, for lists that are taken away, and the state of the index that named them."""

import logging
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from haystack import connections
from haystack.constants import DEFAULT_ALIAS

from articles.search.errors import IndexUnavailableError
from articles.search.request import SearchRequest
from articles.search.service import read_request

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class IndexState:
    """A state of the index: its name, how many articles it holds, and when it was written."""

    version: str
    articles: int
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class WholeResult:
    """The keys of the articles that answer, in order, `total` of them in the archive, and what the reader is told.

    `answered` is false where no index could be asked.
    """

    pks: Sequence[int]
    total: int
    messages: tuple[str, ...] = ()
    answered: bool = True


def find_all(request: SearchRequest, stop: int) -> WholeResult:
    """Return the first `stop` articles that answer; the number of the page does not matter. Raises nothing."""
    wanted, _parsed, messages = read_request(request)
    try:
        found = connections[DEFAULT_ALIAS].get_backend().find(replace(wanted, start=0, stop=stop, facets=()))
    except IndexUnavailableError as error:
        log.error("A search found no index to answer it: %s", error)
        return WholeResult((), 0, tuple(messages), answered=False)
    return WholeResult(array("q", found.pks), found.total, tuple(messages))


def read_index_state() -> IndexState | None:
    """Return the state of the index that searches are answered from; None where there is none."""
    try:
        version, count, written = connections[DEFAULT_ALIAS].get_backend().read_state()
    except IndexUnavailableError as error:
        log.warning("The search index cannot be read: %s", error)
        return None
    return IndexState(version, count, datetime.fromtimestamp(written, UTC))
