"""Meridians and parallels, and their degrees at the edge of a map."""

from collections.abc import Iterator, Mapping
from math import floor

import numpy as np
import shapely

from maps.export.print.canvas import Canvas
from maps.export.print.fonts import Face
from maps.export.print.frame import PIXEL_PT
from maps.export.print.plan import Plan
from maps.export.print.projection import Points, degrees_words

#: Steps that a reader counts by, in degrees.
STEPS = (0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 15, 30)
#: About how far apart lines are on paper; how near two words may come.
APART_MM, WORDS_MM = 38.0, 11.0
#: Points of a line, and the words' size and distance from the edge.
SAMPLES, SIZE_PT, OFF_MM = 361, 5.6, 1.0
#: Parallels nearer to a pole are left out.
HIGHEST = 89.0


def draw_graticule(canvas: Canvas, plan: Plan, colours: Mapping[str, str], prefix: str) -> None:
    """
    Draw the net of degrees, and write the degrees outside of the frame.

    Parameters
    ----------
    canvas, plan
        Where, and how the map lies there.
    colours
        By name.
    prefix
        Put before every id.
    """
    group = canvas.group(f"{prefix}graticule")
    width, height = plan.frame.width_mm, plan.frame.height_mm
    step = step_deg(plan)
    taken: dict[int, list[float]] = {0: [], 1: []}
    for is_meridian, degrees, points in _net(plan, step):
        parts = _parts(points)
        box = (0, 0, width, height)
        seen = [p for p in shapely.get_parts(shapely.clip_by_rect(parts, *box)) if p.length > 0]
        canvas.shapes(group, seen, edgecolor=colours["rule"], linewidth=0.6 * PIXEL_PT, alpha=0.75)
        axis = 1 if is_meridian else 0
        words = degrees_words(degrees, "EW" if is_meridian else "NS")
        for spot in _crossings(points, axis, 0.0, (width, height)[1 - axis]):
            if all(abs(spot - other) > WORDS_MM * (1 if axis else 0.5) for other in taken[axis]):
                taken[axis].append(spot)
                at = (spot, -OFF_MM) if axis else (-OFF_MM, spot)
                canvas.text(
                    group, words, at, face=Face.REGULAR, size=SIZE_PT, color=colours["soft"],
                    ha="center", va="top" if axis else "bottom",
                    rotation=0 if axis else 90, rotation_mode="anchor",
                )  # fmt: skip


def step_deg(plan: Plan) -> float:
    """
    Choose how far apart the lines of a net are.

    Parameters
    ----------
    plan
        How the map lies in its frame.

    Returns
    -------
    float
        Degrees.
    """
    degree_mm = 111_195_000 / plan.scale
    return next((step for step in STEPS if step * degree_mm >= APART_MM), STEPS[-1])


def _net(plan: Plan, step: float) -> Iterator[tuple[bool, float, Points]]:
    """Give the meridians, then the parallels, as points on paper."""
    west, south, east, north = plan.reach
    around = east - west > 359
    polar = around and max(abs(south), abs(north)) == 90.0 and plan.projection.conformal
    lats = np.linspace(
        max(south, -HIGHEST if polar else -90), min(north, HIGHEST if polar else 90), SAMPLES
    )
    lons = np.linspace(west, east, SAMPLES * (2 if around else 1))
    squeeze = max(np.cos(np.radians((south + north) / 2)), 0.2) if not around else 1.0
    wider = next((s for s in STEPS if s >= step / squeeze * 0.75), STEPS[-1])
    for lon in _multiples(west, east, wider):
        yield True, lon, plan.to_mm(np.column_stack([np.full_like(lats, lon), lats]))
    for lat in _multiples(max(south, -HIGHEST), min(north, HIGHEST), step):
        yield False, lat, plan.to_mm(np.column_stack([lons, np.full_like(lons, lat)]))


def _multiples(low: float, high: float, step: float) -> Iterator[float]:
    """Give the multiples of a step within bounds."""
    nth = floor(low / step) + 1
    while nth * step < high:
        yield nth * step
        nth += 1


def _parts(points: Points) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    """Make lines of points, without those that have no place."""
    finite = np.isfinite(points).all(axis=1)
    runs = np.split(points, np.flatnonzero(~finite))
    lines = [run[np.isfinite(run).all(axis=1)] for run in runs]
    return np.array([shapely.linestrings(line) for line in lines if len(line) > 1], dtype=object)


def _crossings(points: Points, axis: int, edge: float, most: float) -> list[float]:
    """Find where a line crosses the lower (axis 1) or the left edge (axis 0) of the frame."""
    across, along = points[:, axis] - edge, points[:, 1 - axis]
    with np.errstate(invalid="ignore"):
        at = np.flatnonzero(across[:-1] * across[1:] < 0)
    share = across[at] / (across[at] - across[at + 1])
    found = along[at] + share * (along[at + 1] - along[at])
    return [float(spot) for spot in found if 3 < spot < most - 3]
