"""Addresses that led to something once: what stands there now says that it is gone, and where to go on."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class WithdrawnIdentifier(models.Model):
    """A public identifier of a page or an article that is in the archive no longer. Nothing of its text is kept."""

    public_id = models.CharField(_("identifier"), max_length=32, unique=True)
    # The identifier of the page: the page itself may still be there, or come back.
    page_id = models.CharField(_("identifier of the page"), max_length=16)
    newspaper = models.ForeignKey(
        "Newspaper", models.SET_NULL, null=True, related_name="+", verbose_name=_("newspaper")
    )
    # Where it is known to the day.
    issue_date = models.DateField(_("issue date"), null=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), auto_now_add=True)

    class Meta:
        verbose_name = _("withdrawn identifier")
        verbose_name_plural = _("withdrawn identifiers")

    def __str__(self):
        return self.public_id
