"""The search with a field for everything: what is filled in becomes a query, which the reader then can change."""

from dataclasses import replace
from unicodedata import category

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from articles.models import Article, Newspaper
from articles.search import SearchRequest, Sort
from articles.search.dates import parse_days
from articles.search.query import MAX_LENGTH, All, AnyOf, Node, Not, OnPage, Part, Phrase, PlaceNamed, parse_query
from articles.search.query import positive_terms as find_terms
from articles.search.query_text import format_query
from articles.views.facets import build_search_url

# Every mark that a phrase of the query language can be quoted with.
_QUOTATION_MARKS = '"＂“”「」『』﹁﹂'
MAX_PAGE_NO = 9999


class NewspaperSelect(forms.Select):
    """A choice of newspapers, whose names are Chinese on an English page too."""

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        if value:
            option["attrs"]["lang"] = "zh-Hans"
        return option


class AdvancedForm(forms.Form):
    """All that can be asked, each part in a field of its own. Every field may stay empty."""

    words = forms.CharField(label=_("all of these words"), required=False, max_length=MAX_LENGTH)
    phrase = forms.CharField(label=_("exactly this phrase"), required=False, max_length=MAX_LENGTH)
    alternatives = forms.CharField(label=_("any of these words"), required=False, max_length=MAX_LENGTH)
    excluded = forms.CharField(label=_("none of these words"), required=False, max_length=MAX_LENGTH)
    headline = forms.CharField(label=_("in the headline"), required=False, max_length=MAX_LENGTH)
    author = forms.CharField(label=_("signed by"), required=False, max_length=MAX_LENGTH)
    newspaper = forms.ChoiceField(label=_("newspaper"), required=False, widget=NewspaperSelect)
    page = forms.IntegerField(label=_("page number"), required=False, min_value=1, max_value=MAX_PAGE_NO)
    page_name = forms.CharField(label=_("page name"), required=False, max_length=60)
    place = forms.CharField(label=_("place"), required=False, max_length=60)
    date_from = forms.CharField(label=_("from"), required=False, max_length=40)
    date_to = forms.CharField(label=pgettext_lazy("end of a span of days", "to"), required=False, max_length=40)
    form = forms.ChoiceField(
        label=_("kind of article"), required=False, choices=[("", _("every kind")), *Article.Form.choices]
    )
    sort = forms.ChoiceField(
        label=_("order"),
        required=False,
        choices=[
            (Sort.RELEVANCE.value, pgettext_lazy("order of results", "best match")),
            (Sort.NEWEST.value, pgettext_lazy("order of results", "newest first")),
            (Sort.OLDEST.value, pgettext_lazy("order of results", "oldest first")),
        ],
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        papers = Newspaper.objects.order_by("name").values_list("code", "name")
        self.fields["newspaper"].choices = [("", _("all newspapers")), *papers]

    def clean(self):
        """Dates as readers write them, a year or a month too; something must be asked. Errors stand at their fields."""
        cleaned = super().clean()
        for name in ("date_from", "date_to"):
            text = cleaned.get(name, "")
            days = parse_days(text) if text else None
            if text and days is None:
                self.add_error(name, _("This is no date. Write a year, a month or a day: 2022, 2022-10, 2022-10-11."))
            cleaned[name] = days and (days.start if name == "date_from" else days.end)
        if not self.errors:
            asked = build_request(cleaned)
            if not asked.query and not asked.is_filtered:
                self.add_error(None, _("Fill in one field at least."))
            if len(asked.query) > MAX_LENGTH:
                self.add_error(None, _("This is more than one search can ask. Leave some words out."))
        return cleaned


@require_safe
def advanced_search(request: HttpRequest) -> HttpResponse:
    """The form; filled in, it leads to the ordinary address of the search, or says what is wrong with it."""
    form = AdvancedForm(request.GET or None, use_required_attribute=False, label_suffix="")
    if form.is_bound and form.is_valid():
        return HttpResponseRedirect(build_search_url(build_request(form.cleaned_data)))
    return render(request, "advanced.html", {"form": form})


def build_request(filled: dict) -> SearchRequest:
    """The search that the fields ask for together."""
    nodes: list[Node] = [*find_all(filled.get("words", ""))]
    phrase = _unquote(filled.get("phrase", ""))
    if phrase:
        nodes.append(Phrase(phrase))
    alternatives = find_all(filled.get("alternatives", ""))
    if alternatives:
        nodes.append(AnyOf(alternatives) if len(alternatives) > 1 else alternatives[0])
    for name, part in (("headline", Part.HEADLINE), ("author", Part.AUTHOR)):
        nodes += [replace(term, part=part) for term in find_all(filled.get(name, ""))]
    if filled.get("page"):
        nodes.append(OnPage(filled["page"]))
    place = _unquote(filled.get("place", ""))
    if place:
        nodes.append(PlaceNamed(place))
    nodes += [Not(term) for term in find_all(filled.get("excluded", ""))]
    page_name = filled.get("page_name", "").strip()
    return SearchRequest(
        query=format_query(All(tuple(nodes)) if len(nodes) > 1 else nodes[0]) if nodes else "",
        newspaper=(filled["newspaper"],) if filled.get("newspaper") else (),
        page_name=(page_name,) if page_name else (),
        form=(filled["form"],) if filled.get("form") else (),
        date_from=filled.get("date_from") or None,
        date_to=filled.get("date_to") or None,
        sort=Sort(filled.get("sort") or Sort.RELEVANCE),
    )


def find_all(text: str) -> tuple:
    """The words of a field, and what stands in quotation marks in it; what its own operators exclude is left out."""
    words = (find_terms(parse_query(piece).tree) for piece in _split(text))
    return tuple(dict.fromkeys(term for terms in words for term in terms))


def _split(text: str) -> list[str]:
    """Pieces between blanks, but a quoted one whole."""
    return [text] if set(text) & set(_QUOTATION_MARKS) else text.split()


def _unquote(text: str) -> str:
    """The text without quotation marks and control characters, and with single blanks."""
    kept = (" " if mark in _QUOTATION_MARKS or category(mark) in {"Cc", "Cs"} else mark for mark in text)
    return " ".join("".join(kept).split())
