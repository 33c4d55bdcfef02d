"""The archive's rows: newspapers, dumps, articles with their parts and places, what the index has to be told,
what readers report, and which addresses led to something once."""

from articles.models.article import Article, Byline, FormerIdentifier, Section
from articles.models.newspaper import Dump, Newspaper, month_number
from articles.models.outbox import PendingIndexing
from articles.models.place import ArticleRegion, Region, RegionAlias, RegionCount, RegionTotal
from articles.models.report import ErrorReport
from articles.models.withdrawn import WithdrawnIdentifier

__all__ = [
    "Article",
    "ArticleRegion",
    "Byline",
    "Dump",
    "ErrorReport",
    "FormerIdentifier",
    "Newspaper",
    "PendingIndexing",
    "Region",
    "RegionAlias",
    "RegionCount",
    "RegionTotal",
    "Section",
    "WithdrawnIdentifier",
    "month_number",
]
