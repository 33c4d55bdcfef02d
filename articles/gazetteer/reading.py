"""The second pass over an article's names: what each of them means where it stands, and how much it weighs."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from articles.gazetteer.atlas import Node
from articles.gazetteer.context import (
    INSTITUTION_AFTER,
    LOCAL_SERVICE_AFTER,
    LOCATIVE_BEFORE,
    NATURE_AFTER,
    ORGAN_AFTER,
    THING_AFTER,
    breaks_next_word,
    is_elsewhere,
    is_venue,
    names_person,
    straddles_words,
)
from articles.gazetteer.divisions import COUNTY, PREFECTURE, PROVINCE
from articles.gazetteer.evidence import Evidence, Hit, candidates_of, reads_as_full
from articles.gazetteer.zones import find_zone, own_name

# How surely a name means what it is read as.
SURE = 1.0
PREFECTURE_SHORT = 0.9
COUNTY_SHORT = 0.7
HEADLINE_SHORT = 0.6  # a county's short form in the headline with nothing else to go by
TOWNSHIP_UNIQUE = 0.8
TOWNSHIP_AT_HOME = 0.5  # the only one of its name in the home province, but not in the country ...
RARE_TOWNSHIP = 5  # ... where it has at most so many
# How far the story is about what is named.
GROUP_SHARE = 1 / 3  # of a name for several divisions at once, each gets this
HOME_PROVINCE = 0.15
OTHER_PROVINCE = 0.6
INSTITUTION = 0.3
ELSEWHERE = 0.3
VENUE = 0.1  # of a meeting of the whole province


@dataclass(slots=True)  # not frozen, though nobody changes one: there are many, and they are made three times as fast
class Mention:
    """A division named at start:end. `zone` is the zone in it that the text names there, by its name and its end.

    `sureness`, 0 to 1, says how surely the name means it; `weight`, at most as much, how far the story is about it.
    `within`: the mention directly before it is of something that it lies in (益阳市 before 安化县). `elsewhere`: goods
    go there, people come from there or a visit leads there; the story is not about it.
    """

    node: Node
    start: int
    end: int
    sureness: float
    weight: float
    within: bool = False
    zone: tuple[str, int] | None = None
    elsewhere: bool = False


Reading = tuple[Node, float]  # what a name means, and how surely


@dataclass(slots=True)
class _Reader:
    """What the reading of one article goes by.

    `known` are the counties that need no more evidence: they stand there under their full name, or were read before.
    """

    text: str
    headline_end: int
    evidence: Evidence
    known: set[Node]
    mentions: list[Mention] = field(default_factory=list)


def read_mentions(text: str, headline_end: int, hits: Sequence[Hit], evidence: Evidence) -> list[Mention]:
    """The divisions that the article names, in the order of the text."""
    reader = _Reader(text, headline_end, evidence, set(evidence.full))
    for position, hit in enumerate(hits):
        if hit.sense.group:
            reader.mentions += [Mention(node, hit.start, hit.end, SURE, GROUP_SHARE) for node in hit.sense.group]
            continue
        last = reader.mentions[-1] if reader.mentions else None
        before = last if last and last.end == hit.start else None
        reading = _read(reader, hit, before, hits, position)
        if reading:
            mention = _make_mention(reader, hit, before, last, *reading)
            if mention.node.level == COUNTY:
                reader.known.add(mention.node)
            reader.mentions.append(mention)
    return reader.mentions


def _read(reader: _Reader, hit: Hit, before: Mention | None, hits: Sequence[Hit], position: int) -> Reading | None:
    """What a name means where it stands; None where it is no name or the article leaves it open."""
    sense = hit.sense
    if sense.zone:
        return sense.zone[0], SURE
    reading = _read_full(reader, hit, before) if sense.full else None
    if reading is None and sense.townships:
        reading = _read_township(reader.evidence, hit, before)
    if reading is None and sense.short:
        following = hits[position + 1] if position + 1 < len(hits) else None
        reading = _read_short(reader, hit, before, following)
    return reading


def _make_mention(
    reader: _Reader, hit: Hit, before: Mention | None, last: Mention | None, node: Node, sureness: float
) -> Mention:
    """The mention with what its surroundings take from its weight. `before` stands directly before it, if any does."""
    text, sense, weight = reader.text, hit.sense, sureness
    start, end, level = hit.start, hit.end, node.level
    zone = None
    if sense.zone:
        zone = own_name(sense.text), end
    elif level <= COUNTY:
        zone = find_zone(text, start, end, node.division)
    if level <= PREFECTURE:
        if level == PROVINCE:
            weight *= HOME_PROVINCE if node.home else OTHER_PROVINCE
        if node in sense.short and _names_institution(text, end):
            weight *= INSTITUTION
    # 北京 and 广州 in 销往北京、广州.
    in_row = last is not None and last.elsewhere and text[last.end : start] in ("", "、")
    elsewhere = in_row or is_elsewhere(text, start, end)
    if elsewhere:
        weight *= ELSEWHERE
    if last is not None and last.node in node.above and is_venue(text[last.end : start], text, end):
        weight *= VENUE
    within = before is not None and before.node in node.above
    return Mention(node, start, end, sureness, weight, within, zone, elsewhere)


def _read_full(reader: _Reader, hit: Hit, before: Mention | None) -> Reading | None:
    """What a full name means."""
    nodes = hit.sense.full
    if hit.reads_full and hit.sense.sure:
        return nodes[0], SURE
    node = nodes[0] if hit.sense.sure else None
    if before and node is None:
        children = [each for each in nodes if before.node in each.above]
        node = children[0] if len(children) == 1 else None
    node = node or reader.evidence.sense_of.get(hit.sense.text)
    if node is None:
        return None
    follows_parent = before is not None and before.node in node.above
    # Once 道县 stands there for certain, it is 道县 everywhere.
    certain = hit.sense.brief and node in reader.evidence.full
    return (node, SURE) if certain or reads_as_full(reader.text, hit, node, follows_parent) else None


def _read_township(evidence: Evidence, hit: Hit, before: Mention | None) -> Reading | None:
    """The township that lies in a county the article names, or whose name is the only one of its kind."""
    nodes = hit.sense.townships
    if before:
        children = [node for node in nodes if before.node in node.above]
        if len(children) == 1:
            return children[0], SURE
    in_named, near = [], []
    for node in nodes:
        parent, above = node.above[:2]
        if parent in evidence.firm and parent.level >= PREFECTURE:
            in_named.append(node)
        elif above in evidence.firm and above.level == PREFECTURE:
            near.append(node)
    if in_named:
        return (in_named[0], SURE) if len(in_named) == 1 else None
    # The prefecture will do where it has one township of the name.
    if len(near) == 1:
        return near[0], TOWNSHIP_UNIQUE
    at_home = [node for node in nodes if node.home]
    if len(at_home) != 1:
        return None
    if len(nodes) == 1:
        return at_home[0], TOWNSHIP_UNIQUE
    # 田庄乡 in an article about a county elsewhere is none of ours.
    abroad = any(not node.home and node.level >= PREFECTURE for node in evidence.firm)
    return (at_home[0], TOWNSHIP_AT_HOME) if len(nodes) <= RARE_TOWNSHIP and not abroad else None


def _read_short(reader: _Reader, hit: Hit, before: Mention | None, following: Hit | None) -> Reading | None:
    """What a short form means."""
    text, evidence, sense = reader.text, reader.evidence, hit.sense
    if hit.of_thing or (sense.full and THING_AFTER.match(text, hit.end)):
        return None
    if (not before and straddles_words(text, hit.start, hit.end)) or names_person(text, hit.start, hit.end):
        return None
    if sense.province:
        return sense.province, SURE
    if sense.text in evidence.zone_of and evidence.full.isdisjoint(sense.short):
        return evidence.zone_of[sense.text], PREFECTURE_SHORT
    children = [node for node in sense.short if before.node in node.above] if before else []
    prefecture, county = sense.prefecture, sense.county
    rival = prefecture is not None and not prefecture.home and county is not None
    doubtful = rival or (sense.ordinary and prefecture not in evidence.firm)
    if prefecture and (prefecture in children or not doubtful):
        return prefecture, PREFECTURE_SHORT
    counties = [node for node in children if node.level == COUNTY] or ([county] if county else [])
    if len(counties) == 1:
        sureness = _judge_county(reader, hit, counties[0], before, following)
        if sureness:
            return counties[0], sureness
    elsewhere = [node for node in sense.short if node in evidence.full and not NATURE_AFTER.match(text, hit.end)]
    if len(elsewhere) == 1:
        return elsewhere[0], COUNTY_SHORT
    if rival and prefecture.lineage[-1] in evidence.firm:
        return prefecture, PREFECTURE_SHORT
    return None


def _judge_county(reader: _Reader, hit: Hit, node: Node, before: Mention | None, following: Hit | None) -> float:
    """How surely a county's short form means it; 0.0 where too little speaks for it."""
    text = reader.text
    if NATURE_AFTER.match(text, hit.end):
        return 0.0
    if node in reader.known:
        return PREFECTURE_SHORT
    reasons = _count_reasons(reader, hit, node, before, following)
    if hit.sense.ordinary:
        # 杭州西湖 is a lake more often than a district; 怀化通道, for a reader at home, is a county.
        return COUNTY_SHORT if reasons >= (2 if node.home else 3) else 0.0
    if reasons:
        return COUNTY_SHORT
    if breaks_next_word(text, hit.end):
        return 0.0
    if text.endswith(LOCATIVE_BEFORE, 0, hit.start):
        return COUNTY_SHORT
    return HEADLINE_SHORT if hit.start < reader.headline_end else 0.0


