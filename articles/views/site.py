"""What belongs to the site as a whole: help for readers, answers for machines."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, override
from django.views.decorators.http import require_safe

from articles.templatetags.archive import site_name
from articles.views.examples import SEARCH_EXAMPLES


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """How to search and how to read what the archive says of an article."""
    return render(request, "help.html", {"examples": SEARCH_EXAMPLES})


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
