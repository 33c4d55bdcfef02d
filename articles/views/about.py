"""What the archive holds, how fresh and how exact it is, and on what terms it may be used."""

import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db.models import Count, Max, Min, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from articles.dump.accuracy import MEASURES
from articles.models import Dump, RegionTotal
from articles.search import read_index_state

# The figures of docs/accuracy.md on pages that nothing was learned from; tests/test_about.py compares them.
RECORDED = Path(__file__).resolve().parents[1] / "data" / "accuracy.json"
MEASURE_NAMES = {
    "articles": _("articles found whole"),
    "kicker": _("kickers"),
    "deck": _("decks"),
    "bylines": _("bylines"),
    "crossheads": _("crossheads"),
    "paragraphs": _("paragraphs"),
    "joins": _("broken lines joined"),
    "truncated": _("cut-off articles noticed"),
    "kept": _("lines kept"),
}


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """The page about the archive."""
    figures = Dump.objects.filter(status=Dump.Status.PARSED).aggregate(
        pages=Count("pk"),
        articles=Sum("article_count", default=0),
        newspapers=Count("newspaper", distinct=True),
        first_date=Min("issue_date"),
        last_date=Max("issue_date"),
    )
    # By itself, so that each is answered by an index alone.
    figures |= Dump.objects.filter(status=Dump.Status.PARSED).aggregate(last_read=Max("parsed_at"))
    return render(
        request,
        "about.html",
        {
            "figures": figures,
            "places": RegionTotal.objects.filter(articles__gt=0).values("path").distinct().count(),
            "index": read_index_state(),
            "accuracy": read_accuracy(),
            "license": settings.CONTENT_LICENSE,
            "license_url": settings.CONTENT_LICENSE_URL,
        },
    )


def read_accuracy() -> list[tuple[str, float]]:
    """The recorded figures that there are, as (name of the measure, percent)."""
    recorded = load_recorded()["held out"]
    return [(MEASURE_NAMES[name], 100 * recorded[name]) for name in MEASURES if recorded[name] is not None]


@cache
def load_recorded() -> dict[str, dict[str, float | None]]:
    """The figures of each set of pages."""
    return json.loads(RECORDED.read_text(encoding="utf-8"))
