"""Ferries over water."""

import numpy as np
import pytest
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString, Point

from geo.coords import GEOD, Bbox, LonLat
from geo.errors import NoPathError, SamePositionError, ValueProblem, Where
from geo.places import Place, PlaceKind, PlaceRow, PositionBasis
from routes.coast import Coast, land_in, read_coast
from routes.ferry import ferry_leg
from routes.lanes import parse_lanes
from routes.links import Mode
from routes.passages import PASSAGES, passages_of
from routes.route import Basis, RouteLeg

PORTS = {
    "aktau": (51.15, 43.65),
    "algiers": (3.06, 36.77),
    "apia": (-171.76, -13.83),
    "baku": (49.87, 40.37),
    "batumi": (41.64, 41.65),
    "bergen": (5.32, 60.39),
    "buenos-aires": (-58.37, -34.60),
    "busan": (129.04, 35.10),
    "calais": (1.85, 50.96),
    "denver": (-104.99, 39.74),
    "dover": (1.33, 51.12),
    "dublin": (-6.22, 53.345),
    "friedrichshafen": (9.48, 47.65),
    "fukuoka": (130.40, 33.60),
    "geneva": (6.15, 46.21),
    "helsinki": (24.95, 60.165),
    "holyhead": (-4.63, 53.31),
    "incheon": (126.62, 37.46),
    "istanbul": (28.98, 41.01),
    "kathmandu": (85.32, 27.71),
    "marseille": (5.36, 43.30),
    "milwaukee": (-87.90, 43.03),
    "montevideo": (-56.21, -34.905),
    "muskegon": (-86.27, 43.23),
    "nome": (-165.41, 64.50),
    "picton": (174.005, -41.287),
    "provideniya": (-173.23, 64.42),
    "rajin": (130.30, 42.24),
    "rotterdam": (4.05, 51.95),
    "sakaiminato": (133.23, 35.54),
    "seattle": (-122.34, 47.605),
    "shimonoseki": (130.94, 33.95),
    "singapore": (103.84, 1.26),
    "stavanger": (5.73, 58.97),
    "stockholm": (18.07, 59.32),
    "suva": (178.42, -18.135),
    "victoria": (-123.37, 48.425),
    "vladivostok": (131.8869, 43.1155),
    "wellington": (174.785, -41.28),
}


@pytest.fixture(scope="module")
def coast() -> Coast:
    return read_coast()


def port(name: str, *, radius_km: float = 0.0) -> Place:
    lon, lat = PORTS[name]
    row = PlaceRow(where=Where("places.csv", 2), id=name, name=name.title(), kind=PlaceKind.PORT)
    return Place(
        row=row, position=LonLat(lon, lat), basis=PositionBasis.STATED, radius_km=radius_km
    )


def beyond_the_approaches(leg: RouteLeg) -> LineString:
    lonlats = vertices(leg)
    gone = np.r_[0, np.cumsum(GEOD.line_lengths(*lonlats.T))]
    low, high = leg.snap_m[0], gone[-1] - leg.snap_m[1]
    ends = [[np.interp(at, gone, lonlats[:, axis]) for axis in (0, 1)] for at in (low, high)]
    return LineString([ends[0], *lonlats[(gone > low) & (gone < high)], ends[1]])


def vertices(leg: RouteLeg) -> NDArray[np.float64]:
    assert leg.line is not None
    return np.array(leg.line.coords)


def length_km(leg: RouteLeg) -> float:
    assert leg.length_m is not None
    return leg.length_m / 1000


def land_km(line: LineString, coast: Coast) -> float:
    west, south, east, north = line.bounds
    land = land_in(coast, Bbox(west - 0.1, south - 0.1, east + 0.1, north + 0.1))
    return (
        sum(GEOD.geometry_length(part) for part in shapely.get_parts(line.intersection(land)))
        / 1000
    )


@pytest.mark.parametrize(
    ("start", "end", "least_km", "most_km"),
    [
        ("vladivostok", "rajin", 177, 186),
        ("rajin", "vladivostok", 177, 186),
        ("busan", "fukuoka", 205, 220),
        ("busan", "shimonoseki", 215, 235),
        ("dover", "calais", 39, 45),
        ("stockholm", "helsinki", 400, 440),
        ("holyhead", "dublin", 105, 115),
        ("seattle", "victoria", 115, 140),
        ("wellington", "picton", 85, 100),
        ("suva", "apia", 1150, 1220),
        ("nome", "provideniya", 376, 430),
        ("vladivostok", "sakaiminato", 849, 900),
        ("marseille", "algiers", 750, 775),
        ("buenos-aires", "montevideo", 195, 215),
        ("bergen", "stavanger", 165, 215),
        ("incheon", "vladivostok", 1550, 1750),
        ("baku", "aktau", 379, 460),
        ("milwaukee", "muskegon", 130, 140),
    ],
)
def test_a_ferry_keeps_to_the_water_beyond_its_approaches(
    coast: Coast, start: str, end: str, least_km: float, most_km: float
) -> None:
    leg = ferry_leg(port(start), port(end), coast)
    assert (leg.start, leg.end, leg.mode, leg.basis) == (start, end, Mode.FERRY, Basis.WATER)
    assert least_km <= length_km(leg) <= most_km
    assert leg.length_m == pytest.approx(GEOD.line_length(*vertices(leg).T), rel=1e-9)
    assert land_km(beyond_the_approaches(leg), coast) == 0
    assert max(leg.snap_m) < 25_000
    assert "GSHHG" in leg.attribution


