"""Whole lists to take away: of a search, a place, a newspaper, an issue, a day, a name. Streamed."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date
from itertools import islice

from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.as_json import build_summary_prefetches, find_dumps
from articles.browsing import (
    NEWEST_FIRST,
    Choice,
    choose_current,
    choose_role,
    count_by_month,
    find_articles,
    sum_by_role,
    tally,
)
from articles.export import WRITERS, ExportHead
from articles.models import Article, Byline, Newspaper, Region
from articles.search import find_all, parse_address, read_index_state
from articles.templatetags.archive import site_name
from articles.views.facets import build_search_url
from articles.views.filters import parse_newspaper_code, parse_year
from articles.views.paging import build_address

# More than this is cut off, and the file says so: a list of this length is on its way for some ten seconds.
MAX_EXPORTED = 50_000
BATCH_SIZE = 250
# The pages of a newspaper's day.
BY_PAGE = (F("dump__page_no").asc(nulls_last=True), "dump_id")


@require_safe
def search_export(request: HttpRequest, file_format: str) -> HttpResponse:
    """All articles that answer, in their order. 404 where nothing is asked; 503 while there is no index."""
    asked = parse_address(request.GET)
    if not asked.is_asking:
        raise Http404("Nothing is searched for.")
    found = find_all(asked, MAX_EXPORTED)
    if not found.answered:
        message = _("The search index is not available at the moment. Nothing is lost; please try again later.")
        return HttpResponse(message + "\n", content_type="text/plain; charset=utf-8", status=503)
    title = _("Search: %(query)s") % {"query": asked.query} if asked.query else _("Search")
    return send(request, file_format, title, build_search_url(asked), found.pks, found.total, found.messages)


@require_safe
def region_export(request: HttpRequest, file_format: str, code: str, township: str = "") -> HttpResponse:
    """The articles of a place as its page lists them, with the page's role, year and newspaper."""
    rows = list(Region.objects.of_place(f"{code}/{township}" if township else code))
    if not rows:
        raise Http404("There is no such place in the gazetteer.")
    current = choose_current(rows)
    tallies = tally(current.entity_path)
    asked = request.GET
    role = choose_role(asked.get("role", ""), sum_by_role(tallies))
    choice = Choice(role, parse_year(asked.get("year", "")), parse_newspaper_code(asked.get("newspaper", "")))
    by_month = count_by_month(choice, tallies)
    articles, _skipped = find_articles(current.entity_path, choice, by_month, 0, MAX_EXPORTED)
    title = _("Articles about %(name)s") if role == "primary" else _("Articles that mention %(name)s")
    query = asked.urlencode()
    address = current.get_absolute_url() + (f"?{query}" if query else "")
    pks = list_keys(articles)
    return send(request, file_format, title % {"name": current.name}, address, pks, by_month.total())


@require_safe
def newspaper_export(request: HttpRequest, file_format: str, code: str) -> HttpResponse:
    """The articles of a newspaper, newest first; of one year with ?year=."""
    newspaper = get_object_or_404(Newspaper, code=code)
    articles = Article.objects.filter(dump__in=find_dumps().filter(newspaper=newspaper).values("pk"))
    year = parse_year(request.GET.get("year", ""))
    if year:
        articles = articles.filter(dump__issue_date__year=year)
    title = f"{newspaper.name} {year}" if year else newspaper.name
    address = newspaper.get_absolute_url() + (f"?year={year}" if year else "")
    return send(request, file_format, title, address, list_keys(articles), articles.count())


@require_safe
def issue_export(request: HttpRequest, file_format: str, code: str, issue_date: date) -> HttpResponse:
    """The articles of one day of a newspaper, in the order of its pages. 404 for a day without pages."""
    newspaper = get_object_or_404(Newspaper, code=code)
    pages = find_dumps().filter(newspaper=newspaper, issue_date=issue_date, issue_date_precision="day")
    if not pages.exists():
        raise Http404("The archive has no page of this newspaper from that day.")
    articles = Article.objects.filter(dump__in=pages.values("pk"))
    title = f"{newspaper.name} {date_format(issue_date, 'DATE_FORMAT')}"
    address = reverse("issue", args=[code, issue_date])
    return send(request, file_format, title, address, list_keys(articles), articles.count())


