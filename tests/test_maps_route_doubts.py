"""What `waybook route` says where a call or its answer is doubtful."""

import json

import pytest
from own_files import geojson
from typer.testing import CliRunner

from maps.cli import app


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setattr("routes.own.cache.cache_folder", lambda: tmp_path / "cache")


def call(*words):
    result = CliRunner().invoke(app, ["route", *map(str, words)], prog_name="waybook")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def case(tmp_path):
    """A line that leads up a valley, over its head, and down the next one."""
    folder = tmp_path / "valleys"
    folder.mkdir()
    valleys = [(130.0, 43.0), (130.0, 44.0), (130.2, 44.0), (130.2, 43.0)]
    (folder / "rails.geojson").write_text(geojson([valleys]))
    (folder / "case.toml").write_text('[network]\nrail = "rails.geojson"\n')
    (folder / "places.csv").write_text(
        "id,name,kind,lon,lat\nwest,West,station,130.0,43.0\neast,East,station,130.2,43.0\n"
        "head,Head,station,130.0,44.0\n"
    )
    return folder


def test_a_way_that_leads_far_round_is_warned_of_and_shown_all_the_same(case):
    code, out, err = call("west", "east", "--case", case, "--format", "json")
    assert code == 0
    assert json.loads(out)["network_km"] > 200
    (warning,) = err.splitlines()
    assert warning.startswith("warning: “West” to “East”: 238 km by network, 16 km in a straight")
    assert "it leads round by 130.000,44.000 (lon,lat)" in warning


def test_a_way_round_that_was_asked_for_is_no_cause_for_doubt(case):
    code, _, err = call("west", "east", "--via", "head", "--case", case)
    assert (code, err) == (0, "")


def test_a_way_up_the_valley_is_no_cause_for_doubt(case):
    code, _, err = call("west", "head", "--case", case)
    assert (code, err) == (0, "")


@pytest.mark.parametrize(("name", "country"), [("Singapore", "SG"), ("Djibouti", "DJ")])
def test_a_town_that_has_the_name_of_its_country_is_meant(name, country):
    code, out, _ = call(name, "103.7,1.5" if country == "SG" else "42.9,11.3", "--mode", "air",
                        "--format", "json")  # fmt: skip
    end = json.loads(out)["from"]
    assert (code, end["country"]) == (0, country)
    assert end["kind"] in {"city", "airport"}


def test_where_no_town_is_meant_the_countries_are_listed():
    code, _, err = call("Georgia", "Armenia")
    assert (code, "iso:GE" in err, "iso:US-GA" in err) == (1, True, True)


def test_the_advice_can_be_followed_without_a_case():
    code, _, err = call("0,0", "180,0", "--mode", "air")
    assert code == 1
    assert "name a place that it passes" in err
    assert "geometry" not in err


def test_a_ferry_by_way_of_a_port_says_once_how_its_course_was_made():
    code, out, _ = call("24.96,60.15", "22.2,60.43", "--via", "22.96,59.82", "--mode", "ferry",
                        "--format", "json")  # fmt: skip
    (note,) = {leg["note"].partition(". ")[0] for leg in json.loads(out)["legs"]}
    assert code == 0
    _, text, _ = call("24.96,60.15", "22.2,60.43", "--via", "22.96,59.82", "--mode", "ferry")
    (told,) = (line for line in text.splitlines() if line.startswith("note"))
    assert told.count(note) == 1
    assert told.count("Port approaches") == 2


def test_a_flight_has_nothing_to_say_of_distances_to_a_network():
    _, text, _ = call("24.96,60.32", "178.56,-18.04", "--mode", "air")
    assert "snapping" not in text
