"""Services that cannot both be as they are said to be, and what falls outside of its time."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from geo.dates import FuzzyDate
from geo.errors import Finding, Level
from geo.evidence import Certainty
from maps.case.rows import EventRow, ServiceRow, ServiceStatus
from maps.check.survey import Survey
from routes.journeys import LegRow

CONFLICT_RULE = "service-conflict"
PERIOD_RULE = "outside-period"
#: What runs, and what does not.
RUNNING = frozenset({ServiceStatus.OPERATING, ServiceStatus.REPORTED_ONCE})
RESTING = frozenset({ServiceStatus.SUSPENDED, ServiceStatus.ENDED})


def find_service_conflicts(survey: Survey) -> Iterator[Finding]:
    """
    Find services that run by one row and rest by another at the same time.

    Parameters
    ----------
    survey
        What is checked.

    Yields
    ------
    Finding
        A warning at the later of two rows of one link and kind; and at a leg of a journey that
        uses a link on days on which every service of the link rests.

    Notes
    -----
    Periods without a bound on a side reach on; a row without a period holds always. Approximate
    ends are taken at their word.
    """
    by_link: dict[str, list[ServiceRow]] = defaultdict(list)
    for row in survey.case.services:
        by_link[row.link].append(row)
    for rows in by_link.values():
        for one, other in combinations(rows, 2):
            if one.kind == other.kind and _contradict(one, other):
                yield _conflict(other, one)
    for leg in survey.case.legs:
        yield from _leg_at_rest(leg, by_link.get(leg.link, []))


def _contradict(one: ServiceRow, other: ServiceRow) -> bool:
    """Tell whether one row has a service running while the other has it resting."""
    pair = {one.status, other.status}
    return bool(pair & RUNNING and pair & RESTING) and _meet(one.period, other.period)


def _meet(one: FuzzyDate, other: FuzzyDate) -> bool:
    """Tell whether two spans share a day; one that is not stated reaches everything."""
    return not one or not other or one.meets(other)


def _conflict(row: ServiceRow, other: ServiceRow) -> Finding:
    """Report a service that another row contradicts."""
    return Finding(
        row.where,
        "status",
        f"{row.status} ({row.period.text or 'no period stated'}), but {other.id} ({other.where}) "
        f"has it {other.status} ({other.period.text or 'no period stated'})",
        "the map draws it as disputed then; state a narrower period where the sources do",
        Level.WARNING,
        CONFLICT_RULE,
        f"service:{row.id}",
    )


def _leg_at_rest(leg: LegRow, services: Sequence[ServiceRow]) -> Iterator[Finding]:
    """Report a leg on a link that nobody has running then."""
    then = [row for row in services if leg.date and row.period and row.period.meets(leg.date)]
    if then and all(row.status in RESTING for row in then):
        yield Finding(
            leg.where,
            "date",
            f"on {leg.date.text} every service of {leg.link} rests: {then[0].id} "
            f"({then[0].where}) is {then[0].status}",
            "correct a date, or add the service that ran",
            Level.WARNING,
            CONFLICT_RULE,
            f"journey:{leg.journey}",
        )


def find_outside_periods(survey: Survey) -> Iterator[Finding]:
    """
    Find events that lie outside of the time of what they are about.

    Parameters
    ----------
    survey
        What is checked.

    Yields
    ------
    Finding
        A warning at an event that shares no day with its journey; a note at one that lies after
        the end of every service of its link, or before their beginning although people went
        (else much is announced then, and what is planned may begin again). What is not dated is
        left alone.
    """
    legs: dict[str, list[FuzzyDate]] = defaultdict(list)
    for leg in survey.case.legs:
        legs[leg.journey].append(leg.date)
    services: dict[str, list[FuzzyDate]] = defaultdict(list)
    for row in survey.case.services:
        services[row.link].append(row.period)
    for event in survey.case.events:
        spans = legs.get(event.journey, [])
        if _outside(event.date, spans):
            then = ", ".join(dict.fromkeys(span.text for span in spans))
            yield _outside_finding(event, "journey", f"{event.journey} ({then})", Level.WARNING)
        ahead = event.certainty in {Certainty.PLANNED, Certainty.SPECULATED}
        spans = services.get(event.link, [])
        if not ahead and _after(event.date, spans):
            yield _outside_finding(event, "link", event.link, Level.NOTE)
        elif not ahead and (event.persons or event.journey) and _before(event.date, spans):
            yield _outside_finding(event, "link", event.link, Level.NOTE, "before")


def _outside(date: FuzzyDate, spans: Sequence[FuzzyDate]) -> bool:
    """Tell whether a date shares no day with any of some spans, all of which are stated."""
    known = bool(date and (date.start or date.end)) and bool(spans) and all(spans)
    return known and not any(span.meets(date) for span in spans)


def _after(date: FuzzyDate, spans: Sequence[FuzzyDate]) -> bool:
    """Tell whether a date begins after the end of each of some spans."""
    ends = [span.end for span in spans]
    start = date.start
    return start is not None and bool(ends) and all(end is not None and end < start for end in ends)


def _before(date: FuzzyDate, spans: Sequence[FuzzyDate]) -> bool:
    """Tell whether a date ends before the beginning of each of some spans."""
    starts = [span.start for span in spans]
    end = date.end
    return end is not None and bool(starts) and all(s is not None and s > end for s in starts)


def _outside_finding(
    event: EventRow, column: str, about: str, level: Level, side: str = "after"
) -> Finding:
    """Report an event outside of the time of what it is about."""
    what = (
        "outside the time of the journey"
        if column == "journey"
        else f"{side} every service of the link"
    )
    return Finding(
        event.where,
        "date",
        f"“{event.date.text}” lies {what} {about}",
        f"correct the date, or {column}",
        level,
        PERIOD_RULE,
        f"event:{event.id}",
    )
