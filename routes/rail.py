"""Rail: the shortest way over the rail network."""

from collections.abc import Sequence

import numpy as np
from shapely.geometry import LineString

from geo.coords import LonLat, distance_m
from geo.errors import NoPathError, SamePositionError
from geo.places import Place
from routes.links import Mode
from routes.network import Access, Network, Way, find_ways, generalised_m, joined_m, nodes_near
from routes.place_ends import position_of
from routes.route import Basis, RouteLeg

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
    A node of the network may be used when it lies within 10 km of a stop, beyond the stop's own
    radius. Lengths are the kilometres of the source, not those of the drawn vertices.
    """
    passes = [tuple(places) for places in via] or [()] * (len(stops) - 1)
    calls = [stops[0]]
    for end, between in zip(stops[1:], passes, strict=True):
        _refuse_same(calls[-1], end)
        calls += [*between, end]
    ways = iter(_ways(calls, network, avoid))
    legs = []
    for start, end, between in zip(stops, stops[1:], passes, strict=False):
        way = _joined([next(ways) for _ in range(len(between) + 1)])
        legs.append(_leg(start, end, network, way))
    return tuple(legs)


def _ways(calls: Sequence[Place], network: Network, avoid: Sequence[str]) -> tuple[Way, ...]:
    """Find the ways between places called at or passed, naming them where there is none."""
    accesses = [_access(place, network) for place in calls]
    try:
        return find_ways(network, accesses, avoid)
    except NoPathError as error:
        start, end = (calls[getattr(error, "stretch", 0) + step] for step in (0, 1))
        raise NoPathError(f"from “{start.name}” to “{end.name}”: {error.message}", HELP) from None


def _access(place: Place, network: Network) -> Access:
    """Give the nodes at which a place may be reached."""
    limit_km = SNAP_LIMIT_KM + min(place.radius_km, RADIUS_LIMIT_KM)
    try:
        return nodes_near(network, position_of(place), limit_km * 1000)
    except NoPathError as error:
        raise NoPathError(f"“{place.name}”: {error.message}", HELP) from None


def _refuse_same(start: Place, end: Place) -> None:
    """Refuse a stretch of no length."""
    if position_of(start) == position_of(end):
        raise SamePositionError(f"“{start.name}” and “{end.name}” have the same position")


def _joined(ways: Sequence[Way]) -> Way:
    """Put ways that follow each other into one."""
    nodes = [ways[0].nodes, *(way.nodes[1:] for way in ways[1:])]
    return Way(np.concatenate(nodes), np.concatenate([way.metres for way in ways]))


def _leg(start: Place, end: Place, network: Network, way: Way) -> RouteLeg:
    """Make the leg of a way through the network."""
    if len(way.nodes) < 2:
        raise SamePositionError(
            f"“{start.name}” and “{end.name}” come to one point of the {network.what} network", HELP
        )
    here, there = position_of(start), position_of(end)
    lonlats = np.vstack([[here], network.lonlat[way.nodes], [there]])
    steps = np.any(np.diff(lonlats, axis=0) != 0, axis=1)
    lonlats = lonlats[np.concatenate([[True], steps])]
    lonlats[:, 0] = np.unwrap(lonlats[:, 0], period=360)
    ours_m = joined_m(network, way)
    first, last = (_lonlat(network, int(way.nodes[at])) for at in (0, -1))
    return RouteLeg(
        start=start.id,
        end=end.id,
        mode=Mode.RAIL,
        basis=Basis.NETWORK,
        line=LineString(lonlats),
        length_m=float(way.metres.sum()),
        straight_m=distance_m(here, there),
        snap_m=(distance_m(here, first), distance_m(there, last)),
        generalised_m=generalised_m(way),
        note=_note(ours_m),
        attribution=network.attribution,
    )


def _lonlat(network: Network, node: int) -> LonLat:
    """Give the position of a node."""
    lon, lat = network.lonlat[node]
    return LonLat(float(lon), float(lat))


def _note(joined: float) -> str:
    """Say how much of the line closes gaps of the source."""
    if joined < NOTED_JOINT_M:
        return SHORTEST_NOTE
    return f"{SHORTEST_NOTE} {joined / 1000:.1f} km of it close gaps in the source's lines."
