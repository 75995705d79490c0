"""What would work where a line cannot be built."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np

from geo.coords import LonLat, distance_m
from geo.places import Place
from routes.network import Bools, Floats, Ints, Network
from routes.place_ends import position_of
from routes.ways import Access


class Call(NamedTuple):
    """A stop and the points at which it touches the network."""

    place: Place
    access: Access


class _Near(NamedTuple):
    """A point that is connected with one stop, and how far it is from the other."""

    away_m: float
    at: LonLat
    base: str
    other: str


def way_help(network: Network, start: Call, end: Call, avoid: Sequence[str]) -> str:
    """
    Say what would lead from one stop to another where no way leads.

    Parameters
    ----------
    network
        The network.
    start, end
        The stops.
    avoid
        Countries that are kept out of.

    Returns
    -------
    str
        The fewest countries that must be allowed, where that opens a way. Else the point that is
        connected with the one stop and is nearest to the other, with its distance.

    Notes
    -----
    Connected components as in `scipy.sparse.csgraph`. The nearest point is a node.
    """
    for count in range(1, len(avoid) + 1):
        opening = [
            " and ".join(some)
            for some in combinations(avoid, count)
            if _meet(network, start, end, [code for code in avoid if code not in some])
        ]
        if opening:
            return f"a way opens where {' or '.join(opening)} may be entered"
    pairs = ((start, end), (end, start))
    found = [near for one, other in pairs for near in _nearest(network, one, other, avoid)]
    if not found:
        return ""
    near = min(found)
    return (
        f"the nearest point with a way to “{near.base}” is {near.away_m / 1000:.1f} km from "
        f"“{near.other}”, at {near.at.lon:.3f},{near.at.lat:.3f} (lon,lat)"
    )


def _meet(network: Network, start: Call, end: Call, avoid: Sequence[str]) -> bool:
    """Tell whether two stops touch one part of what is left of a network."""
    parts, is_open = _parts(network, tuple(avoid))
    ours, theirs = (_touched(network, call, parts, is_open) for call in (start, end))
    return bool(np.intersect1d(ours, theirs).size)


def _nearest(network: Network, base: Call, other: Call, avoid: Sequence[str]) -> list[_Near]:
    """Find the point connected with one stop that is nearest to another; none where shut in."""
    parts, is_open = _parts(network, tuple(avoid))
    touched = _touched(network, base, parts, is_open)
    if not len(touched):
        return []
    spot = position_of(other.place)
    nodes, tree = _tree(network, tuple(avoid), tuple(touched.tolist()))
    # Chords of the sphere rise with the distance: the nearest by them is the nearest.
    _, nearest = tree.query(_on_sphere(np.array([spot]))[0])
    at = LonLat(*network.lonlat[nodes[nearest]].tolist())
    return [_Near(distance_m(spot, at), at, base.place.name, other.place.name)]


# Many rows of a table often fail alike: what is known of the parts is kept.
@lru_cache(maxsize=32)
def _tree(network: Network, avoid: tuple[str, ...], numbers: tuple[int, ...]) -> tuple[Ints, Any]:
    """Give the nodes of some parts, and a search tree over them."""
    from scipy.spatial import KDTree  # noqa: PLC0415 - 0.1 s that only an error needs

    nodes = np.flatnonzero(np.isin(_parts(network, avoid)[0], numbers))
    return nodes, KDTree(_on_sphere(network.lonlat[nodes]))


@lru_cache(maxsize=8)
def _parts(network: Network, avoid: tuple[str, ...]) -> tuple[Ints, Bools]:
    """Give each node the number of its part, some countries left out, and tell the open edges."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - 0.2 s that only an error needs
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415 - as above

    numbers = [network.codes.index(code) for code in avoid if code in network.codes]
    is_open = np.asarray(~np.isin(network.country, numbers)[network.ends].any(axis=1))
    count, ends = len(network.lonlat), network.ends[is_open]
    graph = csr_matrix((np.ones(len(ends), np.int8), tuple(ends.T)), shape=(count, count))
    return np.asarray(connected_components(graph, directed=False)[1], dtype=np.int64), is_open


def _touched(network: Network, call: Call, parts: Ints, is_open: Bools) -> Ints:
    """Give the numbers of the parts that a stop touches."""
    edges = call.access.edge[is_open[call.access.edge]]
    return np.unique(parts[network.ends[edges, 0]])


def _on_sphere(lonlat: Floats) -> Floats:
    """Give positions as points of the unit sphere."""
    lon, lat = np.radians(lonlat).T
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
