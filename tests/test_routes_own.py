"""Networks of one's own: what is joined, what is kept, and what a broken file is told."""

import gzip
import json
import sqlite3
from pathlib import Path

import geopandas
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.coords import GEOD
from geo.errors import NetworkFileError, NoFileError
from routes.links import Mode
from routes.own.cache import cache_folder
from routes.own.drawing import Facts, drawing_of
from routes.own.formats import format_of, split_layer
from routes.own.noding import node_lines
from routes.own.read import read_own_network
from routes.own.report import report_on
from routes.own.write import write_network
from routes.parts import parts_of

#: A main line of three vertices, and a branch from its middle one.
LINES = [[(130.0, 43.0), (130.1, 43.0), (130.2, 43.05)], [(130.1, 43.0), (130.1, 43.1)]]
SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "rail"


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    folder = tmp_path / "cache"
    monkeypatch.setattr("routes.own.cache.cache_folder", lambda: folder)
    return folder


def geojson(lines, **members):
    features = [
        {
            "type": "Feature",
            "properties": {},
            "geometry": {"type": "LineString", "coordinates": [list(at) for at in line]},
        }
        for line in lines
    ]
    return json.dumps({"type": "FeatureCollection", **members, "features": features})


def written(folder, text, name="rails.geojson"):
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def frame(lines, crs="EPSG:4326"):
    shapes = [shapely.LineString(line) for line in lines]
    return geopandas.GeoDataFrame({"name": [""] * len(lines)}, geometry=shapes, crs=crs)


def noded(lines):
    xy = np.array([at for line in lines for at in line], dtype=float).reshape(-1, 2)
    number = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    return node_lines(drawing_of(xy, number, Facts(format="")))


def own(path, mode=Mode.RAIL, layer=""):
    return read_own_network(path, mode, layer)


def complaint(path, mode=Mode.RAIL, layer=""):
    with pytest.raises(NetworkFileError) as caught:
        own(path, mode, layer)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def as_sets(network):
    """The edges of a network by their positions, whatever the order of its nodes."""
    at = [tuple(pair) for pair in np.round(network.lonlat, 6).tolist()]
    return {frozenset((at[a], at[b])) for a, b in network.ends.tolist()}


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


@settings(max_examples=60, deadline=None)
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


def test_one_network_comes_out_of_every_format(tmp_path):
    text = geojson(LINES)
    plain = own(written(tmp_path, text)).network
    packed = own(written(tmp_path, gzip.compress(text.encode()), "rails.geojson.gz")).network
    frame(LINES).to_file(tmp_path / "rails.gpkg", layer="tracks", driver="GPKG")
    frame(LINES).to_parquet(tmp_path / "rails.parquet")
    package, table = (own(tmp_path / name).network for name in ("rails.gpkg", "rails.parquet"))
    for other in (packed, package, table):
        assert as_sets(other) == as_sets(plain)
        assert np.allclose(np.sort(other.edge_m), np.sort(plain.edge_m))


@pytest.mark.parametrize("ending", ["gpkg", "parquet", "geojson"])
def test_another_reference_system_is_heeded_where_the_file_states_it(tmp_path, ending):
    path = tmp_path / f"rails.{ending}"
    there = frame(LINES).to_crs("EPSG:32652")
    if ending == "parquet":
        there.to_parquet(path)
    elif ending == "gpkg":
        there.to_file(path, driver="GPKG")
    else:
        lines = [list(shape.coords) for shape in there.geometry]
        crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32652"}}
        path.write_text(geojson(lines, crs=crs))
    found = own(path)
    assert "EPSG:32652" in found.facts.crs
    at = [tuple(pair) for pair in np.round(found.network.lonlat, 6).tolist()]
    assert set(at) == {(130.0, 43.0), (130.1, 43.0), (130.2, 43.05), (130.1, 43.1)}


def test_metres_without_a_reference_system_are_told_as_such(tmp_path):
    lines = [list(shape.coords) for shape in frame(LINES).to_crs("EPSG:3857").geometry]
    told = complaint(written(tmp_path, geojson(lines)))
    assert "is no lon and lat" in told
    assert "projected metres" in told
    path = tmp_path / "rails.gpkg"
    frame(LINES).to_crs("EPSG:3857").to_file(path, driver="GPKG")
    with sqlite3.connect(path) as database:
        database.execute("UPDATE gpkg_geometry_columns SET srs_id = -1")
    database.close()
    assert "it states no CRS" in complaint(path)
    assert "projected metres" in complaint(tmp_path / "rails.gpkg")


