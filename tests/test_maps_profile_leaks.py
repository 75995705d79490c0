"""What a profile keeps back is in no byte of what leaves the house."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from secret_case import (
    BLUR_KM,
    FOLDER,
    KEY,
    POSITIONS,
    SUM,
    TEXTS,
    is_near_pair,
    numbers,
    roundings,
    rows,
    surfaces,
    unpacked_files,
    write_rows,
    write_secret_case,
)

from geo.coords import LonLat, distance_m
from maps.products import PRODUCTS

ROOT = Path(__file__).parents[1]


def waybook(*words, cwd, key=KEY):
    """Run the command as a user does."""
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "WAYBOOK_BLUR_KEY": key}
    command = [sys.executable, "-m", "maps", "build", *map(str, words)]
    return subprocess.run(
        command, cwd=cwd, env=environ, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    return tmp_path_factory.mktemp("nightjar-desk")


@pytest.fixture(scope="module")
def built(work):
    """The files of the public edition, by name, and those of the whole one."""
    folder = write_secret_case(work)
    for out, extra in (("public", ["--profile", "public"]), ("whole", [])):
        done = waybook(folder, "--out", work / out, *extra, cwd=work)
        assert done.returncode == 0, done.stderr
    return {out: read_files(work / out / FOLDER) for out in ("public", "whole")}


def read_files(folder):
    """Read all files below a folder, by their names below it."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


@pytest.fixture(scope="module")
def public(built):
    """All that can be read in the public edition: archives opened, tables written out as text."""
    return unpacked_files(built["public"])


@pytest.fixture(scope="module")
def whole(built):
    return unpacked_files(built["whole"])


def test_every_product_is_there(built):
    assert {*built["public"]} == {*built["whole"]}
    for name in PRODUCTS:
        if not PRODUCTS[name].asked:
            assert all(
                any(file == own or file.startswith(f"{own}/") for file in built["public"])
                for own in PRODUCTS[name].owns
            )


def test_no_secret_text_is_in_a_file_as_it_lies(built):
    for name, content in built["public"].items():
        raw = content.lower()
        assert [text for text in TEXTS if text.lower().encode() in raw] == [], name


def test_the_whole_data_holds_what_the_public_data_must_not(whole):
    """The same search finds the texts and the positions where nothing was kept back."""
    for name in (
        "data/case.gpkg",
        "data/places.parquet",
        "data/case.kml",
        "data.zip!data/case.gpkg",
        "report.md",
        "report.docx!word/document.xml",
    ):
        assert "quxford camp" in "\n".join(surfaces(whole[name])), name
        assert all(roundings(degrees) & numbers(whole[name]) for degrees in POSITIONS["camp"]), name


def test_no_secret_text_is_in_any_byte(public):
    found = [
        (name, text)
        for name, content in public.items()
        for surface in surfaces(content)
        for text in TEXTS
        if text.lower() in surface
    ]
    assert found == []


def test_the_same_search_finds_these_texts_in_the_whole_edition(built):
    page = "\n".join(surfaces(built["whole"]["map.html"]))
    kept = {"kulcad", "x-frotz", "frotz_value", "plonked", "draft of the plonk", "drawn-secret"}
    told_elsewhere = {"kulcad profile", "geonames:2013348"}
    missing = {text.lower() for text in TEXTS if text.lower() not in page}
    assert missing <= kept | told_elsewhere


def test_no_true_coordinate_is_in_any_byte(public):
    for name, content in public.items():
        known = numbers(content)
        for place, (lon, lat) in POSITIONS.items():
            assert not {*roundings(lon), *roundings(lat)} & known, (name, place)
            assert not is_near_pair(content, lon, lat), (name, place)


def test_the_same_search_finds_coordinates_in_the_whole_edition(built):
    known = numbers(built["whole"]["map.html"])
    for place in ("camp", "depot"):
        assert all(roundings(degrees) & known for degrees in POSITIONS[place])
        assert is_near_pair(built["whole"]["map.html"], *POSITIONS[place])


def test_no_stated_distance_and_no_sum_of_a_file_is_in_any_byte(public):
    for content in public.values():
        assert SUM not in content.decode()
        text = re.sub("[0-9a-f]{64}", "", content.decode())  # other sums hold any four digits
        for told in ("61.7391", "139.251", "17 minutes", "19 minutes", "2.75 km"):
            assert told not in text
        assert not re.search(r"(?<![\d.])7,?391(?!\d)", text)


def test_no_path_no_key_and_no_variable_is_in_any_byte(public, tmp_path_factory):
    for content in public.values():
        text = content.decode()
        assert str(tmp_path_factory.getbasetemp()) not in text
        assert "nightjar-desk" not in text
        assert KEY not in text
        assert "BLUR_KEY" not in text
        assert not re.search(r"(?<![\w.])(?:/tmp|/home|/root|/work)/", text)
        assert not re.search(r"\b(places|events|sources|claims|case)\.(csv|toml):", text)
        assert "case.toml" not in text


def test_no_product_names_a_table_of_the_case(public):
    """But the README and the manifest, which name the tables among the products."""
    for name, content in public.items():
        if not name.endswith(("README.txt", "manifest.json")):
            assert not re.search(rb"\b(places|events|sources|claims)\.csv", content), name


