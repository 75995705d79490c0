"""Rivers that run along a border, laid on the border that is drawn."""

from collections.abc import Sequence
from dataclasses import replace

import shapely
from shapely.geometry.base import BaseGeometry

from maps.draw.basemap_levels import Level, River

#: A border follows a river where it does so for this many times the tolerance.
LONG = 8


def river_borders(level: Level, tolerance_deg: float) -> Level:
    """
    Draw a river and the border in it as one line.

    Parameters
    ----------
    level
        A level of the basemap.
    tolerance_deg
        How far apart the two may have been drawn.

    Returns
    -------
    Level
        The same, the rivers along settled borders on the very line of the border.

    Notes
    -----
    River and border come from different sources and were simplified apart; drawn as they are,
    the one winds about the other, and a station may seem to stand on the wrong bank.
    """
    settled = [border.line for border in level.borders if not border.disputed]
    if not settled or not level.rivers:
        return level
    borders = shapely.line_merge(shapely.union_all(settled))
    rivers = [one.line for one in level.rivers]
    beside = _around([rivers[at] for at in _near(rivers, settled, tolerance_deg)], tolerance_deg)
    least_deg = LONG * tolerance_deg
    along = [part for part in _parts(borders, beside) if part.length >= least_deg]
    if not along:
        return level
    replaced = _around(along, tolerance_deg)
    kept = [
        replace(river, line=part)
        for river in level.rivers
        for part in shapely.get_parts(shapely.difference(river.line, replaced))
        if part.length
    ]
    return replace(level, rivers=(*kept, *(River(line, _rank(line, level)) for line in along)))


def _around(lines: Sequence[BaseGeometry], tolerance_deg: float) -> BaseGeometry:
    """Give what lies within a tolerance of lines, to a tenth of it."""
    rough = shapely.simplify(lines, tolerance_deg / 10)
    return shapely.buffer(shapely.union_all(rough), tolerance_deg, quad_segs=3)


def _near(
    lines: Sequence[BaseGeometry], others: Sequence[BaseGeometry], tolerance_deg: float
) -> list[int]:
    """List the rows of lines that come within a tolerance of others."""
    found = shapely.STRtree(lines).query(others, predicate="dwithin", distance=tolerance_deg)[1]
    return sorted(set(found.tolist()))


def _parts(lines: BaseGeometry, area: BaseGeometry) -> Sequence[BaseGeometry]:
    """Give the single lines that lie in an area."""
    inside = shapely.intersection(lines, area)
    merged = shapely.line_merge(inside) if inside.geom_type == "MultiLineString" else inside
    parts: Sequence[BaseGeometry] = shapely.get_parts(merged)
    return parts


def _rank(line: BaseGeometry, level: Level) -> int:
    """Give the rank of the river that a line has taken the place of: that nearest to its middle."""
    middle = shapely.line_interpolate_point(line, 0.5, normalized=True)
    return min(level.rivers, key=lambda river: shapely.distance(river.line, middle)).rank
