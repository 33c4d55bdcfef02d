"""What an address answers whose article or page is not there: where it went, that it was withdrawn, or nothing."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render

from articles.models import Article, FormerIdentifier, WithdrawnIdentifier
from articles.views.listing import find_readable_dumps


def answer_absent_article(
    request: HttpRequest, public_id: str, address: Callable[[Article], str] = Article.get_absolute_url
) -> HttpResponse:
    """A redirect to the `address` of the article that holds what `public_id` named; 410 where it was withdrawn.

    Raises Http404 where nothing in the archive ever had that identifier.
    """
    former = FormerIdentifier.objects.filter(public_id=public_id).select_related("article").first()
    if former is not None:
        return HttpResponsePermanentRedirect(address(former.article))
    return answer_withdrawn(request, public_id, "The archive has no article with this identifier.")


def answer_withdrawn(request: HttpRequest, public_id: str, otherwise: str) -> HttpResponse:
    """410 with a way on, for what was withdrawn. Raises Http404 with the text of `otherwise` for what never was."""
    withdrawn = WithdrawnIdentifier.objects.filter(public_id=public_id).select_related("newspaper").first()
    if withdrawn is None:
        raise Http404(otherwise)
    dumps = find_readable_dumps()
    of_issue = dumps.filter(
        newspaper=withdrawn.newspaper_id, issue_date=withdrawn.issue_date, issue_date_precision="day"
    )
    context = {
        "withdrawn": withdrawn,
        "dump": dumps.filter(public_id=withdrawn.page_id).first(),
        "newspaper": withdrawn.newspaper if dumps.filter(newspaper=withdrawn.newspaper_id).exists() else None,
        "has_issue": withdrawn.issue_date is not None and of_issue.exists(),
    }
    return render(request, "410.html", context, status=410)
