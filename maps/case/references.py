"""Ids: each stands once, each that is named is there, and nothing contains itself."""

from collections.abc import Iterator, Mapping
from typing import Any

from geo.columns import Column, columns_of
from geo.errors import Finding
from maps.case.case import Case
from maps.case.known import KnownIds
from maps.case.tables import TABLES, UNIQUE, rows_of
from routes.links import UNSTATED


def check_unique(case: Case) -> Iterator[Finding]:
    """
    Find the rows that carry the id of another.

    Parameters
    ----------
    case
        The case.

    Yields
    ------
    Finding
        One for each row but the first of its id.
    """
    for table in TABLES:
        columns = UNIQUE.get(table, ("id",))
        first: dict[tuple[Any, ...], Any] = {}
        for row in rows_of(case, table):
            key = tuple(getattr(row, column) for column in columns)
            if not key[0] or first.setdefault(key, row) is row:
                continue
            yield Finding(
                row.where,
                columns[-1] if table != "journeys" else "leg",
                f"“{' '.join(str(part) for part in key if part)}” stands twice:"
                f" first in line {first[key].where.line}",
                "either/or legs have different letters in alternative"
                if table == "journeys"
                else "each needs its own",
                rule="id-double",
            )


def check_references(case: Case, known: KnownIds) -> Iterator[Finding]:
    """
    Find the ids that no row has.

    Parameters
    ----------
    case
        The case.
    known
        Its ids.

    Yields
    ------
    Finding
        One for each dangling id, with the nearest that is known.
    """
    for table, record in TABLES.items():
        columns = [column for column in columns_of(record).values() if column.refers_to]
        for row in rows_of(case, table):
            for column in columns:
                for name in named_ids(getattr(row, column.attribute)):
                    if known.lacks(column.refers_to, name):
                        yield dangling(row, column, name, known)


def dangling(row: Any, column: Column, name: str, known: KnownIds) -> Finding:
    """Give the finding about an id that is not there."""
    table = column.refers_to
    message = f"“{name}” is not in {table}"
    return Finding(row.where, column.name, message, known.nearest(table, name), rule="reference")


def named_ids(value: str | tuple[str, ...]) -> Iterator[str]:
    """Give the ids that a cell names, each once; `?` names none."""
    values = (value,) if isinstance(value, str) else value
    return (name for name in dict.fromkeys(values) if name and name != UNSTATED)


def check_cycles(case: Case) -> Iterator[Finding]:
    """
    Find places within themselves, flows that are parts of themselves, parts of another unit.

    Parameters
    ----------
    case
        The case.

    Yields
    ------
    Finding
        One for each circle, at its first row, and one for each part of another measure.
    """
    within = {row.id: row.within for row in case.places if row.id}
    yield from _circles(case.places, within, "within", "is within itself")
    part_of = {row.id: row.part_of for row in case.flows if row.id}
    yield from _circles(case.flows, part_of, "part_of", "is a part of itself")
    measures = {row.id: row.measure or "persons" for row in case.flows}
    for row in case.flows:
        whole = measures.get(row.part_of, measures[row.id])
        if measures[row.id] != whole:
            yield Finding(
                row.where,
                "measure",
                f"counts {measures[row.id]}, its total “{row.part_of}” counts {whole}",
                "a part has the measure of its total",
                rule="flow-measure",
            )


def _circles(
    rows: tuple[Any, ...], parents: Mapping[str, str], column: str, what: str
) -> Iterator[Finding]:
    """Tell of each circle once, at its first row."""
    circles, told = _circles_of(parents), set[str]()
    for row in rows:
        if row.id in circles and row.id not in told:
            circle = circles[row.id]
            told.update(circle)
            turn = circle.index(row.id)
            chain = " > ".join([*circle[turn:], *circle[:turn], row.id])
            yield Finding(row.where, column, f"“{row.id}” {what}: {chain}", rule="circle")


def _circles_of(parents: Mapping[str, str]) -> dict[str, list[str]]:
    """Give the circle of each id that is on one; every id is walked over once."""
    circles: dict[str, list[str]] = {}
    seen: set[str] = set()
    for start in parents:
        path: dict[str, None] = {}
        at = start
        while at and at not in seen and at not in path:
            path[at] = None
            at = parents.get(at, "")
        if at in path:
            circle = list(path)[list(path).index(at) :]
            circles |= dict.fromkeys(circle, circle)
        seen.update(path)
    return circles
