"""`parse_page`: a dump's bytes become a page of articles. The steps, top to bottom.

    bytes → text → lines → layout → blocks → features → kinds → drafts → articles

Every step is a pure function of the one before; nothing is looked up outside the bytes and the file's name.
"""

import hashlib
from dataclasses import dataclass, replace

from articles.dump.article import read_article
from articles.dump.damage import Reader, find_damage, find_reader
from articles.dump.dates import read_imprint
from articles.dump.decode import decode_dump
from articles.dump.features import Features, read_features
from articles.dump.grammar import Labelled, label_blocks
from articles.dump.layout import Block, Layout, find_layout, measure_gaps, split_blocks
from articles.dump.lines import Line, split_lines
from articles.dump.problems import ProblemKind, make_problem
from articles.dump.segment import segment_blocks
from articles.dump.types import Article, Furniture, Page, Problem

PARSER_VERSION = "1.4"

# Below this the reading of a line is called doubtful: the other reading is as likely as 1 to 2.
_DOUBTFUL_MARGIN = 0.7


class AccountingError(AssertionError):
    """A page was read so that a line is in no article and no furniture, or in two: the page must not be stored."""


def parse_page(raw: bytes, *, file_name: str = "") -> Page:
    """Return the page that a dump holds.

    Raises UnreadableDumpError (EmptyDumpError, BinaryDumpError) if the bytes are no text, and AccountingError if the
    reading loses or doubles a line.
    """
    decoded = decode_dump(raw)
    lines = split_lines(decoded.text)
    reader = find_reader(lines)
    labelled, features = label_lines(lines, reader)
    segments = segment_blocks(labelled)
    by_line = {item.block.line_nos[0]: feature for item, feature in zip(labelled, features, strict=True)}
    filled = [line.line_no for line in lines if not line.is_blank]
    ordinals = {line_no: ordinal for ordinal, line_no in enumerate(filled)}
    articles = tuple(read_article(draft, by_line, ordinals, reader) for draft in segments.drafts)
    text_of = {line.line_no: line.text for line in lines}
    furniture = tuple(
        Furniture(line_no, text_of[line_no]) for item in segments.furniture for line_no in item.block.line_nos
    )
    page = Page(
        sha256=hashlib.sha256(raw).hexdigest(),
        encoding=decoded.encoding,
        line_count=len(lines),
        parser=PARSER_VERSION,
        articles=articles,
        furniture=furniture,
        problems=_find_problems(articles, segments.drafts, lines),
        imprint=read_imprint(file_name, lines, furniture, articles),
    )
    check_accounting(page, lines)
    return page


@dataclass(frozen=True, slots=True)
class Seen:
    """The lines of a page as blocks, as they stand and as they read undamaged, with the evidence for each."""

    blocks: tuple[Block, ...]
    legible: tuple[Block, ...]
    features: tuple[Features, ...]
    layout: Layout


def see_lines(lines: tuple[Line, ...], reader: Reader) -> Seen:
    """Return the blocks of the lines, what is seen of each, and the page's layout; nothing is decided."""
    layout = find_layout(lines)
    blocks = split_blocks(lines, layout)
    layout = measure_gaps(layout, blocks)
    legible = blocks
    if reader != Reader():
        legible = tuple(replace(block, text=reader.legible(block.text)) for block in blocks)
    return Seen(blocks, legible, read_features(legible), layout)


def label_lines(lines: tuple[Line, ...], reader: Reader) -> tuple[tuple[Labelled, ...], tuple[Features, ...]]:
    """Return the blocks of the lines with their kinds, and the evidence for each."""
    seen = see_lines(lines, reader)
    labelled = label_blocks(seen.legible, seen.features, seen.layout)
    if seen.legible is seen.blocks:
        return labelled, seen.features
    # The decision is taken on the legible text; what is stored is the text as it came.
    return tuple(replace(item, block=block) for item, block in zip(labelled, seen.blocks, strict=True)), seen.features


def check_accounting(page: Page, lines: tuple[Line, ...]) -> None:
    """Raise AccountingError unless every non-blank line is in exactly one article's ranges or in furniture."""
    owners = [0] * (len(lines) + 1)
    for article in page.articles:
        last = 0
        for start, end in article.lines:
            if not last < start <= end <= len(lines):
                raise AccountingError(f"The line range {start}–{end} is out of order or outside the dump.")
            last = end
            for line_no in range(start, end + 1):
                owners[line_no] += 1
    for item in page.furniture:
        owners[item.line] += 1
    for line in lines:
        if not line.is_blank and owners[line.line_no] != 1:
            what = "is in no article and not furniture" if not owners[line.line_no] else "has more than one owner"
            raise AccountingError(f"Line {line.line_no} {what}.")


def _find_problems(articles: tuple[Article, ...], drafts: tuple, lines: tuple[Line, ...]) -> tuple[Problem, ...]:
    problems: list[Problem] = list(find_damage(lines))
    if not articles:
        problems.append(make_problem(ProblemKind.NO_ARTICLES, None))
    for article, draft in zip(articles, drafts, strict=True):
        first = article.lines[0][0]
        if article.truncated and not article.jump_to:
            problems.append(make_problem(ProblemKind.TRUNCATED, article.lines[-1][1]))
        if article.headline is None:
            kind = ProblemKind.ORPHAN_TAIL if article.jump_from else ProblemKind.NO_HEADLINE
            problems.append(make_problem(kind, first))
        elif not article.sections and not article.captions:
            problems.append(make_problem(ProblemKind.NO_TEXT, first))
        problems += [
            make_problem(
                ProblemKind.DOUBTFUL,
                item.block.line_nos[0],
                f"This line was read as {item.kind.value}, but not surely.",
            )
            for item in draft.labelled
            if item.margin < _DOUBTFUL_MARGIN
        ]
    return tuple(sorted(problems, key=lambda problem: (problem.line or 0, problem.kind)))
