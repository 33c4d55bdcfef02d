"""Transactions around rows, and what happens when two do the same at once."""

import pytest

from articles import tasks
from articles.ingest.staff import StaffImprint
from articles.models import Dump
from tests.ingest.readings import NOWHERE, make_reading

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("index_folder")]

RAW = "渡口开航\n\n渡船昨天载着学生过河。\n".encode()


def test_bytes_that_somebody_else_stores_meanwhile_are_reported_and_not_a_fault(monkeypatch):
    reading = make_reading(RAW, placements=[NOWHERE])
    first = tasks.store_reading(reading, RAW, "first.txt", StaffImprint())
    looks = iter([None])  # the first look came before the other had stored them
    find_stored = tasks.find_stored
    monkeypatch.setattr(tasks, "find_stored", lambda raw: next(looks, find_stored(raw)))
    second = tasks.store_reading(reading, RAW, "second.txt", StaffImprint())
    assert (second.dump, second.created, first.created) == (first.dump, False, True)
    assert Dump.objects.count() == 1
