"""Many routes at once, from tables and into tables."""

import re
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from geopandas import GeoDataFrame, GeoSeries
from pyproj import Geod
from shapely.geometry import LineString, Point

from geo.coords import LonLat
from geo.errors import CallError
from geo.lookup import place_at
from routes.between import route_between
from routes.bulk import routes_between
from routes.links import Mode
from routes.network import default_networks

DOCS = Path(__file__).parents[1] / "docs" / "routes.md"
RAJIN, KHASAN, VLADIVOSTOK = Point(130.297, 42.249), Point(130.645, 42.430), Point(131.882, 43.111)
HARBIN, USSURIYSK = Point(126.63, 45.76), Point(131.976, 43.797)
COLUMNS = [
    "geometry",
    "mode",
    "basis",
    "length_m",
    "straight_m",
    "snap_start_m",
    "snap_end_m",
    "generalised_m",
    "note",
    "attribution",
    "problem",
]


@pytest.fixture(scope="module")
def networks():
    return default_networks()


def table(starts, ends, **columns):
    return pd.DataFrame({"from": starts, "to": ends, **columns})


def test_each_row_has_the_route_that_it_would_have_alone(networks):
    ends = [(RAJIN, KHASAN), (HARBIN, VLADIVOSTOK), (KHASAN, RAJIN)]
    found = routes_between(table(*zip(*ends, strict=True)), mode="rail", networks=networks)
    for (_, row), pair in zip(found.iterrows(), ends, strict=True):
        calls = [place_at(LonLat(end.x, end.y)) for end in pair]
        (leg,) = route_between(calls, Mode.RAIL, networks).legs
        assert row.geometry.equals(leg.line)
        assert (row.length_m, row.straight_m) == (leg.length_m, leg.straight_m)
        assert (row.snap_start_m, row.snap_end_m) == leg.snap_m
        assert (row.basis, row.note, row.problem) == ("network", leg.note, "")
        assert "OpenStreetMap" in row.attribution
    assert found.length_m.iloc[0] == pytest.approx(54_000, rel=0.05)


def test_order_index_crs_and_types_are_kept(networks):
    rows = table([RAJIN, Point(1, 1), KHASAN], [KHASAN, RAJIN, USSURIYSK])
    rows.index = pd.Index(["z", "a", "z"], name="who")
    found = routes_between(rows, mode="air", networks=networks)
    assert isinstance(found, GeoDataFrame)
    assert found.index.equals(rows.index)
    assert found.crs == "EPSG:4326"
    assert list(found.columns) == COLUMNS
    assert list(rows.columns) == ["from", "to"]
    starts = [line.coords[0] for line in found.geometry]
    assert starts == [(p.x, p.y) for p in rows["from"]]


def test_an_empty_table_gives_an_empty_table_of_the_same_types(networks):
    empty = routes_between(table([], []), mode="rail", networks=networks)
    full = routes_between(table([RAJIN], [KHASAN]), mode="air", networks=networks)
    assert len(empty) == 0
    assert list(empty.columns) == COLUMNS
    assert empty.crs == "EPSG:4326"
    metres = [name for name in COLUMNS if name.endswith("_m")]
    assert (empty[metres].dtypes == full[metres].dtypes).all()


def test_a_bad_row_says_why_and_the_others_are_built(networks):
    bad = [
        (None, "an end is empty"),
        (Point(), "an end is empty"),
        (np.nan, "an end is empty"),
        ("Springfield", "“Springfield” fits 34 places"),
        ("no such town at all", "no “no such town at all” in the gazetteer"),
        ((200, 10), "lon: 200 is outside"),
        (Point(42.4, 130.6), "are lon and lat swapped?"),
        (Point(np.inf, 1), "is not a finite number"),
        (LineString([(0, 0), (1, 1)]), "“LINESTRING (0 0, 1 1)” is no position"),
        (5, "“5” is no position"),
        ((1, 2, 3), "“(1, 2, 3)” is no position"),
        (Point(-170.7, -14.3), "no rail line within 10 km: the nearest is"),
        (Point(139.767, 35.681), "the nearest point with a way to"),
        (KHASAN, "are at one position"),
    ]
    rows = table([start for start, _ in bad] + [RAJIN], [KHASAN] * (len(bad) + 1))
    found = routes_between(rows, mode="rail", networks=networks)
    for (_, message), problem in zip(bad, found.problem, strict=False):
        assert message in problem
    assert found.geometry.iloc[:-1].isna().all()
    assert found.length_m.iloc[:-1].isna().all()
    assert found.problem.iloc[-1] == ""
    assert found.length_m.iloc[-1] > 50_000


