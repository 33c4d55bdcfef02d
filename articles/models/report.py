"""What readers tell staff about errors. A report outlives the article and the page that it is about."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ErrorReport(models.Model):
    """One reader's word on an article or a page, until staff have dealt with it."""

    class Status(models.TextChoices):
        NEW = "new", pgettext_lazy("status of a report", "new")
        MENDED = "mended", pgettext_lazy("status of a report", "mended")
        DECLINED = "declined", pgettext_lazy("status of a report", "nothing to mend")

    # No foreign key to the article: rows of articles are written anew whenever the page is read again.
    article_id = models.CharField(_("identifier of the article"), max_length=32, blank=True, editable=False)
    dump = models.ForeignKey(
        "Dump",
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="error_reports",
        verbose_name=_("page dump"),
    )
    line_no = models.PositiveIntegerField(_("line"), null=True, editable=False)
    text = models.TextField(_("what is wrong"), max_length=2000, editable=False)
    reporter = models.CharField(_("reader's name"), max_length=100, blank=True, editable=False)
    # A keyed hash of the reader's address and the day: enough to hold back floods, and no address.
    sender = models.CharField(max_length=32, editable=False)
    status = models.CharField(_("status"), max_length=8, choices=Status.choices, default=Status.NEW)
    note = models.TextField(_("note of staff"), blank=True)
    created_at = models.DateTimeField(_("received"), auto_now_add=True)

    class Meta:
        verbose_name = _("error report")
        verbose_name_plural = _("error reports")
        ordering = ("-created_at", "-pk")
        indexes = [
            models.Index(fields=["status", "-created_at"], name="report_queue"),
            models.Index(fields=["created_at", "sender"], name="report_senders"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="report_text_not_empty"),
            models.CheckConstraint(condition=Q(status__in=["new", "mended", "declined"]), name="report_status_known"),
        ]

    def __str__(self):
        return self.text[:40]
