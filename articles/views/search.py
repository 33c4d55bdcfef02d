"""The search page: a reader's words and filters become a SearchRequest, and its answer becomes links."""

from collections.abc import Mapping, Set
from dataclasses import replace

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.search import MatchKind, SearchPage, SearchRequest, build_parameters, parse_address, run_search
from articles.search.address import read_values
from articles.search.dates import parse_days
from articles.search.query import All, Node, Phrase, Word, parse_query, positive_terms, rewrite
from articles.search.query_text import format_query
from articles.search.request import MAX_VALUES, SEVERAL
from articles.views.examples import SEARCH_EXAMPLES
from articles.views.facets import build_chips, build_facets, build_search_url, build_sorts, build_terms
from articles.views.listing import fetch_row_parts
from articles.views.paging import build_pager
from articles.views.timeline import build_timeline


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Hits with filters beside them; tips while nothing is asked or nothing is found. Past the end, the last page."""
    asked = parse_address(request.GET)
    refinement = request.GET.get("refine", "").strip()
    if refinement:
        return HttpResponseRedirect(build_search_url(refine(asked, refinement)))
    context = {"asked": asked, "examples": SEARCH_EXAMPLES, "messages_of_address": tell_unread(request.GET)}
    if not asked.is_asking:
        return render(request, "search.html", context)
    found = run_search(asked)
    if not found.hits and 0 < found.page_count < asked.page_no:
        return HttpResponseRedirect(build_search_url(replace(asked, page_no=found.page_count)))
    fetch_row_parts(hit.article for hit in found.hits)
    parameters = build_parameters(asked)
    return render(
        request,
        "search.html",
        context
        | {
            "found": found,
            "first_no": (found.request.page_no - 1) * found.request.page_size + 1,
            "facets": build_facets(asked, found),
            "most_values": MAX_VALUES,
            "timeline": build_timeline(asked, found) if found.total else None,
            "chips": build_chips(asked),
            "terms": build_terms(asked),
            "hidden": list_fields(parameters, {"q"}),
            "hidden_of_dates": list_fields(parameters, {"from", "to"}),
            "without_filters": build_search_url(SearchRequest(query=asked.query, sort=asked.sort)),
            "asks_words": any(isinstance(term, Word) for term in positive_terms(parse_query(asked.query).tree)),
            "as_typed": build_as_typed(asked, found),
            "sorts": build_sorts(asked),
            "pager": build_pager(found.request.page_no, found.page_count, reverse("search"), parameters),
        },
    )


def refine(asked: SearchRequest, text: str) -> SearchRequest:
    """The search within what was found: every term of the query and every one of `text` must hold."""
    trees = [tree for tree in (parse_query(asked.query).tree, parse_query(text).tree) if tree is not None]
    children: list[Node] = []
    for tree in trees:
        children += tree.children if isinstance(tree, All) else (tree,)
    whole = tuple(dict.fromkeys(children))
    query = format_query(All(whole) if len(whole) > 1 else whole[0]) if whole else ""
    return replace(asked, query=query, page_no=1)


def build_as_typed(asked: SearchRequest, found: SearchPage) -> str:
    """The address of the same search with every word in quotation marks; empty where that would change nothing."""
    tree = parse_query(asked.query).tree
    if tree is None or not (found.kinds.keys() - {MatchKind.EXACT}) or found.partial:
        return ""
    quoted = rewrite(tree, lambda leaf: Phrase(leaf.text, leaf.part) if isinstance(leaf, Word) else leaf)
    return build_search_url(replace(asked, query=format_query(quoted), page_no=1))


def list_fields(parameters: Mapping[str, str | tuple[str, ...]], without: Set[str]) -> list[tuple[str, str]]:
    """The parameters as the hidden fields of a form, one for each value, without some."""
    return [
        (name, value)
        for name, values in parameters.items()
        if name not in without
        for value in (values if isinstance(values, tuple) else (values,))
    ]


def tell_unread(parameters: QueryDict) -> list[str]:
    """A sentence for each end of a span of days that is no date, and for each filter with too many values."""
    texts = [parameters.get(name, "").strip() for name in ("from", "to")]
    message = _("“%(text)s” is no date and was left out. Dates: 2022, 2022-10, 2022-10-11.")
    told = [message % {"text": text[:40]} for text in texts if text and parse_days(text) is None]
    if any(len(read_values(parameters, name)) > MAX_VALUES for name in SEVERAL):
        message = _("Of one filter %(count)s values at the most can be on; the others were left out.")
        told.append(message % {"count": MAX_VALUES})
    return told
