"""One search from a reader's request to a page of hits, whatever engine answers it."""

import logging
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from django.utils.translation import gettext as _
from haystack import connections
from haystack.constants import DEFAULT_ALIAS

from articles.models import Article
from articles.search.dates import Days
from articles.search.engine import Find, Found
from articles.search.errors import IndexMissingError, IndexUnavailableError
from articles.search.loosen import loosen
from articles.search.places import (
    current_division,
    label_as_printed,
    label_days,
    label_forms,
    label_newspapers,
    label_regions,
    label_trail,
    label_years,
    resolve_names,
)
from articles.search.query import All, Node, Notice, NoticeKind, Part, Published, Word, parse_query, positive_terms
from articles.search.request import Hit, SearchPage, SearchRequest, Sort
from articles.text.excerpt import Excerpt, build_excerpt

log = logging.getLogger(__name__)

# Hits beyond this are not shown: nobody reads them, and counting them out costs the more the deeper they lie.
MAX_DEPTH = 10_000
MAX_PAGE_SIZE = 100
SNIPPET_LENGTH = 120
_IN_TEXT = {None, Part.CROSSHEAD, Part.AUTHOR, Part.TEXT}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the engine found, the query that found it, whether that asks for some of the words only.

    `unfiltered_total` is said where the filters leave nothing: how many articles answer without them.
    """

    found: Found
    tree: Node | None
    loosened: bool = False
    unfiltered_total: int | None = None

    @property
    def is_partial(self) -> bool:
        """Whether there are articles, and none of them has all the words."""
        return self.loosened and self.found.total > 0


# Always counted. Days are counted besides where a month is in question.
_FACETS = ("region", "year", "month", "newspaper", "page_name", "form", "byline")


def run_search(request: SearchRequest, start: int | None = None) -> SearchPage:
    """Return one page of the articles that answer, with exact counts and messages to the reader. Raises nothing.

    Where no article has all the words, those that have some of them are returned. Pages that do not exist hold no hits;
    what is wrong with the query or the index is told in the messages. `start` (from 0) is where the page begins, if not
    where its number says.
    """
    wanted, parsed_tree, messages = read_request(request)
    page_size = min(max(request.page_size, 1), MAX_PAGE_SIZE)
    if start is None:
        start = (max(request.page_no, 1) - 1) * page_size
    if start + page_size > MAX_DEPTH:
        messages.append(_("Only the first %(count)s articles can be paged through.") % {"count": MAX_DEPTH})
        start = MAX_DEPTH
    wanted = replace(wanted, start=start, stop=min(start + page_size, MAX_DEPTH), explain=True)
    backend = connections[DEFAULT_ALIAS].get_backend()
    try:
        answer = find_or_loosen(request, wanted, parsed_tree)
        asked_in_vain = parsed_tree is not None and (answer.loosened or not answer.found.total)
        suggestion = backend.suggest(request.query) if asked_in_vain and not answer.unfiltered_total else None
    except IndexUnavailableError as error:
        if isinstance(error, IndexMissingError) and not Article.objects.exists():
            # A new archive: there is nothing to index yet.
            return SearchPage(request, (), 0, 0, messages=tuple(messages))
        log.error("A search found no index to answer it: %s", error)
        message = _("The search index is not available at the moment. Nothing is lost; please try again later.")
        return SearchPage(request, (), 0, 0, messages=(*messages, message), answered=False)

    found = answer.found
    if answer.is_partial:
        messages.append(tell_partial(request.sort))
    reachable = min(found.total, MAX_DEPTH // page_size * page_size)
    year, month = _find_span(request, found)
    return SearchPage(
        request=request,
        hits=_load_hits(found, answer.tree),
        total=found.total,
        page_count=-(-reachable // page_size),
        regions=label_regions(found.regions, wanted.region),
        region_trail=label_trail(found.regions, wanted.region) if wanted.region else (),
        years=label_years(found.years),
        months=label_days(found.counts["month"], year) if year else (),
        days=label_days(found.counts.get("day", Counter()), month) if month else (),
        newspapers=label_newspapers(found.newspapers),
        page_names=label_as_printed(found.counts["page_name"]),
        forms=label_forms(found.counts["form"]),
        bylines=label_as_printed(found.counts["byline"]),
        messages=tuple(messages),
        suggestion=suggestion,
        kinds=found.kind_counts,
        partial=answer.is_partial,
        loosened=answer.loosened,
        unfiltered_total=answer.unfiltered_total,
        reachable=reachable,
    )


def read_request(request: SearchRequest) -> tuple[Find, Node | None, list[str]]:
    """Return what is asked of the engine, the query as it was typed, and messages about what could not be read."""
    parsed = parse_query(request.query)
    tree, name_notices = resolve_names(parsed.tree)
    wanted = Find(
        _within_days(request, tree),
        region=current_division(request.region) if request.region else None,
        year=request.year,
        month=request.month.replace("-", "") if request.month else None,
        day=_day_number(request.day) if request.day else None,
        newspaper=request.newspaper,
        page_name=request.page_name,
        form=request.form,
        byline=request.byline,
        sort=request.sort,
        facets=(*_FACETS, "day") if _asked_month(request) else _FACETS,
    )
    return wanted, parsed.tree, [_tell(notice) for notice in (*parsed.notices, *name_notices)]


def find_or_loosen(request: SearchRequest, wanted: Find, parsed_tree: Node | None) -> Answer:
    """Ask the engine what `read_request` has read; where nothing has all the words, for what has some of them.

    Where the filters leave nothing of what the query finds, that is the answer. Raises IndexUnavailableError.
    """
    backend = connections[DEFAULT_ALIAS].get_backend()
    found = backend.find(wanted)
    if found.total:
        return Answer(found, wanted.tree)
    unfiltered_total = None
    if request.is_filtered:
        bare = resolve_names(parsed_tree)[0]
        unfiltered_total = backend.find(Find(bare, stop=1, facets=())).total
    loose = None if unfiltered_total else loosen_query(wanted.tree)
    if loose is None:
        return Answer(found, wanted.tree, unfiltered_total=unfiltered_total)
    return Answer(backend.find(replace(wanted, tree=loose)), loose, True, unfiltered_total)


def tell_partial(sort: Sort) -> str:
    """Return the sentence that stands over articles that have some of the words only."""
    if sort is Sort.RELEVANCE:
        return _("No article has all of these words. Those listed have some of them, those with most of them first.")
    return _("No article has all of these words. Those listed have some of them.")


def loosen_query(tree: Node | None) -> Node | None:
    """Return the query that asks for some of the words of one that finds nothing; None where it has but one."""
    # Here and not above: the first use of words reads jieba's dictionary.
    from articles.search.whoosh.analysis import query_words

    return None if tree is None else loosen(tree, query_words)


def _within_days(request: SearchRequest, tree: Node | None) -> Node | None:
    """The query, asked of the days that the request is limited to."""
    if request.date_from is None and request.date_to is None:
        return tree
    published = Published(Days(request.date_from, request.date_to))
    match tree:
        case None:
            return published
        case All(children):
            return All((*children, published))
    return All((tree, published))


def _asked_month(request: SearchRequest) -> str | None:
    """The month whose days are in question, as 202210; None where it is none, or several."""
    if request.day:
        return _day_number(request.day)[:6]
    if request.month:
        return request.month.replace("-", "")
    if request.date_from and request.date_to:
        first, last = _day_number(request.date_from)[:6], _day_number(request.date_to)[:6]
        return first if first == last else None
    return None


def _find_span(request: SearchRequest, found: Found) -> tuple[str | None, str | None]:
    """The year whose months and the month whose days are in question: the one chosen, or the only one of the result."""
    month = _asked_month(request)
    if month:
        return month[:4], month
    if request.year:
        return (f"{request.year[0]:04d}", None) if len(request.year) == 1 else (None, None)
    return (next(iter(found.years)), None) if len(found.years) == 1 else (None, None)


def _day_number(day: date) -> str:
    return day.isoformat().replace("-", "")


def _load_hits(found: Found, tree: Node | None) -> tuple[Hit, ...]:
    """The articles of a page with what lists of articles show, in the order found; one just deleted is left out."""
    articles = (
        Article.objects.select_related("dump__newspaper")
        .defer("dump__raw_bytes", "dump__problems", "dump__furniture")
        .prefetch_related("sections", "bylines", "places__region")
        .in_bulk(found.pks)
    )
    in_headline, in_text = _needles(tree, {None, Part.HEADLINE}), _needles(tree, _IN_TEXT)
    return tuple(
        Hit(
            article=articles[pk],
            headline=build_excerpt(articles[pk].display_headline, in_headline),
            snippet=_build_snippet(articles[pk], in_text),
            kind=kind,
            missing=missing or (),
        )
        for pk, kind, missing in zip_longest(found.pks, found.kinds, found.missing)
        if pk in articles
    )


def _build_snippet(article: Article, needles: tuple[str, ...]) -> Excerpt:
    """From the text, a line for each crosshead, paragraph and caption: marks never run on from one to the next."""
    lines = [article.kicker, article.deck]
    for section in article.sections.all():
        lines += [section.crosshead, *section.paragraphs]
    lines += article.captions
    if not any(article.byline_raw in line for line in lines):  # an inline byline stands in its paragraph
        lines.append(article.byline_raw)
    text = "\n".join(" ".join(line.splitlines()) for line in lines if line)
    return build_excerpt(text, needles, SNIPPET_LENGTH)


def _needles(tree: Node | None, parts: set[Part | None]) -> tuple[str, ...]:
    """What to mark of the terms asked of these parts: as they are, and a bare term's words, which may stand apart."""
    # Here and not above: the first use of words reads jieba's dictionary.
    from articles.search.whoosh.analysis import query_words

    needles: list[str] = []
    for term in positive_terms(tree):
        if term.part not in parts:
            continue
        needles.append(term.text)
        if isinstance(term, Word):
            needles += query_words(term.text)
    return tuple(dict.fromkeys(needles))


