"""Values as people, machines and spreadsheets read them, in a form that acts on nothing."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any
from unicodedata import east_asian_width

from geo.errors import one_line

Value = str | float | int | None

_LONGEST = 100_000


def json_text(value: Any, indent: int | None = None) -> str:
    """
    Write a value as JSON that can be shown on a terminal.

    Parameters
    ----------
    value
        Of the types of JSON.
    indent
        Spaces a level; `None` = all in one line.

    Returns
    -------
    str
        Characters that cannot be printed are escaped; a reader of JSON gets them back.
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in text)


def inert(value: Any) -> Any:
    """
    Keep a spreadsheet from running a text, and a terminal from obeying it.

    Parameters
    ----------
    value
        Of a cell.

    Returns
    -------
    Any
        A text that would be a formula begins with an apostrophe; control characters are made
        visible. What is no text is as it was.
    """
    if not isinstance(value, str):
        return value
    risky = value.startswith(("=", "+", "-", "@", "\t", "\r"))
    return f"'{one_line(value, _LONGEST)}" if risky else one_line(value, _LONGEST)


def csv_text(columns: Sequence[str], rows: Sequence[Mapping[str, Value]]) -> str:
    """
    Write rows for spreadsheets.

    Parameters
    ----------
    columns
        Names of the columns, in order.
    rows
        Values by column.

    Returns
    -------
    str
        A header line, one line a row; a cell that a spreadsheet would run as a formula begins
        with an apostrophe.
    """
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: inert(row[key]) for key in columns} for row in rows)
    return text.getvalue()


def table_text(columns: Sequence[str], rows: Sequence[Mapping[str, Value]]) -> str:
    """
    Write rows for people.

    Parameters
    ----------
    columns, rows
        As `csv_text`.

    Returns
    -------
    str
        Columns side by side under a header line; control characters are made visible.
    """
    lines = [tuple(columns), *(tuple(_shown(row[key]) for key in columns) for row in rows)]
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    padded = (
        "  ".join(
            cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True)
        )
        for line in lines
    )
    return "".join(f"{line.rstrip()}\n" for line in padded)


def _shown(value: Value) -> str:
    """Write a value of a table."""
    if isinstance(value, float):
        return f"{value:.6g}" if value == int(value) else f"{value:.4f}"
    return one_line(str("" if value is None else value))


def _width(cell: str) -> int:
    """Count the columns of a terminal that a text takes."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in cell)
