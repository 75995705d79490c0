"""Rivers of the World Data Bank, led along the borders that they are."""

from pathlib import Path

import h5py
import numpy as np
import shapely
from basemap_borders import Border, long_runs
from shapely.geometry.base import BaseGeometry

#: Ranks of the World Data Bank that are drawn, and ours; canals are not.
RIVER_RANKS = {0: 1, 1: 1, 2: 2, 3: 3, 5: 2}
#: A river this near a border, for this long, is the border's river; the border lies truer.
RIVER_DEG = 0.05
RIVER_RUN_DEG = 0.25
#: An end this near to what was moved was cut there.
TOUCHING_DEG = 1e-4


def rivers_of(file: Path) -> list[tuple[int, BaseGeometry]]:
    """Read the rivers of the World Data Bank with their ranks, pieces joined over the bins."""
    with h5py.File(file) as bins:
        across, size_deg = 180, 2.0
        count = bins["N_segments_in_a_bin"][:]
        rank = bins["Hierarchial_level_of_a_segment"][:].astype(int)
        points = bins["N_points_for_a_segment"][:].astype(int)
        x, y = (
            bins[f"Relative_{axis}_from_SW_corner_of_bin"][:].view(np.uint16) * (size_deg / 65535)
            for axis in ("longitude", "latitude")
        )
    row, column = np.divmod(np.repeat(np.arange(len(count)), count), across)
    west = np.where(column < across // 2, column, column - across) * size_deg
    piece = np.repeat(np.arange(len(points)), points)
    lonlats = np.column_stack([x + west[piece], y + (90 - (row[piece] + 1) * size_deg)])
    lines = shapely.linestrings(np.round(lonlats, 4), indices=piece)
    joined = []
    for level in sorted(set(rank.tolist()) & set(RIVER_RANKS)):
        merged = shapely.line_merge(shapely.multilinestrings(lines[rank == level]))
        joined += [(RIVER_RANKS[level], line) for line in shapely.get_parts(merged)]
    return joined


def along_borders(
    rivers: list[tuple[int, BaseGeometry]], borders: list[Border]
) -> list[tuple[int, BaseGeometry]]:
    """Let a river that is a border run where the finer source has the border."""
    lines = shapely.get_parts(shapely.line_merge(shapely.union_all([b.line for b in borders])))
    tree, moved = shapely.STRtree(lines), []
    for rank, river in rivers:
        near = tree.query(river, predicate="dwithin", distance=RIVER_DEG)
        if not len(near):
            moved.append((rank, river))
            continue
        frame = shapely.box(*river.bounds).buffer(2 * RIVER_DEG, join_style="mitre").bounds
        border = shapely.union_all(shapely.clip_by_rect(lines[np.sort(near)], *frame))
        corridor = shapely.buffer(border, RIVER_DEG, quad_segs=2)
        beside = long_runs(shapely.intersection(river, corridor), RIVER_RUN_DEG)
        if beside.is_empty:
            moved.append((rank, river))
            continue
        corridor = shapely.buffer(beside, RIVER_DEG, quad_segs=2)
        truer = shapely.line_merge(shapely.intersection(border, corridor))
        rests = shapely.get_parts(shapely.difference(river, beside))
        moved += [(rank, _tied(rest, beside, truer)) for rest in rests if not rest.is_empty]
        moved += [(rank, part) for part in shapely.get_parts(truer)]
    return moved


def _tied(rest: BaseGeometry, beside: BaseGeometry, truer: BaseGeometry) -> BaseGeometry:
    """Lead the rest of a river to the border where it leaves what was moved there."""
    xy = shapely.get_coordinates(rest)
    ends = []
    for end in (xy[0], xy[-1]):
        point = shapely.Point(end)
        near = shapely.distance(point, beside) < TOUCHING_DEG and not truer.is_empty
        ends.append(
            shapely.get_coordinates(shapely.shortest_line(point, truer))[1:] if near else []
        )
    return shapely.LineString(
        np.concatenate([np.reshape(e, (-1, 2)) for e in (ends[0], xy, ends[1])])
    )
