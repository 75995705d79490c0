"""Names of lines, written along them where a piece is straight and long enough."""

from collections.abc import Mapping, Sequence
from math import atan2, degrees

import numpy as np
import shapely

from maps.export.print.fonts import Face
from maps.export.print.frame import PIXEL_MM, PIXEL_PT, POINT_MM
from maps.export.print.lettering import LINE_EM, Type, width_mm
from maps.export.print.placement import Name
from maps.export.print.plan import Plan
from maps.export.print.tracks import Track, inside

#: Steps along a line at which a name is tried, and how far a piece may bend off its chord.
STEP_MM, BEND = 8 * PIXEL_MM, 0.985
#: Room at both ends of a name, and the most spots that are tried for one.
AIR_MM, MOST_SPOTS = 8 * PIXEL_MM, 12
_TYPE = Type(Face.BOLD, 11 * PIXEL_PT, "")


def line_names(
    tracks: Sequence[Track], titles: Mapping[str, str], plan: Plan
) -> list[tuple[Name, str]]:
    """
    Find where the names of lines could stand.

    Parameters
    ----------
    tracks
        The lines.
    titles
        Of the entries, by ref.
    plan
        How the map lies in its frame.

    Returns
    -------
    list of (Name, str)
        One name a ref, with the mode of its line, in the order of the lines; the straightest
        piece first, the others as further spots. Nothing for what has no straight piece.
    """
    found: dict[str, tuple[float, list[tuple[float, float, float]], str]] = {}
    for track in tracks:
        title = titles.get(track.ref, "")
        if track.kind != "line" or not title:
            continue
        spots = [
            spot
            for part in inside(track.courses, plan.frame, 0.0)
            for spot in _straight(part, width_mm(title, _TYPE) + AIR_MM)
        ]
        spots.sort(key=lambda spot: -spot[0])
        if spots and spots[0][0] > found.get(track.ref, (0.0,))[0]:
            found[track.ref] = (spots[0][0], [spot[1:] for spot in spots[:MOST_SPOTS]], track.mode)
    return [(_name(titles[ref], spots), mode) for ref, (_, spots, mode) in found.items()]


def _straight(line: shapely.LineString, wide: float) -> list[tuple[float, float, float, float]]:
    """List straight pieces of a width: how straight, the middle, and the angle in degrees."""
    if line.length < wide:
        return []
    starts = np.arange(0.0, line.length - wide + 1e-9, STEP_MM)
    firsts = shapely.get_coordinates(shapely.line_interpolate_point(line, starts))
    lasts = shapely.get_coordinates(shapely.line_interpolate_point(line, starts + wide))
    middles = shapely.get_coordinates(shapely.line_interpolate_point(line, starts + wide / 2))
    chords = lasts - firsts
    straight = np.hypot(*chords.T) / wide
    angles = [(degrees(atan2(dy, dx)) + 90) % 180 - 90 for dx, dy in chords.tolist()]
    return [
        (float(how), *middle, angle)
        for how, middle, angle in zip(straight, middles.tolist(), angles, strict=True)
        if how >= BEND
    ]


def _name(title: str, spots: Sequence[tuple[float, float, float]]) -> Name:
    """Make a name of its spots; those of about one angle."""
    x, y, angle = spots[0]
    return Name(
        text=title, x=x, y=y,
        width=width_mm(title, _TYPE), height=LINE_EM * _TYPE.size_pt * POINT_MM,
        along=True, angle_deg=round(angle, 1),
        others=tuple((a, b) for a, b, turn in spots[1:] if abs(turn - angle) < 3),
    )  # fmt: skip
