"""Browsing by who signs: the index of names, and the articles under one name with what is known of it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from string import ascii_lowercase

from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.browsing import (
    SignedTally,
    choose_current,
    choose_months,
    count_signed,
    find_signatures,
    find_signed,
    tally_signed,
)
from articles.dump.names import is_name
from articles.dump.offices import is_office
from articles.models import ArticleRegion, Byline, Region
from articles.text.surnames import NO_LETTER, index_letter
from articles.views.charts import year_bars
from articles.views.filters import FilterLink, parse_newspaper_code, parse_year
from articles.views.listing import LIST_SIZE, find_page, list_articles
from articles.views.paging import build_address, build_pager, parse_page_no

# Names on a page of the index, and the last page of it: a longer list is narrowed by letter or by search.
NAMES_AT_ONCE = 120
LAST_PAGE = 50
LONGEST_SEARCH = 30
# Of each: fellow signers, organisations, places.
MOST_RELATED = 12
# 新华社, 本报, 省电视台, 红网: they sign as offices do.
MEDIA_ENDINGS = ("社", "报", "台", "网")
# So many of the newest articles say who stands beside a name, in what role and where: whoever signs more is an office.
MOST_READ = 1_000
# Rungs of a prefecture's path.
PREFECTURE_DEPTH = 2


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of the index; `url` leads to its names, and is empty where it has none."""

    letter: str
    url: str
    chosen: bool


@require_safe
def bylines(request: HttpRequest) -> HttpResponse:
    """Names that sign articles with their numbers, by the alphabet: all, those of a letter, or those that hold a word.

    `?letter=l` is a letter, `#` for names that have none; `?q=` any part of a name. Both bad and unknown values find
    nothing, and the page says so.
    """
    asked = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    letter = request.GET.get("letter", "").lower()[:1]
    signatures = Byline.objects.order_by()
    if asked and asked.isprintable():
        signatures = signatures.filter(name__contains=asked)
    elif letter and letter.isprintable():
        signatures = signatures.filter(letter=letter)
    total = signatures.values("name").distinct().count()
    page_count = min(max(ceil(total / NAMES_AT_ONCE), 1), LAST_PAGE)
    page_no = min(parse_page_no(request.GET.get("page", "")), page_count)
    start = (page_no - 1) * NAMES_AT_ONCE
    names = (
        signatures.values_list("letter", "name")
        .annotate(articles=Count("article", distinct=True))
        .order_by("letter", "name")[start : start + NAMES_AT_ONCE]
    )
    parameters = {"q": asked} if asked else {"letter": letter}
    return render(
        request,
        "bylines.html",
        {
            "asked": asked,
            "letters": build_letters(request.path, "" if asked else letter),
            "groups": group_by_letter(list(names)),
            "total": total,
            "beyond": total > LAST_PAGE * NAMES_AT_ONCE,
            "pager": build_pager(page_no, page_count, request.path, parameters),
        },
    )


def build_letters(path: str, chosen: str) -> list[Letter]:
    """The letters of the alphabet and what stands outside of it, with links where there are names."""
    present = set(Byline.objects.order_by().values_list("letter", flat=True).distinct())
    return [
        Letter(letter, build_address(path, {"letter": letter}) if letter in present else "", letter == chosen)
        for letter in (*ascii_lowercase, NO_LETTER)
        if letter != NO_LETTER or letter in present
    ]


def group_by_letter(names: Sequence[tuple[str, str, int]]) -> list[tuple[str, list[tuple[Byline, int]]]]:
    """(letter, [(name, number of articles)]) of (letter, name, number of articles), in the same order."""
    groups: dict[str, list[tuple[Byline, int]]] = {}
    for letter, name, articles in names:
        groups.setdefault(letter, []).append((Byline(name=name), articles))
    return list(groups.items())


