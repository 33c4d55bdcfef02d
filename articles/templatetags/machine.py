"""Where what a page shows can be had in other forms: JSON, a feed, files. One place for all pages."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

register = template.Library()

ATOM, JSON = "application/atom+xml", "application/json"

# Pages by name → the operation of the API that answers with the same.
OPERATIONS = {
    "home": "show_archive",
    "about": "show_archive",
    "search": "search",
    "regions": "list_regions",
    "region": "show_region",
    "township": "show_township",
    "newspapers": "list_newspapers",
    "newspaper": "show_newspaper",
    "page": "show_page",
    "article": "show_article",
    "byline": "show_byline",
}
# Pages with a feed, and those whose list can be taken away: the names of the addresses begin as theirs.
WITH_FEED = ("search", "region", "township", "newspaper", "dates_day", "byline")
WITH_EXPORT = (*WITH_FEED, "issue")
# What the lists are filtered by: a file has the same. Not the page, nor what nobody asked.
PLACE = ("role", "year", "newspaper")
KEPT = {
    "region": PLACE, "township": PLACE, "newspaper": ("year",), "byline": ("newspaper", "year"), "dates_day": (),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class OtherForm:
    """Another form of what the page shows."""

    type: str
    label: str
    url: str


@register.simple_tag(takes_context=True)
def alternates(context: template.Context) -> list[OtherForm]:
    """The feed and the JSON of the page that is shown; those only that the page has."""
    request, name, arguments = _where(context)
    if name is None:
        return []
    forms = []
    if name in WITH_FEED and _is_list(request, name):
        label = _title(context, name, arguments)
        forms.append(OtherForm(ATOM, label, _address(f"{name}_feed", arguments, _asked(request, name, feed=True))))
    if name in OPERATIONS:
        given = ["/".join(str(value) for value in arguments.values())] if name == "byline" else arguments.values()
        query = _asked(request, name, feed=True) if name == "search" else ""
        forms.append(OtherForm(JSON, "", _address(f"api-v1:{OPERATIONS[name]}", given, query)))
    return forms


@register.simple_tag(takes_context=True)
def files(context: template.Context) -> list[OtherForm]:
    """The files in which the list that is shown can be taken away; none where there is no list."""
    request, name, arguments = _where(context)
    if name not in WITH_EXPORT or not _is_list(request, name):
        return []
    query = _asked(request, name)
    return [
        OtherForm(kind, label, _address(f"{name}_export", [*arguments.values(), kind], query))
        for kind, label in (("csv", "CSV"), ("jsonl", "JSON Lines"), ("ris", "RIS"))
    ]


def _where(context: template.Context) -> tuple[HttpRequest | None, str | None, dict]:
    """The request, the name of the page's address, and what stands in the address."""
    request: HttpRequest | None = context.get("request")
    match = getattr(request, "resolver_match", None)
    if match is None:
        return request, None, {}
    return request, match.url_name, match.kwargs


def _is_list(request: HttpRequest, name: str) -> bool:
    """Whether there is a list: an empty search box lists nothing."""
    return name != "search" or any(value.strip() for key, value in request.GET.items() if key not in ("page", "sort"))


def _asked(request: HttpRequest, name: str, feed: bool = False) -> str:
    """The part of the page's parameters that other forms take. A feed is of the whole place, and in its own order."""
    if feed and name != "search":
        return ""
    left_out = ("page", "sort", "cursor") if feed else ("page", "cursor")
    kept = KEPT.get(name)
    pairs = [
        (key, value)
        for key, values in request.GET.lists()
        for value in values
        if value and key not in left_out and (kept is None or key in kept)
    ]
    return urlencode(pairs)


def _address(name: str, arguments, query: str) -> str:
    address = reverse(name, args=list(arguments.values() if isinstance(arguments, dict) else arguments))
    return f"{address}?{query}" if query else address


def _title(context: template.Context, name: str, arguments: dict) -> str:
    """What a reader of feeds calls the feed."""
    if name in ("region", "township"):
        return _("Articles about %(name)s") % {"name": getattr(context.get("region"), "name", "")}
    if name == "byline":
        return _("Articles by %(name)s") % {"name": arguments["name"]}
    if name == "newspaper":
        return getattr(context.get("newspaper"), "name", "")
    if name == "dates_day":
        return date_format(arguments["day"], "DATE_FORMAT")
    query = context["request"].GET.get("q", "").strip()
    return _("Search: %(query)s") % {"query": query} if query else _("Search")
