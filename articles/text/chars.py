"""Character classes and widths of printed Chinese text.

Everything here is a pure function of its argument. Nothing changes what is stored: folding is for comparing only.
"""

import re
import unicodedata

# Marks that close a sentence, and marks that may stand after them.
SENTENCE_END = "。！？!?…．"
CLOSERS = "”’」』）)》〉】］]｝}〕\"'"
OPENERS = "“‘「『（(《〈【［[｛{〔"
# Marks that never open a printed line, except where a column was cut without care.
NEVER_FIRST = "，。、；：！？,;:!?)）》〉】］]”’」』%％"
DASHES = "—―─–-－"
# Ornaments that newspapers set before a headline, a byline or a list item.
ORNAMENTS = "★☆■□●○◆◇▲△▼▽►▶◎※·•◢◣♦❖§◥◤⊙"

# White space of any width, control characters, and what editors and web pages leave behind (U+200B, U+FEFF).
BLANK = "".join(
    chr(code)
    for code in (*range(0x21), 0x7F, 0xA0, 0x1680, *range(0x2000, 0x200C), 0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF)
)
_BLANKS = re.compile(f"[{re.escape(BLANK)}]+")
# "强化" and "㐀" match; "A", "，" and "＊" do not.
_IDEOGRAPH = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f〇]")
# What stands in a printed column as half a character: "a", "9", "," and " "; not "，".
_NARROW = re.compile("[\u0020-\u007e\u00a0-\u00ff]")


def strip_blanks(text: str) -> str:
    """Return `text` without the white space, of any width, at its two ends."""
    return text.strip(BLANK)


def remove_blanks(text: str) -> str:
    """Return `text` without any white space, of any width."""
    return _BLANKS.sub("", text)


def is_blank(text: str) -> bool:
    """Return True if nothing would be seen of `text` on paper."""
    return not text.strip(BLANK)


def is_ideograph(character: str) -> bool:
    """Return True for one Chinese character (not punctuation)."""
    return _IDEOGRAPH.match(character) is not None


def count_ideographs(text: str) -> int:
    """Return how many Chinese characters `text` has."""
    return len(_IDEOGRAPH.findall(text))


def columns(text: str) -> float:
    """Return the printed width of `text` in Chinese characters: a narrow character takes half of one."""
    return len(text) - len(_NARROW.findall(text)) / 2


def fold_width(text: str) -> str:
    """Return `text` with full-width letters, digits and marks made half-width (NFKC). Idempotent."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)
