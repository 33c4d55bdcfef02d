"""An article's prepared values as the document that the writer takes."""

from datetime import date

from haystack.constants import DJANGO_CT, DJANGO_ID, ID
from haystack.exceptions import SkipDocument

from articles.search.whoosh.schema import PART_WEIGHTS, STORED_FIELDS, characters_field

# After every day, for the key of the archive's order.
_LAST_DAY = 99_999_999
# Values of fields other than text are lists of strings in the index, and these as they are.
_KEPT_AS_GIVEN = ("rank", "stamp")


def build_document(index, article) -> dict | None:
    """Return what the writer takes of an article; None where its index wants it left out."""
    try:
        return build_prepared(index.full_prepare(article))
    except SkipDocument:
        return None


def build_prepared(prepared: dict) -> dict:
    """Return what the writer takes of an article's prepared values."""
    document = {name: [prepared[name]] for name in (ID, DJANGO_CT, DJANGO_ID)}
    for part in PART_WEIGHTS:
        if prepared[part]:
            document[part] = document[characters_field(part)] = prepared[part]
    document.update(build_values(prepared))
    document["order"] = _order(prepared)
    return document


def build_values(prepared: dict) -> dict:
    """Return the values, other than text, of an article as they are kept in the index."""
    values = {}
    for name in STORED_FIELDS:
        value = prepared.get(name)
        if name in _KEPT_AS_GIVEN:
            values[name] = value
        elif value not in (None, "", []):
            values[name] = [_to_term(item) for item in (value if isinstance(value, list) else [value])]
    return values


def _to_term(value) -> str:
    return value.strftime("%Y%m%d").zfill(8) if isinstance(value, date) else str(value)


def _order(prepared: dict) -> tuple[int, str, int]:
    """The day (0: unknown), a key that sorts newest first, then as on the page, and the article's own key."""
    day = int(_to_term(prepared["date"])) if prepared.get("date") else 0
    newspaper, page_no, dump, order_no = prepared["rank"]
    key = f"{_LAST_DAY - day:08d}{newspaper}\0{page_no:07d}\0{dump}\0{order_no:06d}"
    return day, key, int(prepared[DJANGO_ID])
