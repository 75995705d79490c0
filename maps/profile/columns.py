"""Columns that a profile drops: their values go from every row and every claim."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from geo.columns import columns_of
from maps.case.case import Case
from maps.case.tables import TABLES, attribute, rows_of

#: What goes together: half a position, or a checksum of nothing, is a fault.
_PAIRS = ({"lon", "lat"}, {"file", "sha256"})
#: Sources never show what lies on the editors' disk, nor by what sum it could be told.
PRIVATE = frozenset({"file", "sha256"})


def without_columns(case: Case, drop: Collection[str]) -> Case:
    """
    Empty columns in all tables, those of sources that speak of private files always.

    Parameters
    ----------
    case
        The case.
    drop
        Names of columns; none is required in any table.

    Returns
    -------
    Case
        With the values that empty cells have, and without the claims about these columns.
    """
    dropped = frozenset(drop).union(*(pair for pair in _PAIRS if pair & set(drop)))
    tables: dict[str, Any] = {
        attribute(table): tuple(_without(row, gone, emptied) for row in rows_of(case, table))
        for table in TABLES
        for gone in [dropped | PRIVATE if table == "sources" else dropped]
        for emptied in [_empty_cells(TABLES[table], gone)]
    }
    private = {f"source:{row.id}" for row in case.sources}
    claims = tuple(
        row
        for row in tables["claims"]
        if row.field not in dropped and not (row.field in PRIVATE and row.subject in private)
    )
    return replace(case, **{**tables, "claims": claims})


def _empty_cells(record: type, dropped: Collection[str]) -> dict[str, Any]:
    """Give the values of empty cells for columns of a record."""
    return {
        column.attribute: column.default
        for name, column in columns_of(record).items()
        if name in dropped and not column.required
    }


def _without(row: Any, dropped: Collection[str], emptied: Mapping[str, Any]) -> Any:
    """Empty the cells of one row."""
    extra = tuple((name, value) for name, value in row.extra if name not in dropped)
    return replace(row, **emptied, extra=extra)
