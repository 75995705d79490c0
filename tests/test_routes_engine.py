"""The routing engines: each finds what Dijkstra's method finds on the whole graph."""

from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse.csgraph import dijkstra

from geo.coords import LonLat
from routes import engine
from routes.chains import chains_of
from routes.engine import Hierarchy, Plain, dissection_of
from routes.nearby import edges_about, half_turn
from routes.network import matrix_of, network_of, read_rail_network
from routes.search import closed_edges, graph_of, reach, search_of, trace
from routes.ways import access, find_ways

MOST_NODES = 14


@cache
def rail():
    return read_rail_network()


@st.composite
def networks(draw, *, whole=True):
    """A random network with long chains, rings, loops, islands; some of its nodes in a country."""
    count = draw(st.integers(2, MOST_NODES))
    node = st.integers(0, count - 1)
    chain = [(a, a + 1) for a in range(count - 1) if draw(st.booleans())]
    others = draw(st.lists(st.tuples(node, node), max_size=10))
    pairs = sorted({(min(pair), max(pair)) for pair in chain + others if pair[0] != pair[1]})
    length = st.integers(0, 50).map(float) if whole else st.floats(0.01, 50)
    edges = [(*pair, draw(length)) for pair in pairs]
    if not edges:
        edges = [(0, 1, 5.0)]
    lonlat = [(draw(st.floats(-1, 1)), draw(st.floats(-1, 1))) for _ in range(count)]
    country = np.array([draw(st.sampled_from([0, 0, 0, 1])) for _ in range(count)], dtype=np.uint8)
    return replace(network_of(lonlat, edges, "rail"), country=country, codes=("", "XX"))


def prepared(network):
    chains = chains_of(network)
    graph, _ = graph_of(chains, chains.at_m[chains.start[1:] - 1], network.order)
    if not len(graph.ends):
        return network
    return replace(network, order=dissection_of(graph, network.lonlat[chains.junctions]))


def true_metres(network, avoid=(), starts=None):
    is_open = ~closed_edges(network, avoid)
    matrix = matrix_of(len(network.lonlat), network.ends[is_open], network.edge_m[is_open])
    return dijkstra(matrix, indices=starts)


def length_of(network, steps, start, end):
    """Measure a way, making sure that it is one: edge by edge, from start to end."""
    assert (steps.nodes[0], steps.nodes[-1]) == (start, end)
    for edge, ends in zip(steps.edges, pairwise(steps.nodes.tolist()), strict=True):
        assert tuple(network.ends[edge]) == tuple(sorted(ends))
    return network.edge_m[steps.edges].sum()


def compare_all(network, avoid):
    """Compare every pair of nodes with Dijkstra's method."""
    search, count = search_of(network, avoid), len(network.lonlat)
    true = true_metres(network, avoid)
    closed = closed_edges(network, avoid)
    everything = np.arange(count)
    for start in range(count):
        far, source = reach(search, np.array([start]), np.zeros(1), everything)
        assert far == pytest.approx(true[start], abs=1e-4)
        assert not source.any()
        for end in np.flatnonzero(np.isfinite(true[start])):
            steps = trace(search, start, int(end))
            assert length_of(network, steps, start, end) == pytest.approx(
                true[start, end], abs=1e-4
            )
            assert not closed[steps.edges].any()


@given(networks(whole=False), st.booleans())
@settings(max_examples=40)
def test_ways_through_any_network_are_as_short_as_by_dijkstra(network, avoids):
    compare_all(network, ("XX",) if avoids else ())


@given(networks(), st.booleans())
@settings(max_examples=40)
def test_ways_by_contraction_hierarchies_are_as_short_as_by_dijkstra(network, avoids):
    pytest.importorskip("pyroutingkit")
    compare_all(prepared(network), ("XX",) if avoids else ())


@given(networks(), st.data(), st.booleans())
@settings(max_examples=40)
def test_of_several_beginnings_the_cheapest_is_taken(network, data, quick):
    if quick:
        pytest.importorskip("pyroutingkit")
        network = prepared(network)
    node = st.integers(0, len(network.lonlat) - 1)
    starts = np.array(data.draw(st.lists(node, min_size=1, max_size=6)))
    cost = st.one_of(st.integers(0, 80).map(float), st.floats(0, 80), st.just(np.inf))
    costs = np.array([data.draw(cost) for _ in starts])
    targets = np.array(data.draw(st.lists(node, min_size=1, max_size=6)))
    far, source = reach(search_of(network), starts, costs, targets)
    through = costs[:, None] + true_metres(network)[np.ix_(starts, targets)]
    assert far == pytest.approx(through.min(axis=0), abs=1e-4)
    reached = np.isfinite(far)
    assert through[source, np.arange(len(targets))][reached] == pytest.approx(
        far[reached], abs=1e-4
    )


@given(networks())
@settings(max_examples=40)
def test_every_edge_is_in_one_chain_and_every_chain_hangs_together(network):
    chains = chains_of(network)
    assert sorted(chains.edges[chains.edges >= 0]) == list(range(len(network.ends)))
    for first, last in zip(chains.start[:-1], chains.start[1:] - 1, strict=True):
        vertices, edges = chains.vertices[first : last + 1], chains.edges[first:last]
        assert chains.edges[last] == -1
        assert (chains.rank[vertices[[0, -1]]] >= 0).all()
        assert (chains.rank[vertices[1:-1]] == -1).all()
        for edge, pair in zip(edges, pairwise(vertices), strict=True):
            assert tuple(network.ends[edge]) == tuple(sorted(pair))
        along = np.concatenate([[0], np.cumsum(network.edge_m[edges])])
        assert chains.at_m[first : last + 1] == pytest.approx(along, abs=1e-4)


