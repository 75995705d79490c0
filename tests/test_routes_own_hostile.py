"""Network files made to mislead, to fill the memory or to end the process."""

import json
import os
import sqlite3
import struct

import geopandas
import numpy as np
import pyarrow as pa
import pytest
import shapely
from own_files import LINES, as_sets, complaint, frame, geojson, own, written
from pyarrow import parquet

from routes.own import cache
from routes.own.wkb import shapes_of_wkb

RAILS = [shapely.LineString(line) for line in LINES]
SYSTEM = "srs_name, srs_id, organization, organization_coordsys_id, definition"


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setattr("routes.own.cache.cache_folder", lambda: tmp_path / "cache")


def nested_wkb(outer=7, deep=200_000):
    """Collections within collections: GEOS calls itself for each."""
    shell = b"\1" + struct.pack("<II", outer, 1)
    return shell + (b"\1" + struct.pack("<II", 7, 1)) * deep + shapely.to_wkb(RAILS[0])


def geopackage(folder, *statements):
    path = folder / "rails.gpkg"
    frame(LINES).to_file(path, layer="rails", driver="GPKG")
    with sqlite3.connect(path) as database:
        for (name,) in database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            database.execute(f'DROP TRIGGER "{name}"')
        for statement in statements:
            database.execute(*statement if isinstance(statement, tuple) else (statement,))
    database.close()
    return path


def geoparquet(folder, cells, **column):
    told = {"encoding": "WKB", "geometry_types": [], **column}
    geo = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": told}}
    table = pa.table({"geometry": cells}).replace_schema_metadata({"geo": json.dumps(geo)})
    path = folder / "rails.parquet"
    parquet.write_table(table, path)
    return path


def binary(*blobs):
    return pa.array(list(blobs), pa.binary())


@pytest.mark.parametrize("outer", [7, 5])
def test_geometries_nested_without_end_are_left_out_of_both_binary_formats(tmp_path, outer):
    blob = nested_wkb(outer)
    held = binary(blob, *map(shapely.to_wkb, RAILS))
    box = b"GP\0\1" + struct.pack("<i", 4326) + blob
    packed = geopackage(tmp_path, ("INSERT INTO rails(geom) VALUES (?)", (box,)))
    for path in (geoparquet(tmp_path, held), packed):
        found = own(path)
        assert found.facts.lines == len(LINES)
        assert sum(count for _, count in found.facts.left_out) == 1


def test_lines_come_out_of_every_wording_of_wkb_as_they_went_in():
    shapes = [
        *RAILS,
        shapely.LineString([(0, 0, 5), (1, 1, 6)]),
        shapely.MultiLineString(RAILS),
        shapely.MultiLineString([[(0, 0, 5), (1, 1, 6)], [(2, 2, 7), (3, 3, 8), (4, 4, 9)]]),
    ]
    for order in (0, 1):
        for how in ({"flavor": "iso"}, {"flavor": "extended"}, {"include_srid": True}):
            named = shapely.set_srid(np.array(shapes), 4326)
            read = shapes_of_wkb(shapely.to_wkb(named, byte_order=order, **how).tolist())
            assert shapely.equals_identical(read, shapes).all()
    measured = shapely.from_wkt("MULTILINESTRING ZM ((0 0 1 2, 1 1 1 2), (3 3 1 1, 4 4 1 1))")
    (read,) = shapes_of_wkb([shapely.to_wkb(measured, flavor="iso", output_dimension=4)])
    assert shapely.equals_identical(read, measured)


@pytest.mark.parametrize("blob", [b"", b"\1", b"\1\2\0\0", None, 5, "text", b"\xff" * 40])
def test_what_is_no_wkb_is_no_shape(blob):
    assert shapes_of_wkb([blob]).tolist() == [None]


def test_a_column_that_is_computed_at_each_reading_is_refused(tmp_path):
    path = geopackage(
        tmp_path,
        "DROP TABLE rails",
        "CREATE TABLE rails(a INT, geom BLOB AS (zeroblob(900000000)) VIRTUAL)",
        "INSERT INTO rails(a) VALUES (1), (2), (3)",
    )
    assert "computes “geom” instead of storing it" in complaint(path)


def test_a_view_in_the_place_of_a_table_of_the_format_is_refused(tmp_path):
    path = geopackage(
        tmp_path,
        "CREATE TABLE n(i)",
        *["INSERT INTO n VALUES (1)"] * 60,
        "DROP TABLE gpkg_contents",
        "CREATE VIEW gpkg_contents AS SELECT 'rails' table_name, '' description "
        "FROM n a, n b, n c, n d, n e, n f",
    )
    assert "computes “gpkg_contents” instead of storing it" in complaint(path)


