"""How a page was set down as lines, and its lines put together to blocks accordingly.

Four ways are known: blank lines between blocks, single newlines with indents, hard-wrapped lines, and every printed
line as a block of its own. The way is found from the page alone: line lengths, indents and gaps.
"""

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum

from articles.dump.furniture import FurnitureKind, classify_furniture
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
    that sets articles apart. `usual_indent` is the one with which its paragraphs open, in columns.
    """

    kind: LayoutKind
    width: float | None
    in_columns: bool
    indented: bool
    usual_indent: float
    usual_gap: int
    wide_gap: int
    apart: bool


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
_INDENTS = (" ", "\t", "\u00a0", "\u3000")
_MIN_WIDTH, _MAX_WIDTH = 8, 60
_MIN_FULL_LINES = 6
# Verses are shorter than this: so many lines of one length are a column, even where short lines stand between.
_SURE_WIDTH = 14
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
    apart = width is not None and _has_apart(filled, gaps, width, in_columns=in_columns)
    return Layout(
        kind, width, in_columns, indented, _usual_indent(filled), usual_gap, _wide_gap(gaps[1:], usual_gap), apart
    )


def _usual_indent(filled: list[Line]) -> float:
    """Return the indent of most indented lines that are long or close a sentence; 2 where there is none."""
    indents = Counter(
        _indent(line.text)
        for line in filled
        if line.text[:1] in _INDENTS
        and _indent(line.text) >= 1.5
        and (len(line.text) > 40 or _ends_sentence(line.text))
    )
    return indents.most_common(1)[0][0] if indents else 2.0


def split_blocks(lines: tuple[Line, ...], layout: Layout) -> tuple[Block, ...]:
    """Return the page's blocks in order; every non-blank line is in exactly one."""
    filled = [(line, strip_blanks(line.text)) for line in lines if not line.is_blank]
    gaps = _gaps(lines)
    blocks: list[Block] = []
    pieces: list[str] = []
    numbers: list[int] = []
    indent, gap_before = 0.0, 0

    def close() -> None:
        if numbers:
            blocks.append(Block("".join(pieces), tuple(numbers), indent, gap_before))
            pieces.clear()
            numbers.clear()

    for at, (line, stripped) in enumerate(filled):
        if at == 0 or not _runs_on(filled[at - 1][0].text, line.text, gaps[at], layout):
            close()
            indent, gap_before = _indent(line.text), gaps[at]
        pieces.append(stripped)
        numbers.append(line.line_no)
    close()
    return tuple(blocks)


def measure_gaps(layout: Layout, blocks: tuple[Block, ...]) -> Layout:
    """Return the layout with the gaps that stand between its blocks, where printed lines have been put together."""
    gaps = [block.gap for block in blocks[1:]]
    usual_gap = Counter(gaps).most_common(1)[0][0] if gaps else 1
    return replace(layout, usual_gap=usual_gap, wide_gap=_wide_gap(gaps, usual_gap))


def _runs_on(above: str, below: str, gap: int, layout: Layout) -> bool:
    """True if `below` is the printed line that follows `above` in one paragraph of a wrapped page."""
    if layout.width is None or gap not in ((0,) if layout.kind is LayoutKind.WRAPPED else (0, layout.usual_gap)):
        return False
    if not _is_full(above, layout.width, in_columns=layout.in_columns) or _indent(below) >= 1.5:
        return False
    if _stands_alone(above) or _stands_alone(below):
        return False
    if _size(below, in_columns=layout.in_columns) > layout.width + _SLACK:
        return False  # a headline runs across columns, a line of text does not
    if not _ends_sentence(above):
        return True
    if layout.indented:
        # A full line may end its paragraph; then a headline stands below it, short and without a full stop.
        return _is_full(below, layout.width, in_columns=layout.in_columns) or _ends_in_mark(below)
    return layout.apart and not _is_heading_like(below, layout)


# Page headers, the editors' line and rules are set on lines of their own, whatever their length.
_ALONE = frozenset({FurnitureKind.HEADER, FurnitureKind.EDITORS, FurnitureKind.RULE, FurnitureKind.NAVIGATION})


