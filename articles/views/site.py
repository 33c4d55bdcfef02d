"""What belongs to the site as a whole: help for readers, answers for machines."""

from datetime import date

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override
from django.views.decorators.http import require_safe

from articles.models import Article
from articles.search import SearchRequest, read_index_state
from articles.templatetags.archive import site_name
from articles.views.citing import build_citation_box, permanent_path
from articles.views.examples import SEARCH_EXAMPLES
from articles.views.facets import build_search_url
from articles.views.issues import EXACT
from articles.views.listing import find_light_dumps, find_readable_dumps


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """How to search, to cite and to report, and how to read what the archive says; with an article of the archive."""
    cited = find_cited()
    permalink = request.build_absolute_uri(permanent_path(cited)) if cited else ""
    with override(settings.LANGUAGE_CODE):
        search_link = request.build_absolute_uri(build_search_url(SearchRequest(SEARCH_EXAMPLES[0].query)))
    return render(
        request,
        "help.html",
        {
            "examples": SEARCH_EXAMPLES,
            "cited": cited,
            "citation": build_citation_box(cited, permalink) if cited else None,
            "cited_search": cite_search(SEARCH_EXAMPLES[0].query),
            "search_link": search_link,
        },
    )


def find_cited() -> Article | None:
    """The first article with a headline of the newest page that has a day; None while there is none."""
    page = find_readable_dumps().filter(EXACT, issue_date__gte=date.min, article_count__gt=0)
    newest = page.order_by("-issue_date", "-id").first()
    if newest is None:
        return None
    articles = newest.articles.prefetch_related(Prefetch("dump", find_light_dumps()), "bylines", "places__region")
    return articles.exclude(headline="").order_by("order_no").first()


def cite_search(query: str) -> str:
    """The citation of a search by GB/T 7714-2015 without its address: with the index's day, and today's."""
    state = read_index_state()
    index = f", 索引 {state.version}" if state else ""
    written = f"({timezone.localtime(state.updated_at):%Y-%m-%d})" if state else ""
    return f"{site_name()}. 检索: {query}{index}[DB/OL]. {written}[{timezone.localdate():%Y-%m-%d}]."


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 `ok` while the database answers, 503 otherwise. For load balancers; says nothing else."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database unavailable\n", content_type="text/plain", status=503)
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    """What crawlers may read: all but staff pages, searches and files, which have no end, and what programs ask."""
    closed = []
    for language in ("zh-hans", "en"):
        with override(language):
            closed += [reverse("admin:index"), reverse("search")]
    # Paths of files within a list, in whatever language: /regions/430923/export.csv
    closed += ["/*/export.", reverse("api-v1:api-root")]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    sitemap = request.build_absolute_uri(reverse("sitemap_index"))
    return HttpResponse("\n".join([*lines, "", f"Sitemap: {sitemap}"]) + "\n", content_type="text/plain")


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """The description by which a browser adds the archive to its searches, in the language of its address."""
    description = gettext("Search the newspapers in %(name)s") % {"name": site_name()}
    return render(
        request,
        "opensearch.xml",
        {"description": description},
        content_type="application/opensearchdescription+xml; charset=utf-8",
    )
