"""What a network is like: its size, its parts, and the gaps between them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from geo.coords import Bbox, LonLat, distance_m
from routes.network import Floats, Ints, Network
from routes.own.noding import dead_ends, edges_beside
from routes.own.read import OwnNetwork
from routes.parts import parts_of

#: A dead end so near to a line of another part is a gap that somebody may have meant to close.
GAP_M = 200.0
#: Two dead ends face each other when they are as far apart as the gap is wide, but for this.
FACING_M = 0.5
#: Shorter edges are told, metres.
SHORT_M = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """
    Lines that hang together and with nothing else.

    Attributes
    ----------
    length_m
        Metres of line.
    nodes
        Their number.
    at
        A node of it, in degrees: the one nearest to the middle of all.
    """

    length_m: float
    nodes: int
    at: LonLat


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """
    A dead end beside a line of another part.

    Attributes
    ----------
    at
        The dead end, in degrees.
    away_m
        Metres to the line.
    parts
        Numbers of the two parts, from 1 on, in the order of the report.
    """

    at: LonLat
    away_m: float
    parts: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """
    What is to be said of a network.

    Attributes
    ----------
    own
        The network and the facts of its file.
    bbox
        Of all nodes; west > east crosses the antimeridian.
    parts
        The longest first.
    dead_ends, short_edges
        How many nodes one edge alone leads to; how many edges are shorter than `SHORT_M`.
    longest_m
        Length of the longest edge: so far apart vertices are.
    gaps
        The narrowest first.
    """

    own: OwnNetwork
    bbox: Bbox
    parts: tuple[Part, ...]
    dead_ends: int
    short_edges: int
    longest_m: float
    gaps: tuple[Gap, ...]

    @property
    def length_m(self) -> float:
        """Metres of line."""
        return float(self.own.network.edge_m.sum())


def report_on(own: OwnNetwork) -> Report:
    """
    Look a network over.

    Parameters
    ----------
    own
        As read.

    Returns
    -------
    Report
        Gaps are dead ends within `GAP_M` of a line of another part; two that face each other
        are one gap.
    """
    network = own.network
    parts = _ranked(parts_of(network), network)
    return Report(
        own=own,
        bbox=_bbox(network.lonlat),
        parts=tuple(_parts(parts, network)),
        dead_ends=len(dead_ends(len(network.lonlat), network.ends)),
        short_edges=int((network.edge_m < SHORT_M).sum()),
        longest_m=float(network.edge_m.max()),
        gaps=tuple(_gaps(parts, network)),
    )


def _ranked(parts: Ints, network: Network) -> Ints:
    """Give the parts numbers by their length, the longest 0."""
    lengths = np.bincount(parts[network.ends[:, 0]], weights=network.edge_m)
    rank = np.empty(len(lengths), dtype=np.int64)
    rank[np.argsort(-lengths, kind="stable")] = np.arange(len(lengths))
    return rank[parts]


def _parts(parts: Ints, network: Network) -> list[Part]:
    """Measure the parts."""
    count = int(parts.max()) + 1
    lengths = np.bincount(parts[network.ends[:, 0]], weights=network.edge_m, minlength=count)
    nodes = np.bincount(parts, minlength=count)
    order = np.argsort(parts, kind="stable")
    groups = np.split(network.lonlat[order], np.cumsum(nodes)[:-1])
    return [
        Part(length_m=float(metres), nodes=int(number), at=_amid(group))
        for metres, number, group in zip(lengths, nodes, groups, strict=True)
    ]


def _amid(lonlat: Floats) -> LonLat:
    """Give the node nearest to the middle of nodes."""
    away = np.abs(lonlat - np.median(lonlat, axis=0)).sum(axis=1)
    return LonLat(*lonlat[int(np.argmin(away))].tolist())


def _gaps(parts: Ints, network: Network) -> list[Gap]:
    """Find the dead ends that lie beside a line of another part; of each the nearest."""
    ends = dead_ends(len(network.lonlat), network.ends)
    if parts.max(initial=0) == 0 or not len(ends):
        return []
    found = edges_beside(network.lonlat, network.ends, network.lonlat[ends], GAP_M)
    node, there = ends[found.at], parts[network.ends[found.edge, 0]]
    foreign = np.flatnonzero(parts[node] != there)
    order = foreign[np.lexsort((found.edge[foreign], found.away_m[foreign], node[foreign]))]
    nearest = order[np.unique(node[order], return_index=True)[1]]
    gaps = [
        Gap(
            at=LonLat(*network.lonlat[node[k]].tolist()),
            away_m=float(found.away_m[k]),
            parts=(int(parts[node[k]]) + 1, int(there[k]) + 1),
        )
        for k in nearest
    ]
    return _each_once(sorted(gaps, key=lambda gap: (gap.away_m, gap.at)))


def _each_once(gaps: Sequence[Gap]) -> list[Gap]:
    """Leave out a gap that was found from its other end, where two dead ends face each other."""
    kept: list[Gap] = []
    by_parts: dict[tuple[frozenset[int], float], list[Gap]] = {}
    for gap in gaps:
        alike = by_parts.setdefault((frozenset(gap.parts), round(gap.away_m, 1)), [])
        if not any(abs(distance_m(gap.at, k.at) - gap.away_m) < FACING_M for k in alike):
            alike.append(gap)
            kept.append(gap)
    return kept


def _bbox(lonlat: Floats) -> Bbox:
    """Give the narrowest box of nodes, across the antimeridian where that is narrower."""
    lons = np.unique(lonlat[:, 0])
    steps = np.diff(lons, append=lons[0] + 360)
    widest = int(np.argmax(steps))
    if widest == len(lons) - 1 or steps[widest] <= steps[-1]:
        west, east = lons[0], lons[-1]
    else:
        west, east = lons[widest + 1], lons[widest]
    south, north = lonlat[:, 1].min(), lonlat[:, 1].max()
    return Bbox(float(west), float(south), float(east), float(north))
