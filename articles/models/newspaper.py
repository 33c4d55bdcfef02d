"""Newspapers, and the dumps of their pages."""

from datetime import date

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# The newspaper of dumps for which nobody has said one: a row like any other, so that its pages can be browsed.
UNSPECIFIED_NEWSPAPER_CODE = "unspecified"


def month_number(day: date | None) -> int:
    """202210 for a day in October 2022; 0 where there is none."""
    return day.year * 100 + day.month if day else 0


class Newspaper(models.Model):
    """A newspaper, named as on its masthead."""

    code = models.SlugField(
        _("code"),
        max_length=40,
        unique=True,
        allow_unicode=True,
        help_text=_("Used in addresses, and recognised at the start of file names: hnrb in hnrb20221012_05.txt."),
    )
    name = models.CharField(_("name"), max_length=100, unique=True)
    home_region = models.ForeignKey(
        "Region", models.SET_NULL, null=True, blank=True, related_name="newspapers", verbose_name=_("home region")
    )

    class Meta:
        verbose_name = _("newspaper")
        verbose_name_plural = _("newspapers")
        ordering = ("name",)
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="newspaper_name_not_empty"),
            models.CheckConstraint(condition=~Q(code=""), name="newspaper_code_not_empty"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("newspaper", args=[self.code])


class Dump(models.Model):
    """The running text of one newspaper page as it was handed in: its bytes, and what was read from them."""

    class Status(models.TextChoices):
        PARSED = "parsed", pgettext_lazy("dump status", "read")
        FAILED = "failed", pgettext_lazy("dump status", "failed")

    class DatePrecision(models.TextChoices):
        DAY = "day", _("to the day")
        MONTH = "month", _("to the month")
        YEAR = "year", _("to the year")
        NONE = "none", _("no date")

    class Source(models.TextChoices):
        """Where a page's date, number or name was taken from, strongest first."""

        STAFF = "staff", _("given by staff")
        FILE_NAME = "file_name", _("file name")
        HEADER = "header", _("page header")
        TEXT = "text", _("inferred from the text")
        NONE = "none", _("not found")

    public_id = models.CharField(_("identifier"), max_length=16, unique=True, editable=False)
    newspaper = models.ForeignKey(Newspaper, models.PROTECT, related_name="dumps", verbose_name=_("newspaper"))
    sha256 = models.CharField("SHA-256", max_length=64, unique=True, editable=False)
    raw_bytes = models.BinaryField(_("original bytes"), editable=False)
    byte_count = models.PositiveIntegerField(_("bytes"), editable=False)
    file_name = models.CharField(_("file name"), max_length=255)
    encoding = models.CharField(_("encoding"), max_length=20, editable=False)

    issue_date = models.DateField(
        _("issue date"),
        null=True,
        blank=True,
        help_text=_("The first day of the month or year where only that is known."),
    )
    issue_date_precision = models.CharField(
        _("precision of the date"), max_length=5, choices=DatePrecision.choices, default=DatePrecision.NONE
    )
    issue_date_source = models.CharField(
        _("source of the date"), max_length=9, choices=Source.choices, default=Source.NONE
    )
    issue_date_evidence = models.CharField(_("evidence of the date"), max_length=200, blank=True)
    page_no = models.PositiveSmallIntegerField(
        _("page number"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    page_name = models.CharField(_("page name"), max_length=60, blank=True)

    status = models.CharField(_("status"), max_length=6, choices=Status.choices, editable=False)
    failure = models.TextField(_("reason of the failure"), blank=True, editable=False)
    parser_version = models.CharField(_("parser version"), max_length=20, editable=False)
    # [{"line": 136, "kind": "truncated", "message": "…"}], as in the page's JSON.
    problems = models.JSONField(_("problems"), default=list, editable=False)
    # [{"line": 1, "text": "…"}]: the lines that belong to no article.
    furniture = models.JSONField(_("furniture"), default=list, editable=False)
    line_count = models.PositiveIntegerField(_("lines"), editable=False)
    article_count = models.PositiveIntegerField(_("articles"), default=0, editable=False)
    problem_count = models.PositiveIntegerField(_("problems"), default=0, editable=False)

    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    created_at = models.DateTimeField(_("received"), auto_now_add=True)
    parsed_at = models.DateTimeField(_("read at"), editable=False)

    class Meta:
        verbose_name = _("page dump")
        verbose_name_plural = _("page dumps")
        ordering = ("-created_at", "-pk")
        indexes = [
            models.Index(fields=["newspaper", "-issue_date", "page_no"], name="dump_newspaper_date_page"),
            models.Index(fields=["-issue_date", "-id"], name="dump_newest"),
            models.Index(fields=["-created_at", "-id"], name="dump_received"),
            # Not by status too: SQLite would take it for every question about the pages that were read.
            models.Index(fields=["parsed_at"], name="dump_read"),
            # Calendars and figures read this alone: a row itself holds a page's bytes.
            models.Index(
                fields=[
                    "status",
                    "newspaper",
                    "issue_date",
                    "issue_date_precision",
                    "issue_date_source",
                    "article_count",
                ],
                name="dump_calendar_covering",
            ),  # fmt: skip
        ]
        constraints = [
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="dump_sha256_is_hex"),
            models.CheckConstraint(condition=Q(page_no__isnull=True) | Q(page_no__gte=1), name="dump_page_no_from_1"),
            models.CheckConstraint(condition=Q(byte_count__gte=1), name="dump_not_empty"),
            models.CheckConstraint(condition=Q(status__in=["parsed", "failed"]), name="dump_status_known"),
            models.CheckConstraint(
                condition=Q(status="parsed", failure="") | (Q(status="failed") & ~Q(failure="")),
                name="dump_failure_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(issue_date__isnull=True, issue_date_precision="none", issue_date_source="none")
                | Q(
                    issue_date__isnull=False,
                    issue_date_precision__in=["day", "month", "year"],
                    issue_date_source__in=["staff", "file_name", "header", "text"],
                ),
                name="dump_date_has_precision_and_source",
            ),
        ]

    def __str__(self):
        return self.file_name or self.public_id

    def get_absolute_url(self):
        return reverse("page", args=[self.public_id])
