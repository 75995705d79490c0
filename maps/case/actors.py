"""Actors: ids or plain names; a name that is nearly an id is doubtful."""

from collections.abc import Iterator
from typing import Any

from geo.columns import IDENTIFIER, nearest
from geo.errors import Finding, Level
from maps.case.case import Case
from maps.case.known import KnownIds
from maps.case.tables import TABLES, rows_of

_COLUMNS = ("actors", "attributed_to")


def check_actors(case: Case, known: KnownIds) -> Iterator[Finding]:
    """
    Find names that look like a misspelt id of an actor.

    Parameters
    ----------
    case
        The case.
    known
        Its ids.

    Yields
    ------
    Finding
        A warning for each; a plain name is allowed.
    """
    names = {spelling for actor in case.actors for spelling in (actor.name, *actor.aliases)}
    ids = sorted(known.by_table["actors"])
    near: dict[str, str] = {}
    for row, column, name in _mentions(case):
        if name in names or not known.lacks("actors", name) or not IDENTIFIER.fullmatch(name):
            continue
        if name not in near:
            near[name] = nearest(name, ids, cutoff=0.8)
        if near[name]:
            yield Finding(
                row.where,
                column,
                f"“{name}” is no actor's id: it is shown as a plain name",
                f"did you mean {near[name]}?",
                Level.WARNING,
                rule="actor",
            )


def _mentions(case: Case) -> Iterator[tuple[Any, str, str]]:
    """Give every row, column and name of an actor."""
    for table in TABLES:
        for row in rows_of(case, table):
            for column in _COLUMNS:
                for name in getattr(row, column, ()):
                    yield row, column, name
