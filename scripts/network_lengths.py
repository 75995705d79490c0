"""
Lengths of curved lines that the source gives as chains of chords.

Edges of the source shorter than 1 km are as long as the straight line between their ends, to a part
in a thousand: its kilometres were measured along lines that had been simplified. A curve that turns
by θ from one chord to the next is longer than its chords by θ²/24, the first term of the series of
(θ/2) / sin(θ/2). Nothing is fitted here; fitted freely beside a constant, published lines ask for
1.02 times that.
"""

from typing import Any

import numpy as np
import numpy.typing as npt
from network_tips import Floats, Ints, RailGraph, positions_km
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

#: The ends of shorter edges are one point: their bearing is that of the rounding to 0.001 degrees.
POINT_KM = 0.15
#: A line that turns by more turns at a junction or in a zigzag, not in a curve.
MOST_TURN = 1.2


def arc_km(graph: RailGraph) -> Floats:
    """
    Give the length of each edge along the curve that its neighbours tell of.

    Parameters
    ----------
    graph
        The rail graph, with the kilometres of its source.

    Returns
    -------
    Floats
        Shape (m,), kilometres, at least those of the source; joints and edges shorter than 150 m
        as they are.

    Notes
    -----
    At each end of an edge the turn is that to the neighbour that goes on straightest.
    """
    xyz = positions_km(graph.lonlat)
    run = xyz[graph.ends[:, 1]] - xyz[graph.ends[:, 0]]
    straight = np.linalg.norm(run, axis=1)
    real = np.flatnonzero((straight > POINT_KM) & ~graph.joint)
    point = _points(graph, straight)
    ends = point[graph.ends[real]]
    out = run[real] / straight[real, None]
    turns = _turns(np.concatenate(ends.T), np.concatenate([out, -out])).reshape(2, -1)
    km = graph.km.copy()
    km[real] *= 1 + (turns**2).mean(axis=0) / 24
    return km


def _points(graph: RailGraph, straight: Floats) -> Ints:
    """Give each node a number, one to all that tiny edges join."""
    tiny = graph.ends[straight <= POINT_KM].T
    shape = (len(graph.lonlat),) * 2
    links: Any = csr_matrix((np.ones(tiny.shape[1]), tuple(tiny)), shape=shape)
    return np.asarray(connected_components(links, directed=False)[1], dtype=np.int64)


def _turns(at: Ints, out: Floats) -> Floats:
    """Give for each way out of a point the turn to the straightest other one; nought at a tip."""
    order = np.argsort(at, kind="stable")
    first = np.searchsorted(at[order], at[order])
    count = np.searchsorted(at[order], at[order], side="right") - first
    best: npt.NDArray[np.float64] = np.full(len(at), -1.0)
    place = np.arange(len(at))
    for step in range(1, int(count.max(initial=1))):
        some = np.flatnonzero(step < count)
        other = first[some] + (place[some] - first[some] + step) % count[some]
        cos = -(out[order[some]] * out[order[other]]).sum(axis=1)
        best[order[some]] = np.maximum(best[order[some]], cos)
    turn = np.arccos(np.clip(best, -1.0, 1.0))
    return np.asarray(np.where(best > np.cos(MOST_TURN), turn, 0.0))
