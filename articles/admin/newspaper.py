"""Newspapers in the admin."""

from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from articles.models import Newspaper
from articles.tasks import rename_newspaper


@admin.register(Newspaper)
class NewspaperAdmin(admin.ModelAdmin):
    """A newspaper that has dumps cannot be deleted: give its pages to another one first."""

    list_display = ("name", "code", "home_region", "dumps")
    list_select_related = ("home_region",)
    search_fields = ("name", "code")
    autocomplete_fields = ("home_region",)

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(dump_count=Count("dumps"))

    @admin.display(description=_("page dumps"), ordering="dump_count")
    def dumps(self, newspaper):
        return newspaper.dump_count

    def save_model(self, request, obj, form, change):
        rename_newspaper(obj)
