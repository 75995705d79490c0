"""What the formats demand: rings, the antimeridian, styles, Linked Places."""

import json
import sqlite3
from xml.etree import ElementTree as ET

import jsonschema
import pyogrio
import pytest
import shapely
from linked_places_schema import LINKED_PLACES
from pressed_case import DATE_LINE, TUMEN, data_of, every_case, press_of, tables
from shapely.geometry import MultiLineString, MultiPoint, MultiPolygon

from geo.dates import parse_date
from maps.export.data.about import about_case
from maps.export.data.geopackage import geopackage_of, is_layer
from maps.export.data.qml import Looks, read_colours
from maps.export.data.record import edtf
from maps.export.data.shapes import bbox_of, settled

# What the formats demand


@every_case
def test_rings_run_to_the_right_hand_and_all_longitudes_lie_within_180(folder):
    for table in tables(folder).values():
        for made in filter(None, table.shapes):
            lons = shapely.get_coordinates(made)[:, 0]
            assert ((lons >= -180) & (lons <= 180)).all()
            for part in getattr(made, "geoms", [made]):
                if part.geom_type == "Polygon":
                    assert part.exterior.is_ccw
                    assert not any(ring.is_ccw for ring in part.interiors)


def test_a_case_across_the_date_line_has_its_lines_cut_and_a_box_that_crosses_it():
    routes = json.loads(data_of(DATE_LINE)["routes.geojson"])
    cut = [f for f in routes["features"] if (f["geometry"] or {}).get("type") == "MultiLineString"]
    assert cut
    west, _, east, _ = routes["bbox"]
    assert west > east


def test_an_area_across_the_antimeridian_is_cut_and_keeps_its_extent():
    area = shapely.Polygon([(170, 0), (190, 0), (190, 10), (170, 10)])
    cut = settled(area)
    assert isinstance(cut, MultiPolygon)
    assert cut.area == pytest.approx(200)
    assert bbox_of([cut]) == [(170, 0, -170, 10)]
    turned = settled(shapely.Polygon([(-190, 0), (-170, 0), (-170, 10), (-190, 10)]))
    assert shapely.equals(cut, turned)


def test_a_hole_a_point_and_several_parts_keep_their_kind():
    ring = shapely.Polygon([(0, 0), (0, 9), (9, 9), (9, 0)], [[(1, 1), (2, 1), (2, 2), (1, 2)]])
    assert settled(ring).equals(ring)
    assert settled(ring).exterior.is_ccw
    assert settled(shapely.Point(190.5, 3)).equals(shapely.Point(-169.5, 3))
    both = settled(MultiPoint([(1, 2), (3, 4)]))
    assert isinstance(both, MultiPoint)
    mixed = settled(shapely.GeometryCollection([ring, shapely.Point(1, 2)]))
    assert mixed.geom_type == "GeometryCollection"
    line = settled(shapely.LineString([(170, 1), (200, 1)]))
    assert isinstance(line, MultiLineString)
    assert bbox_of([line]) == [(170, 1, -160, 1)]
    assert bbox_of([None]) == []


def test_dates_are_edtf():
    for cell, written in {
        "2023-Q3": "2023-35",
        "2023-H1": "2023-40",
        "2023-Q1/2023-Q2": "2023-33/2023-34",
        "../2015": "../2015",
        "2024-06-06/": "2024-06-06/..",
        "2013~": "2013~",
        "XXXX-03-09": "XXXX-03-09",
    }.items():
        assert edtf(parse_date(cell)) == written


