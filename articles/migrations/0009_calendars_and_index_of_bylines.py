from django.db import migrations, models

from articles.text.surnames import index_letter


def put_under_letters(apps, _schema_editor):
    """The letter of each name that is there."""
    Byline = apps.get_model("articles", "Byline")
    names = Byline.objects.order_by("name").values_list("name", flat=True).distinct()
    by_letter = {}
    for name in names:
        by_letter.setdefault(index_letter(name), []).append(name)
    for letter, of_letter in by_letter.items():
        for start in range(0, len(of_letter), 500):
            Byline.objects.filter(name__in=of_letter[start : start + 500]).update(letter=letter)


class Migration(migrations.Migration):

    dependencies = [
        ("articles", "0008_reports_and_withdrawn"),
    ]

    operations = [
        migrations.AddField(
            model_name='byline',
            name='letter',
            field=models.CharField(default='#', editable=False, max_length=1, verbose_name='letter in the index'),
        ),
        migrations.RunPython(put_under_letters, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name='byline',
            index=models.Index(fields=['letter', 'name', 'article'], name='byline_letter_covering'),
        ),
        migrations.AddIndex(
            model_name='dump',
            index=models.Index(fields=['status', 'newspaper', 'issue_date', 'issue_date_precision', 'issue_date_source', 'article_count'], name='dump_calendar_covering'),
        ),
    ]
