"""Browsing by place: provinces, prefectures, counties, townships, zones, and the articles about each."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from django.conf import settings
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.browsing import (
    Choice,
    Tally,
    choose_current,
    choose_role,
    count_by_month,
    find_articles,
    lies_within,
    sum_by_role,
    tally,
)
from articles.models import ArticleRegion, Region, RegionAlias
from articles.views.filters import FilterLink, parse_newspaper_code, parse_year
from articles.views.listing import LIST_SIZE, ArticleList, find_page, list_articles
from articles.views.paging import build_address
from articles.views.places import (
    count_home_places,
    count_places,
    count_zones,
    find_directly_within,
    map_places,
    rank,
)


@require_safe
def regions(request: HttpRequest) -> HttpResponse:
    """All provinces with the number of articles about each; the home province with its prefectures first."""
    provinces = count_places(list(Region.objects.filter(level=Region.Level.PROVINCE)))
    home_places = count_home_places()
    return render(
        request,
        "regions.html",
        {
            "home": next((place for place in provinces if place.region.code == settings.HOME_REGION), None),
            "home_places": rank(home_places),
            "home_map": map_places(home_places),
            "zones": [zone for zone in count_zones(f"{settings.HOME_REGION}/") if zone.count],
            "provinces": rank(place for place in provinces if place.region.code != settings.HOME_REGION),
        },
    )


@require_safe
def region(request: HttpRequest, code: str) -> HttpResponse:
    """A province, prefecture or county: what lies within it, and the articles about it.

    A code that it had in earlier years redirects here for good. 404 for an unknown code.
    """
    return show_place(request, code)


@require_safe
def township(request: HttpRequest, county: str, name: str) -> HttpResponse:
    """A township or zone of the division with this code, and the articles about it. 404 where none has this name."""
    return show_place(request, f"{county}/{name}")


def show_place(request: HttpRequest, division: str) -> HttpResponse:
    """The page of the place that `division` leads to."""
    rows = list(Region.objects.of_place(division).select_related("parent__parent__parent"))
    if not rows:
        raise Http404("There is no such place in the gazetteer.")
    current = choose_current(rows)
    if current.division != division:
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(current.get_absolute_url() + (f"?{query}" if query else ""))
    if zone := find_zone_asked_for(request, current):
        parameters = {name: request.GET.get(name) for name in ("role", "year", "newspaper", "page")}
        return HttpResponsePermanentRedirect(build_address(zone.get_absolute_url(), parameters))

    tallies = tally(current.entity_path)
    totals = sum_by_role(tallies)
    role, default_role = (choose_role(asked, totals) for asked in (request.GET.get("role", ""), ""))
    choice = Choice(
        role,
        parse_year(request.GET.get("year", "")),
        parse_newspaper_code(request.GET.get("newspaper", "")),
    )
    filters = {
        "role": role if role != default_role else None,
        "year": choice.year,
        "newspaper": choice.newspaper,
    }
    # No article is about a township as a whole: townships show where they are named at all, and so do zones.
    roles = ArticleRegion.Role.values if current.level == Region.Level.COUNTY else [ArticleRegion.Role.PRIMARY]
    ranked = [] if current.goes_by_name else rank(count_places(find_directly_within(current.entity_path), roles))
    zones = [] if current.goes_by_name else count_zones(current.entity_path)
    return render(
        request,
        "region.html",
        {
            "region": current,
            "division": division,
            "feed_url": reverse("township_feed" if current.goes_by_name else "region_feed", args=division.split("/")),
            "ancestors": find_ancestors(current),
            "former_names": find_former_names(current, rows),
            "children": [place for place in ranked if place.count or place.column],
            "children_without": [place for place in ranked if not place.count and not place.column],
            "children_map": map_places(ranked),
            "zones": [zone for zone in zones if zone.count],
            "zones_without": [zone for zone in zones if not zone.count],
            "about_total": totals[ArticleRegion.Role.PRIMARY],
            "mentioned_total": totals[ArticleRegion.Role.MENTIONED],
            "role": role,
            "about_url": build_role_address(request.path, filters, "primary", default_role),
            "mentioned_url": build_role_address(request.path, filters, "mentioned", default_role),
            "years": build_year_links(request.path, filters, tallies, choice),
            "newspapers": build_newspaper_links(request.path, filters, tallies, choice),
            "list": list_place(request, current.entity_path, choice, tallies, filters),
        },
    )


def find_zone_asked_for(request: HttpRequest, region: Region) -> Region | None:
    """The zone that ?zone= names: before zones had pages of their own it chose from the articles of a place."""
    name = request.GET.get("zone", "")
    if not name or not name.isprintable():
        return None
    zones = Region.objects.filter(lies_within(region.entity_path, "entity_path"), level=Region.Level.ZONE)
    return zones.filter(Q(name=name) | Q(aliases__name=name)).order_by("entity_path").first()


def build_role_address(path: str, filters: Mapping[str, object], role: str, default_role: str) -> str:
    """The address of the list in this role; the role that is shown anyway is not written out."""
    return build_address(path, {**filters, "role": None if role == default_role else role})


def list_place(
    request: HttpRequest, path: str, choice: Choice, tallies: Iterable[Tally], filters: Mapping[str, object]
) -> ArticleList:
    """The page of the place's articles that the request asks for, newest first."""
    by_month = count_by_month(choice, tallies)
    total = by_month.total()
    page_no, _page_count = find_page(request, total)
    articles, skipped = find_articles(path, choice, by_month, (page_no - 1) * LIST_SIZE, LIST_SIZE)
    return list_articles(request, articles, total, filters, skipped)


