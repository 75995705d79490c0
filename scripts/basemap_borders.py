"""Borders out of areas that share their edges: who lies on which side, and what is disputed."""

from typing import NamedTuple

import numpy as np
import shapely
from border_gaps import closed, led_on, loose_ends
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree
from shapely.geometry.base import BaseGeometry

#: Steps a degree in which the source's vertices are compared (it has five decimals).
STEPS = 100_000
#: An edge this near the sea is coast, not a claim on land.
COAST_DEG = 0.05
#: So far apart may two sources of one border lie: to either side of an edge it is looked.
ASIDE_DEG = 0.002
#: A claim reaches this far into the other country; less is two drawings of one border.
DEEP_DEG = 0.03
#: A part with more than this share of its outline in another country is an enclave there.
ENCLAVE_SHARE = 0.9
#: As far off may a disputed line of a coarser source be and still mean the same border.
SAME_DEG = 0.06
#: Borders across wide water are absent from the finer source; what is this far off is one.
ABSENT_DEG = 0.1


class Border(NamedTuple):
    """A border line: the two countries (or the claimant), whether disputed, and a name."""

    line: BaseGeometry
    countries: tuple[str, ...]
    disputed: bool
    name: str


class Edges(NamedTuple):
    """Every straight piece of every ring: its ends as numbers, its direction, whose it is."""

    low: NDArray[np.int64]
    high: NDArray[np.int64]
    owner: NDArray[np.int64]
    owner_left: NDArray[np.bool_]
    part: NDArray[np.int64]


def edges_of(areas: NDArray[np.object_]) -> Edges:
    """Take the rings of the areas apart; an edge's key is the same from both its sides."""
    parts, area_of_part = shapely.get_parts(areas, return_index=True)
    rings, part_of_ring = shapely.get_rings(parts, return_index=True)
    xy, ring_of_vertex = shapely.get_coordinates(rings, return_index=True)
    grid = np.round(xy * STEPS).astype(np.int64)
    keys = (grid[:, 0] + 180 * STEPS << 26) + grid[:, 1] + 90 * STEPS
    first_ring = np.r_[True, part_of_ring[1:] != part_of_ring[:-1]]
    interior_left = shapely.is_ccw(rings) == first_ring
    within = ring_of_vertex[1:] == ring_of_vertex[:-1]
    start, end, ring = keys[:-1][within], keys[1:][within], ring_of_vertex[1:][within]
    return Edges(
        np.minimum(start, end),
        np.maximum(start, end),
        area_of_part[part_of_ring[ring]],
        (start < end) == interior_left[ring],
        part_of_ring[ring],
    )


def _lonlats(keys: NDArray[np.int64]) -> NDArray[np.float64]:
    """Turn vertex numbers back into degrees."""
    return np.column_stack([(keys >> 26) / STEPS - 180, (keys & (1 << 26) - 1) / STEPS - 90])


def _merged(low: NDArray[np.int64], high: NDArray[np.int64]) -> BaseGeometry:
    """Join edges to lines."""
    pieces = shapely.linestrings(np.stack([_lonlats(low), _lonlats(high)], axis=1))
    return shapely.line_merge(shapely.multilinestrings(pieces))


def shared_borders(
    areas: NDArray[np.object_],
    names: list[str],
    sea: NDArray[np.object_],
    sovereigns: dict[str, str],
) -> list[Border]:
    """Give the lines with different countries on their two sides, and the claims across one."""
    edges = edges_of(areas)
    order = np.lexsort((edges.owner, edges.high, edges.low))
    low, high, owner = edges.low[order], edges.high[order], edges.owner[order]
    left, part = edges.owner_left[order], edges.part[order]
    starts = np.flatnonzero(np.r_[True, (low[1:] != low[:-1]) | (high[1:] != high[:-1])])
    counts = np.diff(np.r_[starts, len(low)])
    lefts = np.add.reduceat(left.astype(int), starts)
    both = (lefts > 0) & (lefts < counts)
    pairs: dict[tuple[str, ...], list[int]] = {}
    for start, count in zip(starts[both], counts[both], strict=True):
        around = tuple(sorted({names[i] for i in owner[start : start + count]}))
        if len(around) > 1:
            pairs.setdefault(around, []).append(start)
    found = [
        Border(_merged(low[rows], high[rows]), around, disputed=False, name="")
        for around, rows in sorted(pairs.items())
    ]
    single = starts[counts == 1]
    alone = Edges(low[single], high[single], owner[single], left[single], part[single])
    every = joined_borders(found + _one_sided(areas, names, _inland(alone, sea), sovereigns))
    whole = [b if b.disputed else _closed(b, alone, names) for b in every]
    return [_led_on(border, whole, alone, names) for border in whole]


