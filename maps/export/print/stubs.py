"""Ways that are not known: a stroke leaves each stop, thins out and ends at a “?”."""

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.path import Path

from maps.export.print.frame import PIXEL_MM
from maps.export.print.projection import Points
from maps.export.print.signs import placed
from maps.export.print.symbols import signs

if TYPE_CHECKING:
    from maps.export.print.canvas import Group
    from maps.export.print.strokes import Brush
    from maps.export.print.tracks import Track

STUB_MM = 34 * PIXEL_MM
#: Strokes, from and to, as shares of its length: each shorter than the last.
FADING = ((0.0, 0.3), (0.42, 0.62), (0.74, 0.86), (0.94, 1.0))
#: The sign stands this far beyond its last stroke; two that would touch become one.
SIGN_MM, MERGED_MM = 8 * PIXEL_MM, 34 * PIXEL_MM


def draw_stub(brush: "Brush", group: "Group", track: "Track", *, half: bool = False) -> None:
    """
    Draw both ends of a way that is not known.

    Parameters
    ----------
    brush, group
        Where to.
    track
        Of kind `stub`.
    half
        Only its first end, for the legend.
    """
    from maps.export.print.strokes import Look  # noqa: PLC0415 - each draws with the other

    if not track.courses:
        return
    strokes, spots = stub_strokes(track.courses[0][0], track.courses[-1][-1])
    if half:
        strokes, spots = strokes[: len(FADING)], spots[:1]
    path = Path.make_compound_path(*[Path(stroke) for stroke in strokes])
    brush.stroke(group, path, Look(5.5), "halo")
    brush.stroke(group, path, Look(2.5), track.mode)
    query = signs()["unknown"]
    for spot in spots:
        sign = placed(query, np.array([*spot, 1.0, 0.0]))
        brush.stroke(group, sign, Look(4.5, round=True), "halo")
        brush.stroke(group, sign, Look(2.0, round=True), track.mode)


def stub_strokes(start: Points, end: Points) -> tuple[list[Points], list[Points]]:
    """
    Find the strokes of a way that is not known.

    Parameters
    ----------
    start, end
        Its stops, shape (2,), millimetres.

    Returns
    -------
    list of Points
        Strokes, shape (2, 2) each.
    list of Points
        Where a “?” stands, shape (2,) each: two, or one between stops that are near.
    """
    apart = float(np.hypot(*(end - start))) or 1.0
    length = min(STUB_MM, apart / 3)
    strokes, spots = [], []
    for one, other in ((start, end), (end, start)):
        way = (other - one) / apart
        strokes += [np.array([one + way * length * a, one + way * length * b]) for a, b in FADING]
        spots.append(one + way * (length + SIGN_MM))
    if apart - 2 * length < MERGED_MM:
        return strokes, [(start + end) / 2]
    return strokes, spots
