"""One article."""

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.models import Article, ArticleRegion, Byline, FormerIdentifier, Section
from articles.views.listing import find_light_dumps


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
    """An article in full, with where it stands and what it is about.

    An identifier that the article had before its page was read again redirects here for good.
    """
    row = Article.objects.filter(public_id=public_id).prefetch_related(*build_reading_prefetches()).first()
    if row is None:
        return redirect_former(public_id)
    on_page = Article.objects.filter(dump=row.dump).only("public_id", "headline", "opening", "order_no")
    return render(
        request,
        "article.html",
        {
            "article": row,
            "previous_article": on_page.filter(order_no__lt=row.order_no).order_by("-order_no").first(),
            "next_article": on_page.filter(order_no__gt=row.order_no).order_by("order_no").first(),
        },
    )


def redirect_former(public_id: str) -> HttpResponsePermanentRedirect:
    """A redirect to the article that now holds what `public_id` named. 404 where nothing ever had that name."""
    former = FormerIdentifier.objects.filter(public_id=public_id).select_related("article").first()
    if former is None:
        raise Http404("The archive has no article with this identifier.")
    return HttpResponsePermanentRedirect(former.article.get_absolute_url())
