"""How the rail pack is made: where lines break off, which gaps are closed, how long curves are."""

import itertools
from functools import cache

import numpy as np
import pytest
from network_joints import close_joints
from network_lengths import arc_km
from network_tips import RailGraph, offing_km, read_sea, tips

from geo.coords import LonLat
from geo.errors import NoPathError
from routes.network import read_rail_network
from routes.ways import access, find_ways

#: On dry land in the Sahara, where a degree is about as long each way.
EAST, NORTH = 20.0, 24.0
DEGREE_KM = 111.195


@cache
def sea():
    return read_sea()


def graph_of(*lines):
    """A graph of lines of positions; nodes at one position are one node."""
    nodes = sorted({point for line in lines for point in line})
    number = {point: n for n, point in enumerate(nodes)}
    ends = [(number[a], number[b]) for line in lines for a, b in itertools.pairwise(line)]
    lonlat = np.array(nodes)
    run = np.diff(lonlat[np.array(ends)], axis=1)[:, 0]
    flat = np.cos(np.radians(lonlat[np.array(ends)][:, :, 1].mean(axis=1)))
    km = np.hypot(run[:, 0] * flat, run[:, 1]) * DEGREE_KM
    return RailGraph(lonlat, np.array(ends), km, np.zeros(len(ends), dtype=bool))


def west_to_east(start, stop, north=NORTH, step=0.03):
    count = round((stop - start) / step)
    return [(round(start + (stop - start) * n / count, 3), north) for n in range(count + 1)]


def joined_pairs(graph):
    made = close_joints(graph, sea())
    return [sorted(map(tuple, made.lonlat[pair].tolist())) for pair in made.ends[made.joint]]


def test_two_ends_that_face_each_other_are_joined_the_wider_the_gap_the_better_they_must():
    west = west_to_east(EAST, EAST + 0.5)
    near = west_to_east(EAST + 0.62, EAST + 1.0, NORTH + 0.04)
    far = west_to_east(EAST + 0.9, EAST + 1.3, NORTH + 0.2)
    aligned = west_to_east(EAST + 0.9, EAST + 1.3)
    assert joined_pairs(graph_of(west, near)) == [[west[-1], near[0]]]
    assert joined_pairs(graph_of(west, far)) == []
    assert joined_pairs(graph_of(west, aligned)) == [[west[-1], aligned[0]]]


def test_ends_beside_each_other_in_one_net_are_joined_only_where_the_way_round_is_long():
    # Two spurs that face each other across 4 km, tied together by a loop of either size.
    def loop(height):
        west = west_to_east(EAST, EAST + 0.3)
        east = west_to_east(EAST + 0.34, EAST + 0.64)
        steps = max(2, round(height / 0.03))
        sides = [
            [(lon, round(NORTH + height * n / steps, 3)) for n in range(steps + 1)]
            for lon in (west[0][0], east[-1][0])
        ]
        top = west_to_east(west[0][0], east[-1][0], round(NORTH + height, 3))
        return graph_of(west, east, top, *sides)

    assert len(joined_pairs(loop(0.9))) == 1
    little = graph_of(
        west_to_east(EAST, EAST + 0.03),
        west_to_east(EAST + 0.06, EAST + 0.09),
        [(EAST, NORTH), (EAST, NORTH + 0.02), (EAST + 0.09, NORTH + 0.02), (EAST + 0.09, NORTH)],
    )
    assert joined_pairs(little) == []


def test_the_end_of_a_double_track_is_a_tip_though_no_node_is_a_dead_end():
    line = west_to_east(EAST, EAST + 0.3)
    fork = [line[-1], (EAST + 0.305, NORTH + 0.001), (EAST + 0.307, NORTH), line[-1]]
    graph = graph_of(line, fork)
    found = {tuple(graph.lonlat[tip]) for tip in tips(graph)}
    assert found == {line[0], (EAST + 0.307, NORTH)}


def test_a_strait_is_crossed_by_a_joint_only_where_a_link_is_known():
    # A train ferry ran from Helsingør to Helsingborg; the Øresund has its bridge.
    ferry = np.array([(12.587, 56.01), (12.683, 56.059)])
    bridge = np.array([(12.677, 55.631), (12.904, 55.566)])
    assert offing_km(ferry, sea().coast, sea().links) > 1
    assert offing_km(bridge, sea().coast) > 1
    assert offing_km(bridge, sea().coast, sea().links) == 0


def test_a_curve_is_longer_than_its_chords_and_a_straight_line_is_not():
    turn = np.linspace(0, np.pi, 13)
    radius = 0.2
    flat = np.cos(np.radians(NORTH))
    arc = [
        (round(EAST + radius * np.cos(t) / flat, 6), round(NORTH + radius * np.sin(t), 6))
        for t in turn
    ]
    graph = graph_of(arc)
    inner = np.isin(graph.ends, [0, len(arc) - 1]).sum(axis=1) == 0
    true_km = radius * DEGREE_KM * (turn[1] - turn[0])
    assert graph.km.mean() < 0.998 * true_km
    assert arc_km(graph)[inner] == pytest.approx(true_km, rel=2e-3)
    straight = graph_of(west_to_east(EAST, EAST + 1))
    assert arc_km(straight) == pytest.approx(straight.km, rel=1e-6)


@pytest.mark.parametrize(
    ("start", "end", "km", "within"),
    [
        # The Øresund, the Great Belt, the Channel, the Seikan Tunnel; broken lines of the source.
        ((12.565, 55.673), (13.000, 55.609), 45, 0.1),
        ((12.565, 55.673), (10.386, 55.401), 160, 0.03),
        ((1.14, 51.10), (1.81, 50.90), 56, 0.1),
        ((140.694, 40.828), (140.649, 41.905), 149, 0.03),
        ((-9.122, 38.714), (-8.585, 41.149), 336, 0.03),
        ((32.844, 39.937), (29.019, 40.997), 533, 0.03),
        ((106.831, -6.177), (112.731, -7.248), 720, 0.03),
        ((137.766, -32.490), (121.467, -30.746), 1690, 0.03),
        ((67.041, 24.847), (74.335, 31.577), 1214, 0.03),
    ],
)
def test_bridges_tunnels_and_broken_lines_connect(start, end, km, within):
    network = read_rail_network()
    ends = [access(network, LonLat(*at), 10_000) for at in (start, end)]
    (way,) = find_ways(network, ends)
    assert way.metres.sum() / 1000 == pytest.approx(km, rel=within)


def test_no_train_runs_from_elsinore_to_helsingborg_over_the_water():
    network = read_rail_network()
    ends = [access(network, LonLat(*at), 3_000) for at in ((12.615, 56.033), (12.69, 56.05))]
    try:
        (way,) = find_ways(network, ends)
    except NoPathError:
        return
    assert way.metres.sum() > 90_000
