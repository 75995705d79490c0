"""Rail, and whatever else goes over a network: the shortest way over it."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

import numpy as np

from geo.coords import LonLat, distance_m
from geo.errors import NoPathError, SamePositionError
from geo.places import Place
from routes.chain import line_of
from routes.gauges import with_breaks
from routes.links import Mode
from routes.network import Network
from routes.own.countries import COUNTRY_NOTE
from routes.parts import gap_between, nearest_access
from routes.place_ends import position_of
from routes.remedies import Call, way_help
from routes.route import Basis, RouteLeg
from routes.ways import Access, UnconnectedError, Way, access, find_ways, generalised_m, joined_m

#: How far a stop may lie from the network, beyond the radius of its pin.
SNAP_LIMIT_KM = 10.0
#: A wide radius is no licence for a long stub.
RADIUS_LIMIT_KM = 50.0
#: Shorter gaps that were closed are not worth a word.
NOTED_JOINT_M = 1000.0
#: At so many points a stop may touch a network of the user's own, which may hold all streets.
MOST_POINTS = 400
SHORTEST_NOTE = "Shortest way over the rail network; the trains' own way may differ."
#: How a line over a network of the user's own was made, by mode.
OWN_NOTES = {
    Mode.RAIL: "Shortest way over the rail lines of {}; the trains' own way may differ.",
    Mode.ROAD: "Shortest way over the roads of {}; one-way streets and closures are not heeded.",
    Mode.FOOT: "Shortest way over the roads and paths of {}; the way taken may differ.",
    Mode.FERRY: "Shortest way over the ferry lines of {}; the ship's own way may differ.",
}
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
    mode: Mode = Mode.RAIL,
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
    mode
        How it travels: rail, or what goes over a network of the user's own (road, foot, ferry).

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
    found = iter(_ways(calls, network, avoid))
    ways = [_joined([next(found) for _ in range(len(between) + 1)]) for between in passes]
    legs = [_leg(ends, network, way, mode) for ends, way in zip(pairwise(stops), ways, strict=True)]
    return _told(legs, network, avoid)


def rail_stretches(
    calls: Sequence[Place],
    network: Network,
    *,
    avoid: Sequence[str] = (),
    mode: Mode = Mode.RAIL,
) -> tuple[RouteLeg, ...]:
    """
    Build the rail line between two places as its stretches between the places that it passes.

    Parameters
    ----------
    calls
        Where it begins, two or more places, the last where it ends.
    network
        The rail network.
    avoid
        ISO codes of countries it keeps out of.
    mode
        As in `rail_legs`.

    Returns
    -------
    tuple[RouteLeg, ...]
        One for each pair of neighbours. Together they are the leg of `rail_leg`: only the first
        begins and only the last ends at its stop, the others at the track where a place is
        passed, with the distance to it as `snap_m`.

    Raises
    ------
    NoPathError, SamePositionError, NoPositionError
        As `rail_leg`.
    """
    last = len(calls) - 1
    ways = _ways([(place, 0 < at < last) for at, place in enumerate(calls)], network, avoid)
    legs = [
        _leg(ends, network, way, mode, (at == 0, at + 1 == last))
        for at, (ends, way) in enumerate(zip(pairwise(calls), ways, strict=True))
    ]
    return _told(legs, network, avoid)


def _ways(
    calls: Sequence[tuple[Place, bool]], network: Network, avoid: Sequence[str]
) -> tuple[Way, ...]:
    """Find the ways between places called at or passed, naming them where there is none."""
    accesses = [_access(place, network, passed=passed) for place, passed in calls]
    try:
        return find_ways(network, accesses, avoid)
    except UnconnectedError as error:
        start, end = (
            Call(calls[error.stretch + step][0], accesses[error.stretch + step]) for step in (0, 1)
        )
        apart = _apart(start, end, network)
        names = f"from “{start.place.name}” to “{end.place.name}”"
        message = f"{names}: {error.message}{_of(network)}{apart}"
        advice = "" if apart else way_help(network, start, end, avoid)
        raise NoPathError(message, f"{advice}; {HELP}".removeprefix("; ")) from None


def _apart(start: Call, end: Call, network: Network) -> str:
    """Say on which parts of a network of the user's own two places lie, and how far apart."""
    gap = gap_between(network, start.access, end.access) if network.source else None
    if gap is None:
        return ""
    return (
        f": “{start.place.name}” lies on a part of {gap.here_m / 1000:,.0f} km of line, "
        f"“{end.place.name}” on one of {gap.there_m / 1000:,.0f} km; they come nearest at "
        f"{gap.at.lon:.3f},{gap.at.lat:.3f} (lon,lat), {_km(gap.away_m)} apart"
    )


