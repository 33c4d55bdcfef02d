"""Places and the articles about them."""

from collections import Counter
from collections.abc import Iterable
from typing import Annotated, Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import gettext_noop as _
from ninja import Query, Router

from articles.api.cursors import read_cursor, read_place, write_cursor, write_place
from articles.api.parameters import (
    Cursor,
    NewspaperFilter,
    PlaceName,
    RegionCode,
    Size,
    YearFilter,
    absolute_of,
    date_list,
    next_address,
    responses,
)
from articles.api.schemas import ArticleList, RegionDetail, RegionList, Role
from articles.as_json import Absolute, build_summary_prefetches, region_as_json, summary_as_json
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
from articles.models import ArticleRegion, Region, RegionAlias, RegionTotal

router = Router()
LEVELS = {level.value: level.name.lower() for level in Region.Level}


@router.get(
    "/regions",
    response=responses(RegionList, 404, 422),
    summary=_("Places"),
    description=_("Places by name, or those directly in a division; without either, the provinces."),
)
def list_regions(
    request: HttpRequest,
    response: HttpResponse,
    within: Annotated[str | None, Query(pattern=r"^[0-9]{6}$", description=_("code of the division above"))] = None,
    name: Annotated[
        str | None,
        Query(pattern=r"^[^\x00-\x1f\x7f]{1,60}$", description=_("a name, a short form or a former name")),
    ] = None,
    size: Size = 20,
    cursor: Cursor = None,
):
    rows = Region.objects.all()
    if within is not None:
        above = choose_current(find_rows(within)).entity_path
        rows = rows.filter(parent__entity_path=above)
    if name is not None:
        rows = rows.filter(Q(name=name) | Q(aliases__name=name)).distinct()
    if within is None and name is None:
        rows = rows.filter(level=Region.Level.PROVINCE)
    (last,) = read_cursor(cursor, "regions", (str,)) if cursor else ("",)
    date_list(response)
    by_path: dict[str, list[Region]] = {}
    for row in rows:
        by_path.setdefault(row.entity_path, []).append(row)
    paths = sorted(path for path in by_path if path > last)[: size + 1]
    shown = [choose_current(by_path[path]) for path in paths[:size]]
    totals = count_roles(paths[:size])
    absolute = absolute_of(request)
    more = write_cursor("regions", paths[size - 1]) if len(paths) > size else None
    items = [place_as_json(row, totals[row.entity_path], absolute) for row in shown]
    return {"items": items, "next": next_address(request, more)}


def find_rows(division: str) -> list[Region]:
    """The rows of the place that `division` leads to. 404 where there is none."""
    rows = list(Region.objects.of_place(division).select_related("parent__parent__parent"))
    if not rows:
        raise Http404("There is no such place in the gazetteer.")
    return rows


def count_roles(paths: Iterable[str]) -> dict[str, Counter[str]]:
    """How many articles each place has in each role."""
    totals: dict[str, Counter[str]] = {path: Counter() for path in paths}
    for path, role, count in RegionTotal.objects.filter(path__in=list(totals)).values_list("path", "role", "articles"):
        totals[path][role] += count
    return totals


def roles_as_json(totals: Counter[str]) -> dict[str, int]:
    """The numbers of articles about a place, and of those that mention it."""
    return {role: totals[role] for role in ArticleRegion.Role.values}


def place_as_json(region: Region, totals: Counter[str], absolute: Absolute) -> dict[str, Any]:
    """A place in a list."""
    return {
        **region_as_json(region),
        "level": LEVELS[region.level],
        "url": absolute(region.get_absolute_url()),
        "articles": roles_as_json(totals),
    }


