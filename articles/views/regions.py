"""Browsing by place: provinces, prefectures, counties, townships, and the articles about each."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.models import Article, ArticleRegion, Region, RegionAlias
from articles.views.filters import FilterLink, parse_newspaper_code, parse_year
from articles.views.listing import list_articles
from articles.views.paging import build_address
from articles.views.places import (
    choose_current,
    count_articles_by_path,
    count_home_places,
    count_places,
    find_rows,
    find_within,
    name_division,
    rank,
    sum_within,
)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many articles of a list one newspaper has in one year; `year` is None for undated pages."""

    year: int | None
    newspaper: str
    newspaper_name: str
    count: int

    def counts_for(self, year: int | None, newspaper: str | None) -> bool:
        """Whether the articles pass these filters; None lets all pass."""
        return year in (None, self.year) and newspaper in (None, self.newspaper)


@require_safe
def regions(request: HttpRequest) -> HttpResponse:
    """All provinces with the number of articles about each; the home province with its prefectures first."""
    counts = count_articles_by_path()
    provinces = count_places(list(Region.objects.filter(level=Region.Level.PROVINCE)), counts)
    return render(
        request,
        "regions.html",
        {
            "home": next((place for place in provinces if place.region.code == settings.HOME_REGION), None),
            "home_places": rank(count_home_places(counts)),
            "provinces": rank(place for place in provinces if place.region.code != settings.HOME_REGION),
        },
    )


@require_safe
def region(request: HttpRequest, code: str) -> HttpResponse:
    """A province, prefecture or county: what lies within it, and the articles about it. 404 for an unknown code."""
    rows = list(find_rows(code).select_related("parent__parent"))
    children = Region.objects.filter(parent__code=code)
    return show_place(request, rows, list(children))


@require_safe
def township(request: HttpRequest, county: str, name: str) -> HttpResponse:
    """A township of the county with this code, and the articles about it. 404 where there is none of this name."""
    rows = find_rows(f"{county}/{name}").select_related("parent__parent__parent")
    return show_place(request, list(rows), [])


def show_place(request: HttpRequest, rows: Sequence[Region], children: Sequence[Region]) -> HttpResponse:
    """The page of the place that `rows` are, with `children` as the places directly within it."""
    if not rows:
        raise Http404("There is no such place in the gazetteer.")
    current = choose_current(rows)
    within = find_within(rows)
    counts = count_articles_by_path(within)
    paths = {row.path for row in rows}
    about_total, mentioned_total = sum(sum_within(path, counts) for path in paths), count_mentioned(within)
    role = choose_role(request.GET.get("role", ""), about_total, mentioned_total)
    default_role = choose_role("", about_total, mentioned_total)
    year = parse_year(request.GET.get("year", ""))
    newspaper = parse_newspaper_code(request.GET.get("newspaper", ""))
    filters = {
        "role": role if role != default_role else None,
        "year": year,
        "newspaper": newspaper,
    }

    placed = find_placed(within, role)
    tallies = tally(placed)
    total = sum(item.count for item in tallies if item.counts_for(year, newspaper))
    # No article is about a township as a whole: townships show where they are named at all.
    named = (
        count_articles_by_path(within, ArticleRegion.Role.values) if current.level == Region.Level.COUNTY else counts
    )
    ranked = rank(count_places(children, named))
    return render(
        request,
        "region.html",
        {
            "region": current,
            "division": name_division(current),
            "ancestors": find_ancestors(current),
            "former_names": find_former_names(current, rows),
            "children": [place for place in ranked if place.count or place.column],
            "children_without": [place for place in ranked if not place.count and not place.column],
            "about_total": about_total,
            "mentioned_total": mentioned_total,
            "role": role,
            "about_url": build_role_address(request.path, filters, "primary", default_role),
            "mentioned_url": build_role_address(request.path, filters, "mentioned", default_role),
            "years": build_year_links(request.path, filters, tallies),
            "newspapers": build_newspaper_links(request.path, filters, tallies),
            "year": year,
            "newspaper": newspaper,
            "list": list_articles(request, narrow(placed, year, newspaper), total, filters),
        },
    )


