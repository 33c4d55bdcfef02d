"""The outbox between rows and index: whoever changes articles leaves a note, and one process at a time works them off.

A note is a row, written in the same transaction as the change, so none is lost and none is there for a change that
never was. The notes are worked off under the index's lock, in batches, by whoever comes first: the process that wrote
them, after its commit; another that is writing already; or the worker (manage.py drain_outbox --forever). What a note
says is only which article to look at: the index gets the state that the database has then.
"""

import logging
from collections.abc import Iterable

from haystack import connections
from haystack.constants import DEFAULT_ALIAS

from articles.models import Article, PendingIndexing
from articles.search.errors import IndexLockedError
from articles.search.indexing import BATCH_SIZE, INDEX_FAILURES

log = logging.getLogger(__name__)

# Seconds that a process waits for another that writes. The other works off these notes too before it ends.
TURN_TIMEOUT = 1.0


def request_indexing(article_pks: Iterable[int]) -> None:
    """Note that the index must look at these articles again. Call it in the transaction that changes them."""
    PendingIndexing.objects.bulk_create(PendingIndexing(article_pk=pk) for pk in dict.fromkeys(article_pks))


def drain_outbox(timeout: float = TURN_TIMEOUT) -> bool:
    """Work off all notes; return whether none is left. Raises nothing that an index can cause: it is logged.

    False means that another process is writing, or that the index cannot be written. The notes stay.
    """
    try:
        # Looked at again after each batch, without the lock: a note may come while it is let go.
        while PendingIndexing.objects.exists():
            _drain_batch(timeout)
    except IndexLockedError:
        log.info("Another process writes the search index; %d articles wait for it.", PendingIndexing.objects.count())
        return False
    except INDEX_FAILURES:
        log.exception("The search index cannot be written. Articles wait; run manage.py sync_index once it is mended.")
        return False
    return True


def merge_segments() -> bool:
    """Merge segments that have become many, while others search and write; return whether there was anything to do."""
    try:
        return connections[DEFAULT_ALIAS].get_backend().merge_in_background()
    except INDEX_FAILURES:
        log.exception("Segments of the search index could not be merged.")
        return False


def _drain_batch(timeout: float) -> None:
    backend = connections[DEFAULT_ALIAS].get_backend()
    index = connections[DEFAULT_ALIAS].get_unified_index().get_index(Article)
    with backend.folder.writing(timeout):
        notes = list(PendingIndexing.objects.order_by("pk").values_list("pk", "article_pk")[:BATCH_SIZE])
        pks = list(dict.fromkeys(article_pk for _pk, article_pk in notes))
        if pks:
            backend.write(index, index.index_queryset().filter(pk__in=pks), stale_pks=pks)
            # After the commit of the index: a process that is killed between leaves the notes, and nothing is lost.
            PendingIndexing.objects.filter(pk__in=[pk for pk, _article_pk in notes]).delete()
