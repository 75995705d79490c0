"""Where the lines of a rail graph break off, which way they point, and what lies between them."""

import csv
import itertools
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import shapely
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from geo.coords import Bbox
from routes.coast import Coast, land_in, read_coast

EARTH_KM = 6371.0088
#: Nodes joined by shorter edges than this belong to one bunch of tracks.
BUNCH_KM = 1.0
#: A wider bunch is a town's net, not the end of a line.
BUNCH_WIDE_KM = 4.0
#: How far back from its end a line's direction is taken.
DIRECTION_KM = 1.0
#: How far from land a joint may come, or which part of its length: lines run along the shore.
OFFING_KM, OFFING_SHARE = 0.5, 0.06
#: The same where both lines, carried on straight, point at each other within so much.
ALIGNED_OFFING_KM, ALIGNED_COS = 1.0, np.cos(np.radians(20.0))
#: How far from land a line over a bridge or through a tunnel of its own comes.
BRIDGE_OFFING_KM = 1.0
#: How far from the straight line of a known bridge or tunnel a joint may run.
LINK_KM = 3.0
LINKS_FILE = Path(__file__).with_name("fixed_links.csv")
#: Along a joint, land is looked for this often.
STEP_DEG = 0.002
KM_A_DEGREE = 111.195
#: How far back from its end a line is looked at for a bridge of its own.
BRIDGE_KM = 10.0
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


class RailGraph(NamedTuple):
    """Nodes in degrees, lon before lat; edges as pairs of nodes, kilometres, made by us or not."""

    lonlat: Floats
    ends: Ints
    km: Floats
    joint: npt.NDArray[np.bool_]


class Sea(NamedTuple):
    """The coast, and the bridges and tunnels that are known to cross open water."""

    coast: Coast
    links: shapely.Geometry


def adjacency(graph: RailGraph) -> Any:
    """Give the symmetric sparse matrix of kilometres; a metre at least, as zero means no edge."""
    tail, head = graph.ends.T
    km = np.maximum(graph.km, 0.001)
    count = len(graph.lonlat)
    both = (np.concatenate([tail, head]), np.concatenate([head, tail]))
    return csr_matrix((np.concatenate([km, km]), both), shape=(count, count))


def positions_km(lonlat: Floats) -> Floats:
    """Put positions on a sphere, so that near ones are near across the antimeridian as well."""
    lon, lat = np.radians(lonlat).T
    flat = np.cos(lat)
    return EARTH_KM * np.column_stack([flat * np.cos(lon), flat * np.sin(lon), np.sin(lat)])


def dead_ends(graph: RailGraph) -> Ints:
    """Give the nodes at which one edge ends, or none."""
    return np.flatnonzero(np.bincount(graph.ends.ravel(), minlength=len(graph.lonlat)) <= 1)


def tips(graph: RailGraph) -> Ints:
    """
    Give the nodes at which a line breaks off.

    Parameters
    ----------
    graph
        The rail graph.

    Returns
    -------
    Ints
        Dead ends; and where the last tracks of a line are tied into a small bunch that a line
        enters on one side only, so that none of its nodes is a dead end, the node of it that is
        farthest from where the line comes in.
    """
    xyz, count = positions_km(graph.lonlat), len(graph.lonlat)
    short = graph.km < BUNCH_KM
    pairs = graph.ends[short].T
    links = csr_matrix((np.ones(int(short.sum())), tuple(pairs)), shape=(count, count))
    bunch = connected_components(links, directed=False)[1]
    long = graph.ends[~short]
    long = long[bunch[long[:, 0]] != bunch[long[:, 1]]]
    both = np.vstack([long, long[:, ::-1]])
    ways = np.unique(bunch[both], axis=0)
    single = np.bincount(ways[:, 0], minlength=bunch.max() + 1) == 1
    comes_in = dict(zip(bunch[both[:, 0]].tolist(), both[:, 0].tolist(), strict=True))
    order = np.argsort(bunch, kind="stable")
    bounds = np.flatnonzero(np.diff(bunch[order], prepend=-1, append=bunch.max() + 1))
    found = set(dead_ends(graph).tolist())
    for first, last in itertools.pairwise(bounds):
        nodes = order[first:last]
        label = int(bunch[nodes[0]])
        if not single[label] or len(nodes) < 2:
            continue
        away = np.linalg.norm(xyz[nodes] - xyz[comes_in[label]], axis=1)
        if away.max() <= BUNCH_WIDE_KM:
            found.add(int(nodes[away.argmax()]))
    return np.array(sorted(found), dtype=np.int64)


