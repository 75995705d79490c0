"""The command line: other people's scripts call it."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import maps.products
from maps.cli import app
from maps.products import PRODUCTS

ROOT = Path(__file__).parents[1]
GOOD = "id,name,kind,country,lon,lat\ntampere,Tampere,city,FI,23.76,61.50\n"
BAD = "id,name,kind,country,lon,lat\ntampere,Tampere,city,FI,61.50,123.76\n"
SWAPPED = "places.csv:2: lat: 123.76 is outside [-90, 90] (are lon and lat swapped?)"


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    """Stand in an empty folder; pages are one word."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(maps.products, "page_text", lambda *_: "page")
    monkeypatch.setattr(maps.products, "embed_text", lambda *_: "embed")


def case_in(folder, places=GOOD, **tables):
    path = Path(folder)
    path.mkdir(parents=True)
    for name, text in {"places": places, **tables}.items():
        (path / f"{name}.csv").write_text(text, encoding="utf-8")
    return path


def call(*words):
    result = CliRunner().invoke(app, [str(word) for word in words], prog_name="waybook")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def test_build_names_the_file_on_standard_output_and_is_otherwise_silent():
    case_in("tumen")
    code, out, err = call("build", "tumen", "--only", "html,embed")
    assert (code, out) == (0, "out/tumen/map.html\nout/tumen/embed.html\n")
    assert err == ""
    assert Path("out/tumen/map.html").read_text() == "page"


def test_build_takes_an_output_folder_and_several_cases():
    case_in("a")
    case_in("b")
    assert call("build", "a", "b/", "--out", "site", "--only", "html,embed")[:2] == (
        0,
        "site/a/map.html\nsite/a/embed.html\nsite/b/map.html\nsite/b/embed.html\n",
    )


def test_build_in_the_case_folder_itself(monkeypatch):
    monkeypatch.chdir(case_in("tumen"))
    assert call("build", ".", "--only", "html,embed") == (
        0,
        "out/tumen/map.html\nout/tumen/embed.html\n",
        "",
    )


def test_data_at_fault_is_one_line_a_problem_and_exit_1():
    case_in("tumen", BAD, links="id,mode,stops\nl,rial,tampere>lost\n")
    assert call("build", "tumen") == (
        1,
        "",
        (
            f"{SWAPPED}\n"
            "links.csv:2: mode: “rial” is not one of its words "
            "(one of: rail, air, ferry, road, foot, unknown)\n"
            "links.csv:2: stops: “lost” is not in places (known: tampere)\n"
        ),
    )
    assert not Path("out").exists()


def test_of_several_cases_the_good_ones_are_built_and_all_faults_told():
    case_in("cases/bad", BAD)
    case_in("cases/good")
    case_in("cases/worse", BAD)
    code, out, err = call("build", "cases/bad", "cases/good", "cases/worse", "--only", "html,embed")
    assert (code, out) == (1, "out/good/map.html\nout/good/embed.html\n")
    assert err.splitlines() == [f"cases/{name}/{SWAPPED}" for name in ("bad", "worse")]


def test_build_says_how_much_the_checks_have_to_say():
    case_in("tumen", events="id,title\ne1,It\n")
    code, _, err = call("build", "tumen")
    assert (code, err) == (0, "1 warning of the checks: waybook check tells them\n")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("build", "nowhere"), "waybook: nowhere: no such folder\n"),
        (("check", "nowhere"), "waybook: nowhere: no such folder\n"),
        (("places", "nowhere"), "waybook: nowhere: no such folder\n"),
        (
            ("build", "a/tumen", "b/tumen"),
            (
                "waybook: a/tumen and b/tumen have one name, tumen: their maps would overwrite "
                "each other (build them with two --out)\n"
            ),
        ),
        (("build", "a/tumen", "--out", "file"), "waybook: --out file: a file, not a folder\n"),
        (
            ("build", "a/tumen", "--out", "a"),
            (
                "waybook: --out a: the maps would go among the tables of the case "
                "(name another folder)\n"
            ),
        ),
        (
            ("build", "a/tumen", "--only", "svgz"),
            f"waybook: --only: “svgz” is not something to build (one of: {', '.join(PRODUCTS)})\n",
        ),
        (
            ("new", "a"),
            "waybook: a: holds files already (name a new or an empty folder)\n",
        ),
    ],
)
def test_a_call_at_fault_says_so_in_one_line_and_exits_2(words, message):
    case_in("a/tumen")
    case_in("b/tumen")
    Path("file").write_text("")
    assert call(*words) == (2, "", message)
    assert not Path("out").exists()


@pytest.mark.parametrize(
    "words",
    [("biuld",), ("build",), ("build", "a", "--nope"), ("check", "a", "--format", "xml"), ()],
)
def test_what_the_command_line_does_not_know_exits_2(words):
    code, _, err = call(*words)
    assert code == 2
    assert "Traceback" not in err


def test_a_mistyped_command_is_helped():
    assert "Did you mean 'build'?" in call("biuld")[2]


