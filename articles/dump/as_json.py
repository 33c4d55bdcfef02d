"""A page as JSON, in the form that `manage.py preview --json` prints and measurements read."""

from typing import Any

from articles.dump.types import Article, Page


def page_as_json(page: Page) -> dict[str, Any]:
    """Return the page as plain dicts, lists and strings. Articles have no `regions`: the caller adds them."""
    return {
        "dump": {
            "sha256": page.sha256,
            "encoding": page.encoding,
            "lines": page.line_count,
            "parser": page.parser,
        },
        "articles": [_article_as_json(article) for article in page.articles],
        "furniture": [{"line": item.line, "text": item.text} for item in page.furniture],
        "problems": [{"line": item.line, "kind": item.kind, "message": item.message} for item in page.problems],
    }


def _article_as_json(article: Article) -> dict[str, Any]:
    return {
        "kicker": article.kicker,
        "headline": article.headline,
        "deck": article.deck,
        "byline_raw": article.byline_raw,
        "bylines": [
            {"name": byline.name, "role": byline.role and byline.role.value, "organisation": byline.organisation}
            for byline in article.bylines
        ],
        "dateline": article.dateline,
        "sections": [
            {"crosshead": section.crosshead, "paragraphs": list(section.paragraphs)} for section in article.sections
        ],
        "captions": list(article.captions),
        "jump_to": article.jump_to,
        "jump_from": article.jump_from,
        "form": article.form.value,
        "truncated": article.truncated,
        "confidence": article.confidence,
        "lines": [list(bounds) for bounds in article.lines],
    }
