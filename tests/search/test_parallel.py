"""Several processes build the same index as one, and one that is killed is told in words."""

import os
import signal

import pytest

from articles.search.errors import IndexUnavailableError
from articles.search.whoosh.arrays import ArrayFile
from articles.search.whoosh.generations import IndexFolder
from articles.search.whoosh.schema import characters_field
from articles.search.whoosh.writer import GenerationWriter

SHARES = [(0, 3), (3, 4), (4, 9)]


def documents_of(share: tuple[int, int]):
    """Runs in other processes, so it stands in a module."""
    for number in range(*share):
        text = f"湘江经济社会发展{number % 3}\n沅江" * (1 + number % 2)
        yield {
            "django_id": [str(number)], "stamp": "", "rank": [], "text": text, characters_field("text"): text,
            "order": (20221012, f"{number:03d}", number),
        }  # fmt: skip


def kill_itself(_share):
    os.kill(os.getpid(), signal.SIGKILL)
    return []


def build(root, processes: int) -> dict:
    folder = IndexFolder(root)
    generation = folder.create_generation()
    with GenerationWriter(folder, generation, optimize=True, processes=processes) as writer:
        assert sorted(writer.add_shares(documents_of, SHARES))[-1] == 9
    (segment,) = folder.open_index(generation)._segments()
    assert sorted(path.name for path in generation.glob("*.arr*")) == [segment.make_filename(".arr")]
    file = ArrayFile(segment.path(generation))
    file.verify()
    return {name: file[name].tolist() for name in file.names()} | {"meta": file.meta}


def test_several_processes_build_what_one_builds(tmp_path):
    assert build(tmp_path / "several", 2) == build(tmp_path / "one", 1)


def test_a_process_that_is_killed_is_told_in_words_and_leaves_nothing(tmp_path):
    folder = IndexFolder(tmp_path)
    generation = folder.create_generation()
    with (
        pytest.raises(IndexUnavailableError, match="was killed"),
        GenerationWriter(folder, generation, processes=2) as writer,
    ):
        list(writer.add_shares(kill_itself, SHARES))
    assert folder.open_index(generation)._segments() == []
