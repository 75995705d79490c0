"""Lines that run on past ±180, cut there for those who want longitudes within them."""

from math import ceil, floor

import shapely
from shapely.affinity import translate
from shapely.geometry import LineString, MultiLineString
from shapely.geometry.base import BaseGeometry


def cut_at_antimeridian(line: LineString) -> LineString | MultiLineString:
    """
    Cut a line where it crosses the antimeridian.

    Parameters
    ----------
    line
        Degrees, lon before lat, running on past ±180.

    Returns
    -------
    LineString or MultiLineString
        With all longitudes in [-180, 180]; one line where it crosses nowhere, else its pieces in
        their order, each ending on the antimeridian where the next begins.

    Notes
    -----
    RFC 7946, section 3.1.9. The cut lies on the straight piece between two vertices.
    """
    west, _, east, _ = line.bounds
    first, last = floor((west + 180) / 360), ceil((east - 180) / 360)
    pieces = [
        (line.project(shapely.Point(piece.coords[0])), translate(piece, xoff=-360.0 * turn))
        for turn in range(first, max(first, last) + 1)
        for piece in _lines(shapely.clip_by_rect(line, turn * 360 - 180, -91, turn * 360 + 180, 91))
    ]
    if len(pieces) == 1:
        return pieces[0][1]
    return MultiLineString([piece for _, piece in sorted(pieces, key=lambda each: each[0])])


def _lines(shape: BaseGeometry) -> list[LineString]:
    """Give the lines of a shape that have a length; a touch of the antimeridian is none."""
    parts = shapely.get_parts(shape)
    return [part for part in parts if isinstance(part, LineString) and part.length > 0]