@every_case
def test_every_layer_has_a_style_that_is_well_formed_and_default(folder):
    base = sqlite3.connect(":memory:")
    base.deserialize(data_of(folder)["case.gpkg"])
    columns = "f_table_name, f_geometry_column, styleQML, useAsDefault"
    styles = {row[0]: row[1:] for row in base.execute(f"SELECT {columns} FROM layer_styles")}
    made = tables(folder)
    assert set(styles) == {name for name, table in made.items() if is_layer(table)}
    for name, (column, text, default) in styles.items():
        assert (column, default) == ("geom", 1)
        root = ET.fromstring(text)
        renderer = root.find("renderer-v2")
        symbols = {symbol.get("name") for symbol in renderer.find("symbols")}
        used = {each.get("symbol") for each in renderer.iter("rule") if each.get("symbol")}
        used |= {each.get("symbol") for each in renderer.iter("category")}
        assert used <= symbols, name
        assert symbols


def test_the_geopackage_is_of_an_edition_that_older_programs_read():
    base = sqlite3.connect(":memory:")
    base.deserialize(data_of(TUMEN)["case.gpkg"])
    assert base.execute("PRAGMA user_version").fetchone() == (10300,)
    assert base.execute("PRAGMA application_id").fetchone() == (0x47504B47,)
    assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_the_colours_of_the_styles_are_those_of_the_page():
    text = data_of(TUMEN)["case.gpkg"]
    assert b"176,30,60,255" in text  # rail, #b01e3c
    assert read_colours()["ferry"] == "#007c86"
    assert b"0,124,134,255" in text


def test_every_state_and_kind_that_a_row_can_have_is_in_the_style():
    base = sqlite3.connect(":memory:")
    base.deserialize(data_of(TUMEN)["case.gpkg"])
    styles = dict(base.execute("SELECT f_table_name, styleQML FROM layer_styles"))
    rules = {rule.get("filter") for rule in ET.fromstring(styles["routes"]).iter("rule")}
    for row in tables(TUMEN)["routes"].rows:
        status = row["status"] or "reported_once"
        wanted = (
            f"\"mode\" = '{row['mode']}' AND coalesce(\"status\", 'reported_once') = '{status}'"
        )
        assert wanted in rules
    kinds = {each.get("value") for each in ET.fromstring(styles["places"]).iter("category")}
    assert {row["kind"] for row in tables(TUMEN)["places"].rows} <= kinds
    ids = {each.get("value") for each in ET.fromstring(styles["events"]).iter("category")}
    assert {row["category"] or "" for row in tables(TUMEN)["events"].rows} <= ids


def test_columns_that_sqlite_cannot_tell_apart_are_both_kept(tmp_path):
    from maps.export.data.table import Field, Table

    rows = ({"id": "a", "x_A": "one", "x_a": "two", "fid": "three"},)
    table = Table(name="t", title="T", fields=tuple(map(Field, rows[0])), rows=rows)
    press = press_of(TUMEN)
    file = tmp_path / "t.gpkg"
    file.write_bytes(geopackage_of([table], about_case(press), Looks(read_colours(), ())))
    read = pyogrio.read_dataframe(file, layer="t").iloc[0].to_dict()
    assert sorted(read.values()) == ["a", "one", "three", "two"]


@every_case
def test_linked_places_follow_their_specification_and_hold_every_place(folder):
    read = json.loads(data_of(folder)["places.lpf.json"])
    jsonschema.validate(read, LINKED_PLACES)
    places = press_of(folder).charted.places
    assert len(read["features"]) == len(places)
    ids = {feature["@id"] for feature in read["features"]}
    assert len(ids) == len(places)
    for feature, place in zip(read["features"], places, strict=True):
        names = [(name["toponym"], name.get("lang")) for name in feature["names"]]
        row = place.row
        assert names == [
            (row.name, None),
            *((alias, None) for alias in row.aliases),
            *((name, tag) for tag, name in row.names),
        ]
        shapes = (feature["geometry"] or {"geometries": []})["geometries"]
        assert bool(shapes) == (place.position is not None)
        assert not shapes or shapes[0]["coordinates"] == list(place.position)
        for relation in feature.get("relations", []):
            assert relation["relationTo"] in ids
        if place.gazetteer_id.startswith("geonames:"):
            number = place.gazetteer_id.removeprefix("geonames:")
            assert feature["links"][0]["identifier"] == f"https://www.geonames.org/{number}"
