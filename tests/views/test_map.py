"""The operator's map on pages: in place of the tiles, shaded and linked, and never a reason for a page to fail."""

import json
import logging

import pytest
from django.core import checks

from articles import operator_map
from articles.operator_map import check_map
from tests.factories import make_article, make_region

pytestmark = pytest.mark.django_db

PAGES = ("/", "/regions/", "/regions/430000/")


def write_map(folder, *codes: str) -> str:
    """The path of an invented map: the divisions with these codes are squares in a row."""
    features = [
        {
            "type": "Feature",
            "properties": {"code": code, "name": '"><script>'},
            "geometry": {"type": "Polygon", "coordinates": [[[n, 0], [n + 1, 0], [n + 1, 1], [n, 1], [n, 0]]]},
        }
        for n, code in enumerate(codes)
    ]
    path = folder / "map.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return str(path)


@pytest.fixture(autouse=True)
def _forget_maps():
    operator_map._load.cache_clear()
    operator_map._draw.cache_clear()


@pytest.fixture
def cities():
    yiyang, shaoyang, changsha = make_region("430900"), make_region("430500"), make_region("430100")
    for region in (yiyang, yiyang, yiyang, yiyang, shaoyang):
        make_article(primary=region)
    return yiyang, shaoyang, changsha


@pytest.mark.parametrize("page", PAGES)
def test_without_the_setting_there_are_tiles(client, cities, page):
    text = client.get(page).text
    assert ('class="tiles' in text, '<svg class="map' in text) == (True, False)


@pytest.mark.parametrize("page", PAGES)
def test_the_map_stands_in_place_of_the_tiles(client, cities, settings, tmp_path, page):
    settings.MAP_GEOJSON = write_map(tmp_path, "430900", "430500")
    text = client.get(page).text
    assert ('class="tiles' in text, text.count('<svg class="map')) == (False, 1)
    svg = text[text.index('<svg class="map') : text.index("</svg>")]
    assert svg.count("<path ") == 2
    assert '<a class="shade-4" href="/regions/430900/" aria-label="益阳市 4">' in svg
    assert '<a class="shade-1" href="/regions/430500/" aria-label="邵阳市 1">' in svg
    assert "script" not in svg
    assert 'href="/regions/430100/"' in text.replace(svg, "")


def test_any_place_whose_parts_the_file_has_gets_a_map(client, cities, settings, tmp_path):
    make_article(primary=make_region("430923"))
    settings.MAP_GEOJSON = write_map(tmp_path, "430923")
    pages = ("/regions/430900/", "/regions/430000/")
    assert [('<svg class="map' in client.get(page).text) for page in pages] == [True, False]


def test_a_wrong_file_is_reported_by_check_and_pages_show_tiles(client, cities, settings, tmp_path, caplog):
    settings.MAP_GEOJSON = write_map(tmp_path, "430900", "999999")
    (error,) = check_map(None)
    assert (error.id, error.level) == ("articles.E001", checks.ERROR)
    assert error.msg == (
        f"The map of MAP_GEOJSON, {settings.MAP_GEOJSON}, cannot be used: "
        "the gazetteer has no province, prefecture or county with the code 999999."
    )
    with caplog.at_level(logging.ERROR, "articles.operator_map"):
        for _ in range(2):
            assert 'class="tiles' in client.get("/regions/").text
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def test_a_file_that_is_not_there_is_reported(settings, tmp_path):
    settings.MAP_GEOJSON = str(tmp_path / "none.geojson")
    (error,) = check_map(None)
    assert error.msg.endswith("cannot be used: it cannot be read (No such file or directory).")


def test_a_good_file_and_no_file_pass(settings, tmp_path):
    settings.MAP_GEOJSON = write_map(tmp_path, "430900")
    assert check_map(None) == []
    settings.MAP_GEOJSON = ""
    assert check_map(None) == []
    assert check_map in checks.registry.registry.get_checks()
