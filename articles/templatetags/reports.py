"""What the front page of the admin says of the queue of error reports."""

from django import template

from articles.models import ErrorReport

register = template.Library()


@register.simple_tag
def count_new_reports() -> int:
    """How many error reports nobody has dealt with yet."""
    return ErrorReport.objects.filter(status=ErrorReport.Status.NEW).count()
