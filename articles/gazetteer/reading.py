"""The second pass over an article's names: what each of them means where it stands, and how much it weighs."""

from collections.abc import Sequence
from dataclasses import dataclass

from articles.gazetteer.atlas import Node
from articles.gazetteer.context import (
    INSTITUTION_AFTER,
    LOCAL_SERVICE_AFTER,
    LOCATIVE_BEFORE,
    NATURE_AFTER,
    ORGAN_AFTER,
    THING_AFTER,
    ZONE_AFTER,
    breaks_next_word,
    is_elsewhere,
    straddles_words,
)
from articles.gazetteer.divisions import COUNTY, PREFECTURE, PROVINCE
from articles.gazetteer.evidence import Evidence, Hit, candidates_before, reads_as_full

SURE = 1.0
PREFECTURE_SHORT = 0.9
COUNTY_SHORT = 0.7
HEADLINE_SHORT = 0.6  # a county's short form in the headline with nothing else to go by
TOWNSHIP_UNIQUE = 0.8
GROUP_SHARE = 1 / 3  # of a name for several divisions at once, each gets this
HOME_PROVINCE = 0.15
OTHER_PROVINCE = 0.6
INSTITUTION = 0.3
ELSEWHERE = 0.3


@dataclass(frozen=True, slots=True)
class Mention:
    """A division named at start:end. `weight` 0 to 1; `zone` is the development zone named with it, as printed.

    `within`: the mention directly before it is of something that it lies in (益阳市 before 安化县). `elsewhere`: goods
    go there, people come from there or a visit leads there; the story is not about it.
    """

    node: Node
    start: int
    end: int
    weight: float
    within: bool = False
    zone: str | None = None
    elsewhere: bool = False


def read_mentions(text: str, headline_end: int, hits: Sequence[Hit], evidence: Evidence) -> list[Mention]:
    """The divisions that the article names, in the order of the text."""
    mentions: list[Mention] = []
    known: set[Node] = set(evidence.full)  # divisions that need no more evidence
    for position, hit in enumerate(hits):
        before = mentions[-1] if mentions and mentions[-1].end == hit.start else None
        sense = hit.sense
        if sense.group:
            mentions += [Mention(node, hit.start, hit.end, GROUP_SHARE) for node in sense.group]
            continue
        node, weight = None, 0.0
        if sense.zone:
            node, weight, zone = sense.zone[0], SURE, sense.text
        if node is None and sense.full:
            node, weight = _read_full(text, hit, evidence, before)
        if node is None and sense.townships:
            node, weight = _read_township(hit, evidence, before)
        if node is None and sense.short:
            following = hits[position + 1] if position + 1 < len(hits) else None
            previous = mentions[-1] if mentions else None
            node, weight = _read_short(text, headline_end, hit, evidence, known, before, previous, following)
        if node is None:
            continue
        if not sense.zone:
            zone_after = ZONE_AFTER.match(text, hit.end) if node.level in (PREFECTURE, COUNTY) else None
            zone = text[hit.start : zone_after.end()] if zone_after else None
        if node.level == PROVINCE:
            weight *= HOME_PROVINCE if node.home else OTHER_PROVINCE
        if node.level <= PREFECTURE and node in sense.short and _names_institution(text, hit.end):
            weight *= INSTITUTION
        if is_elsewhere(text, hit.start, hit.end) or (
            mentions and mentions[-1].elsewhere and text[mentions[-1].end : hit.start] in ("", "、")
        ):
            weight, elsewhere = weight * ELSEWHERE, True
        else:
            elsewhere = False
        if node.level == COUNTY:
            known.add(node)
        within = before is not None and before.node in node.above
        mentions.append(Mention(node, hit.start, hit.end, weight, within, zone, elsewhere))
    return mentions


def _read_full(text: str, hit: Hit, evidence: Evidence, before: Mention | None) -> tuple[Node | None, float]:
    """What a full name means here; None where it is no name, or the article leaves its sense open."""
    nodes = hit.sense.full
    node = nodes[0] if len(nodes) == 1 and (nodes[0].home or not hit.sense.ordinary) else None
    if before and node is None:
        children = [each for each in nodes if before.node in each.above]
        node = children[0] if len(children) == 1 else None
    node = node or evidence.sense_of.get(hit.sense.text)
    if node is None:
        return None, 0.0
    follows_parent = before is not None and before.node in node.above
    if reads_as_full(text, hit, node, follows_parent) or (hit.sense.brief and node in evidence.full):
        return node, SURE
    return None, 0.0


