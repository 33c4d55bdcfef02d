"""Places and how many articles each is the subject of, the places within it included.

A place may have several rows: one for each name, code and parent it had. They share an `entity_path`; the row in force
speaks for them. It lists the codes of today from the province down, so all that lies within a place starts with it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from django.conf import settings
from django.db.models import Q

from articles.browsing import choose_current, lies_within
from articles.gazetteer.outlines import Drawing, Shape
from articles.models import ArticleRegion, Region, RegionTotal
from articles.operator_map import draw_map

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


@dataclass(frozen=True, slots=True)
class PlaceMap:
    """Places on the operator's map, each with its shape; `without` are those that the map does not have."""

    drawing: Drawing
    shapes: tuple[tuple[PlaceCount, Shape], ...]
    without: tuple[PlaceCount, ...]


def shorten_name(name: str) -> str:
    """The short form of a province's or prefecture's name, for tiles: 益阳市 → 益阳, 湘西土家族苗族自治州 → 湘西."""
    if name.endswith("自治州"):
        return name[:2]
    if len(name) > 2 and name[-1] in "省市盟":
        return name[:-1]
    return name


def find_directly_within(path: str) -> list[Region]:
    """The rows of the divisions one step below the place with this `entity_path`, without its zones."""
    # The row in force hangs below; others of the same place may have hung elsewhere, and nobody asks for them here.
    rows = Region.objects.filter(parent__entity_path=path).exclude(level=Region.Level.ZONE)
    return [row for row in rows if is_directly_within(row.entity_path, path)]


def count_zones(path: str) -> list[PlaceCount]:
    """The zones of the place with this `entity_path` and of what lies directly in it, those with most articles first.

    The number is that of the articles that are about the zone or mention it.
    """
    its_own = Q(parent__entity_path=path) | Q(parent__parent__entity_path=path)
    rows = Region.objects.filter(its_own, lies_within(path, "entity_path"), level=Region.Level.ZONE)
    return rank(count_places(list(rows), ArticleRegion.Role.values))


def is_directly_within(path: str, above: str) -> bool:
    """Whether `path` is one step below `above`: 430000/430900/ below 430000/."""
    return path.startswith(above) and path.count("/") == above.count("/") + 1


def count_articles(paths: Iterable[str], roles: Sequence[str] = (ArticleRegion.Role.PRIMARY,)) -> Counter[str]:
    """How many articles have each of these places, or one within it, in these roles."""
    counts: Counter[str] = Counter()
    for path, articles in RegionTotal.objects.filter(path__in=set(paths), role__in=roles).values_list(
        "path", "articles"
    ):
        counts[path] += articles
    return counts


def count_places(
    rows: Sequence[Region], roles: Sequence[str] = (ArticleRegion.Role.PRIMARY,)
) -> tuple[PlaceCount, ...]:
    """One entry for each place among `rows`, in the order of their codes; abolished places only with articles."""
    by_place: dict[str, list[Region]] = {}
    for row in rows:
        by_place.setdefault(row.entity_path, []).append(row)
    counts = count_articles(by_place, roles)
    found = []
    for path, same_place in by_place.items():
        current = choose_current(same_place)
        if counts[path] or current.valid_to is None:
            found.append((current, counts[path]))
    largest = max((count for _region, count in found), default=0)
    return tuple(
        PlaceCount(region, count, ceil(SHADES * count / largest) if count else 0, *find_tile(region))
        for region, count in sorted(found, key=lambda pair: pair[0].entity_path)
    )


def map_places(places: Iterable[PlaceCount]) -> PlaceMap | None:
    """The places on the operator's map; None where it has none of them, or there is no map."""
    by_code = {place.region.division: place for place in places}
    drawing = draw_map(frozenset(by_code))
    if drawing is None:
        return None
    shapes = tuple((by_code[shape.code], shape) for shape in drawing.shapes)
    drawn = {shape.code for shape in drawing.shapes}
    return PlaceMap(drawing, shapes, tuple(place for code, place in by_code.items() if code not in drawn))


def rank(places: Iterable[PlaceCount]) -> list[PlaceCount]:
    """The places with the most articles first; equal ones stay in the order they were in."""
    return sorted(places, key=lambda place: -place.count)


def find_tile(region: Region) -> tuple[int, int]:
    """The column and row of a prefecture's tile, from 1; (0, 0) where no grid has it."""
    province = region.path.split("/", 1)[0]
    return TILE_GRIDS.get(province, {}).get(region.code, (0, 0))


def count_home_places() -> tuple[PlaceCount, ...]:
    """The prefectures of the home province. Empty until the gazetteer is loaded."""
    return count_places(find_directly_within(f"{settings.HOME_REGION}/"))
