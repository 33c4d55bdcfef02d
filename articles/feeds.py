"""Atom feeds: the newest articles about each place."""

from datetime import datetime, time

from django.contrib.syndication.views import Feed
from django.db.models import Prefetch
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from articles.browsing import Choice, choose_current, choose_role, count_by_month, find_articles, sum_by_role, tally
from articles.models import Article, Dump, Region

ENTRIES = 30


class RegionFeed(Feed):
    """The newest articles about a place and the places within it; of a place that is only named, those that name it."""

    feed_type = Atom1Feed

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
        dumps = Dump.objects.select_related("newspaper").defer("raw_bytes", "furniture", "problems")
        return list(articles.prefetch_related(Prefetch("dump", queryset=dumps), "bylines")[:ENTRIES])

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
