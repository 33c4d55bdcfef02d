"""What a SearchQuerySet gets: results, counts by value, by date and by query, and marked text."""

import calendar
from collections.abc import Iterable, Mapping
from datetime import date
from html import escape

import numpy as np
from haystack.constants import DJANGO_CT, DJANGO_ID, ID
from haystack.exceptions import SearchBackendError
from haystack.models import SearchResult
from whoosh.query import And, Query

from articles.search.engine import FACETS
from articles.search.query import Term, Word
from articles.search.whoosh.analysis import query_words
from articles.search.whoosh.find import Hit, count_values, match
from articles.search.whoosh.records import read_record
from articles.search.whoosh.state import Found, IndexState
from articles.text.excerpt import build_excerpt

EXCERPT_LENGTH = 200


def count_facets(
    state: IndexState, query: Query, matched: Found, facets: Mapping | Iterable, dates: Mapping, queries: Iterable
) -> dict:
    """Return the counts of a result as SearchQuerySet.facet_counts gives them.

    `facets` are names of fields, or say for each how many values are wanted ({"limit": 10}). `dates` has a field, a
    span and a step for each; `queries` are pairs of a title and a Whoosh query. Raises SearchBackendError for a field
    that is not counted.
    """
    facets = {name: _read_limit(options) for name, options in _with_options(facets)}
    unknown = set(facets) - set(FACETS)
    if unknown:
        raise SearchBackendError(f"No facets by {', '.join(sorted(unknown))}: there are {', '.join(FACETS)}.")
    return {
        "fields": {
            name: sorted(count_values(state, matched, name).items(), key=lambda item: (-item[1], item[0]))[:limit]
            for name, limit in facets.items()
        },
        "dates": {name: _count_days(state, matched, name, asked) for name, asked in dates.items()},
        "queries": {
            title: sum(len(part.ids) for part in match(state, And([query, asked]))) for title, asked in queries
        },
    }


def _with_options(facets: Mapping | Iterable) -> Iterable[tuple[str, Mapping]]:
    return facets.items() if isinstance(facets, Mapping) else ((name, {}) for name in facets)


def _read_limit(options: Mapping) -> int | None:
    """How many values are wanted: `limit` as in Solr, `size` as in Elasticsearch; None for all."""
    unknown = set(options or {}) - {"limit", "size"}
    if unknown:
        raise SearchBackendError(f"A facet has no {', '.join(sorted(unknown))} here: there is limit.")
    return next(iter((options or {}).values()), None)


def _count_days(state: IndexState, matched: Found, field: str, asked: Mapping) -> list[tuple[date, int]]:
    """The steps of a span that have a document, each by its first day."""
    if field != "date":
        raise SearchBackendError(f"No date facets by {field}: there is date.")
    starts = _steps(asked["start_date"], asked["end_date"], asked["gap_by"], asked.get("gap_amount", 1))
    bounds = [_day_number(start) for start in starts]
    counts = np.zeros(len(bounds), np.int64)
    for view, part in zip(state.views, matched, strict=True):
        places = np.searchsorted(bounds, view.arrays.file["order.day"][part.ids], side="right")
        counts += np.bincount(places, minlength=len(bounds) + 1)[1 : len(bounds) + 1]
    # What comes after the last bound lies beyond the span.
    return [(start, int(count)) for start, count in zip(starts[:-1], counts[:-1], strict=True) if count]


def _steps(start: date, end: date, unit: str, amount: int) -> list[date]:
    """The first day of each step, and the end."""
    if unit not in {"year", "month", "day"}:
        raise SearchBackendError(f"No date facets by {unit}: there are year, month and day.")
    steps, current, number = [], start, 0
    while current < end:
        steps.append(current)
        number += amount
        if unit == "day":
            current = date.fromordinal(start.toordinal() + number)
        else:
            months = start.month - 1 + number * (12 if unit == "year" else 1)
            year, month = start.year + months // 12, months % 12 + 1
            current = date(year, month, min(start.day, calendar.monthrange(year, month)[1]))
    return [*steps, end]


def _day_number(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day


def build_result(hit: Hit, result_class, highlighted: Mapping[int, str]) -> SearchResult:
    """Return a hit as SearchQuerySet gives it."""
    stored = hit.stored()
    record = read_record(stored)
    app_label, model_name = stored[DJANGO_CT][0].split(".")
    values = {
        "id": stored[ID][0],
        "public_id": record.public_id,
        "region": list(record.regions),
        "newspaper": record.newspaper,
        "year": int(record.year) if record.year else None,
        "month": record.month or None,
        "form": record.form,
        "page": int(stored["page"][0]) if stored.get("page") else None,
        "byline": stored.get("byline", []),
        "date": _to_date(record.date),
        "date_end": _to_date(record.date_end),
    }
    if record.pk in highlighted:
        values["highlighted"] = {"text": [highlighted[record.pk]]}
    return (result_class or SearchResult)(app_label, model_name, stored[DJANGO_ID][0], hit.score, **values)


def highlight(index, pks: Iterable[int], terms: Iterable[Term], options: Mapping | bool) -> dict[int, str]:
    """Return by key the place of each article's text that matched best, as HTML with the terms marked."""
    tags = options if isinstance(options, Mapping) else {}
    before, after = tags.get("pre_tag", "<em>"), tags.get("post_tag", "</em>")
    needles = []
    for term in terms:
        needles += [term.text, *(query_words(term.text) if isinstance(term, Word) else ())]
    marked = {}
    for article in index.index_queryset().filter(pk__in=list(pks)):
        pieces = build_excerpt(index.prepare_text(article), needles, EXCERPT_LENGTH)
        marked[article.pk] = "".join(
            f"{before}{escape(piece.text)}{after}" if piece.marked else escape(piece.text) for piece in pieces
        )
    return marked


def _to_date(number: int) -> date | None:
    return date(number // 10_000, number // 100 % 100, number % 100) if number else None
