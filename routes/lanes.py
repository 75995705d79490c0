"""Sea lanes: the network of long hauls, led around the land of the coastline that ships."""

import gzip
import json
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress, pairwise

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from geo.coords import GEOD
from geo.errors import NoPathError
from routes.coast import Bools, Floats
from routes.passages import keep_out
from routes.water import Ints

#: Passages that are closed but for those who ask for them, as in searoute itself: ice.
CLOSED = frozenset({"northwest"})


@dataclass(frozen=True, slots=True)
class Lanes:
    """
    A network of lanes.

    Attributes
    ----------
    junctions
        Shape (n, 2), degrees, lon in [-180, 180).
    ends
        Shape (m, 2): junctions of each lane.
    length_m
        Shape (m,).
    lines
        Vertices of each lane in degrees; longitudes may run on past ±180.
    passages
        Name of the passage a lane belongs to, or an empty text.
    """

    junctions: Floats
    ends: Ints
    length_m: Floats
    lines: tuple[Floats, ...]
    passages: tuple[str, ...]


@lru_cache(maxsize=4)
def parse_lanes(packed: bytes, avoid: tuple[str, ...] = ()) -> Lanes:
    """
    Make the network out of the pack that ships.

    Parameters
    ----------
    packed
        `routes/data/coast_lanes.json.gz`.
    avoid
        Names of passages to keep out of, as in `routes.passages`.

    Returns
    -------
    Lanes
        Without the passages that are closed; kept for further calls with the same arguments.
    """
    rows = [row for row in json.loads(gzip.decompress(packed)) if row[0] not in {*CLOSED, *avoid}]
    lines = tuple(np.array(line, dtype=np.float64) for _, line in rows)
    if avoid:
        is_open = keep_out(lines, avoid)
        rows, lines = list(compress(rows, is_open)), tuple(compress(lines, is_open))
    heads = np.array([line[end] for line in lines for end in (0, -1)]).reshape(-1, 2)
    heads[:, 0] = (heads[:, 0] + 180) % 360 - 180
    junctions, number = np.unique(np.round(heads, 5), axis=0, return_inverse=True)
    length = _lengths_m(lines)
    return Lanes(
        junctions, number.reshape(-1, 2), length, lines, tuple(str(name) for name, _ in rows)
    )


def _lengths_m(lines: tuple[Floats, ...]) -> Floats:
    """Measure lines, all of their pieces at once."""
    sizes = np.array([len(line) for line in lines])
    lonlats = np.concatenate(lines)
    pieces_m = GEOD.inv(*lonlats[:-1].T, *lonlats[1:].T)[2]
    ends = np.cumsum(sizes)
    # Between the end of a line and the begin of the next lies no piece of either.
    pieces_m[ends[:-1] - 1] = 0
    return np.asarray(np.add.reduceat(np.r_[pieces_m, 0.0], ends - sizes))


def lane_way(
    lanes: Lanes, start_m: dict[int, float], end_m: dict[int, float]
) -> tuple[int, int, Floats, tuple[str, ...]]:
    """
    Find the shortest way over the lanes between two ports.

    Parameters
    ----------
    lanes
        From `parse_lanes`.
    start_m, end_m
        What it costs to go from each port to the junctions near it, after their numbers.

    Returns
    -------
    tuple
        The first and last junction, the line between them in degrees, shape (n, 2), without
        jumps, and the names of the passages it goes through, in order.

    Raises
    ------
    NoPathError
        No lane leads from one port to the other.

    Notes
    -----
    Dijkstra's algorithm as implemented by SciPy.
    """
    count = len(lanes.junctions)
    one, two = lanes.ends.T
    begin = np.array(list(start_m), dtype=np.int64)
    finish = np.array(list(end_m), dtype=np.int64)
    row = np.r_[one, two, np.full(len(begin), count), finish]
    column = np.r_[two, one, begin, np.full(len(finish), count + 1)]
    aside = np.array([*start_m.values(), *end_m.values()])
    # Two lanes may join the same junctions: the shorter counts, so they must not be added up.
    weight = np.r_[lanes.length_m, lanes.length_m, aside] + 1e-3
    order = np.lexsort((weight, column, row))
    first = np.r_[True, (np.diff(row[order]) != 0) | (np.diff(column[order]) != 0)]
    keep = order[first]
    graph = csr_array((weight[keep], (row[keep], column[keep])), (count + 2, count + 2))
    before = dijkstra(graph, indices=count, return_predecessors=True)[1]
    if before[count + 1] < 0:
        raise NoPathError("no sea lane leads from one port to the other")
    chain = [int(before[count + 1])]
    while before[chain[-1]] != count:
        chain.append(int(before[chain[-1]]))
    line, names = _along(lanes, chain[::-1])
    return chain[-1], chain[0], line, names


def _along(lanes: Lanes, chain: list[int]) -> tuple[Floats, tuple[str, ...]]:
    """Put the lanes between junctions together, and name the passages."""
    pieces, names = [lanes.junctions[chain[:1]]], []
    for one, two in pairwise(chain):
        ahead: Bools = (lanes.ends == (one, two)).all(axis=1)
        back: Bools = (lanes.ends == (two, one)).all(axis=1)
        lane = min(np.flatnonzero(ahead | back), key=lambda each: (lanes.length_m[each], each))
        pieces.append(lanes.lines[lane] if ahead[lane] else lanes.lines[lane][::-1])
        names.append(lanes.passages[lane])
    line = np.concatenate(pieces)
    line[:, 0] = np.unwrap(line[:, 0], period=360)
    return line, tuple(dict.fromkeys(name for name in names if name))
