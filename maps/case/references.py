"""Ids that rows name: each must be there."""

from collections.abc import Iterator
from typing import Any

from geo.columns import Column, columns_of, nearest_help
from geo.errors import Finding
from maps.case.case import Case
from maps.case.tables import TABLES, ids_of, rows_of
from routes.links import UNSTATED


def check_references(case: Case) -> Iterator[Finding]:
    """
    Find the ids that no row has.

    Parameters
    ----------
    case
        The case.

    Yields
    ------
    Finding
        One for each dangling id, with the nearest that is known.
    """
    ids = {table: ids_of(case, table) for table in TABLES}
    for table, record in TABLES.items():
        columns = [column for column in columns_of(record).values() if column.refers_to]
        for row in rows_of(case, table):
            for column in columns:
                known = ids[column.refers_to]
                for name in _named(row, column):
                    if name not in known:
                        yield dangling(row, column.name, name, column.refers_to, known)


def dangling(row: Any, column: str, name: str, table: str, known: frozenset[str]) -> Finding:
    """Give the finding about an id that is not there."""
    return Finding(
        row.where,
        column,
        f"“{name}” is not in {table}",
        nearest_help(name, known),
        rule="reference",
    )


def _named(row: Any, column: Column) -> Iterator[str]:
    """Give the ids that a cell names; `?` names none."""
    value = getattr(row, column.attribute)
    values = (value,) if isinstance(value, str) else value
    return (name for name in values if name and name != UNSTATED)
