"""Places an article: the one region that it is about, and those that it mentions besides.

docs/regions.md says how, step by step; the steps are gather_evidence, read_mentions and the two below.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice

from articles.gazetteer.atlas import Node, load_atlas
from articles.gazetteer.context import is_dateline
from articles.gazetteer.divisions import COUNTY, FIRST_YEAR, LAST_YEAR, PREFECTURE, PROVINCE
from articles.gazetteer.evidence import Hit, gather_evidence
from articles.gazetteer.names import find_names
from articles.gazetteer.reading import HOME_PROVINCE, OTHER_PROVINCE, Mention, read_mentions
from articles.gazetteer.types import Place, PlacedText, Placement

RESOLVER_VERSION = "1.1"

HEADLINE, LEAD, BODY = 5.0, 2.0, 1.0
DATELINE = 0.4  # where the report was sent from: of itself too little, 本报长沙讯 stands above news of all Hunan
LEAD_LENGTH = (120, 250)  # characters: the first quarter of the text, but at least and at most this much
WITHIN = 0.7  # of a mention's score that goes over to what is named right after it, within it (益阳市 → 安化县)
FIRST = 1.5  # times as much for the place that the lead names first: where it happened, before who came
LISTED = 0.7  # of a mention's score that is left where it is one of several in a row (长沙市、湘潭市)
HOME_FACTOR = 2.0
DESCEND_SHARE, DESCEND_LEAD = 0.5, 1.5
ALONE_SHARE = 0.35  # is enough for the only county that is named of its prefecture
ROLLED_UP_SHARE = 0.75  # is needed for a prefecture that only its counties speak for
# Less than this says too little: a place at home named once in passing will do, one elsewhere will not.
LEAST_AT_HOME, LEAST_ELSEWHERE = 0.5, 2.0
FULL_SCORE = 6.0  # from here on the score takes nothing from the confidence
ZONE_SHARE = 0.5  # of what speaks for a division; with less, the zone is one of the places mentioned
MOST_EVIDENCE = 5


@dataclass(slots=True)
class _ZoneTally:
    """What speaks for a zone: its part of its division's score, the surest mention and the words."""

    score: float = 0.0
    sureness: float = 0.0
    words: dict[str, None] = field(default_factory=dict)


