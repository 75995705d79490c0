"""What lies in a case folder: tables, a workbook, and names that are nearly right."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from geo.columns import columns_of, nearest_help
from geo.encodings import decode
from geo.errors import CallError, CaseError, Finding, Level, ValueProblem, Where
from geo.files import read_inside
from geo.tables import Table, parse_table
from maps.case.tables import NEEDED, TABLES

SETTINGS = "case.toml"
WORKBOOK = "case.xlsx"
FOLDERS = ("geometry", "media")
#: Endings of files that somebody may take for a table of the case.
_TABLE_LIKE = frozenset({".csv", ".tsv", ".xlsx", ".xls", ".xlsm", ".ods", ".toml", ".geojson"})


@dataclass(frozen=True, slots=True)
class Sheets:
    """
    The tables of a case folder as written.

    Attributes
    ----------
    tables
        Those that could be taken apart, in the order of `TABLES`.
    findings
        What is wrong with the folder and its files.
    unreadable
        Tables that are there and could not be taken apart: nobody knows their ids.
    """

    tables: dict[str, Table]
    findings: tuple[Finding, ...] = ()
    unreadable: frozenset[str] = frozenset()


def read_sheets(folder: Path, named: Collection[str] = ()) -> Sheets:
    """
    Read the tables of a case folder, from CSV files and from its workbook.

    Parameters
    ----------
    folder
        The case folder.
    named
        Further files that the case names, so that they are not taken for misspelt tables.

    Returns
    -------
    Sheets
        The tables, and every finding: a file that cannot be read, a table that is there twice,
        no table at all, a name that is nearly that of a table.

    Raises
    ------
    CallError
        The folder is not there, is not a folder, or cannot be read.
    """
    present = read_names(folder)
    files = [name for name in TABLES if f"{name}.csv" in present]
    tables, findings = _read_workbook(folder) if WORKBOOK in present else ({}, [])
    unreadable = set(TABLES) if WORKBOOK in present and not tables else set()
    for name in sorted(set(files) & set(tables)):
        findings.append(
            Finding(
                Where(f"{name}.csv"),
                "",
                f"the table is in {WORKBOOK}, too",
                "keep one of them",
                rule="table-double",
            )
        )
    for name in files:
        try:
            tables[name] = _read_table(folder, name)
        except CaseError as error:
            findings += error.findings
            unreadable.add(name)
    findings += _needed_findings(folder, present, {*files, *tables, *unreadable})
    findings += _name_findings(present - set(named))
    ordered = {name: tables[name] for name in TABLES if name in tables}
    return Sheets(ordered, tuple(findings), frozenset(unreadable - set(tables)))


def read_names(folder: Path) -> frozenset[str]:
    """
    List what lies in a case folder.

    Parameters
    ----------
    folder
        The case folder.

    Returns
    -------
    frozenset
        The names exactly as they are, on file systems that fold case, too.

    Raises
    ------
    CallError
        The folder is not there, is not a folder, or cannot be read.
    """
    try:
        return frozenset(path.name for path in folder.iterdir())
    except FileNotFoundError:
        raise CallError(f"the case folder {folder} is not there") from None
    except NotADirectoryError:
        raise CallError(f"{folder} is not a folder: a case is a folder of tables") from None
    except OSError as error:
        raise CallError(f"the case folder {folder} cannot be read: {error.strerror}") from None


def read_text(folder: Path, name: str) -> str:
    """
    Read a text file of the case.

    Parameters
    ----------
    folder
        The case folder.
    name
        Path below it.

    Returns
    -------
    str
        The text.

    Raises
    ------
    CaseError
        Not a file inside the folder, or not UTF-8; with one finding.
    """
    try:
        return decode(read_inside(folder, name), name)
    except ValueProblem as problem:
        raise CaseError([file_finding(name, problem)]) from None


def file_finding(name: str, problem: ValueProblem) -> Finding:
    """Give a finding about a file as a whole."""
    return Finding(Where(name), "", problem.message, problem.help, rule="file")


def _read_table(folder: Path, name: str) -> Table:
    """Read one CSV file."""
    file = f"{name}.csv"
    return parse_table(read_text(folder, file), file, columns_of(TABLES[name]))


def _read_workbook(folder: Path) -> tuple[dict[str, Table], list[Finding]]:
    """Read the tables of the workbook."""
    from geo.workbook import parse_workbook  # noqa: PLC0415 - openpyxl, for workbooks only

    try:
        data = read_inside(folder, WORKBOOK)
    except ValueProblem as problem:
        return {}, [file_finding(WORKBOOK, problem)]
    schemas = {name: columns_of(record) for name, record in TABLES.items()}
    workbook = parse_workbook(data, WORKBOOK, schemas)
    return dict(workbook.tables), list(workbook.findings)


def _needed_findings(
    folder: Path, present: Collection[str], tables: Collection[str]
) -> Iterator[Finding]:
    """Complain where nothing is there that makes a map."""
    if any(name in tables for name in NEEDED):
        return
    what = f"one of {', '.join(f'{name}.csv' for name in NEEDED)} is needed"
    if WORKBOOK in present:
        what += f", or a sheet of that name in {WORKBOOK}"
    if tables or SETTINGS in present or WORKBOOK in present:
        message = "no places, links or events: there is nothing to map"
    else:
        message = "is not a case folder: it holds no table"
    yield Finding(Where(folder.resolve().name), "", message, what, rule="table-needed")


def _name_findings(present: Collection[str]) -> Iterator[Finding]:
    """Warn about names that are nearly those of the contract."""
    known = (SETTINGS, WORKBOOK, *(f"{name}.csv" for name in TABLES), *FOLDERS)
    for name in sorted(set(present) - set(known)):
        suffix = Path(name).suffix.lower()
        if name.startswith((".", "~$", "x_")):
            continue
        if suffix not in _TABLE_LIKE and name.lower() not in known:
            continue
        help_ = nearest_help(name, known, cutoff=0.75)
        if suffix == ".geojson":
            help_ = f"put it into {FOLDERS[0]}/"
        elif not help_.startswith("did you mean"):
            help_ = f"the tables are {', '.join(TABLES)}; a name that begins with x_ is left alone"
        yield Finding(
            Where(name),
            "",
            "is not a file of a case: it is not read",
            help_,
            level=Level.WARNING,
            rule="file-unknown",
        )
