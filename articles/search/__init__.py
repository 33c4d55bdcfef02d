"""Searching the archive: a SearchRequest in, a SearchPage out."""

from articles.search.completion import Completion, complete
from articles.search.request import PAGE_SIZE, FacetValue, Hit, MatchKind, SearchPage, SearchRequest, Sort
from articles.search.service import run_search

__all__ = [
    "PAGE_SIZE",
    "Completion",
    "FacetValue",
    "Hit",
    "MatchKind",
    "SearchPage",
    "SearchRequest",
    "Sort",
    "complete",
    "run_search",
]
