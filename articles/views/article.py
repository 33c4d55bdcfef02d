"""One article."""

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.ingest.continuations import find_page_no
from articles.models import Article, ArticleRegion, Byline, Dump, Section
from articles.search import find_similar
from articles.templatetags.archive import site_name
from articles.views.citing import build_citation_box, build_linked_data, list_citation_meta, permanent_path
from articles.views.listing import find_light_dumps, find_readable_dumps
from articles.views.withdrawn import answer_absent_article

# An article of so many sections has a table of contents.
LEAST_SECTIONS = 3


def build_reading_prefetches() -> tuple[Prefetch | str, ...]:
    """What an article shows when it is read: its page and parts, its places, and its other ends on other pages."""
    places = ArticleRegion.objects.select_related("region__parent__parent__parent").order_by("-role", "-score", "pk")
    linked = Article.objects.only("public_id", "headline", "opening", "continues").order_by("pk")
    return (
        Prefetch("dump", queryset=find_light_dumps()),
        Prefetch("sections", queryset=Section.objects.order_by("order_no")),
        Prefetch("bylines", queryset=Byline.objects.order_by("order_no")),
        Prefetch("places", queryset=places),
        Prefetch("continues", queryset=linked),
        Prefetch("continuations", queryset=linked),
    )


@require_safe
def article(request: HttpRequest, public_id: str) -> HttpResponse:
    """An article in full, with where it stands, what it is about, what is like it, and how to cite it.

    An identifier that the article had before its page was read again redirects here for good; what was withdrawn is
    answered with 410.
    """
    row = Article.objects.filter(public_id=public_id).prefetch_related(*build_reading_prefetches()).first()
    if row is None:
        return answer_absent_article(request, public_id)
    on_page = Article.objects.filter(dump=row.dump).only("public_id", "headline", "opening", "order_no")
    permalink = request.build_absolute_uri(permanent_path(row))
    sections = list(row.sections.all())
    return render(
        request,
        "article.html",
        {
            "article": row,
            "contents": sections if len(sections) >= LEAST_SECTIONS else (),
            "previous_article": on_page.filter(order_no__lt=row.order_no).order_by("-order_no").first(),
            "next_article": on_page.filter(order_no__gt=row.order_no).order_by("order_no").first(),
            "similar": load_similar(row),
            "jump_pages": find_jump_pages(row),
            "citation": build_citation_box(row, permalink),
            "citation_meta": list_citation_meta(row, permalink),
            "linked_data": build_linked_data(row, permalink, site_name()),
        },
    )


def load_similar(article: Article) -> list[Article]:
    """The articles that are like this one, without its own other ends, with what a short list of them shows."""
    ends = {article.continues_id, *(tail.pk for tail in article.continuations.all())}
    order = [pk for pk in find_similar(article) if pk not in ends]
    rows = Article.objects.only("public_id", "headline", "opening", "dump").prefetch_related(
        Prefetch("dump", queryset=find_light_dumps())
    )
    found = rows.in_bulk(order)
    return [found[pk] for pk in order if pk in found]


def find_jump_pages(article: Article) -> dict[str, Dump]:
    """The pages that the article says it comes from and goes on to, by "from" and "to", where no article is linked.

    Only pages of the same issue; a number that several dumps bear leads nowhere.
    """
    wanted = {}
    if article.jump_from and article.continues is None:
        wanted["from"] = find_page_no(article.jump_from)
    if article.jump_to and not article.continuations.all():
        wanted["to"] = find_page_no(article.jump_to)
    numbers = [number for number in wanted.values() if number is not None and number != article.dump.page_no]
    if not numbers or article.dump.issue_date_precision != Dump.DatePrecision.DAY:
        return {}
    pages = find_readable_dumps().filter(
        newspaper=article.dump.newspaper,
        issue_date=article.dump.issue_date,
        issue_date_precision=Dump.DatePrecision.DAY,
        page_no__in=numbers,
    )
    by_number: dict[int, list[Dump]] = {}
    for dump in pages:
        by_number.setdefault(dump.page_no, []).append(dump)
    return {end: by_number[no][0] for end, no in wanted.items() if len(by_number.get(no, ())) == 1}
