"""A dump's lines beside the articles that they went to."""

from dataclasses import dataclass

from articles.dump.decode import decode_dump
from articles.dump.explain import Explanation, explain_page
from articles.dump.lines import split_lines
from articles.dump.page import PARSER_VERSION
from articles.ingest.preview import reasons_as_text
from articles.ingest.wording import line_kind_text, problem_text
from articles.models import Article, Dump


@dataclass(frozen=True, slots=True)
class AdminLine:
    """One line of a dump: its article (None: furniture or blank), whether that article begins here, its problems.

    `kind` is what it was read as, in words; `evidence` says why, and by how much (natural-logarithm odds) the next
    reading is behind. Both are empty where another version of the parser read the dump.
    """

    line_no: int
    text: str
    article: Article | None
    begins: bool
    furniture: bool
    problems: tuple[str, ...]
    kind: str = ""
    evidence: str = ""


def admin_lines(dump: Dump) -> list[AdminLine]:
    """All lines of a dump in order, blank ones included."""
    owner: dict[int, Article] = {}
    for article in dump.articles.order_by("order_no"):
        for first, last in article.lines:
            owner |= dict.fromkeys(range(first, last + 1), article)
    furniture = {line["line"] for line in dump.furniture}
    raw = bytes(dump.raw_bytes)
    dump_lines = split_lines(decode_dump(raw).text)
    # What is doubtful of the page as a whole stands at its first line that is shown.
    first_shown = next(line.line_no for line in dump_lines if line.text.strip())
    problems: dict[int, list[str]] = {}
    for problem in dump.problems:
        problems.setdefault(problem["line"] or first_shown, []).append(problem_text(problem["kind"]))
    explained = _explanations(raw) if dump.parser_version == PARSER_VERSION else {}
    lines, previous = [], None
    for line in dump_lines:
        article = owner.get(line.line_no)
        explanation = explained.get(line.line_no)
        lines.append(
            AdminLine(
                line_no=line.line_no,
                text=line.text,
                article=article,
                begins=article is not None and article is not previous,
                furniture=line.line_no in furniture,
                problems=tuple(problems.get(line.line_no, ())),
                kind=line_kind_text(explanation.kind.value) if explanation else "",
                evidence=_evidence(explanation) if explanation else "",
            )
        )
        previous = article or previous
    return lines


def _explanations(raw: bytes) -> dict[int, Explanation]:
    """By the first line of each block."""
    return {explanation.line_nos[0]: explanation for explanation in explain_page(raw)}


def _evidence(explanation: Explanation) -> str:
    fits = ", ".join(f"{kind.value} {score:g}" for kind, score in explanation.fits)
    seen = ", ".join(explanation.evidence)
    return f"+{explanation.margin:g}; {fits}; {seen}; > {explanation.rival.value}: {reasons_as_text(explanation)}"
