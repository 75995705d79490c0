"""
Close the gaps of a border.

The source leaves coarse pieces of water out of the countries beside a border, so that its two
sides part there: one of them, or both, makes a detour around the water.
"""

from typing import Any, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components, dijkstra
from scipy.spatial import cKDTree
from shapely.geometry.base import BaseGeometry

#: Longest way along the edge of a country that closes a gap.
WAY_DEG = 0.12
#: Longest straight line that closes a gap where neither country leads over it.
STRAIGHT_DEG = 0.03
#: So many ends are looked from at a time, to keep the tables small.
AT_A_TIME = 200


class Ends(NamedTuple):
    """Ends of lines at which no line goes on, and which connected lines each belongs to."""

    lonlats: NDArray[np.float64]
    chain: NDArray[np.int64]


def closed(
    line: BaseGeometry, starts: NDArray[np.float64], ends: NDArray[np.float64]
) -> BaseGeometry:
    """Lead a border over its gaps by the shortest way along the given edges, else straight."""
    loose = loose_ends(line)
    if len(loose.lonlats) < 2:
        return line
    graph, nodes, at = _graph(loose.lonlats, starts, ends)
    chains = Chains(loose.chain)
    pieces = [
        shapely.LineString(nodes[way])
        for start, end, way in _ways(graph, at)
        if chains.joins(start, end)
    ]
    pairs = cKDTree(loose.lonlats).query_pairs(STRAIGHT_DEG, output_type="ndarray")
    length = np.hypot(*(loose.lonlats[pairs[:, 0]] - loose.lonlats[pairs[:, 1]]).T)
    pieces += [
        shapely.LineString(loose.lonlats[[start, end]])
        for start, end in pairs[np.lexsort((pairs[:, 1], pairs[:, 0], length))].tolist()
        if chains.joins(start, end)
    ]
    return shapely.line_merge(shapely.MultiLineString([*shapely.get_parts(line), *pieces]))


class Chains:
    """Which ends are still loose, and which hang together already: no border is a ring."""

    def __init__(self, chain: NDArray[np.int64]) -> None:
        self.chain = chain.copy()
        self.free = np.ones(len(chain), bool)

    def joins(self, start: int, end: int) -> bool:
        """Join two ends, unless one is joined already or both belong to one line."""
        if not (self.free[start] and self.free[end]) or self.chain[start] == self.chain[end]:
            return False
        self.free[[start, end]] = False
        self.chain[self.chain == self.chain[end]] = self.chain[start]
        return True


def led_on(
    line: BaseGeometry,
    others: NDArray[np.float64],
    starts: NDArray[np.float64],
    ends: NDArray[np.float64],
) -> BaseGeometry:
    """Lead the loose ends of a border on to the nearest end of another, where three meet."""
    loose = loose_ends(line).lonlats
    away = cKDTree(others).query(loose)[0] > 0 if len(others) else np.zeros(len(loose), bool)
    loose = loose[away]
    if not len(loose):
        return line
    reach = cKDTree(loose).query(others, distance_upper_bound=WAY_DEG / 2)[0] < np.inf
    targets = others[reach]
    if not len(targets):
        return line
    graph, nodes, at = _graph(np.concatenate([loose, targets]), starts, ends)
    pieces = []
    taken: set[int] = set()
    for start, end, way in _ways(graph, at):
        if start < len(loose) <= end and start not in taken:
            taken.add(start)
            pieces.append(shapely.LineString(nodes[way]))
    distance, nearest = cKDTree(targets).query(loose, distance_upper_bound=STRAIGHT_DEG)
    pieces += [
        shapely.LineString([loose[i], targets[nearest[i]]])
        for i in range(len(loose))
        if i not in taken and distance[i] < np.inf
    ]
    return shapely.line_merge(shapely.MultiLineString([*shapely.get_parts(line), *pieces]))


def _graph(
    points: NDArray[np.float64], starts: NDArray[np.float64], ends: NDArray[np.float64]
) -> tuple[Any, NDArray[np.float64], NDArray[np.int64]]:
    """Make a graph of the edges near some points: with the place of its nodes, and the points'."""
    middles = (starts + ends) / 2
    near = cKDTree(points).query(middles, distance_upper_bound=WAY_DEG / 2)[0] < np.inf
    count = int(near.sum())
    every = np.round(np.concatenate([starts[near], ends[near], points]), 5)
    nodes, node = np.unique(every, axis=0, return_inverse=True)
    tail, head, at = np.split(node.ravel(), [count, 2 * count])
    weight = np.hypot(*(nodes[tail] - nodes[head]).T) + 1e-9
    graph = coo_matrix((weight, (tail, head)), shape=(len(nodes), len(nodes))).tocsr()
    return graph, nodes, at


def loose_ends(line: BaseGeometry) -> Ends:
    """Find the ends of lines at which no other line goes on."""
    parts = shapely.get_parts(line)
    both = np.concatenate([shapely.get_coordinates(shapely.get_point(parts, i)) for i in (0, -1)])
    nodes, node, times = np.unique(
        np.round(both, 5), axis=0, return_inverse=True, return_counts=True
    )
    first, last = np.split(node.ravel(), 2)
    graph = coo_matrix((np.ones(len(first)), (first, last)), shape=(len(nodes), len(nodes)))
    _, chain = connected_components(graph, directed=False)
    return Ends(nodes[times % 2 == 1], chain[times % 2 == 1].astype(np.int64))


def _ways(graph: Any, at: NDArray[np.int64]) -> list[tuple[int, int, list[int]]]:
    """Give the shortest ways between points along a graph, the shortest first."""
    found = []
    for first in range(0, len(at), AT_A_TIME):
        length, before = dijkstra(
            graph,
            directed=False,
            indices=at[first : first + AT_A_TIME],
            limit=WAY_DEG,
            return_predecessors=True,
        )
        for row, end in zip(*np.nonzero(np.isfinite(length[:, at])), strict=True):
            if first + row < end and at[first + row] != at[end]:
                way = _backwards(before[row], int(at[end]))
                found.append((float(length[row, at[end]]), int(first + row), int(end), way))
    return [(start, end, way) for _, start, end, way in sorted(found)]


def _backwards(before: NDArray[np.int32], end: int) -> list[int]:
    """Follow a shortest way from its end to its start."""
    way = [end]
    while before[way[-1]] >= 0:
        way.append(int(before[way[-1]]))
    return way
