"""The operator's own map: the GeoJSON file of the setting MAP_GEOJSON, read once, and the check of it."""

import logging
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core import checks

from articles.gazetteer.outlines import Drawing, Outline, OutlinesError, draw, read_outlines

log = logging.getLogger(__name__)


def draw_map(codes: frozenset[str]) -> Drawing | None:
    """The divisions with these codes as the operator's file outlines them; None where it has none of them."""
    path = settings.MAP_GEOJSON
    return _draw(path, codes) if path else None


@lru_cache(maxsize=64)
def _draw(path: str, codes: frozenset[str]) -> Drawing | None:
    outlines = [outline for code, outline in _load(path).items() if code in codes]
    return draw(outlines) if outlines else None


@lru_cache(maxsize=2)
def _load(path: str) -> Mapping[str, Outline]:
    """The outlines of the file; none, logged, where it is wrong: then pages show what they show without a map."""
    try:
        return {outline.code: outline for outline in _read(path)}
    except OutlinesError as error:
        log.error("The map %s is not shown: %s.", path, error)
        return {}


def _read(path: str) -> tuple[Outline, ...]:
    try:
        raw = Path(path).read_bytes()
    except OSError as error:
        raise OutlinesError(f"it cannot be read ({error.strerror})") from error
    return read_outlines(raw)


@checks.register
def check_map(app_configs, **kwargs) -> list[checks.CheckMessage]:
    """An error where MAP_GEOJSON names a file that gives no map."""
    if not settings.MAP_GEOJSON:
        return []
    try:
        _read(settings.MAP_GEOJSON)
    except OutlinesError as error:
        return [
            checks.Error(
                f"The map of MAP_GEOJSON, {settings.MAP_GEOJSON}, cannot be used: {error}.",
                hint="docs/operations.md says what the file must be. Without the setting pages show tiles.",
                id="articles.E001",
            )
        ]
    return []
