"""Tables from the sheets of a spreadsheet workbook."""

import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from itertools import groupby
from typing import Any, NamedTuple

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.workbook.workbook import Workbook as Book
from openpyxl.worksheet.worksheet import Worksheet

from geo.columns import Column, nearest_help, number
from geo.dates import parse_date
from geo.errors import Finding, Level, ValueProblem, Where
from geo.quantities import parse_count, parse_quantity
from geo.tables import Row, Table, no_rows
from geo.workbook_size import check_size

#: Columns of a sheet; a cell farther out is a slip.
MOST_COLUMNS = 500
_OLE = b"\xd0\xcf\x11\xe0"
#: Whole numbers beyond have lost digits: a spreadsheet keeps 15.
_MOST_EXACT = 1e15


#: Kinds of columns in which a number is a number, however it is shown.
_COUNTS = (number, parse_count, parse_quantity)


@dataclass(frozen=True, slots=True)
class Workbook:
    """
    The tables of a workbook.

    Attributes
    ----------
    tables
        By name of the sheet.
    findings
        What is wrong with the workbook and its sheets; what is wrong with the writing of a
        table stands there.
    """

    tables: Mapping[str, Table]
    findings: tuple[Finding, ...] = ()


class _Sheet(NamedTuple):
    """A sheet, its formulas worked out, its name in messages, and the columns of its table."""

    cells: Worksheet
    results: Worksheet
    file: str
    columns: Mapping[str, Column]


def parse_workbook(data: bytes, file: str, schemas: Mapping[str, Mapping[str, Column]]) -> Workbook:
    """
    Take a workbook apart.

    Parameters
    ----------
    data
        The bytes of an `.xlsx` file.
    file
        Its name in messages; a sheet is `file[sheet]`.
    schemas
        Columns by the name of the table that a sheet may hold.

    Returns
    -------
    Workbook
        Cells as the text that a CSV file would hold: a number in plain digits, a day as
        `2024-02-05`, a formula as its stored result. With every finding: no workbook, sheets and
        cells that cannot be taken as they are, what is hidden or merged.
    """
    try:
        book, results = _load(data)
    except ValueProblem as problem:
        return Workbook({}, (Finding(Where(file), "", problem.message, problem.help, rule="file"),))
    findings: list[Finding] = []
    tables = {}
    for cells in book.worksheets:
        name = cells.title.strip()
        if name in schemas:
            sheet = _Sheet(cells, results[cells.title], f"{file}[{name}]", schemas[name])
            tables[name] = _table(sheet)
            findings += _hidden_findings(sheet)
        elif cells.sheet_state == "visible" and not name.startswith("x_"):
            findings.append(_unknown_sheet(file, name, schemas))
    return Workbook(tables, tuple(findings))


def _unknown_sheet(file: str, name: str, schemas: Mapping[str, Any]) -> Finding:
    """Warn about a sheet that is no table."""
    return Finding(
        Where(f"{file}[{name}]"),
        "",
        "is not a table of a case: it is not read",
        nearest_help(name, schemas),
        level=Level.WARNING,
        rule="file-unknown",
    )


