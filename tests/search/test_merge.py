"""Merging: the same documents give the same segment, whatever segments they came in."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.filedb.filestore import FileStorage

from articles.search.whoosh.arrays import ArrayFile
from articles.search.whoosh.index import create_index
from articles.search.whoosh.merge import FANOUT, SMALL, Source, merge_segments, plan_merges
from articles.search.whoosh.schema import build_schema, characters_field
from articles.search.whoosh.segment import SegmentArrays

LINES = st.lists(st.text(alphabet=st.sampled_from("湘江经济发展的5a，"), max_size=8), max_size=3).map("\n".join)
DOCUMENTS = st.fixed_dictionaries(
    {
        "order": st.tuples(st.integers(0, 3), st.sampled_from(["a", "b", "c"]), st.integers(0, 9)),
        "stamp": st.sampled_from("xyz"),
    },
    optional={
        "text": LINES,
        characters_field("text"): LINES,
        "headline": LINES,
        "region": st.lists(st.sampled_from(["43", "4301", "4302"]), unique=True),
        "newspaper": st.sampled_from([["one"], ["two"]]),
    },
)


def write_segment(folder: Path, documents: list[dict]) -> SegmentArrays:
    index = create_index(FileStorage(str(folder)), build_schema())
    writer = index.writer()
    for document in documents:
        writer.add_document(**document)
    writer.commit(merge=False)
    (segment,) = index._segments() or [None]
    return SegmentArrays(segment.path(folder))


def contents(path: Path) -> dict:
    file = ArrayFile(path)
    file.verify()
    return {name: file[name].tolist() for name in file._directory} | {"meta": file.meta}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(DOCUMENTS, min_size=1, max_size=6), min_size=1, max_size=4), st.data())
def test_a_merged_segment_is_the_one_that_is_written_of_the_documents_left(batches, data):
    deleted = [data.draw(st.frozensets(st.integers(0, len(batch) - 1))) for batch in batches]
    left = [
        document
        for batch, gone in zip(batches, deleted, strict=True)
        for number, document in enumerate(batch)
        if number not in gone
    ]
    with tempfile.TemporaryDirectory() as root:
        folders = [Path(root) / str(number) for number in range(len(batches) + 1)]
        for folder in folders:
            folder.mkdir()
        sources = [
            Source(write_segment(folder, batch), gone)
            for folder, batch, gone in zip(folders, batches, deleted, strict=False)
        ]
        merged = Path(root) / "merged.arr"
        assert merge_segments(sources, merged, build_schema(), memory_mb=data.draw(st.sampled_from([0, 64]))) == len(
            left
        )
        if left:
            assert contents(merged) == contents(write_segment(folders[-1], left).file.path)


def plan(*sizes: int) -> list[list[int]]:
    return plan_merges([(size, 0) for size in sizes])


def test_segments_of_a_size_are_merged_when_there_are_enough():
    assert plan() == []
    assert plan(*[1] * (FANOUT - 1)) == []
    assert plan(*[1] * FANOUT) == [list(range(FANOUT))]
    assert plan(SMALL, *[1] * FANOUT) == [list(range(1, FANOUT + 1))]
    assert plan(SMALL * FANOUT, *[SMALL] * FANOUT, 1) == [list(range(1, FANOUT + 2))]


def test_a_segment_with_many_deletions_is_written_anew():
    assert plan_merges([(10, 3), (10, 4), (0, 0)]) == [[1]]


def test_the_number_of_segments_stays_small():
    sizes: list[int] = []
    written = 0
    for _ in range(20_000):
        sizes.append(1)
        while plans := plan(*sizes):
            merged = [sum(sizes[number] for number in group) for group in plans]
            written += sum(merged)
            gone = {number for group in plans for number in group}
            sizes = [size for number, size in enumerate(sizes) if number not in gone] + merged
    assert len(sizes) < 4 * FANOUT
    assert written / 20_000 < 150
