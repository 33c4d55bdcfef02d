"""Articles like an article, for its page. Whatever is wrong with the index, there are then none."""

import logging

from django.core.cache import cache
from haystack import connections
from haystack.constants import DEFAULT_ALIAS

from articles.models import Article
from articles.search.errors import IndexUnavailableError

log = logging.getLogger(__name__)

MAX_SIMILAR = 5
# The words of an article are few and chosen once; what the archive has gained since may wait a quarter of an hour.
_KEPT_SECONDS = 15 * 60


def find_similar(article: Article) -> tuple[int, ...]:
    """Keys of the articles that share its weighty words, the most alike first; MAX_SIMILAR at the most."""
    key = f"similar:{article.pk}:{article.updated_at.timestamp()}"
    pks = cache.get(key)
    if pks is None:
        pks = _ask_engine(article)
        if pks is not None:
            cache.set(key, pks, _KEPT_SECONDS)
    return pks or ()


def _ask_engine(article: Article) -> tuple[int, ...] | None:
    """What the index says; None where it says nothing at the moment."""
    backend = connections[DEFAULT_ALIAS].get_backend()
    try:
        answer = backend.more_like_this(article, end_offset=MAX_SIMILAR)
    except IndexUnavailableError as error:
        log.error("No index to find similar articles in: %s", error)
        return None
    return tuple(int(result.pk) for result in answer["results"])