def choose_role(asked: str, about_total: int, mentioned_total: int) -> str:
    """The role that a reader asks for; with no word of theirs the articles about the place, if there are any."""
    if asked in ArticleRegion.Role.values:
        return asked
    return ArticleRegion.Role.MENTIONED if mentioned_total and not about_total else ArticleRegion.Role.PRIMARY


def build_role_address(path: str, filters: Mapping[str, object], role: str, default_role: str) -> str:
    """The address of the list in this role; the role that is shown anyway is not written out."""
    return build_address(path, {**filters, "role": None if role == default_role else role})


def tally(articles: QuerySet[Article]) -> list[Tally]:
    """The articles of each newspaper in each year: one query for both filters and for the length of the list."""
    groups = articles.order_by().values_list("dump__issue_date__year", "dump__newspaper__code", "dump__newspaper__name")
    rows = groups.annotate(Count("pk"))
    return [Tally(*row) for row in rows]


def build_year_links(path: str, filters: Mapping[str, object], tallies: Sequence[Tally]) -> list[FilterLink]:
    """The years of the articles that the chosen newspaper has, the newest first; undated articles have none."""
    counts: Counter[int] = Counter()
    for item in tallies:
        if item.year is not None and item.counts_for(None, filters["newspaper"]):
            counts[item.year] += item.count
    return [
        build_filter_link(path, filters, "year", year, str(year), counts[year]) for year in sorted(counts, reverse=True)
    ]


def build_newspaper_links(path: str, filters: Mapping[str, object], tallies: Sequence[Tally]) -> list[FilterLink]:
    """The newspapers of the articles of the chosen year, by name."""
    counts: Counter[tuple[str, str]] = Counter()
    for item in tallies:
        if item.counts_for(filters["year"], None):
            counts[item.newspaper_name, item.newspaper] += item.count
    return [
        build_filter_link(path, filters, "newspaper", code, name, counts[name, code]) for name, code in sorted(counts)
    ]


def build_filter_link(
    path: str, filters: Mapping[str, object], name: str, value: object, label: str, count: int
) -> FilterLink:
    """The link that turns one value of a filter on, or off where it is on already; other filters stay."""
    chosen = filters[name] == value
    return FilterLink(label, count, build_address(path, {**filters, name: None if chosen else value}), chosen)


def narrow(articles: QuerySet[Article], year: int | None, newspaper: str | None) -> QuerySet[Article]:
    """Those of `articles` that are of this year and this newspaper."""
    if year:
        articles = articles.filter(dump__issue_date__year=year)
    if newspaper:
        articles = articles.filter(dump__newspaper__code=newspaper)
    return articles


def find_placed(within: QuerySet[Region], role: str) -> QuerySet[Article]:
    """The articles with a place in `within` in this role; an article once, however many places it names."""
    placements = ArticleRegion.objects.filter(role=role, region__in=within)
    return Article.objects.filter(pk__in=placements.values("article"))


def count_mentioned(within: QuerySet[Region]) -> int:
    """How many articles mention some place in `within`."""
    placements = ArticleRegion.objects.filter(role=ArticleRegion.Role.MENTIONED, region__in=within)
    return placements.aggregate(articles=Count("article", distinct=True))["articles"]


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
    names = {
        row.name: (row.name, row.valid_from, row.valid_to)
        for row in sorted(rows, key=lambda row: row.valid_from)
        if row.name != current.name
    }
    aliases = RegionAlias.objects.filter(region__in=rows, kind=RegionAlias.Kind.FORMER)
    for name in aliases.values_list("name", flat=True):
        if name != current.name:
            names.setdefault(name, (name, None, None))
    return list(names.values())
