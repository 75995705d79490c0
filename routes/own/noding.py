"""Lines joined into a network where they share vertices, and where an end meets a line."""

from typing import NamedTuple

import numpy as np

from geo.coords import GEOD
from routes.network import LEAST_M, Floats, Ints
from routes.own.drawing import Drawing

#: How far the end of a line may lie from another that it is to meet, metres.
SNAP_M = 1.0
#: Steps in a degree, each a centimetre: vertices within one step are one node.
_STEPS = 10_000_000
#: Length of a degree of latitude, metres; none is shorter.
DEGREE_M = 110_500.0
#: Of reading and joining: to be raised whenever either gives another result, for what is kept.
VERSION = 1


class Noded(NamedTuple):
    """
    Lines joined at nodes.

    Attributes
    ----------
    lonlat
        Shape (n, 2), nodes in degrees, lon in [-180, 180).
    ends
        Shape (m, 2), the nodes of each edge, the lower first; sorted, each pair once.
    edge_m
        Shape (m,), geodesic length of each edge, metres.
    joined
        How many ends of lines were joined to a line beside them.
    """

    lonlat: Floats
    ends: Ints
    edge_m: Floats
    joined: int


class Beside(NamedTuple):
    """
    Positions and the edges beside them, in pairs.

    Attributes
    ----------
    at
        Shape (k,), numbers of positions; never falls.
    edge
        Shape (k,), numbers of edges.
    away_m
        Shape (k,), metres from the one to the other.
    share
        Shape (k,), how far along the edge its nearest point lies, 0 to 1.
    """

    at: Ints
    edge: Ints
    away_m: Floats
    share: Floats


def node_lines(drawing: Drawing) -> Noded:
    """
    Join lines into a network: every vertex is a node, so that ways follow what was drawn.

    Parameters
    ----------
    drawing
        Lines in degrees.

    Returns
    -------
    Noded
        Without edges of no length.

    Notes
    -----
    Where the file names nodes (OpenStreetMap), lines meet at those alone. Elsewhere vertices at
    one position (to the centimetre) are one node, and an end that no other line shares is joined
    to a line that passes within `SNAP_M`, whether that has a vertex there or not. Lines that
    cross without a vertex in common are not joined: one may be a bridge.
    """
    lonlat, vertex = _nodes(drawing)
    ends, line = _edges(vertex, drawing.line)
    joined = 0
    if not len(drawing.node) and not drawing.facts.noded:
        ends, joined = _joined(lonlat, ends, line)
    used = np.unique(ends)
    ends = np.searchsorted(used, ends)
    lonlat = lonlat[used]
    tail, head = lonlat[ends[:, 0]], lonlat[ends[:, 1]]
    metres = np.asarray(GEOD.inv(*tail.T, *head.T)[2], dtype=np.float64).reshape(-1)
    return Noded(lonlat, ends, np.maximum(metres, LEAST_M), joined)


def edges_beside(lonlat: Floats, ends: Ints, at: Floats, within_m: float) -> Beside:
    """
    Find the edges near positions.

    Parameters
    ----------
    lonlat
        Shape (n, 2), nodes in degrees.
    ends
        Shape (m, 2), the nodes of each edge.
    at
        Shape (k, 2), positions in degrees.
    within_m
        How near, metres; a few hundred at most.

    Returns
    -------
    Beside
        In the order of positions, then of edges. Edges across the antimeridian are left out.
    """
    import shapely  # noqa: PLC0415 - only where a network of one's own is read

    reach = within_m / DEGREE_M
    aside = reach / np.maximum(np.cos(np.radians(np.abs(at[:, 1]) + reach)), 0.01)
    boxes = shapely.box(at[:, 0] - aside, at[:, 1] - reach, at[:, 0] + aside, at[:, 1] + reach)
    # A tree of the boxes, which are few, asked for each of the edges, which are many.
    pieces = np.flatnonzero(np.abs(np.diff(lonlat[ends][:, :, 0], axis=1)[:, 0]) < 180)
    edge, near = shapely.STRtree(boxes).query(
        shapely.linestrings(lonlat[ends[pieces]]), predicate="intersects"
    )
    order = np.lexsort((edge, near))
    near, edge = near[order], pieces[edge[order]]
    away_m, share = _measured(at[near], lonlat[ends[edge, 0]], lonlat[ends[edge, 1]])
    kept = away_m <= within_m
    return Beside(near[kept], edge[kept], away_m[kept], share[kept])


def dead_ends(count: int, ends: Ints) -> Ints:
    """
    Find nodes that one edge alone leads to.

    Parameters
    ----------
    count
        Number of nodes.
    ends
        Shape (m, 2), the nodes of each edge.

    Returns
    -------
    numpy.ndarray
        Their numbers, rising.
    """
    return np.flatnonzero(np.bincount(ends.ravel(), minlength=count) == 1)


