"""An article as others take it: its citation in several styles, as a file, and as metadata for machines."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from articles.citation import Citation, ris_record
from articles.citation_styles import bibtex, gb7714
from articles.models import Article, ArticleRegion, Dump
from articles.models.newspaper import UNSPECIFIED_NEWSPAPER_CODE
from articles.views.listing import find_light_dumps
from articles.views.withdrawn import answer_absent_article

_DATE_LENGTHS = {Dump.DatePrecision.YEAR: 4, Dump.DatePrecision.MONTH: 7, Dump.DatePrecision.DAY: 10}


@dataclass(frozen=True, slots=True)
class CitationBox:
    """What the citation box of an article shows; `permalink` is its address for good, with the host."""

    standard: str
    bibtex: str
    ris: str
    permalink: str


def permanent_path(article: Article) -> str:
    """The address to cite: the same whatever language the reader has chosen."""
    with override(settings.LANGUAGE_CODE):
        return article.get_absolute_url()


def cited_date(dump: Dump) -> str:
    """The issue date as exactly as it is known: 2022-10-12, 2022-10, 2022 or nothing."""
    return dump.issue_date.isoformat()[: _DATE_LENGTHS[dump.issue_date_precision]] if dump.issue_date else ""


def build_citation(article: Article, permalink: str) -> Citation:
    """What is cited of an article whose dump, bylines and places have been loaded."""
    newspaper = article.dump.newspaper
    return Citation(
        people=tuple(byline.name for byline in article.bylines.all()),
        headline=article.display_headline,
        deck=article.deck,
        newspaper="" if newspaper.code == UNSPECIFIED_NEWSPAPER_CODE else newspaper.name,
        issue_date=cited_date(article.dump),
        page_no=article.dump.page_no,
        page_name=article.dump.page_name,
        url=permalink,
        abstract=article.opening,
        keywords=tuple(dict.fromkeys(place.region.name for place in article.places.all())),
    )


def build_citation_box(article: Article, permalink: str) -> CitationBox:
    """The citation in every style. A date that was inferred from the text is marked as an estimate."""
    citation = build_citation(article, permalink)
    estimated = article.dump.issue_date_source == Dump.Source.TEXT
    return CitationBox(
        standard=gb7714(citation, estimated=estimated),
        bibtex=bibtex(citation, article.public_id),
        ris=ris_record(citation),
        permalink=permalink,
    )


def list_citation_meta(article: Article, permalink: str) -> list[tuple[str, str]]:
    """Names and contents of the `citation_*` elements that reference managers and scholarly crawlers read."""
    citation = build_citation(article, permalink)
    meta = [("citation_title", citation.headline)]
    meta += [("citation_author", name) for name in citation.people]
    meta += [
        ("citation_journal_title", citation.newspaper),
        ("citation_publication_date", citation.issue_date.replace("-", "/")),
        ("citation_firstpage", str(citation.page_no or "")),
        ("citation_language", "zh"),
        ("citation_public_url", permalink),
        ("citation_keywords", "; ".join(citation.keywords)),
    ]
    return [(name, content) for name, content in meta if content]


def build_linked_data(article: Article, permalink: str, site_name: str) -> Mapping[str, object]:
    """The article as schema.org's NewsArticle, with what is not known left out."""
    citation = build_citation(article, permalink)
    bylines = article.bylines.all()
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": permalink,
        "url": permalink,
        "mainEntityOfPage": permalink,
        "headline": citation.headline,
        "alternativeHeadline": citation.deck,
        "description": citation.abstract,
        "inLanguage": "zh-Hans",
        "datePublished": citation.issue_date,
        "author": [{"@type": "Person", "name": byline.name} for byline in bylines],
        "contentLocation": [
            {"@type": "Place", "name": place.region.name}
            for place in article.places.all()
            if place.role == ArticleRegion.Role.PRIMARY
        ],
        "keywords": list(citation.keywords),
        "printPage": str(citation.page_no or ""),
        "printSection": citation.page_name,
        "isPartOf": {"@type": "Newspaper", "name": citation.newspaper} if citation.newspaper else None,
        "isAccessibleForFree": True,
        "sdPublisher": {"@type": "Organization", "name": site_name},
    }
    return {name: value for name, value in data.items() if value not in ("", [], None)}


@require_safe
def cite_file(request: HttpRequest, public_id: str, style: str) -> HttpResponse:
    """The citation of an article as a file: `style` is bib (BibTeX) or ris (RIS)."""
    article = (
        Article.objects.filter(public_id=public_id)
        .prefetch_related("bylines", "places__region")
        .defer("captions")
        .first()
    )
    if article is None:
        return answer_absent_article(request, public_id, lambda current: cite_path(current, style))
    article.dump = find_light_dumps().get(pk=article.dump_id)
    citation = build_citation(article, request.build_absolute_uri(permanent_path(article)))
    if style == "bib":
        text, content_type = bibtex(citation, article.public_id), "application/x-bibtex; charset=utf-8"
    else:
        text, content_type = ris_record(citation), "application/x-research-info-systems; charset=utf-8"
    response = HttpResponse(text, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{quote(article.public_id)}.{style}"'
    return response


def cite_path(article: Article, style: str) -> str:
    """The address of an article's citation as a file."""
    return reverse("article_citation", args=[article.public_id, style])
