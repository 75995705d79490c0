"""The ids of a case, for everything that names one."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from geo.columns import nearest_help
from geo.tables import Table
from maps.case.case import Case
from maps.case.tables import REFERRED, TABLES, rows_of


@dataclass(frozen=True, slots=True)
class KnownIds:
    """
    What may be named.

    Attributes
    ----------
    by_table
        Ids of a table; of journeys what stands in `journey`, of media the file names.
    lost
        Texts of rows that could not be read; an id may be among them.
    unsure
        Tables whose ids nobody knows, so that none is missing.
    columns
        Names of all columns that stand in a header line.
    """

    by_table: Mapping[str, frozenset[str]]
    lost: Mapping[str, frozenset[str]]
    unsure: frozenset[str]
    columns: frozenset[str]

    def lacks(self, table: str, name: str) -> bool:
        """Tell whether a table surely has no such id."""
        known = name in self.by_table[table] or name in self.lost[table]
        return not known and table not in self.unsure

    def nearest(self, table: str, name: str) -> str:
        """Say which id of a table may be meant."""
        return nearest_help(name, self.by_table[table]) or (
            "" if self.by_table[table] else f"there are no {table}"
        )


def known_ids(case: Case, tables: Mapping[str, Table], unreadable: Collection[str]) -> KnownIds:
    """
    Collect the ids of a case.

    Parameters
    ----------
    case
        The case.
    tables
        Its tables as written.
    unreadable
        Tables that could not be taken apart.

    Returns
    -------
    KnownIds
        The ids of every table, and the columns.
    """
    columns = {name: REFERRED.get(name, "id") for name in TABLES}
    by_table = {
        name: frozenset(getattr(row, column) for row in rows_of(case, name)) - {""}
        for name, column in columns.items()
    }
    nameless = {name for name, table in tables.items() if columns[name] not in table.header.cells}
    lost = {name: tables[name].lost if name in tables else frozenset() for name in TABLES}
    headers = frozenset(cell for table in tables.values() for cell in table.header.cells)
    return KnownIds(by_table, lost, frozenset({*unreadable, *nameless}), headers)