def build_year_links(
    path: str, filters: Mapping[str, object], tallies: Iterable[Tally], choice: Choice
) -> list[FilterLink]:
    """The years of the articles that the other filters let pass, the newest first; undated articles have none."""
    counts = _sum(
        (item for item in tallies if item.month and choice.takes(item, any_year=True)), lambda item: item.year
    )
    return [
        build_filter_link(path, filters, "year", year, str(year), counts[year]) for year in sorted(counts, reverse=True)
    ]


def build_newspaper_links(
    path: str, filters: Mapping[str, object], tallies: Iterable[Tally], choice: Choice
) -> list[FilterLink]:
    """The newspapers of the articles that the other filters let pass, by name."""
    counts = _sum(
        (item for item in tallies if choice.takes(item, any_newspaper=True)),
        lambda item: (item.newspaper_name, item.newspaper),
    )
    return [
        build_filter_link(path, filters, "newspaper", code, name, counts[name, code]) for name, code in sorted(counts)
    ]


def _sum(tallies: Iterable[Tally], key: Callable[[Tally], object]) -> Counter:
    counts: Counter = Counter()
    for item in tallies:
        counts[key(item)] += item.count
    return counts


def build_filter_link(
    path: str, filters: Mapping[str, object], name: str, value: object, label: str, count: int
) -> FilterLink:
    """The link that turns one value of a filter on, or off where it is on already; other filters stay."""
    chosen = filters[name] == value
    return FilterLink(label, count, build_address(path, {**filters, name: None if chosen else value}), chosen)


def find_ancestors(region: Region) -> list[Region]:
    """The places that `region` lies within, the province first."""
    ancestors = []
    parent = region.parent
    while parent:
        ancestors.insert(0, parent)
        parent = parent.parent
    return ancestors


def find_former_names(current: Region, rows: Sequence[Region]) -> list[tuple[str, int | None, int | None]]:
    """(name, first year, last year) of the names the place had before; years are None where they are not known."""
    names: dict[str, tuple[str, int | None, int | None]] = {}
    for row in sorted(rows, key=lambda row: row.valid_from):
        if row.name != current.name:
            # One name over several rows, for codes and parents change more often: its first year, and its last.
            _name, first, _last = names.get(row.name, (row.name, row.valid_from, None))
            names[row.name] = (row.name, first, row.valid_to)
    aliases = RegionAlias.objects.filter(region__in=rows, kind=RegionAlias.Kind.FORMER)
    for name in aliases.values_list("name", flat=True):
        if name != current.name:
            names.setdefault(name, (name, None, None))
    return list(names.values())
