"""A whole newspaper page in its order, and the lines of its dump beside what they became."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.dump.decode import decode_dump
from articles.dump.lines import split_lines
from articles.models import Article, Dump
from articles.templatetags.archive import SOURCE_LINES_AT_ONCE
from articles.views.article import build_reading_prefetches
from articles.views.listing import find_readable_dumps
from articles.views.paging import build_pager, parse_page_no


@dataclass(frozen=True, slots=True)
class PageBlock:
    """An article of the page, or a run of lines that belong to none. Exactly one of the two is filled."""

    article: Article | None = None
    furniture: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceBlock:
    """Neighbouring lines of a dump that went to the same place: an article, or furniture where `article` is None.

    `lines` are (number, text); `band` is 0 or 1, so that neighbouring articles can be told apart.
    """

    article: Article | None
    lines: tuple[tuple[int, str], ...]
    band: int = 0


@require_safe
def page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Everything on a page in its order: articles in full, furniture between them, and the way to its neighbours."""
    dump = get_object_or_404(find_readable_dumps().defer(None).defer("raw_bytes", "problems"), public_id=public_id)
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


@require_safe
def page_source(request: HttpRequest, public_id: str) -> HttpResponse:
    """The dump's lines, numbered and each with an anchor (#L12), beside the article each went to."""
    dump = get_object_or_404(find_readable_dumps().defer(None).defer("furniture", "problems"), public_id=public_id)
    articles = list(dump.articles.order_by("order_no").only("dump", "public_id", "headline", "opening", "lines"))
    text = decode_dump(bytes(dump.raw_bytes)).text
    lines = [(line.line_no, line.text) for line in split_lines(text)]
    paginator = Paginator(lines, SOURCE_LINES_AT_ONCE)
    shown = paginator.get_page(parse_page_no(request.GET.get("page", "")))
    return render(
        request,
        "page_source.html",
        {
            "dump": dump,
            "blocks": group_lines(shown.object_list, articles),
            "line_total": len(lines),
            "pager": build_pager(shown.number, paginator.num_pages, request.path, {}),
        },
    )


def group_lines(lines: Sequence[tuple[int, str]], articles: Sequence[Article]) -> tuple[SourceBlock, ...]:
    """`lines` in runs by the article they went to; a blank line of no article stays with the run beside it."""
    owners = find_owners(lines, articles)
    first_owner = next((owners.get(line_no) for line_no, text in lines if text.strip()), None)
    runs: list[tuple[Article | None, list[tuple[int, str]]]] = []
    for line_no, text in lines:
        owner = owners.get(line_no)
        blank_outside = owner is None and not text.strip()
        if not runs and blank_outside:
            runs.append((first_owner, [(line_no, text)]))
        elif runs and (blank_outside or runs[-1][0] is owner):
            runs[-1][1].append((line_no, text))
        else:
            runs.append((owner, [(line_no, text)]))
    return tuple(SourceBlock(owner, tuple(run), band=index % 2) for index, (owner, run) in enumerate(runs))


def find_owners(lines: Sequence[tuple[int, str]], articles: Sequence[Article]) -> dict[int, Article]:
    """The article of each line number among `lines` that belongs to one."""
    if not lines:
        return {}
    first, last = lines[0][0], lines[-1][0]
    return {
        line_no: article
        for article in articles
        for start, end in article.lines
        for line_no in range(max(start, first), min(end, last) + 1)
    }
