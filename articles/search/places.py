"""Names of places and newspapers in a query, and the labels of their filters, from the rows of the archive."""

from collections import Counter
from collections.abc import Iterable
from itertools import combinations

from django.conf import settings
from django.db.models import Q

from articles.models import Article, Newspaper, Region
from articles.search.query import (
    InNewspapers,
    InRegions,
    NewspaperNamed,
    Node,
    Notice,
    NoticeKind,
    PlaceNamed,
    Word,
    rewrite,
)
from articles.search.request import FacetValue

# Of a name that is in use.
LAST_YEAR = 9999


def resolve_names(tree: Node | None) -> tuple[Node | None, tuple[Notice, ...]]:
    """Return the tree with places and newspapers looked up. A name that nobody has is searched as a word."""
    if tree is None:
        return None, ()
    notices: list[Notice] = []

    def change(leaf: Node) -> Node:
        match leaf:
            case PlaceNamed(name):
                values, ambiguous = find_regions(name)
                if not values:
                    notices.append(Notice(NoticeKind.UNKNOWN_PLACE, name))
                    return Word(name)
                if ambiguous:
                    notices.append(Notice(NoticeKind.AMBIGUOUS_PLACE, name))
                return InRegions(values)
            case NewspaperNamed(name):
                codes = find_newspapers(name)
                if not codes:
                    notices.append(Notice(NoticeKind.UNKNOWN_NEWSPAPER, name))
                    return Word(name)
                return InNewspapers(codes)
        return leaf

    return rewrite(tree, change), tuple(dict.fromkeys(notices))


def find_regions(name: str) -> tuple[tuple[str, ...], bool]:
    """Return the filter values of the regions with this name, other name or code, and whether they are several places.

    Places of the home province come before all others: 永定区 means the one in the home province where it has one. A
    place whose code changed over the years is one place, and so is a county within a prefecture of its name.
    """
    found = Region.objects.filter(Q(name=name) | Q(aliases__name=name) | Q(code=name, code__gt=""))
    rows = list(found.order_by().distinct())
    at_home = [row for row in rows if row.entity_path.startswith(f"{settings.HOME_REGION}/")]
    rows = at_home or rows
    several = any(_are_two_places(one, other) for one, other in combinations(rows, 2))
    return tuple(sorted({row.division for row in rows})), several


def _are_two_places(one: Region, other: Region) -> bool:
    """True for rows of which neither lies in the other and which were valid in the same year."""
    if one.entity_path.startswith(other.entity_path) or other.entity_path.startswith(one.entity_path):
        return False
    return one.valid_from <= (other.valid_to or LAST_YEAR) and other.valid_from <= (one.valid_to or LAST_YEAR)


def current_division(division: str) -> str:
    """Return the value under which the place is filtered that `division`, a code of any year, leads to."""
    row = Region.objects.of_place(division).order_by().first()
    return row.division if row else division


def find_newspapers(name: str) -> tuple[str, ...]:
    """Return the codes of the newspapers with this code or name; where none has it, of those whose name contains it."""
    rows = Newspaper.objects.order_by("code")
    exact = rows.filter(Q(name=name) | Q(code__iexact=name))
    return tuple((exact if exact.exists() else rows.filter(name__contains=name)).values_list("code", flat=True))


def label_regions(counts: Counter[str], chosen: str | None) -> tuple[FacetValue, ...]:
    """Return the regions to choose from, most articles first.

    Within a chosen region: those directly below it and its own zones. With none chosen: the prefectures (and whatever
    lies directly below) of the home province, and the other provinces. Townships are not offered.
    """
    names: dict[str, tuple[int, str]] = {}
    codes = [value for value in counts if "/" not in value]
    offered = Q(code__in=codes)
    if chosen is not None:
        named = [value.partition("/")[2] for value in counts if value.startswith(f"{chosen}/")]
        offered |= Q(level=Region.Level.ZONE, name__in=named)
    for row in Region.objects.filter(offered).only("code", "name", "level", "entity_path", "valid_from"):
        value = row.division if row.goes_by_name else row.code
        if _is_offered(row.entity_path, chosen) and (value not in names or names[value] < (row.valid_from, row.name)):
            names[value] = (row.valid_from, row.name)
    return _facet(counts, {value: name for value, (_valid_from, name) in names.items()})


def label_trail(counts: Counter[str], chosen: str) -> tuple[FacetValue, ...]:
    """Return the regions that a chosen one lies in, from the province down to itself; nothing for what is no region."""
    row = Region.objects.of_place(chosen).order_by("-valid_from").first()
    if row is None:
        return ()
    names = dict(Region.objects.filter(code__in=row.lineage).order_by("valid_from").values_list("code", "name"))
    names[row.division] = row.name
    return tuple(FacetValue(value, names.get(value, value), counts[value]) for value in row.lineage)


def label_newspapers(counts: Counter[str]) -> tuple[FacetValue, ...]:
    """Return the newspapers to choose from, most articles first."""
    return _facet(counts, dict(Newspaper.objects.filter(code__in=list(counts)).values_list("code", "name")))


def label_years(counts: Counter[str]) -> tuple[FacetValue, ...]:
    """Return the years to choose from, newest first."""
    return tuple(FacetValue(year, year, counts[year]) for year in sorted(counts, key=int, reverse=True))


def label_days(counts: Counter[str], within: str) -> tuple[FacetValue, ...]:
    """Return the months or days, as 202210 or 20221012, of the year or month `within`, in their order, as 2022-10."""
    return tuple(
        FacetValue(value, value, counts[number])
        for number in sorted(counts)
        if number.startswith(within)
        for value in ("-".join(filter(None, (number[:4], number[4:6], number[6:]))),)
    )


def label_forms(counts: Counter[str]) -> tuple[FacetValue, ...]:
    """Return the forms of article to choose from, most articles first."""
    return _facet(counts, {form.value: str(form.label) for form in Article.Form if form.value in counts})


def label_as_printed(counts: Counter[str]) -> tuple[FacetValue, ...]:
    """Return values that are their own labels, most articles first."""
    return _facet(counts, {value: value for value in counts})


def _is_offered(path: str, chosen: str | None) -> bool:
    above = path.rstrip("/").split("/")[:-1]
    if chosen is not None:
        return above[-1:] == [chosen]
    home = settings.HOME_REGION
    return above == [home] or (not above and path != f"{home}/")


def _facet(counts: Counter[str], labels: dict[str, str]) -> tuple[FacetValue, ...]:
    values: Iterable[FacetValue] = (FacetValue(value, label, counts[value]) for value, label in labels.items())
    return tuple(sorted(values, key=lambda value: (-value.count, value.value)))