def test_check_prints_findings_and_counts_them():
    case_in("tumen", events="id,title\ne1,It\n")
    code, out, err = call("check", "tumen")
    assert (code, err) == (0, "tumen: 1 warning, 1 note\n")
    findings, whys, advice = out.split("\n\n")
    assert findings == (
        "warning: events.csv:2: source: no source for “It” (name one in this column, or in a "
        "claim about the event) [event-without-source:event:e1]\n"
        "note: places.csv:2: id: no row refers to this place (take it out, or name it "
        "in the row that speaks of it) [unused:place:tampere]"
    )
    assert [line.partition(":")[0] for line in whys.splitlines()] == [
        "why it matters",
        "  event-without-source",
        "  unused",
    ]
    assert advice.endswith(
        '  [[acknowledged]]\n  finding = "event-without-source:event:e1"\n  reason = ""\n'
    )


def test_check_is_strict_on_demand():
    case_in("tumen", events="id,title\ne1,It\n")
    assert call("check", "tumen", "--strict")[0] == 1


def test_check_names_every_fault_as_an_error():
    case_in("tumen", BAD)
    code, out, err = call("check", "tumen")
    assert code == 1
    assert out.startswith(f"error: {SWAPPED}")
    assert err == "tumen: 1 error\n"


def test_check_prints_json():
    case_in("tumen", BAD)
    code, out, _ = call("check", "tumen", "--format", "json")
    (finding,) = json.loads(out)
    assert code == 1
    assert (finding["level"], finding["file"], finding["line"], finding["column"]) == (
        "error",
        "places.csv",
        2,
        "lat",
    )


def test_check_prints_an_empty_list_where_nothing_is_found():
    case_in("tumen", links="id,mode,stops,source\nl,rail,tampere>?,s\n", sources=SOURCES)
    assert call("check", "tumen", "--format", "json")[:2] == (0, "[]\n")


SOURCES = "id,title,published,url\ns,A page,2024,https://example.org/\n"


def test_places_says_where_and_why():
    case_in("tumen", GOOD + "nowhere,Somewhere,area,,,\n".replace(",,,", ",FI,,"))
    code, out, err = call("places", "tumen", "--format", "json")
    assert code == 1
    assert err.startswith("places.csv:3: name: ")
    assert json.loads(out) == [
        {
            "id": "tampere",
            "name": "Tampere",
            "kind": "city",
            "country": "FI",
            "lon": 23.76,
            "lat": 61.5,
            "radius_km": 0.0,
            "precision": "place",
            "basis": "stated",
            "gazetteer": "",
            "score": None,
            "runner_up": "",
            "why": "Its position is stated in the case.",
        }
    ]


def test_places_as_a_table_and_as_csv():
    table = "id,name,kind,lon,lat,geometry\nhasan,하산,town,130.64,42.43,\nn,=1+1,area,,,none\n"
    case_in("tumen", table)
    lines = call("places", "tumen")[1].splitlines()
    assert lines[0].split() == [
        *("id", "name", "kind", "country", "lon", "lat"),
        *("radius_km", "precision", "basis", "gazetteer", "score", "runner_up", "why"),
    ]
    # Hangul take two columns of a terminal each
    assert lines[0].index("kind") - 2 == lines[1].index("town")
    rows = list(csv.DictReader(io.StringIO(call("places", "tumen", "--format", "csv")[1])))
    assert [(row["name"], row["lon"]) for row in rows] == [("하산", "130.64"), ("'=1+1", "")]


def test_new_names_what_it_wrote_and_what_comes_next():
    code, out, err = call("new", "mine")
    assert code == 0
    assert "mine/places.csv" in out.splitlines()
    assert err == "next: waybook build mine\n"


def test_version_and_module_are_the_same_command():
    shown = subprocess.run(
        [sys.executable, "-m", "maps", "--version"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert shown.stdout.split()[0] == "waybook"
    assert shown.stdout.split()[1][0].isdigit()


def test_a_reader_that_has_seen_enough_ends_the_command_without_a_word(tmp_path):
    case_in("tumen", GOOD + "".join(f"p{n},Place {n},area,FI,23,61\n" for n in range(2000)))
    command = f"{sys.executable} -m maps places {tmp_path / 'tumen'} | head -n 1"
    shown = subprocess.run(
        command, cwd=ROOT, shell=True, capture_output=True, text=True, check=True
    )
    assert shown.stdout.startswith("id ")
    assert shown.stderr == ""


def test_a_bug_keeps_its_traceback(monkeypatch):
    case_in("tumen")

    def page(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(maps.products, "page_text", page)
    with pytest.raises(ZeroDivisionError):
        call("build", "tumen")
    assert not Path("out").exists()


def test_the_name_of_a_folder_does_not_act_on_the_terminal():
    odd = "a\x1b]0;title\x07\nwaybook: all is well\u202e"
    case_in(odd)
    for words_ in (("build", odd), ("check", odd), ("check", f"{odd}x"), ("places", f"{odd}x")):
        _, out, err = call(*words_)
        lines = (out + err).splitlines()
        assert all(line.isprintable() for line in lines)
        assert not [line for line in lines if line.startswith("waybook: all")]
