"""Admin pages for rows that the parser or a command writes: staff look at them and change them elsewhere."""

from django.contrib import admin


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows can be listed and looked at, not added, changed or deleted."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class ReadOnlyInline(admin.TabularInline):
    """Rows of a parent that can be looked at only."""

    extra = 0
    can_delete = False
    show_change_link = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False
