"""A case from a folder of tables into a workbook and back, without loss."""

import csv
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from math import inf
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from geo.columns import columns_of
from geo.errors import CallError, CaseError, Finding, Level, ValueProblem, Where
from geo.files import inside, read_inside
from geo.tables import Table
from maps.case.folder import WORKBOOK, file_finding, read_sheets
from maps.case.sheets import Grid, workbook_bytes
from maps.case.tables import TABLES

#: The sheet of a workbook that carries the other files of a case; `build` leaves it alone.
CARRIED = "x_files"
HEADER = ("file", "part", "content")
#: Letters of a file in one cell; a cell holds no more than 32,767.
PART_LETTERS = 30_000
#: A larger file does not travel in a workbook.
MOST_CARRIED = 5_000_000


@dataclass(frozen=True, slots=True)
class Bundle:
    """
    A case as written: its tables and its other files.

    Attributes
    ----------
    grids
        By name of the table, header line first.
    files
        Bytes by path below the folder of the case.
    remarks
        What a person should know: files and sheets that stay behind.
    """

    grids: Mapping[str, Grid]
    files: Mapping[str, bytes]
    remarks: tuple[str, ...] = ()


def convert(source: Path, target: Path) -> tuple[list[Path], tuple[str, ...]]:
    """
    Write a case in another form.

    Parameters
    ----------
    source
        The folder of a case, or a workbook.
    target
        A file that ends in `.xlsx`, or a new or empty folder for CSV tables.

    Returns
    -------
    tuple
        The files written; what stays behind, a line each.

    Raises
    ------
    CallError
        `source` is not there, or `target` holds something already or cannot be written.
    CaseError
        Tables that cannot be taken apart, or that the other form cannot hold; nothing is written.

    Notes
    -----
    Columns, rows and cells stay as they are and where they are, right or wrong; blank rows and
    blanks around a cell are no part of a table. A workbook carries the other files of the case
    (`case.toml`, geometry, pictures) in its sheet `x_files`.
    """
    as_workbook = target.suffix.lower() == ".xlsx"
    if target.is_file() or (target.is_dir() and (as_workbook or any(target.iterdir()))):
        raise CallError(f"{target}: is there already (name a new file or folder)")
    if not source.exists():
        raise CallError(f"{source}: no such folder or workbook")
    if source.is_file():
        bundle = _read_workbook(source)
    else:
        bundle = _read_folder(source, MOST_CARRIED if as_workbook else inf)
    try:
        if not as_workbook:
            return _write_folder(bundle, target), bundle.remarks
        carried = _carried(bundle.files)
        data = workbook_bytes({**bundle.grids, **({CARRIED: carried} if carried else {})})
        return [_write_file(data, target)], bundle.remarks
    except OSError as error:
        raise CallError(f"{target}: cannot be written ({error.strerror})") from error


def _read_folder(folder: Path, most: float) -> Bundle:
    """Read the tables of a case folder, and every other file of it that is not too large."""
    sheets = read_sheets(folder)
    tables = _taken_apart(sheets.tables, sheets.findings)
    names = [
        path.relative_to(folder).as_posix()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(p.startswith(".") for p in path.relative_to(folder).parts)
    ]
    own = {WORKBOOK, *(f"{name}.csv" for name in TABLES)}
    sizes = {name: (folder / name).stat().st_size for name in names if name not in own}
    left = (
        f"{name}: {size / 1e6:.0f} MB, too large for a workbook: left out"
        for name, size in sizes.items()
        if size > most
    )
    files = {name: _file(folder, name) for name, size in sizes.items() if size <= most}
    return Bundle(tables, files, tuple(left))


def _file(folder: Path, name: str) -> bytes:
    """Read one file of a case; one that leads elsewhere is a finding."""
    try:
        return read_inside(folder, name)
    except ValueProblem as problem:
        raise CaseError([file_finding(name, problem)]) from None


