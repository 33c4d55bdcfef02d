"""What the index keeps of an article besides its text: what a comparison with the database looks at."""

from typing import NamedTuple


class Record(NamedTuple):
    """One document: its article's key, and the values of its filters and orders.

    `date` is the first day on which the article can have appeared, as 20221012, and 0 where none is known; `rank` puts
    articles of one day in the order of the page; `stamp` changes with the article.
    """

    pk: int
    public_id: str
    regions: tuple[str, ...]
    newspaper: str
    year: str
    month: str
    page_name: str
    form: str
    date: int
    date_end: int
    rank: tuple
    stamp: str


def read_record(stored: dict) -> Record:
    """Return the record of a document's stored fields."""
    return Record(
        pk=int(stored["django_id"][0]),
        public_id=_first(stored, "public_id"),
        regions=tuple(stored.get("region", ())),
        newspaper=_first(stored, "newspaper"),
        year=_first(stored, "year"),
        month=_first(stored, "month"),
        page_name=_first(stored, "page_name"),
        form=_first(stored, "form"),
        date=int(_first(stored, "date") or 0),
        date_end=int(_first(stored, "date_end") or 0),
        rank=tuple(stored["rank"]),
        stamp=stored["stamp"],
    )


def _first(stored: dict, name: str) -> str:
    values = stored.get(name)
    return values[0] if values else ""
