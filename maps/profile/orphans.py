"""Sources, actors, places and pictures that nothing rests on any more."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from geo.columns import columns_of
from maps.case.case import Case
from maps.case.claims import SUBJECT_TABLES
from maps.case.references import named_ids
from maps.case.tables import REFERRED, TABLES, attribute, rows_of
from maps.profile.references import settled

#: Tables whose rows are there for others to refer to.
_LEANT_ON = ("sources", "actors", "places", "media")


def without_orphans(before: Case, case: Case) -> Case:
    """
    Leave out what was referred to and is no more.

    Parameters
    ----------
    before
        The whole case.
    case
        The same without some rows and cells.

    Returns
    -------
    Case
        Without the sources, actors, places and pictures that only rows and cells referred to that
        are gone; what nobody referred to in the first place stays.
    """
    known = _references(before)
    while True:
        left = _references(case)
        orphans = {table: known[table] - left[table] for table in _LEANT_ON}
        tables: dict[str, Any] = {
            attribute(table): tuple(
                row
                for row in rows_of(case, table)
                if getattr(row, REFERRED.get(table, "id")) not in orphans[table]
            )
            for table in _LEANT_ON
        }
        fewer = replace(case, **tables)
        if all(len(rows) == len(getattr(case, name)) for name, rows in tables.items()):
            return case
        # claims about an orphan go with it, and may have been the last to name another
        case = settled(before, fewer)


def _references(case: Case) -> Mapping[str, set[str]]:
    """List what rows and notes refer to, by table."""
    used: dict[str, set[str]] = {table: set() for table in TABLES}
    for table, record in TABLES.items():
        for column in columns_of(record).values():
            if column.refers_to:
                for row in rows_of(case, table):
                    used[column.refers_to].update(named_ids(getattr(row, column.attribute)))
    for event in case.events:
        used["actors"].update(event.actors)
        used["media"].update(event.media)
    for table in TABLES:
        for row in rows_of(case, table):
            used["actors"].update(getattr(row, "attributed_to", ()))
    for claim in case.claims:
        _take_claimed(claim.subject, claim.field, claim.value, used)
    used["places"] |= {note.at for note in case.settings.annotations if isinstance(note.at, str)}
    return used


def _take_claimed(subject: str, field: str, value: str, used: Mapping[str, set[str]]) -> None:
    """Add what the value of a claim names."""
    column = columns_of(TABLES[SUBJECT_TABLES[subject.partition(":")[0]]]).get(field)
    if column is None or not value:
        return
    if field in {"actors", "media"}:
        used[field].update(column.parse(value))
    elif column.refers_to:
        used[column.refers_to].update(named_ids(column.parse(value)))
