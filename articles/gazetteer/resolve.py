"""Places an article: the one region that it is about, and those that it mentions besides.

docs/regions.md says how, step by step; the steps are gather_evidence, read_mentions and the two below.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from articles.gazetteer.atlas import Node, load_atlas
from articles.gazetteer.context import is_dateline, speaks_of_its_city
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
class _Tally:
    """What speaks for a division or a zone: its score, the number of mentions, the surest of them and the words.

    `zones` are those in the division by name; their scores are part of its own.
    """

    score: float = 0.0
    count: int = 0
    sureness: float = 0.0
    words: dict[str, None] = field(default_factory=dict)
    zones: "dict[str, _Tally] | None" = None

    def add(self, score: float, sureness: float, words: str) -> None:
        """Count one more mention."""
        self.score += score
        self.sureness = max(self.sureness, sureness)
        self.words[words] = None


def resolve_places(text: PlacedText, home: str, on: date | None) -> Placement:
    """Where the article belongs; no primary place where the text leaves it open.

    `home` is the code of the newspaper's province (430000), `on` the date of issue: divisions are those of that year;
    None takes those of today. The primary place is a province, prefecture or county, never a township.
    """
    joined = "\n".join((text.headline, text.dateline, *text.paragraphs))
    atlas = load_atlas(_table_year(on), home)
    hits = [
        Hit(start, end, sense)
        for index, start, end in find_names(joined)
        if not (sense := atlas.senses[index] or atlas.make_sense(index)).empty
    ]
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


def _tally(
    text: str, mentions: Sequence[Mention], headline_end: int, body_start: int, lead_end: int
) -> dict[Node, _Tally]:
    """Adds up the mentions: by where they stand, and each further one of the same division counts for less."""
    tallies: dict[Node, _Tally] = {}
    scored: tuple[Node, float] | None = None
    listed = _find_listed(text, mentions)
    scene_found = False
    for position, mention in enumerate(mentions):
        node, start, end = mention.node, mention.start, mention.end
        tally = tallies.get(node)
        if tally is None:
            tally = tallies[node] = _Tally()
        tally.count += 1
        if start < headline_end:
            factor = HEADLINE
        elif body_start <= start < lead_end:
            factor = LEAD
        else:
            factor = BODY
        if node.level <= PREFECTURE and is_dateline(text, start, end):
            factor = BODY if node.level == PREFECTURE and speaks_of_its_city(text) else DATELINE
        if factor == LEAD and node.level > PROVINCE and (not scene_found or mention.within):
            factor, scene_found = LEAD * FIRST, True
        score = mention.weight * factor
        if factor != HEADLINE:
            score /= tally.count**0.5
        if position in listed:
            score *= LISTED
        if mention.within and scored and scored[0] in node.above:
            tallies[scored[0]].score -= scored[1] * WITHIN
        scored = (node, score)
        tally.add(score, mention.sureness, text[start:end])
        if mention.zone:
            name, zone_end = mention.zone
            words = text[start:zone_end]
            tally.words[words] = None
            tally.zones = tally.zones or {}
            tally.zones.setdefault(name, _Tally()).add(score, mention.sureness, words)
    return tallies


def _find_listed(text: str, mentions: Sequence[Mention]) -> set[int]:
    """The positions of mentions that stand in a row with nothing but 、 between them."""
    listed = set()
    end = -2
    for position, mention in enumerate(mentions):
        if mention.start == end + 1 and text[end] == "、":
            listed |= {position - 1, position}
        end = mention.end
    return listed


def _place(tallies: Mapping[Node, _Tally]) -> Placement:
    """Rolls the scores up the tree and descends to the primary place."""
    total: dict[Node, float] = {}
    for node, tally in tallies.items():
        for each in node.lineage:
            total[each] = total.get(each, 0.0) + tally.score
    primary = _descend(tallies, total)
    place = _make_primary(primary, tallies, total) if primary else None
    mentioned: list[Place] = []
    ranked = list(tallies.items())
    if len(ranked) > 1:
        ranked.sort(key=lambda item: (-item[1].score, item[0].division.path))
    for node, tally in ranked:
        if primary is None or node not in primary.lineage:
            own = _make_place(node, tally, tally.score, tally.sureness)
            mentioned.append(own)
            if tally.zones:
                mentioned += _list_zones(node, tally, own.zone)
        elif tally.zones:
            mentioned += _list_zones(node, tally, place.zone if node is primary else None)
    return Placement(place, tuple(mentioned))


def _make_primary(node: Node, tallies: Mapping[Node, _Tally], total: Mapping[Node, float]) -> Place:
    """The place that the article is about, with the confidence that its score among its peers gives it."""
    score, level = total[node], node.level
    peers = 0.0
    for each, its_score in total.items():
        if each.level == level:
            peers += its_score
    confidence = round(min(1.0, score / FULL_SCORE) * min(1.0, score / peers), 2)
    if tally := tallies.get(node):
        return _make_place(node, tally, score, confidence)
    # Two counties alone speak for their prefecture.
    words = (word for each, tally in tallies.items() if node in each.above for word in tally.words)
    return _make_place(node, _Tally(words=dict.fromkeys(words)), score, confidence)


def _descend(tallies: Mapping[Node, _Tally], total: Mapping[Node, float]) -> Node | None:
    """The lowest division that stands out from its rivals; None where none does."""
    children: dict[Node, list[Node]] = {}
    for each in total:
        if each.above and each.level <= COUNTY:
            children.setdefault(each.above[0], []).append(each)
    for province in _choose_provinces(tallies, total):
        node = _descend_from(province, children, tallies, total)
        # A province is primary only if the text names it: two of its cities alone leave the place open.
        named = node.level > PROVINCE or node in tallies
        if named and total[node] >= (LEAST_AT_HOME if node.home else LEAST_ELSEWHERE):
            return node
    return None


def _descend_from(
    node: Node, children: Mapping[Node, list[Node]], tallies: Mapping[Node, _Tally], total: Mapping[Node, float]
) -> Node:
    """The lowest division below `node`, or itself, that stands out."""
    while below := children.get(node):
        best, second = below[0], None
        if len(below) > 1:
            best, second = sorted(below, key=lambda each: (-total[each], each.division.path))[:2]
        # At home the province goes without saying, so its own mentions don't speak against what lies in it.
        whole = sum([total[each] for each in below]) if node.level == PROVINCE and node.home else total[node]
        if second is None and node.level == PREFECTURE:
            share = ALONE_SHARE
        elif best not in tallies and len(children.get(best, ())) > 1:
            share = ROLLED_UP_SHARE
        else:
            share = DESCEND_SHARE
        if total[best] < share * whole or (second and total[best] < DESCEND_LEAD * total[second]):
            break
        node = best
    return node


def _choose_provinces(tallies: Mapping[Node, _Tally], total: Mapping[Node, float]) -> list[Node]:
    """The provinces to descend from, one after the other; none if none stands out among those away from home.

    Where nothing at home comes of it, one elsewhere will do that stands out from home and from all others.
    """
    provinces = [node for node in total if node.level == PROVINCE]
    if len(provinces) < 2:
        return provinces
    provinces.sort(key=lambda node: (-_province_score(node, tallies, total), node.division.path))
    best, second, *others = provinces
    if not best.home:
        return [best] if total[best] >= DESCEND_LEAD * total[second] else []
    rivals = [best, *others]
    return [best, second] if all(total[second] >= DESCEND_LEAD * total[rival] for rival in rivals) else [best]


def _province_score(node: Node, tallies: Mapping[Node, _Tally], total: Mapping[Node, float]) -> float:
    """How strongly the article speaks for the province; the home province's own mentions count in full here."""
    if not node.home:
        return total[node]
    own = tallies[node].score if node in tallies else 0.0
    return HOME_FACTOR * (total[node] + own * (OTHER_PROVINCE / HOME_PROVINCE - 1))


def _make_place(node: Node, tally: _Tally, score: float, confidence: float) -> Place:
    """The division, or the zone in it that carries most of what speaks for it."""
    zone = None
    if tally.zones:
        best = min(tally.zones, key=lambda name: (-tally.zones[name].score, name))
        zone = best if tally.zones[best].score >= ZONE_SHARE * tally.score else None
    return Place(node.division, round(score, 2), confidence, tuple(tally.words)[:MOST_EVIDENCE], zone)


def _list_zones(node: Node, tally: _Tally, but: str | None) -> list[Place]:
    """The zones that the text names in the division, but for this one."""
    return [
        Place(node.division, round(zone.score, 2), zone.sureness, tuple(zone.words)[:MOST_EVIDENCE], name)
        for name, zone in tally.zones.items()
        if name != but
    ]
