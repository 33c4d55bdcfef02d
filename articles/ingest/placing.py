"""What the resolver's places become beside staff's word, and what another run of it changes. No database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

PRIMARY, MENTIONED = "primary", "mentioned"


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place that the resolver found, as it is stored; `region` is the row's key."""

    region: int
    role: str
    score: float
    confidence: float
    evidence: tuple[str, ...]


class Change(StrEnum):
    """What another run of the resolver did to an article's places."""

    NONE = "unchanged"
    PLACED = "placed"  # it had no primary place and has one now
    MOVED = "moved"  # its primary place is another
    LOST = "left open"  # it had a primary place and has none now
    DETAILS = "changed in scores, evidence or mentions"


def heed_staff(found: Iterable[FoundPlace], by_hand: Mapping[int, str], without_place: bool) -> tuple[FoundPlace, ...]:
    """What of the resolver's places stands beside staff's word: `by_hand` maps regions to the roles that staff gave.

    Staff's place stands instead of the resolver's, and so does their word that there is none; mentions of other places
    stay.
    """
    primary_said = without_place or PRIMARY in by_hand.values()
    return tuple(
        place for place in found if place.region not in by_hand and not (primary_said and place.role == PRIMARY)
    )


def find_change(before: Iterable[FoundPlace], after: Iterable[FoundPlace]) -> Change:
    """The greatest difference between the resolver's places of one article then and now."""
    before, after = set(before), set(after)
    if before == after:
        return Change.NONE
    old, new = _primary(before), _primary(after)
    if old == new:
        return Change.DETAILS
    if old is None:
        return Change.PLACED
    return Change.LOST if new is None else Change.MOVED


def _primary(places: Iterable[FoundPlace]) -> int | None:
    return next((place.region for place in places if place.role == PRIMARY), None)
