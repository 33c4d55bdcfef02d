"""What else an archive is browsed by: names in bylines, newspapers; and the archive itself."""

from typing import Annotated, Any

from django.conf import settings
from django.db.models import Count, Max, Min, Q, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from ninja import Query, Router

from articles.api.cursors import read_cursor, read_place, write_cursor, write_place
from articles.api.parameters import (
    BylineName,
    Cursor,
    NewspaperCode,
    Size,
    absolute_of,
    date_list,
    index_as_json,
    next_address,
    responses,
)
from articles.api.schemas import (
    Archive,
    ArticleList,
    BylineDetail,
    BylineList,
    NewspaperDetail,
    NewspaperList,
)
from articles.as_json import Absolute, build_summary_prefetches, region_as_json, summary_as_json
from articles.browsing import count_signed, find_signed, tally_signed
from articles.models import Byline, Dump, Newspaper, month_number

router = Router()


@router.get(
    "/archive",
    response=responses(Archive),
    summary=_("The archive"),
    description=_("What the archive holds, how fresh it is, and on what terms it may be used."),
)
def show_archive(request: HttpRequest, response: HttpResponse):
    state = date_list(response)
    figures = Dump.objects.filter(status=Dump.Status.PARSED).aggregate(
        pages=Count("pk"),
        articles=Sum("article_count", default=0),
        first_date=Min("issue_date"),
        last_date=Max("issue_date"),
    )
    return {
        "name": settings.SITE_NAME or gettext("Local News Archive"),
        **dates_as_text(figures),
        "index": index_as_json(state),
        "license": {"text": settings.CONTENT_LICENSE, "url": settings.CONTENT_LICENSE_URL},
        "openapi": request.build_absolute_uri(reverse("api-v1:openapi-json")),
    }


def dates_as_text(figures: dict[str, Any]) -> dict[str, Any]:
    """The figures with their days as 2022-10-12."""
    days = {name: day and day.isoformat() for name, day in figures.items() if name in ("first_date", "last_date")}
    return {**figures, **days}


@router.get(
    "/bylines",
    response=responses(BylineList, 422),
    summary=_("Names in bylines"),
    description=_("The names that sign articles, in the order of their characters."),
)
def list_bylines(
    request: HttpRequest,
    response: HttpResponse,
    begins: Annotated[
        str | None, Query(pattern=r"^[^\x00-\x1f\x7f]{1,100}$", description=_("how the name begins"))
    ] = None,
    size: Size = 20,
    cursor: Cursor = None,
):
    rows = Byline.objects.order_by("name").values_list("name").annotate(Count("article", distinct=True))
    if begins is not None:
        rows = rows.filter(name__startswith=begins)
    if cursor:
        (last,) = read_cursor(cursor, "bylines", (str,))
        rows = rows.filter(name__gt=last)
    date_list(response)
    found = list(rows[: size + 1])
    more = write_cursor("bylines", found[size - 1][0]) if len(found) > size else None
    items = [{"name": name, "articles": count} for name, count in found[:size]]
    return {"items": items, "next": next_address(request, more)}


@router.get(
    "/bylines/{path:name}/articles",
    response=responses(ArticleList, 404, 422),
    summary=_("Articles of a name"),
    description=_("The articles signed with a name, newest first."),
)
def list_byline(request: HttpRequest, response: HttpResponse, name: BylineName, size: Size = 20, cursor: Cursor = None):
    kind = f"byline {name}"
    day, condition = read_place(cursor, kind) if cursor else (None, Q())
    by_month = count_signed(tally_signed(name))
    if not by_month:
        raise Http404("No article in the archive is signed with this name.")
    date_list(response)
    # Of the month that the cursor is in some have been listed.
    begun = month_number(day) if cursor else max(by_month)
    left = {month: count for month, count in by_month.items() if month <= begun}
    rows, _skipped = find_signed(name, None, left, 0, left.get(begun, 0) + size + 1)
    found = list(rows.filter(condition).prefetch_related(*build_summary_prefetches())[: size + 1])
    shown = found[:size]
    absolute = absolute_of(request)
    more = write_place(kind, shown[-1]) if len(found) > size else None
    return {"items": [summary_as_json(row, absolute) for row in shown], "next": next_address(request, more)}


