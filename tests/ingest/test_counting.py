"""The numbers of articles of each place agree with the places of the articles, whatever is done to them."""

from datetime import date

import pytest

from articles.dump.types import DatePrecision, Imprint, IssueDate, Source
from articles.gazetteer.types import Division, Place, Placement
from articles.ingest.counting import recount
from articles.ingest.staff import StaffImprint
from articles.models import Byline, Region, RegionCount, RegionTotal, month_number
from articles.tasks import correct_dump, store_reading, withdraw_dumps
from tests.factories import (
    make_article,
    make_dump,
    make_newspaper,
    make_region,
    make_township,
    make_zone,
    place_article,
)
from tests.ingest.readings import NOWHERE, YIYANG, make_parsed_article, make_placement, make_reading

pytestmark = pytest.mark.django_db

RAW = "山村通了新公路\n\n公路昨天通车。\n".encode()


def read_counts() -> dict[tuple, int]:
    """The numbers by path, role and month, those of all newspapers added up, nothing that is 0."""
    rows = RegionCount.objects.filter(articles__gt=0).values_list("path", "role", "month", "articles")
    counts = {tuple(key): articles for *key, articles in rows}
    totals = RegionTotal.objects.filter(articles__gt=0).values_list("path", "role", "articles")
    assert {(path, role): articles for path, role, articles in totals} == {
        (path, role): sum(number for (*its, _month), number in counts.items() if its == [path, role])
        for path, role, _month in counts
    }
    return counts


def test_an_article_counts_once_in_each_place_that_its_places_lie_in():
    county, other = make_region("430923"), make_region("430511")
    article = make_article(dump=make_dump(issue_date=date(2022, 10, 12)), primary=county)
    for region in (make_township("平口镇"), make_township("江南镇"), other):
        place_article(article, region, role="mentioned")
    assert read_counts() == {
        ("430000/", "primary", 202210): 1,
        ("430000/430900/", "primary", 202210): 1,
        ("430000/430900/430923/", "primary", 202210): 1,
        ("430000/", "mentioned", 202210): 1,
        ("430000/430500/", "mentioned", 202210): 1,
        ("430000/430500/430511/", "mentioned", 202210): 1,
        ("430000/430900/", "mentioned", 202210): 1,
        ("430000/430900/430923/", "mentioned", 202210): 1,
        ("430000/430900/430923/平口镇/", "mentioned", 202210): 1,
        ("430000/430900/430923/江南镇/", "mentioned", 202210): 1,
    }


def test_a_zone_counts_in_what_it_lies_in():
    make_article(dump=make_dump(issue_date=None), primary=make_zone("益阳高新区"), mentioned=[make_region("430900")])
    assert read_counts() == {
        ("430000/", "primary", 0): 1,
        ("430000/430900/", "primary", 0): 1,
        ("430000/430900/益阳高新区/", "primary", 0): 1,
        ("430000/", "mentioned", 0): 1,
        ("430000/430900/", "mentioned", 0): 1,
    }


@pytest.fixture
def dump(settings):
    """A stored page of two articles, one of them about a county."""
    make_region("430923")
    imprint = Imprint(issue_date=IssueDate(date(2022, 10, 12), DatePrecision.DAY, Source.HEADER, "2022年10月12日"))
    articles = [make_parsed_article("甲", ((1, 3),)), make_parsed_article("乙", ((5, 7),))]
    reading = make_reading(RAW, articles, [make_placement(), NOWHERE], imprint=imprint)
    return store_reading(reading, RAW, "page.txt", StaffImprint()).dump


STORED = {
    ("430000/430900/430923/", "primary", 202210): 1,
    ("430000/430900/", "primary", 202210): 1,
    ("430000/430900/", "mentioned", 202210): 1,
    ("430000/", "primary", 202210): 1,
    ("430000/", "mentioned", 202210): 1,
}


def test_storing_and_withdrawing(dump):
    assert (read_counts(), recount()) == (STORED, 0)
    withdraw_dumps([dump.pk])
    assert (read_counts(), recount()) == ({}, 0)


def test_a_zone_gets_its_row_when_it_is_first_named(dump):
    primary = Place(YIYANG, 3.0, 0.9, ("益阳高新区",), "益阳高新区")
    placement = Placement(primary, (Place(YIYANG, 1.0, 1.0, ("益阳综保区",), "益阳综保区"),))
    for number in (1, 2):
        raw = RAW + b"\n" * number
        reading = make_reading(raw, placements=[placement])
        stored = store_reading(reading, raw, f"more{number}.txt", StaffImprint()).dump
        assert list(stored.articles.get().places.values_list("region__name", "role")) == [
            ("益阳高新区", "primary"),
            ("益阳综保区", "mentioned"),
        ]
    zones = Region.objects.filter(level=Region.Level.ZONE).order_by("-name")
    assert [(zone.path, zone.entity_path, zone.parent.name, zone.initials) for zone in zones] == [
        ("430000/430900/益阳高新区/", "430000/430900/益阳高新区/", "益阳市", "yygxq"),
        ("430000/430900/益阳综保区/", "430000/430900/益阳综保区/", "益阳市", "yyzbq"),
    ]
    assert read_counts()[("430000/430900/益阳高新区/", "primary", 202210)] == 2


def test_a_zone_of_a_division_that_is_not_loaded_is_left_out(dump):
    nowhere = Division("999999", "无此市", 2, "990000/999999/", 1980, None)
    placement = Placement(Place(nowhere, 3.0, 0.9, ("无此高新区",), "无此高新区"), ())
    raw = RAW + b"\n"
    stored = store_reading(make_reading(raw, placements=[placement]), raw, "more.txt", StaffImprint()).dump
    assert (stored.articles.get().places.count(), Region.objects.filter(level=Region.Level.ZONE).count()) == (0, 0)


def test_correcting_a_date_and_a_newspaper(dump):
    dump.issue_date, dump.newspaper = date(2021, 3, 1), make_newspaper()
    correct_dump(dump)
    assert (read_counts(), recount()) == ({(*key[:2], 202103): number for key, number in STORED.items()}, 0)
    assert set(RegionCount.objects.filter(articles__gt=0).values_list("newspaper", flat=True)) == {dump.newspaper_id}


def test_bylines_follow_their_page(dump):
    def appeared():
        return set(Byline.objects.values_list("name", "newspaper", "month"))

    assert appeared() == {("田晓禾", dump.newspaper_id, 202210)}
    dump.issue_date, dump.newspaper = None, make_newspaper()
    dump.issue_date_precision = dump.issue_date_source = "none"
    correct_dump(dump)
    assert appeared() == {("田晓禾", dump.newspaper_id, 0)}


def test_recounting_mends_whatever_is_wrong(dump):
    RegionCount.objects.filter(path="430000/").update(articles=9)
    RegionCount.objects.filter(path="430000/430900/", role="primary").delete()
    RegionCount.objects.create(path="999999/", role="primary", month=0, newspaper=dump.newspaper, articles=3)
    RegionTotal.objects.filter(path="430000/430900/").update(articles=5)
    RegionTotal.objects.create(path="999999/", role="primary", articles=3)
    assert (recount(), read_counts(), recount()) == (7, STORED, 0)


def test_months_are_numbers():
    assert [month_number(day) for day in (date(2022, 10, 12), date(1980, 1, 1), None)] == [202210, 198001, 0]
