"""The scale of a map: a bar that is true in its middle, and the words for it."""

from collections.abc import Mapping
from math import floor, log10

import numpy as np

from geo.coords import GEOD
from maps.export.print.canvas import Canvas, Group
from maps.export.print.fonts import Face
from maps.export.print.plan import Plan

#: The longest bar, as millimetres; and how high it is.
LONGEST_MM, HIGH_MM = 42.0, 1.1
SIZE_PT = 6.2


def middle_scale(plan: Plan) -> float:
    """
    Measure the scale in the middle of a map.

    Parameters
    ----------
    plan
        How it lies in its frame.

    Returns
    -------
    float
        Metres of the ground to a metre of paper, from west to east.
    """
    x, y = plan.frame.width_mm / 2, plan.frame.height_mm / 2
    ends = plan.to_lonlat(np.array([[x - 1, y], [x + 1, y]]))
    metres = GEOD.inv(*ends[0], *ends[1])[2]
    return float(metres) / 0.002 if np.isfinite(metres) and metres > 0 else plan.scale


def rounded_scale(plan: Plan) -> str:
    """
    Write the scale in the middle of a map.

    Parameters
    ----------
    plan
        How it lies in its frame.

    Returns
    -------
    str
        `1 : 6 300 000`, to two figures.
    """
    scale = middle_scale(plan)
    digits = 10 ** (floor(log10(scale)) - 1)
    return f"1 : {round(scale / digits) * digits:,}".replace(",", "\u202f")


def bar_km(plan: Plan, longest_mm: float = LONGEST_MM) -> float:
    """
    Choose the length of the bar.

    Parameters
    ----------
    plan
        How the map lies in its frame.
    longest_mm
        Of the bar on paper.

    Returns
    -------
    float
        Kilometres: 1, 2 or 5 and noughts.
    """
    most = middle_scale(plan) * longest_mm / 1e6
    power = 10.0 ** floor(log10(most))
    return float(max(step * power for step in (1, 2, 5) if step * power <= most))


def draw_scalebar(
    canvas: Canvas, group: Group, plan: Plan, at: tuple[float, float], colours: Mapping[str, str]
) -> float:
    """
    Draw the bar.

    Parameters
    ----------
    canvas, group
        Where to; not the canvas of the map.
    plan
        Of the map that it measures.
    at
        Its lower left corner, millimetres of the frame.
    colours
        By name.

    Returns
    -------
    float
        How long it is on paper, millimetres.
    """
    from matplotlib.path import Path  # noqa: PLC0415 - with the canvas, that has it already

    km = bar_km(plan)
    long_mm = km * 1e6 / middle_scale(plan)
    x, y = at
    for nth in range(4):
        left, right = (x + long_mm * part / 4 for part in (nth, nth + 1))
        corners = [(left, y), (right, y), (right, y + HIGH_MM), (left, y + HIGH_MM), (left, y)]
        fill = colours["ink"] if nth % 2 == 0 else colours["paper"]
        canvas.path(
            group, Path(corners, closed=True), facecolor=fill, edgecolor=colours["ink"],
            linewidth=0.5, joinstyle="miter",
        )  # fmt: skip
    for share in (0.0, 0.5, 1.0):
        words = f"{km * share:g}" + (" km" if share == 1 else "")
        canvas.text(
            group, words, (x + long_mm * share, y + HIGH_MM + 0.8), face=Face.REGULAR,
            size=SIZE_PT, color=colours["ink"], ha="center" if share else "left",
        )  # fmt: skip
    return long_mm