def test_a_line_begins_and_ends_at_its_places(coast: Coast) -> None:
    leg = ferry_leg(port("vladivostok"), port("rajin"), coast)
    assert vertices(leg)[0] == pytest.approx(PORTS["vladivostok"])
    assert vertices(leg)[-1] == pytest.approx(PORTS["rajin"])


def test_there_and_back_are_as_long(coast: Coast) -> None:
    there = ferry_leg(port("wellington"), port("picton"), coast)
    back = ferry_leg(port("picton"), port("wellington"), coast)
    assert there.length_m == pytest.approx(back.length_m, rel=0.02)


def test_the_same_ends_give_the_same_line(coast: Coast) -> None:
    legs = [ferry_leg(port("dover"), port("calais"), coast) for _ in range(2)]
    assert legs[0] == legs[1]


@pytest.mark.parametrize(("start", "end"), [("suva", "apia"), ("apia", "suva")])
def test_a_line_across_the_antimeridian_does_not_cross_the_map(
    coast: Coast, start: str, end: str
) -> None:
    leg = ferry_leg(port(start), port(end), coast)
    lons = vertices(leg)[:, 0]
    assert np.abs(np.diff(lons)).max() < 5
    assert np.abs(lons).max() > 180
    assert lons[-1] % 360 == pytest.approx(PORTS[end][0] % 360)


def test_a_long_haul_follows_the_lanes_through_the_canal(coast: Coast) -> None:
    leg = ferry_leg(port("rotterdam"), port("singapore"), coast)
    assert 15_000 <= length_km(leg) <= 15_900
    assert "the Suez Canal" in leg.note
    line = beyond_the_approaches(leg)
    assert land_km(line, coast) < 170
    assert land_km(line.difference(Point(32.5, 30.5).buffer(1.2)), coast) == 0
    assert line.intersects(Point(32.5, 30.5).buffer(0.5))


def test_a_town_in_the_mountains_is_told_how_far_the_water_is(coast: Coast) -> None:
    with pytest.raises(NoPathError, match=r"“Denver” lies \d+ km from the nearest open water"):
        ferry_leg(port("denver"), port("seattle"), coast)
    with pytest.raises(NoPathError, match="“Kathmandu” lies"):
        ferry_leg(port("singapore"), port("kathmandu"), coast)


def test_a_lake_and_the_sea_are_not_joined(coast: Coast) -> None:
    with pytest.raises(NoPathError, match="“Baku” lies on a lake and “Batumi” on the sea"):
        ferry_leg(port("baku"), port("batumi"), coast)
    with pytest.raises(NoPathError, match="“Baku” lies on a lake"):
        ferry_leg(port("rotterdam"), port("baku"), coast)


def test_two_lakes_are_not_joined(coast: Coast) -> None:
    with pytest.raises(NoPathError, match="“Friedrichshafen” and “Geneva”, both on a lake"):
        ferry_leg(port("friedrichshafen"), port("geneva"), coast)


def test_a_place_cannot_be_left_for_itself(coast: Coast) -> None:
    with pytest.raises(SamePositionError, match=r"130\.3,42\.24"):
        ferry_leg(port("rajin"), port("rajin"), coast)


def test_a_passage_that_is_to_be_avoided_is_gone_round(coast: Coast) -> None:
    start, end = port("rotterdam"), port("singapore")
    leg = ferry_leg(start, end, coast, avoid_passages=("suez",))
    assert 21_000 <= length_km(leg) <= 22_500
    assert "the Cape of Good Hope" in leg.note
    assert "Suez" not in leg.note
    assert land_km(beyond_the_approaches(leg), coast) == 0


def test_a_short_hop_through_a_strait_names_it_and_can_be_kept_out_of_it(coast: Coast) -> None:
    start, end = port("istanbul"), port("batumi")
    assert "the Bosporus" in ferry_leg(start, end, coast).note
    with pytest.raises(NoPathError, match="keeps out of the Bosporus"):
        ferry_leg(start, end, coast, avoid_passages=("bosporus",))


def test_an_unknown_passage_is_refused_with_those_that_are_known(coast: Coast) -> None:
    with pytest.raises(ValueProblem, match=r"“kiel” is no canal or strait") as caught:
        ferry_leg(port("rotterdam"), port("singapore"), coast, avoid_passages=("kiel",))
    assert "panama, south_africa, suez" in caught.value.help


@pytest.mark.parametrize("name", PASSAGES)
def test_the_gate_of_every_passage_is_shut_to_the_lanes(coast: Coast, name: str) -> None:
    everything, rest = parse_lanes(coast.lanes), parse_lanes(coast.lanes, (name,))
    assert len(rest.lines) < len(everything.lines)
    assert not any(name in passages_of(line) for line in rest.lines)
    assert name not in rest.passages


def test_a_parsed_network_of_lanes_measures_each_lane_by_itself(coast: Coast) -> None:
    lanes = parse_lanes(coast.lanes)
    some = range(0, len(lanes.lines), 500)
    assert [lanes.length_m[n] for n in some] == pytest.approx(
        [GEOD.line_length(*lanes.lines[n].T) for n in some]
    )
