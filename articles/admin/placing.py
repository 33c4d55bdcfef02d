"""Where articles belong, said by staff: a queue of those that the resolver left open, and one form for one or many."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.browsing import NEWEST_FIRST
from articles.ingest.naming import describe_place, find_named, suggest_places
from articles.models import Article, ArticleRegion, Region
from articles.tasks import set_place
from articles.text.excerpt import Excerpt, build_excerpt

# A place that is less sure than this is shown to staff.
UNSURE = 0.5
QUEUE_PAGE = 10
# Articles in one transaction: few enough that others need not wait for it.
BATCH_SIZE = 200
EXCERPT_LENGTH = 400
HEADLINES_SHOWN = 20

PERMISSION = "articles.change_articleregion"


class PlaceForm(forms.Form):
    """One place for one article or many. `candidates` are the places to choose from where a name leaves it open."""

    articles = forms.CharField(widget=forms.HiddenInput)
    place = forms.CharField(
        label=gettext_lazy("place"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("A name, also a short or a former one, a code, or the initials of its pinyin."),
        widget=forms.TextInput(attrs={"list": "place-names", "autocomplete": "off", "data-suggest": ""}),
    )
    role = forms.ChoiceField(label=gettext_lazy("role"), choices=ArticleRegion.Role.choices, required=False)

    candidates: Sequence[Region] = ()

    def clean_articles(self) -> list[int]:
        numbers = self.cleaned_data["articles"].split(",")
        if not all(number.isascii() and number.isdigit() and len(number) < 19 for number in numbers):
            raise forms.ValidationError(_("Choose the articles again."), code="articles")
        return [int(number) for number in numbers]

    def clean(self):
        cleaned = super().clean()
        answer = self.data.get("answer", "")
        cleaned["region"] = None
        if answer == "none":
            return cleaned
        typed = answer.removeprefix("place:") if answer.startswith("place:") else cleaned.get("place", "")
        found = find_named(typed) if typed else []
        if len(found) == 1:
            cleaned["region"] = found[0]
        elif found:
            self.candidates = found
            self.add_error("place", _("Several places are called “%(name)s”. Choose one.") % {"name": typed})
        elif typed:
            self.candidates = suggest_places(typed)
            self.add_error("place", _("No place is called “%(name)s”.") % {"name": typed})
        else:
            self.add_error("place", _("Type the name of a place, or say that there is none."))
        return cleaned


@dataclass(frozen=True, slots=True)
class OpenArticle:
    """An article of the queue: what the resolver made of it, and its text with the words that spoke for places."""

    article: Article
    primary: ArticleRegion | None
    candidates: tuple[Region, ...]
    text: Excerpt


class PlacingAdmin(admin.ModelAdmin):
    """The part of the articles' admin in which places are set."""

    actions = ("set_places",)

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("to-place/", wrap(self.queue_view), name="articles_article_to_place"),
            path("set-place/", wrap(self.set_place_view), name="articles_article_set_place"),
            path("place-names/", wrap(self.place_names_view), name="articles_article_place_names"),
            *super().get_urls(),
        ]

    def has_place_permission(self, request: HttpRequest) -> bool:
        """Who may say where articles belong. Django asks by this name for the action."""
        return request.user.has_perm(PERMISSION)

    @admin.action(description=gettext_lazy("Set the place of the chosen articles"), permissions=["place"])
    def set_places(self, request, queryset):
        form = PlaceForm(initial={"articles": ",".join(map(str, queryset.values_list("pk", flat=True)))})
        return self._show_form(request, form, queryset, reverse("admin:articles_article_changelist"))

    def queue_view(self, request: HttpRequest) -> HttpResponse:
        """The articles whose place is open or unsure, newest first."""
        self._check(request)
        below = parse_confidence(request.GET.get("below", ""))
        page = Paginator(find_open_articles(below), QUEUE_PAGE).get_page(request.GET.get("page"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Articles to place"),
            "page": page,
            "items": read_open_articles(page),
            "below": below,
            "roles": ArticleRegion.Role.choices,
        }
        return TemplateResponse(request, "admin/articles/article/to_place.html", context)

    def set_place_view(self, request: HttpRequest) -> HttpResponse:
        """Write down staff's answer; where it leaves something open, or nothing was answered yet, the form."""
        self._check(request)
        back = request.POST.get("next", "")
        if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
            back = reverse("admin:articles_article_to_place")
        if request.method != "POST":
            form = PlaceForm(initial={"articles": request.GET.get("articles", "")})
            shown = PlaceForm({"articles": request.GET.get("articles", ""), "answer": "none"})
            articles = Article.objects.filter(pk__in=shown.cleaned_data["articles"] if shown.is_valid() else [])
            return self._show_form(request, form, articles, back)
        form = PlaceForm(request.POST)
        valid = form.is_valid()
        chosen = form.cleaned_data.get("articles", [])
        if not valid:
            return self._show_form(request, form, Article.objects.filter(pk__in=chosen), back)
        region, role = form.cleaned_data["region"], form.cleaned_data["role"] or ArticleRegion.Role.PRIMARY
        pks = sorted(set(chosen))
        for start in range(0, len(pks), BATCH_SIZE):
            set_place(pks[start : start + BATCH_SIZE], region, role if region else ArticleRegion.Role.PRIMARY)
        self.message_user(
            request,
            ngettext("%(count)d article: %(place)s.", "%(count)d articles: %(place)s.", len(pks))
            % {"count": len(pks), "place": region.name if region else _("no place")},
            messages.SUCCESS,
        )
        return HttpResponseRedirect(back)

    def place_names_view(self, request: HttpRequest) -> JsonResponse:
        """Places that begin as what is being typed, for the form's suggestions."""
        self._check(request)
        found = suggest_places(request.GET.get("q", "")[:100])
        return JsonResponse({"places": [describe_place(region) for region in found]})

    def _check(self, request: HttpRequest) -> None:
        if not self.has_place_permission(request):
            raise PermissionDenied

    def _show_form(self, request, form: PlaceForm, articles: QuerySet[Article], back: str) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Set the place"),
            "form": form,
            "articles": articles.order_by(*NEWEST_FIRST)[:HEADLINES_SHOWN],
            "more": max(articles.count() - HEADLINES_SHOWN, 0),
            "candidates": [(region.division, describe_place(region)) for region in form.candidates],
            "next": back,
        }
        return TemplateResponse(request, "admin/articles/article/set_place.html", context)