def _load(data: bytes) -> tuple[Book, Book]:
    """Load a workbook twice: with its formulas, and with their stored results."""
    if data.startswith(_OLE):
        raise ValueProblem("is an old or an encrypted workbook", "save it as .xlsx, no password")
    check_size(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and extensions, which do not matter here
        try:
            book = load_workbook(BytesIO(data))
            formulas = any(c.data_type == "f" for s in book.worksheets for c in _cells(s))
            return book, load_workbook(BytesIO(data), data_only=True) if formulas else book
        except Exception as error:  # noqa: BLE001 - openpyxl lets through whatever XML and zip raise
            raise ValueProblem(f"cannot be read as a workbook: {error}", "save it anew") from None


def _table(sheet: _Sheet) -> Table:
    """Read the rows of a sheet."""
    rows = list(_rows(sheet.cells))
    if not rows:
        finding = Finding(
            Where(sheet.file), "", "is empty", "a header line is wanted", rule="csv-empty"
        )
        return Table(sheet.file, Row(1, ()), findings=(finding,))
    last = max((row[-1] for _, row in rows), key=lambda cell: cell.column)
    width = last.column
    if width > MOST_COLUMNS:
        message = f"the cell {last.coordinate} is in column {width}"
        help_ = f"at most {MOST_COLUMNS} columns are read: clear what stands beside the table"
        finding = Finding(Where(sheet.file, last.row), "", message, help_, rule="csv-fields")
        return Table(sheet.file, Row(1, ()), findings=(finding,))
    first, cells = rows[0]
    header = Row(first, _padded({cell.column: _plain_text(cell.value) for cell in cells}, width))
    body, findings = [], []
    for line, cells in rows[1:]:
        texts = {}
        for cell in cells:
            name = header.cells[cell.column - 1]
            try:
                texts[cell.column] = _cell_text(cell, sheet, sheet.columns.get(name))
            except ValueProblem as problem:
                where = Where(sheet.file, line)
                column = name or cell.column_letter
                findings.append(
                    Finding(where, column, problem.message, problem.help, rule="cell-workbook")
                )
        body.append(Row(line, _padded(texts, width)))
    if not body:
        findings.append(no_rows(sheet.file, first))
    return Table(sheet.file, header, tuple(body), tuple(findings))


def _cells(cells: Worksheet) -> Iterator[Cell]:
    """Give the cells that the file holds; openpyxl would make all of those between, too."""
    held = cells._cells  # noqa: SLF001 - see above
    ordered = (held[at] for at in sorted(held))
    return (cell for cell in ordered if isinstance(cell, Cell))  # not merged away


def _rows(cells: Worksheet) -> Iterator[tuple[int, list[Cell]]]:
    """Give the rows that hold something: the cells of each up to its last that does."""
    for line, row in groupby(_cells(cells), key=lambda cell: cell.row):
        written = list(row)
        while written and _blank(written[-1]):
            written.pop()
        if written:
            yield line, written


def _blank(cell: Cell) -> bool:
    """Tell whether a cell holds nothing but blanks."""
    return cell.value is None or (isinstance(cell.value, str) and not cell.value.strip())


def _padded(texts: Mapping[int, str], width: int) -> tuple[str, ...]:
    """Fill a row up with empty cells."""
    return tuple(texts.get(column, "") for column in range(1, width + 1))


def _plain_text(value: Any) -> str:
    """Give a value as text, its line ends plain and outer blanks removed."""
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def _cell_text(cell: Cell, sheet: _Sheet, column: Column | None) -> str:
    """Give the text of a cell as a CSV file would hold it."""
    formula = cell.data_type == "f"
    held = sheet.results.cell(cell.row, cell.column) if formula else cell
    value = held.value
    if formula and value is None:
        raise ValueProblem(
            "a formula without a stored result", "paste its value, or save it in a spreadsheet"
        )
    if held.data_type == "e":
        raise ValueProblem(f"the formula failed: {value}", "write the value")
    parse = column.parse if column else None
    if isinstance(value, date):
        return _day_text(value, cell.number_format, dated=parse is parse_date or column is None)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _number_text(value, cell.number_format, counts=parse in _COUNTS)
    if isinstance(value, time):
        return value.isoformat()
    if isinstance(value, str):
        return _plain_text(value)
    if value is None:
        return ""
    raise ValueProblem(f"“{value}” is not a text", "format the column as text and write it again")


def _number_text(value: float, shown_as: str, *, counts: bool) -> str:
    """Give a number in plain digits."""
    if not counts and "E+" in shown_as.upper():
        raise ValueProblem(
            f"a spreadsheet has turned it into the number {value:.0E}",
            "format the column as text and write it again",
        )
    if abs(value) >= _MOST_EXACT:
        raise ValueProblem(
            f"a number of {len(f'{abs(value):.0f}')} digits, of which a spreadsheet keeps 15",
            "format the column as text and write it again",
        )
    return str(int(value)) if value == int(value) else repr(float(value))


def _day_text(value: date, shown_as: str, *, dated: bool) -> str:
    """Give a true date cell as a day; refuse what a spreadsheet has made of something else."""
    day = value.date() if isinstance(value, datetime) else value
    if not dated:
        raise ValueProblem(
            f"a spreadsheet has turned it into the date {day}",
            "format the column as text and write it again",
        )
    if isinstance(value, datetime) and value.time() != time():
        raise ValueProblem(f"“{value}” has a time of day", f"dates end at the day: {day}")
    letters = set(re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", shown_as).lower())
    if not {"y", "m", "d"} <= letters:
        raise ValueProblem(
            f"the date {day} is shown without its day, month or year: "
            "a spreadsheet may have changed what was written",
            f"format the column as text and write {day} for the day, {day:%Y-%m} for the month, "
            f"or what the source has",
        )
    return day.isoformat()


def _hidden_findings(sheet: _Sheet) -> Iterator[Finding]:
    """Warn about what a person does not see, or sees otherwise than it is read."""
    cells = sheet.cells
    filled = {line for line, _ in _rows(cells)}
    rows = sorted(r for r, d in cells.row_dimensions.items() if d.hidden and r in filled)
    columns = [letter for letter, d in cells.column_dimensions.items() if d.hidden]
    if cells.sheet_state != "visible":
        yield _warning(sheet, 0, "the sheet is hidden: it is read")
    if rows:
        listed = ", ".join(map(str, rows[:20])) + (" …" if len(rows) > 20 else "")
        noun = "rows are" if len(rows) > 1 else "row is"
        yield _warning(sheet, rows[0], f"{len(rows)} {noun} hidden and read: {listed}")
    if columns:
        noun = "columns are" if len(columns) > 1 else "column is"
        yield _warning(sheet, 0, f"{len(columns)} {noun} hidden and read: {', '.join(columns)}")
    for merged in sorted(cells.merged_cells.ranges, key=lambda m: (m.min_row, m.min_col)):
        message = f"the cells {merged.coord} are merged: their text counts for the first alone"
        yield _warning(sheet, merged.min_row, message)


def _warning(sheet: _Sheet, line: int, message: str) -> Finding:
    """Give a warning about a sheet."""
    return Finding(Where(sheet.file, line), "", message, level=Level.WARNING, rule="workbook")
