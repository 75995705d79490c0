"""`waybook route`: one route, as people and their scripts ask for it."""

import json
from pathlib import Path

import pytest
from pyproj import Geod
from shapely.geometry import shape
from typer.testing import CliRunner

from maps.cli import app

TUMEN = Path(__file__).parents[1] / "cases" / "tumen"
KEYS = {
    "from",
    "to",
    "mode",
    "basis",
    "straight_km",
    "network_km",
    "legs",
    "snap_km",
    "attribution",
}
#: Karney's inverse solution between the two positions, by another program of his library.
SANTIAGO_BUENOS_AIRES_KM = Geod(ellps="WGS84").inv(-70.6, -33.4, -58.4, -34.6)[2] / 1000


def call(*words):
    result = CliRunner().invoke(app, ["route", *map(str, words)], prog_name="waybook")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def told(*words, form="json"):
    code, out, err = call(*words, "--format", form)
    assert (code, err) == (0, "")
    return json.loads(out)


def test_text_says_stops_legs_lengths_basis_and_data():
    code, out, err = call("Rajin", "Vladivostok", "--via", "Khasan")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0].startswith("Rail, along ")
    assert [line.split(" (")[0].strip() for line in lines[2:5]] == [
        "Rajin",
        "Khasan",
        "Vladivostok",
    ]
    assert [line.split(":")[0].strip() for line in lines[6:8]] == [
        "Rajin – Khasan",
        "Khasan – Vladivostok",
    ]
    heads = [line.split()[0] for line in lines[8:]]
    assert heads == ["straight", "network", "snapping", "generalised", "note", "data"]
    assert "OpenStreetMap" in lines[-1]
    assert "GeoNames" in lines[-1]


def test_json_has_the_keys_that_scripts_rely_on():
    found = told("Rajin", "Khasan")
    assert set(found) == KEYS
    assert (found["from"]["id"], found["to"]["country"]) == ("geonames:2042645", "RU")
    assert (found["mode"], found["basis"]) == ("rail", "network")
    assert found["network_km"] == pytest.approx(54, rel=0.1)
    assert 30 < found["straight_km"] < 40
    assert len(found["snap_km"]) == 2
    assert len(found["legs"]) == 1


def test_the_legs_by_way_of_a_place_make_up_the_whole():
    found = told("Harbin", "Vladivostok", "--via", "Khabarovsk")
    names = [(leg["from"], leg["to"]) for leg in found["legs"]]
    assert names == [("Harbin", "Khabarovsk"), ("Khabarovsk", "Vladivostok")]
    total = sum(leg["network_km"] for leg in found["legs"])
    assert total == pytest.approx(found["network_km"], abs=0.01)
    straight = told("Harbin", "Vladivostok")
    assert found["network_km"] > straight["network_km"] + 500
    assert found["straight_km"] == straight["straight_km"]


@pytest.mark.parametrize("before", [(), ("--",)])
def test_a_position_may_begin_with_a_minus(before):
    words = ("--mode", "air", "--format", "json", *before, "-70.6,-33.4", "-58.4,-34.6")
    code, out, _ = call(*words)
    assert code == 0
    found = json.loads(out)
    assert (found["from"]["lon"], found["from"]["lat"]) == (-70.6, -33.4)
    assert found["straight_km"] == pytest.approx(SANTIAGO_BUENOS_AIRES_KM, abs=0.001)
    assert found["network_km"] == found["straight_km"]
    assert found["basis"] == "geodesic"


def test_a_position_by_which_to_go_may_begin_with_a_minus():
    found = told("iata:SCL", "iata:EZE", "--mode", "air", "--via", "-65.0,-30.0")
    assert [leg["to"] for leg in found["legs"]] == ["-65,-30", found["to"]["name"]]


def test_geojson_is_one_feature_with_the_line_and_the_same_properties():
    found = told("Rajin", "Khasan", form="geojson")
    assert found["type"] == "Feature"
    assert set(found["properties"]) == KEYS
    assert found["properties"] == told("Rajin", "Khasan")
    line = shape(found["geometry"])
    assert line.geom_type == "LineString"
    start = found["properties"]["from"]
    assert line.coords[0] == pytest.approx((start["lon"], start["lat"]), abs=1e-5)


def test_geojson_across_the_antimeridian_is_cut_there():
    found = told("iata:SUV", "iata:APW", "--mode", "air", form="geojson")
    line = shape(found["geometry"])
    assert line.geom_type == "MultiLineString"
    west, east = line.geoms
    assert west.coords[-1][0] == 180
    assert east.coords[0][0] == -180
    assert west.coords[-1][1] == east.coords[0][1]
    assert min(line.bounds) >= -180
    km = Geod(ellps="WGS84").geometry_length(line) / 1000
    assert km == pytest.approx(found["properties"]["network_km"], rel=1e-4)


def test_a_ferry_begins_at_the_port_and_a_flight_at_the_airport_of_a_name():
    assert told("Vladivostok", "Rajin", "--mode", "ferry")["from"]["id"] == "locode:RUVVO"
    assert told("Vladivostok", "Pyongyang", "--mode", "air")["to"]["id"] == "iata:FNJ"


