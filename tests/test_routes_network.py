"""The rail network: what the pack holds, how stops touch it, and ways through small networks."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.coords import LonLat, distance_m
from geo.errors import MissingDataError, NoPathError
from routes.network import default_networks, network_of, read_rail_network
from routes.ways import UnconnectedError, access, find_ways, generalised_m, joined_m

#: A line along the equator, a loop to the north of it, and a piece that nothing leads to.
LONLAT = [(0.0, 0.0), (0.1, 0.0), (0.2, 0.0), (0.15, 0.1), (0.5, 0.0), (0.6, 0.0)]
EDGES = [(0, 1, 12_000.0), (1, 2, 11_000.0), (1, 3, 13_000.0), (3, 2, 13_000.0), (4, 5, 11_200.0)]
NEAR_M = 2_000.0


@cache
def rail():
    return read_rail_network()


def small():
    return network_of(LONLAT, EDGES, "rail")


def way(network, *stops, avoid=()):
    touched = [access(network, LonLat(*stop), NEAR_M) for stop in stops]
    return find_ways(network, touched, avoid)


def test_the_pack_holds_a_symmetric_graph_on_the_earth_without_loops_and_doubles():
    network = rail()
    assert np.abs(network.lonlat).max(axis=0).tolist() <= [180, 90]
    assert (network.ends[:, 0] < network.ends[:, 1]).all()
    keys = network.ends[:, 0] * len(network.lonlat) + network.ends[:, 1]
    assert (np.diff(keys) > 0).all()
    assert len(network.ends) == len(network.edge_m)


def test_no_edge_is_much_shorter_than_the_straight_line_between_its_ends():
    network = rail()
    start, end = (network.lonlat[network.ends[:, side]] for side in (0, 1))
    from geo.coords import GEOD

    straight_m = GEOD.inv(*start.T, *end.T)[2]
    # Positions are rounded to 0.001 degrees: each end may be 79 m off.
    assert (network.edge_m > straight_m * 0.99 - 160).all()


def test_joints_are_few_and_short():
    network = rail()
    assert 500 < network.joint.sum() < 3000
    assert network.edge_m[network.joint].max() <= 120_100
    assert (network.edge_m[network.joint] > 45_000).sum() <= 5
    assert np.median(network.edge_m[network.joint]) < 1000


def test_every_node_is_of_a_known_country_or_near_a_border():
    network = rail()
    assert network.codes[0] == ""
    assert {"KP", "RU", "CN", "NZ", "ZA", "AR"} <= set(network.codes)
    assert network.country.max() < len(network.codes)
    assert (network.country > 0).mean() > 0.9


@pytest.mark.parametrize(
    ("country", "lon", "lat"),
    [
        ("RU", 131.88, 43.11),
        ("KP", 125.74, 39.0),
        ("CN", 126.63, 45.76),
        ("FR", 2.37, 48.84),
        ("NZ", 174.77, -36.85),
        ("US", -87.64, 41.88),
        ("", 130.643, 42.416),
    ],
)
def test_a_station_lies_in_its_country_and_one_on_a_border_in_none(country, lon, lat):
    network = rail()
    node = np.abs(network.lonlat - [lon, lat]).sum(axis=1).argmin()
    assert network.codes[network.country[node]] == country


def test_a_missing_pack_is_named(tmp_path):
    with pytest.raises(MissingDataError, match=r"rail\.npz is missing"):
        read_rail_network(tmp_path / "rail.npz")


def test_a_network_is_read_once_and_only_when_asked_for():
    networks = default_networks()
    assert networks.rail() is networks.rail()


def test_a_way_runs_along_the_shorter_side_of_a_loop():
    (found,) = way(small(), (0.0, 0.0), (0.2, 0.0))
    assert found.metres.sum() == pytest.approx(23_000)
    assert found.lonlat[:, 1].max() == 0


def test_stops_within_one_edge_are_joined_straight_along_it():
    (found,) = way(small(), (0.02, 0.001), (0.08, -0.001))
    assert found.metres.sum() == pytest.approx(0.6 * 12_000)
    assert generalised_m(found) == pytest.approx(0.6 * 12_000)
    assert np.allclose(found.lonlat, [(0.02, 0), (0.08, 0)])


def test_a_stop_passed_on_the_way_is_left_where_it_was_reached():
    first, second = way(small(), (0.0, 0.0), (0.15, 0.1), (0.2, 0.0))
    assert first.metres.sum() == pytest.approx(25_000)
    assert second.metres.sum() == pytest.approx(13_000)
    assert first.lonlat[-1].tolist() == second.lonlat[0].tolist()


def test_a_stop_beside_an_unconnected_piece_is_joined_to_the_line_that_leads_on():
    lonlat = [*LONLAT, (0.0, 0.004), (0.0, 0.006)]
    network = network_of(lonlat, [*EDGES, (6, 7, 222.0)], "rail")
    (found,) = way(network, (0.0, 0.0045), (0.2, 0.0))
    assert found.lonlat[0].tolist() == pytest.approx([0.0, 0.0], abs=1e-3)


def test_two_pieces_that_nothing_connects_have_no_way():
    with pytest.raises(UnconnectedError, match="the rail network has no way") as caught:
        way(small(), (0.0, 0.0), (0.2, 0.0), (0.5, 0.0))
    assert caught.value.stretch == 1


def test_a_stop_off_the_network_is_told_how_far_the_nearest_line_is():
    with pytest.raises(
        NoPathError, match=r"within 2 km: the nearest is 111 km off, at 0\.600,0\.0"
    ):
        access(small(), LonLat(0.6, -1.0), NEAR_M)


def test_an_empty_network_has_no_line():
    with pytest.raises(NoPathError, match="the rail network is empty"):
        access(network_of([], [], "rail"), LonLat(0, 0), NEAR_M)


def test_a_stop_touches_a_network_across_the_antimeridian():
    network = network_of([(179.9, 0.0), (179.999, 0.0)], [(0, 1, 11_000.0)], "rail")
    found = access(network, LonLat(-179.999, 0.0), NEAR_M)
    assert found.offset_m[0] == pytest.approx(222, abs=2)


def test_an_unknown_country_closes_nothing_and_a_real_one_does():
    stops = (117.445, 49.602), (131.882, 43.111)
    through = sum(w.metres.sum() for w in way(rail(), *stops, avoid=("AQ",)))
    round_ = way(rail(), (113.5, 52.03), (131.882, 43.111), avoid=("CN",))
    assert through < 1_800_000
    with pytest.raises(UnconnectedError, match="keeps out of CN"):
        way(rail(), (126.632, 45.761), (131.882, 43.111), avoid=("CN",))
    assert sum(w.metres.sum() for w in round_) > 2_900_000


def test_a_way_over_a_closed_gap_says_so():
    (bridge,) = way(rail(), (12.565, 55.673), (13.0, 55.609))
    assert 15_000 < joined_m(bridge) < 17_000


NODE = st.integers(0, len(LONLAT) - 3)


@given(NODE, NODE)
def test_there_and_back_are_equally_long_and_reverse_each_other(start, end):
    network = small()
    if start == end:
        return
    (there,) = way(network, LONLAT[start], LONLAT[end])
    (back,) = way(network, LONLAT[end], LONLAT[start])
    assert there.metres.sum() == pytest.approx(back.metres.sum())
    straight = distance_m(LonLat(*LONLAT[start]), LonLat(*LONLAT[end]))
    assert there.metres.sum() >= straight * 0.98
