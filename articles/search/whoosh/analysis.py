"""The two ways in which text is cut for the index: into words, and into characters. Both fold first."""

from functools import cache

from django.conf import settings
from whoosh.analysis import Analyzer, Token

from articles.text.fold import fold, fold_text
from articles.text.words import Segmenter, split_characters


@cache
def segmenter() -> Segmenter:
    """The process's one segmenter, with its dictionary cache in the archive's private folder."""
    return Segmenter(settings.JIEBA_CACHE_DIR)


def query_words(text: str) -> tuple[str, ...]:
    """Return the words that an article must have to answer a bare term."""
    return tuple(token.text for token in segmenter().query_words(fold(text).text))


def query_characters(text: str) -> tuple[str, ...]:
    """Return the characters that must follow each other in an article to answer a phrase."""
    return tuple(token.text for token in split_characters(fold(text).text))


def word_tokens(text: str) -> list[str]:
    """Return the words of a text for the index, in order."""
    return segmenter().list_index_words(fold_text(text))


class WordAnalyzer(Analyzer):
    """Words as jieba's search mode cuts them, at consecutive positions. Stateless, so that a schema can hold it."""

    def __call__(self, value, **kwargs):
        yield from _as_whoosh_tokens(segmenter().index_words(fold(value).text))


class CharacterAnalyzer(Analyzer):
    """Characters, numbers and Latin words, at consecutive positions."""

    def __call__(self, value, **kwargs):
        yield from _as_whoosh_tokens(split_characters(fold(value).text))


def _as_whoosh_tokens(found):
    # Whoosh's own analyzers yield one Token again and again, for speed; its formats rely on no more than that.
    token = Token(positions=True, boost=1.0)
    for text, position, _start, _end in found:
        token.text, token.pos = text, position
        yield token
