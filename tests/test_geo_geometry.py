"""GeoJSON is read without sniffing, and told apart feature by feature."""

import json

import pytest
import shapely

from geo.errors import Level
from geo.geometry import parse_geojson

SQUARE = [[178, -18], [179, -18], [179, -17], [178, -18]]


def feature(geometry, **members):
    return {"type": "Feature", "properties": None, "geometry": geometry, **members}


def collection(*features, **members):
    return json.dumps({"type": "FeatureCollection", "features": features, **members})


def line(*positions):
    return {"type": "LineString", "coordinates": positions}


def polygon(*rings):
    return {"type": "Polygon", "coordinates": rings}


def shapes(text):
    found = parse_geojson(text, "a.geojson")
    assert found.findings == ()
    return found.by_id


def told(text):
    return [f.message for f in parse_geojson(text, "a.geojson").findings]


def test_ids_stand_in_the_feature_or_in_its_properties():
    found = shapes(
        collection(
            feature(polygon(SQUARE), id="a"),
            feature(polygon(SQUARE), properties={"id": "b"}),
            feature(polygon(SQUARE), id=7),
        )
    )
    assert sorted(found) == ["7", "a", "b"]


def test_a_single_geometry_needs_no_id():
    assert shapes(json.dumps(polygon(SQUARE)))[""].area == 0.5
    assert shapes(json.dumps(feature(polygon(SQUARE), id="a"))).keys() == {"a", ""}


def test_features_without_ids_cannot_be_named():
    assert shapes(collection(feature(polygon(SQUARE)), feature(line([1, 2], [3, 4])))) == {}


@pytest.mark.parametrize(
    ("kind", "coordinates"),
    [
        ("Point", [1, 2]),
        ("MultiPoint", [[1, 2], [3, 4]]),
        ("LineString", [[1, 2], [3, 4]]),
        ("MultiLineString", [[[1, 2], [3, 4]], [[5, 6], [7, 8]]]),
        ("Polygon", [SQUARE]),
        ("MultiPolygon", [[SQUARE], [[[1, 1], [2, 1], [2, 2], [1, 1]]]]),
    ],
)
def test_every_type_is_what_shapely_makes_of_it(kind, coordinates):
    geometry = {"type": kind, "coordinates": coordinates}
    assert shapely.equals_exact(
        shapes(json.dumps(geometry))[""], shapely.from_geojson(json.dumps(geometry))
    )


def test_a_collection_of_geometries_is_one_geometry():
    text = json.dumps({"type": "GeometryCollection", "geometries": [line([1, 2], [3, 4])]})
    assert shapes(text)[""].geom_type == "GeometryCollection"


def test_heights_are_dropped_also_where_some_are_missing():
    assert shapes(json.dumps(line([1, 2, 9], [3, 4])))[""].wkt == "LINESTRING (1 2, 3 4)"
    assert not shapes(json.dumps(line([1, 2, 9], [3, 4, 9])))[""].has_z


def test_a_line_across_the_antimeridian_is_two_degrees_long():
    west, _, east, _ = shapes(json.dumps(line([179, -17], [-179, -17])))[""].bounds
    assert (west, east) == (179, 181)


def test_an_area_across_the_antimeridian_is_small_and_keeps_its_hole():
    shell = [[179, -18], [-179, -18], [-179, -16], [179, -16], [179, -18]]
    hole = [[-179.8, -17.5], [-179.5, -17.5], [-179.5, -17], [-179.8, -17.5]]
    found = shapes(json.dumps(polygon(shell, hole)))[""]
    assert found.is_valid
    assert found.bounds == (179, -18, 181, -16)
    assert found.area == pytest.approx(4 - 0.075)


def test_a_box_of_the_whole_world_stays_one():
    ring = [[-180, -90], [180, -90], [180, 90], [-180, 90], [-180, -90]]
    assert shapes(json.dumps(polygon(ring)))[""].area == 360 * 180


def test_a_line_that_runs_on_past_the_antimeridian_stays():
    assert shapes(json.dumps(line([179, 0], [181, 0])))[""].bounds == (179, 0, 181, 0)


def test_null_and_empty_geometries_are_warnings_that_name_the_feature():
    found = parse_geojson(
        collection(feature(None, id="a1"), feature(polygon(), id="a2")), "a.geojson"
    )
    assert {f.level for f in found.findings} == {Level.WARNING}
    assert [f.message for f in found.findings] == [
        "feature 1 (“a1”): has no geometry",
        "feature 2 (“a2”): has empty coordinates",
    ]
    assert found.empty == {"a1", "a2"}


def test_an_area_that_crosses_itself_is_a_warning_and_kept():
    bowtie = [[178, -18], [179, -17], [179, -18], [178, -17], [178, -18]]
    found = parse_geojson(collection(feature(polygon(bowtie), id="a1")), "a.geojson")
    assert found.findings[0].level is Level.WARNING
    assert "Self-intersection" in found.findings[0].message
    assert "a1" in found.by_id