def test_a_column_of_geometries_is_taken_in_its_own_crs(networks):
    degrees = GeoSeries([RAJIN, VLADIVOSTOK], crs="EPSG:4326")
    ends = GeoSeries([KHASAN, USSURIYSK], crs="EPSG:4326")
    plain = routes_between(
        GeoDataFrame({"to": ends}, geometry=degrees),
        mode="rail",
        networks=networks,
        start="geometry",
    )
    projected = GeoDataFrame(
        {"to": ends.to_crs("EPSG:3857")}, geometry=degrees.to_crs("EPSG:32652")
    )
    assert projected.to.crs != projected.crs
    other = routes_between(projected, mode="rail", networks=networks, start="geometry")
    assert other.length_m.tolist() == pytest.approx(plain.length_m.tolist(), abs=1)
    assert other.crs == "EPSG:4326"


def test_geometries_without_a_crs_are_refused():
    with pytest.raises(CallError, match="“geometry” has no CRS"):
        routes_between(
            GeoDataFrame({"to": [KHASAN]}, geometry=[RAJIN]), mode="air", start="geometry"
        )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"mode": "boat"}, "mode: “boat” is not one of rail, air, ferry, road, foot"),
        ({"mode": "unknown"}, "is not one of"),
        ({"mode": "rail", "avoid": ["QX"]}, "avoid: “QX” is not the code of a country"),
        ({"mode": "air", "avoid": ["CN"]}, "rail alone"),
        ({"mode": "air", "end": "where"}, r"“where” is no column of the table \(from, to\)"),
    ],
)
def test_what_is_wrong_with_the_whole_call_is_raised(options, message):
    with pytest.raises(CallError, match=message):
        routes_between(table([RAJIN], [KHASAN]), **options)


def test_places_are_passed_and_countries_avoided(networks):
    rows = table([HARBIN] * 3, [VLADIVOSTOK] * 3, by=[None, Point(135.08, 48.5), ["Khabarovsk"]])
    found = routes_between(rows, mode="rail", networks=networks, via="by")
    assert found.length_m.iloc[1] == pytest.approx(found.length_m.iloc[2], rel=0.02)
    assert found.length_m.iloc[1] > found.length_m.iloc[0] + 500_000
    rows = table(["Tumangang", RAJIN], ["Ussuriysk", USSURIYSK])
    kept_out = routes_between(rows.iloc[1:], mode="rail", networks=networks, avoid=["CN"])
    free = routes_between(rows.iloc[1:], mode="rail", networks=networks)
    assert kept_out.length_m.iloc[0] >= free.length_m.iloc[0]


def test_texts_are_names_ids_and_positions(networks):
    rows = table(["Rajin", "iata:VVO", "-70.6,-33.4"], ["Vladivostok", "iata:FNJ", "iata:EZE"])
    flights = routes_between(rows, mode="air", networks=networks)
    assert (flights.problem == "").all()
    lengths = Geod(ellps="WGS84").geometry_length
    for row in flights.itertuples():
        assert row.length_m == pytest.approx(lengths(row.geometry), rel=1e-6)
        assert row.basis == "geodesic"
    ferry = routes_between(rows.iloc[:1], mode="ferry", networks=networks)
    assert ferry.basis.tolist() == ["water"]
    assert 160_000 < ferry.length_m.iloc[0] < 200_000


def test_a_road_without_a_network_is_schematic_and_without_a_length(networks):
    (row,) = routes_between(table([RAJIN], [KHASAN]), mode="road", networks=networks).itertuples()
    assert (row.basis, row.problem) == ("schematic", "")
    assert np.isnan(row.length_m)
    assert row.straight_m == pytest.approx(35_000, rel=0.05)


def test_what_is_found_can_be_written_and_read_again(networks, tmp_path):
    found = routes_between(table([RAJIN, None], [KHASAN, RAJIN]), mode="rail", networks=networks)
    found.to_file(tmp_path / "lines.gpkg", engine="pyogrio")
    again = gpd.read_file(tmp_path / "lines.gpkg", engine="pyogrio")
    assert again.length_m.iloc[0] == found.length_m.iloc[0]
    assert again.problem.iloc[1] == "an end is empty (give it a position)"


def test_the_example_of_the_documentation_runs(tmp_path, monkeypatch):
    section = DOCS.read_text(encoding="utf-8").partition("## From Python")[2]
    (example,) = re.findall(r"```python\n(.*?)```", section.partition("\n## ")[0], re.DOTALL)
    monkeypatch.chdir(tmp_path)
    names = {}
    exec(example, names)
    assert names["found"].problem.ne("").tolist() == [False, False, True]
    assert (tmp_path / "lines.gpkg").exists()
