"""
Close the broken joints of a rail graph by rule; no line is picked by hand.

A joint is added, in this order,

1. between two nodes of unconnected parts at most 1 km from each other;
2. from a dead end to any node, or to the middle of an edge, at most 1 km away; from one of an
   unconnected part also to an edge whose true length reaches it, at most 5 km away, as long edges
   are drawn straight;
3. between two tips that face each other: each line, carried on straight, points at the other tip,
   the better the wider the gap: within 45 degrees in the mean, neither beyond 60, up to 10 km apart
   between unconnected parts, else 5 km; both within 45 degrees 20 and 5 km; within 30 degrees 30
   and 12 km; within 7 degrees 45 km; within 2 degrees 120 km (the stretches, tunnels and bridges
   that the source leaves out). Short gaps are closed before longer ones are looked at, which they
   often make needless. What was connected before the first of them counts as one part throughout;
4. at the bridges and tunnels of `fixed_links.csv`, between the nodes nearest to each other that lie
   within 4 km of their ends;
5. from a tip to the nearest node ahead of it of a part that was not connected before rule 3, at
   most 5 km away; of one that still is not, 8 km, or 20 km where it lies within 10 degrees of
   straight ahead and the tip is that of a line a quarter as long as the gap.

Within one part a joint is added only where the way round is longer than ten times the gap and than
10 km (rule 2) or 30 km (rules 3 to 5), so that parallel tracks and the termini of one city are not
tied together. A joint of rules 3 and 5 crosses at most two edges, or one every 7 km: a railway that
was left out meets others at junctions.

A joint of rules 3 and 5 keeps by land: it comes at most 0.5 km, or 6 % of its length, from the
shore; 1 km where both lines point at each other within 20 degrees. Others need evidence: a line
that comes over open water itself within 10 km, so that the joint goes on with a bridge or tunnel,
or one of the known bridges and tunnels in `fixed_links.csv`. The stages of a train ferry face each
other as well, and are not joined.
"""

from typing import Any, NamedTuple

import numpy as np
import shapely
from network_tips import (
    EARTH_KM,
    Floats,
    Ints,
    RailGraph,
    Sea,
    adjacency,
    carries_on,
    dead_ends,
    direction,
    positions_km,
    tips,
)
from scipy.sparse.csgraph import connected_components, dijkstra
from scipy.spatial import cKDTree

NEAR_KM = 1.0
#: How far the true line of an edge may lie from its drawn one.
BESIDE_KM = 5.0
#: How far ahead of a tip the node may lie that it is joined to, and how well ahead.
AHEAD_KM = (8.0, 20.0)
AHEAD_COS = np.cos(np.radians((45.0, 10.0)))
#: Which part of a wide gap the line before it must have as its own length.
AHEAD_SHARE = 0.25
AHEAD_SAME_KM = 5.0
#: Longest gaps between tips that face each other: loosely and well, in two parts and in one.
FACING_APART_KM = (10.0, 20.0, 30.0, 45.0, 120.0)
FACING_SAME_KM = (5.0, 5.0, 12.0, 45.0, 120.0)
FACING_COS = np.cos(np.radians((60.0, 45.0, 30.0, 7.0, 2.0)))
#: Where the line between two tips bends at both, the bends together.
FACING_BENDS = np.radians(2 * 45.0)
#: Gaps up to the first are closed first. The last is gone through twice: a piece that was joined at
#: one end points elsewhere with the other.
FACING_STEPS_KM = (2.0, 5.0, 12.0, 30.0, 120.0, 120.0)
#: Before that step the known bridges and tunnels are looked at.
LINKS_BEFORE_KM = 30.0
#: So many edges a joint may cross, or one every so many kilometres.
CROSSED_EDGES, CROSSED_EVERY_KM = 2, 7.0
#: How far from the end of a known bridge or tunnel a node lies that it leads to.
LINK_REACH_KM = 4.0
WAY_ROUND_TIMES = 10.0
WAY_ROUND_NEAR_KM = 10.0
WAY_ROUND_FACING_KM = 30.0


class Gap(NamedTuple):
    """A joint that may be added."""

    km: float
    tail: int
    head: int


