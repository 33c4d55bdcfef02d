"""Page dumps in the admin: what was read from each, corrections to its issue, its bytes, and the way out."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin.lines import admin_lines
from articles.admin.upload import upload_view
from articles.dump.page import AccountingError
from articles.forms import DumpForm, date_as_typed
from articles.ingest.wording import problem_text
from articles.models import Dump
from articles.tasks import correct_dump, reparse_dump, withdraw_dumps


@admin.register(Dump)
class DumpAdmin(admin.ModelAdmin):
    """“Add” is the upload form; “delete” takes the page's articles out of the site and the index."""

    form = DumpForm
    list_display = (
        "file_name",
        "newspaper",
        "dated",
        "page_no",
        "page_name",
        "article_count",
        "problem_count",
        "status",
        "created_at",
    )
    list_filter = ("status", "newspaper", "issue_date_precision", "issue_date_source")
    list_select_related = ("newspaper",)
    search_fields = ("file_name", "page_name", "=public_id", "articles__headline")
    search_help_text = gettext_lazy("File name, page name or headline.")
    date_hierarchy = "issue_date"
    actions = ("read_again",)
    change_form_template = "admin/articles/dump/change_form.html"
    fieldsets = (
        (gettext_lazy("Issue"), {"fields": ("newspaper", "date_typed", "date_found", "page_no", "page_name")}),
        (gettext_lazy("What was read"), {"fields": ("status", "failure", "article_list", "problem_list")}),
        (
            gettext_lazy("The file"),
            {
                "fields": (
                    "file_name",
                    "byte_count",
                    "encoding",
                    "line_count",
                    "sha256",
                    "parser_version",
                    "parsed_at",
                    "created_at",
                    "uploaded_by",
                )
            },
        ),
    )
    readonly_fields = (
        "date_found",
        "status",
        "failure",
        "article_list",
        "problem_list",
        "file_name",
        "byte_count",
        "encoding",
        "line_count",
        "sha256",
        "parser_version",
        "parsed_at",
        "created_at",
        "uploaded_by",
    )

    def get_queryset(self, request):
        return super().get_queryset(request).defer("raw_bytes", "furniture")

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/lines/", wrap(self.lines_view), name="articles_dump_lines"),
            path("<int:pk>/original/", wrap(self.original_view), name="articles_dump_original"),
            path("<int:pk>/reparse/", wrap(self.reparse_view), name="articles_dump_reparse"),
            *super().get_urls(),
        ]

    # --- columns and facts

    @admin.display(description=gettext_lazy("issue date"), ordering="issue_date")
    def dated(self, dump):
        return date_as_typed(dump) or "–"

    @admin.display(description=gettext_lazy("how the date was found"))
    def date_found(self, dump):
        if not dump.issue_date_evidence:
            return dump.get_issue_date_source_display()
        return _("%(source)s: %(evidence)s") % {
            "source": dump.get_issue_date_source_display(),
            "evidence": dump.issue_date_evidence,
        }

    @admin.display(description=gettext_lazy("articles"))
    def article_list(self, dump):
        rows = format_html_join(
            "",
            '<li><a href="{}">{}</a>{}</li>',
            (
                (
                    reverse("admin:articles_article_change", args=[article.pk]),
                    article.display_headline,
                    " · " + _("cut off") if article.truncated else "",
                )
                for article in dump.articles.order_by("order_no")
            ),
        )
        return format_html("<ol>{}</ol>", rows) if rows else "–"

    @admin.display(description=gettext_lazy("problems"))
    def problem_list(self, dump):
        address = reverse("admin:articles_dump_lines", args=[dump.pk])
        rows = format_html_join(
            "",
            '<li><a href="{}">{}</a> {}</li>',
            (
                (
                    f"{address}#L{problem['line']}" if problem["line"] else address,
                    _("line %(number)s") % {"number": problem["line"]} if problem["line"] else _("page"),
                    problem_text(problem["kind"]),
                )
                for problem in dump.problems
            ),
        )
        return format_html("<ul>{}</ul>", rows) if rows else "–"

    # --- adding, changing, withdrawing

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        return upload_view(self, request)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        # Another page is handed in, not typed in.
        context = {"show_save_and_add_another": False, **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)

    def save_model(self, request, obj, form, change):
        correct_dump(obj)

    def get_deleted_objects(self, objs, request):
        """What the question before deleting lists. Articles go with their page: no right of their own is needed."""
        listed, counts, _missing_rights, protected = super().get_deleted_objects(objs, request)
        return listed, counts, set(), protected

    def delete_model(self, request, obj):
        withdraw_dumps([obj.pk])

    def delete_queryset(self, request, queryset):
        withdraw_dumps(list(queryset.values_list("pk", flat=True)))

    @admin.action(description=gettext_lazy("Read again with the parser as it is now"), permissions=["change"])
    def read_again(self, request, queryset):
        read = 0
        for dump in queryset.defer(None).select_related("newspaper"):
            read += self._reparse(request, dump)
        self.message_user(
            request,
            ngettext("%(count)d page has been read again.", "%(count)d pages have been read again.", read)
            % {"count": read},
        )

    def _reparse(self, request, dump: Dump) -> bool:
        try:
            reparse_dump(dump)
        except AccountingError as error:
            self.message_user(request, f"{dump}: {error}", messages.ERROR)
            return False
        return True

    # --- views of one dump

    def _dump(self, request, pk: int, permission) -> Dump:
        dump = get_object_or_404(Dump.objects.select_related("newspaper"), pk=pk)
        if not permission(request, dump):
            raise PermissionDenied
        return dump

    def lines_view(self, request, pk):
        """The dump's lines, each beside the article that it went to."""
        dump = self._dump(request, pk, self.has_view_permission)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Lines of %(name)s") % {"name": dump},
            "dump": dump,
            "lines": admin_lines(dump),
        }
        return TemplateResponse(request, "admin/articles/dump/lines.html", context)

    def original_view(self, request, pk):
        """The bytes exactly as they were handed in."""
        dump = self._dump(request, pk, self.has_view_permission)
        response = HttpResponse(bytes(dump.raw_bytes), content_type="application/octet-stream")
        response.headers["Content-Disposition"] = f'attachment; filename="{dump.public_id}.txt"'
        return response

    def reparse_view(self, request, pk):
        """Read one dump again."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        dump = self._dump(request, pk, self.has_change_permission)
        if self._reparse(request, dump):
            self.message_user(request, _("The page has been read again."))
        return HttpResponseRedirect(reverse("admin:articles_dump_change", args=[pk]))
