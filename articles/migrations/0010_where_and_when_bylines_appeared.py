from django.db import migrations, models
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce, ExtractMonth, ExtractYear


def follow_dumps(apps, _schema_editor):
    """Newspaper and month of each byline, from the dump of its article."""
    Byline, Dump = apps.get_model("articles", "Byline"), apps.get_model("articles", "Dump")
    own = Dump.objects.order_by().filter(articles=OuterRef("article"))
    month = own.annotate(number=ExtractYear("issue_date") * 100 + ExtractMonth("issue_date"))
    Byline.objects.update(
        newspaper=Subquery(own.values("newspaper")[:1]),
        month=Coalesce(Subquery(month.values("number")[:1]), 0),
    )


class Migration(migrations.Migration):

    dependencies = [
        ("articles", "0009_calendars_and_index_of_bylines"),
    ]

    operations = [
        migrations.AddField(
            model_name='byline',
            name='month',
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name='month'),
        ),
        migrations.AddField(
            model_name='byline',
            name='newspaper',
            field=models.ForeignKey(db_index=False, editable=False, null=True, on_delete=models.CASCADE, related_name='+', to='articles.newspaper', verbose_name='newspaper'),
        ),
        migrations.RunPython(follow_dumps, migrations.RunPython.noop),
    ]