@router.get(
    "/bylines/{path:name}",
    response=responses(BylineDetail, 404, 422),
    summary=_("A name in bylines"),
    description=_("A name with its roles and organisations. Different people may share it."),
)
def show_byline(request: HttpRequest, response: HttpResponse, name: BylineName):
    signatures = Byline.objects.filter(name=name).order_by()
    roles = list(signatures.values_list("role").annotate(Count("pk")).order_by("-pk__count", "role"))
    if not roles:
        raise Http404("No article in the archive is signed with this name.")
    date_list(response)
    organisations = signatures.exclude(organisation="").order_by("organisation").values_list("organisation", flat=True)
    return {
        "name": name,
        "url": request.build_absolute_uri(reverse("byline", args=[name])),
        "articles": signatures.aggregate(count=Count("article", distinct=True))["count"],
        "roles": [{"role": role or None, "count": count} for role, count in roles],
        "organisations": list(organisations.distinct()),
    }


@router.get(
    "/newspapers",
    response=responses(NewspaperList, 422),
    summary=_("Newspapers"),
    description=_("The newspapers of which the archive has pages."),
)
def list_newspapers(request: HttpRequest, response: HttpResponse, size: Size = 20, cursor: Cursor = None):
    (last,) = read_cursor(cursor, "newspapers", (str,)) if cursor else ("",)
    date_list(response)
    rows = list(count_newspapers().filter(code__gt=last).order_by("code")[: size + 1])
    absolute = absolute_of(request)
    more = write_cursor("newspapers", rows[size - 1].code) if len(rows) > size else None
    return {"items": [newspaper_as_json(row, absolute) for row in rows[:size]], "next": next_address(request, more)}


def count_newspapers():
    """Newspapers with pages, and what the archive has of each."""
    readable = Q(dumps__status=Dump.Status.PARSED)
    return (
        Newspaper.objects.select_related("home_region")
        .annotate(
            pages=Count("dumps", filter=readable),
            articles=Sum("dumps__article_count", filter=readable, default=0),
            first_date=Min("dumps__issue_date", filter=readable),
            last_date=Max("dumps__issue_date", filter=readable),
        )
        .filter(pages__gt=0)
    )


def newspaper_as_json(row: Newspaper, absolute: Absolute) -> dict[str, Any]:
    """A newspaper of count_newspapers in a list."""
    figures = {name: getattr(row, name) for name in ("pages", "articles", "first_date", "last_date")}
    return {
        "code": row.code,
        "name": row.name,
        "url": absolute(row.get_absolute_url()),
        "home_region": region_as_json(row.home_region) if row.home_region else None,
        **dates_as_text(figures),
    }


@router.get(
    "/newspapers/{code}",
    response=responses(NewspaperDetail, 404, 422),
    summary=_("A newspaper"),
    description=_("A newspaper with its years; its pages are listed by pages?newspaper=."),
)
def show_newspaper(request: HttpRequest, response: HttpResponse, code: NewspaperCode):
    row = get_object_or_404(count_newspapers(), code=code)
    date_list(response)
    years = (
        Dump.objects.filter(newspaper=row, status=Dump.Status.PARSED)
        .order_by("-issue_date__year")
        .values_list("issue_date__year")
        .annotate(Count("pk"), Sum("article_count"))
    )
    by_year = [{"year": year, "pages": pages, "articles": articles} for year, pages, articles in years]
    by_year.sort(key=lambda each: -(each["year"] or 0))
    return {**newspaper_as_json(row, absolute_of(request)), "years": by_year}
