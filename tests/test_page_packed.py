"""The base map as packed text, and what an inset shows of it."""

import json
import re

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from script_engine import JS, Engine
from shapely.geometry import (
    LineString,
    MultiLineString,
    MultiPoint,
    MultiPolygon,
    Point,
    Polygon,
    box,
)

from geo.coords import Bbox
from maps.page.assets import read_style
from maps.page.letters import column_in_letters, in_letters
from maps.page.packed import pack, pack_feature
from maps.page.paper import INSET_PX, inset_window

DEGREES = st.floats(-540, 540, allow_nan=False)
LATS = st.floats(-85, 85, allow_nan=False)


ENGINE = Engine("letters")
ENGINE.racer.eval("""
const waybook = {};
const L = { LatLng: class { constructor(lat, lng) { Object.assign(this, { lat, lng }); } } };
const lonlats = (part) => (Array.isArray(part) ? part.map(lonlats) : [part.lng, part.lat]);
""")
ENGINE.racer.eval((JS / "features.js").read_text("utf-8"))


def unpacked(shapes: str, decimals: int) -> list[list[list[list[float]]]]:
    """Give the points that the page makes of packed shapes: shapes, paths, lon and lat."""
    return ENGINE.run(f"lonlats(fromPaths({json.dumps(shapes)}, {10**decimals}))")


@given(st.lists(st.one_of(st.none(), st.integers(-(2**34) + 1, 2**34 - 1))))
def test_numbers_in_letters_are_read_as_they_were(numbers):
    text = column_in_letters(numbers)
    assert re.fullmatch(r"[A-Za-z0-9+/.]*", text)
    assert ENGINE.call("fromLetters", text) == numbers


def test_letters_are_those_of_source_maps():
    assert in_letters([[0, 1, -1], [], [15, 16, -16, 123456]]) == ["ACD", "", "egBhBgkxH"]


@given(st.lists(st.tuples(DEGREES, LATS), min_size=2, max_size=20), st.integers(0, 5))
def test_a_packed_line_keeps_every_point_to_the_last_decimal(points, decimals):
    _, areas, shapes = pack([LineString(points)], decimals)
    assert not areas
    given_points = np.rint(np.array(points) * 10**decimals) / 10**decimals
    moved = np.any(np.diff(given_points, axis=0), axis=1)
    kept = given_points[[True, *moved]]
    if len(kept) < 2:
        assert unpacked(shapes, decimals) == []
    else:
        assert np.allclose(unpacked(shapes, decimals), [[kept]])


def test_a_packed_area_keeps_its_holes_but_neither_its_last_point_nor_specks():
    hole = [(2, 2), (2, 3), (3, 3)]
    speck = box(20, 20, 20.001, 20.001)
    packed = pack([Polygon(box(0, 0, 9, 9).exterior, [hole]), speck], 1)
    assert packed.areas
    ((outer, inner),) = unpacked(packed.shapes, 1)
    assert sorted(outer) == [[0, 0], [0, 9], [9, 0], [9, 9]]
    assert sorted(inner) == [[2, 2], [2, 3], [3, 3]]


@pytest.mark.parametrize(
    "shape",
    [
        Point(130.65, 42.43),
        LineString([(179.99999, 1), (180.00001, 1.5), (180.00001, 1.5)]),
        MultiLineString([[(0, 0), (-1, -2)], [(5, 5), (4, 6), (5, 5)]]),
        MultiPoint([(1, 2), (3, 4)]),
        Polygon([(0, 0), (9, 0), (9, 9)], [[(2, 1), (3, 1), (3, 2)]]),
        MultiPolygon([box(0, 0, 1, 1), box(-3, -3, -2, -2)]),
    ],
)
def test_a_packed_feature_is_read_as_it_was(shape):
    properties, kind, paths = pack_feature(shape, 5, {"ref": "link-a"})
    read = ENGINE.run(f"lonlats(COORDINATES.{kind}(fromPaths({json.dumps(paths)}, DEGREE)))")
    assert properties == {"ref": "link-a"}
    assert {"type": kind, "coordinates": read} == json.loads(shapely.to_geojson(shape))


def test_the_page_unpacks_what_was_packed(open_page, tumen):
    window = open_page(tumen)
    texts = re.findall(r"waybook\.paper\('(.*?)'\)", tumen.read_text("utf-8"))
    packed = [
        (kind, unpacked(shapes, decimals))
        for text in texts
        for kind, (decimals, _, shapes) in json.loads(text).items()
    ]
    drawn = window.page.evaluate(
        """() => waybook.base.map((layer) => {
            const shapes = layer.getLatLngs();
            const first = Array.isArray(shapes[0][0]) ? shapes[0][0] : shapes[0];
            return [layer.paper, shapes.length, first.map(({ lat, lng }) => [lng, lat])];
        })"""
    )
    assert {kind for kind, _, _ in drawn} >= {"land", "lakes", "coast", "rivers", "borders"}
    for kind, count, first in drawn:
        alike = [shapes[0][0] for k, shapes in packed if (k, len(shapes)) == (kind, count)]
        assert first in alike, kind


@pytest.mark.parametrize(
    "inset",
    [
        Bbox(130.5, 42.35, 130.8, 42.5),
        Bbox(179, -20, 181, -10),
        Bbox(5, 5, 5, 5),
        Bbox(0, 80, 9, 81),
    ],
    ids=["wide", "tall", "point", "northern"],
)
def test_an_inset_has_all_that_its_pixels_show(inset):
    window, zoom = inset_window(inset)
    assert shapely.covers(box(*window), box(*inset))
    world_px = 256 * 2**zoom
    seen_px = (window.east - window.west) / 360 * world_px
    shown_px = (inset.east - inset.west) / 360 * world_px
    assert shown_px <= 250.01 < seen_px


def test_the_inset_is_cut_for_the_size_that_the_style_gives_it():
    style = read_style(["map"])
    width = re.search(r"^\.inset \{[^}]*width: (\d+)px", style, re.MULTILINE)
    height = re.search(r"^\.inset-map \{ height: (\d+)px", style, re.MULTILINE)
    assert width
    assert height
    assert (int(width[1]), int(height[1])) == INSET_PX
