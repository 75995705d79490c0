"""Ports up rivers."""

import numpy as np
import pytest

from geo.coords import GEOD, LonLat
from geo.errors import NoPathError, Where
from geo.places import Place, PlaceKind, PlaceRow, PositionBasis
from routes.coast import Coast, read_coast
from routes.ferry import ferry_leg
from routes.rivers import Rivers, parse_rivers, way_down
from routes.route import RouteLeg

PORTS = {
    "denver": (-104.99, 39.74),
    "dublin": (-6.22, 53.345),
    "kathmandu": (85.32, 27.71),
    "kolkata": (88.31, 22.54),
    "colombo": (79.85, 6.95),
    "listvyanka": (104.85, 51.87),
    "rouen": (1.07, 49.44),
    "singapore": (103.84, 1.26),
    "vladivostok": (131.8869, 43.1155),
}


@pytest.fixture(scope="module")
def coast() -> Coast:
    return read_coast()


def leg_between(start: str, end: str, coast: Coast) -> RouteLeg:
    return ferry_leg(port(start), port(end), coast)


def port(name: str) -> Place:
    row = PlaceRow(where=Where("places.csv", 2), id=name, name=name.title(), kind=PlaceKind.PORT)
    return Place(row=row, position=LonLat(*PORTS[name]), basis=PositionBasis.STATED)


@pytest.mark.parametrize(
    ("start", "end", "river_km"),
    [("rouen", "dublin", (70, 150)), ("kolkata", "colombo", (40, 160))],
)
def test_a_port_up_a_river_is_left_down_the_river(
    coast: Coast, start: str, end: str, river_km: tuple[float, float]
) -> None:
    leg = leg_between(start, end, coast)
    assert leg.line is not None
    lonlats = np.array(leg.line.coords)
    assert river_km[0] * 1000 <= leg.snap_m[0] <= river_km[1] * 1000
    assert leg.snap_m[1] < 10_000
    assert "along the generalised course of a river" in leg.note
    assert lonlats[0] == pytest.approx(PORTS[start])
    assert lonlats[-1] == pytest.approx(PORTS[end])
    assert leg.length_m == pytest.approx(GEOD.line_length(*lonlats.T), rel=1e-9)


def test_the_way_up_a_river_is_the_way_down_turned_about(coast: Coast) -> None:
    down, up = leg_between("rouen", "dublin", coast), leg_between("dublin", "rouen", coast)
    assert up.snap_m == pytest.approx(down.snap_m[::-1], rel=0.05)
    assert up.length_m == pytest.approx(down.length_m, rel=0.02)


@pytest.mark.parametrize(
    ("start", "end"),
    [("denver", "singapore"), ("kathmandu", "singapore"), ("listvyanka", "vladivostok")],
)
def test_what_no_seagoing_ship_reaches_is_still_an_error(
    coast: Coast, start: str, end: str
) -> None:
    with pytest.raises(NoPathError, match=f"“{start.title()}” lies"):
        leg_between(start, end, coast)


def test_every_point_that_ships_leads_to_the_sea(coast: Coast) -> None:
    rivers = parse_rivers(coast.rivers)
    onward = rivers.onward
    for _ in range(len(onward).bit_length()):
        onward = onward[onward]
    assert (rivers.onward[onward] == onward).all()
    assert np.abs(rivers.lonlats).max(axis=0) == pytest.approx([180, 70], abs=20)


def test_a_position_beyond_the_antimeridian_keeps_its_longitude() -> None:
    rivers = Rivers(np.array([[-179.9, 65.0], [-179.8, 65.1]]), np.array([0, 0]))
    way = way_down(rivers, LonLat(180.21, 65.1))
    assert way == pytest.approx(np.array([[180.2, 65.1], [180.1, 65.0]]))
    assert way_down(rivers, LonLat(10.0, 65.1)).shape == (0, 2)
