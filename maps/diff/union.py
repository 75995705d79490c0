"""Both versions of a case on one map: the second, with what the first has besides."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from geo.columns import columns_of
from geo.dates import parse_date
from maps.case.case import Case
from maps.case.dates import last_day
from maps.case.rows import EventRow, EventStatus
from maps.case.tables import TABLES, attribute, rows_of
from maps.charted import Charted
from maps.diff.matching import Pair
from maps.diff.names import KINDS
from maps.diff.rows import ref_of
from maps.diff.values import followed
from routes.route import Route

#: Tables whose rows say something of rows that are still there: a total, a state. They are told
#: in a sentence, and not shown among those that hold.
_OF_OTHERS = frozenset({"claims", "services", "flows"})


def union(pair: Pair, before: Charted, after: Charted) -> Charted:
    """
    Put two versions of a case on one map.

    Parameters
    ----------
    pair
        The versions, their rows matched.
    before, after
        The same, with their places and lines.

    Returns
    -------
    Charted
        The second, drafts shown; of the first all places, routes, journeys, events, sources and
        actors that the second lacks, with what was said of them and what ran on them. What refers
        to a row with another id goes by the new one.
    """
    gone = _gone(pair, before.case, after.case)
    case = _joined(pair, before.case, after.case, gone)
    return replace(
        after,
        case=case,
        places=(*after.places, *(_moved(pair, p) for p in before.places if _of(p, gone))),
        routes=_routes(pair, before.routes, after.routes, gone),
        credits=tuple(dict.fromkeys((*after.credits, *before.credits))),
    )


def _gone(pair: Pair, before: Case, after: Case) -> frozenset[str]:
    """Find what the first version has alone; of a journey that goes on, no leg."""
    renamed = {f"{KINDS[table]}:{old}" for table, names in pair.renamed.items() for old in names}
    return frozenset(
        ref
        for table in TABLES
        if table not in _OF_OTHERS
        for ref in _refs(table, before) - _refs(table, after) - renamed
    )


def _refs(table: str, case: Case) -> frozenset[str]:
    """Name the rows of a table."""
    return frozenset(ref_of(table, row) for row in rows_of(case, table))


def _joined(pair: Pair, before: Case, after: Case, gone: frozenset[str]) -> Case:
    """Add to the second case the rows of the first that are gone, and what speaks of them."""
    tables: dict[str, Any] = {}
    for table in TABLES:
        taken = _refs(table, after)
        more = [
            _moved_row(pair, table, row)
            for row in rows_of(before, table)
            if _goes_along(table, row, gone) and ref_of(table, row) not in taken
        ]
        rows = (*rows_of(after, table), *more)
        tables[attribute(table)] = tuple(_shown(row) for row in rows)
    as_of = last_day(after)
    settings = after.settings
    if as_of < date.max:
        # what the first version has besides must not move the day that the map speaks of
        settings = replace(settings, as_of=parse_date(as_of.isoformat()))
    geometries = {**before.geometries, **after.geometries}
    pictures = {**before.pictures, **after.pictures}
    return replace(after, settings=settings, geometries=geometries, pictures=pictures, **tables)


def _goes_along(table: str, row: Any, gone: frozenset[str]) -> bool:
    """Tell whether a row of the first version is shown: it is gone, or speaks of what is."""
    if table == "claims":
        return row.subject in gone
    if table == "services":
        return f"link:{row.link}" in gone
    return ref_of(table, row) in gone


def _shown(row: Any) -> Any:
    """Have a draft shown like any other event."""
    if isinstance(row, EventRow) and row.status is EventStatus.DRAFT:
        return replace(row, status=EventStatus.PUBLISHED)
    return row


def _moved_row(pair: Pair, table: str, row: Any) -> Any:
    """Have a row name others by their new ids."""
    columns = columns_of(TABLES[table]).values()
    cells = {c.attribute: (getattr(row, c.attribute), pair.followed(c)) for c in columns}
    new = {name: followed(value, ids) for name, (value, ids) in cells.items() if ids}
    return replace(row, **new) if new else row


def _of(place: Any, gone: frozenset[str]) -> bool:
    """Tell whether a place is among what is gone."""
    return f"place:{place.id}" in gone


def _moved(pair: Pair, place: Any) -> Any:
    """Have the row of a place name others by their new ids."""
    return replace(place, row=_moved_row(pair, "places", place.row))


def _routes(
    pair: Pair, before: Sequence[Route], after: Sequence[Route], gone: frozenset[str]
) -> tuple[Route, ...]:
    """Give the links of both, then the legs of both."""
    ids = pair.renamed.get("places", {})
    more = [
        replace(
            route,
            link=pair.renamed.get("links", {}).get(route.link, route.link),
            legs=tuple(
                replace(leg, start=ids.get(leg.start, leg.start), end=ids.get(leg.end, leg.end))
                for leg in route.legs
            ),
        )
        for route in before
        if (f"link:{route.id}" if route.kind == "link" else f"journey:{route.journey}") in gone
    ]
    routes = (*after, *more)
    return tuple(route for kind in ("link", "leg") for route in routes if route.kind == kind)
