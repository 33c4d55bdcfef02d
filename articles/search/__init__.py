"""Searching the archive: a SearchRequest in, a SearchPage out."""

from articles.search.address import build_parameters, parse_address
from articles.search.completion import Completion, CompletionKind, complete
from articles.search.request import PAGE_SIZE, FacetValue, Hit, MatchKind, SearchPage, SearchRequest, Sort
from articles.search.service import run_search
from articles.search.similar import find_similar

__all__ = [
    "PAGE_SIZE",
    "Completion",
    "CompletionKind",
    "FacetValue",
    "Hit",
    "MatchKind",
    "SearchPage",
    "SearchRequest",
    "Sort",
    "build_parameters",
    "complete",
    "find_similar",
    "parse_address",
    "run_search",
]
