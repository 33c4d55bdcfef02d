"""What the gazetteer says of an article: frozen values without a database behind them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Division:
    """An administrative division under one name for the years in which it had it.

    `code` is GB/T 2260 (six digits). `path` lists the codes from the province down, each with a slash; a township's or
    a zone's ends in its name. `valid_to` is None while the name is in use. `entity` is the same for all names and codes
    that one division had in the course of time: the code it has today, or had last. A township or a zone has neither
    code nor entity.
    """

    code: str
    name: str
    level: int
    path: str
    valid_from: int
    valid_to: int | None
    entity: str = ""


@dataclass(frozen=True, slots=True)
class PlacedText:
    """The parts of an article that the resolver reads."""

    headline: str
    dateline: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A division that an article is about or mentions, and the words that say so. `confidence` is 0 to 1.

    `zone` is the name of the zone in the division that it is (株洲经开区), None where it is the division itself.
    """

    division: Division
    score: float
    confidence: float
    evidence: tuple[str, ...]
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an article belongs: at most one primary place, and the places it mentions besides."""

    primary: Place | None
    mentioned: tuple[Place, ...]
