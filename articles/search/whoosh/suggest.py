"""Did you mean: queries near to one that finds nothing, made of the index's own words.

Candidates for a word are made by what people do wrong: a character for another that sounds the same (the commonest slip
of those who type pinyin), two characters in the wrong order, one too many, and a word of the index that differs in one
place. The likeliest are tried, those whose words are few and frequent in the index, until one stands in an article.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import cache, partial
from heapq import heapify, heappop, heappush
from itertools import islice
from operator import itemgetter

from articles.search.query import Node, Phrase, Word, positive_terms, rewrite
from articles.search.query_text import format_query
from articles.search.whoosh.analysis import query_characters, segmenter
from articles.search.whoosh.compile import compile_query
from articles.search.whoosh.evaluate import Evaluation
from articles.search.whoosh.phrase import count_phrase
from articles.search.whoosh.schema import characters_field
from articles.search.whoosh.state import IndexState
from articles.text.fold import fold_text
from articles.text.readings import load_pypinyin

MAX_LENGTH = 12
# Candidates that are asked of the index, and terms of the index that are looked through.
MAX_TRIED = 8
MAX_NEIGHBOURS = 2_000
# Homophones of a character that are tried, those that most articles have.
MAX_HOMOPHONES = 40
# Words of the index that a word is replaced by, those that most articles have.
MAX_WORDS = 50
# The parts of an article whose words are looked at.
_PARTS = ("headline", "text")
# "zh", "ch" and "sh" at the start of a reading; not "h" alone.
_CONFUSED_START = re.compile("^([zcs])h")
# "ng" at the end of a reading; not "n".
_CONFUSED_END = re.compile("ng$")
# Characters that are in common use; the homophones of others are not worth a look.
_COMMON = range(0x4E00, 0x9FA6)


def suggest_query(state: IndexState, node: Node | None) -> str | None:
    """Return the query with its words replaced by what may have been meant; None where all stand in the index."""
    replaced: dict[Word | Phrase, Word | Phrase] = {}
    for term in positive_terms(node):
        if isinstance(term, Word | Phrase) and len(term.text) <= MAX_LENGTH and not _count(state, term):
            meant = suggest_term(state, term.text)
            if meant is not None:
                replaced[term] = type(term)(meant, term.part)
    if node is None or not replaced:
        return None
    return format_query(rewrite(node, lambda leaf: replaced.get(leaf, leaf)))


def suggest_term(state: IndexState, text: str) -> str | None:
    """Return the likeliest text near to this one that stands in an article; None where no near one does."""
    plain = fold_text(text).strip()
    known = cache(partial(_frequency, state))
    for candidates in (_sounding_alike(state, plain), _shifted(plain), _neighbours(state, plain)):
        folded = dict.fromkeys(map(fold_text, candidates))
        folded.pop(plain, None)
        for candidate in islice(rank_candidates(known, list(folded)), MAX_TRIED):
            if _stands(state, candidate):
                return candidate
    return None


def rank_candidates(known: Callable[[str, str], int], candidates: list[str]) -> Iterator[str]:
    """Yield the candidates whose characters all stand in the index, the likeliest first.

    That is by their words, and where these are not there by their characters. Few words are better than many: a text
    that falls to pieces is none. No word stands in more articles than its characters do, so words are looked up only
    where a candidate may be the next.
    """
    waiting: list[tuple[int, int, int, bool]] = []
    words = segmenter().list_query_words(candidates)
    for number, (candidate, own) in enumerate(zip(candidates, words, strict=True)):
        characters = {character: known(character, "_chars") for character in query_characters(candidate)}
        rarest = min(characters.values(), default=0)
        if rarest:
            most = min((count for character, count in characters.items() if character.isalnum()), default=rarest)
            waiting.append((-(most // max(1, len(own)) ** 2), -rarest, number, False))
    heapify(waiting)
    while waiting:
        _least, rarest, number, is_known = heappop(waiting)
        if is_known:
            yield candidates[number]
        else:
            least = min((known(word, "") for word in words[number]), default=0)
            heappush(waiting, (-(least // max(1, len(words[number])) ** 2), rarest, number, True))


def _frequency(state: IndexState, token: str, suffix: str) -> int:
    if suffix and len(token) == 1 and ord(token) in _COMMON:
        return _character_counts(state).get(token, 0)
    return max(state.doc_frequency(part + suffix, token.encode()) for part in _PARTS)


def _character_counts(state: IndexState) -> dict[str, int]:
    """In how many articles each common character stands, in the part where that is most; counted once for a state."""
    if not state.character_counts:
        most: Counter[str] = Counter()
        for part in _PARTS:
            counts: Counter[str] = Counter()
            for view in state.views:
                postings = view.arrays.postings(characters_field(part))
                if postings is not None:
                    start, stop = (
                        bisect_left(postings.terms, chr(code).encode()) for code in (_COMMON[0], _COMMON.stop)
                    )
                    texts = b"".join(postings.terms.between(start, stop)).decode()
                    counts.update(dict(zip(texts, postings.counts(start, stop), strict=True)))
            most |= counts
        state.character_counts = dict(most)
    return state.character_counts


def _frequent_homophones(state: IndexState, character: str) -> list[str]:
    """The homophones of a character that stand in the index, the most frequent first; counted once for a state."""
    if character not in state.homophones:
        counted = [(_frequency(state, fold_text(other), "_chars"), other) for other in homophones(character)]
        ranked = sorted((pair for pair in counted if pair[0]), key=itemgetter(0), reverse=True)
        state.homophones[character] = [other for _count, other in ranked[:MAX_HOMOPHONES]]
    return state.homophones[character]


def _stands(state: IndexState, text: str) -> bool:
    tokens = [token.encode() for token in query_characters(text)]
    return any(
        len(count_phrase(view.arrays, characters_field(part), tokens)[0]) for part in _PARTS for view in state.views
    )


def _count(state: IndexState, node: Node) -> int:
    return sum(len(part.ids) for part in Evaluation(state).matches(compile_query(node)))


def _sounding_alike(state: IndexState, text: str) -> Iterator[str]:
    for place, character in enumerate(text):
        for other in _frequent_homophones(state, character):
            yield text[:place] + other + text[place + 1 :]


def _shifted(text: str) -> Iterator[str]:
    """Two neighbours changed about, and one character left out."""
    for place in range(len(text) - 1):
        yield text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    if len(text) > 2:
        for place in range(len(text)):
            yield text[:place] + text[place + 1 :]


def _neighbours(state: IndexState, text: str) -> Iterator[str]:
    """Words of the index that begin like this one and differ in one place, the most frequent first."""
    counts: Counter[str] = Counter()
    for view in state.views:
        postings = view.arrays.postings("text")
        if postings is None or len(text) < 2:
            continue
        start, stop = postings.terms.prefixed(text[: max(1, len(text) - 1)].encode())
        stop = min(stop, start + MAX_NEIGHBOURS)
        for term, count in zip(postings.terms.between(start, stop), postings.counts(start, stop), strict=True):
            word = term.decode()
            if len(word) == len(text) and word != text:
                counts[word] += count
    yield from (word for word, _count in counts.most_common(MAX_WORDS))


def homophones(character: str) -> tuple[str, ...]:
    """Return the other characters that can be read like this one, whatever the tone, or nearly so (jin, jing)."""
    found: dict[str, None] = {}
    for sound in _sounds().get(character, ()):
        found |= dict.fromkeys(_spelt()[sound])
    found.pop(character, None)
    return tuple(found)


@cache
def _sounds() -> dict[str, tuple[str, ...]]:
    """Character to its readings without tones, written alike where many people speak them alike."""
    pypinyin = load_pypinyin()

    @cache
    def plain(sound: str) -> str:
        """ "xiāng" as "xian", "zhōng" as "zon": without tone, and without what is often confused."""
        toneless = pypinyin.style.convert(sound, pypinyin.Style.NORMAL, strict=False)
        return _CONFUSED_END.sub("n", _CONFUSED_START.sub(r"\1", toneless))

    return {
        chr(code): tuple(dict.fromkeys(plain(sound) for sound in sounds.split(",")))
        for code, sounds in pypinyin.pinyin_dict.pinyin_dict.items()
        if code in _COMMON
    }


@cache
def _spelt() -> dict[str, list[str]]:
    """Reading to the characters that have it."""
    characters: dict[str, list[str]] = defaultdict(list)
    for character, sounds in _sounds().items():
        for sound in sounds:
            characters[sound].append(character)
    return dict(characters)
