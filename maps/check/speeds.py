"""Durations in which nobody could have gone that far."""

from collections.abc import Iterator

from geo.errors import Finding, Level
from maps.check.survey import Survey
from routes.links import Mode

RULE = "speed"
#: Kilometres an hour that no journey by a mode keeps up: the fastest trains, airliners, catamarans
#: and cars; a walker's pace.
FASTEST_KMH = {
    Mode.RAIL: 350.0,
    Mode.AIR: 1100.0,
    Mode.FERRY: 100.0,
    Mode.ROAD: 160.0,
    Mode.FOOT: 10.0,
    Mode.UNKNOWN: 1100.0,
}


def find_odd_speeds(survey: Survey) -> Iterator[Finding]:
    """
    Find legs of journeys that are too long for their duration.

    Parameters
    ----------
    survey
        What is checked.

    Yields
    ------
    Finding
        A warning at the leg, with the straight line and the speed that it takes.

    Notes
    -----
    The straight line and the longest duration that is stated are taken: whoever went another way
    or sooner was faster still.
    """
    for row in survey.case.legs:
        route = survey.built.get(("leg", row.id))
        hours = row.duration.high / 3600
        if not row.duration or route is None or route.straight_m is None:
            continue
        km = route.straight_m / 1000
        if km > FASTEST_KMH[row.mode] * hours:
            speed = f"{km / hours:,.0f} km/h" if hours else "no time at all"
            yield Finding(
                row.where,
                "duration",
                f"“{row.duration.text}” for {km:,.0f} km in a straight line: {speed}",
                f"none goes faster than {FASTEST_KMH[row.mode]:g} km/h"
                + ("" if row.mode is Mode.UNKNOWN else f" by {row.mode}"),
                Level.WARNING,
                RULE,
                f"journey:{row.journey}",
            )
