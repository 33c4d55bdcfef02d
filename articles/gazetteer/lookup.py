"""What a reader means by typing the name of a place."""

from collections import defaultdict
from functools import cache

from articles.gazetteer.aliases import list_aliases, list_zones
from articles.gazetteer.divisions import find_divisions
from articles.gazetteer.types import Division


def find_by_name(name: str, home: str) -> tuple[Division, ...]:
    """The divisions that a reader may mean by `name`, likeliest first; empty if there is none.

    `name` is a full name, a short form (安化), a former or a popular name (湘西州). Names in use go before those that
    have gone, divisions of the home province (`home`, its code) before others, full names before other names, and
    higher levels before lower ones: 湘潭 is the city, then the county.
    """
    name = name.strip()
    found: dict[Division, bool] = dict.fromkeys(find_divisions(name), True)
    for division in _by_alias().get(name, ()):
        found.setdefault(division, False)
    return tuple(
        sorted(
            found,
            key=lambda division: (
                division.valid_to is not None,
                not division.path.startswith(f"{home}/"),
                not found[division],
                division.level,
                0 if division.valid_to is None else -division.valid_from,
                division.path,
            ),
        )
    )


@cache
def _by_alias() -> dict[str, tuple[Division, ...]]:
    found: dict[str, list[Division]] = defaultdict(list)
    for zone in list_zones():
        found[zone.name].append(zone)
    for alias in list_aliases():
        found[alias.name].append(alias.division)
    return {name: tuple(divisions) for name, divisions in found.items()}
