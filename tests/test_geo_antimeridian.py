"""Lines cut at the antimeridian."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod
from shapely.geometry import LineString

from geo.antimeridian import cut_at_antimeridian


def parts(line):
    cut = cut_at_antimeridian(line)
    return [list(part.coords) for part in getattr(cut, "geoms", [cut])]


def test_a_line_that_does_not_cross_stays_as_it_is():
    line = LineString([(170, 1), (175, 2), (180, 3)])
    assert cut_at_antimeridian(line).equals_exact(line, 0)


def test_a_line_east_across_ends_and_begins_at_the_same_latitude():
    assert parts(LineString([(170, 0), (190, 10)])) == [
        [(170, 0), (180, 5)],
        [(-180, 5), (-170, 10)],
    ]


def test_a_line_west_across_keeps_its_direction():
    assert parts(LineString([(-170, 0), (-190, 10)])) == [
        [(-170, 0), (-180, 5)],
        [(180, 5), (170, 10)],
    ]


def test_a_line_there_and_back_has_its_pieces_in_order():
    pieces = parts(LineString([(170, 0), (190, 1), (190, 2), (170, 3)]))
    assert [piece[0][0] for piece in pieces] == [170, -180, 180]
    assert pieces[-1][-1] == (170, 3)


def test_a_touch_is_no_crossing():
    assert len(parts(LineString([(170, 0), (180, 1), (170, 2)]))) == 1


def test_a_line_along_the_antimeridian_is_kept_whole():
    assert parts(LineString([(180, 0), (180, 5)])) in (
        [[(180, 0), (180, 5)]],
        [[(-180, 0), (-180, 5)]],
    )


def test_a_line_once_round_the_earth_is_cut_at_each_turn():
    line = LineString([(lon, 0) for lon in range(-170, 560, 10)])
    pieces = parts(line)
    assert len(pieces) == 3
    assert all(-180 <= lon <= 180 for piece in pieces for lon, _ in piece)


STEPS = st.lists(
    st.tuples(st.floats(-5, 5), st.floats(-3, 3)).filter(lambda step: abs(step[0]) > 1e-3),
    min_size=1,
    max_size=12,
)


@given(st.floats(-180, 180), STEPS)
def test_no_length_is_lost_and_no_piece_leaves_the_world(start, steps):
    lonlats = [(start, 0.0)]
    for east, north in steps:
        lonlats.append((lonlats[-1][0] + east, lonlats[-1][1] + north))
    line = LineString(lonlats)
    cut = cut_at_antimeridian(line)
    assert cut.bounds[0] >= -180
    assert cut.bounds[2] <= 180
    assert cut.length == pytest.approx(line.length, rel=1e-9)
    geod = Geod(ellps="WGS84")
    assert geod.geometry_length(cut) == pytest.approx(geod.geometry_length(line), rel=1e-3)
