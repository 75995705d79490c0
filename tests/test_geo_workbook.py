"""A workbook is read like the tables that it stands for."""

from datetime import date, datetime, time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

import geo.workbook_size
from geo.columns import columns_of
from geo.errors import Level
from geo.workbook import parse_workbook
from maps.case.tables import TABLES

# ruff: noqa: DTZ001 - a spreadsheet knows no time zones
SCHEMAS = {name: columns_of(record) for name, record in TABLES.items()}
HEADER = ["id", "title", "date", "locator", "persons"]


def saved(book):
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def book_with(*rows, header=HEADER, name="events"):
    book = Workbook()
    sheet = book.active
    sheet.title = name
    for row in [header, *rows]:
        sheet.append(row)
    return book, sheet


def read(book):
    return parse_workbook(saved(book), "case.xlsx", SCHEMAS)


def rows(book):
    found = read(book)
    assert found.findings == ()
    assert found.tables["events"].findings == ()
    return [(row.line, row.cells) for row in found.tables["events"].rows]


def told(book):
    found = read(book)
    findings = [*found.findings, *(f for t in found.tables.values() for f in t.findings)]
    return [f"{finding.level}: {finding}" for finding in findings]


def test_cells_become_the_text_that_a_csv_file_would_hold():
    book, _ = book_with(
        [12, "One", date(2024, 2, 5), "L4", 300],
        ["e2", "  Two\r\nlines ", datetime(2024, 2, 6), time(0, 3, 10), 12.5],
        ["e3", 85281234567, "2024-02~", 0.1, ">300"],
    )
    assert rows(book) == [
        (2, ("12", "One", "2024-02-05", "L4", "300")),
        (3, ("e2", "Two\nlines", "2024-02-06", "00:03:10", "12.5")),
        (4, ("e3", "85281234567", "2024-02~", "0.1", ">300")),
    ]


def test_blank_rows_are_left_out_and_lines_are_those_of_the_sheet():
    book, sheet = book_with(["a", "One"], [], ["b", "Two"])
    sheet.insert_rows(1)
    sheet.cell(8, 9).number_format = "@"
    assert [(line, cells[0]) for line, cells in rows(book)] == [(3, "a"), (5, "b")]


@pytest.mark.parametrize("shown_as", ["mmm-yy", "d-mmm", "yyyy", 'mmm" d y "yy', "[$-409]mmm-yy"])
def test_a_date_that_a_spreadsheet_may_have_changed_is_told(shown_as):
    book, sheet = book_with(["a", "One", date(2024, 2, 1)])
    sheet["C2"].number_format = shown_as
    (line,) = told(book)
    assert line.startswith("error: case.xlsx[events]:2: date: the date 2024-02-01 is shown without")
    assert "2024-02 for the month" in line


def test_a_day_is_a_day_in_any_order_of_its_parts():
    book, sheet = book_with(["a", "One", date(2024, 2, 1)], ["b", "Two", date(2024, 2, 1)])
    sheet["C2"].number_format = "dd/mm/yyyy"
    sheet["C3"].number_format = "mm-dd-yy"
    assert [cells[2] for _, cells in rows(book)] == ["2024-02-01", "2024-02-01"]


def test_what_a_spreadsheet_has_made_of_a_text_is_told():
    book, sheet = book_with(["a", "One", "", date(2024, 3, 4)], [1e5, "Two"], ["c", "#REF!"])
    sheet["A3"].number_format = "0.00E+00"
    sheet.append([1234567890123456, "Four"])
    sheet.append(["e", "Five", datetime(2024, 2, 5, 10, 30)])
    assert told(book) == [
        (
            "error: case.xlsx[events]:2: locator: a spreadsheet has turned it into the date "
            "2024-03-04"
            " (format the column as text and write it again)"
        ),
        (
            "error: case.xlsx[events]:3: id: a spreadsheet has turned it into the number 1E+05"
            " (format the column as text and write it again)"
        ),
        "error: case.xlsx[events]:4: title: the formula failed: #REF! (write the value)",
        (
            "error: case.xlsx[events]:5: id: a number of 16 digits, of which a spreadsheet keeps 15"
            " (format the column as text and write it again)"
        ),
        (
            "error: case.xlsx[events]:6: date: “2024-02-05 10:30:00” has a time of day"
            " (dates end at the day: 2024-02-05)"
        ),
    ]


