"""Marked pages: invented newspaper pages whose every line says what it is, and dumps made of them in many layouts.

A marked page is a text file with a line for each line of the page, `MARK|text` (training/README.md lists the marks). A
dump made of it is set down as a person might have copied it: with blank lines or indents, in printed lines, its
paragraphs cut by column breaks, its articles in another order. Everything random comes from a seed, so the same page
and number always give the same dump.
"""

import random
import re
from dataclasses import dataclass, replace
from pathlib import Path

from articles.dump.kinds import LineKind
from articles.text.chars import columns

MARKS = {
    "F": LineKind.FURNITURE,
    "Z": LineKind.TEASER,
    "K": LineKind.KICKER,
    "H": LineKind.HEADLINE,
    "D": LineKind.DECK,
    "B": LineKind.BYLINE,
    "P": LineKind.PARAGRAPH,
    "L": LineKind.LEAD,
    "C": LineKind.CONTINUATION,
    "X": LineKind.CROSSHEAD,
    "Y": LineKind.CROSSHEAD_2,
    "S": LineKind.SIGNATURE,
    "T": LineKind.CAPTION,
    "J": LineKind.JUMP_TO,
    "I": LineKind.JUMP_FROM,
}
_TEXT = (LineKind.PARAGRAPH, LineKind.LEAD, LineKind.CONTINUATION)
_HEADINGS = (LineKind.KICKER, LineKind.HEADLINE, LineKind.DECK)


