"""Rail lines against published lengths, at their ends, and where there is none."""

from functools import cache

import numpy as np
import pytest

from geo.coords import LonLat
from geo.errors import NoPathError, SamePositionError, Where
from geo.places import Place, PlaceKind, PlaceRow, PositionBasis
from routes.network import read_rail_network
from routes.rail import SNAP_LIMIT_KM, rail_leg, rail_legs
from routes.route import Basis

STATIONS = {
    "rajin": (130.297, 42.249),
    "khasan": (130.64492, 42.43006),
    "tumangang": (130.6081, 42.4214),
    "ussuriysk": (131.976, 43.797),
    "vladivostok": (131.882, 43.111),
    "khabarovsk": (135.072, 48.497),
    "harbin": (126.632, 45.761),
    "manzhouli": (117.445, 49.602),
    "pyongyang": (125.739, 39.005),
    "sinuiju": (124.398, 40.100),
    "paris-lyon": (2.373, 48.844),
    "lyon": (4.859, 45.760),
    "london": (-0.124, 51.531),
    "edinburgh": (-3.190, 55.952),
    "copenhagen": (12.565, 55.673),
    "malmo": (13.0, 55.609),
    "oslo": (10.753, 59.911),
    "bergen": (5.333, 60.390),
    "berlin": (13.369, 52.525),
    "hamburg": (10.006, 53.553),
    "tokyo": (139.767, 35.681),
    "osaka": (135.5, 34.733),
    "aomori": (140.694, 40.827),
    "hakodate": (140.649, 41.905),
    "adelaide": (138.583, -34.914),
    "darwin": (130.913, -12.452),
    "sydney": (151.206, -33.883),
    "melbourne": (144.952, -37.818),
    "johannesburg": (28.042, -26.197),
    "cape-town": (18.425, -33.922),
    "dar": (39.240, -6.848),
    "kapiri": (28.680, -13.970),
    "chicago": (-87.640, 41.879),
    "seattle": (-122.330, 47.598),
    "new-york": (-73.993, 40.750),
    "washington": (-77.006, 38.897),
    "buenos-aires": (-58.374, -34.591),
    "rosario": (-60.655, -32.929),
    "cairo": (31.247, 30.063),
    "aswan": (32.9, 24.1),
    "bangkok": (100.517, 13.740),
    "chiang-mai": (99.017, 18.783),
    "hanoi": (105.841, 21.025),
    "saigon": (106.677, 10.782),
    "tehran": (51.398, 35.658),
    "mashhad": (59.607, 36.307),
    "moscow": (37.655, 55.776),
    "petersburg": (30.362, 59.930),
    "chita": (113.5, 52.03),
    "perm": (56.18, 58.0),
    "kirov": (49.65, 58.58),
    "yaroslavl": (39.83, 57.62),
}
#: From, to, kilometres of the operators' tables, tolerance.
PUBLISHED = [
    ("rajin", "khasan", 54, 0.05),
    ("khasan", "ussuriysk", 256, 0.03),
    ("vladivostok", "khabarovsk", 766, 0.03),
    ("harbin", "manzhouli", 935, 0.03),
    ("pyongyang", "sinuiju", 225, 0.03),
    ("rajin", "pyongyang", 781, 0.03),
    ("paris-lyon", "lyon", 427, 0.03),
    ("london", "edinburgh", 632, 0.03),
    ("copenhagen", "malmo", 42, 0.06),
    ("oslo", "bergen", 471, 0.03),
    ("berlin", "hamburg", 286, 0.03),
    ("tokyo", "osaka", 515, 0.03),
    ("aomori", "hakodate", 149, 0.03),
    ("adelaide", "darwin", 2975, 0.03),
    ("sydney", "melbourne", 953, 0.03),
    ("johannesburg", "cape-town", 1530, 0.03),
    ("dar", "kapiri", 1860, 0.03),
    ("chicago", "seattle", 3550, 0.03),
    ("new-york", "washington", 362, 0.03),
    ("buenos-aires", "rosario", 304, 0.03),
    ("cairo", "aswan", 879, 0.03),
    ("bangkok", "chiang-mai", 751, 0.03),
    ("hanoi", "saigon", 1726, 0.03),
    ("tehran", "mashhad", 926, 0.03),
    ("moscow", "petersburg", 650, 0.03),
]


@cache
def rail():
    return read_rail_network()


