"""The shortest ways through a network, from stop to stop."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from geo.coords import GEOD, LonLat
from geo.errors import NoPathError
from routes.nearby import edges_about, grid_of, half_turn
from routes.network import Bools, Floats, Ints, Network
from routes.search import Search, Steps, lesser, reach, search_of, trace

#: What a metre off the nearest line costs in metres of way: a stop leaves the track beside it for
#: another only where that saves a long way round.
OFFSET_COST = 5.0
#: An edge longer than this is drawn straight between nodes that lie far apart.
GENERALISED_M = 2000.0
#: No degree of latitude is shorter.
DEGREE_M = 110_500.0
#: Stands for "straight from the one stop to the other on one edge".
DIRECT = -1
NO_STEPS = Steps(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64))


class Access(NamedTuple):
    """
    Where a stop can be reached: one point on each edge nearby.

    Attributes
    ----------
    edge
        Shape (k,), numbers of edges.
    along_m
        Shape (k,), metres from the edge's first node to the point.
    offset_m
        Shape (k,), metres from the stop to the point.
    cost_m
        Shape (k,), what it costs to use the point, in metres of way; the best is free.
    lonlat
        Shape (k, 2), the points in degrees.
    """

    edge: Ints
    along_m: Floats
    offset_m: Floats
    cost_m: Floats
    lonlat: Floats


class Way(NamedTuple):
    """
    A way from one point of a network to another.

    Attributes
    ----------
    lonlat
        Shape (n, 2), degrees.
    metres
        Shape (n - 1,), true length of each piece.
    edge_m
        Shape (n - 1,), true length of the edge that a piece is part of.
    joint
        Shape (n - 1,), whether a piece closes a gap of the source.
    """

    lonlat: Floats
    metres: Floats
    edge_m: Floats
    joint: Bools


class UnconnectedError(NoPathError):
    """
    No way leads from one stop to the next.

    Attributes
    ----------
    stretch
        Number of the stop it would lead from.
    """

    stretch: int = 0


class _Stretch(NamedTuple):
    """
    What it costs to come to each point of a stop, and how.

    Attributes
    ----------
    cost
        Shape (k,), metres; infinite where no way leads to the point.
    start
        Shape (k,), the point of the stop before.
    first, last
        Shape (k,), the nodes between which the way runs; `DIRECT` = along one edge.
    """

    cost: Floats
    start: Ints
    first: Ints
    last: Ints


def access(network: Network, at: LonLat, within_m: float, *, free_m: float = 0.0) -> Access:
    """
    Give the points at which a position touches a network.

    Parameters
    ----------
    at
        Degrees, WGS 84.
    within_m
        How far off a line may be, in metres.
    free_m
        Up to this distance no line is better than another, in metres.

    Returns
    -------
    Access
        One point for each edge nearby, in the order of the edges; at least one.

    Raises
    ------
    NoPathError
        No line is that near; the message names the nearest node.
    """
    edges, flat, share = _edges_beside(network, at, within_m)
    lonlat = np.array(at) + flat
    offset = _distances_m(at, lonlat)
    near = offset <= within_m
    if not near.any():
        raise _too_far(network, at, within_m)
    edges, offset = edges[near], offset[near]
    beyond = offset - max(float(offset.min()), free_m)
    return Access(
        edge=edges,
        along_m=share[near] * network.edge_m[edges],
        offset_m=offset,
        cost_m=np.maximum(beyond, 0) * OFFSET_COST,
        lonlat=lonlat[near],
    )


def find_ways(
    network: Network, stops: Sequence[Access], avoid: Sequence[str] = ()
) -> tuple[Way, ...]:
    """
    Find the shortest way along stops, each left at the point where it was reached.

    Parameters
    ----------
    stops
        Two or more, in order.
    avoid
        ISO codes of countries to keep out of. Nodes within 5 km of a border are in none.

    Returns
    -------
    tuple[Way, ...]
        One for each pair of neighbours; the last point of one is the first of the next.

    Raises
    ------
    UnconnectedError
        Two neighbours are not connected.

    Notes
    -----
    Exact, by the engine that `routes.engine` chooses. A point off the nearest line costs
    `OFFSET_COST` for every metre beyond it, so that a stop beside a siding or an unconnected
    piece is joined to the line that leads on.
    """
    search = search_of(network, tuple(avoid))
    closed = search.closed
    cost = np.where(closed[stops[0].edge], np.inf, stops[0].cost_m)
    stretches: list[_Stretch] = []
    for number, (here, there) in enumerate(pairwise(stops)):
        stretch = _stretch(search, here._replace(cost_m=cost), there)
        cost = np.where(closed[there.edge], np.inf, stretch.cost)
        if not np.isfinite(cost).any():
            raise _no_way(network, number, avoid)
        stretches.append(stretch)
    return _traced(search, stops, stretches, int(cost.argmin()))


def generalised_m(way: Way) -> float:
    """Give the metres of a way that are drawn straight between nodes more than 2 km apart."""
    return float(way.metres[way.edge_m > GENERALISED_M].sum())


def joined_m(way: Way) -> float:
    """Give the metres of a way that close gaps of the source."""
    return float(way.metres[way.joint].sum())


def _edges_beside(network: Network, at: LonLat, within_m: float) -> tuple[Ints, Floats, Floats]:
    """Give edges about a position, the offset in degrees to each, and how far along it lies."""
    reach = within_m / DEGREE_M
    squeeze = max(float(np.cos(np.radians(min(abs(at.lat) + reach, 89.0)))), 0.01)
    edges = edges_about(network, at, reach, reach / squeeze)
    west, south, run, north = grid_of(network).drawn[:, edges]
    west = half_turn(west - at.lon)
    # From its tail on, or an edge at the back of the earth would reach across its front.
    tails, heads = np.array([west, south - at.lat]), np.array([west + run, north - at.lat])
    limit = np.array([[reach / squeeze], [reach]])
    touching = (np.minimum(tails, heads) <= limit) & (np.maximum(tails, heads) >= -limit)
    near = np.flatnonzero(touching.all(axis=0))
    tails, heads = tails.T[near], heads.T[near]
    flat = np.array([np.cos(np.radians(at.lat)), 1.0])
    along = (heads - tails) * flat
    square = np.maximum((along**2).sum(axis=1), 1e-18)
    share = np.clip(-((tails * flat) * along).sum(axis=1) / square, 0.0, 1.0)
    return edges[near], tails + (heads - tails) * share[:, None], share


def _too_far(network: Network, at: LonLat, within_m: float) -> NoPathError:
    """Make the error for a stop that no line comes near."""
    if not len(network.lonlat):
        return NoPathError(f"the {network.what} network is empty")
    away = _distances_m(at, network.lonlat)
    node = int(away.argmin())
    lon, lat = network.lonlat[node]
    return NoPathError(
        f"no {network.what} line within {within_m / 1000:.0f} km: the nearest is "
        f"{away[node] / 1000:.0f} km off, at {lon:.3f},{lat:.3f} (lon,lat)"
    )


def _no_way(network: Network, stretch: int, avoid: Sequence[str]) -> UnconnectedError:
    """Make the error for two stops that are not connected."""
    outside = f" that keeps out of {', '.join(avoid)}" if avoid else ""
    error = UnconnectedError(f"the {network.what} network has no way{outside}")
    error.stretch = stretch
    return error


def _stretch(search: Search, here: Access, there: Access) -> _Stretch:
    """Search from the points of one stop to those of the next."""
    network = search.network
    begin, finish = network.ends[here.edge].ravel(), network.ends[there.edge].ravel()
    to_begin, to_finish = _to_ends(network, here), _to_ends(network, there)
    far, source = reach(search, begin, (here.cost_m[:, None] + to_begin).ravel(), finish)
    cost, side = lesser(far.reshape(-1, 2) + to_finish)
    rows = np.arange(len(side))
    source = source.reshape(-1, 2)[rows, side]
    first, last = begin[source], network.ends[there.edge][rows, side]
    start = source // 2
    _, ours, theirs = np.intersect1d(here.edge, there.edge, return_indices=True)
    direct = here.cost_m[ours] + np.abs(here.along_m[ours] - there.along_m[theirs])
    better = direct <= cost[theirs]
    ours, theirs = ours[better], theirs[better]
    cost[theirs], start[theirs], first[theirs], last[theirs] = direct[better], ours, DIRECT, DIRECT
    return _Stretch(cost + there.cost_m, start, first, last)


def _to_ends(network: Network, at: Access) -> Floats:
    """Give the metres from each point of a stop to the two nodes of its edge."""
    return np.column_stack([at.along_m, network.edge_m[at.edge] - at.along_m])


def _traced(
    search: Search, stops: Sequence[Access], stretches: Sequence[_Stretch], point: int
) -> tuple[Way, ...]:
    """Follow the stretches back from a point of the last stop."""
    ways: list[Way] = []
    for here, there, stretch in reversed(list(zip(stops, stops[1:], stretches, strict=False))):
        start, first, last = (int(column[point]) for column in stretch[1:])
        steps = trace(search, first, last) if first != DIRECT else NO_STEPS
        ways.append(_way(search.network, (here, start), steps, (there, point)))
        point = start
    return tuple(reversed(ways))


def _way(network: Network, start: tuple[Access, int], steps: Steps, end: tuple[Access, int]) -> Way:
    """Make the way from a point by nodes to a point."""
    at = [
        (there.edge[point], there.along_m[point], there.lonlat[point])
        for there, point in (start, end)
    ]
    (first, first_m, _), (last, last_m, _) = at
    nodes, inner = steps
    if not len(nodes):
        edges, metres = np.array([first]), np.array([abs(first_m - last_m)])
    else:
        edges = np.concatenate([[first], inner, [last]])
        ends_m = [
            along if network.ends[edge, 0] == node else network.edge_m[edge] - along
            for edge, along, node in ((first, first_m, nodes[0]), (last, last_m, nodes[-1]))
        ]
        metres = np.concatenate([[ends_m[0]], network.edge_m[inner], [ends_m[1]]])
    lonlat = np.vstack([at[0][2], network.lonlat[nodes], at[1][2]])
    return Way(lonlat, metres, network.edge_m[edges], network.joint[edges])


def _distances_m(at: LonLat, lonlat: Floats) -> Floats:
    """Measure from a position to positions."""
    here = np.full(len(lonlat), at.lon), np.full(len(lonlat), at.lat)
    away: Floats = GEOD.inv(*here, lonlat[:, 0], lonlat[:, 1])[2]
    return away
