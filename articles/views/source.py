"""The lines of a dump beside what they became: of a whole page, and of one article."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.dump.decode import decode_dump
from articles.dump.lines import split_lines
from articles.models import Article, Dump
from articles.templatetags.archive import SOURCE_LINES_AT_ONCE
from articles.views.article import build_reading_prefetches
from articles.views.listing import find_readable_dumps
from articles.views.paging import build_pager, parse_page_no
from articles.views.withdrawn import answer_absent_article, answer_withdrawn

# Lines shown around an article's own, so that a boundary that was read wrongly can be seen.
CONTEXT_LINES = 3


@dataclass(frozen=True, slots=True)
class SourceBlock:
    """Neighbouring lines of a dump that went to the same place: an article, or furniture where `article` is None.

    `lines` are (number, text); `band` is 0 or 1, so that neighbouring articles can be told apart.
    """

    article: Article | None
    lines: tuple[tuple[int, str], ...]
    band: int = 0


@dataclass(frozen=True, slots=True)
class SourceRun:
    """Lines of a dump without a gap, shown with one of its articles: (number, text, whether it is the article's)."""

    lines: tuple[tuple[int, str, bool], ...]


@require_safe
def page_source(request: HttpRequest, public_id: str) -> HttpResponse:
    """The dump's lines, numbered and each with an anchor (#L12), beside the article each went to."""
    dump = find_readable_dumps().defer(None).defer("furniture", "problems").filter(public_id=public_id).first()
    if dump is None:
        return answer_withdrawn(request, public_id, "The archive has no page with this identifier.")
    articles = list(dump.articles.order_by("order_no").only("dump", "public_id", "headline", "opening", "lines"))
    lines = number_lines(dump)
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


@require_safe
def article_source(request: HttpRequest, public_id: str) -> HttpResponse:
    """An article beside the lines of the dump that it was read from, with a few lines around them."""
    article = Article.objects.filter(public_id=public_id).prefetch_related(*build_reading_prefetches()).first()
    if article is None:
        return answer_absent_article(
            request, public_id, lambda current: reverse("article_source", args=[current.public_id])
        )
    dump = find_readable_dumps().defer(None).defer("furniture", "problems").get(pk=article.dump_id)
    lines = number_lines(dump)
    runs, left_out = choose_lines(lines, article.lines)
    return render(
        request,
        "article_source.html",
        {"article": article, "dump": dump, "runs": runs, "left_out": left_out, "line_total": len(lines)},
    )


def number_lines(dump: Dump) -> list[tuple[int, str]]:
    """The lines of a dump whose bytes have been loaded, each with its number."""
    return [(line.line_no, line.text) for line in split_lines(decode_dump(bytes(dump.raw_bytes)).text)]


def choose_lines(
    lines: Sequence[tuple[int, str]], ranges: Sequence[Sequence[int]], most: int = SOURCE_LINES_AT_ONCE
) -> tuple[tuple[SourceRun, ...], int]:
    """Runs of the lines of `ranges` with CONTEXT_LINES around, and how many of them beyond `most` were left out."""
    own = {line_no for start, end in ranges for line_no in range(start, min(end, len(lines)) + 1)}
    wanted = sorted(
        {
            line_no
            for start, end in ranges
            for line_no in range(max(start - CONTEXT_LINES, 1), min(end + CONTEXT_LINES, len(lines)) + 1)
        }
    )
    runs: list[list[tuple[int, str, bool]]] = []
    for line_no in wanted[:most]:
        if not runs or runs[-1][-1][0] != line_no - 1:
            runs.append([])
        runs[-1].append((line_no, lines[line_no - 1][1], line_no in own))
    return tuple(SourceRun(tuple(run)) for run in runs), max(len(wanted) - most, 0)


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
