"""The administrative divisions of China since 1980, read from the tables in data/.

Where the tables come from and how they are built: docs/regions.md and data/NOTICE.
"""

import csv
import gzip
import io
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from operator import attrgetter
from pathlib import Path

from articles.gazetteer.types import Division

DATA_DIR = Path(__file__).resolve().parent / "data"

PROVINCE, PREFECTURE, COUNTY, TOWNSHIP = 1, 2, 3, 4
ZONE = 5  # 株洲经开区: of its own kind, in a division of whatever level

FIRST_YEAR = 1980
LAST_YEAR = 2024  # of the table of divisions; what was in use then has no last year


@cache
def load_divisions() -> tuple[Division, ...]:
    """Every division under each of its names, ancestors before what lies within them; kept for the process."""
    divisions = []
    in_use: dict[str, Division] = {}
    for code, name, level, parent, valid_from, valid_to, entity in _read_table("regions.csv.gz"):
        division = Division(
            code, name, int(level), f"{parent}{code}/", int(valid_from), int(valid_to) if valid_to else None, entity
        )
        divisions.append(division)
        if division.valid_to is None:
            in_use[code] = division
    for code, name, withdrawn in _read_table("townships.csv.gz"):
        county = in_use[code]
        # The source does not say since when a township has its name, nor when it lost it: the years are its county's.
        years = county.valid_from, LAST_YEAR if withdrawn else None
        divisions.append(Division("", name, TOWNSHIP, f"{county.path}{name}/", *years))
    # A path starts with its parent's path, so a parent sorts before its children.
    return tuple(sorted(divisions, key=attrgetter("path", "valid_from", "name")))


def _read_table(name: str) -> Iterator[list[str]]:
    """The rows of a table in data/, without its header."""
    rows = csv.reader(io.StringIO(gzip.decompress((DATA_DIR / name).read_bytes()).decode()))
    next(rows)
    return rows


@cache
def _by_name() -> dict[str, tuple[Division, ...]]:
    found = defaultdict(list)
    for division in load_divisions():
        found[division.name].append(division)
    return {name: tuple(divisions) for name, divisions in found.items()}


@cache
def _by_code() -> dict[str, tuple[Division, ...]]:
    found = defaultdict(list)
    for division in load_divisions():
        if division.code:
            found[division.code].append(division)
    return {code: tuple(divisions) for code, divisions in found.items()}


@cache
def _by_path() -> dict[str, tuple[Division, ...]]:
    found = defaultdict(list)
    for division in load_divisions():
        found[division.path].append(division)
    return {path: tuple(divisions) for path, divisions in found.items()}


def find_divisions(name: str) -> tuple[Division, ...]:
    """The divisions that have or had exactly this full name, townships among them; empty if there is none."""
    return _by_name().get(name, ())


def find_by_code(code: str) -> tuple[Division, ...]:
    """The divisions under this code through the years; empty if the code was never given."""
    return _by_code().get(code, ())


def find_by_path(path: str) -> tuple[Division, ...]:
    """The divisions at this path, one for each name that it bore; empty if there is none."""
    return _by_path().get(path, ())


@cache
def _newest_of_entity() -> dict[str, Division]:
    found: dict[str, Division] = {}
    for division in load_divisions():
        if division.entity:
            held = found.get(division.entity)
            if held is None or _years_end(held) < _years_end(division):
                found[division.entity] = division
    return found


def _years_end(division: Division) -> tuple[int, int]:
    return division.valid_to or LAST_YEAR + 1, division.valid_from


def entity_path(division: Division) -> str:
    """The path of what the division is today, or was last: the same for 祁阳县 (431121) and 祁阳市 (431181).

    Like `path`, with the entity of each rung; what lies above is what lies above it today.
    """
    if not division.entity:  # a township: its county's, and its name
        parent = find_parent(division)
        return f"{entity_path(parent) if parent else ''}{division.name}/"
    parent = find_parent(_newest_of_entity()[division.entity])
    return f"{entity_path(parent) if parent else ''}{division.entity}/"


def make_zone(division: Division, name: str) -> Division:
    """The zone of this name in `division`, in use for the years in which the division had its name."""
    return Division("", name, ZONE, f"{division.path}{name}/", division.valid_from, division.valid_to)


def is_valid(division: Division, year: int | None) -> bool:
    """Whether the division was in use in `year` (None: whether it is in use today).

    A year outside the table counts as the table's first or last: an article of 1975 meets the names of 1980.
    """
    if year is None or year >= LAST_YEAR:
        return division.valid_to is None
    year = max(year, FIRST_YEAR)
    return division.valid_from <= year and (division.valid_to is None or year <= division.valid_to)


def parent_path(path: str) -> str:
    """The path of what the division lies in; empty for a province."""
    return path[: path.rstrip("/").rfind("/") + 1]


def find_parent(division: Division) -> Division | None:
    """What the division lies in, under the name that it bore last in the division's years; None for a province."""
    parents = find_by_path(parent_path(division.path))
    if not parents:
        return None
    last = division.valid_to or LAST_YEAR
    in_time = [parent for parent in parents if parent.valid_from <= last]
    return max(in_time or parents, key=lambda parent: parent.valid_from)
