"""A case folder into a `Case`: everything is read, every complaint collected, raised once."""

from dataclasses import replace
from pathlib import Path

from geo.encodings import decode
from geo.errors import CallError, CaseError, Finding, Level, ValueProblem, Where
from geo.files import read_inside
from geo.records import Records, to_records
from geo.tables import Table, parse_table
from geo.columns import columns_of
from maps.case.case import Case
from maps.case.references import check_references
from maps.case.settings import Settings
from maps.case.shapes import read_geometries
from maps.case.tables import NEEDED, TABLES, attribute
from maps.case.toml import Read, parse_settings

SETTINGS = "case.toml"
_ORDER = ("", "case.toml", *TABLES, "geometry", "media")


def read_case(folder: Path) -> Case:
    """
    Read a case folder and check what one row says about another.

    Parameters
    ----------
    folder
        The case folder; its name is the id of the case, and its title where none is given.

    Returns
    -------
    Case
        Rows in the order of their files; `warnings` has what could be lived with.

    Raises
    ------
    CallError
        The folder is not there or is not a folder.
    CaseError
        At least one finding of level `error`; all findings of the whole case, in the order of
        the tables in the contract, and of lines.
    """
    if not folder.is_dir():
        what = "is not a folder" if folder.exists() else "is not there"
        raise CallError(f"the case {folder} {what}")
    settings = _read_settings(folder)
    records = {name: _read_records(folder, name) for name in TABLES}
    findings = [*settings.findings]
    for table in records.values():
        findings += table.findings
    case = _case(folder, settings.settings, records)
    geometries, wrong = read_geometries(folder, (*case.places, *case.links))
    findings += wrong
    findings += check_references(case)
    if not any((folder / f"{name}.csv").exists() for name in NEEDED):
        findings.append(Finding(Where(folder.resolve().name), "", "holds no case"))
    findings.sort(key=_order)
    if any(finding.level is Level.ERROR for finding in findings):
        raise CaseError(findings)
    return replace(case, geometries=geometries, warnings=tuple(findings))


def _read_settings(folder: Path) -> Read:
    """Read `case.toml`; where it is absent, defaults serve."""
    nothing = Settings(where=Where(SETTINGS))
    if not (folder / SETTINGS).exists():
        return Read(nothing, {}, ())
    try:
        return parse_settings(decode(read_inside(folder, SETTINGS), SETTINGS), SETTINGS)
    except CaseError as error:
        return Read(nothing, {}, error.findings)
    except ValueProblem as problem:
        return Read(nothing, {}, (Finding(Where(SETTINGS), "", problem.message, problem.help),))


def _read_records(folder: Path, name: str) -> Records:
    """Read one table."""
    file = f"{name}.csv"
    if not (folder / file).exists():
        return Records()
    try:
        text = decode(read_inside(folder, file), file)
    except CaseError as error:
        return Records(findings=error.findings)
    except ValueProblem as problem:
        return Records(findings=(Finding(Where(file), "", problem.message, problem.help),))
    table = parse_table(text, file, columns_of(TABLES[name]))
    records = to_records(table, TABLES[name])
    return Records(records.rows, (*table.findings, *records.findings))


def _case(folder: Path, settings: Settings, records: dict[str, Records]) -> Case:
    name = folder.resolve().name
    titled = settings if settings.title else replace(settings, title=name)
    return Case(id=name, settings=titled, **{attribute(n): r.rows for n, r in records.items()})


def _order(finding: Finding) -> tuple[int, str, int]:
    """Sort by the contract's list of files, then by line."""
    file = finding.where.file
    name = file.partition("/")[0].removesuffix(".csv")
    rank = _ORDER.index(name) if name in _ORDER else len(_ORDER)
    return rank, file, finding.where.line
