"""Atom feeds: the newest articles about each place, of each newspaper, of each day, and with each name."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.contrib.syndication.views import Feed
from django.db.models import F, Prefetch, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.as_json import find_dumps
from articles.browsing import (
    NEWEST_FIRST,
    Choice,
    choose_current,
    choose_role,
    count_by_month,
    count_signed,
    find_articles,
    find_signed,
    sum_by_role,
    tally,
    tally_signed,
)
from articles.models import Article, Byline, Dump, Newspaper, Region

ENTRIES = 30


class ArticleFeed(Feed):
    """What every feed says of an article."""

    feed_type = Atom1Feed

    def item_title(self, article: Article) -> str:
        return article.display_headline

    def item_description(self, article: Article) -> str:
        return article.deck or article.opening

    def item_author_name(self, article: Article) -> str:
        """Who signed it, or the newspaper: Atom wants an author."""
        return "、".join(byline.name for byline in article.bylines.all()) or article.dump.newspaper.name

    def item_pubdate(self, article: Article) -> datetime | None:
        """The first moment of the day of issue."""
        if article.dump.issue_date is None:
            return None
        return timezone.make_aware(datetime.combine(article.dump.issue_date, time.min))

    def item_updateddate(self, article: Article) -> datetime:
        return article.updated_at

    def item_categories(self, article: Article) -> list[str]:
        return [article.dump.newspaper.name]


def load_entries(articles: QuerySet[Article]) -> list[Article]:
    """The first articles with all that a feed says of them."""
    dumps = Dump.objects.select_related("newspaper").defer("raw_bytes", "furniture", "problems")
    return list(articles.prefetch_related(Prefetch("dump", queryset=dumps), "bylines")[:ENTRIES])


class RegionFeed(ArticleFeed):
    """The newest articles about a place and the places within it; of a place that is only named, those that name it."""

    def get_object(self, request: HttpRequest, code: str, township: str = "") -> Region:
        """The row in force of the place, whatever year the code is of. 404 where there is none."""
        rows = list(Region.objects.of_place(f"{code}/{township}" if township else code))
        if not rows:
            raise Http404("There is no such place in the gazetteer.")
        return choose_current(rows)

    def title(self, region: Region) -> str:
        return _("Articles about %(name)s") % {"name": region.name}

    def link(self, region: Region) -> str:
        return region.get_absolute_url()

    def feed_url(self, region: Region) -> str:
        name = "township_feed" if region.goes_by_name else "region_feed"
        return reverse(name, args=region.division.split("/"))

    def items(self, region: Region) -> list[Article]:
        tallies = tally(region.entity_path)
        choice = Choice(choose_role("", sum_by_role(tallies)), None, None)
        by_month = count_by_month(choice, tallies)
        articles, _skipped = find_articles(region.entity_path, choice, by_month, 0, ENTRIES)
        return load_entries(articles)


class NewspaperFeed(ArticleFeed):
    """The articles of a newspaper's newest pages."""

    def get_object(self, request: HttpRequest, code: str) -> Newspaper:
        """The newspaper. 404 where there is none."""
        return get_object_or_404(Newspaper, code=code)

    def title(self, newspaper: Newspaper) -> str:
        return newspaper.name

    def link(self, newspaper: Newspaper) -> str:
        return newspaper.get_absolute_url()

    def feed_url(self, newspaper: Newspaper) -> str:
        return reverse("newspaper_feed", args=[newspaper.code])

    def items(self, newspaper: Newspaper) -> list[Article]:
        pages = find_dumps().filter(newspaper=newspaper, article_count__gt=0)
        # Those of the newest pages: to put all articles of a newspaper in order would cost more than the rest.
        dated = pages.filter(issue_date__gte=date.min).order_by("-issue_date", F("page_no").asc(nulls_last=True), "-pk")
        newest = list(dated.values_list("pk", flat=True)[:ENTRIES])
        newest = newest or list(pages.order_by("-pk").values_list("pk", flat=True)[:ENTRIES])
        return load_entries(Article.objects.filter(dump__in=newest).order_by(*NEWEST_FIRST))


class DayFeed(ArticleFeed):
    """The articles of a day that came to the archive last, whatever their newspaper."""

    def get_object(self, request: HttpRequest, day: date) -> date:
        """The day. 404 where the archive has no page from it."""
        if not find_pages_of(day).exists():
            raise Http404("The archive has no page from that day.")
        return day

    def title(self, day: date) -> str:
        return date_format(day, "DATE_FORMAT")

    def link(self, day: date) -> str:
        return reverse("dates_day", args=[day])

    def feed_url(self, day: date) -> str:
        return reverse("dates_day_feed", args=[day])

    def items(self, day: date) -> list[Article]:
        return load_entries(Article.objects.filter(dump__in=find_pages_of(day).values("pk")).order_by("-pk"))


def find_pages_of(day: date) -> QuerySet[Dump]:
    """The pages of a day, if their date is known to the day."""
    return find_dumps().filter(issue_date=day, issue_date_precision="day")


class BylineFeed(ArticleFeed):
    """The newest articles signed with a name."""

    def get_object(self, request: HttpRequest, name: str) -> str:
        """The name. 404 where it signs nothing."""
        if not Byline.objects.filter(name=name).exists():
            raise Http404("No article in the archive is signed with this name.")
        return name

    def title(self, name: str) -> str:
        return _("Articles by %(name)s") % {"name": name}

    def link(self, name: str) -> str:
        return reverse("byline", args=[name])

    def feed_url(self, name: str) -> str:
        return reverse("byline_feed", args=[name])

    def items(self, name: str) -> Iterable[Article]:
        newest, _skipped = find_signed(name, None, count_signed(tally_signed(name)), 0, ENTRIES)
        return load_entries(newest)
