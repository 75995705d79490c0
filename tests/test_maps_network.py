"""Networks of a case's own carry its lines; `waybook network` looks at them."""

import json
from pathlib import Path

import numpy as np
import pytest
from own_files import LINES, geojson
from typer.testing import CliRunner

from geo.gazetteer import read_gazetteer
from maps.build import Atlas, chart, read_findings
from maps.case.read import read_case
from maps.cli import app
from routes.network import default_networks
from routes.own.countries import COUNTRY_NOTE
from routes.route import Basis

#: Where the lines of `LINES` end, with a third place in the middle of nowhere.
PLACES = """id,name,kind,lon,lat
west,West,station,130.0,43.0
east,East,station,130.2,43.05
north,North,station,130.1,43.1
island,Island,station,131.0,44.0
islet,Islet,station,131.1,44.0
"""
ISLAND = [(131.0, 44.0), (131.1, 44.0)]


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    """Stand in an empty folder, with an empty cache."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("routes.own.cache.cache_folder", lambda: tmp_path / "cache")


@pytest.fixture(scope="module")
def atlas():
    return Atlas(read_gazetteer(), default_networks())


def case_in(folder, links, settings, lines=LINES, **members):
    path = Path(folder)
    path.mkdir()
    (path / "places.csv").write_text(PLACES)
    (path / "links.csv").write_text("id,mode,stops,avoid,geometry\n" + links)
    (path / "case.toml").write_text(f"[network]\n{settings}\n")
    (path / "lines.geojson").write_text(geojson(lines, **members))
    return path


def told(folder, atlas):
    return [f"{finding.level}: {finding}" for finding in read_findings(folder, atlas)]


def legs(folder, atlas):
    charted = chart(read_case(folder), atlas)
    return [leg for route in charted.routes for leg in route.legs]


def call(*words):
    result = CliRunner().invoke(app, [str(word) for word in words], prog_name="waybook")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize(
    ("mode", "key", "what", "words"),
    [
        ("rail", "rail", "Rail lines", "rail lines"),
        ("road", "road", "Roads", "roads"),
        ("foot", "road", "Roads", "roads and paths"),
        ("ferry", "sea", "Ferry lines", "ferry lines"),
    ],
)
def test_a_link_goes_over_the_network_of_the_case(atlas, mode, key, what, words):
    case = case_in("case", f"l,{mode},west>north,,\n", f'{key} = "lines.geojson"')
    (leg,) = legs(case, atlas)
    assert leg.basis is Basis.NETWORK
    assert leg.mode == mode
    assert [tuple(at) for at in np.asarray(leg.line.coords)] == [
        (130.0, 43.0),
        (130.1, 43.0),
        (130.1, 43.1),
    ]
    assert leg.attribution == f"{what}: lines.geojson"
    assert f"Shortest way over the {words} of lines.geojson" in leg.note
    assert not any(line.startswith(("error", "warning")) for line in told(case, atlas))


def test_without_a_network_of_roads_a_road_is_schematic_and_a_ferry_goes_over_water(atlas):
    case = case_in("case", "l,road,west>north,,\n", 'rail = "default"')
    (leg,) = legs(case, atlas)
    assert leg.basis is Basis.SCHEMATIC
    assert leg.length_m is None
    assert "the way taken is not shown" in leg.note


def test_a_straight_link_stays_straight_over_a_network_too(atlas):
    case = case_in("case", "l,road,west>north,,straight\n", 'road = "lines.geojson"')
    assert legs(case, atlas)[0].basis is Basis.SCHEMATIC
    assert any("network.road: no link without a geometry" in line for line in told(case, atlas))


def test_a_leg_of_a_journey_goes_over_the_network_of_the_case(atlas):
    case = case_in("case", "", 'road = "lines.geojson"')
    (case / "journeys.csv").write_text("journey,leg,from,to,mode\nj,1,west,east,road\n")
    (leg,) = legs(case, atlas)
    assert leg.basis is Basis.NETWORK
    assert leg.length_m == pytest.approx(17_970, abs=100)


def test_stops_on_two_islands_are_told_with_what_lies_between(atlas):
    case = case_in("case", "l,rail,west>island,,\n", 'rail = "lines.geojson"', [*LINES, ISLAND])
    (error, *_) = told(case, atlas)
    assert error.startswith(
        "error: links.csv:2: stops: l: from “West” to “Island”: the rail network has no way "
        "(lines.geojson): “West” lies on a part of 29 km of line, “Island” on one of 8 km; "
        "they come nearest at 130.100,43.100 (lon,lat), 123.6 km apart"
    ), error


def test_a_stop_far_from_the_network_is_told_with_the_nearest_line(atlas):
    case = case_in("case", "l,rail,west>island,,\n", 'rail = "lines.geojson"')
    (error,) = [line for line in told(case, atlas) if line.startswith("error")]
    assert "l: “Island”: no rail line within 10 km: the nearest is 124 km off, at" in error
    assert "(lines.geojson)" in error


def test_a_country_is_kept_out_of_over_the_network_of_the_case_too(atlas):
    # from Russia to Korea: one line leads through China, far from its borders
    china = [(131.9, 43.1), (131.0, 43.0), (130.0, 42.95), (129.5, 42.9), (129.4, 42.4)]
    china += [(129.7, 41.8)]
    coast = [(131.9, 43.1), (130.8, 42.6), (130.3, 42.3), (129.9, 42.0), (129.7, 41.8)]
    case = case_in("case", "l,rail,ru>kp,,\n", 'rail = "lines.geojson"', [china])
    places = "id,name,kind,lon,lat\nru,Ru,station,131.9,43.1\nkp,Kp,station,129.7,41.8\n"
    (case / "places.csv").write_text(places)
    (leg,) = legs(case, atlas)
    assert COUNTRY_NOTE not in leg.note
    (case / "links.csv").write_text("id,mode,stops,avoid\nl,rail,ru>kp,CN\n")
    (error,) = [line for line in told(case, atlas) if line.startswith("error")]
    assert "the rail network has no way that keeps out of CN (lines.geojson)" in error
    (case / "lines.geojson").write_text(geojson([china, coast]))
    (leg,) = legs(case, atlas)
    assert (129.5, 42.9) not in leg.line.coords
    assert COUNTRY_NOTE in leg.note
    code, out, _ = call(
        *["route", "ru", "kp", "--avoid", "CN", "--case", "case", "--format", "json"]
    )
    assert code == 0
    assert json.loads(out)["network_km"] == pytest.approx(leg.length_m / 1000, abs=0.01)


@pytest.mark.parametrize(
    ("value", "content", "words"),
    [
        ("lines.shp", "", "“lines.shp” is of no format that is read as a network (one of: "),
        ("gone.gpkg", None, "“gone.gpkg” is not there (known: lines.geojson)"),
        ("line.geojson", None, "“line.geojson” is not there (did you mean lines.geojson?)"),
        ("https://example.org/r.gpkg", None, "is not there (nothing is fetched: put the file"),
        ("../out.geojson", None, "“../out.geojson” leads outside the case folder"),
        ("cut.geojson", '{"type": "Feat', "“cut.geojson” is not JSON: "),
        ("none.geojson", '{"type": "FeatureCollection", "features": []}', "holds no line"),
        ("area.osm.pbf", "text", "“area.osm.pbf” cannot be read as PBF"),
        ("lines.gpkg#x", "text", "ends in .gpkg but is no GeoPackage"),
    ],
)
def test_a_network_that_cannot_be_used_is_one_error_on_its_line(atlas, value, content, words):
    links = "l,rail,west>north,,\nm,rail,north>east,,\n"
    case = case_in("case", links, f'rail = "{value}"')
    if content is not None:
        (case / value.partition("#")[0]).write_text(content)
    (error,) = [line for line in told(case, atlas) if line.startswith("error")]
    assert error.startswith("error: case.toml:2: network.rail: "), error
    assert words in error


def test_a_network_in_pieces_is_a_warning_that_can_be_answered(atlas):
    lines = [*LINES, ISLAND]
    case = case_in("case", "l,rail,west>north,,\n", 'rail = "lines.geojson"', lines)
    warning = told(case, atlas)[0]
    assert warning.startswith(
        "warning: case.toml:2: network.rail: “lines.geojson” is in 2 parts; the largest holds 78%"
    )
    settings = case / "case.toml"
    answer = '[[acknowledged]]\nfinding = "network"\nreason = "an island"\n'
    settings.write_text(settings.read_text() + answer)
    assert not any(line.startswith("warning") for line in told(case, atlas))


def test_ferries_in_pieces_are_as_they_should_be(atlas):
    lines = [*LINES, ISLAND]
    case = case_in("case", "l,ferry,west>north,,\n", 'sea = "lines.geojson"', lines)
    assert not any(line.startswith("warning") for line in told(case, atlas))


def test_what_a_network_says_of_itself_is_shown_as_text_and_the_build_is_the_same_twice(
    atlas, monkeypatch
):
    case = case_in(
        "case",
        "l,road,west>north,,\n",
        'road = "lines.geojson"',
        attribution="© {{7*7}}<script>alert(1)</script>${x}",
    )
    assert call("build", "case")[0] == 0
    page = Path("out/case/map.html").read_text()
    assert "<script>alert(1)" not in page
    assert "{{7*7}}&lt;script&gt;" in page
    assert "© 49" not in page
    assert call("build", "case", "--verify")[0] == 0
    for kept in Path("cache").iterdir():
        kept.unlink()
    assert call("build", "case", "--verify")[0] == 0
    assert sorted(path.name for path in case.iterdir()) == [
        "case.toml",
        "lines.geojson",
        "links.csv",
        "places.csv",
    ]


def test_a_case_without_a_network_of_its_own_keeps_nothing(atlas):
    chart(read_case(case_in("case", "l,road,west>north,,\n", 'rail = "default"')), atlas)
    assert not Path("cache").exists()


def test_info_says_what_is_in_a_network():
    Path("lines.geojson").write_text(geojson([*LINES, ISLAND], attribution="© A"))
    code, out, err = call("network", "info", "lines.geojson")
    assert (code, err) == (0, "")
    said = dict(line.split(maxsplit=1) for line in out.splitlines() if not line.startswith(" "))
    assert said["rights"] == "© A"
    assert said["lines"] == "3"
    assert said["nodes"] == "6"
    assert said["parts"] == "2"
    code, out, _ = call("network", "info", "lines.geojson", "--format", "json")
    document = json.loads(out)
    assert [part["km"] for part in document["parts"]] == sorted(
        (part["km"] for part in document["parts"]), reverse=True
    )
    assert document["bbox"] == [130.0, 43.0, 131.1, 44.0]
    assert document["km"] == pytest.approx(sum(part["km"] for part in document["parts"]), abs=0.01)


def test_check_names_gaps_and_exits_1_for_them_when_strict():
    gap = [(130.2003, 43.05), (130.3, 43.05)]
    Path("lines.geojson").write_text(geojson([*LINES, gap], attribution="© A"))
    code, out, err = call("network", "check", "lines.geojson")
    assert code == 0
    assert "warning: lines.geojson: a line ends 24.4 m from one of another part" in out
    assert err == "lines.geojson: 2 warnings\n"
    assert call("network", "check", "lines.geojson", "--strict")[0] == 1


@pytest.mark.parametrize("command", ["info", "check", "import"])
def test_a_network_at_fault_is_exit_1_and_a_call_at_fault_exit_2(command):
    Path("cut.geojson").write_text('{"type": "Feature", "geom')
    code, out, err = call("network", command, "cut.geojson")
    assert code == 1
    said = out if command == "check" else err
    assert said.count("\n") == 1
    assert "cut.geojson: is not JSON" in said
    for name in ("gone.geojson", "rails.shp"):
        code, out, err = call("network", command, name)
        assert (code, out) == (2, "")
        assert err.startswith(f"waybook: {name} is")
        assert err.count("\n") == 1


def test_check_prints_findings_as_json_whether_or_not_the_file_can_be_read():
    Path("cut.geojson").write_text("{")
    code, out, _ = call("network", "check", "cut.geojson", "--format", "json")
    assert code == 1
    (finding,) = json.loads(out)
    assert (finding["level"], finding["file"]) == ("error", "cut.geojson")


def test_import_keeps_a_network_and_writes_it_for_a_case(monkeypatch):
    Path("lines.geojson").write_text(geojson(LINES))
    code, out, err = call("network", "import", "lines.geojson", "--out", "small.geojson.gz")
    assert (code, err) == (0, "")
    assert out.splitlines()[-1] == "written      small.geojson.gz"
    assert len(list(Path("cache").iterdir())) == 1
    sizes = [
        json.loads(call("network", "info", name, "--format", "json")[1])
        for name in ("lines.geojson", "small.geojson.gz")
    ]
    assert sizes[0]["km"] == sizes[1]["km"]
    assert sizes[0]["nodes"] == sizes[1]["nodes"]
    document = json.loads(
        call("network", "import", "lines.geojson", "--out", "b.geojson", "--format", "json")[1]
    )
    assert document["out"] == "b.geojson"


@pytest.mark.parametrize("out", ["small.gpkg", "nowhere/small.geojson"])
def test_import_writes_nothing_under_a_name_that_will_not_do(out):
    Path("lines.geojson").write_text(geojson(LINES))
    code, said, err = call("network", "import", "lines.geojson", "--out", out)
    assert (code, said) == (2, "")
    assert err.startswith(f"waybook: --out {out}: ")


def test_route_goes_over_the_network_of_a_case(monkeypatch):
    case_in("case", "l,road,west>north,,\n", 'road = "lines.geojson"')
    words = ("route", "west", "north", "--mode", "road", "--case", "case", "--via", "east")
    code, out, _ = call(*words, "--format", "json")
    assert code == 0
    document = json.loads(out)
    assert document["basis"] == "network"
    assert len(document["legs"]) == 2
    assert "lines.geojson" in document["attribution"]
    (Path("case") / "lines.geojson").write_text("{")
    code, out, err = call(*words)
    assert (code, out) == (1, "")
    assert err.startswith("case.toml:2: network.road: “lines.geojson” is not JSON")
