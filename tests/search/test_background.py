"""Merging beside searches and writes: nothing is lost of what happens meanwhile."""

import pytest

from articles.search.errors import IndexLockedError
from articles.search.whoosh import background
from articles.search.whoosh.background import merge_once
from articles.search.whoosh.generations import IndexFolder
from articles.search.whoosh.merge import FANOUT
from articles.search.whoosh.writer import GenerationWriter


@pytest.fixture
def folder(tmp_path, monkeypatch) -> IndexFolder:
    """An index of as many segments as are merged, of two documents each."""
    monkeypatch.setattr("articles.search.whoosh.index.COMMIT_MERGE_DOCS", 0)
    folder = IndexFolder(tmp_path / "index")
    folder.switch_to(folder.create_generation())
    for batch in range(FANOUT):
        add(folder, f"{batch}a", f"{batch}b")
    return folder


def add(folder: IndexFolder, *keys: str) -> None:
    with GenerationWriter(folder, folder.current()) as writer:
        for key in keys:
            writer.add({"django_id": [key], "rank": [], "stamp": ""})


def delete(folder: IndexFolder, *keys: str) -> None:
    with GenerationWriter(folder, folder.current()) as writer:
        writer.delete("django_id", keys)


def keys(folder: IndexFolder) -> list[str]:
    with folder.open_index(folder.current()).reader() as reader:
        return sorted(stored["django_id"][0] for stored in reader.all_stored_fields())


def segments(folder: IndexFolder) -> int:
    return len(folder.open_index(folder.current())._segments())


def files(folder: IndexFolder) -> int:
    return len(list(folder.current().glob("*.arr")))


def test_segments_are_merged_into_one(folder):
    before = keys(folder)
    assert segments(folder) == FANOUT
    assert merge_once(folder, 1) is True
    assert (keys(folder), segments(folder), files(folder)) == (before, 1, 1)
    assert merge_once(folder, 1) is False


def meanwhile(monkeypatch, work) -> None:
    """Do something after the merged segment was written and before it takes its place."""
    merge = background.merge_segments

    def merge_and_work(*args):
        count = merge(*args)
        work()
        return count

    monkeypatch.setattr(background, "merge_segments", merge_and_work)


def test_what_is_written_meanwhile_stays(folder, monkeypatch):
    def work():
        add(folder, "new")
        delete(folder, "3a", "5b")

    meanwhile(monkeypatch, work)
    expected = sorted([*keys(folder), "new"])
    assert merge_once(folder, 1) is True
    assert keys(folder) == [key for key in expected if key not in {"3a", "5b"}]
    assert segments(folder) == 2


def test_a_merge_of_segments_that_are_gone_is_forgotten(folder, monkeypatch):
    meanwhile(monkeypatch, lambda: delete(folder, *(f"{batch}{letter}" for batch in range(4) for letter in "ab")))
    assert merge_once(folder, 1) is True
    assert (len(keys(folder)), files(folder)) == (2 * (FANOUT - 4), segments(folder))


def test_a_merge_that_was_killed_leaves_nothing_behind(folder, monkeypatch):
    class KilledError(BaseException):
        pass

    def die():
        raise KilledError

    with monkeypatch.context() as patch:
        meanwhile(patch, die)
        with pytest.raises(KilledError):
            merge_once(folder, 1)
    assert files(folder) == FANOUT + 1
    assert merge_once(folder, 1) is True
    assert files(folder) == 1


def test_one_merges_at_a_time(folder):
    with folder.merging(), pytest.raises(IndexLockedError, match="merged by another process"):
        merge_once(folder, 1)
