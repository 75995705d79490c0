"""Rail: the shortest way over the rail network."""

from collections.abc import Sequence

import numpy as np

from geo.coords import LonLat, distance_m
from geo.errors import NoPathError, SamePositionError
from geo.places import Place
from routes.chain import line_of
from routes.gauges import with_breaks
from routes.links import Mode
from routes.network import Network
from routes.place_ends import position_of
from routes.route import Basis, RouteLeg
from routes.ways import Access, UnconnectedError, Way, access, find_ways, generalised_m, joined_m

#: How far a stop may lie from the network, beyond the radius of its pin.
SNAP_LIMIT_KM = 10.0
#: A wide radius is no licence for a long stub.
RADIUS_LIMIT_KM = 50.0
#: Shorter gaps that were closed are not worth a word.
NOTED_JOINT_M = 1000.0
SHORTEST_NOTE = "Shortest way over the rail network; the trains' own way may differ."
HELP = "move the stop, name another, or set geometry to a drawn file, straight or none"


def rail_leg(
    start: Place,
    end: Place,
    network: Network,
    *,
    via: Sequence[Place] = (),
    avoid: Sequence[str] = (),
) -> RouteLeg:
    """
    Build the rail line between two places.

    Parameters
    ----------
    start, end
        Places with positions.
    network
        The rail network.
    via
        Places it passes, in order.
    avoid
        ISO codes of countries it keeps out of.

    Returns
    -------
    RouteLeg
        As `rail_legs`.

    Raises
    ------
    NoPathError
        A place is too far from the network, or no way connects them.
    SamePositionError
        Both places have the same position, or come to one point of the network.
    NoPositionError
        A place has no position.
    """
    return rail_legs((start, end), network, via=(via,), avoid=avoid)[0]


def rail_legs(
    stops: Sequence[Place],
    network: Network,
    *,
    via: Sequence[Sequence[Place]] = (),
    avoid: Sequence[str] = (),
) -> tuple[RouteLeg, ...]:
    """
    Build the rail line along several stops, each left at the point where it was reached.

    Parameters
    ----------
    stops
        Two or more places with positions.
    network
        The rail network.
    via
        For each stretch the places it passes, in order; empty = none at all.
    avoid
        ISO codes of countries it keeps out of.

    Returns
    -------
    tuple[RouteLeg, ...]
        Basis `network`. A line begins and ends at its stops; `length_m` is measured along the
        network, without the way from the stop to it, which is `snap_m`.

    Raises
    ------
    NoPathError, SamePositionError, NoPositionError
        As `rail_leg`.

    Notes
    -----
    A line of the network may be used when it comes within 10 km of a stop, beyond the stop's own
    radius (at most 50 km of it). Lengths are the kilometres of the source, not those of the drawn
    vertices.
    """
    passes = [tuple(places) for places in via] or [()] * (len(stops) - 1)
    calls = [(stops[0], False)]
    for end, between in zip(stops[1:], passes, strict=True):
        _refuse_same(calls[-1][0], end)
        calls += [*((place, True) for place in between), (end, False)]
    ways = iter(_ways(calls, network, avoid))
    legs = []
    for start, end, between in zip(stops, stops[1:], passes, strict=False):
        way = _joined([next(ways) for _ in range(len(between) + 1)])
        legs.append(_leg(start, end, network, way))
    return with_breaks(legs)


def _ways(
    calls: Sequence[tuple[Place, bool]], network: Network, avoid: Sequence[str]
) -> tuple[Way, ...]:
    """Find the ways between places called at or passed, naming them where there is none."""
    accesses = [_access(place, network, passed=passed) for place, passed in calls]
    try:
        return find_ways(network, accesses, avoid)
    except UnconnectedError as error:
        start, end = (calls[error.stretch + step][0] for step in (0, 1))
        raise NoPathError(f"from “{start.name}” to “{end.name}”: {error.message}", HELP) from None


def _access(place: Place, network: Network, *, passed: bool) -> Access:
    """Give the points at which a place may be reached; passing within its radius is enough."""
    radius_m = min(place.radius_km, RADIUS_LIMIT_KM) * 1000
    within_m = SNAP_LIMIT_KM * 1000 + radius_m
    try:
        return access(network, position_of(place), within_m, free_m=radius_m if passed else 0.0)
    except NoPathError as error:
        raise NoPathError(f"“{place.name}”: {error.message}", HELP) from None


def _refuse_same(start: Place, end: Place) -> None:
    """Refuse a stretch of no length."""
    if position_of(start) == position_of(end):
        raise SamePositionError(f"“{start.name}” and “{end.name}” have the same position")


def _joined(ways: Sequence[Way]) -> Way:
    """Put ways that follow each other into one."""
    lonlat = np.concatenate([ways[0].lonlat, *(way.lonlat[1:] for way in ways[1:])])
    pieces = [np.concatenate([way[column] for way in ways]) for column in (1, 2, 3)]
    return Way(lonlat, *pieces)


def _leg(start: Place, end: Place, network: Network, way: Way) -> RouteLeg:
    """Make the leg of a way through the network."""
    length_m = float(way.metres.sum())
    if length_m == 0:
        raise SamePositionError(
            f"“{start.name}” and “{end.name}” come to one point of the {network.what} network", HELP
        )
    here, there = position_of(start), position_of(end)
    first, last = (LonLat(*map(float, way.lonlat[at])) for at in (0, -1))
    return RouteLeg(
        start=start.id,
        end=end.id,
        mode=Mode.RAIL,
        basis=Basis.NETWORK,
        line=line_of(np.vstack([here, way.lonlat, there])),
        length_m=length_m,
        straight_m=distance_m(here, there),
        snap_m=(distance_m(here, first), distance_m(there, last)),
        generalised_m=generalised_m(way),
        note=_note(joined_m(way)),
        attribution=network.attribution,
    )


def _note(joined: float) -> str:
    """Say how much of the line closes gaps of the source."""
    if joined < NOTED_JOINT_M:
        return SHORTEST_NOTE
    return f"{SHORTEST_NOTE} {joined / 1000:.1f} km of it close gaps in the source's lines."
