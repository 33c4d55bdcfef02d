"""Articles, and the pages that they stand on."""

from datetime import date
from typing import Annotated, NoReturn

from django.db.models import F, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import gettext_noop as _
from ninja import Query, Router

from articles.api.cursors import BadCursorError, read_cursor, write_cursor
from articles.api.parameters import (
    Cursor,
    NewspaperFilter,
    PublicId,
    Size,
    absolute_of,
    date_answer,
    date_list,
    next_address,
    responses,
)
from articles.api.problems import WithdrawnError
from articles.api.schemas import ArticleList, ArticleText, PageList, PageText
from articles.as_json import (
    article_as_json,
    build_summary_prefetches,
    build_text_prefetches,
    find_dumps,
    issue_as_json,
    page_summary_as_json,
    summary_as_json,
)
from articles.models import Article, FormerIdentifier, WithdrawnIdentifier

router = Router()


@router.get(
    "/articles",
    response=responses(ArticleList, 422),
    summary=_("All articles"),
    description=_(
        "Every article in the order in which it came to the archive, so that a copy can be kept: go on from the last "
        "cursor. To choose articles, search."
    ),
)
def list_articles(request: HttpRequest, response: HttpResponse, size: Size = 20, cursor: Cursor = None):
    (last,) = read_cursor(cursor, "articles", (int,)) if cursor else (0,)
    date_list(response)
    rows = Article.objects.filter(pk__gt=last).order_by("pk").prefetch_related(*build_summary_prefetches())
    found = list(rows[: size + 1])
    shown = found[:size]
    absolute = absolute_of(request)
    more = write_cursor("articles", shown[-1].pk) if len(found) > size else None
    return {"items": [summary_as_json(row, absolute) for row in shown], "next": next_address(request, more)}


@router.get(
    "/articles/{public_id}",
    response=responses(ArticleText, 301, 404, 410, 422),
    summary=_("An article"),
    description=_(
        "An article in full. An identifier that it had before its page was read again leads to it (301); one that was "
        "withdrawn is gone (410)."
    ),
)
def show_article(request: HttpRequest, response: HttpResponse, public_id: PublicId):
    row = Article.objects.filter(public_id=public_id).prefetch_related(*build_text_prefetches()).first()
    if row is None:
        former = FormerIdentifier.objects.filter(public_id=public_id).select_related("article").first()
        if former is None:
            refuse(public_id, "The archive has no article with this identifier.")
        return HttpResponsePermanentRedirect(reverse("api-v1:show_article", args=[former.article.public_id]))
    date_answer(response, max(row.updated_at, row.dump.parsed_at))
    return article_as_json(row, absolute_of(request))


def refuse(public_id: str, otherwise: str) -> NoReturn:
    """Raise WithdrawnError for an identifier of what was withdrawn, else Http404 with the text of `otherwise`."""
    if WithdrawnIdentifier.objects.filter(public_id=public_id).exists():
        raise WithdrawnError
    raise Http404(otherwise)


@router.get(
    "/pages",
    response=responses(PageList, 422),
    summary=_("Pages"),
    description=_("Pages, the newest issues first; those without a date come last."),
)
def list_pages(
    request: HttpRequest,
    response: HttpResponse,
    newspaper: NewspaperFilter = None,
    day: Annotated[date | None, Query(alias="date", description=_("day of issue, as 2022-10-12"))] = None,
    size: Size = 20,
    cursor: Cursor = None,
):
    date_list(response)
    rows = find_dumps()
    if newspaper is not None:
        rows = rows.filter(newspaper__code=newspaper)
    if day is not None:
        rows = rows.filter(issue_date=day, issue_date_precision="day")
    last_day, last = read_page_place(cursor) if cursor else (date.max, None)
    found = []
    if last_day is not None:
        # SQLite needs the bounds to look at the index of dates.
        dated = rows.filter(issue_date__gte=date.min, issue_date__lte=last_day)
        if last is not None:
            dated = dated.exclude(Q(issue_date=last_day) & Q(pk__gte=last))
        found = list(dated.order_by("-issue_date", "-pk")[: size + 1])
        last = None
    if len(found) <= size and day is None:
        undated = rows.filter(issue_date__isnull=True)
        if last is not None:
            undated = undated.filter(pk__lt=last)
        found += undated.order_by("-pk")[: size + 1 - len(found)]
    shown = found[:size]
    more = None
    if len(found) > size:
        end = shown[-1]
        more = write_cursor("pages", end.issue_date.isoformat() if end.issue_date else None, end.pk)
    absolute = absolute_of(request)
    return {"items": [page_summary_as_json(row, absolute) for row in shown], "next": next_address(request, more)}


def read_page_place(cursor: str) -> tuple[date | None, int]:
    """The day and the key that a list of pages has come to. Raises BadCursorError."""
    text, last = read_cursor(cursor, "pages", [(str, type(None)), int])
    try:
        return (date.fromisoformat(text) if text is not None else None), last
    except ValueError as error:
        raise BadCursorError from error


@router.get(
    "/pages/{public_id}",
    response=responses(PageText, 404, 410, 422),
    summary=_("A page"),
    description=_("A page in full: its articles in their order, and the lines that belong to none."),
)
def show_page(request: HttpRequest, response: HttpResponse, public_id: PublicId):
    rows = find_dumps().defer(None).defer("raw_bytes")
    dump = rows.filter(public_id=public_id).first()
    if dump is None:
        refuse(public_id, "The archive has no page with this identifier.")
    articles = list(dump.articles.order_by(F("order_no")).prefetch_related(*build_text_prefetches()))
    date_answer(response, max([dump.parsed_at, *(row.updated_at for row in articles)]))
    absolute = absolute_of(request)
    return {
        "id": dump.public_id,
        "url": absolute(dump.get_absolute_url()),
        **issue_as_json(dump),
        "parsed_at": dump.parsed_at.isoformat(),
        "dump": {
            "sha256": dump.sha256,
            "encoding": dump.encoding,
            "lines": dump.line_count,
            "parser": dump.parser_version,
        },
        "articles": [article_as_json(row, absolute) for row in articles],
        "furniture": dump.furniture,
        "problems": dump.problems,
    }
