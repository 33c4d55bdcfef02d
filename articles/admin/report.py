"""The queue of readers' error reports: staff look at what each is about, and write down what became of it."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.models import Article, ErrorReport, FormerIdentifier


@admin.register(ErrorReport)
class ErrorReportAdmin(admin.ModelAdmin):
    """What the reader wrote stays as it is; the status and a note are the staff's."""

    list_display = ("text_start", "status", "page", "line_no", "reporter", "created_at")
    list_filter = ("status", "dump__newspaper")
    list_select_related = ("dump",)
    search_fields = ("text", "reporter", "note", "=article_id", "=dump__public_id")
    date_hierarchy = "created_at"
    actions = ("mark_mended", "mark_declined")
    fields = ("text", "article", "page", "line", "reporter", "created_at", "status", "note")
    readonly_fields = ("text", "article", "page", "line", "reporter", "created_at")

    def get_queryset(self, request):
        return super().get_queryset(request).defer("dump__raw_bytes", "dump__furniture", "dump__problems")

    def has_add_permission(self, request):
        return False

    @admin.display(description=_("what is wrong"), ordering="text")
    def text_start(self, report):
        return str(report)

    @admin.display(description=_("article"))
    def article(self, report):
        article = find_reported(report)
        if article is None:
            return report.article_id or "–"
        address = reverse("admin:articles_article_change", args=[article.pk])
        return format_html('<a href="{}">{}</a>', address, article.display_headline)

    @admin.display(description=_("page dump"), ordering="dump__file_name")
    def page(self, report):
        if report.dump is None:
            return _("withdrawn")
        return format_html(
            '<a href="{}">{}</a>', reverse("admin:articles_dump_change", args=[report.dump_id]), report.dump
        )

    @admin.display(description=_("line"))
    def line(self, report):
        if report.dump is None or not report.line_no:
            return report.line_no or "–"
        address = reverse("admin:articles_dump_lines", args=[report.dump_id])
        return format_html('<a href="{}#L{}">{}</a>', address, report.line_no, report.line_no)

    @admin.action(description=_("Mark as mended"), permissions=["change"])
    def mark_mended(self, request, queryset):
        queryset.update(status=ErrorReport.Status.MENDED)

    @admin.action(description=_("Mark as nothing to mend"), permissions=["change"])
    def mark_declined(self, request, queryset):
        queryset.update(status=ErrorReport.Status.DECLINED)


def find_reported(report: ErrorReport) -> Article | None:
    """The article that a report is about, under whatever identifier it stands now."""
    if not report.article_id:
        return None
    article = Article.objects.filter(public_id=report.article_id).first()
    if article is None:
        former = FormerIdentifier.objects.filter(public_id=report.article_id).select_related("article").first()
        article = former and former.article
    return article
