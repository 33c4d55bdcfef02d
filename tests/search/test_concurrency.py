"""Searching while others write, delete, merge and rebuild: no error, and only whole states are seen."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from haystack import connections

from articles.models import Article
from articles.search.engine import Find
from articles.search.errors import IndexBusyError
from articles.search.indexing import find_differences, index_articles, rebuild, unindex_articles
from articles.search.query import Phrase
from articles.search.whoosh.generations import IndexFolder
from articles.search.whoosh.snapshots import MAX_ATTEMPTS, Snapshots
from tests.search.factories import Written, make_article, make_dump
from tests.search.searching import search_until
from tests.search.writing import TEXT, write_batch

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def written(tmp_path) -> IndexFolder:
    folder = IndexFolder(tmp_path / "written")
    generation = folder.create_generation()
    write_batch(folder, generation, 0)
    folder.switch_to(generation)
    return folder


def test_two_processes_and_two_threads_search_while_one_writes(written, tmp_path):
    stop = tmp_path / "stop"
    processes = []
    for number in range(2):
        ready = tmp_path / f"ready{number}"
        command = [sys.executable, "-m", "tests.search.searching", ready, written.root, stop]
        processes.append((ready, subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)))
    with ThreadPoolExecutor(2) as threads:
        seen = [threads.submit(search_until, written.root, stop) for _ in range(2)]
        try:
            deadline = time.monotonic() + 60
            while not all(ready.exists() for ready, _process in processes) and time.monotonic() < deadline:
                time.sleep(0.05)
            batch = 0
            until = time.monotonic() + 3
            while time.monotonic() < until or batch < 10:
                batch += 1
                with written.writing(timeout=5):
                    if batch % 5:
                        write_batch(written, written.current(), batch)
                    else:
                        generation = written.create_generation()
                        write_batch(written, generation, batch)
                        written.switch_to(generation)
                        written.remove_unused()
        finally:
            stop.touch()
        outputs = [process.communicate(timeout=60) for _ready, process in processes]
        assert [process.returncode for _ready, process in processes] == [0, 0], outputs
        assert all(len(future.result()) > 2 for future in seen)
    with written.writing(timeout=5):
        written.remove_unused()
    assert [path.name for path in written.root.glob("g*")] == [written.current().name]


def test_a_killed_writer_leaves_a_whole_state_and_no_lock(written, tmp_path):
    for number in range(3):
        ready = tmp_path / f"writing{number}"
        writer = subprocess.Popen([sys.executable, "-m", "tests.search.writing", ready, written.root], cwd=ROOT)
        deadline = time.monotonic() + 60
        while not ready.exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(0.037 * number)
        writer.kill()
        writer.wait()

        def look(snapshot):
            live = list(snapshot.reader.all_doc_ids())
            return len(live), len({snapshot.reader.stored_fields(number)["stamp"] for number in live})

        snapshots = Snapshots(written)
        assert snapshots.read(look) == (20, 1)
        with written.writing(timeout=1):
            write_batch(written, written.current(), 0)
        assert snapshots.read(look) == (20, 1)
        snapshots.close()


def test_a_search_starts_again_when_a_file_vanishes(written):
    snapshots = Snapshots(written)
    attempts = []

    def work(snapshot):
        attempts.append(snapshot)
        if len(attempts) < 3:
            raise FileNotFoundError("a segment was merged away")
        return snapshot.reader.doc_count()

    assert snapshots.read(work) == 20
    assert len(set(map(id, attempts))) == 3
    snapshots.close()


def test_a_search_gives_up_after_a_few_attempts(written):
    attempts = []

    def work(snapshot):
        attempts.append(snapshot)
        raise FileNotFoundError

    with pytest.raises(IndexBusyError):
        Snapshots(written).read(work)
    assert len(attempts) == MAX_ATTEMPTS


def test_a_new_commit_and_a_new_generation_are_seen_at_once(written):
    snapshots = Snapshots(written)

    def stamps(snapshot):
        return {stored["stamp"] for stored in snapshot.reader.all_stored_fields()}

    assert snapshots.read(stamps) == {"0"}
    write_batch(written, written.current(), 1)
    assert snapshots.read(stamps) == {"1"}
    generation = written.create_generation()
    write_batch(written, generation, 2)
    assert snapshots.read(stamps) == {"1"}
    written.switch_to(generation)
    assert snapshots.read(stamps) == {"2"}
    snapshots.close()


@pytest.mark.django_db(transaction=True)
def test_search_is_never_empty_while_the_index_is_rebuilt():
    dump = make_dump()
    pks = [make_article(Written(f"第{number}篇", (TEXT,)), dump).pk for number in range(40)]
    assert index_articles(pks)
    stop = Event()

    def search() -> set[int]:
        totals = set()
        while not stop.is_set():
            totals.add(connections["default"].get_backend().find(Find(Phrase("湘江"))).total)
        return totals

    with ThreadPoolExecutor(2) as threads:
        totals = [threads.submit(search) for _ in range(2)]
        try:
            for _ in range(3):
                assert rebuild() == 40
        finally:
            stop.set()
        assert [future.result() for future in totals] == [{40}, {40}]


@pytest.mark.django_db(transaction=True)
def test_what_changes_during_a_rebuild_is_caught_up_with():
    dump = make_dump()
    kept, changed, deleted = (make_article(Written(name, (TEXT,)), dump) for name in ("甲", "乙", "丙"))
    assert index_articles([kept.pk, changed.pk, deleted.pk])
    added = []

    def change_the_archive(done: int, total: int) -> None:
        if done == total == 3:
            added.append(make_article(Written("丁", ("新来的一篇。",)), dump))
            assert index_articles([added[0].pk])
            changed.headline = "改过的标题"
            changed.save()
            assert index_articles([changed.pk])
            pk = deleted.pk
            deleted.delete()
            assert unindex_articles([pk])

    assert rebuild(change_the_archive) == 3
    assert not find_differences()
    found = connections["default"].get_backend().find
    assert set(found(Find(None)).pks) == set(Article.objects.values_list("pk", flat=True))
    assert found(Find(Phrase("改过的标题"))).pks == (changed.pk,)
    assert found(Find(Phrase("新来的一篇"))).pks == (added[0].pk,)
    assert found(Find(Phrase("乙"))).pks == ()
