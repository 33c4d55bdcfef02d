"""Outlines from an operator's GeoJSON: what is read, what is refused and why, and how it is drawn. All are invented."""

import json
from math import cos, pi, radians, sin

import pytest

from articles.gazetteer.outlines import (
    MOST_BYTES,
    MOST_POINTS,
    Drawing,
    Outline,
    OutlinesError,
    Shape,
    draw,
    read_outlines,
)

SQUARE = [[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]


def feature(code="430900", rings=(SQUARE,), kind="Polygon", **values) -> dict:
    geometry = {"type": kind, "coordinates": list(rings)}
    return {"type": "Feature", "properties": {"code": code}, "geometry": geometry, **values}


def write(*features) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()


def ring(points) -> tuple:
    return tuple((float(x), float(y)) for x, y in points)


def test_polygons_and_multipolygons_by_code():
    hole = [[0.5, 0.5], [1, 0.5], [1, 1], [0.5, 0.5]]
    far = [[10, 10, 33.0], [11, 10, 33.0], [11, 11, 33.0], [10, 10, 33.0]]
    raw = write(
        feature("430900", [SQUARE, hole]),
        feature(430100),
        feature(None, [[SQUARE], [far]], "MultiPolygon", id="430500"),
        {**feature(), "properties": {"adcode": "430600", "name": "岳阳"}},
    )
    assert read_outlines(b"\xef\xbb\xbf" + raw) == (
        Outline("430900", (ring(SQUARE), ring(hole))),
        Outline("430100", (ring(SQUARE),)),
        Outline("430500", (ring(SQUARE), ring(point[:2] for point in far))),
        Outline("430600", (ring(SQUARE),)),
    )


def test_a_code_of_earlier_years_is_that_of_today():
    assert [outline.code for outline in read_outlines(write(feature("431121"), feature("430122")))] == [
        "431181",
        "430112",
    ]


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"not json", "it is no JSON in UTF-8"),
        ("\u76ca".encode("gb18030"), "it is no JSON in UTF-8"),
        (b"[" * 100_000, "it is no JSON in UTF-8"),
        (b"[]", "it is no GeoJSON FeatureCollection"),
        (b'{"type": "Topology", "features": []}', "it is no GeoJSON FeatureCollection"),
        (write(), "it has no features"),
        (write("x"), "feature 1 has no code"),
        (write(feature(), feature("益阳市")), "feature 2 has no code: properties.code must be six digits"),
        (write(feature(), feature()), "feature 2 is 430900 once more"),
        (write(feature("999999"), feature("999998")), "no province, prefecture or county with the code 999999, 999998"),
        (write(*(feature(f"99999{n}") for n in range(7))), "999994 and 2 more"),
        (write(feature(kind="Point")), r"feature 1 \(430900\) is no Polygon or MultiPolygon"),
        (write({"properties": {"code": "430900"}, "geometry": None}), "is no Polygon or MultiPolygon"),
        (write(feature(rings=[])), "has no ring"),
        (write(feature(rings=[[[0, 0], [1, 1], [0, 0]]])), "has a ring of less than four points"),
        (write(feature(rings=[[["0", 0]] * 4])), "has a point that is no longitude and latitude"),
        (write(feature(rings=[[[500000.0, 3100000.0]] * 4])), "has a point that is no longitude and latitude"),
        (write(feature(rings=[[[float("nan"), 1]] * 4])), "has a point that is no longitude and latitude"),
        (b" " * (MOST_BYTES + 1), "8,000,000 are the most"),
    ],
    ids=str,
)
def test_what_is_no_map_is_refused_with_its_reason(raw, message):
    with pytest.raises(OutlinesError, match=message):
        read_outlines(raw)


def test_north_is_at_the_top_and_the_scale_is_one():
    east = [[2, 0], [4, 0], [4, 2], [2, 2], [2, 0]]
    drawing = draw(read_outlines(write(feature("430900"), feature("430100", [east]))))
    height = round(1000 / (2 * cos(radians(1))), 1)
    middle = drawing.shapes[0].y
    assert drawing == Drawing(
        1000.0,
        height,
        (
            Shape("430900", f"M0.0 {height}L500.0 {height}L500.0 0.0L0.0 0.0Z", 250.0, middle),
            Shape("430100", f"M500.0 {height}L1000.0 {height}L1000.0 0.0L500.0 0.0Z", 750.0, middle),
        ),
    )
    assert abs(middle - height / 2) < 0.1
    assert drawing.view_box == f"-8 -8 1016.0 {height + 16:.1f}"


def circle(x, y, points) -> list:
    return [[x + cos(2 * pi * n / points), y + sin(2 * pi * n / points)] for n in range(points)] + [[x + 1, y]]


def test_a_drawing_is_bounded_however_fine_the_outlines_are():
    outlines = read_outlines(
        write(feature("430900", [circle(110, 28, 60_000)]), feature("430100", [circle(113, 28, 9)]))
    )
    written = [shape.path.count("L") + 1 for shape in draw(outlines).shapes]
    assert sum(written) <= MOST_POINTS
    assert (written[0] > 500, written[1]) == (True, 9)


def test_a_speck_is_still_drawn():
    speck = [[110, 28], [110.00001, 28], [110.00001, 28.00001], [110, 28]]
    drawing = draw(read_outlines(write(feature("430900", [speck]), feature("430100", [circle(113, 28, 9)]))))
    assert drawing.shapes[0].path.count("M") == 1
    assert draw(read_outlines(write(feature("430900", [[[1, 1]] * 4])))).shapes[0].path.startswith("M")
