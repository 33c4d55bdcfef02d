"""The outbox: notes are left in the transaction of the change, and none is lost or worked off twice."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from haystack import connections

from articles.models import PendingIndexing
from articles.search.engine import Find
from articles.search.outbox import drain_outbox, request_indexing
from articles.search.query import Phrase
from articles.tasks import batched_indexing, withdraw_dumps
from tests.search.factories import Written, make_article, make_dump

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("index_folder")]


def backend():
    return connections["default"].get_backend()


def found(phrase: str = "湘江") -> set[int]:
    return set(backend().find(Find(Phrase(phrase))).pks)


def write(count: int = 3) -> list[int]:
    dump = make_dump()
    return [make_article(Written(f"第{number}篇", ("湘江的水。",)), dump).pk for number in range(count)]


def test_notes_are_worked_off_once():
    pks = write()
    request_indexing([*pks, pks[0]])
    assert PendingIndexing.objects.count() == 3
    assert drain_outbox() is True
    assert (found(), PendingIndexing.objects.count()) == (set(pks), 0)
    assert drain_outbox() is True


def test_no_note_is_left_of_a_change_that_never_was():
    (pk,) = write(1)
    with transaction.atomic():
        request_indexing([pk])
        transaction.set_rollback(True)
    assert PendingIndexing.objects.count() == 0


def test_the_index_gets_the_state_that_the_database_has_then():
    pks = write(2)
    request_indexing(pks)
    assert drain_outbox()
    request_indexing(pks)
    withdrawn = make_dump()
    gone = make_article(Written("又一篇", ("湘江的水。",)), withdrawn).pk
    request_indexing([gone])
    assert withdraw_dumps([withdrawn.pk]) == 1
    assert found() == set(pks)


def test_whoever_writes_works_off_the_notes_of_others(monkeypatch):
    pks = write()
    request_indexing(pks)
    with backend().folder.writing(1):
        assert drain_outbox(timeout=0.05) is False
        assert PendingIndexing.objects.count() == 3
    assert drain_outbox() is True
    assert found() == set(pks)


def test_notes_stay_where_the_index_cannot_be_written(monkeypatch, caplog):
    pks = write()
    request_indexing(pks)
    with monkeypatch.context() as patch:
        patch.setattr(backend(), "write", lambda *_args, **_more: (_ for _ in ()).throw(OSError(28, "no space")))
        assert drain_outbox() is False
    assert "run manage.py sync_index" in caplog.text
    assert PendingIndexing.objects.count() == 3
    assert drain_outbox() is True
    assert found() == set(pks)


def test_a_run_of_many_dumps_is_worked_off_at_its_end():
    with batched_indexing():
        pks = write()
        request_indexing(pks)
        assert found_or_nothing() == set()
    assert found() == set(pks)


def found_or_nothing() -> set[int]:
    return found() if backend().folder.root.exists() else set()


def test_mending_the_index_works_off_what_waits():
    pks = write()
    request_indexing(pks)
    call_command("sync_index", stdout=StringIO())
    assert (found(), PendingIndexing.objects.count()) == (set(pks), 0)


def test_the_command():
    pks = write()
    request_indexing(pks)
    with backend().folder.writing(1), pytest.raises(CommandError, match="articles wait"):
        call_command("drain_outbox")
    output = StringIO()
    call_command("drain_outbox", stdout=output)
    assert output.getvalue() == "Nothing waits for the index.\n"
    assert found() == set(pks)