def _read_workbook(path: Path) -> Bundle:
    """Read the tables of a workbook, and the files that it carries."""
    from geo.workbook import parse_workbook  # noqa: PLC0415 - openpyxl, for workbooks only

    data = _file(path.parent, path.name)
    schemas = {name: columns_of(record) for name, record in TABLES.items()} | {CARRIED: {}}
    book = parse_workbook(data, path.name, schemas)
    tables = dict(book.tables)
    carried = tables.pop(CARRIED, None)
    grids = _taken_apart({n: tables[n] for n in TABLES if n in tables}, book.findings)
    remarks = tuple(str(f) for f in book.findings if f.level is not Level.ERROR)
    return Bundle(grids, _unpacked(carried) if carried else {}, remarks)


def _taken_apart(tables: Mapping[str, Table], findings: Sequence[Finding]) -> dict[str, Grid]:
    """Give tables as grids, or every error of their writing at once."""
    told = [*findings, *(finding for table in tables.values() for finding in table.findings)]
    errors = [finding for finding in told if finding.level is Level.ERROR]
    if errors:
        raise CaseError(errors)
    return {
        name: [table.header.cells, *(row.cells for row in table.rows if any(row.cells))]
        for name, table in tables.items()
    }


def _carried(files: Mapping[str, bytes]) -> list[Sequence[str]]:
    """Lay files out as the rows of a sheet."""
    rows: list[Sequence[str]] = []
    for name, content in files.items():
        text = b64encode(content).decode()
        parts = [text[at : at + PART_LETTERS] for at in range(0, len(text), PART_LETTERS)] or [""]
        rows += [(name, str(number), part) for number, part in enumerate(parts, start=1)]
    return [HEADER, *rows] if rows else []


def _unpacked(table: Table) -> dict[str, bytes]:
    """Put the files of a sheet together again, in whatever order its rows are."""
    parts: dict[str, dict[str, str]] = {}
    for row in table.rows:
        cells = dict(zip(table.header.cells, row.cells, strict=True))
        name, part, content = (cells.get(column, "") for column in HEADER)
        known = parts.setdefault(name, {})
        known[part] = known.get(part, "") + content
    files, findings = {}, []
    for name, numbered in parts.items():
        try:
            files[name] = _content(name, numbered)
        except ValueProblem as problem:
            where = Where(table.file)
            findings.append(Finding(where, "file", problem.message, problem.help, rule="file"))
    if findings:
        raise CaseError(findings)
    return files


def _content(name: str, parts: Mapping[str, str]) -> bytes:
    """Give the bytes of a carried file; it is neither a table nor hidden."""
    path = PurePosixPath(name)
    # a hidden file (`.git/config`, `.envrc`) may tell other programs what to run
    hidden = any(part.startswith(".") for part in path.parts)
    own = {WORKBOOK, *(f"{table}.csv" for table in TABLES)}
    if not name or hidden or path.as_posix().casefold() in own:
        raise ValueProblem(f"“{name}” is no file that a workbook carries", "take the row out")
    try:
        text = "".join(parts[str(number)] for number in range(1, len(parts) + 1))
        return b64decode(text, validate=True)
    except (KeyError, NotBase64, ValueError):
        raise ValueProblem(f"“{name}” is damaged", "convert the case anew") from None


def _write_file(data: bytes, path: Path) -> Path:
    """Write a file aside and put it in its place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=path.parent, prefix=f".{path.name}-") as aside:
        written = Path(aside) / path.name
        written.write_bytes(data)
        written.replace(path)
    return path


def _write_folder(bundle: Bundle, folder: Path) -> list[Path]:
    """Write tables as CSV and the other files as they are: aside, and then the whole folder."""
    tables = {f"{name}.csv": _csv(grid) for name, grid in bundle.grids.items()}
    products = {**tables, **bundle.files}
    folder.absolute().parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder.absolute().parent, prefix=f".{folder.name}-") as aside:
        written = Path(aside) / "case"
        for name, content in products.items():
            path = _path(written, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        if folder.is_dir():
            folder.rmdir()  # it is empty
        written.rename(folder)
    return [folder / name for name in products]


def _path(folder: Path, name: str) -> Path:
    """Give the path of a file below a folder; one that leads out of it is a finding."""
    try:
        return inside(folder, name)
    except ValueProblem as problem:
        raise CaseError([file_finding(CARRIED, problem)]) from None


def _csv(grid: Grid) -> bytes:
    """Write a table as CSV: UTF-8, commas, a line feed after each row."""
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows(grid)
    return text.getvalue().encode()
