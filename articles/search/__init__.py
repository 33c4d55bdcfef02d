"""Searching the archive: a SearchRequest in, a SearchPage out."""

from articles.search.completion import Completion, complete
from articles.search.request import PAGE_SIZE, FacetValue, Hit, SearchPage, SearchRequest, Sort
from articles.search.service import MAX_DEPTH, run_search
from articles.search.whole import IndexState, WholeResult, find_all, read_index_state

__all__ = [
    "MAX_DEPTH",
    "PAGE_SIZE",
    "Completion",
    "FacetValue",
    "Hit",
    "IndexState",
    "SearchPage",
    "SearchRequest",
    "Sort",
    "WholeResult",
    "complete",
    "find_all",
    "read_index_state",
    "run_search",
]
