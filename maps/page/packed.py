"""Shapes as text that is short, and fast to read for a browser."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

#: Numbers that the least line and the least area have.
_LINE, _TRIANGLE = 4, 6


class Packed(NamedTuple):
    """
    Shapes as whole numbers.

    Attributes
    ----------
    decimals
        Of a degree.
    areas
        Whether they are areas; lines otherwise.
    shapes
        Of each its rings or its one line: lon and lat of the first point in units of the last
        decimal, then the step to each next one.
    """

    decimals: int
    areas: bool
    shapes: list[list[list[int]]]


def pack(shapes: Sequence[BaseGeometry], decimals: int) -> Packed:
    """
    Write shapes of one dimension in few letters.

    Parameters
    ----------
    shapes
        Lines or areas, in degrees, lon before lat.
    decimals
        Of a degree, kept.

    Returns
    -------
    Packed
        Of the equal points at the ends of a ring, the last is left out; so is what shrinks to less
        than a line or a triangle.
    """
    parts = shapely.get_parts(list(shapes))
    areas = bool(shapely.get_dimensions(parts[:1]).max(initial=1) == 2)
    if not areas:
        rings = (_steps(part, decimals) for part in parts)
        return Packed(decimals, areas, [[ring] for ring in rings if len(ring) >= _LINE])
    packed = []
    for part in parts:
        outer, *holes = (_steps(ring, decimals)[:-2] for ring in _rings(part))
        if len(outer) >= _TRIANGLE:
            packed.append([outer, *(hole for hole in holes if len(hole) >= _TRIANGLE)])
    return Packed(decimals, areas, packed)


def _rings(area: BaseGeometry) -> Iterator[BaseGeometry]:
    """Give the outline of an area and its holes."""
    yield shapely.get_exterior_ring(area)
    yield from (
        shapely.get_interior_ring(area, n) for n in range(shapely.get_num_interior_rings(area))
    )


def _steps(line: BaseGeometry, decimals: int) -> list[int]:
    """Give the first point of a line and the step to each next one, as whole numbers."""
    points = np.rint(shapely.get_coordinates(line) * 10**decimals).astype(np.int64)
    steps = np.diff(points, axis=0, prepend=np.zeros((1, 2), np.int64))
    moved = steps.any(axis=1)
    moved[0] = True
    flat: list[int] = steps[moved].ravel().tolist()
    return flat