def _tell(notice: Notice) -> str:
    """The notice as a sentence in the reader's language."""
    match notice.kind:
        case NoticeKind.CUT_LENGTH:
            message = _("The query was cut off after %(text)s characters.")
        case NoticeKind.TOO_MANY_TERMS:
            message = _("Only the first %(text)s words of the query were searched for.")
        case NoticeKind.UNBALANCED_QUOTE:
            message = _("A quotation mark had no partner; the phrase was read to the end.")
        case NoticeKind.UNBALANCED_PARENTHESIS:
            message = _("A parenthesis had no partner, or too many stood within each other.")
        case NoticeKind.NO_WILDCARDS:
            message = _("* stands for the rest of a word only at its end; elsewhere it was ignored.")
        case NoticeKind.NO_WORD:
            message = _("“%(text)s” is no word and was ignored. To search for it, put it in quotation marks.")
        case NoticeKind.BAD_DATE:
            message = _("“%(text)s” is no date and was ignored. Dates: 2022, 2022-10, 2022-10-11, 2021..2022.")
        case NoticeKind.BAD_PAGE:
            message = _("“%(text)s” is no page number and was ignored.")
        case NoticeKind.EMPTY_FIELD:
            message = _("Nothing followed a field word, so it was ignored.")
        case NoticeKind.UNKNOWN_PLACE:
            message = _("No place is called “%(text)s”; it was searched for as a word.")
        case NoticeKind.AMBIGUOUS_PLACE:
            message = _("Several places are called “%(text)s”; articles of all of them are shown.")
        case NoticeKind.UNKNOWN_NEWSPAPER:
            message = _("No newspaper is called “%(text)s”; it was searched for as a word.")
    return message % {"text": notice.text}
