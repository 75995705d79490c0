"""Shapes as others take them: within ±180 degrees, rings to the right hand."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import ceil, floor

import numpy as np
import shapely
from shapely.affinity import translate
from shapely.geometry import (
    GeometryCollection,
    LineString,
    MultiLineString,
    MultiPoint,
    MultiPolygon,
    Point,
    Polygon,
    box,
)
from shapely.geometry.base import BaseGeometry

from geo.antimeridian import cut_at_antimeridian
from geo.coords import Bbox

#: Decimals of a degree that lines and areas keep: a centimetre.
DECIMALS = 7
_MANY = ((Point, MultiPoint), (LineString, MultiLineString), (Polygon, MultiPolygon))


def settled(shape: BaseGeometry) -> BaseGeometry:
    """
    Make a shape one that any program takes.

    Parameters
    ----------
    shape
        Degrees, WGS 84, lon before lat; lines and areas may run on past ±180.

    Returns
    -------
    shapely.geometry.base.BaseGeometry
        Cut at the antimeridian, with all longitudes in [-180, 180]; outer rings run
        counter-clockwise, inner ones clockwise. Lines and areas are rounded to a centimetre.

    Notes
    -----
    RFC 7946, sections 3.1.6 and 3.1.9.
    """
    parts = [part for each in _plain(shape) for part in _within(each)]
    return shapely.orient_polygons(_joined(parts), exterior_cw=False)


def joined_lines(lines: Iterable[LineString]) -> BaseGeometry | None:
    """Give lines as one shape, cut and rounded; `None` of none."""
    parts = [part for line in lines for part in _within(line)]
    return _joined(parts) if parts else None


def _plain(shape: BaseGeometry) -> Iterator[BaseGeometry]:
    """Take collections apart."""
    if hasattr(shape, "geoms"):
        for part in shape.geoms:
            yield from _plain(part)
    elif not shape.is_empty:
        yield shape


def _within(shape: BaseGeometry) -> list[BaseGeometry]:
    """Cut a point, a line or an area at the antimeridian; round it."""
    if isinstance(shape, Point):
        lon = shape.x if -180 <= shape.x <= 180 else (shape.x + 180) % 360 - 180
        return [Point(lon, shape.y)]
    if isinstance(shape, LineString):
        pieces: list[BaseGeometry] = list(_plain(cut_at_antimeridian(shape)))
    elif shape.bounds[0] >= -180 and shape.bounds[2] <= 180:
        pieces = [shape]
    else:
        pieces = _cut_area(shape)
    rounded = (shapely.transform(piece, _rounded) for piece in pieces)
    return [shapely.remove_repeated_points(piece, 0) for piece in rounded]


def _rounded(
    lonlats: np.ndarray[tuple[int, int], np.dtype[np.float64]],
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Round positions; minus zero is zero."""
    return np.round(lonlats, DECIMALS) + 0.0


def _cut_area(area: BaseGeometry) -> list[BaseGeometry]:
    """Cut an area into what lies between antimeridians, each moved to within ±180."""
    sound = area if area.is_valid else shapely.make_valid(area)
    west, _, east, _ = sound.bounds
    pieces = []
    for turn in range(floor((west + 180) / 360), ceil((east + 180) / 360)):
        strip = box(-180.0 + 360 * turn, -90.0, 180.0 + 360 * turn, 90.0)
        cut = sound.intersection(strip)
        moved = translate(cut, xoff=-360.0 * turn) if turn else cut
        pieces += [part for part in _plain(moved) if isinstance(part, Polygon)]
    return pieces


def _joined(parts: list[BaseGeometry]) -> BaseGeometry:
    """Make one shape of parts: the part alone, several of one type, or a collection."""
    if len(parts) == 1:
        return parts[0]
    for one, many in _MANY:
        if parts and all(isinstance(part, one) for part in parts):
            return many(parts)
    return GeometryCollection(parts)


def many(shape: BaseGeometry) -> BaseGeometry:
    """Give a line or an area as several of its type, for layers that hold one type alone."""
    for one, several in _MANY[1:]:
        if isinstance(shape, one):
            return several([shape])
    return shape


def bbox_of(shapes: Iterable[BaseGeometry | None]) -> list[Bbox]:
    """
    Give the box around shapes.

    Parameters
    ----------
    shapes
        As `settled` gives them.

    Returns
    -------
    list of Bbox
        One, the smallest; west > east where it crosses the antimeridian. None without a shape.
    """
    bounds = sorted(part.bounds for shape in shapes if shape is not None for part in _plain(shape))
    if not bounds:
        return []
    spans = [bounds[0][0:3:2]]
    for west, _, east, _ in bounds[1:]:
        if west <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(east, spans[-1][1]))
        else:
            spans.append((west, east))
    gaps = [(later[0] - sooner[1], later[0], sooner[1]) for sooner, later in pairwise(spans)]
    gaps.append((spans[0][0] + 360 - spans[-1][1], spans[0][0], spans[-1][1]))
    _, west, east = max(gaps)
    return [Bbox(west, min(b[1] for b in bounds), east, max(b[3] for b in bounds))]
