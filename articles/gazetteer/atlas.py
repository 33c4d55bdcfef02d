"""The divisions as they were in one year, seen from one home province."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from articles.gazetteer.divisions import (
    COUNTY,
    PREFECTURE,
    PROVINCE,
    TOWNSHIP,
    find_parent,
    is_valid,
    load_divisions,
)
from articles.gazetteer.names import Name, load_names
from articles.gazetteer.types import Division


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A division in its place: `above` and `lineage` run up to its province, `lineage` from itself.

    `home`: it lies in the home province, or is it. Two nodes are the same only if they are one object.
    """

    division: Division
    above: tuple["Node", ...]
    home: bool
    level: int = field(init=False)
    lineage: tuple["Node", ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "level", self.division.level)
        object.__setattr__(self, "lineage", (self, *self.above))

    def __repr__(self) -> str:
        return f"<{self.division.name} {self.division.path}>"


@dataclass(frozen=True, slots=True, eq=False)
class Sense:
    """What a name can mean in the year: the fields of Name with nodes for divisions.

    `sure`: its full name needs nothing beside it. Of the names of other provinces those do that are ordinary words
    without 区 or 市 (名山区 in 有名山区). Of the short forms, `province` is the province, `prefecture` the only
    prefecture (at home, or else anywhere) and `county` the only county at home.
    """

    text: str
    full: tuple[Node, ...]
    short: tuple[Node, ...]
    townships: tuple[Node, ...]
    zone: tuple[Node, ...]
    group: tuple[Node, ...]
    ordinary: bool
    brief: bool
    generic: bool
    empty: bool
    sure: bool
    province: Node | None
    prefecture: Node | None
    county: Node | None


@dataclass(slots=True)
class Atlas:
    """Nodes and senses of one year and home, made when they are first asked for."""

    year: int | None
    home: str
    by_entity: dict[tuple[str, int], Node] = field(default_factory=dict)
    by_division: dict[Division, Node] = field(default_factory=dict)
    senses: list[Sense | None] = field(default_factory=list)

    def make_sense(self, index: int) -> Sense:
        """What the name load_names()[index] can mean; from then on it is in `senses`."""
        sense = self.senses[index] = self._find_sense(load_names()[index])
        return sense

    def _find_sense(self, name: Name) -> Sense:
        full = self._nodes(name.full)
        # Short forms of counties that have gone, such as 湘江 for 湘江区, are left to the words that they are.
        bearing = [each for each in name.short if each.level <= PREFECTURE or is_valid(each, self.year)]
        short = tuple(node for node in self._nodes(bearing) if node not in full)
        townships = tuple(self._node(township) for township in name.townships)
        zone, group = self._nodes(name.zone), self._nodes(name.group)
        empty = not (full or short or townships or zone or group)
        prefectures = [node for node in short if node.level == PREFECTURE]
        return Sense(
            name.text,
            full,
            short,
            townships,
            zone,
            group,
            name.ordinary,
            name.brief,
            name.generic,
            empty,
            sure=len(full) == 1 and not name.generic and (full[0].home or not name.ordinary),
            province=next((node for node in short if node.level == PROVINCE), None),
            prefecture=_only([node for node in prefectures if node.home] or prefectures),
            county=_only([node for node in short if node.level == COUNTY and node.home]),
        )

    def _nodes(self, divisions: Sequence[Division]) -> tuple[Node, ...]:
        """What the divisions are in this year; those that were in use go before those that had gone or were to come."""
        valid = [division for division in divisions if is_valid(division, self.year)]
        nodes = [self._node(division) for division in valid or divisions]
        return tuple(dict.fromkeys(nodes))

    def _node(self, division: Division) -> Node:
        """The node of the division, or of what it had become by this year or was to come from, or of itself."""
        return (
            self.by_division.get(division)
            or self.by_entity.get((division.entity, division.level))
            or self.by_entity.get((division.entity, division.level - 1))
            or self._add(division)
        )

    def _add(self, division: Division) -> Node:
        parent = find_parent(division)
        above = self._node(parent).lineage if parent else ()
        node = self.by_division[division] = Node(division, above, division.path.startswith(f"{self.home}/"))
        return node


def _only(nodes: list[Node]) -> Node | None:
    return nodes[0] if len(nodes) == 1 else None


@lru_cache(maxsize=64)
def load_atlas(year: int | None, home: str) -> Atlas:
    """The atlas of a year (None: of today) and of a home province's code; kept for the process."""
    atlas = Atlas(year, home, senses=[None] * len(load_names()))
    for division in load_divisions():
        if division.level != TOWNSHIP and is_valid(division, year):
            atlas.by_entity[division.entity, division.level] = atlas._add(division)
    return atlas
