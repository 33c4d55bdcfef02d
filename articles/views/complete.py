"""Search as you type: what the reader may be about to type, as JSON. The search box works without it."""

from dataclasses import asdict, dataclass

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from articles.search import CompletionKind, SearchRequest, complete
from articles.search.query import NewspaperNamed, Part, Phrase, PlaceNamed
from articles.search.query_text import format_query
from articles.views.facets import build_search_url

# Longer queries are not completed: nobody picks the end of one from a list.
MAX_QUERY = 100
# Seconds for which a browser or a proxy may keep an answer.
MAX_AGE = 300


@dataclass(frozen=True, slots=True)
class Offer:
    """One completion: what it is, in the reader's language, its text, the query that asks for it, and its address."""

    kind: str
    label: str
    text: str
    query: str
    url: str


@require_safe
@cache_control(public=True, max_age=MAX_AGE)
def complete_query(request: HttpRequest) -> JsonResponse:
    """Completions of the last word of `q`; none for nothing and for nonsense."""
    typed = request.GET.get("q", "")[: MAX_QUERY + 1]
    return JsonResponse({"query": typed, "completions": [asdict(offer) for offer in build_offers(typed)]})


def build_offers(typed: str) -> list[Offer]:
    """What the last word of a query may become; what stands before it stays."""
    words = typed.split()
    if not words or typed[-1].isspace() or len(typed) > MAX_QUERY:
        return []
    *before, last = words
    labels = {
        CompletionKind.PLACE: _("Place"),
        CompletionKind.NEWSPAPER: _("Newspaper"),
        CompletionKind.BYLINE: _("Signed by"),
        CompletionKind.HEADLINE: _("In headlines"),
    }
    offers = []
    for found in complete(last):
        match found.kind:
            case CompletionKind.PLACE:
                node = PlaceNamed(found.text)
            case CompletionKind.NEWSPAPER:
                node = NewspaperNamed(found.text)
            case CompletionKind.BYLINE:
                node = Phrase(found.text, Part.AUTHOR)
            case CompletionKind.HEADLINE:
                node = Phrase(found.text, Part.HEADLINE)
        query = " ".join([*before, format_query(node)])
        url = build_search_url(SearchRequest(query))
        offers.append(Offer(found.kind.value, labels[found.kind], found.text, query, url))
    return offers
