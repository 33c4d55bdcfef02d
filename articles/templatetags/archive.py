"""How pages show the archive's values: names, dates by their precision, places, marked excerpts, links to lines."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from math import ceil

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404, resolve, reverse, translate_url
from django.utils.formats import date_format, number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, npgettext, override, pgettext, pgettext_lazy

from articles.dump.types import Role
from articles.models import Article, Dump, Region
from articles.search.request import MatchKind
from articles.text.chars import is_ideograph
from articles.text.excerpt import Excerpt

register = template.Library()

# Lines of a dump shown at once: a page has a few hundred, and a file of eight megabytes must not become one web page.
SOURCE_LINES_AT_ONCE = 2000

# BCP 47 tags for `lang` and `hreflang`.
LANGUAGE_TAGS = {"zh-hans": "zh-Hans", "en": "en"}

# What could end a script element or begin a comment in one, as JSON writes it otherwise.
SCRIPT_ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}

ROLE_NAMES = {
    Role.REPORTER: pgettext_lazy("role in a byline", "reporter"),
    Role.CORRESPONDENT: pgettext_lazy("role in a byline", "correspondent"),
    Role.TRAINEE: pgettext_lazy("role in a byline", "trainee reporter"),
    Role.PHOTOGRAPHER: pgettext_lazy("role in a byline", "photographer"),
    Role.EDITOR: pgettext_lazy("role in a byline", "editor"),
    Role.AUTHOR: pgettext_lazy("role in a byline", "author"),
    Role.COMPILER: pgettext_lazy("role in a byline", "compiler"),
}

MATCH_KINDS = {
    MatchKind.EXACT: pgettext_lazy("how an article matched", "as typed"),
    MatchKind.WORDS: pgettext_lazy("how an article matched", "all words, apart"),
    MatchKind.CHARACTERS: pgettext_lazy("how an article matched", "characters only"),
    MatchKind.SOME: pgettext_lazy("how an article matched", "some words"),
}


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The page that is shown, in one of the site's languages."""

    tag: str
    name: str
    url: str
    current: bool


@register.simple_tag
def site_name() -> str:
    """The name that the operator gave the site, or a plain one."""
    return settings.SITE_NAME or gettext("Local News Archive")


@register.simple_tag
def language_tag() -> str:
    """The language of the page, as `lang` wants it."""
    return LANGUAGE_TAGS.get(get_language() or "", "zh-Hans")


@register.simple_tag(takes_context=True)
def language_links(context: template.Context) -> list[LanguageLink]:
    """The page that is shown in each language of the site; the front page where the address leads nowhere."""
    request: HttpRequest | None = context.get("request")
    links = []
    for code, name in settings.LANGUAGES:
        if request is not None and leads_somewhere(request.path_info):
            url = translate_url(request.get_full_path(), code)
        else:
            with override(code):
                url = reverse("home")
        links.append(LanguageLink(LANGUAGE_TAGS[code], name, url, code == get_language()))
    return links


@register.simple_tag(takes_context=True)
def absolute(context: template.Context, url: str) -> str:
    """The address with its host, as crawlers want it. Not for error pages: a refused host must not be asked for."""
    return context["request"].build_absolute_uri(url)


def leads_somewhere(path: str) -> bool:
    """Whether the site has a page of this form."""
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


@register.filter
def number(value: int) -> str:
    """A whole number with the thousands set apart as the language does."""
    return _format_number(value, get_language())


@lru_cache(maxsize=10_000)
def _format_number(value: int, _language: str | None) -> str:
    return number_format(value, decimal_pos=0, force_grouping=True)


@register.filter
def issue_date_text(dump: Dump) -> str:
    """The issue date as exactly as it is known: 2022年10月12日, 约2022年10月, 日期不详."""
    if dump.issue_date is None:
        return gettext("date unknown")
    exact = dump.issue_date_precision == Dump.DatePrecision.DAY
    if exact:
        shown = date_format(dump.issue_date, "DATE_FORMAT")
    elif dump.issue_date_precision == Dump.DatePrecision.MONTH:
        shown = date_format(dump.issue_date, "YEAR_MONTH_FORMAT")
    else:
        shown = date_format(dump.issue_date, pgettext("format of a year alone", "Y"))
    if exact and dump.issue_date_source != Dump.Source.TEXT:
        return shown
    return gettext("about %(date)s") % {"date": shown}


