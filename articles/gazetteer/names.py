"""Every name that the resolver knows, and where such names stand in a text."""

import gzip
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from articles.gazetteer.aliases import AliasKind, list_short_forms, list_written_aliases
from articles.gazetteer.divisions import DATA_DIR, PROVINCE, TOWNSHIP, load_divisions
from articles.gazetteer.shortform import half_forms, short_form
from articles.gazetteer.types import Division

SHORTEST_TOWNSHIP = 3  # 彭镇 is as often a village, a market or a surname

# The field of Name that an alias of each kind goes to.
ROLE_OF_ALIAS = {
    AliasKind.SHORT: "short",
    AliasKind.FORMER: "short",
    AliasKind.POPULAR: "short",
    AliasKind.ZONE: "zone",
    AliasKind.GROUP: "group",
}


@dataclass(frozen=True, slots=True)
class Name:
    """What a name may stand for. All empty: a decoy, an ordinary word that only swallows a false hit.

    `full` are divisions with this full name (or a form such as 江华县), in whatever years; `short` those that it is a
    short or popular form of; `zone` those that a zone of this name lies in; `group` those that it covers together.
    `ordinary`: the short form, or the name without 区 or 市, is an ordinary word as well. `brief`: a full name of two
    characters, such as 道县. `generic`: a full name such as 郊区 that counts right after its parent alone.
    """

    text: str
    full: tuple[Division, ...] = ()
    short: tuple[Division, ...] = ()
    townships: tuple[Division, ...] = ()
    zone: tuple[Division, ...] = ()
    group: tuple[Division, ...] = ()
    ordinary: bool = False
    brief: bool = False
    generic: bool = False


@cache
def load_names() -> tuple[Name, ...]:
    """All names of two or more characters, sorted; kept for the process."""
    roles: dict[str, dict[str, list[Division]]] = {}

    def add(name: str, role: str, division: Division) -> None:
        roles.setdefault(name, {}).setdefault(role, []).append(division)

    for division in load_divisions():
        if division.level != TOWNSHIP:
            add(division.name, "full", division)
        elif len(division.name) >= SHORTEST_TOWNSHIP:
            add(division.name, "townships", division)
    provinces = {alias.name for alias in list_short_forms() if alias.division.level == PROVINCE}
    for alias in list_short_forms():
        if alias.name not in half_forms(alias.division.name):
            add(alias.name, "short", alias.division)
        elif alias.name.removesuffix("县") not in provinces:
            # Not 河南县, short for 河南蒙古族自治县: 河南县域 is about the counties of a province.
            add(alias.name, "full", alias.division)
    for alias in list_written_aliases():
        if len(alias.name) >= 2:
            add(alias.name, ROLE_OF_ALIAS[alias.kind], alias.division)
    generic = set()
    for word in read_words("decoys.txt"):
        if "full" in roles.get(word, ()):
            generic.add(word)
        else:
            roles[word] = {}
    ordinary = set(read_words("ordinary.txt"))
    ordinary |= {
        division.name
        for role in roles.values()
        for division in role.get("full", ())
        if division.name.endswith(("区", "市")) and short_form(division.name, division.level) in ordinary
    }
    return tuple(
        Name(
            text,
            **{role: tuple(divisions) for role, divisions in roles[text].items()},
            ordinary=text in ordinary,
            brief=len(text) == 2 and "full" in roles[text],
            generic=text in generic,
        )
        for text in sorted(roles)
    )


def read_words(file_name: str) -> list[str]:
    """The words of a list in data/: separated by blanks and line ends, # starts a comment."""
    lines = (DATA_DIR / file_name).read_text(encoding="utf-8").splitlines()
    return [word for line in lines for word in line.partition("#")[0].split()]


@cache
def load_common_words() -> frozenset[str]:
    """Common words of two characters that are no names."""
    text = gzip.decompress((DATA_DIR / "words.txt.gz").read_bytes()).decode()
    return frozenset(text[start : start + 2] for start in range(0, len(text), 2))


@cache
def _matcher() -> AhoCorasick:
    # The default implementation: the DFA is faster and takes 106 MB.
    return AhoCorasick([name.text for name in load_names()], matchkind=MatchKind.LeftmostLongest)


def find_names(text: str) -> list[tuple[int, int, int]]:
    """(index into load_names(), start, end) of each name in the text, leftmost and longest first, none overlapping."""
    return _matcher().find_matches_as_indexes(text)
