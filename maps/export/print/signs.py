"""Spots along a line, and the signs of its mode on them."""

from bisect import bisect_left
from math import inf

import numpy as np
from matplotlib.path import Path

from maps.export.print.frame import PIXEL_MM
from maps.export.print.offsets import lengths_along
from maps.export.print.projection import Points
from maps.export.print.symbols import Sign, signs

#: A shorter line has neither sign nor dot.
SHORTEST_MM = 24 * PIXEL_MM


def spots_along(course: Points, every_mm: float, *, even: bool = False) -> Points:
    """
    Find spots at one distance along a line.

    Parameters
    ----------
    course
        Shape (n, 2), millimetres.
    every_mm
        About how far apart; a short line has one, in its middle.
    even
        Whether their number is to be even, so that the middle stays free.

    Returns
    -------
    Points
        Shape (m, 4): where, and the direction of the line there; none on a very short line.
    """
    along = lengths_along(course.tolist())
    whole = along[-1]
    if whole < SHORTEST_MM:
        return np.zeros((0, 4))
    fitting = max(1, int(whole // every_mm))
    count = fitting + fitting % 2 if even else fitting
    found = []
    for nth in range(count):
        at = whole / count * (nth + 0.5)
        i = min(max(bisect_left(along, at), 1), len(along) - 1)
        side = course[i] - course[i - 1]
        length = float(np.hypot(*side)) or 1.0
        found.append([*(course[i - 1] + side * ((at - along[i - 1]) / length)), *(side / length)])
    return np.array(found)


def middle_spot(course: Points) -> Points:
    """Find the middle of a line: shape (1, 2), or (0, 2) where it is very short."""
    return spots_along(course, inf)[:, :2]


def sign_paths(course: Points, mode: str, *, dotted: bool) -> tuple[Sign | None, list[Path]]:
    """
    Lay the signs of a mode along a line.

    Parameters
    ----------
    course
        Shape (n, 2), millimetres.
    mode
        Word of `Mode`.
    dotted
        Whether the middle of the line stays free for its dot.

    Returns
    -------
    Sign or None
        None for modes without one.
    list of Path
        One a spot.
    """
    sign = signs().get(mode)
    if sign is None:
        return None, []
    return sign, [placed(sign, spot) for spot in spots_along(course, sign.every_mm, even=dotted)]


def placed(sign: Sign, spot: Points) -> Path:
    """
    Put a sign on a spot of a line.

    Parameters
    ----------
    sign
        Of a mode.
    spot
        Shape (4,): where, and the direction of the line.

    Returns
    -------
    Path
        Millimetres.
    """
    x, y, cos, sin = spot
    turn = np.array([[1.0, 0.0], [0.0, 1.0]] if sign.upright else [[cos, sin], [-sin, cos]])
    lines = [Path(line @ turn + (x, y)) for line in sign.lines]
    if sign.closed:
        rings = [np.asarray(line.vertices) for line in lines]
        lines = [Path(np.vstack([ring, ring[:1]]), closed=True) for ring in rings]
    return Path.make_compound_path(*lines)
