"""Areas below the lines of a map, and edges over them."""

import numpy as np
import shapely
from matplotlib.path import Path

from maps.export.print.frame import PIXEL_PT
from maps.export.print.ground import laid
from maps.export.print.pen import Pen
from maps.export.print.plan import outline_mm

#: How small the edge of another map may be on this one.
LEAST_EDGE_MM = 6.0


def draw_areas(pen: Pen) -> None:
    """
    Draw areas and imprecision; they go below the lines.

    Parameters
    ----------
    pen
        Where to. How far an area may reach that nobody has drawn is no line on a map, and not
        drawn either.
    """
    for layer in pen.view.layers:
        if layer.key != "areas":
            continue
        group = pen.group("areas")
        table = layer.table
        for ref, look, shape in zip(table["ref"], table["look"], table.geometry, strict=True):
            own = pen.group(f"{ref}.area", group)
            parts = [] if look == "reach" else laid([shape], pen.plan)
            pen.canvas.shapes(own, parts, facecolor=pen.colours["ink"], alpha=0.1)
            dashes = (0, (3 * PIXEL_PT, 3 * PIXEL_PT))
            edge = shapely.boundary(parts) if len(parts) else []
            pen.canvas.shapes(
                own, edge, edgecolor=pen.colours["soft"], linewidth=PIXEL_PT, linestyle=dashes
            )


def draw_outline(pen: Pen) -> None:
    """
    Draw the edge of another map of the sheet, no smaller than can be seen.

    Parameters
    ----------
    pen
        Where to; nothing where its view has none.
    """
    if pen.view.outlined is None:
        return
    points = outline_mm(pen.view.outlined, pen.plan)
    if not np.isfinite(points).all():
        return
    if np.ptp(points, axis=0).max() < LEAST_EDGE_MM:
        x, y = (points.min(axis=0) + points.max(axis=0)) / 2
        half = LEAST_EDGE_MM / 2
        points = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)]) * half + (x, y)
    group = pen.group("outlined")
    for colour, width in (("halo", 2.6), ("ink", 1.2)):
        pen.canvas.path(
            group, Path(points, closed=True), edgecolor=pen.colours[colour],
            linewidth=width * PIXEL_PT,
        )  # fmt: skip


def draw_edge(pen: Pen) -> None:
    """
    Draw the edge of a map.

    Parameters
    ----------
    pen
        Where to.
    """
    width, height = pen.plan.frame.width_mm, pen.plan.frame.height_mm
    edge = Path([(0, 0), (width, 0), (width, height), (0, height), (0, 0)], closed=True)
    look = {"edgecolor": pen.colours["soft"], "linewidth": 0.7, "joinstyle": "miter"}
    pen.canvas.path(pen.group("edge"), edge, **look)
