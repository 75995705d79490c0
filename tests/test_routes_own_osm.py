"""Extracts of OpenStreetMap as networks: the ways of one mode, joined where they share nodes."""

import sys

import numpy as np
import osmium
import pytest
from osmium.osm.mutable import Node, Relation, Way

from geo.errors import NetworkFileError
from routes.links import Mode
from routes.own.osm import TAGS
from routes.own.read import read_own_network
from routes.own.write import write_network
from routes.parts import parts_of

NODES = {
    1: (130.0, 43.0),
    2: (130.1, 43.0),
    3: (130.2, 43.0),
    4: (130.1, 43.1),
    # where 2 is, on the bridge above it
    5: (130.1, 43.0),
    6: (130.1, 42.9),
    7: (130.3, 43.0),
}
WAYS = {
    11: ([1, 2, 3], {"railway": "rail"}),
    12: ([4, 5, 6], {"railway": "rail", "bridge": "yes"}),
    13: ([3, 7], {"railway": "narrow_gauge"}),
    14: ([6, 7], {"railway": "disused"}),
    15: ([1, 4], {"highway": "residential"}),
    16: ([4, 7], {"highway": "footway"}),
    17: ([1, 7], {"highway": "motorway"}),
    18: ([6, 1], {"route": "ferry"}),
    19: ([6, 3], {}),
}
RELATIONS = {21: ([18, 19], {"type": "route", "route": "ferry"})}


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setattr("routes.own.cache.cache_folder", lambda: tmp_path / "cache")


def extract(folder, *, without_nodes=(), ways=WAYS, relations=RELATIONS):
    path = folder / "area.osm.pbf"
    with osmium.SimpleWriter(str(path), overwrite=True) as writer:
        for number, at in NODES.items():
            if number not in without_nodes:
                writer.add_node(Node(id=number, location=at))
        for number, (nodes, tags) in ways.items():
            writer.add_way(Way(id=number, nodes=nodes, tags=tags))
        for number, (members, tags) in relations.items():
            told = [("w", member, "") for member in members]
            writer.add_relation(Relation(id=number, members=told, tags=tags))
    return path


def positions(network):
    at = [tuple(pair) for pair in np.round(network.lonlat, 6).tolist()]
    return {frozenset((at[a], at[b])) for a, b in network.ends.tolist()}


def complaint(path, mode=Mode.RAIL):
    with pytest.raises(NetworkFileError) as caught:
        read_own_network(path, mode)
    return str(caught.value)


def test_rails_are_joined_at_nodes_and_not_at_a_bridge(tmp_path):
    found = read_own_network(extract(tmp_path), Mode.RAIL)
    assert found.facts.lines == 3
    assert len(found.network.lonlat) == 7
    assert len(found.network.ends) == 5
    assert parts_of(found.network).max() == 1
    assert found.network.attribution == (
        "Rail lines of area.osm.pbf © OpenStreetMap contributors, ODbL 1.0"
    )


def test_each_mode_has_its_own_ways(tmp_path):
    path = extract(tmp_path)
    ways = {
        Mode.ROAD: {frozenset((NODES[1], NODES[4])), frozenset((NODES[1], NODES[7]))},
        Mode.FOOT: {frozenset((NODES[1], NODES[4])), frozenset((NODES[4], NODES[7]))},
        Mode.FERRY: {frozenset((NODES[6], NODES[1])), frozenset((NODES[6], NODES[3]))},
    }
    for mode, pieces in ways.items():
        assert positions(read_own_network(path, mode).network) == pieces
    assert set(TAGS) == {*ways, Mode.RAIL}


def test_a_way_of_a_ferry_relation_that_is_tagged_too_counts_once(tmp_path):
    assert read_own_network(extract(tmp_path), Mode.FERRY).facts.lines == 2


def test_an_extract_without_rails_says_what_it_has(tmp_path):
    ways = {number: way for number, way in WAYS.items() if number > 14}
    told = complaint(extract(tmp_path, ways=ways))
    assert told == (
        "has no way by rail (railway=rail|narrow_gauge|light_rail) "
        "(its ways: 2 by road, 1 by ferry)"
    )
    assert "none of any mode" in complaint(extract(tmp_path, ways={}, relations={}))


