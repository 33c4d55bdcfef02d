"""The label of a marked page, in the form that `manage.py evaluate` compares with (docs/accuracy.md)."""

from typing import Any

from articles.dump.kinds import LineKind
from training.marked import Marked

_BODY = (LineKind.PARAGRAPH, LineKind.LEAD, LineKind.CONTINUATION)


def make_label(lines: tuple[Marked, ...]) -> dict[str, Any]:
    """Return the articles, furniture and column breaks that the marks tell."""
    articles: list[dict[str, Any]] = []
    furniture: list[str] = []
    breaks: list[list[str]] = []
    opened = False
    for line in lines:
        if line.kind in (LineKind.FURNITURE, LineKind.TEASER):
            furniture.append(line.text)
            opened = False
            continue
        if _begins(line.kind, articles[-1] if articles else None, opened=opened):
            articles.append(_empty())
        opened = line.kind in (LineKind.KICKER, LineKind.HEADLINE)
        _add(articles[-1], line, breaks)
    for article in articles:
        article["sections"] = [
            section for section in article["sections"] if section["crosshead"] or section["paragraphs"]
        ]
    return {"articles": articles, "furniture": furniture, "breaks": breaks}


def _empty() -> dict[str, Any]:
    return {
        "kicker": None,
        "headline": None,
        "deck": None,
        "byline_raw": None,
        "byline_position": "none",
        "bylines": [],
        "sections": [{"crosshead": None, "paragraphs": []}],
        "captions": [],
        "jump_to": None,
        "jump_from": None,
        "author_note": None,
        "truncated": False,
    }


def _begins(kind: LineKind, article: dict[str, Any] | None, *, opened: bool) -> bool:
    """True if a line of this kind opens the next article."""
    if article is None or kind is LineKind.LEAD:
        return article is None or _has_text(article) or bool(article["headline"])
    if kind in (LineKind.KICKER, LineKind.HEADLINE):
        return _has_text(article) or (bool(article["headline"]) and (kind is LineKind.KICKER or not opened))
    return kind is LineKind.JUMP_FROM and _has_text(article)


def _has_text(article: dict[str, Any]) -> bool:
    sections = article["sections"]
    return bool(len(sections) > 1 or sections[0]["paragraphs"] or article["captions"])


def _add(article: dict[str, Any], line: Marked, breaks: list[list[str]]) -> None:
    article["bylines"] += [{"name": name} for name in line.signers]
    article["truncated"] = article["truncated"] or line.cut
    match line.kind:
        case LineKind.KICKER | LineKind.HEADLINE | LineKind.DECK:
            part = line.kind.value
            article[part] = f"{article[part]} {line.text}" if article[part] else line.text
        case LineKind.BYLINE | LineKind.SIGNATURE:
            article["byline_raw"] = f"{article['byline_raw']} {line.text}" if article["byline_raw"] else line.text
            article["byline_position"] = "own_line_before" if line.kind is LineKind.BYLINE else "own_line_after"
        case LineKind.CROSSHEAD:
            article["sections"].append({"crosshead": line.text, "paragraphs": []})
        case LineKind.CROSSHEAD_2:
            article["sections"][-1]["crosshead"] += f" {line.text}"
        case LineKind.CAPTION:
            article["captions"].append(line.text)
        case LineKind.JUMP_TO | LineKind.JUMP_FROM:
            article[line.kind.value] = line.text
        case LineKind.CONTINUATION:
            paragraphs = article["sections"][-1]["paragraphs"]
            breaks.append([paragraphs[-1][-12:], line.text[:12]])
            paragraphs[-1] += line.text
        case _:
            article["sections"][-1]["paragraphs"].append(line.text)