def place(name, lonlat=None, radius_km=0.0, kind=PlaceKind.STATION):
    row = PlaceRow(where=Where("places.csv", 2), id=name, name=name.title(), kind=kind)
    at = LonLat(*(lonlat or STATIONS[name]))
    return Place(row=row, position=at, basis=PositionBasis.STATED, radius_km=radius_km)


@pytest.mark.parametrize(("start", "end", "km", "tolerance"), PUBLISHED)
def test_a_line_is_as_long_as_published(start, end, km, tolerance):
    leg = rail_leg(place(start), place(end), rail())
    assert leg.length_m == pytest.approx(km * 1000, rel=tolerance)
    assert leg.basis is Basis.NETWORK
    assert leg.straight_m < leg.length_m + sum(leg.snap_m)
    assert 0 <= leg.generalised_m <= leg.length_m


def test_the_trans_siberian_by_its_classic_way_is_9288_km():
    via = [place(name) for name in ("khabarovsk", "chita", "perm", "kirov", "yaroslavl")]
    leg = rail_leg(place("vladivostok"), place("moscow"), rail(), via=via)
    assert leg.length_m == pytest.approx(9_288_000, rel=0.03)


def test_the_friendship_bridge_joins_khasan_and_tumangang():
    leg = rail_leg(place("khasan"), place("tumangang"), rail())
    assert 3_000 < leg.length_m < 8_000


def test_a_line_begins_and_ends_at_its_stops():
    leg = rail_leg(place("khasan"), place("vladivostok"), rail())
    lonlats = np.asarray(leg.line.coords)
    assert lonlats[0].tolist() == list(STATIONS["khasan"])
    assert lonlats[-1].tolist() == list(STATIONS["vladivostok"])
    assert (leg.start, leg.end) == ("khasan", "vladivostok")
    assert max(leg.snap_m) < 1000
    assert "OpenStreetMap" in leg.attribution


def test_there_and_back_are_the_same_line():
    there = rail_leg(place("pyongyang"), place("vladivostok"), rail())
    back = rail_leg(place("vladivostok"), place("pyongyang"), rail())
    assert there.length_m == pytest.approx(back.length_m)
    assert there.snap_m == pytest.approx(back.snap_m[::-1], abs=0.001)
    assert there.line.hausdorff_distance(back.line) < 1e-9


def test_a_stop_on_the_way_cuts_the_line_without_making_it_longer():
    whole = rail_leg(place("khasan"), place("khabarovsk"), rail(), via=[place("ussuriysk")])
    first, second = rail_legs([place(n) for n in ("khasan", "ussuriysk", "khabarovsk")], rail())
    assert first.length_m + second.length_m == pytest.approx(whole.length_m, rel=0.001)


def test_a_line_that_keeps_out_of_china_goes_round_it():
    through = rail_leg(place("chita"), place("vladivostok"), rail())
    outside = rail_leg(place("chita"), place("vladivostok"), rail(), avoid=("CN",))
    assert outside.length_m > through.length_m * 1.3


def test_a_line_that_cannot_keep_out_of_a_country_says_so():
    with pytest.raises(NoPathError, match=r"no way that keeps out of CN .*drawn file"):
        rail_leg(place("harbin"), place("vladivostok"), rail(), avoid=("CN",))


def test_two_islands_have_no_rail_line():
    with pytest.raises(NoPathError, match="from “Tokyo” to “Seoul”: the rail network has no way"):
        rail_leg(place("tokyo"), place("seoul", (126.971, 37.555)), rail())


def test_a_stop_far_from_any_rail_is_an_error_not_a_long_stub():
    sapporo, honolulu = place("sapporo", (141.35, 43.068)), place("honolulu", (-157.86, 21.31))
    with pytest.raises(NoPathError, match=r"“Honolulu”: no rail line within 10 km: .* km off"):
        rail_leg(sapporo, honolulu, rail())


def test_the_radius_of_a_town_widens_the_way_to_its_station():
    off_khasan = (130.645, 42.28)
    with pytest.raises(NoPathError, match=f"within {SNAP_LIMIT_KM:.0f} km"):
        rail_leg(place("off", off_khasan), place("ussuriysk"), rail())
    wide = place("off", off_khasan, radius_km=15, kind=PlaceKind.TOWN)
    leg = rail_leg(wide, place("ussuriysk"), rail())
    assert leg.snap_m[0] < 25_000


def test_a_line_from_a_place_to_itself_is_an_error():
    with pytest.raises(SamePositionError, match="have the same position"):
        rail_leg(place("rajin"), place("other", STATIONS["rajin"]), rail())