def test_no_sum_of_an_input_is_in_the_manifest(public, tmp_path):
    from hashlib import sha256

    folder = write_secret_case(tmp_path)
    sums = {sha256(file.read_bytes()).hexdigest() for file in folder.rglob("*") if file.is_file()}
    text = public["manifest.json"].decode()
    assert not any(each in text for each in sums)
    assert '"restricted": true' in text


def test_positions_are_moved_within_the_radius_and_lie_in_their_circles(public):
    page = public["map.html"].decode()
    for place, name in (("depot", "The depot"), ("pier", "The pier")):
        article = re.search(rf'<article id="place-{place}".*?</article>', page, re.DOTALL)[0]
        assert name in article
        lat, lon = map(float, re.search(r"([\d.]+)° N, ([\d.]+)° E", article).groups())
        moved_km = distance_m(LonLat(lon, lat), LonLat(*POSITIONS[place])) / 1000
        # the position of a drawn shape is a point in it
        assert 0.05 < moved_km <= BLUR_KM + 2
        reach = float(re.search(r"may be off by ([\d.]+) km", article)[1])
        assert moved_km <= reach
        assert "Moved on purpose" in article


def test_the_page_says_that_a_profile_was_applied(built):
    said = "Positions are moved on purpose, by up to 5 km."
    assert said in built["public"]["map.html"].decode()
    assert "some statements may be left out" in built["public"]["map.html"].decode()
    assert "moved on purpose" not in built["whole"]["map.html"].decode().lower()


def test_the_bytes_do_not_depend_on_what_was_left_out(built, tmp_path):
    """The public edition of a case that never held the secrets is the same, byte for byte."""
    folder = write_secret_case(tmp_path)
    tables = rows()
    tables["events"] = [row for row in tables["events"] if row["id"] not in {"draft", "gossip"}]
    tables["places"] = [row for row in tables["places"] if row["id"] != "gossip"]
    tables["sources"] = [row for row in tables["sources"] if row["id"] != "whisper"]
    tables["claims"] = [row for row in tables["claims"] if row["id"] in {"c9", "c2"}]
    tables["flows"] = tables["flows"][1:]
    other = {"name": "Elsewhere", "aliases": "", "names": "", "lon": "10.5", "lat": "50.5"}
    tables["places"][0] |= other
    tables["actors"][0] |= {"name": "Somebody Else", "aliases": ""}
    tables["sources"][1] |= {"title": "Fluff", "url": "", "published": "2001"}
    tables["sources"][2] |= {"file": "", "sha256": ""}
    tables["events"][0] |= {"note": "", "x_seen": "", "actors": "ministry"}
    tables["links"][0] |= {"name": "", "mode": "road"}
    tables["links"][1] |= {"stated_km": ""}
    tables["links"][2] |= {"stated_km": "", "geometry": ""}
    tables["journeys"][1] |= {"duration": ""}
    for name, table in tables.items():
        write_rows(folder / f"{name}.csv", table)
    done = waybook(folder, "--out", tmp_path / "out", "--profile", "public", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    again = read_files(tmp_path / "out" / FOLDER)
    assert [name for name in again if again[name] != built["public"].get(name)] == []
    assert {*again} == {*built["public"]}


@pytest.mark.parametrize(
    ("words", "key", "told"),
    [
        (["--profile", "press"], KEY, "waybook: --profile: case.toml has no profile “press”"),
        (["--profile", "public"], "", "waybook: the profile “public” moves positions (blur_km)"),
        (
            ["--profile", "public", "--key-file", "absent"],
            KEY,
            "waybook: --key-file absent: cannot",
        ),
        (["--key-file", f"{FOLDER}/case.toml"], KEY, "waybook: --key-file operation-nightjar/"),
    ],
)
def test_a_call_at_fault_builds_nothing(work, built, words, key, told):
    done = waybook(FOLDER, "--out", "none", *words, cwd=work, key=key)
    assert done.returncode == 2
    assert done.stderr.startswith(told)
    assert len(done.stderr.splitlines()) == 1
    assert not (work / "none").exists()


def test_a_text_that_still_tells_builds_nothing(tmp_path):
    folder = write_secret_case(tmp_path)
    tables = rows()
    tables["events"][0]["summary"] = "Behind Quxford-camp."
    write_rows(folder / "events.csv", tables["events"])
    done = waybook(folder, "--out", "out", "--profile", "public", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("events.csv:2: summary: holds “Quxford Camp”")
    assert not (tmp_path / "out").exists()


def test_verify_holds_with_the_key_and_with_no_other(built, work):
    """The same key gives the same bytes; another moves positions elsewhere."""
    words = (work / FOLDER, "--out", work / "public", "--profile", "public", "--verify")
    assert waybook(*words, cwd=work).returncode == 0
    told = waybook(*words, cwd=work, key="k" + KEY)
    assert told.returncode == 1
    assert "map.html: differs" in told.stderr
    assert "manifest.json: differs" in told.stderr
    assert KEY not in told.stderr
