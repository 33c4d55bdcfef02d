from hypothesis import given
from hypothesis import strategies as st

from articles.search.whoosh.analysis import character_numbers
from articles.search.whoosh.build import Vocabulary
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