def test_lat_before_lon_is_suspected(tmp_path):
    swapped = [[(lat, lon) for lon, lat in line] for line in LINES]
    assert "are lon and lat swapped?" in complaint(written(tmp_path, geojson(swapped)))


def test_a_reference_system_nobody_knows_is_told(tmp_path):
    crs = {"type": "name", "properties": {"name": "EPSG:999999"}}
    assert "EPSG:999999" in complaint(written(tmp_path, geojson(LINES, crs=crs)))
    crs = {"type": "link", "properties": {"href": "x"}}
    assert "states a CRS that is not known" in complaint(written(tmp_path, geojson(LINES, crs=crs)))


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
@pytest.mark.parametrize("ending", ["geojson", "geojson.gz", "gpkg", "parquet"])
def test_a_file_cut_off_anywhere_gets_one_clear_error(tmp_path, ending, share):
    lines = [[(130 + i / 100, 43), (130 + i / 100, 44)] for i in range(2000)]
    whole = tmp_path / f"whole.{ending}"
    if ending == "gpkg":
        frame(lines).to_file(whole, driver="GPKG")
    elif ending == "parquet":
        frame(lines).to_parquet(whole)
    else:
        text = geojson(lines).encode()
        whole.write_bytes(gzip.compress(text) if ending.endswith("gz") else text)
    data = whole.read_bytes()
    told = complaint(written(tmp_path, data[: int(len(data) * share)], f"cut.{ending}"))
    assert any(
        word in told for word in ("cut off", "empty", "no GeoPackage", "cannot be read as")
    ), told


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (geojson([]), "holds no line"),
        ('{"type": "FeatureCollection"}', "has no list of features"),
        ('{"type": "Point", "coordinates": [1, 2]}', "holds no line (but 1 × Point)"),
        ('{"type": "Topology", "arcs": []}', "the type is “Topology”"),
        ("[]", "is not GeoJSON"),
        ("   ", "is empty"),
        ("[" * 100_000, "is nested too deeply"),
        (geojson([[(1, 2), (float("nan"), 3)]]), "holds NaN"),
        (geojson([[("1", "2"), ("3", "4")]]), "not lists of numbers"),
        (geojson([[(1, 1), (1, 1)]]), "holds no line"),
        (geojson([[(1, 1)]]), "holds no line (but 1 × line of one vertex)"),
        ("\ufeffnonsense".encode("utf-16"), "UTF-16"),
        ('<OGRVRTDataSource><OGRVRTLayer name="x"/></OGRVRTDataSource>', "is not JSON"),
        ("<html><body>404</body></html>", "is not JSON"),
    ],
)
def test_what_is_no_network_of_lines_is_told(tmp_path, text, words):
    assert words in complaint(written(tmp_path, text))


def test_a_virtual_dataset_under_the_name_of_another_format_opens_nothing(tmp_path):
    inside = written(tmp_path, geojson(LINES), "inner.geojson")
    vrt = f"<OGRVRTDataSource><OGRVRTLayer name='i'><SrcDataSource>{inside}</SrcDataSource>"
    vrt += "</OGRVRTLayer></OGRVRTDataSource>"
    for ending in ("geojson", "geojson.gz", "gpkg", "parquet", "osm.pbf"):
        complaint(written(tmp_path, vrt, f"rails.{ending}"))


def test_an_ending_that_is_not_known_is_refused_with_those_that_are(tmp_path):
    told = complaint(written(tmp_path, "x", "rails.shp"))
    assert "is of no format that is read as a network" in told
    assert ".gpkg" in told
    assert format_of("A.OSM.PBF") == "OpenStreetMap"


def test_a_file_that_is_not_there_and_a_folder_are_told(tmp_path):
    with pytest.raises(NoFileError, match="is not there"):
        own(tmp_path / "rails.geojson")
    (tmp_path / "dir.geojson").mkdir()
    assert "is no plain file" in complaint(tmp_path / "dir.geojson")


