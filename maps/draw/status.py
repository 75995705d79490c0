"""The state of a link at a date, from the services that run on it."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from maps.case.rows import ServiceRow, ServiceStatus


class LinkStatus(StrEnum):
    """How a link is drawn: the states of a service, and two that only a link has."""

    OPERATING = "operating"
    REPORTED_ONCE = "reported_once"
    PLANNED = "planned"
    SUSPENDED = "suspended"
    ENDED = "ended"
    SPECULATED = "speculated"
    DISPUTED = "disputed"
    UNSTATED = "unstated"


def link_status(services: Sequence[ServiceRow], as_of: date) -> LinkStatus:
    """
    Find the state of a link at a date.

    Parameters
    ----------
    services
        The services of one link.
    as_of
        The day that the map speaks of.

    Returns
    -------
    LinkStatus
        `disputed` where rows of one kind that hold at the date differ, a plan apart; where kinds
        differ, the state that most runs; `unstated` without services.

    Notes
    -----
    A row holds at the date when its period covers it, or has none. Where no row of a kind does,
    the one that ended or began last before it is the last known; else the one that comes next.
    """
    order = list(LinkStatus)
    states = [_kind_status(rows, as_of) for rows in _by_kind(services).values()]
    if LinkStatus.DISPUTED in states:
        return LinkStatus.DISPUTED
    return min(states, key=order.index, default=LinkStatus.UNSTATED)


def on_record(services: Sequence[ServiceRow], day: date) -> bool:
    """
    Tell whether anything of a link is on record by a day.

    Parameters
    ----------
    services
        The services of one link.
    day
        The day.

    Returns
    -------
    bool
        Not where the first of its services begins later; a link without any, or with one of which
        no beginning is stated, always is.
    """
    return not services or any(_begins(row) <= day for row in services)


def disputing(services: Sequence[ServiceRow], as_of: date) -> list[list[ServiceRow]]:
    """
    Find the services that contradict each other at a date.

    Parameters
    ----------
    services
        The services of one link.
    as_of
        The day that the map speaks of.

    Returns
    -------
    list of list of ServiceRow
        Those of each kind whose state is disputed, plans apart; empty where none is.
    """
    kinds = (_holding(rows, as_of) for rows in _by_kind(services).values())
    return [rows for rows in kinds if len({row.status for row in rows}) > 1]


def _by_kind(services: Sequence[ServiceRow]) -> dict[str, list[ServiceRow]]:
    """Group services by their kind, in the order of the table."""
    kinds: dict[str, list[ServiceRow]] = {}
    for row in services:
        kinds.setdefault(row.kind, []).append(row)
    return kinds


def _kind_status(rows: list[ServiceRow], as_of: date) -> LinkStatus:
    """State of the services of one kind."""
    states = {row.status for row in _holding(rows, as_of)}
    return LinkStatus(states.pop()) if len(states) == 1 else LinkStatus.DISPUTED


def _holding(rows: list[ServiceRow], as_of: date) -> list[ServiceRow]:
    """Those of the services of one kind that tell its state; more than one where they differ."""
    holding = [row for row in rows if _begins(row) <= as_of <= _ends(row)]
    if not holding:
        past = [row for row in rows if _ends(row) < as_of]
        last = max((_ends(row) for row in past), default=None)
        first = min(_begins(row) for row in rows)
        holding = [r for r in past if _ends(r) == last] or [r for r in rows if _begins(r) == first]
    # a plan contradicts nothing that is or was
    facts = [row for row in holding if row.status is not ServiceStatus.PLANNED]
    return facts or holding


def _begins(row: ServiceRow) -> date:
    """First day of a service; without a bound, the first of all days."""
    return row.period.start or date.min


def _ends(row: ServiceRow) -> date:
    """Last day of a service; without a bound, the last of all days."""
    return row.period.end or date.max
