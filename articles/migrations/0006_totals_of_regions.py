from django.db import migrations, models


def sum_up(apps, _schema_editor):
    """The totals of the counts that are there."""
    RegionTotal = apps.get_model("articles", "RegionTotal")
    counts = apps.get_model("articles", "RegionCount").objects.order_by().values_list("path", "role")
    RegionTotal.objects.bulk_create(
        RegionTotal(path=path, role=role, articles=articles)
        for path, role, articles in counts.annotate(models.Sum("articles"))
    )


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0005_no_zone_beside_a_place'),
    ]

    operations = [
        migrations.CreateModel(
            name='RegionTotal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=100, verbose_name='path of today')),
                ('role', models.CharField(choices=[('primary', 'about'), ('mentioned', 'mentioned')], max_length=9, verbose_name='role')),
                ('articles', models.IntegerField(verbose_name='articles')),
            ],
            options={
                'verbose_name': 'total of articles of a region',
                'verbose_name_plural': 'totals of articles of regions',
                'constraints': [models.UniqueConstraint(fields=('path', 'role'), name='region_total_key')],
            },
        ),
        migrations.RunPython(sum_up, migrations.RunPython.noop),
    ]