def with_result(data, formula, result):
    """Store the result of a formula, as a spreadsheet does and openpyxl does not."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for item in source.namelist():
            text = source.read(item)
            if item.startswith("xl/worksheets/sheet"):
                before = f"<f>{formula}</f><v></v>".encode()
                assert before in text or b"<v />" in text
                text = text.replace(before, f"<f>{formula}</f><v>{result}</v>".encode())
                text = text.replace(
                    f"<f>{formula}</f><v />".encode(), f"<f>{formula}</f><v>{result}</v>".encode()
                )
            target.writestr(item, text)
    return out.getvalue()


def test_a_formula_is_its_stored_result():
    book, _ = book_with(["a", "One", "", "", "=100+200"])
    data = with_result(saved(book), "100+200", 300)
    found = parse_workbook(data, "case.xlsx", SCHEMAS)
    assert found.tables["events"].rows[0].cells[4] == "300"


def test_a_formula_without_a_result_is_told():
    book, _ = book_with(["a", "One", "", "", "=100+200"])
    assert told(book) == [
        (
            "error: case.xlsx[events]:2: persons: a formula without a stored result"
            " (paste its value, or save it in a spreadsheet)"
        )
    ]


def test_what_is_hidden_or_merged_is_read_with_a_warning():
    book, sheet = book_with(["a", "One"], ["b", "Two"], ["c", "Three"])
    sheet.row_dimensions[3].hidden = True
    sheet.row_dimensions[9].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet.merge_cells("A4:A5")
    book.create_sheet("places").append(["id"])
    book["places"].append(["p1"])
    book["places"].sheet_state = "hidden"
    book.create_sheet("event")
    book.create_sheet("x_scratch")
    found = read(book)
    assert [row.cells[0] for row in found.tables["events"].rows] == ["a", "b", "c"]
    assert [str(finding) for finding in found.findings] == [
        "case.xlsx[events]:3: 1 row is hidden and read: 3",
        "case.xlsx[events]: 1 column is hidden and read: B",
        "case.xlsx[events]:4: the cells A4:A5 are merged: their text counts for the first alone",
        "case.xlsx[places]: the sheet is hidden: it is read",
        "case.xlsx[event]: is not a table of a case: it is not read (did you mean events?)",
    ]
    assert {finding.level for finding in found.findings} == {Level.WARNING}


def test_an_empty_sheet_and_a_header_alone_are_told():
    book, _ = book_with()
    book.create_sheet("links")
    assert told(book) == [
        "warning: case.xlsx[events]:1: no rows: the table is empty below its header line",
        "error: case.xlsx[links]: is empty (a header line is wanted)",
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is not a workbook"),
        (b"id,title\n", "is not a workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an old or an encrypted workbook"),
        (b"PK\x03\x04" + b"\0" * 100, "is not a workbook"),
    ],
)
def test_what_is_no_workbook_is_told(data, message):
    (finding,) = parse_workbook(data, "case.xlsx", SCHEMAS).findings
    assert finding.message == message


def test_a_zip_file_that_is_no_workbook_is_told():
    file = BytesIO()
    with ZipFile(file, "w") as packed:
        packed.writestr("a.txt", "A")
    (finding,) = parse_workbook(file.getvalue(), "case.xlsx", SCHEMAS).findings
    assert finding.message.startswith("cannot be read as a workbook")


def test_a_workbook_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(geo.workbook_size, "MOST_BYTES", 1000)
    book, _ = book_with(["a", "One"])
    (finding,) = read(book).findings
    assert finding.message.startswith("unpacks to")


def edited(before, after):
    book, _ = book_with(["a", "One"])
    source, target = ZipFile(BytesIO(saved(book))), BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as packed:
        for item in source.infolist():
            content = source.read(item)
            if item.filename.startswith("xl/worksheets/"):
                content = content.replace(before, after)
            packed.writestr(item.filename, content)
    return parse_workbook(target.getvalue(), "case.xlsx", SCHEMAS)


def test_a_cell_far_below_the_table_costs_nothing():
    far = b'<row r="1048576"><c r="A1048576" t="str"><v>b</v></c></row></sheetData>'
    found = edited(b"</sheetData>", far).tables["events"].rows
    assert [(row.line, row.cells[0]) for row in found] == [(2, "a"), (1048576, "b")]


def test_a_cell_far_beside_the_table_is_told_by_its_name():
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    (finding,) = edited(b"</sheetData>", far).tables["events"].findings
    assert finding.message == "the cell XFD1048576 is in column 16384"
    assert finding.where.line == 1048576


@pytest.mark.parametrize(
    "after",
    [
        b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        b'</sheetData><hyperlinks><hyperlink ref="a1:xfd1048576"/></hyperlinks>',
        b'</sheetData><mergeCells><mergeCell ref="A1:&#66;99999999"/></mergeCells>',
        b"<row>" + b"<c/>" * 1_000_000 + b"</row></sheetData>",
    ],
    ids=["merged", "linked", "odd", "cells"],
)
def test_a_small_file_that_unfolds_to_a_world_of_cells_is_refused(after):
    read_ = edited(b"</sheetData>", after)
    (finding,) = read_.findings
    assert "more than" in finding.message
    assert not read_.tables
