"""Network files of every format, whole and broken: what is read, and what is told."""

import gzip
import sqlite3

import geopandas
import numpy as np
import pytest
import shapely
from own_files import LINES, as_sets, complaint, frame, geojson, own, written

from geo.errors import NetworkFileError, NoFileError
from routes.own.formats import format_of, split_layer
from routes.own.report import report_on


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    folder = tmp_path / "cache"
    monkeypatch.setattr("routes.own.cache.cache_folder", lambda: folder)
    return folder


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


@pytest.mark.parametrize("ending", ["geojson", "geojson.gz", "gpkg", "parquet"])
def test_bytes_that_were_changed_on_the_way_are_an_error_or_read_but_never_a_crash(
    tmp_path, ending
):
    whole = tmp_path / f"whole.{ending}"
    if ending == "gpkg":
        frame(LINES).to_file(whole, driver="GPKG")
    elif ending == "parquet":
        frame(LINES).to_parquet(whole)
    else:
        text = geojson(LINES).encode()
        whole.write_bytes(gzip.compress(text, mtime=0) if ending.endswith("gz") else text)
    data, outcomes = whole.read_bytes(), set()
    random = np.random.default_rng(7)
    for _ in range(60):
        changed = np.frombuffer(data, dtype=np.uint8).copy()
        changed[random.integers(len(data), size=8)] = random.integers(256, size=8)
        try:
            report_on(own(written(tmp_path, changed.tobytes(), f"changed.{ending}")))
            outcomes.add("read")
        except NetworkFileError:
            outcomes.add("told")
    assert "told" in outcomes
