"""The files of the index: what is written is read back, and what is not whole is refused in words."""

import struct
from dataclasses import astuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search.errors import IndexDamagedError, IndexFormatError
from articles.search.whoosh.arrays import ArrayFile, ArrayFileWriter, Pieces, narrow
from articles.search.whoosh.groups import read_groups, write_groups
from articles.search.whoosh.postings import Block, FieldPostings, PostingsWriter, join_blocks
from articles.search.whoosh.terms import Terms, write_strings


@pytest.fixture
def path(tmp_path):
    return tmp_path / "some.arr"


def write(path, **arrays):
    writer = ArrayFileWriter(path)
    for name, array in arrays.items():
        writer.add(name, array)
    writer.close({"documents": 3})
    return path


def test_arrays_are_read_back(path):
    arrays = {"small": np.arange(5, dtype=np.uint8), "wide": np.array([1, 2**40]), "none": np.empty(0, np.uint16)}
    file = ArrayFile(write(path, **arrays))
    assert file.meta == {"documents": 3}
    assert {name: file[name].tolist() for name in arrays} == {"small": [0, 1, 2, 3, 4], "wide": [1, 2**40], "none": []}
    assert (file.get("small").dtype, file.get("other")) == (np.uint8, None)
    file.verify()


def test_an_array_in_pieces_is_one_array(path, monkeypatch):
    monkeypatch.setattr("articles.search.whoosh.arrays._SPOOL_BYTES", 8)
    pieces = Pieces("u2")
    for start in range(0, 30, 3):
        pieces.append(np.arange(start, start + 3))
    writer = ArrayFileWriter(path)
    writer.add_pieces("all", pieces)
    writer.close({})
    file = ArrayFile(path)
    assert file["all"].tolist() == list(range(30))
    file.verify()


def test_nothing_is_there_before_the_file_is_whole(path):
    writer = ArrayFileWriter(path)
    writer.add("some", np.arange(3))
    assert not path.exists()
    writer.discard()
    assert list(path.parent.iterdir()) == []


def test_every_cut_is_noticed(path):
    data = write(path, some=np.arange(100)).read_bytes()
    for size in (0, 10, 31, 32, 500, len(data) - 1):
        path.write_bytes(data[:size])
        with pytest.raises(IndexDamagedError, match=r"is cut off.*run manage.py rebuild_index"):
            ArrayFile(path)


def test_a_foreign_file_and_another_version_are_refused(path):
    path.write_bytes(b"PK\x03\x04" * 20)
    with pytest.raises(IndexFormatError, match="is no index file of this site"):
        ArrayFile(path)
    data = bytearray(write(path, some=np.arange(3)).read_bytes())
    struct.pack_into("<I", data, 8, 99)
    path.write_bytes(data)
    with pytest.raises(IndexFormatError, match="has version 99, this site reads 2"):
        ArrayFile(path)


def test_every_changed_byte_is_noticed(path):
    data = write(path, some=np.arange(20)).read_bytes()
    for place in range(12, len(data)):
        if 20 <= place < 24 or 32 + 160 <= place < 32 + 160:
            continue
        path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        with pytest.raises((IndexDamagedError, IndexFormatError)):
            ArrayFile(path).verify()


@given(values=st.lists(st.integers(0, 2**33)))
def test_narrow_keeps_every_number(values):
    narrowed = narrow(np.array(values, np.int64))
    assert narrowed.tolist() == values
    largest = max(values, default=0)
    assert narrowed.dtype.itemsize == (1 if largest < 2**8 else 2 if largest < 2**16 else 4 if largest < 2**32 else 8)


@given(st.sets(st.binary(max_size=3)), st.lists(st.binary(max_size=3)))
def test_terms_are_found_by_bisection(tmp_path_factory, texts, asked):
    path = tmp_path_factory.mktemp("terms") / "terms.arr"
    writer = ArrayFileWriter(path)
    write_strings(writer, "some", sorted(texts))
    writer.close({})
    terms = Terms(ArrayFile(path), "some")
    assert list(terms) == sorted(texts)
    for text in [*asked, *texts]:
        assert terms.find(text) == (sorted(texts).index(text) if text in texts else None)
        start, stop = terms.prefixed(text)
        assert terms[start:stop] == sorted(one for one in texts if one.startswith(text))


