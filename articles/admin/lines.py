"""A dump's lines beside the articles that they went to."""

from dataclasses import dataclass

from articles.dump.decode import decode_dump
from articles.dump.lines import split_lines
from articles.ingest.wording import problem_text
from articles.models import Article, Dump


@dataclass(frozen=True, slots=True)
class AdminLine:
    """One line of a dump: its article (None: furniture or blank), whether that article begins here, its problems."""

    line_no: int
    text: str
    article: Article | None
    begins: bool
    furniture: bool
    problems: tuple[str, ...]


def admin_lines(dump: Dump) -> list[AdminLine]:
    """All lines of a dump in order, blank ones included."""
    owner: dict[int, Article] = {}
    for article in dump.articles.order_by("order_no"):
        for first, last in article.lines:
            owner |= dict.fromkeys(range(first, last + 1), article)
    furniture = {line["line"] for line in dump.furniture}
    problems: dict[int, list[str]] = {}
    for problem in dump.problems:
        problems.setdefault(problem["line"] or 1, []).append(problem_text(problem["kind"]))
    lines, previous = [], None
    for line in split_lines(decode_dump(bytes(dump.raw_bytes)).text):
        article = owner.get(line.line_no)
        lines.append(
            AdminLine(
                line_no=line.line_no,
                text=line.text,
                article=article,
                begins=article is not None and article is not previous,
                furniture=line.line_no in furniture,
                problems=tuple(problems.get(line.line_no, ())),
            )
        )
        previous = article or previous
    return lines
