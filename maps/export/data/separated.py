"""Tables as CSV for spreadsheets."""

import csv
import io
import re

from maps.export.data.table import Table, Value

#: What a spreadsheet would run as a formula, however many apostrophes stand before it already.
_RISKY = re.compile("'*[=+\\-@\t\r\n]")


def csv_of(table: Table) -> bytes:
    r"""
    Write a table as CSV.

    Parameters
    ----------
    table
        With or without geometries, which are left out.

    Returns
    -------
    bytes
        UTF-8, RFC 4180 with `\n`, a header line, a line a row; an empty cell is “not stated”. A
        text that a spreadsheet would run as a formula has one apostrophe more before it; numbers
        are as they are.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    names = [field.name for field in table.fields]
    writer.writerow([_cell(name) for name in names])
    writer.writerows([_cell(row[name]) for name in names] for row in table.rows)
    return text.getvalue().encode()


def _cell(value: Value) -> Value:
    """Write a cell so that nothing runs it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str) and _RISKY.match(value):
        return f"'{value}"
    return value


def unguarded(cell: str) -> str:
    """
    Give the text of a cell as it was before it was guarded.

    Parameters
    ----------
    cell
        As `csv_of` has written it.

    Returns
    -------
    str
        Without the apostrophe that was put before it.
    """
    return cell[1:] if cell.startswith("'") and _RISKY.match(cell[1:]) else cell