def close_joints(graph: RailGraph, sea: Sea) -> RailGraph:
    """
    Add the joints of the five rules.

    Parameters
    ----------
    graph
        As the source has it.
    sea
        Tells land from water; from `read_sea`.

    Returns
    -------
    RailGraph
        With further edges (`joint` is true for them); edges that were joined in their middle are
        cut in two, their kilometres shared out by length.
    """
    graph = _join(graph, _parts_nearby(graph))
    graph = _join(graph, _ends_nearby(graph))
    graph = _join_middles(graph)
    pieces = _parts(graph)
    for most_km in FACING_STEPS_KM:
        if most_km == LINKS_BEFORE_KM:
            graph = _join(graph, _over_links(graph, sea.links))
        graph = _join(graph, _ends_facing(graph, sea, most_km, pieces))
    return _join(graph, _parts_ahead(graph, sea, pieces))


def _parts(graph: RailGraph) -> Ints:
    """Give the number of the connected part of each node."""
    return np.asarray(connected_components(adjacency(graph), directed=False)[1], dtype=np.int64)


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
    tree, ends = cKDTree(xyz), dead_ends(graph)
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
    xyz, matrix, ends = positions_km(graph.lonlat), adjacency(graph), dead_ends(graph)
    parts = _parts(graph)
    length = np.linalg.norm(xyz[graph.ends[:, 0]] - xyz[graph.ends[:, 1]], axis=1)
    long = np.flatnonzero((length > NEAR_KM) & (np.ptp(graph.lonlat[graph.ends, 0], axis=1) < 180))
    tree = shapely.STRtree(shapely.linestrings(graph.lonlat[graph.ends[long]]))
    found: dict[int, tuple[float, int, Floats]] = {}
    for end in ends:
        reach = None
        for edge in long[tree.query(_box(graph.lonlat[end]))]:
            km, point = _beside(graph, int(end), int(edge))
            tail, head = graph.ends[edge]
            apart = parts[end] != parts[tail]
            if km > (BESIDE_KM if apart else NEAR_KM) or end in (tail, head):
                continue
            if km > NEAR_KM and not _reaches(graph, xyz, int(end), int(edge)):
                continue
            if reach is None:
                reach = dijkstra(matrix, indices=end, limit=WAY_ROUND_NEAR_KM)
            if not np.isfinite(reach[graph.ends[edge]]).any() and (
                edge not in found or km < found[edge][0]
            ):
                found[int(edge)] = (km, int(end), point)
    return [(end, edge, point) for edge, (_, end, point) in sorted(found.items())]


def _reaches(graph: RailGraph, xyz: Floats, node: int, edge: int) -> bool:
    """Tell whether an edge is long enough to come by a node."""
    round_km = np.linalg.norm(xyz[graph.ends[edge]] - xyz[node], axis=1).sum()
    return bool(round_km <= graph.km[edge])


def _box(lonlat: Floats) -> Any:
    """Give a box that holds every point beside which an edge may be cut."""
    lon, lat = lonlat
    north = BESIDE_KM / 110.0
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


def _ends_facing(graph: RailGraph, sea: Sea, most_km: float, pieces: Ints) -> list[Gap]:
    """Rule 3: pairs of tips that point at each other, shortest first, each tip once."""
    xyz, matrix = positions_km(graph.lonlat), adjacency(graph)
    ends, lines = tips(graph), _lines(graph)
    ahead = {int(end): direction(matrix, xyz, int(end)) for end in ends}
    pairs = ends[cKDTree(xyz[ends]).query_pairs(most_km, output_type="ndarray")]
    taken: set[int] = set()
    gaps: list[Gap] = []
    for gap in sorted(Gap(float(np.linalg.norm(xyz[a] - xyz[b])), a, b) for a, b in pairs.tolist()):
        if {gap.tail, gap.head} & taken or gap.km == 0:
            continue
        way = (xyz[gap.head] - xyz[gap.tail]) / gap.km
        apart = bool(pieces[gap.tail] != pieces[gap.head])
        if not _face(gap.km, (ahead[gap.tail] @ way, -ahead[gap.head] @ way), apart=apart):
            continue
        if (
            _far_round(matrix, gap)
            and not _lies_across(graph, lines, gap)
            and carries_on(graph, matrix, xyz, (gap.tail, gap.head), sea)
        ):
            taken |= {gap.tail, gap.head}
            gaps.append(gap)
    return gaps