@pytest.mark.parametrize(
    ("geometry", "message"),
    [
        (polygon([*SQUARE[:-1], [178, -17]]), "a ring is not closed"),
        (polygon([[1, 1], [2, 2], [1, 1]]), "a ring has 3 positions"),
        (line([1, 2]), "a line has one position only"),
        (line([1, 2], [1, 2]), "a line has one position only"),
        (line([1, 2], [3, "4"]), "the coordinates are not lists of numbers"),
        (line([1, 2], [3, None]), "the coordinates are not lists of numbers"),
        (line([1, 2], [3, [4]]), "the coordinates are not lists of numbers"),
        (line([1], [3]), "the coordinates are not lists of numbers"),
        (line(1, 2), "the coordinates are not lists of numbers"),
        (line([True, False], [False, True]), "the coordinates are not lists of numbers"),
        (line([1, 2], [3, 10**400]), "the coordinates are not lists of numbers"),
        (line([1, 2], [3, 91]), "lat: 91 is outside [-90, 90]"),
        (line([181, 2], [182, 3]), "lon: 181 is outside [-180, 180]"),
        (line([0, 2], [361, 3]), "lon: 361 is outside [-180, 180]"),
        (line([19862736, -2053847], [3, 4]), "lon: 19862736 is outside [-180, 180]"),
        ({"type": "Point", "coordinates": "1,2"}, "has no list of coordinates"),
        ({"type": "Point"}, "has no list of coordinates"),
        ({"type": "Circle", "coordinates": [1, 2]}, "the geometry's type is “Circle”"),
        ({"type": ["Point"], "coordinates": [1, 2]}, "the geometry's type is “”"),
        ("POINT (1 2)", "the geometry's type is “”"),
        ({"type": "MultiPolygon", "coordinates": [SQUARE]}, "the coordinates are not lists"),
    ],
)
def test_what_is_wrong_with_a_feature_is_named(geometry, message):
    (found,) = told(collection(feature(geometry, id="a1"))) or [""]
    assert found.startswith(f"feature 1 (“a1”): {message}")


def test_a_number_too_large_is_no_position():
    text = '{"type": "LineString", "coordinates": [[1e999, 1], [2, 2]]}'
    assert told(text) == ["the geometry: lon: inf is not a finite number"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"type": "Point", "coordinates": [NaN, 1]}', "holds NaN"),
        ('{"type": "Point", "coordinates": [-Infinity, 1]}', "holds -Infinity"),
        ("<OGRVRTDataSource/>", "is not JSON: Expecting value in column 1"),
        ("", "is not JSON: Expecting value in column 1"),
        ("[1]", "is not GeoJSON"),
        ('{"features": []}', "has no type"),
        ('{"type": "Topology"}', "the type is “Topology”"),
        ('{"type": "FeatureCollection", "features": {}}', "has no list of features"),
        ("[" * 100_000, "is nested too deeply"),
        ('{"type":"GeometryCollection","geometries":[' * 3000, "is nested too deeply"),
        ('{"type": "Point", "coordinates": [' + "1" * 5000 + ", 1]}", "holds a number"),
    ],
)
def test_what_is_no_geojson_is_told(text, message):
    (found,) = told(text)
    assert found.startswith(message)


def test_a_syntax_error_has_its_line():
    (finding,) = parse_geojson('{\n"type": "Point",\n}', "a.geojson").findings
    assert finding.where.line == 3


def test_a_key_that_stands_twice_is_told():
    text = collection(feature(polygon(SQUARE), id="a1")).replace('"id"', '"id": "x", "id"')
    assert told(text) == ["“id” stands twice in one object"]


def test_an_id_that_stands_twice_is_told():
    twice = feature(polygon(SQUARE), id="a1")
    assert told(collection(twice, twice)) == ["feature 2 (“a1”): the id “a1” stands twice"]


@pytest.mark.parametrize(
    "name", ["urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4326", "EPSG:4326"]
)
def test_wgs_84_may_be_named(name):
    crs = {"type": "name", "properties": {"name": name}}
    assert shapes(collection(feature(polygon(SQUARE), id="a"), crs=crs))


@pytest.mark.parametrize(
    "crs",
    [
        {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}},
        {"type": "link", "properties": {"href": "http://example.org/crs"}},
        {"type": "name", "properties": None},
        "EPSG:3857",
        None,
    ],
)
def test_another_reference_system_is_refused(crs):
    (found,) = told(collection(feature(polygon(SQUARE), id="a"), crs=crs))
    assert found.startswith("crs: ")
    assert found.endswith("is not WGS 84")


def test_a_file_of_many_features_is_read_in_one_go():
    points = [{"type": "Point", "coordinates": [0, 0]}] * 50_000
    assert len(shapes(collection(*(feature(p, id=n) for n, p in enumerate(points, 1))))) == 50_000
