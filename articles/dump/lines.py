"""A dump's text as numbered lines.

The numbering is the one that articles, furniture and problems use: lines count from 1, blank ones too.
"""

import re
from dataclasses import dataclass

from articles.text.chars import BLANK

LINE_ENDS = "\n\r\u2028\u2029\x85\x0c\x0b"
# CRLF is one end of line; CR, LF, the Unicode separators, form feed and vertical tab are one each. "\\x1c" is none.
LINE_END = re.compile(f"\r\n|[{LINE_ENDS}]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a dump: its number from 1, and its text as stored, without the end of the line."""

    line_no: int
    text: str

    @property
    def is_blank(self) -> bool:
        """True if nothing of the line would be seen on paper."""
        text = self.text
        return not text or (text[0] in BLANK and not text.strip(BLANK))


def split_lines(text: str) -> tuple[Line, ...]:
    """Return the lines of a decoded dump, numbered from 1; an end of line at the very end opens no further line."""
    parts = LINE_END.split(text)
    if parts and not parts[-1]:
        parts.pop()
    return tuple(Line(line_no, part) for line_no, part in enumerate(parts, start=1))
