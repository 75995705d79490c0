"""Rows that nothing else of the case speaks of."""

from collections.abc import Iterator, Sequence
from typing import Any

from geo.columns import Column, columns_of
from geo.errors import Finding, Level
from geo.places import Place
from maps.case.case import Case
from maps.case.claims import SUBJECT_TABLES
from maps.case.rows import Subject
from maps.case.tables import TABLES, rows_of
from routes.route import Route

RULE = "unused"


def find_unused(
    case: Case,
    places: Sequence[Place],  # noqa: ARG001 - every check is called alike
    routes: Sequence[Route],  # noqa: ARG001
) -> Iterator[Finding]:
    """
    Find places and sources that nothing refers to, and links that nothing speaks of.

    Parameters
    ----------
    case, places, routes
        What is checked.

    Yields
    ------
    Finding
        A note at the row. A link that has a source of its own speaks for itself.
    """
    used = _references(case) | _claimed(case) | _settings(case)
    for kind, table in ((Subject.PLACE, "places"), (Subject.SOURCE, "sources")):
        for row in rows_of(case, table):
            if f"{kind}:{row.id}" not in used:
                yield _note(row, kind, f"no row refers to this {kind}")
    for row in case.links:
        if not row.source and f"link:{row.id}" not in used:
            yield _note(
                row, Subject.LINK, "no source, service, event or journey speaks of this link"
            )


def _note(row: Any, kind: Subject, message: str) -> Finding:
    """Write a note about a row."""
    subject = f"{kind}:{row.id}"
    return Finding(row.where, "id", message, level=Level.NOTE, rule=RULE, subject=subject)


def _references(case: Case) -> set[str]:
    """List what the columns of rows refer to, as `kind:id`."""
    kinds = {table: kind for kind, table in SUBJECT_TABLES.items()}
    return {
        f"{kinds[column.refers_to]}:{name}"
        for table, record in TABLES.items()
        for column in columns_of(record).values()
        if column.refers_to in kinds
        for row in rows_of(case, table)
        for name in _names(getattr(row, column.attribute))
    }


def _claimed(case: Case) -> set[str]:
    """List what claims are about, and the places that they put into a field."""
    used = {claim.subject for claim in case.claims}
    for claim in case.claims:
        table = SUBJECT_TABLES[claim.subject.partition(":")[0]]
        column: Column | None = columns_of(TABLES[table]).get(claim.field)
        if column is not None and column.refers_to == "places":
            used |= {f"place:{part.strip()}" for part in claim.value.replace(";", ">").split(">")}
    return used


def _settings(case: Case) -> set[str]:
    """List the places that notes on the map stand at, and what stories point to."""
    at = {f"place:{note.at}" for note in case.settings.annotations if isinstance(note.at, str)}
    return at | {story.focus for story in case.settings.stories}


def _names(value: object) -> tuple[str, ...]:
    """Give the ids in a value of one id or several."""
    return value if isinstance(value, tuple) else (str(value),)