def _led_on(border: Border, every: list[Border], alone: Edges, names: list[str]) -> Border:
    """Lead a border on to those that it meets where three countries do."""
    if border.disputed:
        return border
    own = np.isin(alone.owner, [names.index(code) for code in border.countries])
    others = [
        loose_ends(other.line).lonlats
        for other in every
        if other is not border and set(other.countries) & set(border.countries)
    ]
    targets = np.concatenate([np.empty((0, 2)), *others])
    starts, ends = _lonlats(alone.low[own]), _lonlats(alone.high[own])
    return border._replace(line=led_on(border.line, targets, starts, ends))


def _closed(border: Border, alone: Edges, names: list[str]) -> Border:
    """Close the gaps of a border along the edges of its countries."""
    own = np.isin(alone.owner, [names.index(code) for code in border.countries])
    starts, ends = _lonlats(alone.low[own]), _lonlats(alone.high[own])
    return border._replace(line=closed(border.line, starts, ends))


def _are_rivals(countries: tuple[str, ...], sovereigns: dict[str, str]) -> bool:
    """Say whether countries are apart: a dependency and its own sovereign are no rivals."""
    return len({sovereigns.get(code, code) for code in countries}) > 1


def _inland(edges: Edges, sea: NDArray[np.object_]) -> Edges:
    """Leave out the edges that are coast."""
    rings = shapely.get_rings(shapely.get_parts(sea))
    shore = cKDTree(shapely.get_coordinates(shapely.segmentize(rings, COAST_DEG)))
    middles = (_lonlats(edges.low) + _lonlats(edges.high)) / 2
    inland = shore.query(middles, distance_upper_bound=COAST_DEG)[0] > COAST_DEG
    return Edges(*(column[inland] for column in edges))


def _one_sided(
    areas: NDArray[np.object_], names: list[str], edges: Edges, sovereigns: dict[str, str]
) -> list[Border]:
    """
    Find borders in edges that only one area has.

    Where another country begins within `ASIDE_DEG` on the outer side, two sources of one border
    differ a little: the first of the two countries is believed. Where that other country lies
    on the inner side as well, one claims what the other holds.
    """
    low, high = _lonlats(edges.low), _lonlats(edges.high)
    along = high - low
    length = np.maximum(np.hypot(*along.T), 1e-9)[:, None]
    leftward = np.column_stack([-along[:, 1], along[:, 0]]) / length * ASIDE_DEG
    inward = np.where(edges.owner_left[:, None], leftward, -leftward)
    middles = (low + high) / 2
    outer = _countries_at(middles - inward, areas)
    inner = _countries_at(middles + inward, areas)
    deep = _countries_at(middles + inward * (DEEP_DEG / ASIDE_DEG), areas)
    enclaves = _enclaves(areas, edges, inner)
    found: dict[tuple[tuple[str, ...], bool], list[int]] = {}
    for row, owner in enumerate(edges.owner.tolist()):
        for other in sorted(outer[row] - {owner}):
            pair = tuple(sorted((names[owner], names[other])))
            overlaps = other in inner[row] and {owner, other} <= deep[row]
            apart = (int(edges.part[row]), other) not in enclaves
            if overlaps or not apart or names[owner] == pair[0]:
                rivals = overlaps and apart and _are_rivals(pair, sovereigns)
                found.setdefault((pair, rivals), []).append(row)
    return [
        Border(_merged(edges.low[rows], edges.high[rows]), pair, rivals, "")
        for (pair, rivals), rows in sorted(found.items())
    ]


def _enclaves(
    areas: NDArray[np.object_], edges: Edges, inner: list[set[int]]
) -> set[tuple[int, int]]:
    """Find parts that lie wholly within another country, which has no hole there."""
    parts = shapely.get_parts(areas)
    lengths = np.hypot(*(_lonlats(edges.high) - _lonlats(edges.low)).T)
    within: dict[tuple[int, int], float] = {}
    for row, part in enumerate(edges.part.tolist()):
        for other in inner[row] - {int(edges.owner[row])}:
            within[part, other] = within.get((part, other), 0) + lengths[row]
    return {
        (part, other)
        for (part, other), length in within.items()
        if length > ENCLAVE_SHARE * parts[part].exterior.length
    }


