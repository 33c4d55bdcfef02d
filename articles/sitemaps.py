"""What crawlers should know of: an index of short lists, each read from a few rows, with when they changed last."""

from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import Max, QuerySet
from django.urls import reverse

from articles.models import Article, Dump, Newspaper, Region, RegionTotal

# Addresses of one list. The format allows 50,000; a tenth keeps the answer short.
LIST_SIZE = 5_000


class ArchiveSitemap(Sitemap):
    """What the lists share. Only the Chinese addresses: each page names itself in the other language."""

    limit = LIST_SIZE

    def get_latest_lastmod(self) -> datetime | None:
        """When the newest of them changed; asked of the database as one number."""
        return None


class SiteSitemap(ArchiveSitemap):
    """The pages that there is one of."""

    def items(self) -> list[str]:
        return ["home", "regions", "newspapers", "help", "about", "api"]

    def location(self, item: str) -> str:
        return reverse(item)


class NewspaperSitemap(ArchiveSitemap):
    """Newspapers with pages."""

    def items(self) -> QuerySet[Newspaper]:
        return Newspaper.objects.filter(dumps__status=Dump.Status.PARSED).distinct().order_by("pk")


class RegionSitemap(ArchiveSitemap):
    """Places that articles are about or mention."""

    def items(self) -> QuerySet[Region]:
        with_articles = RegionTotal.objects.filter(articles__gt=0).values("path")
        return Region.objects.filter(entity_path__in=with_articles, valid_to__isnull=True).order_by("pk")


class PageSitemap(ArchiveSitemap):
    """Newspaper pages."""

    def items(self) -> QuerySet[Dump]:
        return Dump.objects.filter(status=Dump.Status.PARSED).only("public_id", "parsed_at").order_by("pk")

    def lastmod(self, dump: Dump) -> datetime:
        return dump.parsed_at

    def get_latest_lastmod(self) -> datetime | None:
        return self.items().order_by().aggregate(newest=Max("parsed_at"))["newest"]


class ArticleSitemap(ArchiveSitemap):
    """Articles."""

    def items(self) -> QuerySet[Article]:
        return Article.objects.only("public_id", "updated_at").order_by("pk")

    def lastmod(self, article: Article) -> datetime:
        return article.updated_at

    def get_latest_lastmod(self) -> datetime | None:
        return Article.objects.aggregate(newest=Max("updated_at"))["newest"]


SITEMAPS = {
    "site": SiteSitemap,
    "newspapers": NewspaperSitemap,
    "regions": RegionSitemap,
    "pages": PageSitemap,
    "articles": ArticleSitemap,
}
