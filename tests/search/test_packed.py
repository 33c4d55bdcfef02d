"""Packed lists are read back as they were, by slices and by places."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.search.whoosh.arrays import ArrayFile, ArrayFileWriter
from articles.search.whoosh.packed import BLOCK, Packed, PackedWriter

# Stretches of numbers of one width each; longer and shorter than a block.
STRETCHES = st.lists(st.tuples(st.integers(0, 31), st.integers(0, 3 * BLOCK)), max_size=5)


@settings(deadline=None)
@given(STRETCHES, st.integers(0, 2**32 - 1), st.data())
def test_packed_numbers_are_read_back(tmp_path_factory, stretches, seed, data):
    random = np.random.default_rng(seed)
    parts = [random.integers(0, 2**width, size).astype(np.uint32) for width, size in stretches]
    values = np.concatenate([np.empty(0, np.uint32), *parts])
    path = tmp_path_factory.mktemp("packed") / "packed.arr"
    packing, writer = PackedWriter(), ArrayFileWriter(path)
    for part in parts:
        packing.append(part)
    packing.write(writer, "some")
    writer.close({})
    packed = Packed(ArrayFile(path), "some")
    assert len(packed) == len(values)
    start, stop = sorted(data.draw(st.tuples(st.integers(0, len(values)), st.integers(0, len(values)))))
    assert packed.between(start, stop).tolist() == values[start:stop].tolist()
    assert packed.is_zero(start, stop) <= (not values[start:stop].any())
    places = np.flatnonzero(random.random(len(values)) < data.draw(st.sampled_from([0.001, 0.1, 0.9])))
    assert packed.take(places).tolist() == values[places].tolist()
