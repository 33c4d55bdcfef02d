"""Handing in dumps: the form, and an answer that grows by a row with each page that has been read."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.translation import gettext as _

from articles.dump.decode import UnreadableDumpError
from articles.forms import UploadForm, date_as_typed
from articles.ingest.sources import Source, SourceError, Sources
from articles.ingest.staff import StaffImprint
from articles.ingest.wording import problem_text, refusal_text
from articles.models import Article, Dump
from articles.tasks import batched_indexing, ingest_dump

# Stands in the template of the answer where the rows will be.
ROWS_MARK = "<!-- rows -->"


@dataclass(frozen=True, slots=True)
class UploadRow:
    """What became of one file; `refused` says why it was not taken."""

    file: str
    dump: Dump | None = None
    dated: str = ""
    created: bool = False
    articles: tuple[Article, ...] = ()
    problems: tuple[tuple[int | None, str], ...] = ()
    refused: str = ""


def upload_view(model_admin, request: HttpRequest) -> HttpResponseBase:
    """The upload form; with good files, the answer to them."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": _("Hand in page dumps"),
        "form": form,
    }
    if not form.is_valid():
        return TemplateResponse(request, "admin/articles/dump/upload.html", context)
    sources = form.cleaned_data["files"]
    context |= {"title": _("Reading pages"), "total": len(sources.found), "passed_over": sources.passed_over}
    page = render_to_string("admin/articles/dump/uploaded.html", context, request)
    rows = _read_rows(sources, form.imprint(), request.user, translation.get_language())
    return StreamingHttpResponse(_fill(page, rows), headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})


def _fill(page: str, rows: Iterator[str]) -> Iterator[str]:
    head, tail = page.split(ROWS_MARK)
    yield head
    yield from rows
    yield tail


def _read_rows(sources: Sources, staff: StaffImprint, user, language: str) -> Iterator[str]:
    """Each source's row of the answer, as soon as it is stored. The language outlives the request's own.

    A clerk who leaves before the end closes the answer, not the work: the remaining files are read all the same.
    """
    remaining = iter(sources.found)
    with batched_indexing():
        try:
            for source in remaining:
                with translation.override(language):
                    row = _read_row(source, staff, user)
                    yield render_to_string("admin/articles/dump/uploaded_row.html", {"row": row})
        finally:
            for source in remaining:
                _read_row(source, staff, user)


def _read_row(source: Source, staff: StaffImprint, user) -> UploadRow:
    try:
        receipt = ingest_dump(source.read(), source.name, staff, user)
    except SourceError as error:
        return UploadRow(source.name, refused=error.reason)
    except UnreadableDumpError as error:
        return UploadRow(source.name, refused=refusal_text(error))
    dump = receipt.dump
    return UploadRow(
        source.name,
        dump=dump,
        dated=date_as_typed(dump),
        created=receipt.created,
        articles=tuple(dump.articles.order_by("order_no")),
        problems=tuple((problem["line"], problem_text(problem["kind"])) for problem in dump.problems),
    )
