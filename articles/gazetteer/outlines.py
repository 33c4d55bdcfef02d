"""Outlines of divisions from an operator's GeoJSON (RFC 7946), and a drawing of them for a page."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from math import cos, hypot, inf, radians

from articles.gazetteer.divisions import TOWNSHIP, find_by_code

MOST_BYTES = 8_000_000
# Where a feature may have its code: {"properties": {"code": "430900"}}, or the feature's own "id".
CODE_PROPERTIES = ("code", "adcode")
SHOWN_IN_MESSAGE = 5

WIDTH = 1000.0  # of a drawing, in its own units; the height follows
MOST_HEIGHT = 1600.0
MARGIN = 8
MOST_POINTS = 5000  # of all outlines of a drawing together: some 50 kB in a page
FINEST_STEP = 1.0  # between two points of a drawing

Point = tuple[float, float]
Ring = tuple[Point, ...]


class OutlinesError(ValueError):
    """The file gives no outlines; the message says why."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A division of today, by its code, and the rings around it and around what is cut out: longitude, latitude."""

    code: str
    rings: tuple[Ring, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """An outline as drawn: the `d` of an SVG path (even-odd), and the point for its label."""

    code: str
    path: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """Outlines drawn to one scale, north at the top, within `width` and `height`."""

    width: float
    height: float
    shapes: tuple[Shape, ...]

    @property
    def view_box(self) -> str:
        """The viewBox of an SVG that leaves room for the strokes at the edge."""
        return f"{-MARGIN} {-MARGIN} {self.width + 2 * MARGIN:.1f} {self.height + 2 * MARGIN:.1f}"


def read_outlines(raw: bytes) -> tuple[Outline, ...]:
    """The outlines of a FeatureCollection of polygons, one for each division, in the order of the file.

    A feature says which division it is by its code (GB/T 2260), of today or of an earlier year, in one of
    CODE_PROPERTIES or as its id. Raises OutlinesError.
    """
    if len(raw) > MOST_BYTES:
        raise OutlinesError(f"it has {len(raw):,} bytes, and {MOST_BYTES:,} are the most: simplify the outlines")
    try:
        collection = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise OutlinesError(f"it is no JSON in UTF-8 ({error})") from error
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list) or collection.get("type") != "FeatureCollection":
        raise OutlinesError("it is no GeoJSON FeatureCollection")
    outlines: dict[str, Outline] = {}
    unknown = []
    for number, feature in enumerate(features, start=1):
        written = _find_code(feature)
        if written is None:
            raise OutlinesError(f"feature {number} has no code: properties.code must be six digits, such as 430900")
        code = _code_of_today(written)
        if code is None:
            unknown.append(written)
            continue
        if code in outlines:
            raise OutlinesError(f"feature {number} is {written} once more: a division has one feature")
        outlines[code] = Outline(code, tuple(_read_rings(feature, f"feature {number} ({written})")))
    if unknown:
        more = f" and {len(unknown) - SHOWN_IN_MESSAGE} more" if len(unknown) > SHOWN_IN_MESSAGE else ""
        shown = ", ".join(unknown[:SHOWN_IN_MESSAGE])
        raise OutlinesError(f"the gazetteer has no province, prefecture or county with the code {shown}{more}")
    if not outlines:
        raise OutlinesError("it has no features")
    return tuple(outlines.values())


def _find_code(feature: object) -> str | None:
    if not isinstance(feature, dict):
        return None
    properties = feature.get("properties")
    properties = properties if isinstance(properties, dict) else {}
    for value in (*(properties.get(name) for name in CODE_PROPERTIES), feature.get("id")):
        if isinstance(value, str | int) and len(str(value)) == 6 and str(value).isascii() and str(value).isdigit():
            return str(value)
    return None


def _code_of_today(code: str) -> str | None:
    divisions = [division for division in find_by_code(code) if division.level < TOWNSHIP]
    if not divisions:
        return None
    return max(divisions, key=lambda division: (division.valid_to is None, division.valid_from)).entity


