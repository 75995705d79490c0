"""Journeys whose legs go back in time."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter

from geo.errors import Finding, Level
from maps.check.survey import Survey
from routes.journeys import LegRow

RULE = "journey-backwards"


def find_legs_backwards(survey: Survey) -> Iterator[Finding]:
    """
    Find legs that end before the legs that they follow begin.

    Parameters
    ----------
    survey
        What is checked.

    Yields
    ------
    Finding
        A warning at the leg. Of either/or legs the earliest counts; dates that are approximate or
        uncertain, or without a year, prove nothing.
    """
    journeys: defaultdict[str, list[LegRow]] = defaultdict(list)
    for leg in survey.case.legs:
        if not (leg.date.approximate or leg.date.uncertain):
            journeys[leg.journey].append(leg)
    for legs in journeys.values():
        yield from _backwards(sorted(legs, key=lambda leg: (leg.leg, leg.where)))


def _backwards(legs: Sequence[LegRow]) -> Iterator[Finding]:
    """Report the legs of one journey that lie before one of a smaller number."""
    latest: tuple[date, LegRow] | None = None
    for _, group in groupby(legs, key=lambda leg: leg.leg):
        here = list(group)
        for leg in here:
            if latest and leg.date.end and leg.date.end < latest[0]:
                yield _finding(leg, latest[1])
        starts = [(leg.date.start, leg) for leg in here if leg.date.start]
        if len(starts) == len(here):
            first = min(starts, key=itemgetter(0))
            latest = max(latest or first, first, key=itemgetter(0))


def _finding(leg: LegRow, before: LegRow) -> Finding:
    """Report a leg that lies before the one that it follows."""
    return Finding(
        leg.where,
        "date",
        f"leg {leg.leg} on “{leg.date.text}” lies before leg {before.leg} on "
        f"“{before.date.text}” ({before.where})",
        "correct a date, or the numbers of the legs",
        Level.WARNING,
        RULE,
        f"journey:{leg.journey}",
    )
