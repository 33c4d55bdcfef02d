"""Places and how many articles each is the subject of, the places within it included.

A division may have several rows: one for each name and parent it had. They share a code; the row in force speaks for
them. `path` lists codes from the province down, so all that lies within a place starts with its path.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from django.conf import settings
from django.db import connection
from django.db.models import Count, Q, QuerySet

from articles.models import ArticleRegion, Region

# Steps of shading in a cartogram, from 1; 0 is a place without articles.
SHADES = 4

# Hand-drawn grids: where a prefecture's tile stands, as (column, row) counted from 1. A province without a grid gets
# its tiles in a plain row.
TILE_GRIDS = {
    "430000": {
        "430100": (4, 2), "430200": (4, 3), "430300": (3, 3), "430400": (3, 4), "430500": (2, 4),
        "430600": (4, 1), "430700": (3, 1), "430800": (2, 1), "430900": (3, 2), "431000": (3, 5),
        "431100": (2, 5), "431200": (1, 3), "431300": (2, 3), "433100": (1, 2),
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """A place and the number of articles about it or about places within it.

    `shade` is 0 to SHADES, by how the count compares with the largest beside it; `column` and `row` are 0 where the
    place has no tile.
    """

    region: Region
    count: int
    shade: int = 0
    column: int = 0
    row: int = 0

    @property
    def short_name(self) -> str:
        """The name without 市, 省 and the like, where a short form is common."""
        return shorten_name(self.region.name)


def shorten_name(name: str) -> str:
    """The short form of a province's or prefecture's name, for tiles: 益阳市 → 益阳, 湘西土家族苗族自治州 → 湘西."""
    if name.endswith("自治州"):
        return name[:2]
    if len(name) > 2 and name[-1] in "省市盟":
        return name[:-1]
    return name


def choose_current(rows: Iterable[Region]) -> Region:
    """The row in force, else the one that was in force last. `rows` must not be empty."""
    return max(rows, key=lambda row: (row.valid_to is None, row.valid_to or 0, row.valid_from))


def find_rows(division: str) -> QuerySet[Region]:
    """The rows of a division, given by its code or, for a township, by `430923/平口镇`."""
    code, _slash, name = division.partition("/")
    if name:
        return Region.objects.filter(level=Region.Level.TOWNSHIP, parent__code=code, name=name)
    return Region.objects.filter(code=code)


def name_division(region: Region) -> str:
    """What find_rows and the search take for `region`."""
    return region.code or "/".join(region.path.rstrip("/").split("/")[-2:])


def find_within(rows: Iterable[Region]) -> QuerySet[Region]:
    """All regions that are one of `rows` or lie within one."""
    condition = Q(pk__in=())
    for path in {row.path for row in rows}:
        if connection.vendor == "sqlite":
            # SQLite uses no index for LIKE with an escape. "0" is what follows "/" in its order of bytes.
            condition |= Q(path__gte=path, path__lt=path.removesuffix("/") + "0")
        else:
            condition |= Q(path__startswith=path)
    return Region.objects.filter(condition)


def count_articles_by_path(
    within: QuerySet[Region] | None = None, roles: Sequence[str] = (ArticleRegion.Role.PRIMARY,)
) -> Counter[str]:
    """How many articles have exactly the place at each path in these roles; all places unless `within` names some."""
    placements = ArticleRegion.objects.filter(role__in=roles)
    if within is not None:
        placements = placements.filter(region__in=within)
    return Counter(dict(placements.order_by().values_list("region__path").annotate(Count("pk"))))


def sum_within(path: str, counts: Counter[str]) -> int:
    """The number of articles about the place at `path` and all places within it."""
    return sum(count for counted_path, count in counts.items() if counted_path.startswith(path))


def count_places(rows: Sequence[Region], counts: Counter[str]) -> tuple[PlaceCount, ...]:
    """One entry for each place among `rows`, in the order of their codes; abolished places only with articles."""
    depths = {row.path.count("/") for row in rows}
    sums: Counter[str] = Counter()
    for path, count in counts.items():
        parts = path.split("/")
        for depth in depths:
            if len(parts) > depth:
                sums["/".join(parts[:depth]) + "/"] += count
    rows_by_key: dict[str, list[Region]] = {}
    for row in rows:
        rows_by_key.setdefault(row.code or row.path, []).append(row)
    found = []
    for same_place in rows_by_key.values():
        current = choose_current(same_place)
        count = sum(sums[path] for path in {row.path for row in same_place})
        if count or current.valid_to is None:
            found.append((current, count))
    largest = max((count for _region, count in found), default=0)
    return tuple(
        PlaceCount(region, count, ceil(SHADES * count / largest) if count else 0, *find_tile(region))
        for region, count in sorted(found, key=lambda pair: pair[0].path)
    )


def rank(places: Iterable[PlaceCount]) -> list[PlaceCount]:
    """The places with the most articles first; equal ones stay in the order they were in."""
    return sorted(places, key=lambda place: -place.count)


def find_tile(region: Region) -> tuple[int, int]:
    """The column and row of a prefecture's tile, from 1; (0, 0) where no grid has it."""
    province = region.path.split("/", 1)[0]
    return TILE_GRIDS.get(province, {}).get(region.code, (0, 0))


def count_home_places(counts: Counter[str]) -> tuple[PlaceCount, ...]:
    """The prefectures of the home province. Empty until the gazetteer is loaded."""
    rows = Region.objects.filter(parent__code=settings.HOME_REGION).exclude(level=Region.Level.TOWNSHIP)
    return count_places(list(rows), counts)
