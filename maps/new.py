"""A new case: a small worked example to begin with."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from geo.columns import Column, columns_of, yes_or_no
from geo.errors import CallError
from maps.case.tables import TABLES

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

TEMPLATE = Path(__file__).parent / "new_case"
WORKBOOK = "case.xlsx"
#: A spreadsheet leaves a cell of this format as it was typed.
TEXT_FORMAT = "@"
LAST_ROW = 1048576
WIDTHS = (8, 40)


def write_new_case(folder: Path, *, workbook: bool = False) -> list[Path]:
    """
    Write the worked example into a folder.

    Parameters
    ----------
    folder
        New or empty; made, with its parents, where it is not there.
    workbook
        Write the tables as the sheets of `case.xlsx`, with cells formatted as text and lists
        where a column takes certain words alone.

    Returns
    -------
    list of Path
        The files.

    Raises
    ------
    CallError
        The folder holds something already, is a file, or cannot be written.
    """
    if folder.exists() and not folder.is_dir():
        raise CallError(f"{folder}: a file, not a folder")
    try:
        if folder.is_dir() and any(folder.iterdir()):
            raise CallError(f"{folder}: holds files already (name a new or an empty folder)")
        folder.mkdir(parents=True, exist_ok=True)
        return list(_write_workbook(folder) if workbook else _write_template(folder))
    except OSError as error:
        raise CallError(f"{folder}: cannot be written ({error.strerror})") from error


def _write_template(folder: Path, *, tables: bool = True) -> Iterator[Path]:
    """Copy the files of the example."""
    for file in sorted(TEMPLATE.rglob("*")):
        if file.is_dir() or (file.suffix == ".csv" and not tables):
            continue
        copy = folder / file.relative_to(TEMPLATE)
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(file.read_bytes())
        yield copy


def _write_workbook(folder: Path) -> Iterator[Path]:
    """Write the tables as one workbook, beside the other files."""
    from openpyxl import Workbook  # noqa: PLC0415 - slow to load, and wanted here alone

    book = Workbook()
    book.remove(book.worksheets[0])
    for table, record in TABLES.items():
        with (TEMPLATE / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        _fill(book.create_sheet(table), rows, columns_of(record))
    book.save(folder / WORKBOOK)
    yield folder / WORKBOOK
    yield from _write_template(folder, tables=False)


def _fill(sheet: "Worksheet", rows: list[list[str]], columns: Mapping[str, Column]) -> None:
    """Write the rows of a table as text, with its lists of words."""
    from openpyxl.styles import Font  # noqa: PLC0415 - as openpyxl above
    from openpyxl.utils import get_column_letter  # noqa: PLC0415
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415

    sheet.freeze_panes = "B2"
    for row in rows:
        sheet.append([cell or None for cell in row])
    for number, name in enumerate(rows[0], start=1):
        letter = get_column_letter(number)
        sheet[f"{letter}1"].font = Font(bold=columns[name].required)
        longest = max(len(row[number - 1]) for row in rows) + 2
        sheet.column_dimensions[letter].width = min(max(longest, WIDTHS[0]), WIDTHS[1])
        sheet.column_dimensions[letter].number_format = TEXT_FORMAT
        for (cell,) in sheet.iter_rows(min_col=number, max_col=number):
            cell.number_format = TEXT_FORMAT
        if words := words_of(columns[name]):
            allowed = DataValidation("list", formula1=f'"{",".join(words)}"', allow_blank=True)
            allowed.error = f"one of: {', '.join(words)}"
            allowed.showErrorMessage = True
            allowed.add(f"{letter}2:{letter}{LAST_ROW}")
            sheet.add_data_validation(allowed)


def words_of(column: Column) -> tuple[str, ...]:
    """
    List the words that a column takes.

    Parameters
    ----------
    column
        Of a table.

    Returns
    -------
    tuple of str
        Empty where the column is not closed.
    """
    if column.parse is yes_or_no:
        return ("yes", "no")
    return tuple(str(word) for word in getattr(column.parse, "words", ()))
