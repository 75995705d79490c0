"""Corners of a map where a small second map covers least."""

from collections.abc import Sequence

import numpy as np
import shapely

from maps.draw.layers import Layer
from maps.export.print.frame import Frame
from maps.export.print.plan import Plan
from maps.export.print.projection import Points

#: A mark counts as so many millimetres of a line, and how near to a box counts.
MARK, NEAR_MM = 40.0, 2.0
SAMPLE_MM = 1.0


def free_corner(
    plan: Plan, layers: Sequence[Layer], size: tuple[float, float], taken: Sequence[Frame] = ()
) -> tuple[Frame, float]:
    """
    Choose a corner of a map for a box.

    Parameters
    ----------
    plan
        How the map lies in its frame.
    layers
        What is drawn on it.
    size
        Of the box: width and height, millimetres.
    taken
        Boxes that stand there already.

    Returns
    -------
    Frame
        In millimetres of the frame; of equal corners the lower right one first.
    float
        What it covers: millimetres of lines, each mark as 40, each box already there as 1000.
    """
    width, height = plan.frame.width_mm, plan.frame.height_mm
    across, up = width - size[0], height - size[1]
    boxes = [Frame(x, y, *size) for x, y in ((across, 0.0), (0.0, 0.0), (across, up), (0.0, up))]
    points, weights = _weighted(plan, layers)
    costs = [_cost(box, points, weights) + 1000 * _hits(box, taken) for box in boxes]
    best = int(np.argmin(costs))
    return boxes[best], costs[best]


def _weighted(plan: Plan, layers: Sequence[Layer]) -> tuple[Points, Points]:
    """Give points along all that is drawn, and how much each counts."""
    points, weights = [np.zeros((0, 2))], [np.zeros(0)]
    for layer in layers:
        if layer.key == "areas" or not len(layer.table):
            continue
        shapes = shapely.transform(layer.table.geometry.to_numpy(), plan.to_mm)
        if layer.group == "routes":
            whole = [shape for shape in shapes if np.isfinite(shapely.get_coordinates(shape)).all()]
            xy = (
                shapely.get_coordinates(shapely.segmentize(whole, SAMPLE_MM))
                if whole
                else points[0]
            )
            points.append(xy)
            weights.append(np.full(len(xy), SAMPLE_MM))
        else:
            xy = shapely.get_coordinates(shapes)
            wide = (layer.table["look"].isin(["country", "region", "area"])).to_numpy()
            points.append(xy)
            weights.append(np.where(wide, 0.0, MARK))
    return np.concatenate(points), np.concatenate(weights)


def _cost(box: Frame, points: Points, weights: Points) -> float:
    """Add up what lies in a box or near it."""
    near = box.inset(-NEAR_MM)
    with np.errstate(invalid="ignore"):
        inside = (points >= (near.x_mm, near.y_mm)) & (points <= (near.right_mm, near.top_mm))
    return float(weights[inside.all(axis=1)].sum())


def _hits(box: Frame, taken: Sequence[Frame]) -> int:
    """Count the boxes that one meets."""
    return sum(
        box.x_mm < one.right_mm
        and one.x_mm < box.right_mm
        and box.y_mm < one.top_mm
        and one.y_mm < box.top_mm
        for one in taken
    )
