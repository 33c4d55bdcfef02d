from django.db import migrations, models


class Migration(migrations.Migration):
    """Apart from 0004, since PostgreSQL alters no table in the transaction that has written to it."""

    dependencies = [
        ('articles', '0004_zones_are_places'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='regioncount',
            name='region_count_key',
        ),
        migrations.RemoveField(
            model_name='articleregion',
            name='zone',
        ),
        migrations.RemoveField(
            model_name='regioncount',
            name='zone',
        ),
        migrations.AddConstraint(
            model_name='regioncount',
            constraint=models.UniqueConstraint(fields=('path', 'role', 'newspaper', 'month'), name='region_count_key'),
        ),
    ]