def test_a_road_that_is_in_no_network_is_schematic_and_has_no_length():
    found = told("Rajin", "Khasan", "--mode", "road")
    assert (found["basis"], found["network_km"]) == ("schematic", None)


def test_a_name_of_several_places_lists_them_with_what_to_give_instead():
    code, out, err = call("Springfield", "iata:HND", "--mode", "rail")
    assert (code, out) == (1, "")
    assert err.startswith("“Springfield” fits 34 places and nothing tells them apart (choose one")
    assert "geonames:4409896 (city: Springfield, Missouri, US" in err
    assert len(err.splitlines()) == 1
    assert told("geonames:4409896", "geonames:4250542")["network_km"] > 200


def test_everything_that_is_wrong_with_the_places_is_told_at_once():
    code, _, err = call("Nosuchtown", "Springfield", "--via", "x" * 5000)
    assert code == 1
    told = err.splitlines()
    assert [line.split()[0] for line in told] == ["no", told[1].split()[0], "“Springfield”"]
    assert max(map(len, told)) < 1000


def test_a_name_is_told_apart_by_the_other_end():
    assert told("Rajin", "Khasan")["to"]["id"] == "geonames:2022586"
    assert call("Khasan", "Paris")[0] == 1


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("Nosuchtown", "Rajin"), "no “Nosuchtown” in the gazetteer"),
        (("iata:QQQ", "Rajin"), "“iata:QQQ” is not in the gazetteer"),
        (("iso:KP", "Rajin"), "“North Korea” is a wide area (name a place in it)"),
        (("Rajin", "Rajin"), "“Rajin” and “Rajin” are at one position (name another place)"),
        (("Rajin", "-170.7,-14.3"), "“-170.7,-14.3”: no rail line within"),
        (("Denver", "Seattle", "--mode", "ferry"), "nearest open water"),
        (("Rajin", "Khasan", "--avoid", "RU"), "lies in RU, which it is to avoid"),
        (
            ("28.98,41.01", "41.64,41.65", "--mode", "ferry", "--avoid", "bosporus"),
            "keeps out of the Bosporus",
        ),
    ],
)
def test_what_the_data_do_not_hold_is_one_line_and_exit_1(words, message):
    code, out, err = call(*words)
    assert (code, out) == (1, "")
    assert message in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("Rajin", "Khasan", "--mode", "boat"), "'boat' is not one of 'rail', 'air'"),
        (("Rajin", "Khasan", "--avoid", "china"), "“china” is not the code of a country"),
        (("Rajin", "Khasan", "--avoid", "cn"), "“cn” is not the code of a country (write CN)"),
        (("Rajin", "Khasan", "--avoid", "QX"), "“QX” is not the code of a country (ISO 3166"),
        (("42.4,130.6", "Khasan"), "lat: 130.6 is outside [-90, 90] (are lon and lat swapped?)"),
        (("200,10", "Khasan"), "lon: 200 is outside"),
        (("Nosuchtown", "200,10"), "lon: 200 is outside"),
        (("130,42,5", "Khasan"), "“130,42,5” is not a position (LON,LAT: two numbers in degrees"),
        (("130.5", "Khasan"), "“130.5” is not a position"),
        (("-200,10", "Khasan"), "lon: -200 is outside"),
        (("Rajin", "Khasan", "--mode", "air", "--avoid", "CN"), "rail alone"),
        (("Rajin", "Busan", "--mode", "ferry", "--avoid", "CN"), "“CN” is no canal or strait"),
        (("Rajin", "Khasan", "--mdoe", "air"), "No such option: --mdoe"),
        (("Rajin", "Khasan", "--case", "nowhere"), "nowhere"),
        (("Rajin",), "Missing argument"),
    ],
)
def test_a_call_at_fault_exits_2(words, message):
    code, out, err = call(*words)
    assert (code, out) == (2, "")
    assert message in err


def test_a_case_gives_places_by_id_and_by_name_and_the_distances_that_it_states():
    by_id = told("tumangang", "khasan", "--case", TUMEN)
    assert (by_id["from"]["id"], by_id["to"]["id"]) == ("tumangang", "khasan")
    assert told("Хасан", "tumangang", "--case", TUMEN)["from"]["id"] == "khasan"
    _, out, _ = call("vladivostok", "ussuriysk", "--case", TUMEN)
    (stated,) = [line for line in out.splitlines() if line.startswith("stated")]
    assert "about 100 km" in stated
    assert "distance-ussuriysk-vladivostok" in stated


def test_a_place_of_a_case_that_is_not_settled_is_an_error_of_the_case(tmp_path):
    (tmp_path / "places.csv").write_text(
        "id,name,kind\nhome,Springfield,city\nrajin,Rajin,city\n", encoding="utf-8"
    )
    code, _, err = call("home", "rajin", "--case", tmp_path)
    assert code == 1
    assert err.startswith("places.csv:2: name: ")
    (tmp_path / "places.csv").write_text(
        "id,name,kind,country\nhome,Springfield,city\n", encoding="utf-8"
    )
    assert call("home", "Rajin", "--case", tmp_path)[0] == 1
