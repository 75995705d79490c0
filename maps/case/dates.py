"""Dates that are possible and still unlikely."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from geo.columns import columns_of
from geo.dates import FuzzyDate, parse_date
from geo.errors import Finding, Level
from geo.evidence import Certainty
from maps.case.case import Case
from maps.case.rows import ServiceStatus
from maps.case.tables import TABLES, rows_of

#: Earlier dates are more often a slip than meant.
EARLIEST = 1800
_STATES_AHEAD = frozenset({ServiceStatus.PLANNED, ServiceStatus.SPECULATED})
_AHEAD = frozenset({Certainty.PLANNED, Certainty.SPECULATED})


def check_dates(case: Case) -> Iterator[Finding]:
    """
    Find dates long ago, and what begins after the day up to which the case speaks.

    Parameters
    ----------
    case
        The case.

    Yields
    ------
    Finding
        A warning for each. The clock of the machine plays no part.
    """
    for table, record in TABLES.items():
        columns = [c for c in columns_of(record).values() if c.parse is parse_date]
        for row in rows_of(case, table):
            for column in columns:
                day: FuzzyDate = getattr(row, column.attribute)
                if day.start and day.start.year < EARLIEST:
                    message = f"“{day.text}” is before {EARLIEST}"
                    help_ = "is the year right?"
                    yield Finding(row.where, column.name, message, help_, Level.WARNING, "date-old")
    yield from _ahead(case, last_day(case))


def _ahead(case: Case, last: date) -> Iterator[Finding]:
    """Report what is told as having begun after the last day of the case."""
    services = (row for row in case.services if row.status not in _STATES_AHEAD)
    # where nothing says up to when the case speaks, its newest event does, for events alone
    stated = bool(case.settings.as_of) or any(row.published for row in case.sources)
    tables: tuple[tuple[str, Iterable[Any]], ...] = (
        ("date", case.events),
        ("date", case.legs if stated else ()),
        ("period", services if stated else ()),
        ("period", case.flows if stated else ()),
    )
    for column, rows in tables:
        for row in rows:
            day: FuzzyDate = getattr(row, column)
            if day.start and day.start > last and row.certainty not in _AHEAD:
                yield Finding(
                    row.where,
                    column,
                    f"“{day.text}” is in the future of the case, which speaks up to {last}",
                    "set its certainty to planned, or as_of in case.toml",
                    Level.WARNING,
                    "date-future",
                )


def last_day(case: Case) -> date:
    """
    Tell up to which day a case speaks.

    Parameters
    ----------
    case
        The case.

    Returns
    -------
    date
        The last day of `as_of`, else of the newest source, else of the newest event; the last
        of all days where none is stated, or `as_of` is open-ended.
    """
    if case.settings.as_of:
        return case.settings.as_of.end or date.max
    published = [row.published.end for row in case.sources if row.published.end]
    happened = [day for row in case.events if (day := row.date.end or row.date.start)]
    return max(published or happened, default=date.max)
