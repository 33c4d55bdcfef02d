from collections import Counter
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.search.whoosh.analysis import segmenter
from articles.search.whoosh.batch import TextBatch
from articles.search.whoosh.occurrences import FieldOccurrences
from articles.search.whoosh.pairs import LIST, find_pairs, pair_text
from articles.search.whoosh.vocabulary import MAX_PACKED, Vocabulary, pack_words
from articles.text.fold import fold
from articles.text.words import split_characters

TEXT = st.text(alphabet=st.sampled_from("湘江经济发展長５5.3aBｋ〇々é𠮷，。“（ \u3000\n\x00"), max_size=40) | st.text()


@given(st.lists(TEXT, max_size=4))
def test_a_batch_is_cut_like_each_text_by_itself(texts):
    batch = TextBatch(texts)
    folded = [fold(text).text for text in texts]
    vocabulary = Vocabulary()
    words = batch.words(vocabulary)
    found = [Counter() for _text in texts]
    for number, place in zip(words.numbers.tolist(), words.texts.tolist(), strict=True):
        found[place][vocabulary.text(number)] += 1
    assert found == [Counter(segmenter().list_index_words(text)) for text in folded]
    assert words.sizes.tolist() == [counter.total() for counter in found]

    characters = batch.characters(vocabulary)
    ends = characters.sizes.cumsum().tolist()
    numbers, places = characters.numbers.tolist(), characters.texts.tolist()
    for number, text in enumerate(folded):
        own = slice(ends[number] - int(characters.sizes[number]), ends[number])
        assert set(places[own]) <= {number}
        tokens = [(vocabulary.text(one), place) for place, one in enumerate(numbers[own])]
        assert [token for token in tokens if token[0] != "\n"] == [
            (token.text, token.position) for token in split_characters(text)
        ]


@settings(deadline=None)
@given(st.lists(st.text(alphabet=st.sampled_from("经济社会发展\n 5"), max_size=12), max_size=4))
def test_pairs_are_the_listed_neighbours(texts):
    vocabulary = Vocabulary()
    numbers, places = find_pairs(TextBatch(texts).characters(vocabulary))
    listed = {line[0] + second for line in LIST.read_text("utf-8").split() for second in line[1:]}
    assert {"经济", "展济"} & listed == {"经济"}
    plain = [[token for token in text if token != " "] for text in texts]
    assert [
        (place, pair_text(number).decode()) for place, number in zip(places.tolist(), numbers.tolist(), strict=True)
    ] == [
        (place, first + second)
        for place, text in enumerate(plain)
        for first, second in pairwise(text)
        if first + second in listed
    ]


@settings(deadline=None)
@given(st.lists(st.text(alphabet=st.sampled_from("一龥湘江5a"), min_size=1, max_size=6)), st.integers(0, 8))
def test_tokens_have_one_number_each_and_are_sorted_by_their_bytes(tokens, cut):
    vocabulary = Vocabulary()
    # Words come both ways: packed, as jieba cuts them, and one by one.
    words = [token for token in tokens[:cut] if 1 < len(token) <= MAX_PACKED and not token.isascii()]
    words = [word for word in words if set(word) <= set("一龥湘江")]
    codes = np.array([ord(character) for character in "".join(words)], np.uint32)
    lengths = np.array([len(word) for word in words], np.int64)
    packed = vocabulary.packed(pack_words(codes, np.cumsum(lengths) - lengths, lengths)).tolist()
    assert packed == [vocabulary[word] for word in words]
    numbers = [vocabulary[token] for token in tokens]
    assert [vocabulary.text(number) for number in numbers] == tokens
    used = np.array(sorted(set(numbers)), np.uint32)
    terms, ranks = vocabulary.sort(used)
    assert terms == sorted({token.encode() for token in tokens})
    assert [terms[rank].decode() for rank in ranks.tolist()] == [vocabulary.text(number) for number in used.tolist()]


def test_many_occurrences_are_sorted_like_few():
    random = np.random.default_rng(1)
    numbers = random.integers(0x4E00, 0x4E10, 0x110000 + 5, dtype=np.uint32)
    many, few = FieldOccurrences(with_positions=True), FieldOccurrences(with_positions=True)
    for occurrences, size in ((many, len(numbers)), (few, 1000)):
        occurrences.add_numbers(numbers[:size], np.zeros(size, np.uint32), np.arange(size, dtype=np.uint32))
    for occurrences, size in ((many, len(numbers)), (few, 1000)):
        terms, block = occurrences.sort()
        assert terms == [chr(number).encode() for number in range(0x4E00, 0x4E10)]
        assert block.frequencies.tolist() == np.bincount(numbers[:size] - 0x4E00).tolist()
        assert block.positions.tolist() == np.argsort(numbers[:size], kind="stable").tolist()
