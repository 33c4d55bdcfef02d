"""How an article is cited: what a citation says, and the record that reference managers read (RIS). Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

_RIS_LINE_END = "\r\n"


@dataclass(frozen=True, slots=True)
class Citation:
    """What is cited of an article: empty where it is not known.

    `people` signed it, `issue_date` is 2022-10-12, 2022-10 or 2022 as exactly as it is known, `abstract` the opening of
    the text, `keywords` its places.
    """

    people: tuple[str, ...] = ()
    headline: str = ""
    deck: str = ""
    newspaper: str = ""
    issue_date: str = ""
    page_no: int | None = None
    page_name: str = ""
    url: str = ""
    abstract: str = ""
    keywords: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def ris_record(citation: Citation) -> str:
    """The citation as one record of RIS, a newspaper article (NEWS), with the line ends that RIS asks for."""
    year, month, day = (*citation.issue_date.split("-"), "", "")[:3]
    page = " ".join(part for part in (str(citation.page_no or ""), citation.page_name) if part)
    fields: Iterable[tuple[str, str]] = (
        ("TY", "NEWS"),
        *(("AU", name) for name in citation.people),
        ("TI", citation.headline),
        ("ST", citation.deck),
        ("T2", citation.newspaper),
        ("PY", year),
        ("DA", f"{year}/{month}/{day}/" if year else ""),
        ("SP", page),
        ("AB", citation.abstract),
        *(("KW", keyword) for keyword in citation.keywords),
        ("UR", citation.url),
        *(("N1", note) for note in citation.notes),
    )
    lines = [f"{tag}  - {_one_line(value)}" for tag, value in fields if value]
    return _RIS_LINE_END.join([*lines, "ER  - ", ""])


def _one_line(value: str) -> str:
    return " ".join(value.split())
