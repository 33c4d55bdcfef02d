"""What a reader may be about to type: places, newspapers, names in bylines, and phrases of headlines."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from haystack import connections
from haystack.constants import DEFAULT_ALIAS

from articles.models import Article, Newspaper, Region
from articles.search.engine import Find
from articles.search.errors import IndexUnavailableError
from articles.search.query import Part, Phrase
from articles.search.request import Sort

MAX_LENGTH = 20
# Of each kind.
MAX_SHOWN = 5
_HEADLINES_READ = 20
_PHRASE_LENGTH = 16


class CompletionKind(StrEnum):
    """Where a completion comes from."""

    PLACE = "place"
    NEWSPAPER = "newspaper"
    BYLINE = "byline"
    HEADLINE = "headline"


@dataclass(frozen=True, slots=True)
class Completion:
    """A text that begins with, or in a headline goes on from, what was typed."""

    kind: CompletionKind
    text: str


def complete(typed: str) -> tuple[Completion, ...]:
    """Return completions, places first, then newspapers; none for nothing, or for more than anybody types.

    Raises nothing.
    """
    typed = unicodedata.normalize("NFKC", typed).strip()
    if not typed or len(typed) > MAX_LENGTH or not typed.isprintable():
        return ()
    backend = connections[DEFAULT_ALIAS].get_backend()
    places = Region.objects.filter(name__startswith=typed).order_by("level", "name").values_list("name", flat=True)
    found = [Completion(CompletionKind.PLACE, name) for name in dict.fromkeys(places[: 4 * MAX_SHOWN])][:MAX_SHOWN]
    papers = Newspaper.objects.filter(name__contains=typed).order_by("name").values_list("name", flat=True)
    found += [Completion(CompletionKind.NEWSPAPER, name) for name in papers[:MAX_SHOWN]]
    try:
        names = backend.complete_value("byline", typed, MAX_SHOWN)
        newest = backend.find(Find(Phrase(typed, Part.HEADLINE), sort=Sort.NEWEST, stop=_HEADLINES_READ, facets=()))
    except IndexUnavailableError:
        return tuple(found)
    found += [Completion(CompletionKind.BYLINE, name) for name in names]
    headlines = Article.objects.in_bulk(newest.pks)
    phrases = [_phrase(headlines[pk].headline, typed) for pk in newest.pks if pk in headlines]
    kept = [phrase for phrase in dict.fromkeys(phrases) if len(phrase) > len(typed)]
    return tuple(found + [Completion(CompletionKind.HEADLINE, phrase) for phrase in kept[:MAX_SHOWN]])


def _phrase(headline: str, typed: str) -> str:
    """The headline from what was typed on to the end of the phrase; "" where it stands there in another form."""
    start = headline.find(typed)
    if start < 0:
        return ""
    end = start + len(typed)
    while end < min(len(headline), start + _PHRASE_LENGTH) and headline[end].isalnum():
        end += 1
    return headline[start:end]
