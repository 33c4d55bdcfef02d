"""Articles and pages as JSON, under the names of the page's JSON (docs/dump-format.md): for the API and for exports."""

from collections.abc import Callable
from typing import Any

from django.db.models import Prefetch, QuerySet

from articles.models import Article, ArticleRegion, Byline, Dump, Region, Section

# Makes a whole address of one on this site.
Absolute = Callable[[str], str]

# Columns of a dump that no list needs and that may be megabytes.
HEAVY_DUMP_FIELDS = ("raw_bytes", "furniture", "problems")


def find_dumps() -> QuerySet[Dump]:
    """The pages that readers may see, with their newspapers and without their bytes."""
    return Dump.objects.filter(status=Dump.Status.PARSED).select_related("newspaper").defer(*HEAVY_DUMP_FIELDS)


def build_summary_prefetches() -> tuple[Prefetch, ...]:
    """What summary_as_json reads: four queries for any number of articles."""
    dumps = Dump.objects.select_related("newspaper").defer(*HEAVY_DUMP_FIELDS)
    return (
        Prefetch("dump", queryset=dumps),
        Prefetch("bylines", queryset=Byline.objects.order_by("order_no")),
        Prefetch("places", queryset=ArticleRegion.objects.select_related("region").order_by("-role", "-score", "pk")),
    )


def build_text_prefetches() -> tuple[Prefetch, ...]:
    """What article_as_json reads."""
    linked = Article.objects.only("public_id", "continues").order_by("pk")
    return (
        *build_summary_prefetches(),
        Prefetch("sections", queryset=Section.objects.order_by("order_no")),
        Prefetch("continues", queryset=linked),
        Prefetch("continuations", queryset=linked),
    )


def known_date(dump: Dump) -> str | None:
    """The issue date as exactly as it is known: 2022-10-12, 2022-10, 2022."""
    if dump.issue_date is None:
        return None
    length = {Dump.DatePrecision.YEAR: 4, Dump.DatePrecision.MONTH: 7}.get(dump.issue_date_precision, 10)
    return dump.issue_date.isoformat()[:length]


def issue_as_json(dump: Dump) -> dict[str, Any]:
    """Where a page appeared, as articles and pages say it."""
    return {
        "newspaper": {"code": dump.newspaper.code, "name": dump.newspaper.name},
        "issue_date": known_date(dump),
        "issue_date_source": None if dump.issue_date is None else dump.issue_date_source,
        "page_no": dump.page_no,
        "page_name": dump.page_name or None,
    }


def region_as_json(region: Region) -> dict[str, Any]:
    """A place by the value that filters take, and its name."""
    return {"division": region.division, "name": region.name}


def summary_as_json(article: Article, absolute: Absolute) -> dict[str, Any]:
    """What lists say of an article: all but its text. Wants build_summary_prefetches."""
    return {
        "id": article.public_id,
        "url": absolute(article.get_absolute_url()),
        "kicker": article.kicker or None,
        "headline": article.headline or None,
        "deck": article.deck or None,
        "byline_raw": article.byline_raw or None,
        "bylines": [
            {"name": byline.name, "role": byline.role or None, "organisation": byline.organisation or None}
            for byline in article.bylines.all()
        ],
        "dateline": article.dateline or None,
        "opening": article.opening or None,
        "form": article.form,
        "truncated": article.truncated,
        "page": article.dump.public_id,
        **issue_as_json(article.dump),
        "regions": [
            {**region_as_json(place.region), "role": place.role, "confidence": place.confidence}
            for place in article.places.all()
        ],
        "updated_at": article.updated_at.isoformat(),
    }


def article_as_json(article: Article, absolute: Absolute) -> dict[str, Any]:
    """An article in full. Wants build_text_prefetches."""
    return {
        **summary_as_json(article, absolute),
        "sections": [
            {"crosshead": section.crosshead or None, "paragraphs": section.paragraphs}
            for section in article.sections.all()
        ],
        "captions": article.captions,
        "jump_to": article.jump_to or None,
        "jump_from": article.jump_from or None,
        "continues": article.continues.public_id if article.continues else None,
        "continuations": [other.public_id for other in article.continuations.all()],
        "confidence": article.confidence,
        "lines": article.lines,
        "order_no": article.order_no,
    }


def page_summary_as_json(dump: Dump, absolute: Absolute) -> dict[str, Any]:
    """What lists say of a page."""
    return {
        "id": dump.public_id,
        "url": absolute(dump.get_absolute_url()),
        **issue_as_json(dump),
        "articles": dump.article_count,
        "parsed_at": dump.parsed_at.isoformat(),
    }
