"""Other names of divisions: short forms by rule, former names from the tables, the rest from data/aliases.csv."""

import csv
from collections import defaultdict
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from articles.gazetteer.divisions import DATA_DIR, TOWNSHIP, find_by_code, load_divisions, make_zone
from articles.gazetteer.shortform import half_forms, short_form
from articles.gazetteer.types import Division


class AliasKind(StrEnum):
    """Why a division goes by another name."""

    SHORT = "short"  # 安化 for 安化县, 湘西州 for 湘西土家族苗族自治州
    FORMER = "former"  # 祁阳县 for 祁阳市
    POPULAR = "popular"  # 羊城 for 广州市
    ZONE = "zone"  # a development zone that lies in the division: 湘江新区 in 长沙市
    GROUP = "group"  # several divisions at once: 长株潭


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of a division; a name of several divisions has an Alias for each.

    `zone` is, for a zone in the division, the name under which it is kept: 湖南湘江新区 for 湘江新区.
    """

    name: str
    kind: AliasKind
    division: Division
    zone: str = ""


@cache
def list_written_aliases() -> tuple[Alias, ...]:
    """The aliases of data/aliases.csv, in the order of the file.

    Raises ValueError for a row whose code no division has today.
    """
    aliases = []
    with (DATA_DIR / "aliases.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            current = [division for division in find_by_code(row["code"]) if division.valid_to is None]
            if not current:
                raise ValueError(f"aliases.csv: {row['name']}: no division has the code {row['code']} today")
            kind = AliasKind(row["kind"])
            zone = (row["zone"] or row["name"]) if kind == AliasKind.ZONE else ""
            aliases.append(Alias(row["name"], kind, current[0], zone))
    return tuple(aliases)


@cache
def list_short_forms() -> tuple[Alias, ...]:
    """The short forms of every division above the township, in use or not."""
    return tuple(
        Alias(name, AliasKind.SHORT, division)
        for division in load_divisions()
        if division.level != TOWNSHIP
        for name in (short_form(division.name, division.level), *half_forms(division.name))
        if name and name != division.name
    )


@cache
def list_former_names() -> tuple[Alias, ...]:
    """The names, and their short forms, that divisions in use had in earlier years.

    A former name that another division of the province bears today is left out: 株洲 is the city and no longer 渌口区.
    """
    names_of: dict[tuple[str, int], set[str]] = defaultdict(set)
    taken: dict[str, set[str]] = defaultdict(set)
    for division in load_divisions():
        if division.level == TOWNSHIP:
            continue
        if division.valid_to is None:
            taken[_province(division)] |= _with_short_form(division)
        else:
            names_of[division.entity, division.level] |= _with_short_form(division)
    return tuple(
        Alias(name, AliasKind.FORMER, division)
        for division in load_divisions()
        if division.level != TOWNSHIP and division.valid_to is None
        for name in sorted(names_of[division.entity, division.level] - taken[_province(division)])
    )


def _with_short_form(division: Division) -> set[str]:
    return {division.name, short_form(division.name, division.level) or division.name}


def _province(division: Division) -> str:
    return division.path.partition("/")[0]


def list_aliases() -> tuple[Alias, ...]:
    """All aliases, each (name, division) once; what is written by hand goes before what follows from a rule.

    Those of a zone are its own, not those of the division that it lies in.
    """
    aliases: dict[tuple[str, Division], Alias] = {}
    for alias in (*map(_of_its_zone, list_written_aliases()), *list_short_forms(), *list_former_names()):
        if alias.name != alias.division.name:
            aliases.setdefault((alias.name, alias.division), alias)
    return tuple(aliases.values())


def _of_its_zone(alias: Alias) -> Alias:
    return replace(alias, division=make_zone(alias.division, alias.zone)) if alias.zone else alias


@cache
def list_zones() -> tuple[Division, ...]:
    """The zones of data/aliases.csv, each once; others are known as soon as a text names them."""
    zones = (make_zone(alias.division, alias.zone) for alias in list_written_aliases() if alias.zone)
    return tuple(dict.fromkeys(zones))