@require_safe
def byline(request: HttpRequest, name: str) -> HttpResponse:
    """The articles signed with this name, newest first, and what they say of who that may be. 404 for an unused name.

    `?newspaper=` and `?year=` narrow the list, which is how namesakes are told apart. What stands beside the list is
    read from the newest MOST_READ articles or some more, whatever is chosen.
    """
    tallies = tally_signed(name)
    if not tallies:
        raise Http404("No article in the archive is signed with this name.")
    filters = {
        "newspaper": parse_newspaper_code(request.GET.get("newspaper", "")),
        "year": parse_year(request.GET.get("year", "")),
    }
    by_month = count_signed(tallies, **filters)
    page_no, _page_count = find_page(request, by_month.total())
    chosen, skipped = find_signed(name, filters["newspaper"], by_month, (page_no - 1) * LIST_SIZE, LIST_SIZE)
    path = reverse("byline", args=[name])
    newspapers = build_newspaper_links(path, filters, tallies)
    by_year = sum_by_year(tallies, filters["newspaper"])
    return render(
        request,
        "byline.html",
        {
            "name": name,
            "path": path,
            "letter": index_letter(name),
            "person": is_name(name),
            "office": not is_name(name) and (is_office(name) or name.endswith(MEDIA_ENDINGS)),
            "total": sum(tally.count for tally in tallies),
            **look_at_newest(name, count_signed(tallies)),
            "newspapers": newspapers,
            "years": build_year_links(path, filters, by_year),
            "chart": year_bars(by_year),
            "filters": filters,
            "list": list_articles(request, chosen, by_month.total(), filters, skipped),
        },
    )


def look_at_newest(name: str, by_month: Mapping[int, int]) -> dict[str, object]:
    """Roles, organisations, fellow signers and places in the newest articles; `read` is how many these are."""
    months, _skipped = choose_months(by_month, 0, MOST_READ)
    signatures = find_signatures(name, months)
    organisations = signatures.exclude(organisation="").values_list("organisation").annotate(Count("pk"))
    places = count_places(signatures)
    return {
        "read": sum(by_month[month] for month in months),
        "roles": list(signatures.values_list("role").annotate(Count("pk")).order_by("-pk__count", "role")),
        "organisations": list(organisations.order_by("-pk__count", "organisation")[:MOST_RELATED]),
        "fellows": list_fellows(signatures, name),
        "places": places[:MOST_RELATED],
        "place_count": len(places),
    }


def sum_by_year(tallies: Sequence[SignedTally], newspaper: str | None) -> Counter[int]:
    """How many articles each year has, in the newspaper or in all; without those that have no date."""
    counts: Counter[int] = Counter()
    for item in tallies:
        if item.year and newspaper in (None, item.newspaper):
            counts[item.year] += item.count
    return counts


def build_newspaper_links(path: str, filters: Mapping[str, object], tallies: Sequence[SignedTally]) -> list[FilterLink]:
    """The newspapers in which the name stands, those with most articles first, whatever year is chosen."""
    counts: Counter[tuple[str, str]] = Counter()
    for item in tallies:
        counts[item.newspaper_name, item.newspaper] += item.count
    links = []
    for (name, code), count in sorted(counts.items(), key=lambda found: (-found[1], found[0])):
        chosen = filters["newspaper"] == code
        address = build_address(path, {"newspaper": None if chosen else code})
        links.append(FilterLink(name, count, address, chosen))
    return links


def build_year_links(path: str, filters: Mapping[str, object], by_year: Mapping[int, int]) -> list[FilterLink]:
    """The years with articles, the newest first, within the newspaper that is chosen."""
    links = []
    for year in sorted(by_year, reverse=True):
        chosen = filters["year"] == year
        address = build_address(path, {**filters, "year": None if chosen else year})
        links.append(FilterLink(str(year), by_year[year], address, chosen))
    return links


def list_fellows(signatures: QuerySet[Byline], name: str) -> list[tuple[Byline, int]]:
    """Those who sign the same articles, with the number of these: most first, a handful."""
    beside = Byline.objects.filter(article__in=signatures.values("article")).exclude(name=name).order_by()
    rows = beside.values_list("name").annotate(articles=Count("article", distinct=True)).order_by("-articles", "name")
    return [(Byline(name=fellow), articles) for fellow, articles in rows[:MOST_RELATED]]


def count_places(signatures: QuerySet[Byline]) -> list[tuple[Region, int]]:
    """The prefectures (or provinces) that the articles are about, with the number of these, most first."""
    about = ArticleRegion.objects.filter(article__in=signatures.values("article"), role=ArticleRegion.Role.PRIMARY)
    rows = about.order_by().values_list("region__entity_path").annotate(Count("article"))
    counts: Counter[str] = Counter()
    for path, articles in rows:
        counts["".join(f"{code}/" for code in path.split("/")[:PREFECTURE_DEPTH] if code)] += articles
    by_path: dict[str, list[Region]] = {}
    for row in Region.objects.filter(entity_path__in=counts):
        by_path.setdefault(row.entity_path, []).append(row)
    return [(choose_current(by_path[path]), articles) for path, articles in counts.most_common() if path in by_path]
