from itertools import pairwise
from math import cos, dist, hypot, isfinite, sin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from script_engine import Engine

from maps.draw.lanes import Stretch, lane_words


@pytest.fixture(scope="module")
def engine():
    return Engine("offsets", "glyphs", "straight")


def points(*pairs):
    return [{"x": x, "y": y} for x, y in pairs]


def pairs(track):
    return [(point["x"], point["y"]) for point in track]


def whole(track, lane, lines=2):
    return [{"first": 0, "last": len(track) - 1, "lane": lane, "lines": lines}]


def test_the_script_reads_the_lanes_that_the_program_writes(engine):
    written = lane_words([Stretch(0, 4, -1.5, 4), Stretch(4, 20, 0.5, 2)])
    assert engine.call("parseLanes", written, 20) == [
        {"first": 0, "last": 4, "lane": -1.5, "lines": 4},
        {"first": 4, "last": 20, "lane": 0.5, "lines": 2},
    ]
    assert engine.call("parseLanes", "", 7) == [{"first": 0, "last": 7, "lane": 0, "lines": 1}]


@pytest.mark.parametrize("lane", [-3, -0.5, 0.5, 2])
def test_a_straight_line_stands_five_pixels_a_lane_from_its_track_and_comes_to_its_stops(
    engine, lane
):
    track = points((0, 0), (400, 0))
    moved = pairs(engine.call("onLanes", track, whole(track, lane)))
    assert moved[0] == (0, 0)
    assert moved[-1] == (400, 0)
    middle = [y for x, y in moved if 20 <= x <= 380] or [y for _, y in moved[1:-1]]
    # to the right of a line that runs to the right is down the page
    assert middle == pytest.approx([lane * 5] * len(middle))


def test_a_line_that_is_alone_is_not_moved(engine):
    track = points((0, 0), (100, 40), (200, 0))
    assert pairs(engine.call("onLanes", track, whole(track, 0, 1))) == pairs(track)


def test_a_line_changes_its_lane_on_a_slope_and_not_at_once(engine):
    track = points((0, 0), (200, 0), (400, 0))
    stretches = [
        {"first": 0, "last": 1, "lane": -1, "lines": 3},
        {"first": 1, "last": 2, "lane": 1, "lines": 3},
    ]
    moved = pairs(engine.call("onLanes", track, stretches))
    slopes = [abs(b[1] - a[1]) / (b[0] - a[0]) for a, b in pairwise(moved)]
    assert max(slopes) <= 0.7
    assert min(y for _, y in moved) == pytest.approx(-5)
    assert max(y for _, y in moved) == pytest.approx(5)


def test_a_stretch_shorter_than_its_lane_is_off_is_all_slope(engine):
    track = points((0, 0), (0, 6), (300, 6))
    stretches = [
        {"first": 0, "last": 1, "lane": 3.5, "lines": 8},
        {"first": 1, "last": 2, "lane": 2, "lines": 5},
    ]
    moved = pairs(engine.call("onLanes", track, stretches))
    assert min(x for x, _ in moved) >= -11  # never the 17.5 of the lane of the short stretch


walks = st.lists(st.tuples(st.floats(4, 120), st.floats(-2.6, 2.6)), min_size=1, max_size=30)


def walked(steps):
    x = y = way = 0.0
    track = [(0.0, 0.0)]
    for length, turn in steps:
        way += turn
        x, y = x + length * cos(way), y + length * sin(way)
        track.append((x, y))
    return track


@given(walks, st.sampled_from([-3, -1.5, -0.5, 0.5, 1, 3]))
@settings(max_examples=150)
def test_no_bend_throws_a_line_farther_than_twice_its_lane(engine, steps, lane):
    track = walked(steps)
    moved = pairs(engine.call("onLanes", points(*track), whole(track, lane, 7)))
    assert all(isfinite(x) and isfinite(y) for x, y in moved)
    assert dist(moved[0], track[0]) < 1e-6
    limit = abs(lane) * 5 * 2 + 6 + 1e-6  # twice the lane, and what smoothing may take
    for point in moved:
        assert min(_off(point, a, b) for a, b in pairwise(track)) <= limit


def _off(point, a, b):
    (px, py), (ax, ay), (bx, by) = point, a, b
    dx, dy = bx - ax, by - ay
    share = max(0, min(1, ((px - ax) * dx + (py - ay) * dy) / ((dx * dx + dy * dy) or 1)))
    return hypot(px - ax - dx * share, py - ay - dy * share)


@given(st.lists(st.tuples(st.floats(0, 500), st.floats(0, 500)), min_size=2, max_size=40))
@settings(max_examples=100)
def test_what_is_simplified_keeps_its_ends_and_strays_no_farther_than_it_may(engine, track):
    weights = engine.call("weightsOf", points(*track), whole(track, 0))
    kept = [
        at
        for at, weight in zip(track, weights.values(), strict=True)
        if weight is None or weight > 2
    ]
    assert kept[0] == track[0]
    assert kept[-1] == track[-1]
    if len(kept) > 1:
        pieces = list(pairwise(kept))
        assert all(min(_off(point, a, b) for a, b in pieces) <= 2 + 1e-6 for point in track)


def test_signs_stand_one_distance_apart_and_a_short_line_has_one_in_its_middle(engine):
    line = points((0, 0), (1000, 0))
    xs = [spot["x"] for spot in engine.call("spotsAlong", line, 100)]
    assert xs == pytest.approx([50 + 100 * n for n in range(10)])
    assert [s["x"] for s in engine.call("spotsAlong", points((0, 0), (60, 0)), 100)] == [30]
    assert engine.call("spotsAlong", points((0, 0), (10, 0)), 100) == []


def test_a_dot_in_the_middle_of_a_line_meets_no_sign(engine):
    line = points((0, 0), (300, 0))
    xs = [spot["x"] for spot in engine.call("spotsAlong", line, 100, 1)]
    assert len(xs) % 2 == 0
    assert min(abs(x - 150) for x in xs) > 20


def test_signs_off_the_map_are_not_drawn(engine):
    line = points((-5000, 50), (5000, 50))
    path = engine.call("glyphPath", line, "air", [0, 0, 400, 400])
    assert 2 <= path.count("M") <= 4
    assert engine.call("glyphPath", line, "road", [0, 0, 400, 400]) == ""


def test_a_name_stands_where_its_line_is_straight_and_never_upside_down(engine):
    bent = [(10 * n, 40 * sin(n / 3)) for n in range(20)]
    straight = [(200 + 10 * n, 5 * n) for n in range(60)]
    even = engine.call("evenly", points(*bent, *straight), 24, [-1000, -1000, 2000, 2000])
    spot = engine.call("nameSpot", [even], 150)
    assert spot["x"] > 200
    assert spot["angle"] == pytest.approx(26.57, abs=1)
    back = engine.call("upright", {"x": 100, "y": 0}, {"x": 0, "y": 10})
    assert -90 < back <= 90
    assert engine.call("nameSpot", [points(*bent[:4])], 150) is None
