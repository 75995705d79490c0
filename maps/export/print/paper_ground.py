"""Land, water, rivers and borders in their colours."""

from collections.abc import Mapping

from matplotlib.path import Path

from maps.export.print.canvas import Canvas
from maps.export.print.frame import PIXEL_PT
from maps.export.print.ground import ground_of
from maps.export.print.plan import Plan

#: Kind of line, colour, width and dashes in pixels of the page.
LINES: tuple[tuple[str, str, float, tuple[float, ...]], ...] = (
    ("coast", "shore", 0.8, ()),
    ("minor", "river", 0.6, ()),
    ("rivers", "river", 1.1, ()),
    ("units", "unit", 0.6, (2, 3)),
    ("borders", "border", 1.0, (7, 2, 1.5, 2)),
    ("disputed", "border", 1.0, (1.5, 2.5)),
)


def draw_ground(canvas: Canvas, plan: Plan, colours: Mapping[str, str], prefix: str = "") -> None:
    """
    Draw what lies under a map.

    Parameters
    ----------
    canvas, plan
        Where, and how it lies there.
    colours
        By name.
    prefix
        Put before every id.
    """
    ground = ground_of(plan)
    group = canvas.group(f"{prefix}ground")
    width, height = plan.frame.width_mm, plan.frame.height_mm
    sheet = Path([(0, 0), (width, 0), (width, height), (0, height), (0, 0)], closed=True)
    if plan.globe is None:
        canvas.path(group, sheet, facecolor=colours["water"])
    else:
        canvas.path(group, sheet, facecolor=colours["paper"])
        canvas.path(group, Path(plan.globe, closed=True), facecolor=colours["water"])
    # a hairline of its own colour closes the seams between the parts of an area
    canvas.shapes(
        group, ground.land, facecolor=colours["land"], edgecolor=colours["land"], linewidth=0.1
    )
    canvas.shapes(group, ground.lakes, facecolor=colours["water"])
    for kind, colour, width_px, dashes in LINES:
        canvas.shapes(
            group,
            getattr(ground, kind),
            edgecolor=colours[colour],
            linewidth=width_px * PIXEL_PT,
            linestyle=(0, tuple(px * PIXEL_PT for px in dashes)) if dashes else "solid",
        )
