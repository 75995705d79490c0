"""The tables for other programs: their own validators find cases good, and faults at fault."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from geo.columns import columns_of
from maps.case.folder import read_sheets
from maps.case.tables import TABLES
from maps.convert import convert
from maps.schema import FORMS, data_package, json_schema

ROOT = Path(__file__).parents[1]
TUMEN = ROOT / "cases" / "tumen"
CASES = [TUMEN, ROOT / "tests" / "cases" / "date-line", ROOT / "maps" / "new_case"]


def frictionless(folder: Path) -> dict[str, list[tuple[str, int | None, str | None]]]:
    """Hold the tables of a folder against their package with the command; errors by table."""
    package = json.dumps(data_package(folder))
    (folder / "datapackage.json").write_text(package, encoding="utf-8")
    command = [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    tasks = json.loads(done.stdout)["tasks"]
    assert tasks, done.stderr
    return {
        task["name"]: [
            (error["type"], error.get("rowNumber"), error.get("fieldName"))
            for error in task["errors"]
        ]
        for task in tasks
    }


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_the_frictionless_command_finds_good_cases_valid(case, tmp_path):
    folder = tmp_path / "case"
    shutil.copytree(case, folder)
    found = frictionless(folder)
    assert set(found) == set(read_sheets(case).tables)
    assert {name: errors for name, errors in found.items() if errors} == {}


def test_the_frictionless_command_finds_a_workbook_valid(tmp_path):
    folder = tmp_path / "case"
    folder.mkdir()
    convert(TUMEN, folder / "case.xlsx")
    found = frictionless(folder)
    assert len(found) >= 9
    assert {name: errors for name, errors in found.items() if errors} == {}


def test_the_frictionless_command_finds_what_is_wrong(tmp_path):
    folder = tmp_path / "case"
    folder.mkdir()
    (folder / "places.csv").write_text(
        "id;name;kind;lon;x_mine\na;A;city;1,5;anything\na;B;city;2;\nb;C;village;3;\nc;;city;4;\n",
        encoding="utf-8-sig",
    )
    (folder / "events.csv").write_text("id,title,place\ne1,One,a\ne2,Two,nowhere\n")
    assert frictionless(folder) == {
        "places": [
            ("type-error", 2, "lon"),
            ("primary-key", 3, None),
            ("constraint-error", 4, "kind"),
            ("constraint-error", 5, "name"),
        ],
        "events": [("foreign-key", 3, None)],
    }


def rows_of(case: Path) -> dict[str, list[dict[str, str]]]:
    return {
        name: [
            {k: v for k, v in zip(table.header.cells, row.cells, strict=True) if v}
            for row in table.rows
        ]
        for name, table in read_sheets(case).tables.items()
    }


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_json_schema_takes_the_rows_of_good_cases(case):
    jsonschema.Draft202012Validator.check_schema(json_schema())
    validator = jsonschema.Draft202012Validator(json_schema())
    assert [error.message for error in validator.iter_errors(rows_of(case))] == []


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("places", {"id": "a", "name": "A"}),
        ("places", {"id": "A b", "name": "A", "kind": "city"}),
        ("places", {"id": "a", "name": "A", "kind": "village"}),
        ("places", {"id": "a", "name": "A", "kind": "city", "country": "kp"}),
        ("events", {"id": "a", "title": "A", "colour": "red"}),
        ("sources", {"id": "a", "title": "A", "url": "javascript:alert(1)"}),
        ("journeys", {"journey": "a", "leg": "0", "mode": "rail"}),
        ("rivers", {"id": "a"}),
    ],
)
def test_json_schema_refuses_what_the_reader_refuses(table, row):
    case = {"events": [{"id": "e", "title": "E"}], table: [row]}
    assert not jsonschema.Draft202012Validator(json_schema()).is_valid(case)


def test_json_schema_lets_own_columns_through():
    case = {"events": [{"id": "e", "title": "E", "x_mine": "anything"}]}
    jsonschema.validate(case, json_schema())


def test_every_kind_of_column_says_what_it_holds():
    plain = {"text", "parse"}  # free text, several names, closed words
    for record in TABLES.values():
        for column in columns_of(record).values():
            known = column.parse in FORMS or getattr(column.parse, "__name__", "") in plain
            assert known or column.parse.__name__ in {"yes_or_no", "subject"}, column.name


def test_without_a_case_every_table_and_column_is_described():
    package = data_package()
    described = {
        r["name"]: [f["name"] for f in r["schema"]["fields"]] for r in package["resources"]
    }
    assert described == {name: list(columns_of(record)) for name, record in TABLES.items()}
