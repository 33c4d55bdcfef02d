"""The newest articles that answer a search, as a feed."""

from dataclasses import replace

from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.feeds import ENTRIES, ArticleFeed
from articles.models import Article
from articles.search import SearchRequest, Sort, build_parameters, parse_address, run_search
from articles.views.facets import build_search_url
from articles.views.paging import build_address


class SearchFeed(ArticleFeed):
    """The newest articles that answer, with the parameters of the search page."""

    def get_object(self, request: HttpRequest) -> SearchRequest:
        """What is asked. 404 where nothing is."""
        asked = parse_address(request.GET)
        if not asked.is_asking:
            raise Http404("Nothing is searched for.")
        return replace(asked, sort=Sort.NEWEST, page_no=1, page_size=ENTRIES)

    def title(self, asked: SearchRequest) -> str:
        return _("Search: %(query)s") % {"query": asked.query} if asked.query else _("Search")

    def link(self, asked: SearchRequest) -> str:
        return build_search_url(asked)

    def feed_url(self, asked: SearchRequest) -> str:
        return build_address(reverse("search_feed"), build_parameters(asked))

    def items(self, asked: SearchRequest) -> list[Article]:
        found = [hit.article for hit in run_search(asked).hits]
        prefetch_related_objects(found, "bylines", "dump__newspaper")
        return found
