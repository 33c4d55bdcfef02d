"""The admin: staff hand in dumps, look at what was read, and keep newspapers in order."""

from articles.admin.article import ArticleAdmin
from articles.admin.dump import DumpAdmin
from articles.admin.newspaper import NewspaperAdmin
from articles.admin.region import RegionAdmin
from articles.admin.report import ErrorReportAdmin

__all__ = ["ArticleAdmin", "DumpAdmin", "ErrorReportAdmin", "NewspaperAdmin", "RegionAdmin"]
