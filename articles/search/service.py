"""One search from a reader's request to a page of hits, whatever engine answers it."""

import logging
from dataclasses import replace

from django.utils.translation import gettext as _
from haystack import connections
from haystack.constants import DEFAULT_ALIAS

from articles.models import Article
from articles.search.engine import Find, Found
from articles.search.errors import IndexMissingError, IndexUnavailableError
from articles.search.places import current_division, label_newspapers, label_regions, label_years, resolve_names
from articles.search.query import Node, Notice, NoticeKind, Part, Word, parse_query, positive_terms
from articles.search.request import Hit, SearchPage, SearchRequest
from articles.text.excerpt import Excerpt, build_excerpt

log = logging.getLogger(__name__)

# Hits beyond this are not shown: nobody reads them, and counting them out costs the more the deeper they lie.
MAX_DEPTH = 10_000
MAX_PAGE_SIZE = 100
SNIPPET_LENGTH = 120
_IN_TEXT = {None, Part.CROSSHEAD, Part.AUTHOR, Part.TEXT}


def run_search(request: SearchRequest, start: int | None = None) -> SearchPage:
    """Return one page of the articles that answer, with exact counts and messages to the reader. Raises nothing.

    Pages that do not exist hold no hits; what is wrong with the query or the index is told in the messages. `start`
    (from 0) is where the page begins, if not where its number says.
    """
    wanted, parsed_tree, messages = read_request(request)
    tree = wanted.tree
    page_size = min(max(request.page_size, 1), MAX_PAGE_SIZE)
    if start is None:
        start = (max(request.page_no, 1) - 1) * page_size
    if start + page_size > MAX_DEPTH:
        messages.append(_("Only the first %(count)s articles can be paged through.") % {"count": MAX_DEPTH})
        start = MAX_DEPTH
    wanted = replace(wanted, start=start, stop=min(start + page_size, MAX_DEPTH))
    backend = connections[DEFAULT_ALIAS].get_backend()
    try:
        found = backend.find(wanted)
        suggestion = None if found.total or parsed_tree is None else backend.suggest(request.query)
    except IndexUnavailableError as error:
        if isinstance(error, IndexMissingError) and not Article.objects.exists():
            # A new archive: there is nothing to index yet.
            return SearchPage(request, (), 0, 0, messages=tuple(messages))
        log.error("A search found no index to answer it: %s", error)
        message = _("The search index is not available at the moment. Nothing is lost; please try again later.")
        return SearchPage(request, (), 0, 0, messages=(*messages, message), answered=False)

    return SearchPage(
        request=request,
        hits=_load_hits(found, tree),
        total=found.total,
        page_count=-(-min(found.total, MAX_DEPTH // page_size * page_size) // page_size),
        regions=label_regions(found.regions, wanted.region),
        years=label_years(found.years),
        newspapers=label_newspapers(found.newspapers),
        messages=tuple(messages),
        suggestion=suggestion,
    )


def read_request(request: SearchRequest) -> tuple[Find, Node | None, list[str]]:
    """Return what is asked of the engine, the query as it was typed, and messages about what could not be read."""
    parsed = parse_query(request.query)
    tree, name_notices = resolve_names(parsed.tree)
    region = current_division(request.region) if request.region else None
    wanted = Find(tree, region, request.year, request.newspaper or None, request.sort)
    return wanted, parsed.tree, [_tell(notice) for notice in (*parsed.notices, *name_notices)]


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
        )
        for pk in found.pks
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
