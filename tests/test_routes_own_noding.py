"""Lines joined into networks, kept, reported on and written."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from own_files import LINES, as_sets, geojson, own, written

from geo.coords import GEOD, LonLat
from geo.errors import Where
from geo.places import Place, PlaceKind, PlaceRow, PositionBasis
from routes.links import Mode
from routes.network import network_of_arrays
from routes.own.cache import cache_folder
from routes.own.drawing import Facts, drawing_of
from routes.own.noding import node_lines
from routes.own.report import report_on
from routes.own.write import write_network
from routes.parts import nearest_access, parts_of
from routes.rail import rail_legs
from routes.ways import access

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "rail"


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    folder = tmp_path / "cache"
    monkeypatch.setattr("routes.own.cache.cache_folder", lambda: folder)
    return folder


def noded(lines):
    xy = np.array([at for line in lines for at in line], dtype=float).reshape(-1, 2)
    number = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    return node_lines(drawing_of(xy, number, Facts(format="")))


def test_lines_meet_at_a_vertex_in_common_and_lengths_are_geodesic():
    made = noded(LINES)
    assert len(made.lonlat) == 4
    assert len(made.ends) == 3
    straight = GEOD.inv(130.0, 43.0, 130.1, 43.0)[2]
    assert np.isclose(made.edge_m, straight, rtol=0, atol=0.001).any()


def test_lines_that_cross_without_a_vertex_in_common_stay_apart_as_at_a_bridge():
    made = noded([[(0, 0), (0.1, 0.1)], [(0, 0.1), (0.1, 0)]])
    assert len(made.lonlat) == 4
    assert made.joined == 0


@pytest.mark.parametrize(("off_deg", "joined"), [(0.0, 1), (7e-6, 1), (4e-5, 0)])
def test_an_end_within_a_metre_of_the_middle_of_a_line_cuts_it_there(off_deg, joined):
    made = noded([[(10, 0), (10.01, 0)], [(10.004, off_deg), (10.004, 0.01)]])
    assert made.joined == joined
    assert len(made.ends) == 2 + joined


def test_several_ends_on_one_piece_cut_it_in_order():
    branches = [[(10 + at, 0), (10 + at, 0.01)] for at in (0.007, 0.002, 0.004)]
    made = noded([[(10, 0), (10.01, 0)], *branches])
    assert len(made.ends) == 3 + 4
    main = made.edge_m[(made.lonlat[made.ends][:, :, 1] == 0).all(axis=1)]
    assert main.sum() == pytest.approx(GEOD.inv(10, 0, 10.01, 0)[2], abs=0.01)


def test_ends_that_miss_each_other_by_half_a_metre_meet():
    made = noded([[(10, 50), (10.1, 50)], [(10.1 + 5e-6, 50), (10.2, 50)]])
    assert len(made.lonlat) == 3


def test_a_line_drawn_more_finely_than_the_tolerance_keeps_its_length():
    lons = np.linspace(10, 10.001, 400)
    made = noded([[(lon, 50) for lon in lons]])
    assert made.edge_m.sum() == pytest.approx(GEOD.inv(10, 50, 10.001, 50)[2], rel=1e-3)


def test_a_line_across_the_antimeridian_joins_one_that_was_cut_there():
    made = noded([[(179.9, 1), (180, 1)], [(-180, 1), (-179.9, 1)], [(180.1, 1), (180.2, 1)]])
    assert len(made.lonlat) == 4
    assert made.edge_m.max() < 12_000


@settings(max_examples=60)
@given(
    st.lists(
        st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=2, max_size=6),
        min_size=1,
        max_size=6,
    ),
    st.randoms(use_true_random=False),
)
def test_the_order_and_direction_of_lines_change_nothing(cells, random):
    lines = [[(x / 100, y / 100) for x, y in line] for line in cells]
    if all(len(set(line)) == 1 for line in lines):
        return
    turned = [line[::-1] if random.random() < 0.5 else line for line in lines]
    random.shuffle(turned)
    one, other = noded(lines), noded(turned)
    assert as_sets_of(one) == as_sets_of(other)
    assert one.edge_m.sum() == pytest.approx(other.edge_m.sum())
    keys = one.ends[:, 0] * len(one.lonlat) + one.ends[:, 1]
    assert (np.diff(keys) > 0).all()
    assert (one.ends[:, 0] < one.ends[:, 1]).all()


def as_sets_of(made):
    at = [tuple(pair) for pair in np.round(made.lonlat, 6).tolist()]
    return {frozenset((at[a], at[b])) for a, b in made.ends.tolist()}


def test_what_was_read_before_is_not_read_again_and_is_the_same(tmp_path, monkeypatch):
    path = written(tmp_path, geojson(LINES))
    first = own(path)
    monkeypatch.setattr("routes.own.read.read_drawing", None)
    again = own(path)
    assert again.facts == first.facts
    assert (again.network.lonlat == first.network.lonlat).all()
    assert (again.network.edge_m == first.network.edge_m).all()
    path.write_text(geojson(LINES[:1]))
    with pytest.raises(TypeError):
        own(path)


@pytest.mark.parametrize("damage", ["cut", "empty", "noise", "ends", "pickle"])
def test_what_is_kept_and_broken_is_made_anew(tmp_path, own_cache, damage):
    path = written(tmp_path, geojson(LINES))
    before = own(path)
    (kept,) = own_cache.iterdir()
    data = kept.read_bytes()
    with np.load(kept) as pack:
        arrays = dict(pack)
    if damage in {"ends", "pickle"}:
        bad = arrays["ends"] + 100 if damage == "ends" else np.array([[{}, 1]], dtype=object)
        np.savez(kept, **{**arrays, "ends": bad})
    else:
        broken = {"cut": data[: len(data) // 2], "empty": b"", "noise": b"x" * len(data)}
        kept.write_bytes(broken[damage])
    after = own(path)
    assert (after.network.ends == before.network.ends).all()
    assert kept.read_bytes() == data
    assert [each.name for each in own_cache.iterdir()] == [kept.name]


def test_where_nothing_can_be_kept_the_network_is_read_all_the_same(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setattr("routes.own.cache.cache_folder", lambda: tmp_path / "file" / "below")
    assert own(written(tmp_path, geojson(LINES))).facts.lines == 2


def test_networks_are_kept_where_the_user_keeps_such_things(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder().parts[-2:] == ("waybook", "networks")


def test_parts_and_gaps_are_reported_with_their_place(tmp_path):
    island = [[(130.2005, 43.05), (130.3, 43.05)], [(131.0, 44.0), (131.1, 44.0)]]
    report = report_on(own(written(tmp_path, geojson([*LINES, *island]))))
    lengths = [part.length_m for part in report.parts]
    assert lengths == sorted(lengths, reverse=True)
    assert len(lengths) == 3
    assert sum(lengths) == pytest.approx(report.length_m)
    (gap,) = report.gaps
    assert gap.at in {(130.2, 43.05), (130.2005, 43.05)}
    assert gap.away_m == pytest.approx(40.8, abs=0.5)
    assert report.bbox == (130.0, 43.0, 131.1, 44.0)


def test_the_box_of_a_network_across_the_antimeridian_is_narrow(tmp_path):
    report = report_on(own(written(tmp_path, geojson([[(179.5, 1), (-179.5, 1)]]))))
    assert report.bbox == (179.5, 1.0, -179.5, 1.0)


@pytest.mark.parametrize("name", ["out.geojson", "out.geojson.gz"])
def test_a_network_that_is_written_is_read_back_as_it_was(tmp_path, name):
    lines = [*LINES, [(179.9, 1), (180.1, 1)], [(130.05, 43.000004), (130.05, 42.9)]]
    first = own(written(tmp_path, geojson(lines, attribution="© Somebody")))
    write_network(first, tmp_path / name)
    data = (tmp_path / name).read_bytes()
    again = own(tmp_path / name)
    assert as_sets(again.network) == as_sets(first.network)
    assert again.facts.rights == "© Somebody"
    write_network(first, tmp_path / name)
    assert (tmp_path / name).read_bytes() == data


@pytest.mark.skipif(not SHARED.exists(), reason="the shared data are not there")
def test_a_real_network_of_rails_is_read_and_is_nearly_in_one_piece():
    found = own(SHARED / "hybrid_neasia_rail_odbl.geojson.gz")
    assert found.facts.lines == 20_467
    parts = parts_of(found.network)
    assert np.bincount(parts).max() / len(parts) > 0.8
    assert 50_000_000 < found.network.edge_m.sum() < 70_000_000


def test_a_stop_among_streets_touches_the_nearest_and_each_part():
    lines = [[(10 + i / 1000, 50), (10 + i / 1000, 50.02)] for i in range(20)]
    lines += [[(10, 50), (10.02, 50)], [(10.05, 50.0), (10.05, 50.02)]]
    made = noded(lines)
    network = network_of_arrays(made.lonlat, made.ends, made.edge_m, "road")
    touched = access(network, LonLat(10.0102, 50.01), 10_000)
    few = nearest_access(network, touched, 3)
    assert len(few.edge) == 4
    assert sorted(few.offset_m)[:3] == sorted(touched.offset_m)[:3]
    parts = parts_of(network)
    for some in (touched, few):
        assert set(parts[network.ends[some.edge, 0]]) == set(parts)
    assert nearest_access(network, touched, len(touched.edge)) is touched
    assert (np.diff(few.edge) > 0).all()


@pytest.mark.parametrize("most", [8, 400])
def test_a_way_through_a_grid_of_streets_is_as_long_as_the_grid_says(monkeypatch, most):
    monkeypatch.setattr("routes.rail.MOST_POINTS", most)
    steps = np.arange(41) / 500
    rows = [[(10 + x, y) for x in steps] for y in steps]
    columns = [[(10 + x, y) for y in steps] for x in steps]
    made = noded(rows + columns)
    network = replace(
        network_of_arrays(made.lonlat, made.ends, made.edge_m, "road"), source="streets.gpkg"
    )
    stops = [place("a", (10.0, 0.0)), place("b", (10.08, 0.08))]
    (leg,) = rail_legs(stops, network, mode=Mode.ROAD)
    along = GEOD.inv(10, 0, 10.08, 0)[2] + GEOD.inv(10, 0, 10, 0.08)[2]
    assert leg.length_m == pytest.approx(along, rel=1e-4)
    assert leg.mode is Mode.ROAD
    assert leg.snap_m == pytest.approx((0, 0), abs=0.01)


def place(name, at):
    row = PlaceRow(where=Where("places.csv", 2), id=name, name=name, kind=PlaceKind.CITY)
    return Place(row=row, position=LonLat(*at), basis=PositionBasis.STATED)