def _count_reasons(reader: _Reader, hit: Hit, node: Node, before: Mention | None, following: Hit | None) -> int:
    """How many things around a county's short form speak for the county."""
    text, parent = reader.text, node.above[0]
    # A municipality stands to its districts as a prefecture does.
    within_city = parent.level == PREFECTURE or parent.division.name.endswith("市")
    follows_parent = before is not None and before.node in node.above
    opens_paragraph = hit.start == 0 or text[hit.start - 1] == "\n"
    return sum(
        (
            within_city and parent in reader.evidence.firm,
            follows_parent and (within_city or not hit.sense.ordinary),
            ORGAN_AFTER.match(text, hit.end) is not None,
            opens_paragraph and text.startswith(("：", ":"), hit.end),
            _stands_in_list(reader, hit, node, following),
        )
    )


def _stands_in_list(reader: _Reader, hit: Hit, node: Node, following: Hit | None) -> bool:
    """Whether a division of the same province stands next to it in a list (桃江、安化、南县)."""
    text = reader.text
    last = reader.mentions[-1] if reader.mentions else None
    if last and last.end == hit.start - 1 and text[last.end] == "、":
        return last.node.lineage[-1] is node.lineage[-1]
    if following and following.start == hit.end + 1 and text[hit.end] == "、":
        return any(each.lineage[-1] is node.lineage[-1] for each in candidates_of(following))
    return False


def _names_institution(text: str, end: int) -> bool:
    """Whether the name goes on as that of a university, a company or the like that is not the place's own."""
    return INSTITUTION_AFTER.match(text, end) is not None and LOCAL_SERVICE_AFTER.match(text, end) is None