def test_a_ring_without_a_junction_is_searched_both_ways_round():
    ring = [(n, (n + 1) % 5, 10.0) for n in range(5)]
    network = network_of([(n / 10, 0.0) for n in range(5)], ring, "rail")
    assert trace(search_of(network), 0, 2).nodes.tolist() == [0, 1, 2]
    assert trace(search_of(network), 0, 3).nodes.tolist() == [0, 4, 3]


def test_the_order_in_the_data_belongs_to_the_rail_pack():
    # Made anew by scripts/make_order.py whenever the pack is.
    assert len(rail().order) == len(chains_of(rail()).junctions)
    assert sorted(rail().order) == list(range(len(rail().order)))


def test_the_rail_pack_is_in_whole_metres_as_the_quick_engine_needs():
    pytest.importorskip("pyroutingkit")
    assert isinstance(search_of(rail()).engine, Hierarchy)
    assert isinstance(search_of(rail(), ("CN",)).engine, Hierarchy)


@pytest.mark.parametrize("avoid", [(), ("CN", "DE")], ids=["all", "avoid"])
def test_ways_over_the_rail_network_are_as_short_as_by_dijkstra(avoid):
    rng = np.random.default_rng(20)
    starts, ends = rng.integers(0, len(rail().lonlat), (2, 8))
    search = search_of(rail(), avoid)
    true = true_metres(rail(), avoid, starts)[:, ends]
    for start, row in zip(starts, true, strict=True):
        far, _ = reach(search, np.array([start]), np.zeros(1), ends)
        assert far == pytest.approx(row, abs=0.01)
        for end, metres in zip(ends, row, strict=True):
            if np.isfinite(metres):
                steps = trace(search, int(start), int(end))
                assert length_of(rail(), steps, start, end) == pytest.approx(metres, abs=0.01)


STOPS = [(131.882, 43.111), (126.632, 45.761), (37.66, 55.773), (139.767, 35.681), (2.355, 48.88)]


@pytest.mark.parametrize("end", [STOPS[1], STOPS[3]])
def test_a_way_between_stops_begins_and_ends_where_it_is_cheapest(end):
    here, there = (access(rail(), LonLat(*stop), 10_000) for stop in (STOPS[0], end))
    begin, finish = (rail().ends[stop.edge] for stop in (here, there))
    matrix = true_metres(rail(), (), np.unique(begin))
    to = {
        side: np.column_stack([stop.along_m, rail().edge_m[stop.edge] - stop.along_m])
        + stop.cost_m[:, None]
        for side, stop in (("begin", here), ("finish", there))
    }
    rows = np.searchsorted(np.unique(begin), begin.ravel())
    costs = to["begin"].ravel()[:, None] + matrix[rows][:, finish.ravel()] + to["finish"].ravel()
    best = costs.min()
    if not np.isfinite(best):
        assert end == STOPS[3]
        return
    (way,) = find_ways(rail(), [here, there])
    spent = way.metres.sum() + paid(here, way.lonlat[0]) + paid(there, way.lonlat[-1])
    assert spent == pytest.approx(best, abs=0.01)


def paid(stop, lonlat):
    """Give what the point of a stop costs where a way begins or ends."""
    return stop.cost_m[np.abs(stop.lonlat - lonlat).sum(axis=1) < 1e-9].min()


def test_without_the_quick_engine_ways_are_the_same(monkeypatch):
    stops = [access(rail(), LonLat(*stop), 10_000) for stop in STOPS[:3]]
    quick = find_ways(rail(), stops)
    monkeypatch.setattr(engine, "has_hierarchies", lambda: False)
    slow = replace(rail())  # a network of its own: the engine of the other is kept
    assert isinstance(search_of(slow).engine, Plain)
    for one, other in zip(quick, find_ways(slow, stops), strict=True):
        assert one.metres.sum() == pytest.approx(other.metres.sum(), abs=0.01)
        assert one.lonlat[[0, -1]] == pytest.approx(other.lonlat[[0, -1]])


@given(
    st.floats(-180, 180),
    st.one_of(st.floats(-90, 90), st.floats(30, 60)),
    st.floats(0.001, 1.0),
    st.one_of(st.floats(0.001, 2.0), st.floats(2, 200)),
)
@settings(max_examples=40)
def test_no_edge_about_a_position_is_overlooked(lon, lat, up, across):
    network = rail()
    found = edges_about(network, LonLat(lon, lat), up, across)
    assert (np.diff(found) > 0).all()
    first, last = network.ends.T
    lats = network.lonlat[:, 1]
    near = np.minimum(lats[first], lats[last]) <= lat + up
    near &= np.maximum(lats[first], lats[last]) >= lat - up
    begin = half_turn(network.lonlat[first, 0] - lon)
    finish = begin + half_turn(network.lonlat[last, 0] - network.lonlat[first, 0])
    near &= (np.minimum(begin, finish) <= across) & (np.maximum(begin, finish) >= -across)
    assert np.isin(np.flatnonzero(near), found).all()
    assert across > 100 or up > 0.5 or len(found) < len(network.ends) / 10