def test_what_unpacks_to_more_than_the_limit_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("routes.own.geojson.MOST_BYTES", 1_000_000)
    bomb = gzip.compress(b" " * 50_000_000)
    told = complaint(written(tmp_path, bomb, "rails.geojson.gz"))
    assert "is larger than 1 MB when unpacked" in told


def test_more_vertices_than_the_limit_are_refused(tmp_path, monkeypatch):
    for module in ("drawing", "geojson", "geopackage"):
        monkeypatch.setattr(f"routes.own.{module}.MOST_VERTICES", 4)
    assert "has more than " in complaint(written(tmp_path, geojson(LINES)))
    frame(LINES).to_file(tmp_path / "rails.gpkg", driver="GPKG")
    assert "has more than " in complaint(tmp_path / "rails.gpkg")


def test_of_several_layers_one_is_to_be_named(tmp_path):
    path = tmp_path / "rails.gpkg"
    frame(LINES).to_file(path, layer="tracks", driver="GPKG")
    frame(LINES[:1]).to_file(path, layer="roads", driver="GPKG")
    assert "has 2 layers of lines: roads, tracks (name one: FILE.gpkg#LAYER)" in complaint(path)
    assert own(path, layer="roads").facts.lines == 1
    assert own(path, layer="tracks").facts.lines == 2
    assert "has no layer “trakcs” (did you mean tracks?)" in complaint(path, layer="trakcs")
    assert split_layer("a/rails.gpkg#roads") == ("a/rails.gpkg", "roads")


def test_a_geopackage_of_points_or_a_plain_database_is_told(tmp_path):
    points = geopandas.GeoDataFrame(geometry=[shapely.Point(1, 2)], crs="EPSG:4326")
    points.to_file(tmp_path / "points.gpkg", layer="stops", driver="GPKG")
    assert "has no layer of lines (its layers: stops" in complaint(tmp_path / "points.gpkg")
    with sqlite3.connect(tmp_path / "plain.gpkg") as database:
        database.execute("CREATE TABLE t (x)")
    database.close()
    assert "no GeoPackage" in complaint(tmp_path / "plain.gpkg")


def test_a_view_of_a_geopackage_is_not_run(tmp_path):
    path = tmp_path / "rails.gpkg"
    frame(LINES).to_file(path, layer="tracks", driver="GPKG", SPATIAL_INDEX="NO")
    assert own(path).facts.lines == 2
    with sqlite3.connect(path) as database:
        database.execute("ALTER TABLE tracks RENAME TO hidden")
        database.execute("CREATE VIEW tracks AS SELECT * FROM hidden")
    database.close()
    assert "has no layer of lines" in complaint(path)


def test_other_shapes_are_left_out_and_counted(tmp_path):
    shapes = [
        shapely.LineString(LINES[0]),
        shapely.MultiLineString(LINES),
        shapely.Point(1, 2),
        None,
    ]
    mixed = geopandas.GeoDataFrame(geometry=shapes, crs="EPSG:4326")
    mixed.to_parquet(tmp_path / "rails.parquet")
    facts = own(tmp_path / "rails.parquet").facts
    assert facts.lines == 3
    assert dict(facts.left_out) == {"Point": 1, "row without a geometry": 1}


def test_parquet_without_geometries_is_told(tmp_path):
    import pandas as pd

    pd.DataFrame({"x": [1]}).to_parquet(tmp_path / "rails.parquet")
    assert "Parquet without geometries" in complaint(tmp_path / "rails.parquet")


def test_what_the_file_says_of_its_rights_is_kept_in_one_line(tmp_path):
    path = written(tmp_path, geojson(LINES, attribution="© A\nB", license="ODbL 1.0", name=3))
    found = own(path)
    assert found.facts.rights == "© A\\u000aB; ODbL 1.0"
    assert found.network.attribution == "Rail lines of rails.geojson © A\\u000aB; ODbL 1.0"
    assert found.network.source == "rails.geojson"


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
    gaps = {gap.at for gap in report.gaps}
    assert gaps == {(130.2, 43.05), (130.2005, 43.05)}
    assert all(gap.away_m == pytest.approx(40.8, abs=0.5) for gap in report.gaps)
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
