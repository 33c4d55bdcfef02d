# In a transaction of its own: PostgreSQL changes no table in the one that has filled it.

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("articles", "0010_where_and_when_bylines_appeared"),
    ]

    operations = [
        migrations.AlterField(
            model_name='byline',
            name='newspaper',
            field=models.ForeignKey(db_index=False, editable=False, on_delete=models.CASCADE, related_name='+', to='articles.newspaper', verbose_name='newspaper'),
        ),
        migrations.AddIndex(
            model_name='byline',
            index=models.Index(fields=['name', 'month', 'newspaper', 'article'], name='byline_name_covering'),
        ),
        migrations.AddIndex(
            model_name='dump',
            index=models.Index(fields=['parsed_at'], name='dump_read'),
        ),
    ]
