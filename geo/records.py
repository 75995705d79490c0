"""Tables into records: the record is the schema, every complaint is collected."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from geo.columns import Column, columns_of, nearest_help
from geo.errors import Finding, Level, ValueProblem, Where
from geo.tables import Row, Table, duplicates

R = TypeVar("R")

#: Columns that begin so are carried through untouched.
FREE = "x_"
# C0 but tab and line feed, DEL, C1, bidirectional overrides and isolates, lone surrogates
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_REFUSED = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Records(Generic[R]):
    """
    The records of one table.

    Attributes
    ----------
    rows
        A row with a faulty cell is kept with the default in its place, so that the rest of the
        case can be checked against it; there is a finding of level `error` then.
    findings
        What is wrong with the cells and columns.
    """

    rows: tuple[R, ...] = ()
    findings: tuple[Finding, ...] = ()


def to_records(table: Table, record: type[R]) -> Records[R]:
    """
    Turn the rows of a table into records.

    Parameters
    ----------
    table
        The table as written.
    record
        Dataclass with fields made by `geo.columns.column`, and `where` and `extra`.

    Returns
    -------
    Records
        One record a row, in the order of the file, and every finding: a column that is unknown,
        double or missing, a cell that is empty or not a value of its kind, odd characters.
    """
    columns = columns_of(record)
    findings = list(_header_findings(table, columns))
    places = {name: index for index, name in reversed(list(enumerate(table.header.cells)))}
    ordered = sorted(places.items(), key=lambda item: item[1])
    known = [(columns[name], index) for name, index in ordered if name in columns]
    free = [(name, index) for name, index in ordered if name.startswith(FREE)]
    rows = []
    for row in table.rows:
        where = Where(table.file, row.line)
        values, wrong = _values(row, where, known)
        findings += wrong
        findings += _odd_findings(row, where, table.header.cells)
        extra = tuple((name, row.cells[index]) for name, index in free if row.cells[index])
        rows.append(record(where=where, extra=extra, **values))  # type: ignore[call-arg]
    return Records(tuple(rows), tuple(findings))


def _values(
    row: Row, where: Where, known: list[tuple[Column, int]]
) -> tuple[dict[str, Any], list[Finding]]:
    """Read the cells of a row; an empty one keeps the default of the record."""
    values, findings = {}, []
    for column, index in known:
        cell = row.cells[index]
        if not cell:
            if column.required:
                findings.append(Finding(where, column.name, "is empty", rule="cell-empty"))
            continue
        try:
            values[column.attribute] = column.parse(cell)
        except ValueProblem as problem:
            findings.append(
                Finding(where, column.name, problem.message, problem.help, rule="cell-value")
            )
    return values, findings


def _header_findings(table: Table, columns: Mapping[str, Column]) -> Iterator[Finding]:
    """Check the names of the columns."""
    names = table.header.cells
    if not names:
        return
    where = Where(table.file, table.header.line)
    for name in duplicates(names):
        yield Finding(where, name, "the column stands twice", "remove one", rule="column-double")
    unknown = [n for n in names if n and n not in columns and not n.startswith(FREE)]
    missing = [c.name for c in columns.values() if c.required and c.name not in names]
    hints = {name: nearest_help(name, set(columns) - set(names)) for name in unknown}
    for name in unknown:
        yield Finding(where, name, "unknown column", hints[name], rule="column-unknown")
    for name in missing:
        if f"did you mean {name}?" not in hints.values():
            yield Finding(where, name, "the column is missing", rule="column-missing")
    for index, name in enumerate(names):
        filled = next((row for row in table.rows if not name and row.cells[index]), None)
        if filled:
            yield Finding(
                Where(table.file, filled.line),
                "",
                f"“{filled.cells[index]}” stands in column {index + 1}, which has no name",
                "name it in the header line",
                rule="column-unnamed",
            )


def _odd_findings(row: Row, where: Where, names: tuple[str, ...]) -> Iterator[Finding]:
    """Name control characters and the like; the text itself is not changed."""
    if not _ODD.search("".join(row.cells)):
        return
    for name, cell in zip(names, row.cells, strict=True):
        odd = dict.fromkeys(_ODD.findall(cell))
        if not odd:
            continue
        refused = any(_REFUSED.match(character) for character in odd)
        listed = ", ".join(f"U+{ord(character):04X}" for character in odd)
        yield Finding(
            where,
            name,
            f"holds what cannot be seen: {listed}",
            "remove it" if refused else "remove it unless it is meant; it will be made visible",
            Level.ERROR if refused else Level.WARNING,
            "character",
        )
