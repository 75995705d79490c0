"""What `waybook network` prints and writes, whatever stands in a file."""

import json

import pytest
from own_files import LINES, frame, geojson, written
from typer.testing import CliRunner

from maps.cli import app

#: Colours of the terminal by both introducers, and text turned round.
ACTING = "\x1b[31mred\x9b32m\u202eback"


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setattr("routes.own.cache.cache_folder", lambda: tmp_path / "cache")


def call(*words):
    result = CliRunner().invoke(app, ["network", *map(str, words)], prog_name="waybook")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def test_the_file_that_is_read_is_not_written_over(tmp_path):
    path = written(tmp_path, geojson(LINES, attribution="whose"))
    (tmp_path / "again.geojson").symlink_to(path)
    before = path.read_bytes()
    for out in (path, tmp_path / "again.geojson"):
        code, _, err = call("import", path, "--out", out)
        assert (code, "is the file that is read" in err) == (2, True)
    assert path.read_bytes() == before
    code, _, _ = call("import", path, "--out", tmp_path / "other.geojson")
    assert (code, path.read_bytes()) == (0, before)


@pytest.mark.parametrize("form", ["text", "json"])
def test_nothing_in_a_file_acts_on_the_terminal(tmp_path, form):
    shape = {"type": f"Point{ACTING}", "coordinates": []}
    document = json.loads(geojson(LINES, attribution=ACTING))
    document["features"].append({"type": "Feature", "properties": {}, "geometry": shape})
    packed = tmp_path / "rails.gpkg"
    frame(LINES).to_file(packed, layer=f"rails{ACTING.replace('[', '(')}", driver="GPKG")
    for path in (written(tmp_path, json.dumps(document)), packed):
        code, out, _ = call("info", path, "--format", form)
        assert code == 0
        assert not {"\x1b", "\x9b", "\u202e"} & set(out)
        assert "red" in out


def test_two_lines_that_nearly_meet_have_one_gap_between_them(tmp_path):
    lines = [[(130.0, 43.0), (130.1, 43.0)], [(130.1005, 43.0), (130.2, 43.0)]]
    beside = [(130.05, 43.0005), (130.05, 43.1)]
    code, out, _ = call("info", written(tmp_path, geojson([*lines, beside])), "--format", "json")
    gaps = json.loads(out)["gaps"]
    assert code == 0
    assert [round(gap["m"]) for gap in gaps] == [41, 56]
