"""Stated kilometres against those of the straight line and of the network."""

from collections.abc import Iterator, Sequence

from geo.errors import Finding, Level
from geo.places import Place
from maps.case.case import Case
from routes.route import Basis, Route

RULE = "distance"
#: How far a stated number may be off both measures.
TOLERANCE = 0.15
#: How much longer than the straight line a way may be of which nothing else is known.
DETOUR = 2.0


def find_odd_distances(
    case: Case,
    places: Sequence[Place],  # noqa: ARG001 - every check is called alike
    routes: Sequence[Route],
) -> Iterator[Finding]:
    """
    Find links whose stated length fits neither the straight line nor the way.

    Parameters
    ----------
    case, places, routes
        What is checked.

    Yields
    ------
    Finding
        A warning at the link, with all three lengths.

    Notes
    -----
    Where no way is known, anything from the straight line to twice that is let pass.
    """
    built = {route.id: route for route in routes if route.kind == "link"}
    for row in case.links:
        route = built.get(row.id)
        if not row.stated_km or route is None or route.straight_m is None:
            continue
        straight_km = route.straight_m / 1000
        measured = route.basis not in {Basis.SCHEMATIC, Basis.UNKNOWN}
        way_km = route.length_m / 1000 if measured and route.length_m is not None else None
        spans = _plausible(straight_km, way_km)
        if any(low <= row.stated_km.high and row.stated_km.low <= high for low, high in spans):
            continue
        way = f", {way_km:.0f} km by {route.basis}" if way_km is not None else ""
        yield Finding(
            row.where,
            "stated_km",
            f"“{row.stated_km.text}” km stated, {straight_km:.0f} km in a straight line{way}",
            f"more than {TOLERANCE:.0%} off: are the stops the ones that the source means?",
            Level.WARNING,
            RULE,
            f"link:{row.id}",
        )


def _plausible(straight_km: float, way_km: float | None) -> list[tuple[float, float]]:
    """Give the spans of kilometres that a stated number may lie in."""
    low, high = 1 - TOLERANCE, 1 + TOLERANCE
    if way_km is None:
        return [(straight_km * low, straight_km * DETOUR)]
    return [(length * low, length * high) for length in (straight_km, way_km)]
