"""Shapes as text that is short, and fast to read for a browser."""

from collections.abc import Sequence
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from maps.page.letters import in_letters

Geometries = npt.NDArray[np.object_]
Numbers = npt.NDArray[np.int64]
#: Numbers that the least line and the least area have.
_LINE, _TRIANGLE = 4, 6
#: Dimensions of an area.
_AREA = 2
#: What divides the paths of a shape, and shapes.
_PATH, _SHAPE = " ", ","


class Packed(NamedTuple):
    """
    Shapes as letters.

    Attributes
    ----------
    decimals
        Of a degree.
    areas
        Whether they are areas; lines otherwise.
    shapes
        Divided by commas; of each its rings, divided by spaces, or its one line: lon and lat of
        the first point in units of the last decimal, then the step to each next one, as
        `in_letters` writes numbers.
    """

    decimals: int
    areas: bool
    shapes: str


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
    areas = bool(shapely.get_dimensions(parts[:1]).max(initial=1) == _AREA)
    if not areas:
        lines = [line for line in _steps(parts, decimals, closed=False) if len(line) >= _LINE]
        return Packed(decimals, areas, _SHAPE.join(in_letters(lines)))
    rings, owners = shapely.get_rings(parts, return_index=True)
    packed: list[list[Numbers]] = [[] for _ in parts]
    for owner, ring in zip(owners.tolist(), _steps(rings, decimals, closed=True), strict=True):
        packed[owner].append(ring)
    return Packed(decimals, areas, _written([kept for each in packed if (kept := _kept(each))]))


def pack_feature(shape: BaseGeometry, decimals: int, properties: dict[str, Any]) -> list[Any]:
    """
    Write a feature in few letters.

    Parameters
    ----------
    shape
        Degrees, lon before lat; no collection of unlike shapes.
    decimals
        Of a degree, kept.
    properties
        Of the feature.

    Returns
    -------
    list
        The properties, the type as GeoJSON names it, and every point, written as in `Packed`; all
        lines of one shape are its paths. `waybook.drawn` reads it.
    """
    parts = shapely.get_parts([shape])
    paths, owners = parts, np.zeros(len(parts), dtype=np.int64)
    if shapely.get_dimensions(shape) == _AREA:
        paths, owners = shapely.get_rings(parts, return_index=True)
    steps, of, _ = _all_steps(paths, decimals)
    texts = zip(owners.tolist(), in_letters(_runs(steps, of, len(paths))), strict=True)
    shapes = [_PATH.join(text for _, text in each) for _, each in groupby(texts, itemgetter(0))]
    return [properties, shape.geom_type, _SHAPE.join(shapes)]


def _kept(rings: list[Numbers]) -> list[Numbers]:
    """Leave out holes that have shrunk to less than a triangle, and an area that has itself."""
    if len(rings[0]) < _TRIANGLE:
        return []
    return [ring for ring in rings if len(ring) >= _TRIANGLE]


def _written(areas: Sequence[Sequence[Numbers]]) -> str:
    """Write areas, each its rings."""
    letters = iter(in_letters([ring for rings in areas for ring in rings]))
    return _SHAPE.join(_PATH.join(islice(letters, len(rings))) for rings in areas)


def _steps(lines: Geometries, decimals: int, *, closed: bool) -> list[Numbers]:
    """Give of each line its first point and the step to each next one that is another."""
    steps, of, first = _all_steps(lines, decimals)
    moved = first | steps.any(axis=1)
    steps, of = steps[moved], of[moved]
    if closed:  # the last point is the first again
        inner = np.diff(of, append=len(lines)) == 0
        steps, of = steps[inner], of[inner]
    return _runs(steps, of, len(lines))


def _all_steps(
    lines: Geometries, decimals: int
) -> tuple[Numbers, npt.NDArray[np.intp], npt.NDArray[np.bool_]]:
    """Give every step as whole numbers, the line that it is of, and whether it is its first."""
    points, of = shapely.get_coordinates(lines, return_index=True)
    whole = np.rint(points * 10**decimals).astype(np.int64)
    first = np.diff(of, prepend=-1) != 0
    steps = np.where(first[:, None], whole, np.diff(whole, axis=0, prepend=0))
    return steps, of, first


def _runs(steps: Numbers, of: npt.NDArray[np.intp], count: int) -> list[Numbers]:
    """Give the numbers of each line."""
    ends = np.cumsum(2 * np.bincount(of, minlength=count))
    return np.split(steps.ravel(), ends[:-1]) if count else []
