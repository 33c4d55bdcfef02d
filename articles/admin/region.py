"""Regions in the admin: the gazetteer as it was loaded, to look at and to choose from."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin.reading import ReadOnlyAdmin, ReadOnlyInline
from articles.models import Region, RegionAlias


class RegionAliasInline(ReadOnlyInline):
    model = RegionAlias


@admin.register(Region)
class RegionAdmin(ReadOnlyAdmin):
    """Filled by `manage.py load_regions`."""

    list_display = ("name", "level", "code", "parent", "valid_from", "valid_to")
    list_filter = ("level", ("valid_to", admin.EmptyFieldListFilter))
    list_select_related = ("parent",)
    search_fields = ("name", "=code", "aliases__name", "^initials")
    search_help_text = _("Name, former name, short form, code, or the initials of the pinyin.")
    autocomplete_fields = ("parent",)
    inlines = (RegionAliasInline,)
