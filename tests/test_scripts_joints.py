"""Which gaps of the rail source are closed, and which are left as they are."""

import itertools
from functools import cache

import numpy as np
import pytest
import shapely
from network_joints import close_joints
from network_tips import RailGraph, Sea, read_sea

from geo.coords import LonLat
from routes.network import read_rail_network
from routes.ways import access, find_ways, joined_m

#: On dry land in the Sahara.
EAST, NORTH = 20.0, 24.0
DEGREE_KM = 111.195
SQUEEZE = np.cos(np.radians(NORTH))


@cache
def sea():
    return read_sea()


def spot(east_km, north_km):
    return (
        round(EAST + east_km / DEGREE_KM / SQUEEZE, 4),
        round(NORTH + north_km / DEGREE_KM, 4),
    )


def line(*corners, step=2.5):
    """A line by corners in kilometres, with a vertex every few of them."""
    points = [corners[0]]
    for (x, y), (to_x, to_y) in itertools.pairwise(corners):
        count = max(1, round(np.hypot(to_x - x, to_y - y) / step))
        shares = [n / count for n in range(1, count + 1)]
        points += [(x + (to_x - x) * share, y + (to_y - y) * share) for share in shares]
    return [spot(*point) for point in points]


def graph_of(*lines):
    """A graph of lines of positions; nodes at one position are one node."""
    nodes = sorted({point for each in lines for point in each})
    number = {point: n for n, point in enumerate(nodes)}
    ends = np.array([(number[a], number[b]) for each in lines for a, b in itertools.pairwise(each)])
    lonlat = np.array(nodes)
    run = np.diff(lonlat[ends], axis=1)[:, 0]
    km = np.hypot(run[:, 0] * SQUEEZE, run[:, 1]) * DEGREE_KM
    return RailGraph(lonlat, ends, km, np.zeros(len(ends), dtype=bool))


def joined_pairs(graph, *, known=None):
    made = close_joints(graph, known or sea())
    return {frozenset(map(tuple, made.lonlat[pair].tolist())) for pair in made.ends[made.joint]}


def pair(*ends):
    return frozenset(spot(*end) for end in ends)


def test_a_long_gap_is_left_open_where_a_shorter_joint_makes_it_needless():
    # Two lines that meet at a gap of 3 km in the south, and two spurs of them that face each
    # other across 10 km in the north.
    west = line((-40, 0), (0, 0))
    east = line((3, 0), (20, 0), (40, 0))
    spurs = line((-20, 0), (-20, 10), (-5, 10)), line((20, 0), (20, 10), (5, 10))
    assert joined_pairs(graph_of(west, east, *spurs)) == {pair((0, 0), (3, 0))}
    short = line((20, 0), (40, 0))
    assert joined_pairs(graph_of(west, short, *spurs)) == {pair((-5, 10), (5, 10))}


def test_a_gap_that_lies_across_other_lines_is_not_closed():
    west, east = line((-40, 0), (0, 0)), line((12, 0), (50, 0))
    across = [line((x, -31), (x, 30)) for x in (3, 6, 9)]
    assert pair((0, 0), (12, 0)) in joined_pairs(graph_of(west, east, *across[:1]))
    assert pair((0, 0), (12, 0)) not in joined_pairs(graph_of(west, east, *across))


def test_two_ends_that_bend_towards_each_other_are_joined_by_the_sum_of_their_bends():
    # The gap runs 7 km to the east; a line comes to it at an angle.
    def ends(before, after):
        (x, y), (to_x, to_y) = (
            (30 * np.cos(np.radians(turn)), 30 * np.sin(np.radians(turn)))
            for turn in (before, after)
        )
        return graph_of(line((-x, -y), (0, 0)), line((7, 0), (7 + to_x, -to_y)))

    assert joined_pairs(ends(55, 10)) == {pair((0, 0), (7, 0))}
    assert not joined_pairs(ends(55, 50))


def test_a_known_bridge_joins_the_nodes_at_its_ends_though_no_line_breaks_off_there():
    # The end of one line, that points elsewhere, and a line that passes on the other side.
    graph = graph_of(line((0, -40), (0, 0)), line((14, -30), (14, 30)))
    links = shapely.multilinestrings([shapely.linestrings([spot(1, 1), spot(13, 1)])])
    assert not joined_pairs(graph)
    assert joined_pairs(graph, known=Sea(sea().coast, links)) == {pair((0, 0), (14, 0))}


@pytest.mark.parametrize(
    ("calls", "km", "within"),
    [
        # Over the Hell Gate and along the Sound, with the gap at Mystic.
        (
            [(-73.9935, 40.7505), (-72.095, 41.354), (-71.413, 41.829), (-71.0552, 42.3519)],
            372,
            0.03,
        ),
        ([(-73.9935, 40.7505), (-73.741, 42.6413)], 227, 0.03),
        # The viaduct of Malahide, the Great Seto Bridge, the Riviera, the bridges of Vasai Creek.
        ([(-5.9175, 54.5955), (-6.246, 53.353)], 182, 0.03),
        ([(133.918, 34.6665), (134.0466, 34.3503)], 71.8, 0.05),
        ([(8.9215, 44.4175), (8.4705, 44.307)], 43, 0.04),
        ([(77.2197, 28.643), (72.8194, 18.9696)], 1384, 0.03),
        # The lines to the north of Norway.
        ([(22.165, 65.5835), (17.441, 68.442)], 473, 0.04),
        ([(10.399, 63.4365), (14.3995, 67.288)], 729, 0.04),
    ],
)
def test_lines_that_the_source_breaks_run_through(calls, km, within):
    network = read_rail_network()
    ways = find_ways(network, [access(network, LonLat(*at), 10_000) for at in calls])
    assert sum(way.metres.sum() for way in ways) / 1000 == pytest.approx(km, rel=within)


def test_no_joint_runs_across_a_city_and_a_river_from_the_bronx_to_newark():
    network = read_rail_network()
    ends = [access(network, LonLat(*at), 1_000) for at in ((-73.929, 40.843), (-74.179, 40.714))]
    (way,) = find_ways(network, ends)
    assert way.metres.sum() > 30_000
    assert joined_m(way) < 15_000
