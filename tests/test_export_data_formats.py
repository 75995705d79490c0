"""The data of a case: every format read back and compared with the tables, row by row."""

import csv
import io
import json
import zipfile
from datetime import date
from xml.etree import ElementTree as ET

import geopandas
import gpxpy
import pyogrio
import pytest
import shapely
from fastkml import kml
from pressed_case import DATE_LINE, data_of, every_case, plain, press_of, same_shape, tables
from pyarrow import parquet
from shapely.geometry import shape

from maps.export.data.about import about_case
from maps.export.data.geopackage import is_layer
from maps.export.data.separated import unguarded
from maps.export.data.table import Type

# Each format, against the tables


@every_case
def test_geojson_holds_every_row_field_and_coordinate(folder):
    for name, table in tables(folder).items():
        if not table.spatial:
            continue
        read = json.loads(data_of(folder)[f"{name}.geojson"])
        assert "crs" not in read
        ids = [feature["id"] for feature in read["features"]]
        assert len(ids) == len(set(ids)) == len(table.rows)
        for feature, row, made in zip(read["features"], table.rows, table.shapes, strict=True):
            assert feature["properties"] == {key: plain(value) for key, value in row.items()}
            assert (feature["geometry"] is None) == (made is None)
            if made is not None:
                assert shapely.equals_exact(shape(feature["geometry"]), made, 0)


@every_case
def test_gdal_reads_geojson_as_it_is(folder, tmp_path):
    for name, table in tables(folder).items():
        if table.spatial and table.rows:
            file = tmp_path / f"{name}.geojson"
            file.write_bytes(data_of(folder)[file.name])
            info = pyogrio.read_info(file)
            assert info["driver"] == "GeoJSON"
            assert info["features"] == len(table.rows)
            read = pyogrio.read_dataframe(file)
            for one, other in zip(read.geometry, table.shapes, strict=True):
                assert same_shape(one, other)


@every_case
def test_csv_holds_every_row_and_field(folder):
    for name, table in tables(folder).items():
        text = data_of(folder)[f"{name}.csv"].decode()
        read = list(csv.reader(io.StringIO(text, newline="")))
        assert read[0] == [field.name for field in table.fields]
        for cells, row in zip(read[1:], table.rows, strict=True):
            for cell, field in zip(cells, table.fields, strict=True):
                assert from_text(unguarded(cell), field.type) == row[field.name]


def from_text(cell, kind):
    """Read a cell as its column is documented."""
    readers = {
        Type.NUMBER: float,
        Type.WHOLE: int,
        Type.YES_NO: {"yes": True, "no": False}.get,
        Type.DAY: date.fromisoformat,
        Type.TEXT: str,
    }
    return readers[kind](cell) if cell else None


@every_case
def test_the_geopackage_holds_every_row_field_and_coordinate(folder, tmp_path):
    file = tmp_path / "case.gpkg"
    file.write_bytes(data_of(folder)["case.gpkg"])
    layers = dict(pyogrio.list_layers(file))
    made = tables(folder)
    assert set(layers) == {*made, "about", "layer_styles"}
    for name, table in made.items():
        read = pyogrio.read_dataframe(file, layer=name, datetime_as_string=True)
        assert is_layer(table) == (layers[name] is not None)
        info = pyogrio.read_info(file, layer=name)
        assert info["features"] == len(table.rows)
        assert_same_frame(read, table)
        if is_layer(table):
            assert info["crs"] == "EPSG:4326"
            for one, other in zip(read.geometry, table.shapes, strict=True):
                assert same_shape(one, other)


def assert_same_frame(read, table):
    """Compare a frame with a table; nothing is empty in a frame as NaN, NaT or None."""
    import pandas as pd

    assert set(read.columns) - {"geometry"} == {field.name for field in table.fields}
    for field in table.fields:
        for cell, row in zip(read[field.name], table.rows, strict=True):
            value = row[field.name]
            if value is None:
                assert pd.isna(cell), field.name
            elif field.type is Type.DAY:
                assert str(cell)[:10] == value.isoformat()
            else:
                assert cell == value, field.name


@every_case
def test_geoparquet_holds_every_row_field_and_coordinate(folder):
    for name, table in tables(folder).items():
        if not table.spatial:
            continue
        content = data_of(folder)[f"{name}.parquet"]
        read = geopandas.read_parquet(io.BytesIO(content)).drop(columns="bbox", errors="ignore")
        told = json.loads(parquet.read_schema(io.BytesIO(content)).metadata[b"geo"])
        assert told["version"] == "1.1.0"
        assert told["columns"]["geometry"]["crs"]["id"] == {"authority": "EPSG", "code": 4326}
        assert read.attrs["title"] == about_case(press_of(folder)).title
        assert_same_frame(read, table)
        for one, other in zip(read.geometry, table.shapes, strict=True):
            assert (one is None) == (other is None)
            assert one is None or shapely.equals_exact(one, other, 0)


