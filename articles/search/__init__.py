"""Searching the archive: a SearchRequest in, a SearchPage out."""

from articles.search.address import build_parameters, parse_address
from articles.search.completion import Completion, CompletionKind, complete
from articles.search.request import PAGE_SIZE, FacetValue, Hit, MatchKind, SearchPage, SearchRequest, Sort
from articles.search.service import MAX_DEPTH, run_search
from articles.search.similar import find_similar
from articles.search.whole import IndexState, WholeResult, find_all, read_index_state

__all__ = [
    "MAX_DEPTH",
    "PAGE_SIZE",
    "Completion",
    "CompletionKind",
    "FacetValue",
    "Hit",
    "IndexState",
    "MatchKind",
    "SearchPage",
    "SearchRequest",
    "Sort",
    "WholeResult",
    "build_parameters",
    "complete",
    "find_all",
    "find_similar",
    "parse_address",
    "read_index_state",
    "run_search",
]
