"""Lines beside each other: the lanes of the page, in millimetres of paper."""

from collections.abc import Sequence
from itertools import pairwise
from math import hypot
from typing import NamedTuple, TypeAlias

import numpy as np
import shapely

from maps.draw.lanes import Stretch
from maps.export.print.frame import PIXEL_MM
from maps.export.print.projection import Points

#: From the middle of one line to the middle of the next.
LANE_MM = 5 * PIXEL_MM
#: Over this length a line changes its lane, and comes to its stop.
TAPER_MM = 16 * PIXEL_MM
#: Knots nearer than this to a vertex are that vertex.
SAME_MM = 0.002
#: A side of this length is as good as none.
NO_SIDE = 0.05

Xy: TypeAlias = tuple[float, float]


class _Knot(NamedTuple):
    """Where along a line it is how far from its track."""

    at: float
    offset: float


def read_stretches(words: str, last: int) -> list[Stretch]:
    """
    Read the lanes of a line.

    Parameters
    ----------
    words
        As `lane_words` writes them; empty for a line that is alone.
    last
        Index of its last vertex.

    Returns
    -------
    list of Stretch
        From end to end.
    """
    if not words:
        return [Stretch(0, last, 0.0)]
    parts = [part.split(":") for part in words.split(" ")]
    return [Stretch(int(a), int(b), float(lane), int(lines)) for a, b, lane, lines in parts]


def on_lanes(points: Points, stretches: Sequence[Stretch], shift_mm: float = 0.0) -> Points:
    """
    Move a line into its lanes.

    Parameters
    ----------
    points
        Shape (n, 2), millimetres, y upwards; its track.
    stretches
        Over its vertices, from end to end.
    shift_mm
        Moved this much more to the right.

    Returns
    -------
    Points
        Shape (m, 2): simplified as far as its bundle wants it; at both ends on its track.

    Notes
    -----
    As `offsets.js` of the page does it.
    """
    track: list[Xy] = []
    ends: list[tuple[int, float]] = []
    for one in stretches:
        kept = _simplified(points[one.first : one.last + 1], one.lines)
        track += kept[1:] if track else kept
        ends.append((len(track) - 1, one.lane * LANE_MM))
    if not shift_mm and not any(offset for _, offset in ends):
        return np.array(track)
    dense, offsets = _tapered(track, ends)
    return np.array(_moved(dense, [offset + shift_mm for offset in offsets]))


def lengths_along(points: Sequence[Xy]) -> list[float]:
    """
    Measure how far along a line each of its vertices is.

    Parameters
    ----------
    points
        Vertices.

    Returns
    -------
    list of float
        From 0 on.
    """
    along = [0.0]
    for (x, y), (to_x, to_y) in pairwise(points):
        along.append(along[-1] + hypot(to_x - x, to_y - y))
    return along


def _simplified(points: Points, lines: int) -> list[Xy]:
    """Take out bends narrower than a bundle of lines: they would be knots in it."""
    tolerance = min(6.0, 0.8 + lines * 0.6) if lines > 1 else 0.25
    line = shapely.simplify(
        shapely.linestrings(points), tolerance * PIXEL_MM, preserve_topology=False
    )
    return [(x, y) for x, y in shapely.get_coordinates(line).tolist()]


def _tapered(track: list[Xy], ends: Sequence[tuple[int, float]]) -> tuple[list[Xy], list[float]]:
    """Give an offset at each vertex, sloping between lanes and nought at both ends."""
    along = lengths_along(track)
    knots = [_Knot(0.0, 0.0)]
    begin = 0
    for nth, (end, offset) in enumerate(ends):
        start, stop = along[begin], along[end]
        half = (stop - start) / 2
        begin = end
        if half * 2 < abs(offset) + 2 * PIXEL_MM:
            continue  # too short for its lane: it is all slope
        first, last = nth == 0, nth == len(ends) - 1
        knots.append(_Knot(start + min(TAPER_MM if first else TAPER_MM / 2, half), offset))
        knots.append(_Knot(stop - min(TAPER_MM if last else TAPER_MM / 2, half), offset))
    knots.append(_Knot(along[-1], 0.0))
    return _with_knots(track, along, knots)


def _with_knots(
    track: list[Xy], along: Sequence[float], knots: Sequence[_Knot]
) -> tuple[list[Xy], list[float]]:
    """Put a vertex where a slope begins or ends."""
    ats = np.array([knot.at for knot in knots])
    own = np.array(along)
    near = np.abs(ats[:, None] - own[None, :]).min(axis=1) > SAME_MM
    every = np.unique(np.concatenate([own, ats[near]]))
    xy = np.array(track)
    dense = np.column_stack([np.interp(every, own, xy[:, axis]) for axis in (0, 1)])
    # two knots in one place, where a lane changes at once: a hair apart, for both to count
    spread = np.maximum.accumulate(ats + np.arange(len(ats)) * 1e-9)
    offsets = np.interp(every, spread, [knot.offset for knot in knots])
    return [(x, y) for x, y in dense.tolist()], offsets.tolist()


def _moved(points: Sequence[Xy], offsets: Sequence[float]) -> list[Xy]:
    """Move each vertex along the half of the angle between its sides, then take out loops."""
    sides = [_unit(a, b) for a, b in pairwise(points)]
    moved: list[Xy] = []
    for i, ((x, y), offset) in enumerate(zip(points, offsets, strict=True)):
        before = sides[max(i - 1, 0)]
        after = sides[min(i, len(sides) - 1)]
        half = (before[0] + after[0], before[1] + after[1])
        size = hypot(*half)
        # a line that turns right back has no half of an angle: its side goes on
        way = (half[0] / size, half[1] / size) if size > NO_SIDE else before
        stretch = min(2.0, 1 / max(0.5, way[0] * before[0] + way[1] * before[1]))
        moved.append((x + way[1] * offset * stretch, y - way[0] * offset * stretch))
    return _without_loops(moved, sides)


def _unit(a: Xy, b: Xy) -> Xy:
    """Give the direction from one point to another."""
    size = hypot(b[0] - a[0], b[1] - a[1]) or 1.0
    return (b[0] - a[0]) / size, (b[1] - a[1]) / size


def _without_loops(points: Sequence[Xy], sides: Sequence[Xy]) -> list[Xy]:
    """Make both ends of a piece that runs against its own line one."""
    kept = [points[0]]
    for i in range(1, len(points)):
        last, way = kept[-1], sides[i - 1]
        ahead = (points[i][0] - last[0]) * way[0] + (points[i][1] - last[1]) * way[1]
        if ahead >= 0:
            kept.append(points[i])
        elif i == len(points) - 1:
            kept[max(1, len(kept) - 1) :] = [points[i]]
        elif len(kept) > 1:
            kept[-1] = ((last[0] + points[i][0]) / 2, (last[1] + points[i][1]) / 2)
    return kept
