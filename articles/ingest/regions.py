"""The rows of the places that the resolver found; a zone that was named for the first time gets its own here."""

from collections.abc import Iterable

from articles.gazetteer.divisions import make_zone
from articles.gazetteer.initials import initials
from articles.gazetteer.types import Division, Place, Placement
from articles.models import Region

RegionKey = tuple[str, str, int]  # path, name, first year: unique in the table


def region_keys(placements: Iterable[Placement]) -> dict[RegionKey, int]:
    """The rows of all places of these placements, those of new zones made. The caller holds the transaction."""
    places = [
        place
        for placement in placements
        for place in (*placement.mentioned, *([placement.primary] if placement.primary else []))
    ]
    rows = _find_rows(places)
    zones = {region_key(place): place for place in places if place.zone}
    missing = [place for key, place in zones.items() if key not in rows]
    if missing:
        _make_zones(missing)
        rows |= _find_rows(missing)
    return rows


def region_key(place: Place) -> RegionKey:
    """What tells the row of the place from all others."""
    return _key(make_zone(place.division, place.zone) if place.zone else place.division)


def _key(division: Division) -> RegionKey:
    return division.path, division.name, division.valid_from


def _find_rows(places: Iterable[Place]) -> dict[RegionKey, int]:
    paths = {path for place in places for path in (place.division.path, region_key(place)[0])}
    rows = Region.objects.filter(path__in=paths).order_by().values_list("path", "name", "valid_from", "pk")
    return {(path, name, valid_from): pk for path, name, valid_from, pk in rows}


def _make_zones(places: Iterable[Place]) -> None:
    """The rows of these zones, where the divisions that they lie in are loaded."""
    divisions = {_key(place.division) for place in places}
    parents = {
        (row.path, row.name, row.valid_from): row
        for row in Region.objects.filter(path__in={path for path, _name, _year in divisions})
    }
    zones = [(make_zone(place.division, place.zone), parents.get(_key(place.division))) for place in places]
    Region.objects.bulk_create(
        (
            Region(
                name=zone.name,
                level=zone.level,
                parent=parent,
                path=zone.path,
                entity_path=f"{parent.entity_path}{zone.name}/",
                initials=initials(zone.name),
                valid_from=zone.valid_from,
                valid_to=zone.valid_to,
            )
            for zone, parent in zones
            if parent
        ),
        ignore_conflicts=True,  # somebody else may have named it meanwhile
    )