@register.filter
def issue_date(dump: Dump) -> SafeString | str:
    """The issue date as a <time> that says no more than is known; plain text where nothing is."""
    if dump.issue_date is None:
        return issue_date_text(dump)
    length = {Dump.DatePrecision.YEAR: 4, Dump.DatePrecision.MONTH: 7}.get(dump.issue_date_precision, 10)
    return format_html('<time datetime="{}">{}</time>', dump.issue_date.isoformat()[:length], issue_date_text(dump))


@register.filter
def day_in_month(value: date) -> str:
    """A day without its year: 10月12日."""
    return date_format(value, pgettext("format of a day without its year", "j F"))


@register.filter
def page_unit(count: int) -> str:
    """What stands after a number of pages: 版. A year's calendars say it hundreds of times."""
    return npgettext("unit of a number", "page", "pages", count)


@register.filter
def year_alone(value: date) -> str:
    """A year by itself: 2022年."""
    return date_format(value, pgettext("format of a year alone", "Y"))


@register.filter
def page_label(dump: Dump) -> str:
    """The page as a reader asks for it: 第5版 湘商. Empty where neither number nor name is known."""
    label = gettext("Page %(number)s") % {"number": dump.page_no} if dump.page_no else ""
    return " ".join(part for part in (label, dump.page_name) if part)


@register.filter
def page_label_html(dump: Dump) -> SafeString | str:
    """The same with the page's name marked as Chinese, for pages in another language."""
    if not dump.page_name:
        return page_label(dump)
    number = gettext("Page %(number)s") % {"number": dump.page_no} + " " if dump.page_no else ""
    return format_html('{}<span lang="zh-Hans">{}</span>', number, dump.page_name)


@register.filter
def with_lang(text: str) -> SafeString | str:
    """A text of the archive's own, marked as Chinese where it is and the page is in another language."""
    if (get_language() or "").startswith("zh") or not any(map(is_ideograph, str(text))):
        return text
    return format_html('<span lang="zh-Hans">{}</span>', text)


@register.filter
def role_name(role: str) -> str:
    """What a person in a byline did, in the reader's language; a role the site does not know as it is."""
    return str(ROLE_NAMES[Role(role)]) if role in {known.value for known in Role} else role


@register.filter
def match_kind(kind: str) -> str:
    """How an article answers a search, in the reader's language; nothing for a way that there is not."""
    return str(MATCH_KINDS.get(kind, ""))


@register.filter
def line_ranges(ranges: Sequence[Sequence[int]]) -> str:
    """Line numbers as in a footnote: [[3, 79], [90, 90]] → 3–79, 90."""
    return ", ".join(f"{start}–{end}" if end > start else f"{start}" for start, end in ranges)


@register.simple_tag
def source_url(dump: Dump, line_no: int) -> str:
    """The address of one line in the source view of a page."""
    part = ceil(line_no / SOURCE_LINES_AT_ONCE)
    query = f"?page={part}" if part > 1 else ""
    return f"{reverse('page_source', args=[dump.public_id])}{query}#L{line_no}"


@register.simple_tag
def article_source_url(article: Article) -> str:
    """The address of an article's source view, at its first line."""
    return f"{reverse('article_source', args=[article.public_id])}#L{article.lines[0][0]}"


@register.filter
def linked_data(value: Mapping[str, object]) -> SafeString:
    """A data block of schema.org that no value can end: browsers do not run it, and < > & are written as escapes."""
    text = json.dumps(value, ensure_ascii=False).translate(SCRIPT_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', SafeString(text))


@register.filter
def region_trail(region: Region) -> list[Region]:
    """The region and those above it, the largest first; the home province goes without saying."""
    trail = [region]
    while trail[0].parent_id:
        trail.insert(0, trail[0].parent)
    return [place for place in trail if place.code != settings.HOME_REGION] or trail


@register.filter
def region_text(region: Region) -> str:
    """The region with those above it as one line: 益阳市 安化县 平口镇. A name that repeats stands once."""
    names = [place.name for place in region_trail(region)]
    return " ".join(names[:1] + [name for before, name in pairwise(names) if name != before])


@register.filter
def marked(excerpt: Excerpt) -> SafeString:
    """The excerpt with the words that matched in <mark>, everything escaped."""
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", piece.text) if piece.marked else piece.text,) for piece in excerpt)
    )