def _km(metres: float) -> str:
    """Say a distance in kilometres, or in metres where it is short."""
    return f"{metres / 1000:,.1f} km" if metres >= 1000 else f"{metres:.0f} m"


def _of(network: Network) -> str:
    """Name the file of a network of the user's own."""
    return f" ({network.source})" if network.source else ""


def _access(place: Place, network: Network, *, passed: bool) -> Access:
    """Give the points at which a place may be reached; passing within its radius is enough."""
    radius_m = min(place.radius_km, RADIUS_LIMIT_KM) * 1000
    within_m = SNAP_LIMIT_KM * 1000 + radius_m
    try:
        touched = _touched(network, position_of(place), within_m, radius_m if passed else 0.0)
    except NoPathError as error:
        message = f"“{place.name}”: {error.message}{_of(network)}"
        raise NoPathError(message, HELP) from None
    return nearest_access(network, touched, MOST_POINTS) if network.source else touched


# The rows of a table and the links of a case come to the same stops again and again.
@lru_cache(maxsize=512)
def _touched(network: Network, at: LonLat, within_m: float, free_m: float) -> Access:
    """Give the points at which a position touches a network; the last few are kept."""
    return access(network, at, within_m, free_m=free_m)


def _refuse_same(start: Place, end: Place) -> None:
    """Refuse a stretch of no length."""
    if position_of(start) == position_of(end):
        raise SamePositionError(f"“{start.name}” and “{end.name}” have the same position")


def _joined(ways: Sequence[Way]) -> Way:
    """Put ways that follow each other into one."""
    lonlat = np.concatenate([ways[0].lonlat, *(way.lonlat[1:] for way in ways[1:])])
    pieces = [np.concatenate([way[column] for way in ways]) for column in (1, 2, 3)]
    return Way(lonlat, *pieces)


def _leg(
    ends: tuple[Place, Place],
    network: Network,
    way: Way,
    mode: Mode,
    stubs: tuple[bool, bool] = (True, True),
) -> RouteLeg:
    """Make the leg of a way through the network, with a stub to those ends that call for one."""
    start, end = ends
    length_m = float(way.metres.sum())
    if length_m == 0:
        raise SamePositionError(
            f"“{start.name}” and “{end.name}” come to one point of the {network.what} "
            f"network{_of(network)}",
            HELP,
        )
    here, there = position_of(start), position_of(end)
    first, last = (LonLat(*map(float, way.lonlat[at])) for at in (0, -1))
    return RouteLeg(
        start=start.id,
        end=end.id,
        mode=mode,
        basis=Basis.NETWORK,
        line=line_of(np.vstack([*[here] * stubs[0], way.lonlat, *[there] * stubs[1]])),
        length_m=length_m,
        straight_m=distance_m(here, there),
        snap_m=(distance_m(here, first), distance_m(there, last)),
        generalised_m=generalised_m(way),
        note=_note(network, mode, joined_m(way)),
        attribution=network.attribution,
    )


def _told(legs: Sequence[RouteLeg], network: Network, avoid: Sequence[str]) -> tuple[RouteLeg, ...]:
    """Say what a reader must know: breaks of gauge, and how countries are known on own lines."""
    if network.source and avoid:
        legs = [replace(leg, note=f"{leg.note} {COUNTRY_NOTE}") for leg in legs]
    return with_breaks(legs) if legs[0].mode is Mode.RAIL else tuple(legs)


def _note(network: Network, mode: Mode, joined: float) -> str:
    """Say how the line was made, and how much of it closes gaps of the source."""
    note = OWN_NOTES[mode].format(network.source) if network.source else SHORTEST_NOTE
    if joined < NOTED_JOINT_M:
        return note
    return f"{note} {joined / 1000:.1f} km of it close gaps in the source's lines."
