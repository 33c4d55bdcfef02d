"""The one Django application of the archive."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("News archive")

    def ready(self):
        from articles import operator_map  # noqa: F401 (registers its check)