class MarkError(ValueError):
    """A line of a marked page has no known mark; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Marked:
    """One line of a page: what it is, who signs in it, and whether its article is cut off behind it.

    A line that had been torn apart by a column break counts as two, the second a continuation.
    """

    kind: LineKind
    text: str
    signers: tuple[str, ...] = ()
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Dump:
    """A page set down as text, and the kind of each of its lines; None for a blank one."""

    text: str
    kinds: tuple[LineKind | None, ...]
    lines: tuple[Marked, ...]


def read_marked(path: Path) -> tuple[Marked, ...]:
    """Return the lines of a marked page. Raises MarkError."""
    lines: list[Marked] = []
    for line_no, row in enumerate(path.read_text("utf-8").splitlines(), start=1):
        mark, bar, text = row.partition("|")
        if not row.strip():
            continue
        if mark == "N" and bar and lines:
            lines[-1] = replace(lines[-1], signers=tuple(text.split()))
        elif mark == "!" and lines:
            lines[-1] = replace(lines[-1], cut=True)
        elif mark in MARKS and bar and text.strip():
            lines.append(Marked(MARKS[mark], text.strip()))
        else:
            raise MarkError(f"{path.name}, line {line_no}: no known mark: {row[:30]}")
    return tuple(lines)


def split_articles(lines: tuple[Marked, ...]) -> list[list[Marked]]:
    """Return the page in pieces: each article with the furniture above it."""
    pieces: list[list[Marked]] = [[]]
    body = headed = False
    for line in lines:
        opens = (
            line.kind is LineKind.LEAD
            or line.kind is LineKind.JUMP_FROM
            or (line.kind in (LineKind.KICKER, LineKind.HEADLINE, LineKind.FURNITURE, LineKind.TEASER) and body)
            or (line.kind is LineKind.LEAD and headed)
        )
        if opens and body:
            pieces.append([])
            body = headed = False
        headed = headed or line.kind is LineKind.HEADLINE
        body = body or line.kind in (*_TEXT, LineKind.CAPTION, LineKind.SIGNATURE)
        pieces[-1].append(line)
    return [piece for piece in pieces if piece]


def vary(lines: tuple[Marked, ...], seed: str) -> tuple[Marked, ...]:
    """Return the page varied: articles in another order or left out, cut off, columns broken, furniture dropped."""
    chance = random.Random(seed)
    if chance.random() < 0.3:
        lines = tuple(line for line in lines if line.kind not in (LineKind.FURNITURE, LineKind.TEASER))
    pieces = split_articles(lines)
    if chance.random() < 0.35:
        chance.shuffle(pieces)
    if len(pieces) > 3 and chance.random() < 0.2:
        pieces = pieces[: chance.randint(2, len(pieces) - 1)]
    if chance.random() < _STOPS:
        pieces = _stop(pieces, chance)
    cuts = 0.12 if chance.random() < 0.5 else 0.0
    pieces = [_cut_off(piece, chance) if chance.random() < cuts else piece for piece in pieces]
    if chance.random() < 0.25:
        pieces[-1] = _cut_off(pieces[-1], chance)
    if chance.random() < 0.3:
        pieces = [_merge_paragraphs(piece, chance) for piece in pieces]
    breaks = 0.25 if chance.random() < 0.5 else 0.0
    varied = [half for piece in pieces for line in piece for half in _break_column(line, breaks, chance)]
    return _reset(tuple(varied), chance)


# So many dumps stop anywhere on the page, and so in a long article rather than in a short one.
_STOPS = 0.15


def _stop(pieces: list[list[Marked]], chance: random.Random) -> list[list[Marked]]:
    """Return the page up to the middle of a sentence anywhere in it."""
    places = [(at, line) for at, piece in enumerate(pieces) for line in range(len(piece))]
    sizes = [len(pieces[at][line].text) if pieces[at][line].kind in _TEXT else 0 for at, line in places]
    if not any(sizes):
        return pieces
    ((at, line),) = chance.choices(places, sizes)
    return [*pieces[:at], _cut_off(pieces[at][: line + 1], chance, last=True)]


def _cut_off(piece: list[Marked], chance: random.Random, *, last: bool = False) -> list[Marked]:
    """Return the article up to the middle of a sentence; with `last`, of one in its last paragraph that is long."""
    places = [at for at, line in enumerate(piece) if line.kind in (*_TEXT,) and len(line.text) > 40]
    if not places:
        return piece
    at = places[-1] if last else chance.choice(places)
    line = piece[at]
    for _ in range(8):
        # As in _break_column: a page's last line often holds but the beginning of a paragraph.
        end = chance.randint(6, 24) if chance.random() < 0.25 else chance.randint(20, len(line.text) - 5)
        if line.text[end - 1] not in "。！？”）)!?；：…" and not line.text[end - 1].isspace():
            return [*piece[:at], replace(line, text=line.text[:end].rstrip(), signers=(), cut=True)]
    return piece


def _merge_paragraphs(piece: list[Marked], chance: random.Random) -> list[Marked]:
    """Return the article with longer paragraphs: some are set as one with the next."""
    merged: list[Marked] = []
    for line in piece:
        before = merged[-1] if merged else None
        prose = line.kind is LineKind.PARAGRAPH and len(line.text) > 45
        whole = before and before.kind in _TEXT and len(before.text) > 45 and before.text[-1] in "。！？”"
        if prose and whole and chance.random() < 0.45 and not before.signers and not before.cut:
            merged[-1] = replace(before, text=before.text + line.text, signers=line.signers, cut=line.cut)
            continue
        merged.append(line)
    return merged


def mix(pages: list[tuple[Marked, ...]], seed: str) -> tuple[Marked, ...]:
    """Return a page put together from articles of several pages; those with crossheads come oftener."""
    chance = random.Random(f"{seed}/mix")
    pieces = [
        [line for line in piece if line.kind not in (LineKind.FURNITURE, LineKind.TEASER)]
        for page in pages
        for piece in split_articles(page)
    ]
    pieces = [piece for piece in pieces if piece and piece[0].kind is not LineKind.LEAD]
    weights = [4 if sum(line.kind is LineKind.CROSSHEAD for line in piece) > 1 else 1 for piece in pieces]
    chosen: list[list[Marked]] = []
    for piece in chance.choices(pieces, weights, k=chance.randint(3, 8)):
        if piece not in chosen:
            chosen.append(piece)
    if chance.random() < 0.4:
        chosen = [
            [line for line in piece if line.kind not in (LineKind.BYLINE, LineKind.SIGNATURE)] for piece in chosen
        ]
    return tuple(line for piece in chosen for line in piece)


def _break_column(line: Marked, often: float, chance: random.Random) -> list[Marked]:
    if line.kind not in _TEXT or len(line.text) < 60 or chance.random() >= often:
        return [line]
    # A column may break anywhere; the first lines of a paragraph stand at its foot oftener than chance has it.
    at = chance.randint(4, 24) if chance.random() < 0.25 else chance.randint(12, len(line.text) - 3)
    left, right = line.text[:at].rstrip(), line.text[at:].lstrip()
    if left[-1] in "。！？!?…" or not right:
        return [line]
    halves = [replace(line, text=left, cut=False), Marked(LineKind.CONTINUATION, right, line.signers, line.cut)]
    if chance.random() < 0.05:
        halves.insert(1, Marked(LineKind.CAPTION, chance.choice(_CAPTIONS)))
    return halves


_CAPTIONS = (
    "图为收割机在田间作业。",
    "▲村民在广场上跳舞。",
    "工人在车间里检修设备。 本报记者 孟春来 摄",
    "图为活动现场。（资料图片）",
    "孩子们在新教室里上课。",
)
_WIDE_DIGITS = str.maketrans("0123456789%.", "０１２３４５６７８９％．")
_NARROW_MARKS = str.maketrans("，：；！？（）", ",:;!?()")


def _reset(lines: tuple[Marked, ...], chance: random.Random) -> tuple[Marked, ...]:
    """Return the lines as another typesetter or program sets them: widths of marks and digits, blanks in headings."""
    how = chance.random()
    if how < 0.12:
        return tuple(replace(line, text=line.text.translate(_NARROW_MARKS)) for line in lines)
    if how < 0.2:
        return tuple(replace(line, text=line.text.translate(_WIDE_DIGITS)) for line in lines)
    if how < 0.26:
        return tuple(replace(line, text=line.text.replace("“", '"').replace("”", '"')) for line in lines)
    if how < 0.36:
        glue = re.compile(r"(?<=[\u4e00-\u9fff”]) +(?=[\u4e00-\u9fff“])")
        return tuple(replace(line, text=glue.sub("", line.text)) if line.kind in _HEADINGS else line for line in lines)
    return lines


def set_down(lines: tuple[Marked, ...], seed: str) -> Dump:
    """Return the page as a dump, in a layout that the seed chooses."""
    chance = random.Random(f"{seed}/layout")
    way = chance.choices(
        ("blocks", "lines", "indented", "indented blocks", "wrapped", "wrapped blocks"), (32, 22, 22, 5, 14, 5)
    )[0]
    apart = chance.choices((0, 1, 2), (60, 25, 15))[0]
    narrow = chance.randint(12, 24) if chance.random() < 0.6 else chance.randint(26, 40)
    indents = way.startswith("indented") or (way.startswith("wrapped") and chance.random() < 0.75)
    deep = chance.random() < 0.4
    blank = "" if way in ("lines", "indented", "wrapped") else "\n"
    texts: list[str] = []
    kinds: list[LineKind | None] = []
    before: Marked | None = None
    for line in lines:
        if before is not None:
            gap = len(blank) + (apart if _opens(line, before) else 0)
            texts += [""] * gap
            kinds += [None] * gap
        indent = ""
        if indents and line.kind in (LineKind.PARAGRAPH, LineKind.LEAD):
            indent = "　　"
        elif indents and deep and line.kind in (*_HEADINGS, LineKind.BYLINE, LineKind.CROSSHEAD, LineKind.CROSSHEAD_2):
            indent = "　" * chance.randint(3, 6)
        elif indents and line.kind is LineKind.SIGNATURE and chance.random() < 0.5:
            indent = "　　"
        rows = [indent + line.text]
        if way.startswith("wrapped") and line.kind in (*_TEXT, LineKind.CAPTION, LineKind.SIGNATURE):
            rows = _wrap(indent + line.text, narrow)
        for at, row in enumerate(rows):
            if at and way == "wrapped blocks":
                texts.append("")
                kinds.append(None)
            texts.append(row)
            # A paragraph that the layout takes for two is read rightly if the second is its continuation.
            kinds.append(line.kind if at == 0 else LineKind.CONTINUATION if line.kind in _TEXT else line.kind)
        before = line
    return Dump("\n".join(texts) + "\n", tuple(kinds), lines)


def _opens(line: Marked, before: Marked) -> bool:
    if line.kind is LineKind.LEAD:
        return True
    return line.kind in (LineKind.KICKER, LineKind.HEADLINE) and before.kind not in (
        LineKind.KICKER,
        LineKind.HEADLINE,
        LineKind.FURNITURE,
    )


def _wrap(text: str, width: int) -> list[str]:
    """Return printed lines of so many columns; a mark that must not open a line hangs over the edge."""
    rows, row, size = [], "", 0.0
    for character in text:
        room = columns(character)
        if size + room > width and not (character in "，。、；：！？”）》" and size + room <= width + 1):
            rows.append(row)
            row, size = "", 0.0
        row += character
        size += room
    return [*rows, row]
