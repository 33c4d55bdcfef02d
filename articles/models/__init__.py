"""The archive's rows: newspapers, dumps, articles with their parts and places, and what the index has to be told."""

from articles.models.article import Article, Byline, FormerIdentifier, Section
from articles.models.newspaper import Dump, Newspaper
from articles.models.outbox import PendingIndexing
from articles.models.place import ArticleRegion, Region, RegionAlias, RegionCount, RegionTotal

__all__ = [
    "Article",
    "ArticleRegion",
    "Byline",
    "Dump",
    "FormerIdentifier",
    "Newspaper",
    "PendingIndexing",
    "Region",
    "RegionAlias",
    "RegionCount",
    "RegionTotal",
    "Section",
]
