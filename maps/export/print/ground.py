"""Land, water, rivers and borders of a printed map."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.coords import Bbox
from maps.draw.basemap_levels import Generalisation, Level, fitted, level_of
from maps.draw.basemap_pack import read_table
from maps.draw.border_rivers import river_borders
from maps.export.print.frame import Frame
from maps.export.print.plan import Plan
from maps.export.print.projection import Points

#: What may be off on paper.
FINE_MM = 0.12
#: Vertices of one map: what a reader's program draws at once.
MOST_VERTICES = 90_000
#: Levels of the pack, coarse to fine, and how far off a river may be that runs along a border.
LEVELS = (
    (Generalisation("wide", 0.05, 3, 1.0), 0.0),
    (Generalisation("overview", 0.016, 3, 1.0), 0.025),
    (Generalisation("detail", 0.0036, 4, 1.0), 0.008),
)
#: The longest piece that stays straight when it is projected, as a share of a frame's height.
PIECES = 40
MARGIN_MM = 2.0


class Ground(NamedTuple):
    """
    What lies under a map, in millimetres of its frame.

    Attributes
    ----------
    land, lakes
        Areas.
    coast, rivers, minor, units, borders, disputed
        Lines; `rivers` the great ones, `minor` the others, `units` first-level borders.
    """

    land: Sequence[BaseGeometry]
    lakes: Sequence[BaseGeometry]
    coast: Sequence[BaseGeometry]
    rivers: Sequence[BaseGeometry]
    minor: Sequence[BaseGeometry]
    units: Sequence[BaseGeometry]
    borders: Sequence[BaseGeometry]
    disputed: Sequence[BaseGeometry]


def ground_of(plan: Plan) -> Ground:
    """
    Find what lies under a map.

    Parameters
    ----------
    plan
        How it lies in its frame.

    Returns
    -------
    Ground
        Cut to a little more than the frame, as fine as can be seen on paper.

    Raises
    ------
    MissingDataError
        The pack that ships with the program is not there.
    """
    degree_mm = 111_195_000 / plan.scale
    level = level_at(plan.reach, FINE_MM / degree_mm)
    rivers = [(river.line, river.rank) for river in level.rivers]

    def on_paper(shapes: Iterable[BaseGeometry]) -> Sequence[BaseGeometry]:
        return laid(list(shapes), plan)

    return Ground(
        on_paper(level.land),
        on_paper(level.lakes),
        on_paper(level.coast),
        on_paper(line for line, rank in rivers if rank == 1),
        on_paper(line for line, rank in rivers if rank > 1),
        on_paper(level.regions),
        on_paper(border.line for border in level.borders if not border.disputed),
        on_paper(border.line for border in level.borders if border.disputed),
    )


@lru_cache(maxsize=8)
def level_at(box: Bbox, tolerance_deg: float) -> Level:
    """
    Read what lies in a box.

    Parameters
    ----------
    box
        Degrees, unwrapped.
    tolerance_deg
        How far a line may be off; the coarsest level of the pack that keeps it is read.

    Returns
    -------
    Level
        Simplified to the tolerance.

    Raises
    ------
    MissingDataError
        The pack that ships with the program is not there.
    """
    fine = [(how, near) for how, near in LEVELS if how.pack_deg <= tolerance_deg]
    how, near_deg = fine[0] if fine else LEVELS[-1]
    area = shapely.box(*box)
    level = level_of(fitted(how, area, MOST_VERTICES), area, how, read_table("borders"))
    return river_borders(level, near_deg) if near_deg else level


def laid(shapes: Sequence[BaseGeometry], plan: Plan) -> Sequence[BaseGeometry]:
    """
    Lay shapes on paper.

    Parameters
    ----------
    shapes
        Lines or areas, all of one dimension; degrees, on the turn of the plan.
    plan
        How the map lies in its frame.

    Returns
    -------
    sequence of BaseGeometry
        Single parts in millimetres of the frame, cut to a little more than it.
    """
    degree_mm = 111_195_000 / plan.scale
    step_deg = max(plan.frame.height_mm / PIECES / degree_mm, 1e-3)
    if not shapes:
        return []
    dense = shapely.segmentize(np.array(shapes, dtype=object), step_deg)
    placed = shapely.transform(dense, lambda xy: _finite(plan.to_mm(xy)))
    ok = shapely.is_valid(placed)
    placed[~ok] = shapely.make_valid(placed[~ok])
    edge = Frame(
        -MARGIN_MM,
        -MARGIN_MM,
        plan.frame.width_mm + 2 * MARGIN_MM,
        plan.frame.height_mm + 2 * MARGIN_MM,
    )
    box = (edge.x_mm, edge.y_mm, edge.right_mm, edge.top_mm)
    dimension = int(shapely.get_dimensions(dense).max())
    cut = shapely.get_parts(shapely.clip_by_rect(placed, *box))
    kept = cut[(shapely.get_dimensions(cut) == dimension) & ~shapely.is_empty(cut)]
    rough = shapely.simplify(kept, FINE_MM / 4)
    result: Sequence[BaseGeometry] = rough[~shapely.is_empty(rough)]
    return result


def _finite(points: Points) -> Points:
    """Move what has no place far off the paper, where it is cut away."""
    return np.clip(np.nan_to_num(points, nan=1e6, posinf=1e6, neginf=-1e6), -1e6, 1e6)