@dataclass(slots=True)
class _Tally:
    """What speaks for each division: scores, numbers of mentions, the surest of them, words and zones by name."""

    own: Counter[Node] = field(default_factory=Counter)
    count: Counter[Node] = field(default_factory=Counter)
    sureness: dict[Node, float] = field(default_factory=dict)
    words: dict[Node, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    zones: dict[Node, dict[str, _ZoneTally]] = field(default_factory=lambda: defaultdict(dict))


def resolve_places(text: PlacedText, home: str, on: date | None) -> Placement:
    """Where the article belongs; no primary place where the text leaves it open.

    `home` is the code of the newspaper's province (430000), `on` the date of issue: divisions are those of that year;
    None takes those of today. The primary place is a province, prefecture or county, never a township.
    """
    joined = "\n".join((text.headline, text.dateline, *text.paragraphs))
    atlas = load_atlas(_table_year(on), home)
    hits = []
    for index, start, end in find_names(joined):
        sense = atlas.sense(index)
        if not sense.empty:
            hits.append(Hit(start, end, sense))
    if not hits:
        return Placement(None, ())
    evidence = gather_evidence(joined, hits)
    headline_end = len(text.headline)
    body_start = headline_end + len(text.dateline) + 2
    body_length = len(joined) - body_start
    lead_end = body_start + min(LEAD_LENGTH[1], max(LEAD_LENGTH[0], body_length // 4))
    mentions = read_mentions(joined, headline_end, hits, evidence)
    return _place(_tally(joined, mentions, headline_end, body_start, lead_end))


def _table_year(on: date | None) -> int | None:
    """The year whose divisions hold; None for today's."""
    return None if on is None or on.year >= LAST_YEAR else max(on.year, FIRST_YEAR)


def _tally(text: str, mentions: Sequence[Mention], headline_end: int, body_start: int, lead_end: int) -> _Tally:
    """Adds up the mentions: by where they stand, and each further one of the same division counts for less."""
    tally = _Tally()
    scored: tuple[Node, float] | None = None
    listed = _find_listed(text, mentions)
    scene_found = False
    for position, mention in enumerate(mentions):
        node = mention.node
        tally.count[node] += 1
        if mention.start < headline_end:
            factor = HEADLINE
        elif body_start <= mention.start < lead_end:
            factor = LEAD
        else:
            factor = BODY
        if node.level <= PREFECTURE and is_dateline(text, mention.start, mention.end):
            factor = DATELINE
        if factor == LEAD and node.level > PROVINCE and (not scene_found or mention.within):
            factor, scene_found = LEAD * FIRST, True
        score = mention.weight * factor
        if factor != HEADLINE:
            score /= tally.count[node] ** 0.5
        if position in listed:
            score *= LISTED
        tally.own[node] += score
        if mention.within and scored and scored[0] in node.above:
            tally.own[scored[0]] -= scored[1] * WITHIN
        scored = (node, score)
        tally.sureness[node] = max(tally.sureness.get(node, 0.0), mention.sureness)
        tally.words[node][text[mention.start : mention.end]] = None
        if mention.zone:
            zone = tally.zones[node].setdefault(mention.zone, _ZoneTally())
            zone.score += score
            zone.sureness = max(zone.sureness, mention.sureness)
            words = text[mention.start : mention.zone_end]
            zone.words[words] = tally.words[node][words] = None
    return tally


def _find_listed(text: str, mentions: Sequence[Mention]) -> set[int]:
    """The positions of mentions that stand in a row with nothing but 、 between them."""
    listed = set()
    for position in range(1, len(mentions)):
        one, other = mentions[position - 1], mentions[position]
        if other.start == one.end + 1 and text[one.end] == "、":
            listed |= {position - 1, position}
    return listed


def _place(tally: _Tally) -> Placement:
    """Rolls the scores up the tree and descends to the primary place."""
    total: Counter[Node] = Counter()
    for node, score in tally.own.items():
        for each in node.lineage:
            total[each] += score
    primary = _descend(tally, total)
    place = None
    if primary:
        peers = sum(score for node, score in total.items() if node.level == primary.level)
        confidence = min(1.0, total[primary] / FULL_SCORE) * min(1.0, total[primary] / peers)
        place = _make_place(primary, tally, total[primary], confidence)
        if not place.evidence:  # two counties alone speak for their prefecture
            within = [node for node in tally.own if primary in node.above]
            words = (word for node in within for word in tally.words[node])
            place = replace(place, evidence=_first(words, MOST_EVIDENCE))
    others: list[Place] = []
    for node in tally.own:
        if primary is None or node not in primary.lineage:
            own = _make_place(node, tally, tally.own[node], tally.sureness[node])
            others += [own, *_list_zones(node, tally, own.zone)]
        else:
            others += _list_zones(node, tally, place.zone if node is primary else None)
    order = {node.division: (-score, node.division.path) for node, score in tally.own.items()}
    others.sort(key=lambda other: (*order[other.division], -other.score))
    return Placement(place, tuple(others))


def _descend(tally: _Tally, total: Counter[Node]) -> Node | None:
    """The lowest division that stands out from its rivals; None where none does."""
    node = _choose_province(tally, total)
    if node is None:
        return None
    children: dict[Node, list[Node]] = defaultdict(list)
    for each in total:
        if PROVINCE < each.level <= COUNTY:
            children[each.above[0]].append(each)
    while below := sorted(children[node], key=lambda each: (-total[each], each.division.path)):
        best = below[0]
        # At home the province goes without saying, so its own mentions don't speak against what lies in it.
        whole = sum(total[each] for each in below) if node.level == PROVINCE and node.home else total[node]
        if len(below) == 1 and node.level == PREFECTURE:
            share = ALONE_SHARE
        elif best not in tally.own and len(children[best]) > 1:
            share = ROLLED_UP_SHARE
        else:
            share = DESCEND_SHARE
        stands_out = len(below) == 1 or total[best] >= DESCEND_LEAD * total[below[1]]
        if total[best] < share * whole or not stands_out:
            break
        node = best
    # A province is primary only if the text names it: two of its cities alone leave the place open.
    if node.level == PROVINCE and node not in tally.own:
        return None
    return node if total[node] >= (LEAST_AT_HOME if node.home else LEAST_ELSEWHERE) else None


def _choose_province(tally: _Tally, total: Counter[Node]) -> Node | None:
    """The province to descend from; None if there is none, or if none stands out among those away from home."""
    ranked = sorted(
        (node for node in total if node.level == PROVINCE),
        key=lambda node: (-_province_score(node, tally, total), node.division.path),
    )
    if not ranked:
        return None
    best = ranked[0]
    if len(ranked) > 1 and not best.home and total[best] < DESCEND_LEAD * total[ranked[1]]:
        return None
    return best


def _province_score(node: Node, tally: _Tally, total: Counter[Node]) -> float:
    """How strongly the article speaks for the province; the home province's own mentions count in full here."""
    if not node.home:
        return total[node]
    return HOME_FACTOR * (total[node] + tally.own[node] * (OTHER_PROVINCE / HOME_PROVINCE - 1))


def _make_place(node: Node, tally: _Tally, score: float, confidence: float) -> Place:
    """The division, or the zone in it that carries most of what speaks for it."""
    zones = tally.zones.get(node, {})
    zone = min(zones, key=lambda name: (-zones[name].score, name), default=None)
    if zone and zones[zone].score < ZONE_SHARE * tally.own[node]:
        zone = None
    return Place(node.division, round(score, 2), round(confidence, 2), _first(tally.words[node], MOST_EVIDENCE), zone)


def _list_zones(node: Node, tally: _Tally, but: str | None) -> list[Place]:
    """The zones that the text names in the division, but for this one."""
    return [
        Place(node.division, round(zone.score, 2), zone.sureness, _first(zone.words, MOST_EVIDENCE), name)
        for name, zone in tally.zones.get(node, {}).items()
        if name != but
    ]


def _first(words: Iterable[str], number: int) -> tuple[str, ...]:
    return tuple(islice(words, number))
