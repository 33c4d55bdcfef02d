"""Articles in the admin: what was read, with its confidence and its places."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.admin.placing import PlacingAdmin
from articles.admin.reading import ReadOnlyAdmin, ReadOnlyInline
from articles.models import Article, ArticleRegion, Byline, Section


class SectionInline(ReadOnlyInline):
    model = Section
    fields = ("order_no", "crosshead", "text")
    readonly_fields = ("text",)

    @admin.display(description=_("paragraphs"))
    def text(self, section):
        return "\n\n".join(section.paragraphs)


class BylineInline(ReadOnlyInline):
    model = Byline
    fields = ("order_no", "name", "role", "organisation")


class ArticleRegionInline(ReadOnlyInline):
    model = ArticleRegion
    fields = ("region", "role", "confidence", "words", "source", "resolver_version")
    readonly_fields = ("words",)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("region", "article")

    @admin.display(description=_("evidence"))
    def words(self, place):
        return "、".join(place.evidence)


@admin.register(Article)
class ArticleAdmin(PlacingAdmin, ReadOnlyAdmin):
    """Articles belong to their dump and are written and taken away with it; their places are set by staff too."""

    list_display = ("display_headline", "dump", "order_no", "form", "truncated", "rounded_confidence")
    list_filter = ("form", "truncated", "without_place", "dump__newspaper")
    list_select_related = ("dump",)
    search_fields = ("headline", "kicker", "deck", "bylines__name", "=public_id")
    ordering = ("-pk",)
    inlines = (ArticleRegionInline, BylineInline, SectionInline)
    fields = (
        "page",
        "line_numbers",
        "kicker",
        "headline",
        "deck",
        "byline_raw",
        "dateline",
        "captions",
        "jump_to",
        "jump_from",
        "form",
        "truncated",
        "rounded_confidence",
        "without_place",
    )
    readonly_fields = fields

    def get_queryset(self, request):
        return super().get_queryset(request).defer("dump__raw_bytes", "dump__furniture", "dump__problems")

    @admin.display(description=_("headline"), ordering="headline")
    def display_headline(self, article):
        return article.display_headline

    @admin.display(description=_("confidence"), ordering="confidence")
    def rounded_confidence(self, article):
        return f"{article.confidence:.2f}"

    @admin.display(description=_("page dump"))
    def page(self, article):
        return format_html(
            '<a href="{}">{}</a>', reverse("admin:articles_dump_change", args=[article.dump_id]), article.dump
        )

    @admin.display(description=_("lines"))
    def line_numbers(self, article):
        where = ", ".join(f"{first}–{last}" for first, last in article.lines)
        address = reverse("admin:articles_dump_lines", args=[article.dump_id])
        return format_html('<a href="{}#L{}">{}</a>', address, article.lines[0][0], where)
