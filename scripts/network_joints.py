"""
Close the broken joints of a rail graph by rule; no line is picked by hand.

A joint is added, in this order,

1. between two nodes of unconnected parts at most 1 km from each other;
2. from a dead end to any node, or to the middle of an edge, at most 1 km away;
3. between two dead ends that face each other: each line, carried on straight, points at the other
   end within 30 degrees; at most 20 km apart between unconnected parts (the tunnels and bridges
   that the source leaves out), else at most 5 km;
4. from a dead end to the nearest node of an unconnected part ahead of it, at most 3 km away.

Within one part a joint is added only where the way round is longer than ten times the gap and
than 10 km (rule 2) or 30 km (rule 3), so that parallel tracks and the termini of one city are not
tied together.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import shapely
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components, dijkstra
from scipy.spatial import cKDTree

EARTH_KM = 6371.0088
NEAR_KM = 1.0
AHEAD_KM = 3.0
FACING_APART_KM = 20.0
FACING_SAME_KM = 5.0
FACING_COS = np.cos(np.radians(30.0))
#: How far back from its end a line's direction is taken.
DIRECTION_KM = 1.0
WAY_ROUND_TIMES = 10.0
WAY_ROUND_NEAR_KM = 10.0
WAY_ROUND_FACING_KM = 30.0
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


class RailGraph(NamedTuple):
    """Nodes in degrees, lon before lat; edges as pairs of nodes, kilometres, made by us or not."""

    lonlat: Floats
    ends: Ints
    km: Floats
    joint: npt.NDArray[np.bool_]


class Gap(NamedTuple):
    """A joint that may be added."""

    km: float
    tail: int
    head: int


def close_joints(graph: RailGraph) -> RailGraph:
    """
    Add the joints of the four rules.

    Parameters
    ----------
    graph
        As the source has it.

    Returns
    -------
    RailGraph
        With further edges (`joint` is true for them); edges that were joined in their middle are
        cut in two, their kilometres shared out by length.
    """
    graph = _join(graph, _parts_nearby(graph))
    graph = _join(graph, _ends_nearby(graph))
    graph = _join_middles(graph)
    graph = _join(graph, _ends_facing(graph))
    return _join(graph, _parts_ahead(graph))


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


def _parts(graph: RailGraph) -> Ints:
    """Give the number of the connected part of each node."""
    return np.asarray(connected_components(adjacency(graph), directed=False)[1], dtype=np.int64)


def _dead_ends(graph: RailGraph) -> Ints:
    """Give the nodes at which one edge ends, or none."""
    return np.flatnonzero(np.bincount(graph.ends.ravel(), minlength=len(graph.lonlat)) <= 1)


def _join(graph: RailGraph, gaps: list[Gap]) -> RailGraph:
    """Add joints as edges; a metre at least."""
    if not gaps:
        return graph
    ends = np.array([(gap.tail, gap.head) for gap in gaps], dtype=np.int64)
    km = np.array([max(gap.km, 0.001) for gap in gaps])
    return RailGraph(
        graph.lonlat,
        np.vstack([graph.ends, ends]),
        np.concatenate([graph.km, km]),
        np.concatenate([graph.joint, np.ones(len(gaps), dtype=bool)]),
    )


def _parts_nearby(graph: RailGraph) -> list[Gap]:
    """Rule 1: the shortest gap between any two unconnected parts that touch."""
    parts, xyz = _parts(graph), positions_km(graph.lonlat)
    biggest = np.bincount(parts).argmax()
    tree = cKDTree(xyz)
    best: dict[tuple[int, int], Gap] = {}
    small = np.flatnonzero(parts != biggest)
    for node, near in zip(small, tree.query_ball_point(xyz[small], NEAR_KM), strict=True):
        for other in near:
            if parts[node] != parts[other]:
                pair = (min(parts[node], parts[other]), max(parts[node], parts[other]))
                gap = Gap(float(np.linalg.norm(xyz[node] - xyz[other])), *sorted((node, other)))
                best[pair] = min(best.get(pair, gap), gap)
    return sorted(best.values())


def _ends_nearby(graph: RailGraph) -> list[Gap]:
    """Rule 2, nodes: the nearest node of each dead end that the network reaches only far round."""
    xyz, matrix = positions_km(graph.lonlat), adjacency(graph)
    tree, ends = cKDTree(xyz), _dead_ends(graph)
    gaps: dict[tuple[int, int], Gap] = {}
    for end, near in zip(ends, tree.query_ball_point(xyz[ends], NEAR_KM), strict=True):
        others = sorted((float(np.linalg.norm(xyz[end] - xyz[n])), n) for n in near if n != end)
        if not others:
            continue
        reach = dijkstra(matrix, indices=end, limit=WAY_ROUND_NEAR_KM)
        for km, other in others:
            if not np.isfinite(reach[other]):
                pair = (min(end, other), max(end, other))
                gaps[pair] = Gap(km, *pair)
                break
    return sorted(gaps.values())


def _join_middles(graph: RailGraph) -> RailGraph:
    """Rule 2, edges: cut the edge beside each dead end that the network reaches only far round."""
    cuts = _middle_cuts(graph)
    lonlat = np.vstack([graph.lonlat, *(point for _, _, point in cuts)])
    first = len(graph.lonlat)
    keep = np.ones(len(graph.km), dtype=bool)
    ends, km, joints = [], [], []
    xyz = positions_km(lonlat)
    for number, (end, edge, _) in enumerate(cuts):
        middle = first + number
        tail, head = graph.ends[edge]
        parts = np.linalg.norm(xyz[[tail, head]] - xyz[middle], axis=1)
        share = parts / parts.sum()
        keep[edge] = False
        ends += [(tail, middle), (middle, head)]
        km += list(graph.km[edge] * share)
        joints.append(Gap(float(np.linalg.norm(xyz[end] - xyz[middle])), int(end), middle))
    if not cuts:
        return graph
    cut = RailGraph(
        lonlat,
        np.vstack([graph.ends[keep], np.array(ends, dtype=np.int64)]),
        np.concatenate([graph.km[keep], np.array(km)]),
        np.concatenate([graph.joint[keep], np.zeros(len(km), dtype=bool)]),
    )
    return _join(cut, joints)


def _middle_cuts(graph: RailGraph) -> list[tuple[int, int, Floats]]:
    """Give dead end, edge and point on it; each edge is cut once, by the nearest dead end."""
    xyz, matrix, ends = positions_km(graph.lonlat), adjacency(graph), _dead_ends(graph)
    length = np.linalg.norm(xyz[graph.ends[:, 0]] - xyz[graph.ends[:, 1]], axis=1)
    long = np.flatnonzero((length > NEAR_KM) & (np.ptp(graph.lonlat[graph.ends, 0], axis=1) < 180))
    tree = shapely.STRtree(shapely.linestrings(graph.lonlat[graph.ends[long]]))
    found: dict[int, tuple[float, int, Floats]] = {}
    for end in ends:
        reach = None
        for edge in long[tree.query(_box(graph.lonlat[end]))]:
            km, point = _beside(graph, int(end), int(edge))
            if km > NEAR_KM or end in graph.ends[edge]:
                continue
            if reach is None:
                reach = dijkstra(matrix, indices=end, limit=WAY_ROUND_NEAR_KM)
            if not np.isfinite(reach[graph.ends[edge]]).any() and (
                edge not in found or km < found[edge][0]
            ):
                found[int(edge)] = (km, int(end), point)
    return [(end, edge, point) for edge, (_, end, point) in sorted(found.items())]


def _box(lonlat: Floats) -> Any:
    """Give a box that holds every point within 1 km."""
    lon, lat = lonlat
    north = NEAR_KM / 110.0
    east = north / max(np.cos(np.radians(lat)), 0.05)
    return shapely.box(lon - east, lat - north, lon + east, lat + north)


def _beside(graph: RailGraph, node: int, edge: int) -> tuple[float, Floats]:
    """Give distance and foot of a node on an edge, on the plane around the node."""
    here = graph.lonlat[node]
    flat = np.array([np.cos(np.radians(here[1])), 1.0]) * (np.pi / 180 * EARTH_KM)
    start, stop = (graph.lonlat[graph.ends[edge]] - here) * flat
    along = stop - start
    share = float(np.clip(-(start @ along) / (along @ along), 0.0, 1.0))
    foot = start + share * along
    return float(np.linalg.norm(foot)), np.round(here + foot / flat, 3)


def _ends_facing(graph: RailGraph) -> list[Gap]:
    """Rule 3: pairs of dead ends that point at each other, shortest first, each end once."""
    xyz, matrix, parts = positions_km(graph.lonlat), adjacency(graph), _parts(graph)
    ends = _dead_ends(graph)
    ahead = {int(end): _direction(matrix, xyz, int(end)) for end in ends}
    pairs = ends[cKDTree(xyz[ends]).query_pairs(FACING_APART_KM, output_type="ndarray")]
    taken: set[int] = set()
    gaps: list[Gap] = []
    for gap in sorted(Gap(float(np.linalg.norm(xyz[a] - xyz[b])), a, b) for a, b in pairs.tolist()):
        apart = parts[gap.tail] != parts[gap.head]
        if gap.km > (FACING_APART_KM if apart else FACING_SAME_KM) or gap.km == 0:
            continue
        way = (xyz[gap.head] - xyz[gap.tail]) / gap.km
        faces = ahead[gap.tail] @ way > FACING_COS and -(ahead[gap.head] @ way) > FACING_COS
        if faces and not {gap.tail, gap.head} & taken and (apart or _far_round(matrix, gap)):
            taken |= {gap.tail, gap.head}
            gaps.append(gap)
    return gaps


def _far_round(matrix: Any, gap: Gap) -> bool:
    """Tell whether the network joins the two ends only by a long way round."""
    limit = max(WAY_ROUND_TIMES * gap.km, WAY_ROUND_FACING_KM)
    return not np.isfinite(dijkstra(matrix, indices=gap.tail, limit=limit)[gap.head])


def _direction(matrix: Any, xyz: Floats, end: int) -> Floats:
    """Give the unit vector in which a line leaves its dead end; nought for a lone node."""
    before, here = -1, end
    while np.linalg.norm(xyz[here] - xyz[end]) < DIRECTION_KM:
        near = matrix.indices[matrix.indptr[here] : matrix.indptr[here + 1]].tolist()
        on = [n for n in near if n not in (before, end)]
        if not on:
            break
        far = max(on, key=lambda n: (float(np.linalg.norm(xyz[n] - xyz[end])), -int(n)))
        if np.linalg.norm(xyz[far] - xyz[end]) <= np.linalg.norm(xyz[here] - xyz[end]):
            break
        before, here = here, int(far)
    way = xyz[end] - xyz[here]
    length = np.linalg.norm(way)
    return np.asarray(way / length if length else way)


def _parts_ahead(graph: RailGraph) -> list[Gap]:
    """Rule 4: the nearest node of an unconnected part ahead of a dead end."""
    xyz, matrix, parts = positions_km(graph.lonlat), adjacency(graph), _parts(graph)
    tree, best = cKDTree(xyz), dict[tuple[int, int], Gap]()
    ends = _dead_ends(graph)
    for end, near in zip(ends, tree.query_ball_point(xyz[ends], AHEAD_KM), strict=True):
        ahead = _direction(matrix, xyz, int(end))
        for other in near:
            km = float(np.linalg.norm(xyz[other] - xyz[end]))
            if parts[other] != parts[end] and ahead @ (xyz[other] - xyz[end]) > FACING_COS * km:
                pair = (min(parts[end], parts[other]), max(parts[end], parts[other]))
                gap = Gap(km, *sorted((int(end), int(other))))
                best[pair] = min(best.get(pair, gap), gap)
    return sorted(best.values())
