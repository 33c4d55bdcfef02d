from django.db import migrations, models


def make_places_of_zones(apps, _schema_editor):
    """A row for each zone that an article's place has beside it; places and numbers lead to it.

    Names are left as they were printed: `place_articles` finds the places anew, with one name for each zone.
    """
    Region = apps.get_model("articles", "Region")
    ArticleRegion = apps.get_model("articles", "ArticleRegion")
    RegionCount = apps.get_model("articles", "RegionCount")
    found = ArticleRegion.objects.exclude(zone="").order_by().values_list("region", "zone").distinct()
    entity_paths = {}
    for region_pk, name in list(found):
        region = Region.objects.get(pk=region_pk)
        zone, _created = Region.objects.get_or_create(
            path=f"{region.path}{name}/",
            name=name,
            valid_from=region.valid_from,
            defaults={
                "level": 5,
                "parent": region,
                "valid_to": region.valid_to,
                "entity_path": f"{region.entity_path}{name}/",
            },
        )
        entity_paths[region.entity_path, name] = zone.entity_path
        ArticleRegion.objects.filter(region=region, zone=name).update(region=zone)
    for path, name in list(RegionCount.objects.exclude(zone="").order_by().values_list("path", "zone").distinct()):
        counts = RegionCount.objects.filter(path=path, zone=name)
        if (path, name) in entity_paths:
            counts.update(path=entity_paths[path, name], zone="")
        else:
            counts.delete()  # of what lies above: the zone's articles are among all of its articles


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0003_places_by_entity'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='region',
            name='region_level_known',
        ),
        migrations.RemoveConstraint(
            model_name='region',
            name='region_code_by_level',
        ),
        migrations.AlterField(
            model_name='region',
            name='level',
            field=models.PositiveSmallIntegerField(choices=[(1, 'province'), (2, 'prefecture'), (3, 'county'), (4, 'township'), (5, 'zone')], verbose_name='level'),
        ),
        migrations.AddIndex(
            model_name='region',
            index=models.Index(condition=models.Q(('level', 5)), fields=['entity_path'], name='region_zone_path', opclasses=['varchar_pattern_ops']),
        ),
        migrations.AddConstraint(
            model_name='region',
            constraint=models.CheckConstraint(condition=models.Q(('level__gte', 1), ('level__lte', 5)), name='region_level_known'),
        ),
        migrations.AddConstraint(
            model_name='region',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('code', ''), ('level__gte', 4)), models.Q(('code__regex', '^[0-9]{6}$'), ('level__lte', 3)), _connector='OR'), name='region_code_by_level'),
        ),
        migrations.RunPython(make_places_of_zones),
    ]