def _read_rings(feature: dict, where: str) -> Iterator[Ring]:
    geometry = feature.get("geometry")
    geometry = geometry if isinstance(geometry, dict) else {}
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind not in ("Polygon", "MultiPolygon") or not isinstance(coordinates, list):
        raise OutlinesError(f"{where} is no Polygon or MultiPolygon")
    polygons = coordinates if kind == "MultiPolygon" else [coordinates]
    found = False
    for polygon in polygons:
        for ring in polygon if isinstance(polygon, list) else [None]:
            if not isinstance(ring, list) or len(ring) < 4:
                raise OutlinesError(f"{where} has a ring of less than four points")
            found = True
            yield tuple(_read_point(point, where) for point in ring)
    if not found:
        raise OutlinesError(f"{where} has no ring")


def _read_point(point: object, where: str) -> Point:
    if isinstance(point, list) and len(point) >= 2:
        longitude, latitude = point[:2]
        numbers = all(isinstance(value, int | float) and not isinstance(value, bool) for value in (longitude, latitude))
        if numbers and -180 <= longitude <= 180 and -90 <= latitude <= 90:
            return float(longitude), float(latitude)
    raise OutlinesError(f"{where} has a point that is no longitude and latitude in degrees: {str(point)[:40]}")


def draw(outlines: Collection[Outline]) -> Drawing:
    """The outlines, of which there must be one at least, as shapes: finer details are left out the more there are."""
    points = [point for outline in outlines for ring in outline.rings for point in ring]
    west, east = min(x for x, _y in points), max(x for x, _y in points)
    south, north = min(y for _x, y in points), max(y for _x, y in points)
    # A degree of longitude is shorter than one of latitude by this, in the middle of the map.
    squeeze = max(cos(radians((south + north) / 2)), 0.05)
    scale = min(WIDTH / max((east - west) * squeeze, 1e-9), MOST_HEIGHT / max(north - south, 1e-9))
    width, height = (east - west) * squeeze * scale, (north - south) * scale
    placed = [
        (
            outline.code,
            [[((x - west) * squeeze * scale, (north - y) * scale) for x, y in ring] for ring in outline.rings],
        )
        for outline in outlines
    ]
    step = FINEST_STEP
    while True:
        thinned = [(code, _thin_rings(rings, step)) for code, rings in placed]
        if sum(len(ring) for _code, rings in thinned for ring in rings) <= MOST_POINTS or step > WIDTH:
            break
        step *= 1.5
    shapes = tuple(Shape(code, _write_path(rings), *_find_middle(rings)) for code, rings in thinned)
    return Drawing(round(max(width, 1.0), 1), round(max(height, 1.0), 1), shapes)


def _thin_rings(rings: Sequence[Sequence[Point]], step: float) -> list[list[Point]]:
    """The rings without points nearer to one another than `step`; those that vanish go, but for the largest."""
    thinned = [_thin(ring, step) for ring in rings]
    return [ring for ring in thinned if len(ring) > 2] or [list(max(rings, key=_area)[:4])]


def _thin(ring: Sequence[Point], step: float) -> list[Point]:
    kept: list[Point] = []
    last = (-inf, -inf)
    for x, y in ring[:-1]:  # the last point is the first
        if hypot(x - last[0], y - last[1]) >= step:
            last = (x, y)
            kept.append(last)
    return kept


def _area(ring: Sequence[Point]) -> float:
    return abs(_sums(ring)[0]) / 2


def _sums(ring: Sequence[Point]) -> tuple[float, float, float]:
    """Twice the signed area of the ring, and six times that area times its middle, by the shoelace formula."""
    doubled = across = down = 0.0
    for (x, y), (next_x, next_y) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = x * next_y - next_x * y
        doubled += cross
        across += (x + next_x) * cross
        down += (y + next_y) * cross
    return doubled, across, down


def _find_middle(rings: Sequence[Sequence[Point]]) -> Point:
    """The middle of the largest ring, for a label."""
    ring = max(rings, key=_area)
    doubled, across, down = _sums(ring)
    if abs(doubled) < 1e-9:
        return round(ring[0][0], 1), round(ring[0][1], 1)
    return round(across / (3 * doubled), 1), round(down / (3 * doubled), 1)


def _write_path(rings: Sequence[Sequence[Point]]) -> str:
    return "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring) + "Z" for ring in rings)
