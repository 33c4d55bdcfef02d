"""Readers tell staff what is wrong with an article or a page."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from articles.forms import ErrorReportForm
from articles.models import Article, Dump, ErrorReport
from articles.views.listing import find_light_dumps, find_readable_dumps
from articles.views.withdrawn import answer_absent_article

# Reports of one sender in an hour, and of all in a day: more than people write, fewer than staff could not clear away.
MAX_OF_SENDER = 5
MAX_OF_DAY = 300


@never_cache
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def report_article(request: HttpRequest, public_id: str) -> HttpResponse:
    """The form about an article, and what it sends."""
    article = Article.objects.filter(public_id=public_id).first()
    if article is None:
        return answer_absent_article(request, public_id, lambda current: reverse("report", args=[current.public_id]))
    article.dump = find_light_dumps().get(pk=article.dump_id)
    return _answer(request, article.dump, article)


@never_cache
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def report_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """The form about a page as a whole, and what it sends."""
    return _answer(request, get_object_or_404(find_readable_dumps(), public_id=public_id), None)


@require_safe
def thanks_article(request: HttpRequest, public_id: str) -> HttpResponse:
    """Thanks for a report about an article, with the way back to it."""
    article = Article.objects.filter(public_id=public_id).first()
    if article is None:
        return answer_absent_article(request, public_id)
    return render(request, "report_thanks.html", {"back": article.get_absolute_url()})


@require_safe
def thanks_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Thanks for a report about a page, with the way back to it."""
    dump = get_object_or_404(find_readable_dumps(), public_id=public_id)
    return render(request, "report_thanks.html", {"back": dump.get_absolute_url()})


def _answer(request: HttpRequest, dump: Dump, article: Article | None) -> HttpResponse:
    status = 200
    if request.method == "POST":
        form = ErrorReportForm(request.POST, line_count=dump.line_count)
        if form.is_valid():
            sender = name_sender(request)
            if form.is_from_machine or _is_repeated(form, dump, article):
                return _thank(dump, article)
            if not is_flooding(sender):
                form.save(dump, article, sender)
                return _thank(dump, article)
            form.add_error(None, form.flooded)
            status = 429
    else:
        line = request.GET.get("line", "")
        form = ErrorReportForm(line_count=dump.line_count, initial={"line_no": line if line.isdecimal() else ""})
    return render(request, "report.html", {"form": form, "article": article, "dump": dump}, status=status)


def _thank(dump: Dump, article: Article | None) -> HttpResponseRedirect:
    name, row = ("report_thanks", article) if article else ("page_report_thanks", dump)
    return HttpResponseRedirect(reverse(name, args=[row.public_id]))


def name_sender(request: HttpRequest) -> str:
    """A keyed hash of the address that asks and of the day: the same all day, and nobody's address."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:  # behind a proxy, which adds the address that it was asked from at the end
        address = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip() or address
    day = timezone.localdate().isoformat()
    return salted_hmac("articles.views.reports", f"{day} {address}", algorithm="sha256").hexdigest()[:32]


def is_flooding(sender: str) -> bool:
    """Whether a sender, or all together, have sent so much that no more is taken for now."""
    now = timezone.now()
    of_day = ErrorReport.objects.filter(created_at__gte=now - timedelta(days=1))
    of_sender = of_day.filter(sender=sender, created_at__gte=now - timedelta(hours=1))
    return of_sender[:MAX_OF_SENDER].count() >= MAX_OF_SENDER or of_day[:MAX_OF_DAY].count() >= MAX_OF_DAY


def _is_repeated(form: ErrorReportForm, dump: Dump, article: Article | None) -> bool:
    """Whether the same words wait for staff already: a reader has sent the form twice."""
    waiting = ErrorReport.objects.filter(dump=dump, article_id=article.public_id if article else "", status="new")
    return waiting.filter(text=form.cleaned_data["text"], line_no=form.cleaned_data["line_no"]).exists()
