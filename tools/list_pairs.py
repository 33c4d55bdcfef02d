"""Writes articles/search/whoosh/pairs.txt: the pairs of characters that have posting lists of their own.

    python tools/list_pairs.py [COUNT]

Counted are neighbours within the words of jieba's dictionary, by the frequencies that stand in it. A new list wants a
new INDEX_FORMAT.
"""

import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

import jieba

LIST = Path(__file__).resolve().parents[1] / "articles/search/whoosh/pairs.txt"
COUNT = 60_000
# What jieba cuts (articles/text/words.py).
_HAN = re.compile("[\u4e00-\u9fd5]{2,}")


def count_pairs() -> Counter[str]:
    """Return how often each two characters stand side by side within words."""
    pairs: Counter[str] = Counter()
    dictionary = Path(jieba.__file__).with_name("dict.txt")
    for line in dictionary.read_text(encoding="utf-8").splitlines():
        word, frequency, _tag = line.split(" ")
        if _HAN.fullmatch(word):
            for first, second in zip(word, word[1:], strict=False):
                pairs[first + second] += int(frequency)
    return pairs


def main(count: int) -> None:
    """Write the list."""
    following: dict[str, list[str]] = defaultdict(list)
    ranked = sorted(count_pairs().items(), key=lambda item: (-item[1], item[0]))[:count]
    for pair, _frequency in ranked:
        following[pair[0]].append(pair[1])
    lines = [first + "".join(sorted(seconds)) for first, seconds in sorted(following.items())]
    LIST.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT)