# For each term its documents, each with positions; some far apart, so that all widths are used.
PLACES = st.sets(st.integers(0, 9) | st.sampled_from([300, 70_000]), min_size=1, max_size=3).map(sorted)
POSTINGS = st.lists(
    st.dictionaries(st.integers(0, 12) | st.sampled_from([280, 70_000]), PLACES, min_size=1, max_size=6), max_size=5
)


def to_block(terms) -> Block:
    postings = [(number, places) for term in terms for number, places in sorted(term.items())]
    return Block(
        np.array([len(term) for term in terms], np.int64),
        np.array([number for number, _places in postings], np.int32),
        np.array([len(places) for _number, places in postings], np.uint32),
        np.array([place for _number, places in postings for place in places], np.uint32),
    )


@given(POSTINGS, st.booleans(), st.integers(0, 5), st.data())
def test_postings_are_read_back(tmp_path_factory, terms, with_positions, cut, data):
    path = tmp_path_factory.mktemp("postings") / "postings.arr"
    writer, postings = ArrayFileWriter(path), PostingsWriter(with_positions)
    for part in (terms[:cut], terms[cut:]):
        postings.append(to_block(part))
    write_strings(writer, "some.terms", [b"%d" % number for number in range(len(terms))])
    if not terms:
        writer.discard()
        return
    postings.write(writer, "some")
    writer.close({})
    field = FieldPostings(ArrayFile(path), "some")
    for number, term in enumerate(terms):
        frequencies = field.frequencies(number)
        assert field.ids(number).tolist() == sorted(term)
        expected = [len(places) for _number, places in sorted(term.items())]
        assert ([1] * len(term) if frequencies is None else frequencies.tolist()) == expected
        if with_positions:
            assert field.positions(number).tolist() == [
                place for _number, places in sorted(term.items()) for place in places
            ]
    start = data.draw(st.integers(0, len(terms)))
    block, expected = field.block(start, len(terms)), to_block(terms[start:])
    assert [array.tolist() for array in (block.counts, block.ids, block.frequencies)] == [
        array.tolist() for array in (expected.counts, expected.ids, expected.frequencies)
    ]
    assert (block.positions.tolist() if with_positions else None) == (
        expected.positions.tolist() if with_positions else None
    )


@given(st.lists(st.dictionaries(st.integers(0, 5), st.lists(PLACES, min_size=1, max_size=3), max_size=4), max_size=3))
def test_blocks_are_joined_term_by_term(sources):
    # The documents of each source follow those of the one before; its terms come in any order.
    parts, expected = [], [{} for _term in range(6)]
    for number, source in enumerate(sources):
        terms = [{10 * number + place: places for place, places in enumerate(listed)} for listed in source.values()]
        if source:
            parts.append((np.array(list(source), np.int64), to_block(terms)))
        for term, postings in zip(source, terms, strict=True):
            expected[term] |= postings
    joined, whole = join_blocks(parts, 6), to_block(expected)
    assert [array.tolist() for array in astuple(joined)] == [array.tolist() for array in astuple(whole)]


@given(st.lists(st.sets(st.integers(0, 4)), min_size=1, max_size=12), st.data())
def test_groups_count_and_choose_like_the_lists_they_stand_for(tmp_path_factory, documents, data):
    path = tmp_path_factory.mktemp("groups") / "groups.arr"
    listed = [sorted(number for number, values in enumerate(documents) if term in values) for term in range(5)]
    counts = np.array([len(ids) for ids in listed], np.int64)
    ids = np.array([number for own in listed for number in own], np.int32)
    writer = ArrayFileWriter(path)
    write_groups(writer, "some", Block(counts, ids, np.ones(len(ids), np.uint32), None), len(documents))
    writer.close({})
    groups = read_groups(ArrayFile(path), "some")
    chosen = data.draw(st.sets(st.integers(0, len(documents) - 1)).map(sorted))
    assert groups.count(None, 5).tolist() == counts.tolist()
    assert groups.count(np.array(chosen, np.int32), 5).tolist() == [
        sum(term in documents[number] for number in chosen) for term in range(5)
    ]
    start, stop = sorted(data.draw(st.tuples(st.integers(0, 5), st.integers(0, 5))))
    assert groups.having(start, stop).tolist() == [any(start <= value < stop for value in own) for own in documents]
