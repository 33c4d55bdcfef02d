"""The tables of divisions: what they hold, and how they hang together."""

from collections import Counter

import pytest

from articles.gazetteer.divisions import (
    COUNTY,
    LAST_YEAR,
    PREFECTURE,
    PROVINCE,
    TOWNSHIP,
    find_by_code,
    find_by_path,
    find_divisions,
    find_parent,
    is_valid,
    load_divisions,
    parent_path,
)
from articles.gazetteer.types import Division


def test_how_many_divisions_there_are():
    levels = Counter(division.level for division in load_divisions())
    assert levels == {PROVINCE: 34, PREFECTURE: 595, COUNTY: 7082, TOWNSHIP: 38693}


def test_path_name_and_first_year_are_a_key():
    keys = [(division.path, division.name, division.valid_from) for division in load_divisions()]
    assert len(keys) == len(set(keys))


def test_parents_stand_before_their_children_and_share_a_year():
    seen = set()
    for division in load_divisions():
        seen.add(division.path)
        parent = find_parent(division)
        if division.level == PROVINCE:
            assert parent is None
            continue
        assert parent.path == parent_path(division.path)
        assert parent.path in seen
        assert parent.valid_from <= (division.valid_to or LAST_YEAR)
        assert parent.valid_to is None or parent.valid_to >= division.valid_from


def test_codes_and_paths_are_well_formed():
    for division in load_divisions():
        last = division.code or division.name
        assert division.path.endswith(f"{last}/")
        assert (len(division.code) == 6 and division.code.isdigit()) or division.level == TOWNSHIP
        assert division.valid_to is None or division.valid_from <= division.valid_to <= LAST_YEAR


def test_a_county_that_became_a_city():
    assert find_divisions("祁阳市") == (
        Division("431181", "祁阳市", COUNTY, "430000/431100/431181/", 2021, None, "431181"),
    )
    names = {(division.code, division.valid_from, division.valid_to) for division in find_divisions("祁阳县")}
    assert names == {("432727", 1980, 1982), ("432930", 1983, 1994), ("431121", 1995, 2020)}
    assert {division.entity for division in find_divisions("祁阳县")} == {"431181"}


def test_a_township():
    assert find_divisions("平口镇") == (Division("", "平口镇", TOWNSHIP, "430000/430900/430923/平口镇/", 1994, None),)


@pytest.mark.parametrize(
    ("code", "path"),
    [
        ("110101", "110000/110101/"),  # a district of a municipality
        ("429004", "420000/429004/"),  # a city directly under its province
        ("441900", "440000/441900/"),  # a prefecture without counties
        ("810000", "810000/"),
    ],
)
def test_paths_without_a_rung(code, path):
    assert {division.path for division in find_by_code(code)} == {path}


def test_a_prefecture_that_changed_its_name_and_kept_its_code():
    assert [division.name for division in find_by_path("420000/420600/")] == ["襄樊市", "襄阳市"]
    county = next(division for division in find_divisions("襄城区"))
    assert find_parent(county).name == "襄阳市"


def test_validity():
    (city,) = find_divisions("祁阳市")
    assert [is_valid(city, year) for year in (1950, 2020, 2021, 2024, 2040, None)] == [
        False,
        False,
        True,
        True,
        True,
        True,
    ]


def test_nothing_is_found_under_an_unknown_name():
    assert find_divisions("无此县") == ()
    assert find_by_code("999999") == ()
    assert find_by_path("999999/") == ()
