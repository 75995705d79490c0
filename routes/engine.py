"""The routing engine: shortest ways through a plain graph, by libraries behind one interface."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple, Protocol

import numpy as np

from routes.network import Floats, Ints, matrix_of

#: Sums of weights must stay below what pyroutingkit takes for "no way", 2³¹ - 1.
MOST_M = 2**31 - 2
#: Lengths that are off whole metres by no more are whole: an edge of none has a millionth.
WHOLE_M = 1e-3


class Graph(NamedTuple):
    """
    What an engine searches.

    Attributes
    ----------
    size
        Number of nodes.
    ends
        Shape (m, 2), two different nodes of each edge, the lower first; sorted, each pair once.
    metres
        Shape (m,), above zero; infinite = closed.
    order
        Shape (size,): nodes in the order of a nested dissection, least first; empty = not known.
    """

    size: int
    ends: Ints
    metres: Floats
    order: Ints


class Engine(Protocol):
    """Finds shortest ways through one graph."""

    def reach(self, nodes: Ints, cost_m: Floats, targets: Ints) -> tuple[Floats, Ints]:
        """
        Search from weighted nodes to others.

        Parameters
        ----------
        nodes
            Shape (k,), each once; at least one.
        cost_m
            Shape (k,), what it costs to begin there, in metres; finite.
        targets
            Shape (t,), each once.

        Returns
        -------
        tuple[Floats, Ints]
            For each target the least cost, infinite where no way leads to it, and the index of
            the node where that way begins.
        """

    def metres(self, starts: Ints, ends: Ints) -> Floats:
        """
        Measure the ways between nodes.

        Parameters
        ----------
        starts, ends
            Shapes (k,) and (t,); nodes may stand there more than once.

        Returns
        -------
        Floats
            Shape (k, t), metres; infinite where no way leads.
        """

    def trace(self, start: int, end: int) -> Ints:
        """
        Give the arcs of a shortest way.

        Parameters
        ----------
        start, end
            Nodes that a way connects.

        Returns
        -------
        Ints
            Shape (n,), from `start` to `end`: the number of an edge that is taken from its first
            node to its second, and that number + m for one taken back.
        """


def engine_of(graph: Graph) -> Engine:
    """
    Choose and prepare the engine for a graph.

    Parameters
    ----------
    graph
        Any; quick are those in whole metres whose order is known, as that of the rail pack.

    Returns
    -------
    Engine
        Customizable contraction hierarchies where the graph and the machine allow them, otherwise
        Dijkstra's method; both are exact.
    """
    if has_hierarchies() and _suits_hierarchy(graph):
        return hierarchy_of(graph)
    return plain_of(graph)


def has_hierarchies() -> bool:
    """Tell whether the quick engine is installed: pyroutingkit has no wheels for some machines."""
    return find_spec("pyroutingkit") is not None


def _suits_hierarchy(graph: Graph) -> bool:
    """Tell whether a graph is prepared and in whole metres."""
    open_m = graph.metres[np.isfinite(graph.metres)]
    whole = bool((np.abs(open_m - np.rint(open_m)) < WHOLE_M).all())
    # No shortest way is longer than all edges together.
    short = float(open_m.sum()) <= MOST_M
    return len(graph.order) == graph.size > 1 and len(graph.ends) > 0 and whole and short


@dataclass(frozen=True, slots=True, eq=False)
class Hierarchy:
    """
    Customizable contraction hierarchies (Dibbelt, Strasser, Wagner 2016), by RoutingKit.

    Attributes
    ----------
    metric
        `pyroutingkit.CCHMetric` of a graph.
    """

    metric: Any

    def reach(self, nodes: Ints, cost_m: Floats, targets: Ints) -> tuple[Floats, Ints]:
        """
        Search from weighted nodes to others, as `Engine.reach`.

        Notes
        -----
        A node that is reached from a cheaper one at no more than its own cost is left out: every
        way that begins there can as well begin at the other.
        """
        left = np.argsort(cost_m, kind="stable")
        kept, rows = [], []
        while len(left):
            first, left = left[0], left[1:]
            ends = np.concatenate([nodes[left], targets])
            far = cost_m[first] + self.metres(nodes[[first]], ends)[0]
            kept.append(first)
            rows.append(far[len(left) :])
            left = left[far[: len(left)] > cost_m[left]]
        far = np.array(rows)
        best = far.argmin(axis=0)
        return far[best, np.arange(len(targets))], np.array(kept)[best]

    def metres(self, starts: Ints, ends: Ints) -> Floats:
        """Measure the ways between nodes, as `Engine.metres`."""
        whole = self.metric.distances_many_to_many(starts.astype(np.uint32), ends.astype(np.uint32))
        far: Floats = whole.astype(np.float64)
        far[whole > MOST_M] = np.inf
        return far

    def trace(self, start: int, end: int) -> Ints:
        """Give the arcs of a shortest way, as `Engine.trace`."""
        if start == end:
            return np.empty(0, dtype=np.int64)
        return np.array(self.metric.query(start, end)[2], dtype=np.int64)


def hierarchy_of(graph: Graph) -> Hierarchy:
    """
    Prepare contraction hierarchies from a known order.

    Parameters
    ----------
    graph
        Lengths in whole metres, and with an order. Any order is right; a bad one is slow.

    Returns
    -------
    Hierarchy
        The topology is read from files as pyroutingkit 0.2 writes them, as it takes an order in
        no other way; weights are put in afterwards.
    """
    from pyroutingkit import INF_WEIGHT, CCHMetric, CCHTopology  # noqa: PLC0415 - rail only

    tails, heads = np.concatenate([graph.ends, graph.ends[:, ::-1]]).T
    rank = np.empty(graph.size, dtype=np.uint32)
    rank[graph.order] = np.arange(graph.size)
    columns = {"tail": tails, "head": heads, "order": graph.order, "rank": rank}
    topology = CCHTopology()
    with TemporaryDirectory() as folder:
        for name, values in {**columns, "node_count": np.array([graph.size])}.items():
            values.astype("<u4").tofile(Path(folder) / name)
        topology.load(folder)
    metric = CCHMetric(topology)
    weights = np.where(np.isfinite(graph.metres), np.rint(graph.metres), INF_WEIGHT).astype(
        np.uint32
    )
    metric.customize(np.concatenate([weights, weights]))
    return Hierarchy(metric)


def dissection_of(graph: Graph, lonlat: Floats) -> Ints:
    """
    Find an order of nodes for contraction hierarchies.

    Parameters
    ----------
    graph
        Its own order is not looked at.
    lonlat
        Shape (size, 2), degrees: cuts are looked for across the map.

    Returns
    -------
    Ints
        Shape (size,); 3 s for the rail lines of the world.
    """
    from pyroutingkit import CCHTopology  # noqa: PLC0415 - for making the pack

    tails, heads = np.concatenate([graph.ends, graph.ends[:, ::-1]]).astype(np.uint32).T
    lon, lat = lonlat.astype(np.float32).T
    topology = CCHTopology()
    topology.build(tails.copy(), heads.copy(), lat.copy(), lon.copy(), graph.size)
    with TemporaryDirectory() as folder:
        topology.save(folder)
        return np.fromfile(Path(folder) / "order", dtype="<u4").astype(np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Plain:
    """
    Dijkstra's method, by SciPy.

    Attributes
    ----------
    matrix
        Symmetric sparse matrix of the metres of the open edges, CSR.
    keys
        Shape (m,), sorted: the nodes of each edge as one number.
    """

    matrix: Any
    keys: Ints

    def reach(self, nodes: Ints, cost_m: Floats, targets: Ints) -> tuple[Floats, Ints]:
        """Search from weighted nodes to others, as `Engine.reach`: from an added node."""
        from scipy.sparse import csr_matrix  # noqa: PLC0415 - 0.2 s that only this engine needs
        from scipy.sparse.csgraph import dijkstra  # noqa: PLC0415 - as above

        # A sparse matrix holds no zeros; the whole search begins a metre before.
        data = np.concatenate([self.matrix.data, cost_m + 1.0])
        indices = np.concatenate([self.matrix.indices, nodes])
        indptr = np.append(self.matrix.indptr, len(data))
        matrix = csr_matrix((data, indices, indptr), shape=(len(indptr) - 1,) * 2)
        count = len(indptr) - 2
        far, before = dijkstra(matrix, indices=count, return_predecessors=True)
        begin = _beginnings(before, count, targets)
        index = np.zeros(count + 1, dtype=np.int64)
        index[nodes] = np.arange(len(nodes))
        return far[targets] - 1.0, index[begin]

    def metres(self, starts: Ints, ends: Ints) -> Floats:
        """Measure the ways between nodes, as `Engine.metres`."""
        return np.array([_searched(self, int(start))[0][ends] for start in starts])

    def trace(self, start: int, end: int) -> Ints:
        """Give the arcs of a shortest way, as `Engine.trace`."""
        before = _searched(self, start)[1]
        nodes = [end]
        while nodes[-1] != start:
            nodes.append(int(before[nodes[-1]]))
        there, here = np.array(nodes[:-1], dtype=np.int64), np.array(nodes[1:], dtype=np.int64)
        low, high = np.minimum(here, there), np.maximum(here, there)
        edges = np.searchsorted(self.keys, low * self.matrix.shape[0] + high)
        return np.asarray(np.where(here < there, edges, edges + len(self.keys))[::-1])


@lru_cache(maxsize=4)
def _searched(engine: Plain, start: int) -> tuple[Floats, Ints]:
    """Search from one node to all; the last few are kept, as a way is measured, then traced."""
    from scipy.sparse.csgraph import dijkstra  # noqa: PLC0415 - as above

    far, before = dijkstra(engine.matrix, indices=start, return_predecessors=True)
    return far, before


def _beginnings(before: Ints, source: int, targets: Ints) -> Ints:
    """Follow predecessors back to the node after the added one; the added one where none is."""
    nodes = targets.astype(np.int64)
    back = np.where(before < 0, source, before).astype(np.int64)
    while True:
        then = back[nodes]
        if (then == source).all():
            return np.where(before[nodes] == source, nodes, source)
        nodes = np.where(then == source, nodes, then)


def plain_of(graph: Graph) -> Plain:
    """
    Prepare Dijkstra's method.

    Parameters
    ----------
    graph
        Any.

    Returns
    -------
    Plain
        Needs no preparation but a matrix.
    """
    is_open = np.isfinite(graph.metres)
    matrix = matrix_of(graph.size, graph.ends[is_open], graph.metres[is_open])
    return Plain(matrix, graph.ends[:, 0] * graph.size + graph.ends[:, 1])
