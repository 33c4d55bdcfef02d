"""Words and characters of folded text, with their places. One segmentation for what is indexed and what is asked."""

import logging
import re
import tempfile
from collections.abc import Iterator, Sequence
from enum import IntEnum
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

try:
    import rjieba
except ImportError:  # no wheel for this machine: jieba does the same, more slowly
    rjieba = None

if TYPE_CHECKING:
    import jieba

# Scripts written without spaces: Chinese characters, kana, Hangul syllables, and the zero 〇.
_UNSPACED = (
    "\u3005-\u3007\u3021-\u3029\u3041-\u3096\u309d-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
# "长", "3.3", "500", "kv", "，" and a line break are each one match; a space is none.
_CHARACTER = re.compile(rf"[{_UNSPACED}]|\d+(?:\.\d+)?|(?:(?![{_UNSPACED}])[^\W\d_])+|\n|\S")
# "长沙市", "〇", "3.3", "5g" and a line break are each one match; "，" and a space are none. Only the characters that
# jieba looks up in its dictionary stand together; it takes others one by one, and so are they here.
_HAN = "\u4e00-\u9fd5"
_RUN = re.compile(rf"[{_HAN}]+|[{_UNSPACED}]|\d+\.\d+|(?:(?![{_UNSPACED}])[^\W_])+|\n")

# A text that is one run of what jieba cuts.
_ALL_HAN = re.compile(f"[{_HAN}]+")
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")


class Kind(IntEnum):
    """What a folded character is to both ways of cutting: white space is no token, the other kinds are."""

    SPACE = 0
    # Punctuation and other signs: characters, and no words.
    SIGN = 1
    LETTER = 2
    DIGIT = 3
    BREAK = 4
    # What jieba cuts into words, and what it would only take one by one.
    HAN = 5
    ALONE = 6


class Token(NamedTuple):
    """A word or character: its text, its position in the order of tokens, and where it stands in the folded text."""

    text: str
    position: int
    start: int
    end: int


def split_characters(folded: str) -> Iterator[Token]:
    """Yield the characters of folded text: each ideograph and each mark alone, each number and Latin word whole.

    Positions of neighbours differ by one, whatever white space stands between them; a line break leaves a gap, so
    that nothing is ever a neighbour across it.
    """
    for position, match in enumerate(_CHARACTER.finditer(folded)):
        if match.group() != "\n":
            yield Token(match.group(), position, match.start(), match.end())


def kind_of(character: str) -> Kind:
    """Return the kind of a folded character."""
    if character == "\n":
        return Kind.BREAK
    if _is_han(character):
        return Kind.HAN
    if _IS_UNSPACED.match(character):
        return Kind.ALONE
    if character.isspace():
        return Kind.SPACE
    if character.isdecimal():
        return Kind.DIGIT
    return Kind.LETTER if character.isalnum() else Kind.SIGN


class Segmenter:
    """Cuts folded text into words with rjieba where it is installed (`compiled`), which gives the same words as jieba.

    jieba has a tokenizer of its own here whose cache lies in a private folder: it reads it back with `marshal.load`, so
    the folder must be writable by nobody else. Without `cache_dir` no cache is kept and the dictionary is read at the
    first use (about a second).
    """

    def __init__(self, cache_dir: Path | None = None, compiled: bool = rjieba is not None):
        self._cache_dir = cache_dir
        self._compiled = compiled
        self._tokenizer: jieba.Tokenizer | None = None
        self._lock = Lock()

    def index_words(self, folded: str) -> Iterator[Token]:
        """Yield the words of a text and the shorter words inside long ones (jieba's search mode).

        Positions run on by one from word to word; a line break leaves a gap.
        """
        return self._words(folded, search_mode=True)

    def query_words(self, folded: str) -> Iterator[Token]:
        """Yield the words of a query, each once: every one of them is among the `index_words` of the same text."""
        return self._words(folded, search_mode=False)

    def list_index_words(self, folded: str) -> list[str]:
        """Return the texts of `index_words`."""
        cut = rjieba.cut_for_search if self._compiled else self._ready().lcut_for_search
        words: list[str] = []
        for run in _RUN.findall(folded):
            if len(run) > 1 and _is_han(run):
                words += cut(run, True)
            elif run != "\n":
                words.append(run)
        return words

    def cut_index_runs(self, runs: str) -> list[str]:
        """Return the `index_words` of many runs of Chinese characters; blanks and line breaks between them stay."""
        cut = rjieba.cut_for_search if self._compiled else self._ready().lcut_for_search
        return cut(runs, True)

    def list_query_words(self, texts: Sequence[str]) -> list[list[str]]:
        """Return for each text the texts of its `query_words`. Those of Chinese characters alone are cut at once."""
        plain = [text for text in dict.fromkeys(texts) if _ALL_HAN.fullmatch(text)]
        runs = "\n".join(plain)
        words: dict[str, list[str]] = {text: [] for text in plain}
        places = iter(plain)
        own = words[next(places)] if plain else []
        for word in rjieba.cut(runs, True) if self._compiled else self._ready().lcut(runs):
            if word == "\n":
                own = words[next(places)]
            else:
                own.append(word)
        return [words[text] if text in words else [token.text for token in self.query_words(text)] for text in texts]

    def _words(self, folded: str, search_mode: bool) -> Iterator[Token]:
        tokenize = rjieba.tokenize if self._compiled else self._ready().tokenize
        position = 0
        for run in _RUN.finditer(folded):
            text = run.group()
            if text == "\n":
                position += 1
            elif not _is_han(text):
                yield Token(text, position, run.start(), run.end())
                position += 1
            else:
                for word, start, end in tokenize(text, "search" if search_mode else "default", True):
                    yield Token(word, position, run.start() + start, run.start() + end)
                    position += 1

    def _ready(self) -> "jieba.Tokenizer":
        # Read only where it is needed: it takes 17 MB.
        import jieba

        with self._lock:
            if self._tokenizer is None:
                jieba.setLogLevel(logging.WARNING)
                tokenizer = jieba.Tokenizer()
                if self._cache_dir is None:
                    with tempfile.TemporaryDirectory() as folder:
                        _initialize(tokenizer, folder)
                else:
                    _initialize(tokenizer, str(self._cache_dir))
                self._tokenizer = tokenizer
        return self._tokenizer


def _is_han(run: str) -> bool:
    return "\u4e00" <= run[0] <= "\u9fd5"


def _initialize(tokenizer: "jieba.Tokenizer", folder: str) -> None:
    tokenizer.tmp_dir = folder
    tokenizer.initialize()
