"""The tables of a case as a workbook: the same bytes for the same tables."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from geo.columns import Column, columns_of, words_of
from geo.errors import CaseError, Finding, Where
from maps.case.folder import WORKBOOK
from maps.case.tables import TABLES

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

#: A table: its header line, and its rows of as many cells.
Grid = Sequence[Sequence[str]]

#: A spreadsheet leaves a cell of this format as it was typed.
TEXT_FORMAT = "@"
#: Letters that a cell of a spreadsheet holds at most.
MOST_LETTERS = 32_767
LAST_ROW = 1_048_576
WIDTHS = (8, 40)
#: A workbook and the files in its archive bear a date; the same tables give the same bytes.
_DAY = datetime(1980, 1, 1)  # noqa: DTZ001 - the format knows no zone
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def workbook_bytes(grids: Mapping[str, Grid]) -> bytes:
    """
    Write tables as the sheets of a workbook.

    Parameters
    ----------
    grids
        By name of the sheet, none empty; the first row of each is its header line. Those named
        after a table of a case get the lists of words that their columns take.

    Returns
    -------
    bytes
        Of an `.xlsx` file, every cell as text; the same for the same tables.

    Raises
    ------
    CaseError
        Cells that no workbook can hold: control characters, more than `MOST_LETTERS` letters.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - slow to load, and wanted here alone

    findings = [finding for name, grid in grids.items() for finding in _unfit(name, grid)]
    if findings:
        raise CaseError(findings)
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.created = _DAY
    for name, grid in grids.items():
        columns = columns_of(TABLES[name]) if name in TABLES else {}
        _fill(book.create_sheet(name), grid, columns)
    saved = BytesIO()
    book.save(saved)
    return _undated(saved.getvalue())


def _unfit(name: str, grid: Grid) -> list[Finding]:
    """Name the cells that no workbook can hold; lines are those of the grid."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415 - as openpyxl above

    found = []
    for line, row in enumerate(grid, start=1):
        for column, cell in zip(grid[0], row, strict=True):
            odd = ILLEGAL_CHARACTERS_RE.search(cell)
            where = Where(f"{WORKBOOK}[{name}]", line)
            if odd:
                message = f"no workbook can hold the character U+{ord(odd[0]):04X}"
                found.append(Finding(where, column, message, "take it out", rule="cell-workbook"))
            if len(cell) > MOST_LETTERS:
                message = f"{len(cell):,} letters: a cell of a workbook holds {MOST_LETTERS:,}"
                found.append(Finding(where, column, message, "keep CSV", rule="cell-workbook"))
    return found


def _fill(sheet: "Worksheet", grid: Grid, columns: Mapping[str, Column]) -> None:
    """Write the rows of a table as text, with its lists of words."""
    from openpyxl.styles import Font  # noqa: PLC0415 - as openpyxl above
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    sheet.freeze_panes = "B2"
    for row in grid:
        sheet.append([_text_cell(sheet, text) for text in row])
    for number, name in enumerate(grid[0], start=1):
        letter = get_column_letter(number)
        column = columns.get(name)
        sheet[f"{letter}1"].font = Font(bold=bool(column and column.required))
        longest = max(len(row[number - 1]) for row in grid) + 2
        sheet.column_dimensions[letter].width = min(max(longest, WIDTHS[0]), WIDTHS[1])
        sheet.column_dimensions[letter].number_format = TEXT_FORMAT
        if column and (words := words_of(column)):
            _offer(sheet, letter, words)


def _text_cell(sheet: "Worksheet", text: str) -> "Cell":
    """Make a cell of a text that stays one: `=1+1`, `2024-02`, `#N/A`."""
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - as openpyxl above

    cell: Cell = WriteOnlyCell(sheet, value=text or None)
    cell.number_format = TEXT_FORMAT
    cell.data_type = "s" if text else "n"
    return cell


def _offer(sheet: "Worksheet", letter: str, words: Sequence[str]) -> None:
    """Offer the words that a column takes as a list."""
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415 - as openpyxl above

    allowed = DataValidation("list", formula1=f'"{",".join(words)}"', allow_blank=True)
    allowed.error = f"one of: {', '.join(words)}"
    allowed.showErrorMessage = True
    allowed.add(f"{letter}2:{letter}{LAST_ROW}")
    sheet.add_data_validation(allowed)


def _undated(data: bytes) -> bytes:
    """Take the time of writing out of a workbook and out of its archive."""
    written = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(written, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            day = _DAY.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
            content = _MODIFIED.sub(rb"\g<1>" + day, old.read(name))
            new.writestr(ZipInfo(name, _DAY.timetuple()[:6]), content, ZIP_DEFLATED)
    return written.getvalue()