@require_safe
def dates_day_export(request: HttpRequest, file_format: str, day: date) -> HttpResponse:
    """The articles of all newspapers of one day, in the order of its page. 404 for a day without pages."""
    pages = find_dumps().filter(issue_date=day, issue_date_precision="day")
    if not pages.exists():
        raise Http404("The archive has no page from that day.")
    articles = Article.objects.filter(dump__in=pages.values("pk"))
    in_order = articles.order_by("dump__newspaper__name", "dump__newspaper", *BY_PAGE, "order_no")
    pks = list(in_order.values_list("pk", flat=True)[:MAX_EXPORTED])
    title, address = date_format(day, "DATE_FORMAT"), reverse("dates_day", args=[day])
    return send(request, file_format, title, address, pks, articles.count())


@require_safe
def byline_export(request: HttpRequest, file_format: str, name: str) -> HttpResponse:
    """The articles signed with a name, newest first, with the page's newspaper and year. 404 for an unused name."""
    signatures = Byline.objects.filter(name=name)
    if not signatures.exists():
        raise Http404("No article in the archive is signed with this name.")
    articles = Article.objects.filter(pk__in=signatures.values("article"))
    asked = {
        "newspaper": parse_newspaper_code(request.GET.get("newspaper", "")),
        "year": parse_year(request.GET.get("year", "")),
    }
    if asked["newspaper"]:
        articles = articles.filter(dump__newspaper__code=asked["newspaper"])
    if asked["year"]:
        articles = articles.filter(dump__issue_date__year=asked["year"])
    title = _("Articles by %(name)s") % {"name": name}
    address = build_address(reverse("byline", args=[name]), asked)
    return send(request, file_format, title, address, list_keys(articles), articles.count())


def list_keys(articles: QuerySet[Article]) -> Sequence[int]:
    """The keys of the articles, newest first, as far as a file goes."""
    return list(articles.order_by(*NEWEST_FIRST).values_list("pk", flat=True)[:MAX_EXPORTED])


def send(
    request: HttpRequest,
    file_format: str,
    title: str,
    address: str,
    pks: Sequence[int],
    total: int,
    messages: Sequence[str] = (),
) -> StreamingHttpResponse:
    """The answer that gives the articles with these keys, in this order, as a file."""
    state = read_index_state()
    now = timezone.localtime()
    if total > len(pks):
        cut = _("Only the first %(count)s articles are in this file; ask for less at a time, such as a year.")
        messages = (*messages, cut % {"count": len(pks)})
    head = ExportHead(
        title=title,
        address=request.build_absolute_uri(address),
        exported_at=now,
        archive=site_name(),
        total=total,
        count=len(pks),
        index_version=state.version if state else "",
        index_articles=state.articles if state else None,
        messages=tuple(messages),
    )
    write, content_type = WRITERS[file_format]
    pieces = write(head, load(pks), request.build_absolute_uri)
    language = get_language() or "zh-hans"
    response = StreamingHttpResponse(in_language(language, pieces), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="articles-{now:%Y%m%d-%H%M%S}.{file_format}"'
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def load(pks: Sequence[int]) -> Iterator[Article]:
    """The articles in the order of their keys, some hundreds at a time; one that is gone by then is left out."""
    for start in range(0, len(pks), BATCH_SIZE):
        batch = list(pks[start : start + BATCH_SIZE])
        rows = Article.objects.prefetch_related(*build_summary_prefetches()).in_bulk(batch)
        yield from (rows[pk] for pk in batch if pk in rows)


def in_language(language: str, pieces: Iterator[str]) -> Iterator[str]:
    """The pieces, made in a language whatever the thread speaks by then, some at a time."""
    with closing(pieces):
        while True:
            with override(language):
                together = "".join(islice(pieces, BATCH_SIZE))
            if not together:
                return
            yield together