def _lines(graph: RailGraph) -> shapely.STRtree:
    """Give the edges as lines in degrees, but for joints and those over the antimeridian."""
    near = np.ptp(graph.lonlat[graph.ends, 0], axis=1) < 180
    return shapely.STRtree(shapely.linestrings(graph.lonlat[graph.ends[near & ~graph.joint]]))


def _lies_across(graph: RailGraph, lines: shapely.STRtree, gap: Gap) -> bool:
    """Tell whether a joint would cross more lines than a railway that was left out does."""
    line = shapely.linestrings(graph.lonlat[[gap.tail, gap.head]])
    crossed = len(lines.query(line, predicate="crosses"))
    return crossed > max(CROSSED_EDGES, gap.km / CROSSED_EVERY_KM)


def _face(km: float, cosines: tuple[float, float], *, apart: bool) -> bool:
    """Tell whether two tips so far from each other point at each other well enough."""
    within = FACING_APART_KM if apart else FACING_SAME_KM
    if np.arccos(np.clip(cosines, -1.0, 1.0)).sum() > FACING_BENDS:
        return False
    cos = min(cosines)
    return any(km <= most and cos > least for most, least in zip(within, FACING_COS, strict=True))


def _far_round(matrix: Any, gap: Gap) -> bool:
    """Tell whether the network joins the two ends only by a long way round."""
    limit = max(WAY_ROUND_TIMES * gap.km, WAY_ROUND_FACING_KM)
    return not np.isfinite(dijkstra(matrix, indices=gap.tail, limit=limit)[gap.head])


def _over_links(graph: RailGraph, links: shapely.Geometry) -> list[Gap]:
    """Rule 4: the nearest nodes on both sides of each known bridge or tunnel."""
    xyz, matrix = positions_km(graph.lonlat), adjacency(graph)
    tree = cKDTree(xyz)
    gaps = []
    for link in shapely.get_parts(links):
        ends = positions_km(shapely.get_coordinates(link))
        tails, heads = tree.query_ball_point(ends, LINK_REACH_KM)
        if not tails or not heads:
            continue
        away = np.linalg.norm(xyz[tails][:, None] - xyz[heads], axis=2)
        tail, head = np.unravel_index(int(away.argmin()), away.shape)
        gap = Gap(float(away.min()), tails[tail], heads[head])
        if gap.km > NEAR_KM and _far_round(matrix, gap):
            gaps.append(gap)
    return gaps


def _parts_ahead(graph: RailGraph, sea: Sea, pieces: Ints) -> list[Gap]:
    """Rule 5: the nearest node of another piece of the source ahead of a tip."""
    xyz, matrix, parts = positions_km(graph.lonlat), adjacency(graph), _parts(graph)
    tree, best = cKDTree(xyz), dict[tuple[int, int], Gap]()
    ends, lines = tips(graph), _lines(graph)
    length = np.bincount(pieces[graph.ends[:, 0]], graph.km, minlength=len(pieces))
    for end, near in zip(ends, tree.query_ball_point(xyz[ends], max(AHEAD_KM)), strict=True):
        others = [other for other in near if pieces[other] != pieces[end]]
        ahead = direction(matrix, xyz, int(end)) if others else xyz[end]
        most_km = max(AHEAD_KM[0], float(length[pieces[end]]) / AHEAD_SHARE)
        for other in others:
            km = float(np.linalg.norm(xyz[other] - xyz[end]))
            pair = (min(pieces[end], pieces[other]), max(pieces[end], pieces[other]))
            gap = Gap(km, *sorted((int(end), int(other))))
            cos = float(ahead @ (xyz[other] - xyz[end])) / max(km, 1e-9)
            nearer = km <= most_km and gap < best.get(pair, Gap(np.inf, 0, 0))
            apart = bool(parts[end] != parts[other])
            if nearer and _is_ahead(km, cos, apart=apart) and _far_round(matrix, gap):
                best[pair] = gap
    return sorted(
        gap
        for gap in best.values()
        if not _lies_across(graph, lines, gap)
        and carries_on(graph, matrix, xyz, (gap.tail, gap.head), sea)
    )


def _is_ahead(km: float, cos: float, *, apart: bool) -> bool:
    """Tell whether a node so far off lies ahead of a tip."""
    near = apart or km <= AHEAD_SAME_KM
    return near and any(
        km <= most and cos > least for most, least in zip(AHEAD_KM, AHEAD_COS, strict=True)
    )
