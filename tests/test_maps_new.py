"""A first user's case: it builds, as tables and as a workbook."""

import csv
from dataclasses import fields

import pytest
from openpyxl import load_workbook

from geo.columns import columns_of, words_of
from geo.errors import CallError
from maps.build import build_case, read_atlas, read_findings
from maps.case.read import read_case
from maps.case.tables import TABLES
from maps.new import TEMPLATE, write_new_case


@pytest.fixture(scope="module")
def atlas():
    return read_atlas()


def test_every_table_has_a_worked_row_and_every_column():
    for table, record in TABLES.items():
        with (TEMPLATE / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        assert set(header) == set(columns_of(record)), table
        assert 1 <= len(rows) <= 6, table


@pytest.mark.parametrize("workbook", [False, True])
def test_the_new_case_is_found_without_fault(tmp_path, atlas, workbook):
    write_new_case(tmp_path / "mine", workbook=workbook)
    assert read_findings(tmp_path / "mine", atlas) == []


def test_the_new_case_builds(tmp_path, atlas):
    write_new_case(tmp_path / "mine")
    (page,) = build_case(
        tmp_path / "mine", tmp_path / "out/mine", atlas=atlas, kinds=("html",)
    ).files
    assert "Across the Gulf of Finland" in page.read_text(encoding="utf-8")


def test_workbook_and_tables_hold_the_same(tmp_path):
    write_new_case(tmp_path / "a/mine")
    write_new_case(tmp_path / "b/mine", workbook=True)
    tables, workbook = (read_case(tmp_path / side / "mine") for side in "ab")
    assert tables.settings == workbook.settings
    for name in ("sources", "places", "links", "services", "legs", "events", "claims", "flows"):
        for one, other in zip(getattr(tables, name), getattr(workbook, name), strict=True):
            assert cells(one) == cells(other)


def cells(row):
    return {f.name: getattr(row, f.name) for f in fields(row) if f.name != "where"}


def test_the_cells_of_the_workbook_are_text_and_closed_columns_have_lists(tmp_path):
    write_new_case(tmp_path / "mine", workbook=True)
    book = load_workbook(tmp_path / "mine/case.xlsx")
    assert book.sheetnames == list(TABLES)
    for table, record in TABLES.items():
        sheet = book[table]
        columns = columns_of(record)
        header = [cell.value for cell in sheet[1]]
        for row in sheet.iter_rows():
            assert {cell.number_format for cell in row} == {"@"}
            assert all(isinstance(cell.value, str) or cell.value is None for cell in row)
        lists = {
            header[min(area.min_col for area in validation.sqref.ranges) - 1]: validation.formula1
            for validation in sheet.data_validations.dataValidation
        }
        closed = {name: words_of(columns[name]) for name in header if words_of(columns[name])}
        assert lists == {name: f'"{",".join(words)}"' for name, words in closed.items()}
        assert all(len(words) <= 257 for words in lists.values())


def test_lists_are_those_of_the_records():
    assert words_of(columns_of(TABLES["flows"])["partial"]) == ("yes", "no")
    assert words_of(columns_of(TABLES["services"])["status"])[:2] == ("planned", "operating")
    assert words_of(columns_of(TABLES["events"])["title"]) == ()


def test_an_empty_folder_will_do_and_its_parents_are_made(tmp_path):
    (tmp_path / "empty").mkdir()
    assert write_new_case(tmp_path / "empty")
    assert write_new_case(tmp_path / "deep/down")


def test_nothing_that_is_there_is_written_over(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/notes.txt").write_text("mine")
    with pytest.raises(CallError, match="holds files already"):
        write_new_case(tmp_path / "mine")
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["notes.txt"]
    with pytest.raises(CallError, match=r"notes\.txt: a file, not a folder"):
        write_new_case(tmp_path / "mine/notes.txt")
