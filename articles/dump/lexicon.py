"""Words as evidence: does a word run across a break, and what kind of word does a line end with?

The word list is the one that jieba ships (349,046 words with counts and parts of speech). It is read as data, when
first asked: jieba itself is not imported, so its shared cache folder is never touched.
"""

import functools
import importlib.util
import math
import re
import sys
from dataclasses import dataclass
from pathlib import Path

_MAX_WORD = 6
# Characters of either side of a break that are looked at: two long words.
_REACH = 8
_ROUNDING = 1e-6
# Parts of speech that leave a phrase open: adverb, preposition, conjunction, auxiliary, measure, number.
_NAME_TAGS = frozenset({"ns", "nr", "nt"})
_OPEN_TAGS = frozenset({"d", "p", "c", "uj", "ud", "u"})
# "安化县" → 安化, "城步苗族自治县" → 城步, "湖南省" → 湖南; "山林" and "城市" name no division.
_DIVISION = re.compile(r"^(.{2,4}?)(?:.{1,3}族)*(?:自治[县州旗区]|[省市县区州])$")
_NO_PLACES = frozenset({"自治", "民族", "特别行政", "开发", "经济", "工业", "和平", "中心", "城市", "大城市", "都市"})


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words with the natural logarithm of their share of running text, and words of two special kinds."""

    log_share: dict[str, float]
    floor: float
    open_words: frozenset[str]
    places: frozenset[str]
    lengths: dict[str, tuple[int, ...]]  # of the words that begin with two characters
    tags: dict[str, str]  # the part of speech of each word: jieba's first letter, and ns, nr, nt in full


@functools.cache
def load_lexicon() -> Lexicon:
    """Return the word list; about a third of a second the first time, nothing after that."""
    spec = importlib.util.find_spec("jieba")
    path = Path(spec.submodule_search_locations[0]) / "dict.txt"
    counts: dict[str, int] = {}
    open_words, places = set(), set()
    tags: dict[str, str] = {}
    lengths: dict[str, int] = {}  # a bit for each length that there is
    total = 0
    with path.open(encoding="utf-8") as rows:
        for row in rows:
            word, count, tag = row.split()
            size = len(word)
            if tag == "ns" and size >= 3 and (division := _DIVISION.match(word)):
                # 安化县 and 城步苗族自治县 are known by their short forms, 安化 and 城步, too.
                places.update({word, division[1]} - _NO_PLACES)
            if size > _MAX_WORD:
                continue
            counts[word] = int(count)
            total += int(count)
            if size > 1:
                lengths[word[:2]] = lengths.get(word[:2], 0) | 1 << size
            tags[word] = sys.intern(tag if tag in _NAME_TAGS else tag[:1])
            if tag in _OPEN_TAGS and size <= 2:
                open_words.add(word)
    log_total = math.log(total)
    shares = {word: math.log(count or 1) - log_total for word, count in counts.items()}
    sizes_of = {bits: tuple(size for size in range(bits.bit_length()) if bits >> size & 1) for bits in lengths.values()}
    sizes = {opening: sizes_of[bits] for opening, bits in lengths.items()}
    return Lexicon(shares, -log_total, frozenset(open_words), frozenset(places), sizes, tags)


@functools.lru_cache(maxsize=4096)
def bond(left: str, right: str) -> float:
    """Return how much likelier `left` and `right` are as one text than with a word boundary between them.

    In natural-logarithm units, never below 0: 0 means that the best reading has a boundary there anyway. Looks at the
    last and first eight characters only, so it takes the same time for any text.
    """
    left, right = left[-_REACH:], right[:_REACH]
    if not left or not right:
        return 0.0
    lexicon = load_lexicon()
    if not _has_word_across(left + right, len(left), lexicon):
        return 0.0
    scores = _route(left + right, lexicon)[0]
    gain = scores[0] - _route(left, lexicon)[0][0] - scores[len(left)]
    return gain if gain > _ROUNDING else 0.0


def _has_word_across(text: str, at: int, lexicon: Lexicon) -> bool:
    """Return True if any word of the list begins before `at` and ends behind it."""
    for start in range(max(0, at - _MAX_WORD + 1), at):
        for length in lexicon.lengths.get(text[start : start + 2], ()):
            if at < start + length <= len(text) and text[start : start + length] in lexicon.log_share:
                return True
    return False


def ends_open(text: str) -> bool:
    """Return True if `text` ends with a word that wants another after it: an adverb, a preposition, 和, 的."""
    return last_word(text) in load_lexicon().open_words


def last_word(text: str) -> str:
    """Return the last word of `text` in its likeliest division into words."""
    return divide(text)[0][-1] if text else ""


@functools.lru_cache(maxsize=4096)
def divide(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words of `text` in its likeliest division, and their parts of speech ("" where the list has none)."""
    lexicon = load_lexicon()
    words = tuple(_divide(text, lexicon))
    return words, tuple(lexicon.tags.get(word, "") for word in words)


def count_places(text: str) -> int:
    """Return how many words of `text` the word list knows as place names, in its likeliest division into words."""
    places = load_lexicon().places
    return sum(word in places for word in divide(text)[0])


def opens_with_place(text: str) -> bool:
    """Return True if `text` begins with a place name, whole (祁阳市) or in short (祁阳)."""
    places = load_lexicon().places
    return any(text[:size] in places for size in (4, 3, 2))


def is_place_chain(text: str) -> bool:
    """Return True if `text` is nothing but place names, one after the other: 湖北黄石."""
    places = load_lexicon().places
    at = 0
    while at < len(text):
        size = next((size for size in (5, 4, 3, 2) if text[at : at + size] in places), 0)
        if not size:
            return False
        at += size
    return bool(text)


def _divide(text: str, lexicon: Lexicon) -> list[str]:
    ends = _route(text, lexicon)[1]
    words, at = [], 0
    while at < len(text):
        words.append(text[at : ends[at]])
        at = ends[at]
    return words


def _route(text: str, lexicon: Lexicon) -> tuple[list[float], list[int]]:
    """Return for each position the best score from there to the end, and where its first word ends."""
    share, floor, lengths = lexicon.log_share.get, lexicon.floor, lexicon.lengths.get
    size = len(text)
    scores, ends = [0.0] * (size + 1), [size] * (size + 1)
    for start in range(size - 1, -1, -1):
        best, best_end = share(text[start], floor) + scores[start + 1], start + 1
        for length in lengths(text[start : start + 2], ()):
            end = start + length
            if end > size:
                break
            score = share(text[start:end])
            if score is not None and score + scores[end] > best:
                best, best_end = score + scores[end], end
        scores[start], ends[start] = best, best_end
    return scores, ends