def show_place(request: HttpRequest, response: HttpResponse, division: str):
    """The place that `division` leads to; an earlier code of it redirects."""
    rows = find_rows(division)
    current = choose_current(rows)
    if current.division != division:
        return HttpResponsePermanentRedirect(place_address("show", current.division))
    date_list(response)
    tallies = tally(current.entity_path)
    by_year: dict[int, Counter[str]] = {}
    for item in tallies:
        by_year.setdefault(item.year, Counter())[item.role] += item.count
    aliases = RegionAlias.objects.filter(region__in=rows, kind=RegionAlias.Kind.FORMER).values_list("name", flat=True)
    former = {*(row.name for row in rows), *aliases} - {current.name}
    lineage = [current]
    while lineage[0].parent_id:
        lineage.insert(0, lineage[0].parent)
    return {
        **place_as_json(current, sum_by_role(tallies), absolute_of(request)),
        "lineage": [region_as_json(row) for row in lineage[:-1]],
        "former_names": sorted(former),
        "years": [{"year": year or None, **roles_as_json(by_year[year])} for year in sorted(by_year, reverse=True)],
    }


def list_place(
    request: HttpRequest, response: HttpResponse, division: str, role: str | None, year: int | None,
    newspaper: str | None, size: int, cursor: str | None,
):  # fmt: skip
    """The articles of the place, newest first."""
    current = choose_current(find_rows(division))
    date_list(response)
    tallies = tally(current.entity_path)
    choice = Choice(choose_role(role or "", sum_by_role(tallies)), year, newspaper)
    by_month = count_by_month(choice, tallies)
    kind = f"region {current.entity_path}"
    start, wanted, condition = 0, size + 1, Q()
    if cursor:
        day, condition = read_place(cursor, kind)
        month = day.year * 100 + day.month if day else 0
        start = sum(count for other, count in by_month.items() if other > month)
        wanted += by_month[month]
    rows, _skipped = find_articles(current.entity_path, choice, by_month, start, wanted)
    found = list(
        rows.filter(condition).order_by(*NEWEST_FIRST).prefetch_related(*build_summary_prefetches())[: size + 1]
    )
    shown = found[:size]
    absolute = absolute_of(request)
    more = write_place(kind, shown[-1]) if len(found) > size else None
    return {"items": [summary_as_json(row, absolute) for row in shown], "next": next_address(request, more)}


def place_address(what: str, division: str) -> str:
    """The address of a place in the API."""
    parts = division.split("/")
    return reverse(f"api-v1:{what}_{'region' if len(parts) == 1 else 'township'}", args=parts)


PLACE = {"summary": _("A place"), "description": _("A place with those it lies in, its earlier names and its years.")}
PLACE_ARTICLES = {
    "summary": _("Articles of a place"),
    "description": _("Articles about a place and the places within it, or those that mention one; newest first."),
}
RoleFilter = Annotated[
    Role | None, Query(description=_("primary: about the place; mentioned: that name it; by default the first, if any"))
]


@router.get("/regions/{code}", response=responses(RegionDetail, 301, 404, 422), **PLACE)
def show_region(request: HttpRequest, response: HttpResponse, code: RegionCode):
    return show_place(request, response, code)


@router.get("/regions/{code}/articles", response=responses(ArticleList, 404, 422), **PLACE_ARTICLES)
def list_region(
    request: HttpRequest, response: HttpResponse, code: RegionCode, role: RoleFilter = None, year: YearFilter = None,
    newspaper: NewspaperFilter = None, size: Size = 20, cursor: Cursor = None,
):  # fmt: skip
    return list_place(request, response, code, role, year, newspaper, size, cursor)


@router.get("/regions/{code}/{name}", response=responses(RegionDetail, 301, 404, 422), **PLACE)
def show_township(request: HttpRequest, response: HttpResponse, code: RegionCode, name: PlaceName):
    return show_place(request, response, f"{code}/{name}")


@router.get("/regions/{code}/{name}/articles", response=responses(ArticleList, 404, 422), **PLACE_ARTICLES)
def list_township(
    request: HttpRequest, response: HttpResponse, code: RegionCode, name: PlaceName, role: RoleFilter = None,
    year: YearFilter = None, newspaper: NewspaperFilter = None, size: Size = 20, cursor: Cursor = None,
):  # fmt: skip
    return list_place(request, response, f"{code}/{name}", role, year, newspaper, size, cursor)
