"""The months or years of a case in which something is dated, and what is drawn of each."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from geo.dates import FuzzyDate
from maps.draw.events import numbered
from maps.draw.layers import Layer, draw
from maps.draw.status import on_record
from maps.export.press import Press

#: A case that spans more years than this is told by years.
MOST_YEARS = 5
#: Put after the key of a layer of events for those before the period.
BEFORE = "-before"


class Period(NamedTuple):
    """A month or a year: its name, as in file names, and its first and last day."""

    name: str
    first: date
    last: date


def periods(press: Press) -> list[Period]:
    """
    List the periods in which something is dated.

    Parameters
    ----------
    press
        The case.

    Returns
    -------
    list of Period
        Months, or years where the case spans more than about five of them, in order; none after
        the day that the case speaks of, and none without a dated event or change of a service.
    """
    days = sorted({day for when in _dates(press) for day in _days(when) if day <= press.as_of})
    if not days:
        return []
    yearly = days[-1].year - days[0].year > MOST_YEARS
    return list(dict.fromkeys(_period(day, yearly=yearly) for day in days))


def _dates(press: Press) -> Iterator[FuzzyDate]:
    """Give all dates of events, services and journeys."""
    yield from (row.date for row in press.case.events)
    yield from (row.period for row in press.case.services)
    yield from (row.date for row in press.case.legs)


def _days(when: FuzzyDate) -> list[date]:
    """Give the ends of a date that are known."""
    return [day for day in (when.start, when.end) if day]


def _period(day: date, *, yearly: bool) -> Period:
    """Give the period of a day."""
    if yearly:
        return Period(f"{day.year:04d}", date(day.year, 1, 1), date(day.year, 12, 31))
    last = monthrange(day.year, day.month)[1]
    name = f"{day.year:04d}-{day.month:02d}"
    return Period(name, date(day.year, day.month, 1), date(day.year, day.month, last))


def layers_of(press: Press, period: Period) -> list[Layer]:
    """
    Draw a case as it was at the end of a period.

    Parameters
    ----------
    press
        The case.
    period
        A month or a year.

    Returns
    -------
    list of Layer
        As `draw` gives them, with lines in their state of the last day. Links that are first on
        record later are left out, as are journeys that do not meet the period, and events that
        began later or have no known day; events that were over before the period stand in layers
        of their own, whose keys end with `BEFORE`.
    """
    day = min(period.last, press.as_of)
    charted = press.charted
    drawn = draw(press.case, charted.places, charted.routes, day)
    dates = {f"event-{row.id}": row.date for _, row in numbered(press.case)}
    shown = {*_links(press, day), *_journeys(press, period)}
    made: list[Layer] = []
    for layer in drawn:
        if layer.group == "routes":
            made += _only(layer, shown)
        else:
            made += _parted(layer, dates, period) if layer.group == "events" else [layer]
    return made


def _links(press: Press, day: date) -> Iterator[str]:
    """Name the links that are on record by a day."""
    for link in press.case.links:
        if on_record([row for row in press.case.services if row.link == link.id], day):
            yield f"link-{link.id}"


def _journeys(press: Press, period: Period) -> Iterator[str]:
    """Name the journeys of which a leg is dated in a period."""
    for leg in press.case.legs:
        if _age(leg.date, period) == 0:
            yield f"journey-{leg.journey}"


def _only(layer: Layer, shown: set[str]) -> list[Layer]:
    """Leave out the lines that are not shown, and a layer that has no other."""
    kept = layer.table["ref"].isin(shown)
    return [replace(layer, table=layer.table[kept])] if kept.any() else []


def _parted(layer: Layer, dates: dict[str, FuzzyDate], period: Period) -> list[Layer]:
    """Part events into those of the period and those before it."""
    ages = [_age(dates[ref], period) for ref in layer.table["ref"]]
    parts = (("", 0), (BEFORE, -1))
    return [
        replace(layer, key=layer.key + end, table=layer.table[[age == wanted for age in ages]])
        for end, wanted in parts
        if wanted in ages
    ]


def _age(when: FuzzyDate, period: Period) -> int:
    """Tell whether a date lies before a period (-1), in it (0), or after it or nowhere (1)."""
    days = _days(when)
    if not days or days[0] > period.last:
        return 1
    return -1 if days[-1] < period.first else 0


def counted(press: Press, period: Period) -> int:
    """
    Count the events of a period, on the map or not.

    Parameters
    ----------
    press, period
        The case, and a month or a year.

    Returns
    -------
    int
        Those whose date meets the period.
    """
    return sum(_age(row.date, period) == 0 for row in press.case.events)


def undated(press: Press) -> Sequence[int]:
    """
    List the events that no period shows.

    Parameters
    ----------
    press
        The case.

    Returns
    -------
    sequence of int
        Numbers of those without a known day.
    """
    return [number for number, row in numbered(press.case) if not _days(row.date)]
