"""What is told before it happened."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from geo.dates import DateBasis, FuzzyDate
from geo.errors import Finding, Level
from geo.evidence import Certainty
from maps.case.case import Case
from maps.case.rows import ServiceStatus
from maps.check.survey import Survey

RULE = "told-before"
#: What may be said of the future; an empty certainty counts as `reported`.
OF_THE_PAST = frozenset(
    {None, Certainty.CONFIRMED, Certainty.OFFICIAL, Certainty.REPORTED, Certainty.HEARSAY}
)
#: States of a service that are of the future, or nobody knows of when.
AHEAD = frozenset({ServiceStatus.PLANNED, ServiceStatus.SPECULATED})
PLANNED_HELP = "is a date wrong? what was still to come then has the certainty planned"


class _Told(NamedTuple):
    """A dated cell of a row, and what the row is about."""

    row: Any
    column: str
    date: FuzzyDate
    subject: str


def find_told_before(survey: Survey) -> Iterator[Finding]:
    """
    Find what begins, or was said, after the last day on which its source can have been published.

    Parameters
    ----------
    survey
        What is checked.

    Yields
    ------
    Finding
        A warning at an event, a leg, a service, a count or a claim. What is planned, inferred or
        speculated may lie ahead of its source; dates that are inferred, approximate or uncertain
        are left alone.
    """
    published = {row.id: row.published for row in survey.case.sources}
    for told in _happened(survey.case):
        source = published.get(told.row.source)
        if source is not None and told.row.certainty in OF_THE_PAST and _after(told.date, source):
            yield _finding(told, source, PLANNED_HELP)
    for told in _said(survey.case):
        source = published.get(told.row.source)
        if source is not None and _after(told.date, source):
            yield _finding(told, source, "when was it said, or the source published?")


def _happened(case: Case) -> Iterator[_Told]:
    """Give what is told as having happened or begun."""
    for event in case.events:
        if event.date_basis in {None, DateBasis.STATED}:
            yield _Told(event, "date", event.date, f"event:{event.id}")
    for leg in case.legs:
        yield _Told(leg, "date", leg.date, f"journey:{leg.journey}")
    for service in case.services:
        if service.status not in AHEAD:
            yield _Told(service, "period", service.period, f"service:{service.id}")
    for flow in case.flows:
        yield _Told(flow, "period", flow.period, f"flow:{flow.id}")


def _said(case: Case) -> Iterator[_Told]:
    """Give when what rows and claims tell was said."""
    tables: tuple[tuple[str, tuple[Any, ...]], ...] = (
        ("place", case.places),
        ("link", case.links),
        ("service", case.services),
        ("journey", case.legs),
        ("event", case.events),
        ("claim", case.claims),
        ("flow", case.flows),
    )
    for kind, rows in tables:
        for row in rows:
            if row.stated_on:
                name = row.journey if kind == "journey" else row.id
                yield _Told(row, "stated_on", row.stated_on, f"{kind}:{name}")


def _after(day: FuzzyDate, published: FuzzyDate) -> bool:
    """Tell whether a date surely begins after a day of publication."""
    if day.start is None or published.end is None:
        return False
    marks = (day.approximate, day.uncertain, published.approximate, published.uncertain)
    return not any(marks) and day.start > published.end


def _finding(told: _Told, published: FuzzyDate, help_: str) -> Finding:
    """Report what lies after its source."""
    message = f"“{told.date.text}” lies after its source {told.row.source} ({published.text})"
    where = told.row.where
    return Finding(where, told.column, message, help_, Level.WARNING, RULE, told.subject)