def _nodes(drawing: Drawing) -> tuple[Floats, Ints]:
    """Give the nodes, and which of them each vertex is."""
    if len(drawing.node):
        _, first, vertex = np.unique(drawing.node, return_index=True, return_inverse=True)
        return _this_side(drawing.lonlat[first]), vertex
    steps = np.rint(_this_side(drawing.lonlat) * _STEPS).astype(np.int64)
    steps[steps[:, 0] == 180 * _STEPS, 0] = -180 * _STEPS
    rows, height = steps[:, 0] + 180 * _STEPS, 180 * _STEPS + 1
    keys, vertex = np.unique(rows * height + steps[:, 1] + 90 * _STEPS, return_inverse=True)
    east, north = np.divmod(keys, height)
    whole = np.column_stack([east - 180 * _STEPS, north - 90 * _STEPS])
    return whole / _STEPS, vertex


def _this_side(lonlat: Floats) -> Floats:
    """Bring longitudes that run on to between -180 and 180."""
    beyond = (lonlat[:, 0] >= 180) | (lonlat[:, 0] < -180)
    lons = np.where(beyond, (lonlat[:, 0] + 180) % 360 - 180, lonlat[:, 0])
    return np.column_stack([lons, lonlat[:, 1]])


def _edges(vertex: Ints, line: Ints) -> tuple[Ints, Ints]:
    """Give the edges between vertices that follow each other, each once, and a line of each."""
    follows = (line[1:] == line[:-1]) & (vertex[1:] != vertex[:-1])
    pairs = np.sort(np.column_stack([vertex[:-1], vertex[1:]])[follows], axis=1)
    ends, first = _each_once(pairs)
    return ends, line[:-1][follows][first]


def _each_once(pairs: Ints) -> tuple[Ints, Ints]:
    """Sort edges and leave out those that come again; say where each was first."""
    count = int(pairs.max(initial=0)) + 1
    keys, first = np.unique(pairs[:, 0] * count + pairs[:, 1], return_index=True)
    return np.column_stack(np.divmod(keys, count)), first


def _joined(lonlat: Floats, ends: Ints, line: Ints) -> tuple[Ints, int]:
    """Join ends of lines to lines that pass beside them: at a node, or by cutting the edge."""
    loose = dead_ends(len(lonlat), ends)
    own = np.empty(len(lonlat), dtype=np.int64)
    own[ends.ravel()] = np.repeat(line, 2)
    found = edges_beside(lonlat, ends, lonlat[loose], SNAP_M)
    foreign = line[found.edge] != own[loose[found.at]]
    found = Beside(*(column[foreign] for column in found))
    order = np.lexsort((found.edge, found.away_m, found.at))
    nearest = order[np.unique(found.at[order], return_index=True)[1]]
    node, edge, share = loose[found.at[nearest]], found.edge[nearest], found.share[nearest]
    tail, head = lonlat[ends[edge, 0]], lonlat[ends[edge, 1]]
    metres = np.asarray(GEOD.inv(*tail.T, *head.T)[2]).reshape(-1)
    at_tail, at_head = share * metres <= SNAP_M, (1 - share) * metres <= SNAP_M
    cut = ~(at_tail | at_head)
    merged = np.column_stack([node, np.where(at_tail, ends[edge, 0], ends[edge, 1])])[~cut]
    pieces = _cut(ends, node[cut], edge[cut], share[cut])
    same = _labels(len(lonlat), merged)
    pairs = np.sort(same[pieces], axis=1)
    return _each_once(pairs[pairs[:, 0] != pairs[:, 1]])[0], len(nearest)


def _cut(ends: Ints, node: Ints, edge: Ints, share: Floats) -> Ints:
    """Cut edges at nodes that lie on them."""
    order = np.lexsort((share, edge))
    node, edge = node[order], edge[order]
    firsts = np.concatenate([[True], edge[1:] != edge[:-1]])[: len(edge)]
    lasts = np.concatenate([edge[1:] != edge[:-1], [True]])[: len(edge)]
    before = np.where(firsts, ends[edge, 0], np.roll(node, 1))
    tails = np.column_stack([before, node])
    heads = np.column_stack([node[lasts], ends[edge[lasts], 1]])
    return np.concatenate([np.delete(ends, np.unique(edge), axis=0), tails, heads])


def _labels(count: int, merged: Ints) -> Ints:
    """Give for each node the lowest of those that it is one with."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - 0.2 s that only a network needs
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415

    graph = csr_matrix((np.ones(len(merged)), merged.T), shape=(count, count))
    labels = connected_components(graph, directed=False)[1]
    return np.asarray(np.unique(labels, return_index=True)[1][labels])


def _measured(at: Floats, tails: Floats, heads: Floats) -> tuple[Floats, Floats]:
    """Measure from positions to pieces nearby, on the plane that touches the earth there."""
    scale = np.column_stack([np.cos(np.radians(at[:, 1])), np.ones(len(at))])
    here, along = (at - tails) * scale, (heads - tails) * scale
    square = np.maximum((along**2).sum(axis=1), 1e-24)
    share = np.clip((here * along).sum(axis=1) / square, 0.0, 1.0)
    away = here - along * share[:, None]
    return np.hypot(*away.T) * 111_195.0, share