def test_a_way_cut_at_the_border_of_the_extract_keeps_what_is_there(tmp_path):
    found = read_own_network(extract(tmp_path, without_nodes=(1, 5)), Mode.RAIL)
    assert dict(found.facts.left_out) == {"node missing from the extract": 2}
    assert positions(found.network) == {
        frozenset((NODES[2], NODES[3])),
        frozenset((NODES[3], NODES[7])),
    }
    assert "has ways but not their nodes" in complaint(extract(tmp_path, without_nodes=NODES))


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.95])
def test_an_extract_cut_off_is_told(tmp_path, share):
    data = extract(tmp_path).read_bytes()
    path = tmp_path / "cut.osm.pbf"
    path.write_bytes(data[: int(len(data) * share)])
    assert "cannot be read as PBF" in complaint(path)


@pytest.mark.parametrize("data", [b"<?xml version='1.0'?><osm/>", b"\0" * 500, b"PK\x03\x04" * 99])
def test_what_is_no_pbf_is_told(tmp_path, data):
    path = tmp_path / "area.osm.pbf"
    path.write_bytes(data)
    assert "is it cut off, or another kind of file?" in complaint(path)


def test_ids_below_zero_as_editors_give_them_are_ids(tmp_path):
    path = tmp_path / "edited.osm.pbf"
    with osmium.SimpleWriter(str(path)) as writer:
        for number, at in {-2: (11.0, 50.0), -1: (10.0, 50.0), 3: (12.0, 50.0)}.items():
            writer.add_node(Node(id=number, location=at))
        writer.add_way(Way(id=-5, nodes=[-1, -2, 3], tags={"railway": "rail"}))
    assert len(read_own_network(path, Mode.RAIL).network.ends) == 2


@pytest.mark.parametrize("first", [2**50, 2**62])
def test_ids_that_are_never_given_take_no_memory(tmp_path, monkeypatch, first):
    monkeypatch.setattr(osmium, "IdTracker", None)
    monkeypatch.setattr(osmium.filter, "IdFilter", None)
    path = tmp_path / "made.osm.pbf"
    with osmium.SimpleWriter(str(path)) as writer:
        for number in range(3):
            writer.add_node(Node(id=first + number, location=(130.0 + number / 10, 43.0)))
        writer.add_way(Way(id=first, nodes=[first, first + 1, first + 2], tags={}))
        members = [("w", first, "")]
        writer.add_relation(Relation(id=1, members=members, tags={"route": "ferry"}))
    assert len(read_own_network(path, Mode.FERRY).network.ends) == 2


def test_a_history_is_refused(tmp_path):
    header = osmium.io.Header()
    header.has_multiple_object_versions = True
    path = tmp_path / "history.osm.pbf"
    with osmium.SimpleWriter(osmium.io.File(str(path), "osh.pbf"), header=header) as writer:
        writer.add_node(Node(id=1, location=(10.0, 50.0)))
    assert "is a history of OpenStreetMap" in complaint(path)


def test_without_osmium_the_extra_is_named(tmp_path, monkeypatch):
    path = extract(tmp_path)
    monkeypatch.setitem(sys.modules, "osmium", None)
    assert "pip install waybook[osm]" in complaint(path)


def test_the_rails_of_an_extract_as_a_file_of_their_own_are_the_same_network(tmp_path):
    first = read_own_network(extract(tmp_path), Mode.RAIL)
    write_network(first, tmp_path / "rails.geojson.gz")
    again = read_own_network(tmp_path / "rails.geojson.gz", Mode.RAIL)
    assert positions(again.network) == positions(first.network)
    assert parts_of(again.network).max() == parts_of(first.network).max() == 1
    assert again.facts.rights == first.facts.rights
    assert np.sort(again.network.edge_m) == pytest.approx(np.sort(first.network.edge_m), abs=0.03)
