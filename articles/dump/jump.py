"""Jump lines: （下转第三版）, （上接第一版）, （紧接第二版）, 下转A05版."""

import re

_PAGE = r"(?:第?[ \u3000]*[0-9０-９A-Za-zＡ-Ｚ一二三四五六七八九十]{1,5}[ \u3000]*(?:版|页)|[1-9A-Z][0-9]{0,2}版)"
_NAMED = r"[^。！？（）()]{0,12}"
# "（下转第三版）" "▲下转2版" "（下转A05版）" "下转第四版①"; "上接第一版" is the other direction.
_TO = re.compile(rf"^[（(【\[▲▼→\s]*(?:下转|紧转|转入|转)\s*(?:{_PAGE}|中缝|下页){_NAMED}[）)】\]\s]*$")
_FROM = re.compile(rf"^[（(【\[▲▼→\s]*(?:上接|紧接|接)\s*(?:{_PAGE}|上页){_NAMED}[）)】\]\s]*$")
# "……渡船载着上学的孩子（下转第三版）"; the brackets are needed inside a paragraph.
_TO_AT_END = re.compile(rf"[（(【]\s*(?:下转|紧转|转)\s*(?:{_PAGE}|中缝|下页){_NAMED}[）)】]$")
_FROM_AT_START = re.compile(rf"^[（(【]\s*(?:上接|紧接|接)\s*(?:{_PAGE}|上页){_NAMED}[）)】]")


def is_jump_to(text: str) -> bool:
    """Return True if the line says that its article goes on on another page."""
    return _TO.match(text) is not None


def is_jump_from(text: str) -> bool:
    """Return True if the line says that its article began on another page."""
    return _FROM.match(text) is not None


def find_jump_to(paragraph: str) -> tuple[int, int] | None:
    """Return where a jump stands at the end of a paragraph, or None."""
    base = max(0, len(paragraph) - 40)
    match = _TO_AT_END.search(paragraph[base:])
    return (base + match.start(), base + match.end()) if match else None


def find_jump_from(paragraph: str) -> tuple[int, int] | None:
    """Return where a jump stands at the start of a paragraph, or None."""
    match = _FROM_AT_START.match(paragraph[:40])
    return match.span() if match else None
