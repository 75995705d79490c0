"""Hostile text in data: kept as typed, made visible where it would act, run by nobody."""

import csv
import io
import json
import re

import pyogrio
import pytest
from hostile_case import tables as hostile_tables
from hostile_case import with_odd_columns, write_case, write_table
from hostile_strings import LONG, Hostile, read_hostile
from lxml import etree
from pressed_case import data_of, press_of

from maps.export.data.separated import unguarded
from maps.export.data.table import text_of
from maps.page.plain import visible

ALL = read_hostile()
TEXTS = [h for h in ALL if "text" in h.kinds and h.literal and h.value != LONG]
#: Shown by its code point: the reader of tables lets it pass with a warning.
ACTING = [
    Hostile("bell", "a\x07b\x1b]0;title\x07"),
    Hostile("next-line", "a\u0085b"),
    Hostile("override", "abc\u202edef"),
    Hostile("isolate", "abc\u2066def"),
]
FORMULAS = [
    Hostile(f"formula-{nth}", text)
    for nth, text in enumerate(
        ["=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", "'=1", "''=1", '=HYPERLINK("x")', "'quoted'"]
    )
]
#: What XML 1.0 cannot hold.
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    return write_case(tmp_path_factory.mktemp("cases") / "hostile", [*TEXTS, *FORMULAS])


@pytest.fixture(scope="module")
def acting(tmp_path_factory):
    names = [each.value for each in ACTING]
    folder = tmp_path_factory.mktemp("cases") / "acting"
    write_table_of_events(write_case(folder, ACTING), names)
    return folder


def write_table_of_events(folder, names):
    write_table(folder / "events.csv", with_odd_columns(hostile_tables(names)["events"], names))


def events_of(folder):
    """Titles as every format gives them back."""
    made = data_of(folder)
    geojson = json.loads(made["events.geojson"])["features"]
    read = list(csv.DictReader(io.StringIO(made["events.csv"].decode(), newline="")))
    root = etree.fromstring(made["case.kml"])
    space = {"k": "http://www.opengis.net/kml/2.2"}
    folder_of_events = root.findall("k:Document/k:Folder", space)[1]
    titles = [
        data.findtext("k:value", namespaces=space)
        for mark in folder_of_events.iter(f"{{{space['k']}}}Placemark")
        for data in mark.find("k:ExtendedData", space)
        if data.get("name") == "title"
    ]
    return {
        "geojson": [feature["properties"]["title"] for feature in geojson],
        "csv": [unguarded(row["title"]) for row in read],
        "kml": titles,
    }


def test_every_format_gives_text_back_as_typed(hostile, tmp_path):
    wanted = sorted(text_of(event.title) for event in press_of(hostile).case.events)
    for form, titles in events_of(hostile).items():
        assert sorted(titles) == wanted, form
    file = tmp_path / "case.gpkg"
    file.write_bytes(data_of(hostile)["case.gpkg"])
    assert sorted(pyogrio.read_dataframe(file, layer="events")["title"]) == wanted


def test_what_would_act_is_made_visible_in_every_format(acting):
    for form, titles in events_of(acting).items():
        assert set(titles) == {visible(each.value) for each in ACTING}, form
    for name, content in data_of(acting).items():
        if name.endswith((".geojson", ".csv", ".kml", ".gpx", ".json", ".txt")):
            text = content.decode()
            assert not ILLEGAL.search(text), name
            assert not re.search("[\u202a-\u202e\u2066-\u2069\x7f-\x9f]", text), name


def test_no_cell_of_csv_is_a_formula(hostile):
    for name, content in data_of(hostile).items():
        if name.endswith(".csv"):
            for row in csv.reader(io.StringIO(content.decode(), newline="")):
                texts = [cell for cell in row if not re.fullmatch(r"-?[\d.]+(e-?\d+)?", cell)]
                assert not [cell for cell in texts if cell.startswith(tuple("=+-@\t\r\n"))], name


@pytest.mark.parametrize("text", ["=1", "'=1", "''=1", "'a", "a", "", "\n=1", "-", "−1"])
def test_a_guard_is_taken_off_again(text):
    from maps.export.data.separated import _cell

    assert unguarded(_cell(text)) == text


def test_xml_is_well_formed_and_holds_no_element_of_a_case(hostile):
    for name in ("case.kml", "routes.gpx"):
        root = etree.fromstring(data_of(hostile)[name])
        names = {etree.QName(each).localname for each in root.iter()}
        assert not {"script", "img", "svg", "b", "article"} & names


def test_balloons_take_text_for_text(hostile):
    """A program that shows a description as HTML shows it as typed, and fills in nothing."""
    root = etree.fromstring(data_of(hostile)["case.kml"])
    space = "{http://www.opengis.net/kml/2.2}"
    told = [each.text or "" for each in root.iter(f"{space}description")]
    assert told
    for text in told:
        assert set(re.findall(r"<[^>]*>", text)) <= {"<p>", "</p>", "<br>"}
        assert "$[" not in text
    assert {each.text for each in root.iter(f"{space}text")} == {"$[description]"}


def test_no_file_names_an_address_of_ours_but_that_of_a_vocabulary(hostile):
    for name in ("case.kml", "routes.gpx"):
        root = etree.fromstring(data_of(hostile)[name])
        assert not [each for each in root.iter() if etree.QName(each).localname in {"href", "link"}]


def test_a_very_long_title_passes(tmp_path):
    (tmp_path / "long").mkdir()
    (tmp_path / "long/events.csv").write_text(f"id,title\ne1,{LONG}\n", encoding="utf-8")
    before = csv.field_size_limit(2 * len(LONG))
    try:
        for form, titles in events_of(tmp_path / "long").items():
            assert titles == [LONG], form
    finally:
        csv.field_size_limit(before)


def test_a_case_of_almost_nothing_has_all_its_files(tmp_path):
    (tmp_path / "bare").mkdir()
    (tmp_path / "bare/events.csv").write_text("id,title\ne1,Something\n", encoding="utf-8")
    made = data_of(tmp_path / "bare")
    assert json.loads(made["events.geojson"])["features"][0]["geometry"] is None
    assert "bbox" not in json.loads(made["events.geojson"])
    assert json.loads(made["places.lpf.json"])["features"] == []
    assert "As of: not stated" in made["README.txt"].decode()
    file = tmp_path / "case.gpkg"
    file.write_bytes(made["case.gpkg"])
    assert pyogrio.read_info(file, layer="events")["features"] == 1
