"""The first pass over an article's names: which divisions the text certainly speaks of."""

from collections.abc import Sequence
from dataclasses import dataclass

from articles.gazetteer.atlas import Node, Sense
from articles.gazetteer.context import (
    COUNTY_TAKEN_AFTER,
    SUFFIX_TAKEN,
    THING_AFTER,
    ends_a_word,
    starts_a_clause,
    straddles_words,
)
from articles.gazetteer.divisions import PREFECTURE


@dataclass(slots=True)  # not frozen: the first pass writes down what the second need not find out again
class Hit:
    """A name in the text: characters start:end, and what it can mean.

    `reads_full`: its sure full name is one here, whatever stands before it. `of_thing`: its short form is part of the
    name of something else (长沙路).
    """

    start: int
    end: int
    sense: Sense
    reads_full: bool = False
    of_thing: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the first pass found.

    `firm` holds the divisions that stand there beyond doubt, and all above them; `full` those of them that stand there
    under their full name; `sense_of` says what an ambiguous full name means in this article; `zone_of` has the zones it
    names without their last character, since 洪江 is the zone where the text says 洪江区.
    """

    firm: frozenset[Node]
    full: frozenset[Node]
    sense_of: dict[str, Node]
    zone_of: dict[str, Node]


def gather_evidence(text: str, hits: Sequence[Hit]) -> Evidence:
    """What the article's names say beyond doubt. `hits` in the order of the text."""
    first: dict[Node, int] = {}
    full: set[Node] = set()
    sense_of: dict[str, Node] = {}
    zone_of: dict[str, Node] = {}
    ambiguous: dict[str, Hit] = {}

    def note(node: Node, start: int) -> None:
        if node not in first:
            for each in node.lineage:
                first.setdefault(each, start)

    previous: Hit | None = None
    for hit in hits:
        sense = hit.sense
        before = previous if previous and previous.end == hit.start else None
        previous = hit
        if sense.full:
            node = sense.full[0] if sense.sure else _child_of(before, sense.full)
            if node is None:
                if not sense.generic:
                    ambiguous.setdefault(sense.text, hit)
                continue
            hit.reads_full = reads_as_full(text, hit, node, False)
            if hit.reads_full or (_child_of(before, (node,)) is node and reads_as_full(text, hit, node, True)):
                if not (sense.sure or sense.generic):
                    sense_of.setdefault(sense.text, node)
                full.add(node)
                note(node, hit.start)
        elif sense.short:
            node = _firm_short(text, hit, before)
            if node:
                note(node, hit.start)
        elif sense.zone:
            note(sense.zone[0], hit.start)
            zone_of[sense.text[:-1]] = sense.zone[0]
    for name, hit in ambiguous.items():
        if name not in sense_of:
            node = _choose_sense(hit, first)
            if node and reads_as_full(text, hit, node, False):
                sense_of[name] = node
                full.add(node)
                note(node, hit.start)
    return Evidence(frozenset(first), frozenset(full), sense_of, zone_of)


def reads_as_full(text: str, hit: Hit, node: Node, follows_parent: bool) -> bool:
    """Whether a full name is one here, and no part of other words (东方市场, 村民和县长)."""
    if text.startswith(SUFFIX_TAKEN, hit.end - 1):
        return False
    if follows_parent:
        return True
    if not hit.sense.brief:
        # 民和县 between 村民 and 县长.
        return len(hit.sense.text) > 3 or not straddles_words(text, hit.start, hit.end)
    # 道县: two characters that other words easily make up between them.
    if node.home:
        return starts_a_clause(text, hit.start) or not ends_a_word(text, hit.start)
    return starts_a_clause(text, hit.start) and not COUNTY_TAKEN_AFTER.match(text, hit.end)


def candidates_of(hit: Hit) -> tuple[Node, ...]:
    """Every division above the township that the name can mean."""
    sense = hit.sense
    return (*sense.full, *sense.short, *sense.zone)


def _only(nodes: tuple[Node, ...]) -> Node | None:
    return nodes[0] if len(nodes) == 1 else None


def _child_of(before: Hit | None, nodes: tuple[Node, ...]) -> Node | None:
    """The one of the nodes that lies in what the name directly before it can mean."""
    if before is None:
        return None
    parents = candidates_of(before)
    return _only(tuple(node for node in nodes if any(parent in node.above for parent in parents)))


def _firm_short(text: str, hit: Hit, before: Hit | None) -> Node | None:
    """The province or prefecture that a short form surely means; counties' short forms are never sure."""
    sense = hit.sense
    hit.of_thing = THING_AFTER.match(text, hit.end) is not None
    if hit.of_thing or (before is None and straddles_words(text, hit.start, hit.end)):
        return None
    if sense.province:
        return sense.province
    node = sense.prefecture
    if node is None or sense.ordinary or (sense.county and not node.home):
        return None  # 资阳 is a district at home and a city elsewhere
    return node


def _choose_sense(hit: Hit, first: dict[Node, int]) -> Node | None:
    """What an ambiguous full name means that never stands after its parent; None where the text leaves it open."""
    at_home = [node for node in hit.sense.full if node.home]
    near = [
        node
        for node in hit.sense.full
        if any(parent in first for parent in node.above if parent.level == PREFECTURE)
        # 永定区赴龙岩市考察 is about the district at home, 龙岩市……永定区 about the other.
        and (not at_home or node.home or all(first[p] < hit.start for p in node.above if p.level == PREFECTURE))
    ]
    if len(near) > 1:
        near = [node for node in near if node.home]
    if near:
        return near[0] if len(near) == 1 else None
    if at_home:
        return at_home[0] if len(at_home) == 1 else None
    return _only(tuple(node for node in hit.sense.full if node.lineage[-1] in first))
