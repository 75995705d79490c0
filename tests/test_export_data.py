"""The tables of data, against the case itself; and the files as a whole."""

import io
import re
import zipfile
from datetime import UTC, datetime

import pytest
import shapely
from pressed_case import LINES, ROOT, TUMEN, data_of, every_case, press_of, tables

from geo.dates import parse_date
from maps.case.tables import TABLES, rows_of
from maps.export.data.about import about_case

# What the tables hold, against the case itself


@every_case
def test_every_row_of_the_case_is_in_its_table_and_no_other(folder):
    case, made = press_of(folder).case, tables(folder)
    for name in ("places", "events", "claims", "sources", "services", "flows", "actors"):
        ids = [row["id"] for row in made[name].rows]
        assert sorted(ids) == sorted(row.id for row in rows_of(case, name))
        assert len(ids) == len(set(ids))
    routes = [(row["kind"], row["id"]) for row in made["routes"].rows]
    assert routes == [
        *(("link", row.id) for row in case.links),
        *(("leg", row.id) for row in case.legs),
    ]
    assert [row["id"] for row in made["journeys"].rows] == list(
        dict.fromkeys(row.journey for row in case.legs)
    )


@every_case
@pytest.mark.parametrize("name", ["places", "events", "claims", "sources", "services", "flows"])
def test_every_cell_of_the_case_is_in_its_table(folder, name):
    by_id = {row["id"]: row for row in tables(folder)[name].rows}
    for record in rows_of(press_of(folder).case, name):
        row = by_id[record.id]
        assert_same_cells(record, row, TABLES[name], worked_out={"lon", "lat", "radius_km"})


@every_case
def test_every_cell_of_a_link_and_a_leg_is_in_the_table_of_routes(folder):
    case = press_of(folder).case
    by_id = {(row["kind"], row["id"]): row for row in tables(folder)["routes"].rows}
    for record in case.links:
        assert_same_cells(record, by_id["link", record.id], TABLES["links"])
    for record in case.legs:
        assert_same_cells(record, by_id["leg", record.id], TABLES["journeys"])


def assert_same_cells(record, row, table, worked_out=frozenset()):
    from geo.columns import columns_of

    for column in columns_of(table).values():
        stated = getattr(record, column.attribute)
        if column.name == "geometry" or (column.name in worked_out and stated is None):
            continue
        if column.name in {"country", "gazetteer"} and not stated:
            continue
        shown = row[column.name]
        if stated in (None, "", ()) or (hasattr(stated, "text") and not stated.text):
            assert shown is None, column.name
        elif column.parse is parse_date:
            assert parse_date(shown).start == stated.start
            assert parse_date(shown).end == stated.end
            assert (row[f"{column.name}_earliest"], row[f"{column.name}_latest"]) == (
                stated.start,
                stated.end,
            )
        elif isinstance(stated, bool | float | int):
            assert shown == stated
        elif isinstance(stated, tuple):
            parts = ["=".join(p) if isinstance(p, tuple) else p for p in stated]
            assert [p.strip() for p in shown.replace(">", ";").split(";")] == parts
        else:
            assert shown == str(getattr(stated, "text", stated))
    assert {name: row[name] for name, _ in record.extra} == dict(record.extra)


@every_case
def test_positions_and_lines_are_those_of_the_case(folder):
    press, made = press_of(folder), tables(folder)
    for place, shown in zip(press.charted.places, made["places"].shapes, strict=True):
        assert (shown is None) == (place.position is None)
        assert shown is None or (shown.x, shown.y) == place.position
    pieces = iter(made["stretches"].shapes)
    for route in press.charted.routes:
        for leg in route.legs:
            shown = next(pieces)
            known = leg.line is not None and leg.basis != "unknown"
            assert (shown is not None) == known
            if known:
                lons, lats = shapely.get_coordinates(leg.line).T
                told = shapely.get_coordinates(shown)
                assert (abs(told[:, 0]) <= 180).all()
                assert told[0] == pytest.approx([(lons[0] + 180) % 360 - 180, lats[0]], abs=1e-7)
                assert told[-1] == pytest.approx([(lons[-1] + 180) % 360 - 180, lats[-1]], abs=1e-7)
    assert next(pieces, None) is None


@every_case
def test_the_anchor_of_an_unknown_way_is_no_line(folder):
    made = tables(folder)["stretches"]
    for row, line in zip(made.rows, made.shapes, strict=True):
        assert (row["basis"] == "unknown") <= (line is None)
        assert row["drawn"] == (line is not None)


# The whole


@every_case
def test_the_archive_holds_every_file_once_and_without_a_time(folder):
    made = data_of(folder)
    with zipfile.ZipFile(io.BytesIO(made["data.zip"])) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == sorted(f"data/{name}" for name in made if name != "data.zip")
        for entry in archive.infolist():
            assert archive.read(entry) == made[entry.filename.removeprefix("data/")]
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)


def test_the_readme_names_every_file_column_credit_and_term():
    made, text = data_of(TUMEN), data_of(TUMEN)["README.txt"].decode()
    for name in set(made) - {"README.txt", "data.zip"}:
        assert f"\n{name} " in text
    for table in tables(TUMEN).values():
        for field in table.fields:
            assert f"\n{field.name} " in text
    joined = " ".join(text.split())
    for told in (
        "As of: 2024-07-07",
        "ODbL",
        "CC BY 4.0",
        "LGPL",
        *about_case(press_of(TUMEN)).attribution,
    ):
        assert told in joined


@every_case
def test_the_same_case_gives_the_same_bytes(folder):
    from maps.export.data.product import data_files
    from maps.export.press import Press

    press = press_of(folder)
    again = data_files(Press(press.charted, press.style))
    assert {name.removeprefix("data/"): content for name, content in again.items()} == data_of(
        folder
    )


def test_no_file_tells_when_or_where_it_was_made():
    from pathlib import Path

    root = str(Path(__file__).parents[1]).encode()
    today = f"{datetime.now(UTC):%Y-%m-%d}".encode()
    for name, content in data_of(LINES).items():
        assert root not in content, name
        assert today not in content, name


def test_what_has_no_position_is_in_every_table_with_the_reason():
    made = tables(TUMEN)
    missing = [
        row
        for row, at in zip(made["events"].rows, made["events"].shapes, strict=True)
        if at is None
    ]
    assert missing
    assert all(row["not_drawn"] and row["mark"] == "none" for row in missing)
    assert all(row["lon"] is None for row in missing)
    assert made["flows"].rows
    assert all(line is None for line in made["flows"].shapes)


def test_every_column_and_file_is_documented():
    text = (ROOT / "docs/exports.md").read_text(encoding="utf-8")
    told = text.partition("### Columns")[2].partition("\n## ")[0]
    lists = {
        name: re.findall(r"`([^`]+)`", names)
        for name, names in re.findall(
            r"^- \*\*(\w+)\*\*: (.*?)(?=^- |\Z)", told, re.MULTILINE | re.DOTALL
        )
    }
    assert lists == {
        name: [field.name for field in table.fields if not field.name.startswith("x_")]
        for name, table in tables(TUMEN).items()
    }
    files = text.partition("## Data")[2].partition("### Columns")[0]
    for name in data_of(TUMEN):
        stem, _, form = name.partition(".")
        assert f"`{name}`" in files or (f"`{stem}`" in files and f".{form}`" in files), name
