"""The tables of a case: which file holds which records."""

from collections.abc import Mapping
from typing import Any

from geo.errors import Where
from geo.places import PlaceRow
from maps.case.case import Case
from maps.case.rows import (
    ActorRow,
    ClaimRow,
    EventRow,
    FlowRow,
    MediaRow,
    ServiceRow,
    SourceRow,
)
from routes.journeys import LegRow
from routes.links import LinkRow

#: Record by the name of its table, in the order in which findings are listed.
TABLES: Mapping[str, type[Any]] = {
    "sources": SourceRow,
    "actors": ActorRow,
    "places": PlaceRow,
    "links": LinkRow,
    "services": ServiceRow,
    "journeys": LegRow,
    "events": EventRow,
    "claims": ClaimRow,
    "flows": FlowRow,
    "media": MediaRow,
}
#: One of these makes a case.
NEEDED = ("places", "links", "events")
#: Columns that together may stand once only; `id` where a table is not named.
UNIQUE: Mapping[str, tuple[str, ...]] = {
    "journeys": ("journey", "leg", "alternative"),
    "media": ("file",),
}
#: The column whose values others refer to; `id` where a table is not named.
REFERRED: Mapping[str, str] = {"journeys": "journey", "media": "file"}
_FILES = ("case.toml", *TABLES, "geometry", "media/")


def attribute(table: str) -> str:
    """Name the field of `Case` that holds a table."""
    return "legs" if table == "journeys" else table


def rows_of(case: Case, table: str) -> tuple[Any, ...]:
    """
    Give the records of a table by its name.

    Parameters
    ----------
    case
        The case.
    table
        One of `TABLES`.

    Returns
    -------
    tuple
        In the order of the file; empty where the table is absent.
    """
    rows: tuple[Any, ...] = getattr(case, attribute(table))
    return rows


def file_order(where: Where) -> tuple[int, str, int]:
    """
    Rank a line of a case for sorting.

    Parameters
    ----------
    where
        A line, or a file as a whole.

    Returns
    -------
    tuple
        The place of the file in the contract's list, its name, the line. What concerns the folder
        comes first; a sheet of the workbook stands where the file of its table would.
    """
    name = where.file.removesuffix(".csv").removeprefix("case.xlsx[").removesuffix("]")
    name = name.partition("/")[0] + "/" * name.startswith("media/")
    return _FILES.index(name) if name in _FILES else -1, where.file, where.line
