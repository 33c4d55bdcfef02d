"""The archive's rows: newspapers and dumps, articles with their parts, places, and where each article belongs."""

from articles.models.article import Article, Byline, FormerIdentifier, Section
from articles.models.newspaper import Dump, Newspaper
from articles.models.place import ArticleRegion, Region, RegionAlias, RegionCount, RegionTotal

__all__ = [
    "Article",
    "ArticleRegion",
    "Byline",
    "Dump",
    "FormerIdentifier",
    "Newspaper",
    "Region",
    "RegionAlias",
    "RegionCount",
    "RegionTotal",
    "Section",
]
