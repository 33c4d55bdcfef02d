"""What still has to be told to the search index. Rows are written in the transaction that changes an article."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PendingIndexing(models.Model):
    """An article that was added, changed or taken away, and that the index has not seen since.

    No foreign key: the row outlives its article. Several rows may name the same article.
    """

    article_pk = models.BigIntegerField(_("key of the article"))
    requested_at = models.DateTimeField(_("requested"), auto_now_add=True)

    class Meta:
        verbose_name = _("article waiting for the index")
        verbose_name_plural = _("articles waiting for the index")

    def __str__(self):
        return str(self.article_pk)
