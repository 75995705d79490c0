"""`waybook geocode`: one answer for each name, in their order, whatever the names are."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from test_geo_online import KHASAN, sent, serving
from typer.testing import CliRunner

from maps.cli import app

ROOT = Path(__file__).parents[1]
KEYS = [
    *("query", "status", "lon", "lat", "name", "kind", "country", "id"),
    *("precision_km", "score", "why", "candidates"),
]


def call(*words, given=None):
    result = CliRunner().invoke(app, ["geocode", *words], prog_name="waybook", input=given)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def answers(*words, given=None):
    return json.loads(call(*words, "--format", "json", given=given)[1])


def test_json_is_one_list_in_the_order_of_the_names_however_many_fail():
    code, out, err = call("Vladivostok", "Khasan", "Nosuchtown", "", "--format", "json")
    listed = json.loads(out)
    assert code == 1
    assert err == "1 found, 1 ambiguous, 2 not found\n"
    assert [list(each) for each in listed] == [KEYS] * 4
    assert [each["query"] for each in listed] == ["Vladivostok", "Khasan", "Nosuchtown", ""]
    assert [each["status"] for each in listed] == ["found", "ambiguous", *["not_found"] * 2]
    found, ambiguous, missing, empty = listed
    assert (found["id"], found["country"], found["kind"]) == ("geonames:2013348", "RU", "city")
    assert (round(found["lon"], 1), round(found["lat"], 1)) == (131.9, 43.1)
    assert found["precision_km"] > 0
    assert {each["id"] for each in ambiguous["candidates"]} == {
        "geonames:1270239",
        "geonames:2022586",
    }
    assert all(each["score"] is not None and each["why"] for each in ambiguous["candidates"])
    for each in (ambiguous, missing, empty):
        assert [each[key] for key in KEYS[2:10]] == [None] * 8
        assert each["why"]


def test_all_found_is_exit_0():
    assert call("Vladivostok", "iata:FNJ", "-70.6,-33.4")[0] == 0
    assert call("Khasan", "--near", "130,43")[0] == 0
    assert call("Khasan", "--near", "-100,43")[0] == 1
    assert call("-", given="")[:2] == (0, "")
    assert call("-", "--format", "json", given="")[:2] == (0, "[]\n")


def test_what_is_known_tells_namesakes_apart():
    assert answers("Khasan", "--country", "RU")[0]["country"] == "RU"
    assert answers("Vladivostok", "--kind", "port")[0]["id"] == "locode:RUVVO"
    near = answers("Khasan", "--near", "130,43")[0]
    assert near["id"] == "geonames:2022586"
    assert "taken by nearness" in near["why"]
    assert near["score"] > near["candidates"][1]["score"]


def test_a_position_is_answered_as_it_was_typed():
    (answer,) = answers("-70.6,-33.4")
    assert (answer["query"], answer["lon"], answer["lat"]) == ("-70.6,-33.4", -70.6, -33.4)


def test_a_case_answers_with_its_own_places_and_lies_near():
    own, near, by_alias = answers(
        "rajin-port", "Khasan", "Hassan", "--case", str(ROOT / "cases" / "tumen")
    )
    assert (own["id"], own["precision_km"]) == ("rajin-port", 2)
    assert near["id"] == by_alias["id"] == "khasan"


def test_people_are_told_why_and_given_ids_to_choose_from():
    code, out, _ = call("Khasan", "Vladivostok")
    assert code == 1
    lines = out.splitlines()
    assert lines[0] == "Khasan: ambiguous"
    assert any("geonames:2022586 (town: Khasan, Primorskiy kray, RU" in line for line in lines)
    assert any(line.startswith("Vladivostok: Vladivostok (city in RU) at 131.8") for line in lines)


def test_csv_is_a_line_an_answer_and_no_formula():
    _, out, _ = call("=1+1", "Khasan", "-5", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["query"] for row in rows] == ["'=1+1", "Khasan", "'-5"]
    assert rows[1]["candidates"] == "geonames:1270239;geonames:2022586"
    assert list(rows[0]) == KEYS


def piped(given, *words):
    """Run the command in a process of its own, with bytes for standard input."""
    return subprocess.run(
        [sys.executable, "-m", "maps", "geocode", "-", *words],
        input=given,
        cwd=ROOT,
        capture_output=True,
        check=False,
    )


def test_standard_input_is_answered_line_by_line_whatever_stands_in_it():
    given = (
        b"\xef\xbb\xbfVladivostok\r\n\nbro\xffken\n\x1b]0;x\x07\n" + b"x" * 100_000 + b"\nHarbin"
    )
    done = piped(given, "--format", "json")
    listed = json.loads(done.stdout)
    assert done.returncode == 1
    assert [each["status"] for each in listed] == ["found", *["not_found"] * 4, "found"]
    assert listed[0]["query"] == "Vladivostok"
    assert listed[3]["query"] == "\x1b]0;x\x07"
    assert len(listed[4]["query"]) == 100_000
    assert "not UTF-8" in listed[2]["why"]


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_nothing_that_is_printed_acts_on_a_terminal(form):
    given = "\x1b[31mred\n\x9b31m\nKha\u202esan\n\u2066x\n\x07\n\x00\n".encode()
    done = piped(given, "--format", form)
    text = done.stdout.decode() + done.stderr.decode()
    assert all(c.isprintable() or c == "\n" for c in text)
    assert done.returncode == 1


def test_bytes_on_the_command_line_that_are_no_utf_8_are_answered():
    command = [sys.executable, "-m", "maps", "geocode", b"bro\xffken", "--format", "json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert json.loads(done.stdout)[0]["status"] == "not_found"


def test_answers_come_while_input_still_does():
    process = subprocess.Popen(
        [sys.executable, "-m", "maps", "geocode", "-", "--format", "csv"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with process:
        assert process.stdout.readline().startswith(b"query,")
        process.stdin.write(b"Harbin\n")
        process.stdin.flush()
        assert process.stdout.readline().startswith(b"Harbin,found")
        process.stdin.close()
        assert process.wait(timeout=60) == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--kind", "harbour"), "--kind: “harbour” is not one of country, region"),
        (("--country", "UK"), "--country: “UK” is not the code of a country"),
        (("--near", "200,5"), "--near: lon: 200 is outside"),
        (("--near", "here"), "--near: “here” is not a position"),
        (("--case", "nowhere"), "nowhere: no such folder"),
        (("--endpoint", "http://x"), "--endpoint: say with --online"),
        (("--online", "photon", "--endpoint", "x"), "--endpoint: “x” is not an address"),
    ],
)
def test_a_call_at_fault_is_exit_2_and_answers_nothing(words, said):
    code, out, err = call("Khasan", *words)
    assert (code, out) == (2, "")
    assert said in err


def test_a_service_is_asked_where_the_call_says_so_and_told_with_its_licence(tmp_path, monkeypatch):
    from geo import online_cache

    monkeypatch.setattr(online_cache, "cache_folder", lambda: tmp_path)
    with serving() as (address, asked):
        asked.body = sent(KHASAN)
        words = ("--online", "nominatim", "--endpoint", address)
        (khasan,) = answers("Khasan", *words)
        assert khasan["id"] == "osm:N1"
        assert "ODbL" in khasan["why"]
        assert "nominatim" in khasan["why"]
        out = call("Khasan", "iata:FNJ", "130,43", *words)[1]
        assert "OpenStreetMap" in out
        assert len(asked.paths) == 1


def test_no_service_is_asked_otherwise():
    code = (
        "import sys; from maps.cli import app\n"
        "try: app(['geocode', 'Harbin'])\n"
        "except SystemExit: print('geopy' in sys.modules, 'folium' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.stdout.splitlines()[-1] == "False False"
