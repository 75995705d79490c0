"""Stated kilometres against those of the straight line and of the way."""

from collections.abc import Iterator

from geo.errors import Finding, Level
from geo.quantities import Quantity
from geo.words import joined, message, number_words, say
from maps.check.survey import Survey
from maps.stated import stated_lengths
from routes.route import Basis, Route

RULE = "distance"
#: How far a stated number may be off the way.
TOLERANCE = 0.15
#: How much longer than the straight line a way may be of which nothing else is known.
DETOUR = 2.0
OFF_HELP = f"more than {TOLERANCE:.0%} off: are the stops the ones that the source means?"
STRAIGHT_HELP = f"more than {TOLERANCE:.0%} off the way: does the source mean the straight line?"
#: What has a way of its own besides the straight line.
WAYS = {
    Basis.NETWORK: message("{km} km by network"),
    Basis.WATER: message("{km} km by water"),
    Basis.DRAWN: message("{km} km as drawn"),
}


def find_odd_distances(survey: Survey) -> Iterator[Finding]:
    """
    Find links whose stated length does not fit the way.

    Parameters
    ----------
    survey
        What is checked.

    Yields
    ------
    Finding
        A warning at the link or at the claim that states it, with all three lengths.

    Notes
    -----
    Where no way is known, anything from the straight line to twice that is let pass.
    """
    for row in survey.case.links:
        route = survey.built.get(("link", row.id))
        if route is None or route.straight_m is None:
            continue
        straight_km, way_km = route.straight_m / 1000, _way_km(route)
        for stated in stated_lengths(row, survey.claims.get(f"link:{row.id}", ())):
            if not _fits(stated.km, straight_km, way_km):
                is_straight = way_km is not None and _near(stated.km, straight_km)
                yield Finding(
                    stated.where,
                    stated.column,
                    _message(stated.km, straight_km, way_km, route.basis),
                    STRAIGHT_HELP if is_straight else OFF_HELP,
                    Level.WARNING,
                    RULE,
                    f"link:{row.id}",
                )


def _message(stated: Quantity, straight_km: float, way_km: float | None, basis: Basis) -> str:
    """Say what is stated and what was measured."""
    straight = number_words(straight_km)
    said = [
        say("“{km}” km stated", km=stated.text),
        say("{km} km in a straight line", km=straight),
    ]
    if way_km is not None and basis in WAYS:
        said.append(say(WAYS[basis], km=number_words(way_km)))
    return joined(", ", said)


def _way_km(route: Route) -> float | None:
    """Give the length of a way that is known; `None` for one that is not."""
    measured = route.basis not in {Basis.SCHEMATIC, Basis.UNKNOWN}
    return route.length_m / 1000 if measured and route.length_m is not None else None


def _fits(stated: Quantity, straight_km: float, way_km: float | None) -> bool:
    """Tell whether a stated number may be the length of a way."""
    if way_km is not None:
        return _near(stated, way_km)
    low_km, high_km = straight_km * (1 - TOLERANCE), straight_km * DETOUR
    return low_km <= stated.high and stated.low <= high_km


def _near(stated: Quantity, km: float) -> bool:
    """Tell whether a stated number is about a length."""
    return km * (1 - TOLERANCE) <= stated.high and stated.low <= km * (1 + TOLERANCE)