def parse_confidence(text: str) -> float:
    """The number from 0 to 1 that `text` gives, or UNSURE where it gives none."""
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return UNSURE


def find_open_articles(below: float) -> QuerySet[Article]:
    """The articles that are about no place, or about one with less confidence than this, unless staff have answered."""
    sure = ArticleRegion.objects.filter(article=OuterRef("pk"), role=ArticleRegion.Role.PRIMARY, confidence__gte=below)
    return Article.objects.filter(~Exists(sure), without_place=False).order_by(*NEWEST_FIRST)


def read_open_articles(page: Page) -> list[OpenArticle]:
    """What is shown of the articles of one page of the queue, in a fixed number of queries."""
    places = ArticleRegion.objects.select_related("region__parent__parent__parent")
    articles = (
        Article.objects.filter(pk__in=[article.pk for article in page])
        .select_related("dump__newspaper")
        .defer("dump__raw_bytes", "dump__problems", "dump__furniture")
        .prefetch_related("sections", Prefetch("places", queryset=places))
        .order_by(*NEWEST_FIRST)
    )
    return [_read_open(article) for article in articles]


def _read_open(article: Article) -> OpenArticle:
    places = sorted(article.places.all(), key=lambda place: (place.role != ArticleRegion.Role.PRIMARY, -place.score))
    primary = places[0] if places and places[0].role == ArticleRegion.Role.PRIMARY else None
    text = "\n".join([article.deck, *(part for section in article.sections.all() for part in section.paragraphs)])
    words = {word for place in places for word in place.evidence}
    return OpenArticle(
        article,
        primary,
        tuple(place.region for place in places),
        build_excerpt(text.strip(), words, EXCERPT_LENGTH),
    )