def direction(matrix: Any, xyz: Floats, end: int) -> Floats:
    """Give the unit vector in which a line leaves its dead end; nought for a lone node."""
    path = back_along(matrix, xyz, end, DIRECTION_KM)
    way = xyz[end] - xyz[path[-1]]
    length = np.linalg.norm(way)
    return np.asarray(way / length if length else way)


def back_along(matrix: Any, xyz: Floats, end: int, reach_km: float) -> list[int]:
    """Follow a line back from its end until it is so far off, or comes no farther."""
    path = [end]
    while np.linalg.norm(xyz[path[-1]] - xyz[end]) < reach_km:
        near = matrix.indices[matrix.indptr[path[-1]] : matrix.indptr[path[-1] + 1]].tolist()
        on = [n for n in near if n not in path]
        if not on:
            break
        far = max(on, key=lambda n: (float(np.linalg.norm(xyz[n] - xyz[end])), -int(n)))
        if np.linalg.norm(xyz[far] - xyz[end]) <= np.linalg.norm(xyz[path[-1]] - xyz[end]):
            break
        path.append(int(far))
    return path


def offing_km(lonlat: Floats, coast: Coast, links: shapely.Geometry | None = None) -> float:
    """Give how far from land, and from known links over water, a line comes; nought on land."""
    (west, south), (east, north) = lonlat.min(axis=0), lonlat.max(axis=0)
    if east - west > 180:
        return 0.0
    flat = np.array([float(np.cos(np.radians((south + north) / 2))), 1.0])
    land = land_in(coast, Bbox(west - 0.2, south - 0.1, east + 0.2, north + 0.1))
    line = shapely.segmentize(shapely.linestrings(lonlat * flat), STEP_DEG)
    points = shapely.points(shapely.get_coordinates(line))
    plane = shapely.transform(land, lambda at: at * flat)
    shapely.prepare(plane)
    wet = points[~shapely.intersects(plane, points)]
    away = shapely.distance(plane, wet)
    if links is not None and len(wet):
        known = shapely.transform(links, lambda at: at * flat)
        away = np.where(shapely.distance(known, wet) * KM_A_DEGREE < LINK_KM, 0.0, away)
    return float(away.max(initial=0.0) * KM_A_DEGREE)


def carries_on(graph: RailGraph, matrix: Any, xyz: Floats, gap: tuple[int, int], sea: Sea) -> bool:
    """Tell whether a joint keeps by the shore, or goes on with a line over water."""
    ends = list(gap)
    km = float(np.linalg.norm(xyz[ends[0]] - xyz[ends[1]]))
    way = (xyz[ends[1]] - xyz[ends[0]]) / max(km, 1e-9)
    ahead = [direction(matrix, xyz, end) for end in ends]
    aligned = min(float(ahead[0] @ way), -float(ahead[1] @ way)) > ALIGNED_COS
    shore_km = ALIGNED_OFFING_KM if aligned else OFFING_KM
    if offing_km(graph.lonlat[ends], sea.coast, sea.links) <= max(shore_km, OFFING_SHARE * km):
        return True
    paths = [back_along(matrix, xyz, end, BRIDGE_KM) for end in ends]
    return any(
        len(path) > 1 and offing_km(graph.lonlat[path], sea.coast) > BRIDGE_OFFING_KM
        for path in paths
    )


def read_sea(path: Path = LINKS_FILE) -> Sea:
    """Read the coast that ships, and the known bridges and tunnels over open water."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    ends = np.array(
        [[row[name] for name in ("lon", "lat", "to_lon", "to_lat")] for row in rows], float
    )
    return Sea(read_coast(), shapely.multilinestrings(shapely.linestrings(ends.reshape(-1, 2, 2))))