def _read_township(hit: Hit, evidence: Evidence, before: Mention | None) -> tuple[Node | None, float]:
    """The township that lies in a county the article names, or whose name is the only one of its kind."""
    nodes = hit.sense.townships
    if before:
        children = [node for node in nodes if before.node in node.above]
        if len(children) == 1:
            return children[0], SURE
    in_named = [node for node in nodes if node.above[0] in evidence.firm and node.above[0].level >= PREFECTURE]
    if len(in_named) == 1:
        return in_named[0], SURE
    if not in_named:
        # 安化平口镇 says more than a bare name: the prefecture will do where it has one township of the name.
        near = [node for node in nodes if node.above[1] in evidence.firm and node.above[1].level == PREFECTURE]
        if len(near) == 1:
            return near[0], TOWNSHIP_UNIQUE
        if len(nodes) == 1 and nodes[0].home:
            return nodes[0], TOWNSHIP_UNIQUE
    return None, 0.0


def _read_short(
    text: str,
    headline_end: int,
    hit: Hit,
    evidence: Evidence,
    known: set[Node],
    before: Mention | None,
    previous: Mention | None,
    following: Hit | None,
) -> tuple[Node | None, float]:
    """What a short form means here, and how sure that is; None where it is no name or nothing bears it out."""
    sense = hit.sense
    if THING_AFTER.match(text, hit.end) or (not before and straddles_words(text, hit.start, hit.end)):
        return None, 0.0
    if sense.province:
        return sense.province, SURE
    if sense.text in evidence.zone_of and evidence.full.isdisjoint(sense.short):
        return evidence.zone_of[sense.text], PREFECTURE_SHORT
    follows_parent = [node for node in sense.short if before.node in node.above] if before else []
    prefecture, county = sense.prefecture, sense.county
    rival = prefecture is not None and not prefecture.home and county is not None
    if prefecture and (
        prefecture in follows_parent or not (rival or (sense.ordinary and prefecture not in evidence.firm))
    ):
        return prefecture, PREFECTURE_SHORT
    counties = [node for node in follows_parent if node.level == COUNTY] or ([county] if county else [])
    if len(counties) == 1:
        node = counties[0]
        weight = _weigh_county(text, headline_end, hit, node, evidence, known, before, previous, following)
        if weight:
            return node, weight
    elsewhere = [node for node in sense.short if node in evidence.full and not NATURE_AFTER.match(text, hit.end)]
    if len(elsewhere) == 1:
        return elsewhere[0], COUNTY_SHORT
    if rival and prefecture.lineage[-1] in evidence.firm:
        return prefecture, PREFECTURE_SHORT
    return None, 0.0


def _weigh_county(
    text: str,
    headline_end: int,
    hit: Hit,
    node: Node,
    evidence: Evidence,
    known: set[Node],
    before: Mention | None,
    previous: Mention | None,
    following: Hit | None,
) -> float:
    """How much a county's short form weighs; 0.0 where too little speaks for it."""
    if NATURE_AFTER.match(text, hit.end):
        return 0.0
    if node in known:
        return PREFECTURE_SHORT
    parent = node.above[0]
    prefecture_named = parent.level == PREFECTURE and parent in evidence.firm
    follows_parent = before is not None and before.node in node.above
    reasons = prefecture_named + (follows_parent and (parent.level == PREFECTURE or not hit.sense.ordinary))
    if ORGAN_AFTER.match(text, hit.end):
        reasons += 1
    if hit.end < len(text) and text[hit.end] in "：:" and (hit.start == 0 or text[hit.start - 1] == "\n"):
        reasons += 1
    if _stands_in_list(text, hit, node, previous, following):
        reasons += 1
    if hit.sense.ordinary:
        # 杭州西湖 is a lake more often than a district; 怀化通道, for a reader at home, is a county.
        return COUNTY_SHORT if reasons >= (2 if node.home else 3) else 0.0
    if reasons:
        return COUNTY_SHORT
    if breaks_next_word(text, hit.end):
        return 0.0
    if text.endswith(LOCATIVE_BEFORE, 0, hit.start):
        return COUNTY_SHORT
    return HEADLINE_SHORT if hit.start < headline_end else 0.0


def _stands_in_list(text: str, hit: Hit, node: Node, previous: Mention | None, following: Hit | None) -> bool:
    """Whether a division of the same province stands next to it in a list (桃江、安化、南县)."""
    if previous and previous.end == hit.start - 1 and text[previous.end] == "、":
        return previous.node.lineage[-1] is node.lineage[-1]
    if following and following.start == hit.end + 1 and text[hit.end] == "、":
        return any(each.lineage[-1] is node.lineage[-1] for each in candidates_before(following))
    return False


def _names_institution(text: str, end: int) -> bool:
    """Whether the name goes on as that of a university, a company or the like that is not the place's own."""
    return INSTITUTION_AFTER.match(text, end) is not None and LOCAL_SERVICE_AFTER.match(text, end) is None
