"""The two cases that are compared, and what of them could be read."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from geo.errors import Where
from maps.case.read import Reading
from maps.case.tables import UNIQUE, rows_of
from maps.diff.names import Names

#: The rule of the reader that speaks of a cell whose value is not of its kind.
_OF_CELLS = "cell-value"
#: Rules of the reader that speak of a whole column.
_OF_COLUMNS = frozenset({"column-missing", "column-unknown", "column-double"})


@dataclass(frozen=True, slots=True)
class Side:
    """
    One version of a case.

    Attributes
    ----------
    label
        What it is called: `A`, `B`.
    reading
        What could be read of it.
    names
        What its rows are called.
    """

    label: str
    reading: Reading
    names: Names

    def rows(self, table: str) -> dict[tuple[Any, ...], Any]:
        """Give the rows of a table by what makes each of them the same in another version."""
        columns = UNIQUE.get(table, ("id",))
        found: dict[tuple[Any, ...], Any] = {}
        for row in rows_of(self.reading.case, table):
            name = tuple(getattr(row, column) for column in columns)
            if name[0]:
                found.setdefault(name, row)
        return found

    def unread(self, table: str) -> bool:
        """Tell whether nobody knows the rows of a table."""
        return table in self.reading.known.unsure

    def lost(self, table: str, name: str) -> bool:
        """Tell whether an id may be that of a row that could not be read."""
        return name in self.reading.known.lost[table]

    def faulty_cells(self) -> frozenset[tuple[Where, str]]:
        """Give the cells that could not be read."""
        errors = (fault for fault in self.reading.errors if fault.rule == _OF_CELLS)
        return frozenset((fault.where, fault.column) for fault in errors)

    def faulty_columns(self) -> frozenset[tuple[str, str]]:
        """Give the columns, each with its file, that could not be read."""
        errors = (fault for fault in self.reading.errors if fault.rule in _OF_COLUMNS)
        return frozenset((fault.where.file, fault.column) for fault in errors)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """The cells and columns that could not be read in either of two cases."""

    cells: frozenset[tuple[Where, str]]
    columns: frozenset[tuple[str, str]]

    def __contains__(self, place: tuple[Where, str]) -> bool:
        """Tell whether a cell is among them."""
        return place in self.cells or (place[0].file, place[1]) in self.columns


def side_of(label: str, reading: Reading) -> Side:
    """
    Make a side of what was read.

    Parameters
    ----------
    label
        What it is called.
    reading
        What could be read of the case.

    Returns
    -------
    Side
        With the names of its rows.
    """
    return Side(label, reading, Names(reading.case))


def unreadable(side: Side) -> Unreadable:
    """Gather what could not be read of a case."""
    return Unreadable(side.faulty_cells(), side.faulty_columns())


def fault_notes(sides: Collection[Side]) -> Iterator[str]:
    """
    Say which of the cases have faults.

    Parameters
    ----------
    sides
        The two.

    Yields
    ------
    str
        One sentence for each that has some, with the first of them.
    """
    for side in sides:
        if errors := side.reading.errors:
            count = len(errors)
            more = f", and {count - 1} more that waybook check tells" if count > 1 else ""
            fault = "a fault" if count == 1 else f"{count} faults"
            yield (
                f"{side.label} has {fault}, so that what could not be read of it, and lines, "
                f"positions and checks, are not compared: {errors[0]}{more}."
            )
