import os
from contextlib import ExitStack
from threading import Thread

import pytest

from articles.search.errors import IndexFormatError, IndexLockedError, IndexMissingError
from articles.search.whoosh.generations import FORMAT_FILE, POINTER, IndexFolder


@pytest.fixture
def folder(tmp_path):
    return IndexFolder(tmp_path / "index")


def test_there_is_no_index_at_first(folder):
    with pytest.raises(IndexMissingError, match="rebuild_index"):
        folder.current()
    with pytest.raises(IndexMissingError), folder.reading():
        pass


def test_generations_are_numbered_and_switched(folder):
    first, second = folder.create_generation(), folder.create_generation()
    assert (first.name, second.name) == ("g000001", "g000002")
    folder.switch_to(first)
    assert folder.current() == first
    folder.switch_to(second)
    assert folder.current() == second
    assert folder.open_index(second).doc_count() == 0


def test_the_folder_belongs_to_its_owner_alone(folder):
    generation = folder.create_generation()
    assert [path.stat().st_mode & 0o077 for path in (folder.root, generation)] == [0, 0]


def test_a_damaged_pointer_is_a_missing_index(folder):
    folder.switch_to(folder.create_generation())
    (folder.root / POINTER).write_text("../elsewhere")
    with pytest.raises(IndexMissingError, match="names no generation"):
        folder.current()


def test_a_pointer_to_a_lost_generation_is_a_missing_index(folder):
    generation = folder.create_generation()
    folder.switch_to(generation)
    folder.remove(generation)
    with pytest.raises(IndexMissingError, match="is gone"), folder.reading():
        pass


def test_another_format_is_refused_in_words(folder):
    generation = folder.create_generation()
    (generation / FORMAT_FILE).write_text("0")
    with pytest.raises(IndexFormatError, match="format 0, this version reads 4: run manage.py rebuild_index"):
        folder.open_index(generation)


def test_an_old_generation_stays_while_it_is_read(folder):
    old = folder.create_generation()
    folder.switch_to(old)
    with folder.reading() as reading:
        assert reading == old
        new = folder.create_generation()
        building = folder.create_generation()
        folder.switch_to(new)
        folder.remove_unused()
        assert sorted(os.listdir(folder.root)) == [POINTER, old.name, new.name, building.name]
    folder.remove_unused()
    assert sorted(os.listdir(folder.root)) == [POINTER, new.name, building.name]


def test_discard_leaves_the_current_generation(folder):
    generation, failed = folder.create_generation(), folder.create_generation()
    folder.switch_to(generation)
    folder.discard(generation)
    folder.discard(failed)
    assert sorted(os.listdir(folder.root)) == [POINTER, generation.name]


def test_one_writes_at_a_time(folder):
    with folder.writing(timeout=1):
        with (
            pytest.raises(IndexLockedError, match="written by another process; waited 0.1 seconds"),
            folder.writing(0.1),
        ):
            pass
        # Building a new generation hinders nobody who writes.
        with folder.rebuilding(timeout=1):
            pass
    with folder.writing(timeout=0):
        pass


def test_a_writer_waits_its_turn(folder):
    done = []

    def write_after():
        with folder.writing(timeout=10):
            done.append("second")

    with ExitStack() as stack:
        stack.enter_context(folder.writing(timeout=1))
        thread = Thread(target=write_after)
        thread.start()
        done.append("first")
    thread.join()
    assert done == ["first", "second"]
