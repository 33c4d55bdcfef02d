"""How a page was set down as lines, and its lines put together to blocks accordingly.

Four ways are known: blank lines between blocks, single newlines with indents, hard-wrapped lines, and every printed
line as a block of its own. The way is found from the page alone: line lengths, indents and gaps.
"""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from articles.dump.lines import Line
from articles.text.chars import CLOSERS, SENTENCE_END, columns, strip_blanks


class LayoutKind(StrEnum):
    """The ways in which a page is set down."""

    BLOCKS = "blocks"  # a blank line between any two blocks
    INDENTED = "indented"  # single newlines, a paragraph opens with an indent
    LINES = "lines"  # single newlines, no indents: every line is a block
    WRAPPED = "wrapped"  # printed lines: a block goes on until a short line, an indent or a blank line
    WRAPPED_BLOCKS = "wrapped_blocks"  # printed lines with a blank line after each


@dataclass(frozen=True, slots=True)
class Layout:
    """The way a page is set down. `width` is that of its printed lines (None where lines are not printed lines).

    `usual_gap` is the number of blank lines that most often stands between two blocks; from `wide_gap` on a gap is one
    that sets articles apart.
    """

    kind: LayoutKind
    width: float | None
    in_columns: bool
    indented: bool
    usual_gap: int
    wide_gap: int


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that were one line for the writer: `text` without the blanks at its ends, `indent` in columns.

    `gap` counts the blank lines before it; `line_nos` are its non-blank lines.
    """

    text: str
    line_nos: tuple[int, ...]
    indent: float
    gap: int


# A printed line may fall short of the column by this much where a mark must not open the next one.
_SLACK = 1.5
_MIN_WIDTH, _MAX_WIDTH = 8, 60
_MIN_FULL_LINES = 6
_PUNCTUATION_END = SENTENCE_END + CLOSERS + "，、；：,;:"


def find_layout(lines: tuple[Line, ...]) -> Layout:
    """Return how the page is set down, from the lengths, indents and gaps of its lines."""
    filled = [line for line in lines if not line.is_blank]
    gaps = _gaps(lines)
    usual_gap = Counter(gaps[1:]).most_common(1)[0][0] if len(gaps) > 1 else 1
    indented_lines = sum(_indent(line.text) >= 1.5 for line in filled)
    indented = indented_lines >= max(2, 0.08 * len(filled))
    width, in_columns = _find_width(filled)
    if width is not None:
        kind = LayoutKind.WRAPPED_BLOCKS if usual_gap else LayoutKind.WRAPPED
    elif usual_gap:
        kind = LayoutKind.BLOCKS
    else:
        kind = LayoutKind.INDENTED if indented else LayoutKind.LINES
    return Layout(kind, width, in_columns, indented, usual_gap, _wide_gap(gaps[1:], usual_gap))


def split_blocks(lines: tuple[Line, ...], layout: Layout) -> tuple[Block, ...]:
    """Return the page's blocks in order; every non-blank line is in exactly one."""
    blocks: list[Block] = []
    pieces: list[str] = []
    numbers: list[int] = []
    indent, gap_before, gap, previous = 0.0, 0, 0, None

    def close() -> None:
        if numbers:
            blocks.append(Block("".join(pieces), tuple(numbers), indent, gap_before))
            pieces.clear()
            numbers.clear()

    for line in lines:
        stripped = strip_blanks(line.text)
        if not stripped:
            gap += 1
            continue
        if previous is None or not _runs_on(previous, line, gap, layout):
            close()
            indent, gap_before = _indent(line.text), gap
        pieces.append(stripped)
        numbers.append(line.line_no)
        previous, gap = line, 0
    close()
    return tuple(blocks)


def _wide_gap(gaps: list[int], usual_gap: int) -> int:
    """Return the gap that sets articles apart: of several wider ones, the widest that is found twice."""
    wider = Counter(gap for gap in gaps if gap > usual_gap)
    often = [gap for gap, count in wider.items() if count >= 2]
    return max(often, default=min(wider, default=usual_gap + 1))


def _runs_on(previous: Line, line: Line, gap: int, layout: Layout) -> bool:
    """True if `line` is the printed line that follows `previous` in one paragraph of a wrapped page."""
    if layout.width is None or gap not in ((0,) if layout.kind is LayoutKind.WRAPPED else (0, layout.usual_gap)):
        return False
    size = _size(previous.text, in_columns=layout.in_columns)
    if not layout.width - _SLACK <= size <= layout.width or _indent(line.text) >= 1.5:
        return False
    # Where paragraphs are not indented, a full line that ends a sentence may end its paragraph: it is taken to.
    return layout.indented or not previous.text.rstrip().rstrip(CLOSERS).endswith(tuple(SENTENCE_END))


def _find_width(filled: list[Line]) -> tuple[float | None, bool]:
    """Return the width that most lines fill exactly, and whether it is one of columns; (None, False) if there is none."""
    for in_columns in (False, True):
        sizes = Counter(_size(line.text, in_columns=in_columns) for line in filled)
        total = len(filled)
        best, best_count = None, 0
        for width in sizes:
            if not _MIN_WIDTH <= width <= _MAX_WIDTH:
                continue
            count = sum(sizes.get(width - step, 0) for step in (0, 0.5, 1))
            if count > best_count or (count == best_count and best is not None and width > best):
                best, best_count = width, count
        if best is None or best_count < max(_MIN_FULL_LINES, 0.45 * total):
            continue
        longer = sum(count for size, count in sizes.items() if size > best)
        full = [line for line in filled if best - 1 <= _size(line.text, in_columns=in_columns) <= best]
        open_ended = sum(not line.text.rstrip().endswith(tuple(_PUNCTUATION_END)) for line in full)
        if longer <= 0.1 * total and open_ended >= 0.5 * len(full):
            return best, in_columns
    return None, False


def _size(text: str, *, in_columns: bool) -> float:
    text = text.rstrip()
    return columns(text) if in_columns else float(len(text))


def _indent(text: str) -> float:
    blanks = text[: len(text) - len(text.lstrip(" \t\u00a0\u3000"))]
    return columns(blanks.replace("\t", "  "))


def _gaps(lines: tuple[Line, ...]) -> list[int]:
    """Return the number of blank lines before each non-blank line."""
    gaps, gap = [], 0
    for line in lines:
        if line.is_blank:
            gap += 1
        else:
            gaps.append(gap)
            gap = 0
    return gaps