def placemarks(feature):
    """All placemarks below a feature, in their order."""
    for each in feature.features:
        if hasattr(each, "features"):
            yield from placemarks(each)
        else:
            yield each


@every_case
@pytest.mark.parametrize("form", ["kml", "kmz"])
def test_kml_holds_every_row_field_and_coordinate(folder, form):
    content = data_of(folder)[f"case.{form}"]
    if form == "kmz":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert archive.namelist() == ["doc.kml"]
            content = archive.read("doc.kml")
    read = kml.KML.from_string(content.decode().partition("?>")[2])
    document = read.features[0]
    made = tables(folder)
    names = ("places", "events", "routes", "areas")
    assert [layer.name for layer in document.features] == [made[name].title for name in names]
    for name, layer in zip(names, document.features, strict=True):
        by_id = {
            tuple(row[key] for key in ("id", "kind") if key in row): (row, made_shape)
            for row, made_shape in zip(made[name].rows, made[name].shapes, strict=True)
        }
        marks = list(placemarks(layer))
        assert len(marks) == len(by_id)
        for mark in marks:
            told = {data.name: data.value for data in mark.extended_data.elements}
            row, other = by_id[
                tuple(told[key] for key in ("id", "kind") if key in row_keys(made[name]))
            ]
            fields = {field.name: field.type for field in made[name].fields}
            back = {key: from_text(value, fields[key]) for key, value in told.items()}
            assert back == {key: value for key, value in row.items() if value is not None}
            assert same_shape(shape(mark.geometry) if mark.geometry else None, other)
            assert times_of(mark) == (row.get("date_earliest"), row.get("date_latest"))


def row_keys(table):
    return {field.name for field in table.fields}


def times_of(mark):
    """First and last day of a placemark."""
    times = mark.times
    if times is None:
        return None, None
    if hasattr(times, "timestamp"):
        return times.timestamp.dt, times.timestamp.dt
    return tuple(each.dt if each else None for each in (times.begin, times.end))


@every_case
def test_gdal_reads_kml_and_gpx(folder, tmp_path):
    made = tables(folder)
    for name in ("case.kml", "case.kmz", "routes.gpx"):
        (tmp_path / name).write_bytes(data_of(folder)[name])
    for name in ("case.kml", "case.kmz"):
        counted = sum(
            pyogrio.read_info(tmp_path / name, layer=layer, force_feature_count=True)["features"]
            for layer in dict.fromkeys(pyogrio.list_layers(tmp_path / name)[:, 0])
        )
        assert counted >= len(made["events"].rows)
    waypoints = pyogrio.read_dataframe(tmp_path / "routes.gpx", layer="waypoints")
    assert len(waypoints) == sum(point is not None for point in made["places"].shapes)


@every_case
def test_gpx_holds_the_positions_and_the_known_lines(folder):
    made = tables(folder)
    read = gpxpy.parse(data_of(folder)["routes.gpx"].decode())
    placed = [
        (row["id"], row["title"], (at.x, at.y))
        for row, at in zip(made["places"].rows, made["places"].shapes, strict=True)
        if at is not None
    ]
    assert [(w.comment, w.name, (w.longitude, w.latitude)) for w in read.waypoints] == placed
    lines = {
        (row["kind"], row["id"]): line
        for row, line in zip(made["routes"].rows, made["routes"].shapes, strict=True)
    }
    told = {}
    for track in read.tracks:
        told.setdefault(track.comment, []).extend(segment.points for segment in track.segments)
    for route in read.routes:
        told.setdefault(route.comment, []).append(route.points)
    shown = {}
    for (_, name), line in lines.items():
        if line is not None:
            shown.setdefault(name, []).extend(line.geoms if hasattr(line, "geoms") else [line])
    assert set(told) == set(shown)
    for name, pieces in told.items():
        found = sorted([(p.longitude, p.latitude) for p in piece] for piece in pieces)
        wanted = sorted([(min(x, 179.9999999), y) for x, y in line.coords] for line in shown[name])
        assert found == wanted


def test_gpx_is_valid_where_the_schema_ends_short_of_180_degrees():
    text = data_of(DATE_LINE)["routes.gpx"].decode()
    points = [point for each in ET.fromstring(text).iter() for point in [each.get("lon")] if point]
    assert points
    assert all(-180 <= float(lon) < 180 for lon in points)
