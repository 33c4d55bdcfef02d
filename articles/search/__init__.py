"""Searching the archive: a SearchRequest in, a SearchPage out."""

from articles.search.completion import Completion, complete
from articles.search.request import PAGE_SIZE, FacetValue, Hit, SearchPage, SearchRequest, Sort
from articles.search.service import run_search
from articles.search.similar import find_similar

__all__ = [
    "PAGE_SIZE",
    "Completion",
    "FacetValue",
    "Hit",
    "SearchPage",
    "SearchRequest",
    "Sort",
    "complete",
    "find_similar",
    "run_search",
]
