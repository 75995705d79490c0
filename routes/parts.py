"""The parts of a network that hang together, and where two of them come nearest."""

from typing import NamedTuple

import numpy as np

from geo.coords import GEOD, LonLat
from routes.network import Bools, Floats, Ints, Network
from routes.ways import Access


class Gap(NamedTuple):
    """
    What lies between two parts of a network.

    Attributes
    ----------
    here_m, there_m
        Metres of line of each.
    away_m
        Metres between their nearest nodes.
    at
        The node of the first that is nearest to the other, in degrees.
    """

    here_m: float
    there_m: float
    away_m: float
    at: LonLat


def parts_of(network: Network) -> Ints:
    """
    Tell which nodes of a network hang together.

    Parameters
    ----------
    network
        The network.

    Returns
    -------
    numpy.ndarray
        Shape (n,), the number of the part of each node, from 0 on.
    """
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - 0.2 s that only a network needs
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415

    count = len(network.lonlat)
    flags = np.ones(len(network.ends), dtype=np.int8)
    graph = csr_matrix((flags, tuple(network.ends.T)), shape=(count, count))
    return np.asarray(connected_components(graph, directed=False)[1], dtype=np.int64)


def gap_between(network: Network, here: Access, there: Access) -> Gap | None:
    """
    Measure what lies between the parts that two stops lie on.

    Parameters
    ----------
    network
        The network.
    here, there
        The points at which the stops touch it.

    Returns
    -------
    Gap or None
        `None` where a part is common to both: then it is not the lines that are missing.
    """
    parts = parts_of(network)
    ours, theirs = (np.unique(parts[network.ends[a.edge, 0]]) for a in (here, there))
    if np.intersect1d(ours, theirs).size:
        return None
    of_edge = parts[network.ends[:, 0]]
    lengths = [float(network.edge_m[np.isin(of_edge, some)].sum()) for some in (ours, theirs)]
    at, away_m = _nearest(network.lonlat, np.isin(parts, ours), np.isin(parts, theirs))
    return Gap(lengths[0], lengths[1], away_m, at)


def nearest_access(network: Network, touched: Access, most: int) -> Access:
    """
    Leave the nearest of many points at which a position touches a dense network.

    Parameters
    ----------
    network
        The network.
    touched
        From `access`.
    most
        So many points are enough; where there are no more, all stay.

    Returns
    -------
    Access
        The nearest `most`, and the nearest of each part that is not among them, so that no way is
        lost: in streets of a town ten kilometres hold a hundred thousand.
    """
    if len(touched.edge) <= most:
        return touched
    order = np.argsort(touched.offset_m, kind="stable")
    parts = parts_of(network)[network.ends[touched.edge, 0]]
    first = order[np.unique(parts[order], return_index=True)[1]]
    kept = np.unique(np.concatenate([order[:most], first]))
    return Access(*(column[kept] for column in touched))


def _nearest(lonlat: Floats, ours: Bools, theirs: Bools) -> tuple[LonLat, float]:
    """Find the nearest two nodes of two sets; give the first and the metres between them."""
    from scipy.spatial import KDTree  # noqa: PLC0415 - as above

    one, two = lonlat[ours], lonlat[theirs]
    # Chords of the sphere rise with the distance: the nearest by them is the nearest.
    chord, other = KDTree(on_sphere(two)).query(on_sphere(one))
    number = int(np.argmin(chord))
    here, there = one[number], two[other[number]]
    return LonLat(*here.tolist()), float(GEOD.inv(*here, *there)[2])


def on_sphere(lonlat: Floats) -> Floats:
    """
    Give positions as points of the unit sphere, on which the nearest by chord is the nearest.

    Parameters
    ----------
    lonlat
        Shape (n, 2), degrees.

    Returns
    -------
    numpy.ndarray
        Shape (n, 3).
    """
    lon, lat = np.radians(lonlat).T
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
