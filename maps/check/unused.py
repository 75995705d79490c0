"""Rows that nothing else of the case speaks of."""

from collections.abc import Iterator
from typing import Any

from geo.columns import Column, columns_of
from geo.errors import Finding, Level
from maps.case.case import Case
from maps.case.claims import SUBJECT_TABLES
from maps.case.rows import Subject
from maps.case.tables import TABLES, rows_of
from maps.check.survey import Survey

RULE = "unused"
#: Columns that name actors, by id or as printed.
WHO = ("actors", "attributed_to", "operator", "publisher", "author", "credit")
_HELP = {
    Subject.PLACE: "take it out, or name it in the row that speaks of it",
    Subject.SOURCE: "take it out, or name it in the source of what rests on it",
    Subject.ACTOR: "take it out, or name it in actors or attributed_to where it acts or speaks",
    Subject.LINK: "take it out, or name its source",
}


def find_unused(survey: Survey) -> Iterator[Finding]:
    """
    Find places, sources and actors that nothing refers to, and links that nothing speaks of.

    Parameters
    ----------
    survey
        What is checked.

    Yields
    ------
    Finding
        A note at the row. A link that has a source of its own speaks for itself.
    """
    used = _references(survey.case) | _claimed(survey.case) | _settings(survey.case)
    for kind, table in ((Subject.PLACE, "places"), (Subject.SOURCE, "sources")):
        for row in rows_of(survey.case, table):
            if f"{kind}:{row.id}" not in used:
                yield _note(row, kind, f"no row refers to this {kind}", _HELP[kind])
    yield from _unnamed_actors(survey.case)
    for row in survey.case.links:
        if not row.source and f"link:{row.id}" not in used:
            message = "no source, service, event or journey speaks of this link"
            yield _note(row, Subject.LINK, message, _HELP[Subject.LINK])


def _unnamed_actors(case: Case) -> Iterator[Finding]:
    """Report actors that no row names, neither by id nor by a name of theirs."""
    named = {claim.subject.removeprefix("actor:") for claim in case.claims}
    named |= {value.strip() for claim in case.claims for value in claim.value.split(";")}
    for table in TABLES:
        columns = [column for column in WHO if column in columns_of(TABLES[table])]
        for row in rows_of(case, table):
            for column in columns:
                named.update(_names(getattr(row, column)))
    for row in case.actors:
        if not named & {row.id, row.name, *row.aliases}:
            yield _note(row, Subject.ACTOR, "no row refers to this actor", _HELP[Subject.ACTOR])


def _note(row: Any, kind: Subject, message: str, help_: str) -> Finding:
    """Write a note about a row."""
    subject = f"{kind}:{row.id}"
    return Finding(row.where, "id", message, help_, Level.NOTE, RULE, subject)


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
