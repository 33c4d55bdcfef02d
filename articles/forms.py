"""Forms: staff hand in dumps and correct what is known of a page; readers report errors."""

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from articles.dump.decode import UnreadableDumpError, decode_dump
from articles.dump.types import IssueDate
from articles.ingest.sources import SourceError, Sources, find_uploads
from articles.ingest.staff import StaffDateError, StaffImprint, parse_staff_date
from articles.ingest.wording import refusal_text
from articles.models import Article, Dump, ErrorReport, Newspaper

# One request reads them all; more than this is work for the command line.
MAX_UPLOAD_DUMPS = 200


class IssueDateField(forms.CharField):
    """A date as precise as it is known: 2022-10-12, 2022-10 or 2022. Cleans to an IssueDate or None."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("issue date"))
        kwargs.setdefault("help_text", _("2022-10-12, or 2022-10 or 2022 where that is all that is known."))
        super().__init__(max_length=20, required=False, **kwargs)

    def clean(self, value) -> IssueDate | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_staff_date(text)
        except StaffDateError as error:
            raise forms.ValidationError(str(error), code="invalid_date") from error


class SeveralFilesInput(forms.ClearableFileInput):
    """A file input in which several files can be chosen."""

    allow_multiple_selected = True


class DumpFilesField(forms.FileField):
    """One or many files of dumps. Cleans to Sources; a wrong file is an error that names it."""

    widget = SeveralFilesInput(attrs={"accept": ".txt,.text,.zip,text/plain,application/zip"})

    def clean(self, data, initial=None) -> Sources:
        files = data if isinstance(data, list | tuple) else [data]
        files = [super(DumpFilesField, self).clean(file, initial) for file in files]
        sources = find_uploads(files)
        errors = [forms.ValidationError(str(error), code="refused") for error in sources.refused]
        errors += [error for source in sources.found if (error := _refusal(source))]
        if not errors and not sources.found:
            errors = [forms.ValidationError(_("The archive holds no .txt file."), code="no_dump")]
        if len(sources.found) > MAX_UPLOAD_DUMPS:
            text = _("These are %(count)d dumps; at most %(limit)d go in at a time. Use fewer, or manage.py ingest.")
            values = {"count": len(sources.found), "limit": MAX_UPLOAD_DUMPS}
            errors = [forms.ValidationError(text, code="too_many", params=values)]
        if errors:
            raise forms.ValidationError(errors)
        return sources


def _refusal(source) -> forms.ValidationError | None:
    try:
        decode_dump(source.read())
    except SourceError as error:
        return forms.ValidationError(str(error), code="refused")
    except UnreadableDumpError as error:
        return forms.ValidationError(f"{source.name}: {refusal_text(error)}", code=error.kind)
    return None


class UploadForm(forms.Form):
    """Dumps, and what staff know of the pages they come from."""

    files = DumpFilesField(
        label=_("files"),
        help_text=_("Text files (.txt), one a page, or zip archives of them. Up to 8 MB a file."),
    )
    newspaper = forms.ModelChoiceField(
        Newspaper.objects.all(),
        label=_("newspaper"),
        required=False,
        empty_label=_("as the file name or the page says"),
    )
    new_newspaper = forms.CharField(
        label=_("or a new newspaper"), max_length=100, required=False, help_text=_("Its name as on the masthead.")
    )
    issue_date = IssueDateField()
    page_no = forms.IntegerField(
        label=_("page number"), required=False, validators=[MinValueValidator(1), MaxValueValidator(9999)]
    )
    page_name = forms.CharField(label=_("page name"), max_length=60, required=False)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("newspaper") and cleaned.get("new_newspaper"):
            self.add_error("new_newspaper", _("Choose a newspaper above, or name a new one: not both."))
        return cleaned

    def imprint(self) -> StaffImprint:
        """What the form says of the pages."""
        cleaned = self.cleaned_data
        newspaper = cleaned["newspaper"]
        return StaffImprint(
            newspaper=newspaper.name if newspaper else cleaned["new_newspaper"].strip() or None,
            issue_date=cleaned["issue_date"],
            page_no=cleaned["page_no"],
            page_name=cleaned["page_name"].strip() or None,
        )


class DumpForm(forms.ModelForm):
    """The facts about a stored page that staff may correct."""

    # Not the model's own field: a date is typed as precisely as it is known, and that is three columns.
    date_typed = IssueDateField()

    class Meta:
        model = Dump
        fields = ("newspaper", "page_no", "page_name")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["date_typed"] = date_as_typed(self.instance)

    def save(self, commit=True):
        if "date_typed" in self.changed_data:
            found = self.cleaned_data["date_typed"]
            self.instance.issue_date = found.date if found else None
            self.instance.issue_date_precision = found.precision.value if found else Dump.DatePrecision.NONE
            self.instance.issue_date_source = Dump.Source.STAFF if found else Dump.Source.NONE
            self.instance.issue_date_evidence = found.evidence if found else ""
        return super().save(commit)


def date_as_typed(dump: Dump) -> str:
    """A dump's date as staff would type it, as precise as it is known."""
    if dump.issue_date is None:
        return ""
    length = {Dump.DatePrecision.DAY: 10, Dump.DatePrecision.MONTH: 7, Dump.DatePrecision.YEAR: 4}
    return dump.issue_date.isoformat()[: length[dump.issue_date_precision]]


class ErrorReportForm(forms.Form):
    """What a reader says is wrong. `line_count` is that of the page's dump."""

    flooded = _("So many reports have come in that no more are taken for now. Please try again in an hour.")

    text = forms.CharField(
        label=_("What is wrong?"),
        help_text=_("Say what stands here and what should. 2,000 characters at the most."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    line_no = forms.IntegerField(
        label=_("Line of the source text"),
        help_text=_("May stay empty. The source text beside the article numbers its lines."),
        required=False,
        min_value=1,
    )
    reporter = forms.CharField(
        label=_("Your name"),
        help_text=_("May stay empty. Only staff see it."),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    # Nobody sees this field, so only a machine fills it in.
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}))

    def __init__(self, *args, line_count: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.line_count = line_count

    def clean_line_no(self):
        line_no = self.cleaned_data["line_no"]
        if line_no is not None and line_no > self.line_count:
            text = _("The page has %(count)s lines.") % {"count": self.line_count}
            raise forms.ValidationError(text, code="no_such_line")
        return line_no

    @property
    def is_from_machine(self) -> bool:
        """Whether the field was filled in that no reader sees."""
        return bool(self.cleaned_data["website"])

    def save(self, dump: Dump, article: Article | None, sender: str) -> ErrorReport:
        """The report as a new row in the queue of staff."""
        return ErrorReport.objects.create(
            dump=dump,
            article_id=article.public_id if article else "",
            line_no=self.cleaned_data["line_no"],
            text=self.cleaned_data["text"],
            reporter=self.cleaned_data["reporter"],
            sender=sender,
        )