def _countries_at(xy: NDArray[np.float64], areas: NDArray[np.object_]) -> list[set[int]]:
    """Give the areas that each position lies in."""
    parts, area_of_part = shapely.get_parts(areas, return_index=True)
    part_rows, point_rows = shapely.STRtree(shapely.points(xy)).query(parts)
    at: list[set[int]] = [set() for _ in xy]
    ends = np.flatnonzero(np.diff(part_rows)) + 1
    for here in np.split(np.arange(len(part_rows)), ends):
        row, points = part_rows[here[0]], point_rows[here]
        shapely.prepare(parts[row])
        for point in points[shapely.contains_xy(parts[row], xy[points])]:
            at[point].add(int(area_of_part[row]))
    return at


def with_claims(borders: list[Border], claims: list[Border]) -> list[Border]:
    """Mark borders that run along a known dispute, and add the disputed lines they lack."""
    around = _around([claim.line for claim in claims], SAME_DEG)
    wide = _around([claim.line for claim in claims], 2 * SAME_DEG)
    split, close = [], []
    for border in borders:
        near = shapely.intersects(wide, border.line)
        close += [shapely.intersection(border.line, wide)] if near else []
        if border.disputed or not near:
            split.append(border)
            continue
        beside = long_runs(shapely.intersection(border.line, around), 3 * SAME_DEG)
        split.append(border._replace(line=shapely.difference(border.line, beside)))
        split.append(border._replace(line=beside, disputed=True))
    known = _around(close, SAME_DEG)
    lacking = [claim._replace(line=shapely.difference(claim.line, known)) for claim in claims]
    return [border for border in [*split, *lacking] if not border.line.is_empty]


def _around(lines: list[BaseGeometry], distance_deg: float) -> BaseGeometry:
    """Give the area around lines."""
    return shapely.union_all([shapely.buffer(line, distance_deg, quad_segs=2) for line in lines])


def long_runs(lines: BaseGeometry, least_deg: float) -> BaseGeometry:
    """Keep what is long enough to be more than a crossing."""
    parts = shapely.get_parts(lines)
    parts = parts[(shapely.get_dimensions(parts) == 1) & ~shapely.is_empty(parts)]
    joined = shapely.get_parts(shapely.line_merge(shapely.MultiLineString(list(parts))))
    return shapely.MultiLineString(list(joined[shapely.length(joined) > least_deg]))


def absent_borders(borders: list[Border], coarse: BaseGeometry) -> list[Border]:
    """Take from a coarser source what the finer one lacks: borders across wide water."""
    thin = [shapely.simplify(border.line, ABSENT_DEG / 5) for border in borders]
    line = long_runs(shapely.difference(coarse, _around(thin, ABSENT_DEG)), ABSENT_DEG)
    return [] if line.is_empty else [Border(line, (), disputed=False, name="")]


def joined_borders(borders: list[Border]) -> list[Border]:
    """Put the lines of one border together, over the small gaps between the two sources of it."""
    alike: dict[tuple[tuple[str, ...], bool, str], list[BaseGeometry]] = {}
    for border in borders:
        key = (border.countries, border.disputed, border.name)
        parts = shapely.get_parts(border.line)
        long = parts[(shapely.get_dimensions(parts) == 1) & (shapely.length(parts) > 0)]
        alike.setdefault(key, []).extend(long)
    joined = [
        Border(_tied(np.array(alike[key], object)), *key) for key in sorted(alike) if alike[key]
    ]
    return [border for border in joined if not border.line.is_empty]


def _tied(lines: NDArray[np.object_]) -> BaseGeometry:
    """Move ends that lie within `ASIDE_DEG` of each other onto one of them, and join."""
    xy, row = shapely.get_coordinates(lines, return_index=True)
    edge = np.flatnonzero(np.diff(row)) + 1
    ends = np.sort(np.r_[0, edge, edge - 1, len(xy) - 1])
    near = cKDTree(xy[ends]).query_pairs(ASIDE_DEG, output_type="ndarray")
    graph = coo_matrix((np.ones(len(near)), near.T), shape=(len(ends), len(ends)))
    _, group = connected_components(graph, directed=False)
    _, first = np.unique(group, return_index=True)
    xy[ends] = xy[ends][first[group]]
    moved = shapely.set_coordinates(lines.copy(), xy)
    moved = moved[shapely.length(moved) > 0]
    return shapely.line_merge(shapely.MultiLineString(list(moved)))


def two_letters(codes: tuple[str, ...], alpha2: dict[str, str]) -> tuple[str, ...]:
    """Turn three-letter codes into two-letter ones, each once; unknown ones are left out."""
    return tuple(sorted({alpha2[code] for code in codes if code in alpha2}))
