"""The base map as packed text, and what an inset shows of it."""

import json
import re
from itertools import accumulate

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from py_mini_racer import MiniRacer
from script_engine import JS
from shapely.geometry import LineString, MultiLineString, MultiPolygon, Point, Polygon, box

from geo.coords import Bbox
from maps.page.assets import read_style
from maps.page.geojson import feature
from maps.page.packed import pack, stepped
from maps.page.paper import INSET_PX, inset_window

DEGREES = st.floats(-540, 540, allow_nan=False)
LATS = st.floats(-85, 85, allow_nan=False)


def unpacked(ring: list[int], decimals: int) -> list[tuple[float, float]]:
    """Give the points that packed steps lead to."""
    xs, ys = (accumulate(ring[start::2]) for start in (0, 1))
    return [(x / 10**decimals, y / 10**decimals) for x, y in zip(xs, ys, strict=True)]


@given(st.lists(st.tuples(DEGREES, LATS), min_size=2, max_size=20), st.integers(0, 5))
def test_a_packed_line_keeps_every_point_to_the_last_decimal(points, decimals):
    _, areas, shapes = pack([LineString(points)], decimals)
    assert not areas
    given_points = np.rint(np.array(points) * 10**decimals) / 10**decimals
    moved = np.any(np.diff(given_points, axis=0), axis=1)
    kept = given_points[[True, *moved]]
    if len(kept) < 2:
        assert shapes == []
    else:
        assert np.allclose(unpacked(shapes[0][0], decimals), kept)


def test_a_packed_area_keeps_its_holes_but_neither_its_last_point_nor_specks():
    hole = [(2, 2), (2, 3), (3, 3)]
    speck = box(20, 20, 20.001, 20.001)
    packed = pack([Polygon(box(0, 0, 9, 9).exterior, [hole]), speck], 1)
    assert packed.areas
    ((outer, inner),) = packed.shapes
    assert set(unpacked(outer, 1)) == {(0, 0), (9, 0), (9, 9), (0, 9)}
    assert len(unpacked(outer, 1)) == 4
    assert set(unpacked(inner, 1)) == {(2, 2), (2, 3), (3, 3)}


@pytest.mark.parametrize(
    "shape",
    [
        Point(130.65, 42.43),
        LineString([(179.99999, 1), (180.00001, 1.5), (180.00001, 1.5)]),
        MultiLineString([[(0, 0), (-1, -2)], [(5, 5), (4, 6), (5, 5)]]),
        Polygon([(0, 0), (9, 0), (9, 9)], [[(2, 1), (3, 1), (3, 2)]]),
        MultiPolygon([box(0, 0, 1, 1), box(-3, -3, -2, -2)]),
    ],
)
def test_a_feature_in_steps_is_read_as_it_was(shape):
    given = feature(shape, 5, ref="link-a")
    packed = stepped(given, 5)
    assert packed["properties"] == given["properties"]
    engine = MiniRacer()
    engine.eval("const waybook = {}; const L = { latLng: (lat, lon) => [lon, lat] };")
    engine.eval((JS / "features.js").read_text("utf-8"))
    walk = "part => Array.isArray(part[0]) ? part.map(read) : waybook.latlng(part)"
    engine.eval(f"const read = {walk};")
    read = json.loads(
        engine.eval(f"JSON.stringify(read({json.dumps(packed['geometry']['coordinates'])}))")
    )
    assert read == json.loads(json.dumps(given["geometry"]["coordinates"]))


def test_the_page_unpacks_what_was_packed(open_page, tumen):
    window = open_page(tumen)
    texts = re.findall(r"waybook\.paper\('(.*?)'\)", tumen.read_text("utf-8"))
    packed = [
        (kind, areas, shapes[0][0], decimals, len(shapes))
        for text in texts
        for kind, (decimals, areas, shapes) in json.loads(text).items()
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
        alike = [ring for k, _, ring, _, n in packed if (k, n) == (kind, count)]
        scales = [d for k, _, _, d, n in packed if (k, n) == (kind, count)]
        assert any(
            len(first) * 2 == len(ring) and np.allclose(unpacked(ring, scale), first)
            for ring, scale in zip(alike, scales, strict=True)
        ), kind


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
