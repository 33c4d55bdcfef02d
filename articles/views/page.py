"""A whole newspaper page in its order."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.models import Article, Dump
from articles.views.article import build_reading_prefetches
from articles.views.listing import find_readable_dumps
from articles.views.withdrawn import answer_withdrawn


@dataclass(frozen=True, slots=True)
class PageBlock:
    """An article of the page, or a run of lines that belong to none. Exactly one of the two is filled."""

    article: Article | None = None
    furniture: tuple[str, ...] = ()


@require_safe
def page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Everything on a page in its order: articles in full, furniture between them, and the way to its neighbours."""
    dumps = find_readable_dumps().defer(None).defer("raw_bytes", "problems")
    dump = dumps.filter(public_id=public_id).first()
    if dump is None:
        return answer_withdrawn(request, public_id, "The archive has no page with this identifier.")
    articles = list(dump.articles.order_by("order_no").prefetch_related(*build_reading_prefetches()))
    issue_pages = list_issue_pages(dump)
    previous_page, next_page = find_neighbours(issue_pages, dump)
    return render(
        request,
        "page.html",
        {
            "dump": dump,
            "articles": articles,
            "blocks": order_blocks(articles, dump.furniture),
            "issue_pages": issue_pages,
            "previous_page": previous_page,
            "next_page": next_page,
        },
    )


def list_issue_pages(dump: Dump) -> list[Dump]:
    """The pages of the issue that `dump` belongs to, itself among them; empty where its day is not known."""
    if dump.issue_date_precision != Dump.DatePrecision.DAY:
        return []
    pages = find_readable_dumps().filter(
        newspaper=dump.newspaper, issue_date=dump.issue_date, issue_date_precision=Dump.DatePrecision.DAY
    )
    return list(pages.order_by(F("page_no").asc(nulls_last=True), "id"))


def find_neighbours(issue_pages: Sequence[Dump], dump: Dump) -> tuple[Dump | None, Dump | None]:
    """The pages before and after `dump` in its issue; None where there is none."""
    previous_page = next_page = None
    for left, right in pairwise(issue_pages):
        if right.pk == dump.pk:
            previous_page = left
        if left.pk == dump.pk:
            next_page = right
    return previous_page, next_page


def order_blocks(articles: Sequence[Article], furniture: Sequence[dict]) -> tuple[PageBlock, ...]:
    """Articles and furniture in the order in which their first lines stand in the dump; furniture in runs."""
    # An article and a furniture line never share a line, so the numbers alone decide.
    pieces = [(article.lines[0][0], article, "") for article in articles]
    pieces += [(line["line"], None, line["text"]) for line in furniture]
    blocks: list[PageBlock] = []
    for _line_no, article, text in sorted(pieces, key=lambda piece: piece[0]):
        if article is not None:
            blocks.append(PageBlock(article=article))
        elif blocks and blocks[-1].furniture:
            blocks[-1] = PageBlock(furniture=(*blocks[-1].furniture, text))
        else:
            blocks.append(PageBlock(furniture=(text,)))
    return tuple(blocks)
