"""Shapes as text that is short, and fast to read for a browser."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

Geometries = npt.NDArray[np.object_]
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
        steps = _steps(parts, decimals, closed=False)
        return Packed(decimals, areas, [[line] for line in steps if len(line) >= _LINE])
    rings, owners = shapely.get_rings(parts, return_index=True)
    packed: list[list[list[int]]] = [[] for _ in parts]
    for owner, ring in zip(owners.tolist(), _steps(rings, decimals, closed=True), strict=True):
        packed[owner].append(ring)
    return Packed(decimals, areas, [kept for rings in packed if (kept := _kept(rings))])


def stepped(feature: dict[str, Any], decimals: int) -> dict[str, Any]:
    """
    Write the coordinates of a feature in few letters.

    Parameters
    ----------
    feature
        GeoJSON, of a shape that is not a collection.
    decimals
        Of a degree, kept.

    Returns
    -------
    dict
        The same with whole numbers: of each path the first position, in units of the last
        decimal, and a 1; then the step to each next one. `waybook.latlng` reads them in order.
    """
    geometry = feature["geometry"]
    coordinates = _stepped(geometry["coordinates"], decimals)
    return feature | {"geometry": geometry | {"coordinates": coordinates}}


def _stepped(part: list[Any], decimals: int) -> Any:
    """Write a position, a path or what is made of these."""
    if not part:
        return part
    if not isinstance(part[0], list):
        return _stepped([part], decimals)[0]
    if isinstance(part[0][0], list):
        return [_stepped(inner, decimals) for inner in part]
    whole = np.rint(np.array(part) * 10**decimals).astype(np.int64)
    return [[*whole[0].tolist(), 1], *np.diff(whole, axis=0).tolist()]


def _kept(rings: list[list[int]]) -> list[list[int]]:
    """Leave out holes that have shrunk to less than a triangle, and an area that has itself."""
    if len(rings[0]) < _TRIANGLE:
        return []
    return [ring for ring in rings if len(ring) >= _TRIANGLE]


def _steps(lines: Geometries, decimals: int, *, closed: bool) -> list[list[int]]:
    """Give of each line its first point and the step to each next one, as whole numbers."""
    points, of = shapely.get_coordinates(lines, return_index=True)
    whole = np.rint(points * 10**decimals).astype(np.int64)
    first = np.diff(of, prepend=-1) != 0
    steps = np.where(first[:, None], whole, np.diff(whole, axis=0, prepend=0))
    moved = first | steps.any(axis=1)
    steps, of = steps[moved], of[moved]
    if closed:  # the last point is the first again
        inner = np.diff(of, append=len(lines)) == 0
        steps, of = steps[inner], of[inner]
    ends = np.cumsum(2 * np.bincount(of, minlength=len(lines))).tolist()
    numbers = steps.ravel().tolist()
    return [numbers[start:end] for start, end in pairwise([0, *ends])]