def _stands_alone(text: str) -> bool:
    return classify_furniture(strip_blanks(text)) in _ALONE


def _is_heading_like(text: str, layout: Layout) -> bool:
    """True for a line that falls short and closes with no mark, or that is numbered: no end of a paragraph."""
    short = not _is_full(text, layout.width, in_columns=layout.in_columns) and not _ends_in_mark(text)
    return short and strip_blanks(text)[-1:] not in CLOSERS


def _is_full(text: str, width: float, *, in_columns: bool) -> bool:
    size = _size(text, in_columns=in_columns)
    if size > width:  # a mark may hang over the edge
        return size <= width + _SLACK and text.rstrip()[-1:] in _PUNCTUATION_END
    return size >= width - _SLACK


def _ends_sentence(text: str) -> bool:
    """True if a sentence, or a caption with its photographer, ends with the line."""
    return text.rstrip().endswith((" 摄", "\u3000摄")) or text.rstrip().rstrip(CLOSERS).endswith(tuple(SENTENCE_END))


def _ends_in_mark(text: str) -> bool:
    """True if the line ends as running text does: in a full stop, or in a comma."""
    return _ends_sentence(text) or text.rstrip().endswith(tuple("，、；：,;:"))


def _has_apart(filled: list[Line], gaps: list[int], width: float, *, in_columns: bool) -> bool:
    """True if most of the lines that fall short, so end a paragraph, have a blank line below them."""
    short = [at for at in range(len(filled) - 1) if not _is_full(filled[at].text, width, in_columns=in_columns)]
    return sum(gaps[at + 1] > 0 for at in short) >= 0.6 * len(short)


def _wide_gap(gaps: list[int], usual_gap: int) -> int:
    """Return the gap that sets articles apart: of several wider ones, the widest that is found twice."""
    wider = Counter(gap for gap in gaps if gap > usual_gap)
    often = [gap for gap, count in wider.items() if count >= 2]
    return max(often, default=min(wider, default=usual_gap + 1))


def _find_width(filled: list[Line]) -> tuple[float | None, bool]:
    """Return the width that most lines fill exactly, and whether it is one of columns; (None, False) if there is none.

    Typesetters count columns, in which a Latin letter takes half; plain-text tools count characters. The count that
    more lines agree with is the page's.
    """
    found: tuple[int, float | None, bool] = (0, None, False)
    for in_columns in (False, True):
        width, count = _most_filled(filled, in_columns=in_columns)
        if count > found[0]:
            found = (count, width, in_columns)
    return found[1], found[2]


def _most_filled(filled: list[Line], *, in_columns: bool) -> tuple[float | None, int]:
    """Return a width, and how many lines fill it, if these are lines that were cut there; (None, 0) if not."""
    sizes = [_size(line.text, in_columns=in_columns) for line in filled]
    counts = Counter(sizes)
    best, best_count = 0.0, 0
    for width in counts:
        if not _MIN_WIDTH <= width <= _MAX_WIDTH:
            continue
        count = sum(counts.get(width - step, 0) for step in (0, 0.5, 1))
        if count > best_count or (count == best_count and width > best):
            best, best_count = width, count
    if best_count < max(_MIN_FULL_LINES, (0.45 if best < _SURE_WIDTH else 0.33) * len(filled)):
        return None, 0
    longer = sum(size > best + _SLACK for size in sizes)
    full = [line.text for line, size in zip(filled, sizes, strict=True) if best - 1 <= size <= best]
    open_ended = sum(not text.rstrip().endswith(tuple(_PUNCTUATION_END)) for text in full)
    if longer > 0.1 * len(filled) or open_ended < 0.5 * len(full):
        return None, 0
    return best, best_count


def _size(text: str, *, in_columns: bool) -> float:
    text = text.rstrip()
    return columns(text) if in_columns else float(len(text))


def _indent(text: str) -> float:
    if text[:1] not in _INDENTS:
        return 0.0
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
