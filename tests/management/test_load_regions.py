"""load_regions: what it fills, and that running it again changes nothing."""

import re
from io import StringIO

import pytest
from django.core.management import call_command

from articles.gazetteer.aliases import list_aliases, list_zones
from articles.gazetteer.divisions import load_divisions
from articles.models import Region, RegionAlias, RegionCount
from tests.factories import make_article, make_newspaper

pytestmark = pytest.mark.django_db

ALL = len(load_divisions()) + len(list_zones())
# A name of a division in use counts once; those of divisions that have gone are left to the resolver.
ALL_NAMES = len([alias for alias in list_aliases() if alias.division.valid_to is None])


def run() -> list[str]:
    out = StringIO()
    call_command("load_regions", stdout=out)
    return [re.sub(r"^\d+\.\d s$", "time", line) for line in out.getvalue().splitlines()]


def report(added=(0, 0), changed=(0, 0), removed=(0, 0), total=(ALL, ALL_NAMES)) -> list[str]:
    """What the command prints, each count given for regions and for other names."""
    counts = zip(("Regions", "Other names"), added, changed, removed, total, strict=True)
    lines = [f"{label}: {a} added, {c} changed, {r} removed, {t} in all" for label, a, c, r, t in counts]
    return [*lines, "Numbers of articles: 0 put right", "time"]


def read_rows() -> tuple[list, list]:
    regions = Region.objects.order_by("pk").values_list("pk", "code", "name", "level", "path", "parent", "valid_to")
    aliases = RegionAlias.objects.order_by("pk").values_list("pk", "region", "name", "kind")
    return list(regions), list(aliases)


def test_the_second_run_changes_nothing():
    assert run() == report(added=(ALL, ALL_NAMES))
    rows = read_rows()
    assert run() == report()
    assert read_rows() == rows
    assert (len(rows[0]), len(rows[1])) == (ALL, ALL_NAMES)


def test_what_a_row_holds():
    run()
    county = Region.objects.get(name="安化县", valid_to=None)
    assert (county.code, county.level, county.path, county.valid_from) == (
        "430923",
        Region.Level.COUNTY,
        "430000/430900/430923/",
        1994,
    )
    assert county.parent.name == "益阳市"
    assert county.parent.parent.name == "湖南省"
    township = Region.objects.get(path="430000/430900/430923/平口镇/")
    assert (township.code, township.level, township.parent) == ("", Region.Level.TOWNSHIP, county)
    assert county.get_absolute_url().rstrip("/").endswith("430923")
    assert list(county.aliases.values_list("name", "kind")) == [("安化", "short")]


def test_a_parent_bears_the_name_of_the_year():
    run()
    parents = Region.objects.filter(path__startswith="420000/420600/", level=3).values_list("name", "parent__name")
    assert dict(parents)["襄州区"] == "襄阳市"
    assert dict(parents)["襄阳区"] == "襄樊市"


def test_other_names_of_each_kind():
    run()
    names = set(
        RegionAlias.objects.filter(name__in=["湘西州", "祁阳县", "羊城", "湘江新区", "长株潭"]).values_list(
            "name", "region__name", "kind"
        )
    )
    assert names == {
        ("湘西州", "湘西土家族苗族自治州", "short"),
        ("祁阳县", "祁阳市", "former"),
        ("羊城", "广州市", "popular"),
        ("湘江新区", "湖南湘江新区", "popular"),
        ("长株潭", "长沙市", "popular"),
        ("长株潭", "株洲市", "popular"),
        ("长株潭", "湘潭市", "popular"),
    }


def test_what_differs_is_put_right():
    run()
    county = Region.objects.get(name="安化县", valid_to=None)
    Region.objects.filter(pk=county.pk).update(valid_to=2020, parent=Region.objects.get(name="邵阳市", valid_to=None))
    RegionAlias.objects.filter(region=county).update(kind="popular")
    RegionAlias.objects.create(region=county, name="不再使用的名字", kind="popular")
    Region.objects.filter(path="430000/430900/430923/平口镇/").delete()
    assert run() == report(added=(1, 0), changed=(1, 1), removed=(0, 1))
    county.refresh_from_db()
    assert (county.valid_to, county.parent.name) == (None, "益阳市")


def test_rows_that_the_data_no_longer_have():
    run()
    hunan = Region.objects.get(code="430000")

    def add(name, code, parent=hunan, level=2):
        return Region.objects.create(
            code=code, name=name, level=level, parent=parent, path=f"{parent.path}{code}/", valid_from=1980
        )

    unused, of_article, of_newspaper = add("无用市", "439101"), add("有文市", "439102"), add("有报市", "439103")
    above = add("上级市", "439104")
    below = add("下级县", "439105", above, 3)
    make_article(primary=of_article)
    make_article(mentioned=[below])
    make_newspaper(home_region=of_newspaper)
    assert run() == report(removed=(1, 0), total=(ALL + 4, ALL_NAMES))
    left = Region.objects.filter(code__startswith="43910").order_by("code")
    assert list(left) == [of_article, of_newspaper, above, below]
    assert unused not in left


def test_running_again_costs_a_fixed_number_of_queries(django_assert_num_queries):
    run()
    # savepoint, regions, zones, other names and their regions read; counts: savepoint, places, counts, totals,
    # empty ones of both, release; release
    with django_assert_num_queries(13):
        run()


def test_what_became_of_a_division_is_in_its_path():
    run()
    rows = Region.objects.filter(code__in=["431121", "431181", "430122", "432300"]).values_list("name", "entity_path")
    assert dict(rows) == {
        "祁阳县": "430000/431100/431181/",
        "祁阳市": "430000/431100/431181/",
        "望城县": "430000/430100/430112/",
        "益阳地区": "430000/430900/",
    }
    assert Region.objects.get(path="430000/430900/430923/平口镇/").division == "430923/平口镇"
    assert {row.name for row in Region.objects.of_place("430122")} == {"望城县", "望城区"}


def test_a_zone_that_only_articles_know_follows_its_division():
    run()
    county = Region.objects.get(name="祁阳县", valid_to=2020)
    zone = Region.objects.create(
        name="祁阳高新区", level=Region.Level.ZONE, parent=county, path=f"{county.path}祁阳高新区/", valid_from=1995
    )
    assert run() == report(removed=(1, 0))
    zone.save(force_insert=True)
    make_article(primary=zone)
    assert run()[0] == f"Regions: 0 added, 1 changed, 0 removed, {ALL + 1} in all"
    zone.refresh_from_db()
    assert (zone.entity_path, zone.valid_to, zone.initials) == ("430000/431100/431181/祁阳高新区/", 2020, "qygxq")


def test_numbers_that_are_wrong_are_put_right():
    run()
    make_article(primary=Region.objects.get(name="安化县", valid_to=None))
    RegionCount.objects.filter(path="430000/").update(articles=7)
    RegionCount.objects.filter(path="430000/430900/").delete()
    assert run()[2] == "Numbers of articles: 2 put right"
    assert dict(RegionCount.objects.values_list("path", "articles")) == {
        "430000/": 1, "430000/430900/": 1, "430000/430900/430923/": 1,
    }  # fmt: skip
