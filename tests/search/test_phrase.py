"""Exactness: a phrase finds every document that has it literally, and no other."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.search.query import Part, Phrase, Word
from articles.search.request import Sort
from articles.search.whoosh.compile import compile_query
from articles.search.whoosh.find import match, order_hits
from articles.search.whoosh.generations import IndexFolder
from articles.search.whoosh.phrase import ExactPhrase, count_phrase
from articles.search.whoosh.schema import characters_field
from articles.search.whoosh.state import IndexState
from articles.search.whoosh.writer import GenerationWriter
from tests.search.oracle import stands_in

# No point, so that no decimals arise: their rule is in the tables of tests/text/test_words.py.
ALPHABET = "湘江经济发展發长沙市的的的了５5aBｋ〇，。“（ \u3000"
LINES = st.lists(st.text(alphabet=st.sampled_from(ALPHABET), max_size=25), max_size=3)


def write(folder: IndexFolder, batches: list[list[list[str]]]) -> Path:
    """An index whose documents have these lines, a segment a batch."""
    generation = folder.create_generation()
    number = 0
    for batch in batches:
        with GenerationWriter(folder, generation) as writer:
            for lines in batch:
                text = "\n".join(lines)
                writer.add({
                    "django_id": [str(number)], "rank": [], "stamp": "",
                    **({"text": text, characters_field("text"): text} if text else {}),
                })  # fmt: skip
                number += 1
    return generation


def search(folder: IndexFolder, generation: Path, node) -> set[int]:
    with folder.open_index(generation).searcher() as searcher:
        state = IndexState(searcher)
        hits = order_hits(state, match(state, compile_query(node)), Sort.RELEVANCE, 1000)
        return {int(hit.stored()["django_id"][0]) for hit in hits}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(LINES, max_size=3), max_size=3), st.data())
def test_a_phrase_is_a_substring(batches, data):
    documents = [lines for batch in batches for lines in batch]
    lines = [line for document in documents for line in document if line.strip()]
    phrases = [data.draw(st.text(alphabet=st.sampled_from(ALPHABET), max_size=4))]
    if lines:
        line = data.draw(st.sampled_from(lines))
        start = data.draw(st.integers(min_value=0, max_value=len(line) - 1))
        phrases += [line[start : start + data.draw(st.integers(min_value=1, max_value=8))] for _ in range(3)] + [line]
    with tempfile.TemporaryDirectory() as root:
        folder = IndexFolder(Path(root))
        generation = write(folder, batches)
        for phrase in phrases:
            expected = {
                number for number, document in enumerate(documents) if any(stands_in(phrase, line) for line in document)
            }
            assert search(folder, generation, Phrase(phrase)) == expected
            # A bare term finds at least what the phrase finds.
            assert search(folder, generation, Word(phrase)) >= expected


def test_count_phrase_counts_every_place(tmp_path):
    folder = IndexFolder(tmp_path)
    generation = write(folder, [[["的的的", "的"], ["的"]], [["湘江湘江的"]]])
    with folder.open_index(generation).searcher() as searcher:
        views = IndexState(searcher).views

        def count(*tokens: str) -> dict[int, int]:
            counts = {}
            for view in views:
                ids, often = count_phrase(view.arrays, characters_field("text"), [token.encode() for token in tokens])
                counts |= dict(zip((ids + view.base).tolist(), often.tolist(), strict=True))
            return counts

        assert count("的") == {0: 4, 1: 1, 2: 1}
        assert count("的", "的") == {0: 2}
        assert count("湘", "江") == {2: 2}
        assert count("江", "的") == {2: 1}
        assert count("沅") == {}
        assert count() == {}


def test_a_phrase_works_in_whoosh_itself(tmp_path):
    folder = IndexFolder(tmp_path)
    generation = write(folder, [[["湘江的水"], ["江湘"]], [["水", "湘江"]]])
    phrase = ExactPhrase(characters_field("text"), ("湘", "江"), "text")
    with folder.open_index(generation).searcher() as searcher:
        assert sorted(hit["django_id"] for hit in searcher.search(phrase, limit=None)) == [["0"], ["2"]]


def test_a_part_that_no_document_has_finds_nothing(tmp_path):
    folder = IndexFolder(tmp_path)
    generation = write(folder, [[["湘江"]]])
    assert search(folder, generation, Word("湘江", Part.AUTHOR)) == set()
    assert search(folder, generation, Phrase("湘江", Part.HEADLINE)) == set()
