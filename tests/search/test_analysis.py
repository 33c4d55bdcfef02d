import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from articles.search.whoosh.analysis import character_numbers
from articles.search.whoosh.build import FieldOccurrences, Vocabulary
from articles.text.fold import fold
from articles.text.words import split_characters

TEXT = st.text(alphabet=st.sampled_from("湘江经济发展長５5.3aBｋ〇々é𠮷，。“（ \u3000\n\x00"), max_size=40) | st.text()


@given(TEXT)
def test_numbers_stand_for_the_characters_at_their_positions(text):
    vocabulary = Vocabulary()
    numbers = character_numbers(text, vocabulary)
    texts = {vocabulary[token]: token for token in vocabulary.longer}
    found = [(texts.get(number) or chr(number), place) for place, number in enumerate(numbers.tolist())]
    assert [(token, place) for token, place in found if token != "\n"] == [
        (token.text, token.position) for token in split_characters(fold(text).text)
    ]


def test_many_occurrences_are_sorted_like_few():
    random = np.random.default_rng(1)
    numbers = random.integers(0x4E00, 0x4E10, 0x110000 + 5, dtype=np.uint32)
    many, few = FieldOccurrences(with_positions=True), FieldOccurrences(with_positions=True)
    many.add_numbers(0, numbers)
    few.add_numbers(0, numbers[:1000])
    for occurrences, size in ((many, len(numbers)), (few, 1000)):
        terms, block = occurrences.sort()
        assert terms == [chr(number).encode() for number in range(0x4E00, 0x4E10)]
        assert block.frequencies.tolist() == np.bincount(numbers[:size] - 0x4E00).tolist()
        assert block.positions.tolist() == np.argsort(numbers[:size], kind="stable").tolist()
