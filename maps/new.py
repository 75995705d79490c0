"""A new case: a small worked example to begin with."""

import csv
from collections.abc import Iterator
from pathlib import Path

from geo.errors import CallError
from maps.case.folder import WORKBOOK
from maps.case.tables import TABLES

TEMPLATE = Path(__file__).parent / "new_case"


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
    from maps.case.sheets import workbook_bytes  # noqa: PLC0415 - wanted here alone

    grids = {}
    for table in TABLES:
        with (TEMPLATE / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            grids[table] = list(csv.reader(file))
    (folder / WORKBOOK).write_bytes(workbook_bytes(grids))
    yield folder / WORKBOOK
    yield from _write_template(folder, tables=False)