@pytest.mark.parametrize(
    "definition", ["init=/etc/passwd:1", "proj=longlat +nadgrids=/etc/passwd", "+proj=longlat"]
)
def test_a_reference_system_is_wkt_or_a_code_and_never_a_file_of_this_machine(tmp_path, definition):
    system = ("x", 77, "NONE", 77, definition)
    path = geopackage(
        tmp_path,
        (
            f"INSERT INTO gpkg_spatial_ref_sys({SYSTEM}) VALUES (?, ?, ?, ?, ?)",
            system,
        ),
        "UPDATE gpkg_geometry_columns SET srs_id = 77",
    )
    assert "is not known" in complaint(path)
    held = binary(*map(shapely.to_wkb, RAILS))
    assert "is not known" in complaint(geoparquet(tmp_path, held, crs=definition))


def test_a_line_repeated_in_every_row_is_counted_before_it_fills_the_memory(tmp_path, monkeypatch):
    monkeypatch.setattr("routes.own.geoparquet.MOST_VERTICES", 100_000)
    long = shapely.LineString(np.column_stack([np.linspace(130, 131, 1000), np.full(1000, 43.0)]))
    rows = pa.DictionaryArray.from_arrays(pa.array([0] * 5000), binary(shapely.to_wkb(long)))
    path = geoparquet(tmp_path, rows)
    assert path.stat().st_size < 100_000
    assert "more than" in complaint(path)


@pytest.mark.parametrize(
    ("geo", "words"),
    [
        ("[" * 50_000 + "]" * 50_000, "does not say which column"),
        ("[1]", "does not say which column"),
        ('{"primary_column": null, "columns": {}}', "does not say which column"),
        ('{"primary_column": "x", "columns": {"x": {"encoding": "WKB"}}}', "no column “x”"),
        ('{"primary_column": "geometry", "columns": {"geometry": {"encoding": "\\u001b[31m"}}}',
         "as “\\u001b[31m”"),
    ],
)  # fmt: skip
def test_parquet_that_misnames_its_geometries_is_told(tmp_path, geo, words):
    table = pa.table({"geometry": binary(shapely.to_wkb(RAILS[0]))})
    parquet.write_table(table.replace_schema_metadata({"geo": geo}), tmp_path / "rails.parquet")
    assert words in complaint(tmp_path / "rails.parquet")


@pytest.mark.parametrize("cells", [pa.array([5, 6]), pa.array([1.5, None])])
def test_parquet_whose_geometries_are_numbers_is_told(tmp_path, cells):
    assert "cannot be read as GeoParquet" in complaint(geoparquet(tmp_path, cells))


def test_parquet_with_coordinates_as_lists_is_read_like_one_with_wkb(tmp_path):
    shapes = [*RAILS, None]
    table = geopandas.GeoDataFrame(geometry=shapes, crs="EPSG:4326")
    kept = {}
    for how in ("WKB", "geoarrow"):
        path = tmp_path / f"{how}.parquet"
        table.to_parquet(path, geometry_encoding=how, schema_version="1.1.0")
        found = own(path)
        kept[how] = as_sets(found.network)
        assert found.facts.left_out == (("row without a geometry", 1),)
    assert kept["WKB"] == kept["geoarrow"]


def test_a_text_of_brackets_alone_is_refused_before_it_is_parsed(tmp_path, monkeypatch):
    monkeypatch.setattr("routes.own.geojson.MOST_VERTICES", 1000)
    monkeypatch.setattr("routes.own.geojson.json.loads", None)
    text = '{"type": "LineString", "coordinates": [' + "[]," * 2000 + "[]]}"
    assert "more than" in complaint(written(tmp_path, text))


def test_the_ending_counts_also_where_the_same_bytes_were_read_before(tmp_path):
    text = geojson(LINES)
    assert own(written(tmp_path, text)).facts.lines == len(LINES)
    assert "not packed with gzip" in complaint(written(tmp_path, text, "rails.geojson.gz"))


def test_layers_whose_names_begin_alike_are_told_apart(tmp_path):
    path, name = tmp_path / "rails.gpkg", "the_railway_lines_of_the_country_as_they_were_in_"
    for year, lines in (("1990", LINES), ("2020", LINES[:1])):
        frame(lines).to_file(path, layer=name + year, driver="GPKG")
    assert [own(path, layer=name + year).facts.lines for year in ("1990", "2020")] == [2, 1]


def test_what_another_user_keeps_is_not_taken(tmp_path, monkeypatch):
    path = written(tmp_path, geojson(LINES))
    first = own(path)
    (kept,) = cache.cache_folder().glob(f"{first.sha256}*.npz")
    with np.load(kept) as pack:
        arrays = dict(pack)
    arrays["edge_m"] = arrays["edge_m"] * 2
    np.savez(kept, **arrays)
    assert own(path).network.edge_m.sum() == pytest.approx(first.network.edge_m.sum() * 2)
    monkeypatch.setattr(os, "getuid", lambda: kept.stat().st_uid + 1)
    assert own(path).network.edge_m.sum() == pytest.approx(first.network.edge_m.sum())
