"""Flights are geodesics, across the antimeridian and near the poles; none between antipodes."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from geo.coords import GEOD, LonLat, distance_m
from geo.errors import NoPathError, SamePositionError, Where
from geo.places import Place, PlaceKind, PlaceRow, PositionBasis
from routes.air import SEGMENT_M, air_leg, air_line
from routes.place_ends import NoPositionError
from routes.route import Basis

POSITION = st.builds(LonLat, st.floats(-180, 180), st.floats(-90, 90))


def place(name, at):
    row = PlaceRow(where=Where("places.csv", 2), id=name, name=name, kind=PlaceKind.AIRPORT)
    basis = PositionBasis.STATED if at else PositionBasis.NONE
    return Place(row=row, position=at, basis=basis)


def vertices(line):
    return np.asarray(line.coords)


# Karney's GeodTest: lat1, lon1 = 0, lat2, lon2, distance in metres (GeographicLib, to a metre).
@pytest.mark.parametrize(
    ("start", "end", "metres"),
    [
        (LonLat(-73.8, 40.6), LonLat(2.55, 49 + 1 / 60), 5_853_226),
        (LonLat(0, 0), LonLat(90, 0), 10_018_754),
        (LonLat(0, 0), LonLat(0, 90), 10_001_966),
    ],
)
def test_known_geodesics_are_right_to_the_metre(start, end, metres):
    assert air_leg(place("a", start), place("b", end)).length_m == pytest.approx(metres, abs=1)


def test_pyongyang_to_vladivostok_is_a_geodesic_of_about_713_km():
    leg = air_leg(place("fnj", LonLat(125.67, 39.224)), place("vvo", LonLat(132.148, 43.399)))
    assert leg.basis is Basis.GEODESIC
    assert leg.length_m == leg.straight_m == pytest.approx(713_000, rel=0.02)
    assert "not the track" in leg.note


def test_a_line_across_the_antimeridian_does_not_cross_the_map():
    lonlats = vertices(air_line(LonLat(151.2, -33.9), LonLat(-118.4, 33.9)))
    assert np.abs(np.diff(lonlats[:, 0])).max() < 2
    assert lonlats[-1, 0] == pytest.approx(241.6)
    westward = vertices(air_line(LonLat(-118.4, 33.9), LonLat(151.2, -33.9)))
    assert westward[-1, 0] == pytest.approx(-208.8)


def test_a_flight_over_the_pole_keeps_its_ends():
    lonlats = vertices(air_line(LonLat(0, 80), LonLat(180, 80)))
    assert lonlats[:, 1].max() > 89
    assert lonlats[0].tolist() == [0, 80]
    assert abs(lonlats[-1, 0]) == pytest.approx(180)


@pytest.mark.parametrize("lat", [90, -90])
def test_a_flight_from_a_pole_runs_along_one_meridian(lat):
    lonlats = vertices(air_line(LonLat(-170, lat), LonLat(100, 0)))
    assert np.ptp(lonlats[:, 0]) == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("end", [LonLat(-170, -30), LonLat(-170.2, -30.1), LonLat(190, -30)])
def test_a_flight_between_antipodes_is_an_error_as_no_direction_is_shortest(end):
    with pytest.raises(NoPathError, match="opposite sides of the earth"):
        air_line(LonLat(10, 30), end)
    with pytest.raises(NoPathError, match="from “a” to “b”: the ends lie on opposite sides"):
        air_leg(place("a", LonLat(10, 30)), place("b", end))


def test_nearly_half_round_the_earth_is_drawn():
    line = air_line(LonLat(10, 30), LonLat(-170, -29))
    assert GEOD.geometry_length(line) == pytest.approx(19_893_000, rel=1e-3)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (LonLat(-150, 61), LonLat(10, 60)),
        (LonLat(20, 70), LonLat(-160, 88)),
        (LonLat(0, 80), LonLat(180, 80)),
        (LonLat(-70, -53), LonLat(147, -43)),
    ],
)
def test_a_line_near_a_pole_keeps_to_the_geodesic(start, end):
    lonlats = vertices(air_line(start, end))
    length_m = distance_m(start, end)
    azimuth = GEOD.inv(*start, *end)[0]
    gone = np.cumsum(GEOD.line_lengths(*lonlats.T))
    middles = (lonlats[1:] + lonlats[:-1]) / 2
    halves = gone - GEOD.line_lengths(*lonlats.T) / 2
    many = np.ones(len(halves))
    lon, lat, _ = GEOD.fwd(start.lon * many, start.lat * many, azimuth * many, halves)
    assert gone[-1] == pytest.approx(length_m, rel=1e-6)
    assert GEOD.inv(lon, lat, *middles.T)[2].max() < 110


def test_a_flight_from_a_place_to_itself_is_an_error():
    with pytest.raises(SamePositionError, match=r"both ends are at 10,20 \(lon,lat\)"):
        air_line(LonLat(10, 20), LonLat(10, 20))
    with pytest.raises(SamePositionError):
        air_line(LonLat(180, 20), LonLat(-180, 20))


def test_a_place_without_position_is_named():
    with pytest.raises(NoPositionError, match="“b” has no position"):
        air_leg(place("a", LonLat(1, 1)), place("b", None))


@given(POSITION, POSITION)
def test_a_flight_ends_at_its_ends_and_takes_no_long_step(start, end):
    length_m = distance_m(start, end)
    assume(length_m > 1e-3)
    assume(length_m < 19_900_000)
    assume(max(abs(start.lat), abs(end.lat)) < 89.9)
    lonlats = vertices(air_line(start, end))
    assert lonlats[0].tolist() == list(start)
    assert lonlats[-1, 1] == end.lat
    assert (lonlats[-1, 0] - end.lon) % 360 == pytest.approx(0, abs=1e-9) or (
        lonlats[-1, 0] - end.lon
    ) % 360 == pytest.approx(360, abs=1e-9)
    steps = GEOD.inv(*lonlats[:-1].T, *lonlats[1:].T)[2]
    assert steps.max() <= SEGMENT_M * (1 + 1e-6)
    assert steps.sum() == pytest.approx(length_m, rel=1e-6, abs=1e-3)
