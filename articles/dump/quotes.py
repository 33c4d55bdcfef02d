"""Quotation marks: which of them open and which close, also where one straight mark does both."""

import re

_MARKS = re.compile('[“”「」"＂]')
_OPENING, _CLOSING = "“「", "”」"
# What stands before a straight mark that closes, and behind one.
_BEFORE_CLOSING = "。！？!?…"
_BEHIND_CLOSING = "。，、；：！？,;:.!?)）"


def read_quotes(text: str) -> str:
    """Return the unpaired quotation marks of `text` as “ and ”: `”“` closes one that it did not open, and opens one.

    A straight mark opens or closes by its neighbours; where they say nothing it is the opposite of the one before.
    """
    unpaired = ""
    inside = False
    for match in _MARKS.finditer(text):
        mark = match[0]
        if mark in _OPENING:
            opens = True
        elif mark in _CLOSING:
            opens = False
        else:
            opens = _opens(text, match.start(), inside=inside)
        if opens:
            unpaired += "“"
        elif unpaired.endswith("“"):
            unpaired = unpaired[:-1]
        else:
            unpaired += "”"
        inside = opens
    return unpaired


def _opens(text: str, at: int, *, inside: bool) -> bool:
    """True if the straight mark at `at` opens a quotation."""
    if inside or at == len(text) - 1:
        return False
    if at == 0:
        return True
    closes = text[at - 1] in _BEFORE_CLOSING or text[at + 1] in _BEHIND_CLOSING
    return not closes
