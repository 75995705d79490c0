"""A small globe that shows where on the earth a map lies."""

from collections.abc import Mapping
from functools import cache

import numpy as np
import shapely
from matplotlib.path import Path
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.coords import Bbox, LonLat
from maps.draw.basemap_pack import read_layer
from maps.export.print.canvas import Canvas, Group, path_of
from maps.export.print.frame import PIXEL_PT
from maps.export.print.plan import Plan
from maps.export.print.projection import Points

#: An extent that reaches farther than this needs no globe to be found.
MOST_DEG = 120.0
#: Pieces of a coast, in degrees, so that it bends at the limb.
STEP_DEG = 3.0
#: What is smaller on the globe, in millimetres, is marked by a ring.
LEAST_MM = 2.5
EDGE_STEPS = 24


def wants_globe(plan: Plan) -> bool:
    """
    Tell whether a globe would say where a map lies.

    Parameters
    ----------
    plan
        Of the map.

    Returns
    -------
    bool
        False where the map shows most of the earth itself.
    """
    extent = plan.extent
    return max(extent.east - extent.west, (extent.north - extent.south) * 1.5) < MOST_DEG


def draw_globe(
    canvas: Canvas, group: Group, plan: Plan, colours: Mapping[str, str], radius_mm: float
) -> None:
    """
    Draw the side of the earth on which a map lies, and the edge of the map on it.

    Parameters
    ----------
    canvas, group
        Where to: in the middle of the frame.
    plan
        Of the map.
    colours
        By name.
    radius_mm
        Of the globe.
    """
    centre = LonLat(
        (plan.extent.west + plan.extent.east) / 2,
        min(max((plan.extent.south + plan.extent.north) / 2, -60.0), 60.0),
    )
    middle = np.array([canvas.frame.width_mm / 2, canvas.frame.height_mm / 2])
    disc = Path.circle(tuple(middle), radius_mm)
    canvas.path(group, disc, facecolor=colours["water"], edgecolor="none")
    land = [shape for shape in (_seen(area, centre) for area in _world()) if shape is not None]
    placed = shapely.transform(np.array(land, dtype=object), lambda xy: xy * radius_mm + middle)
    canvas.path(group, path_of(placed), facecolor=colours["rule"])
    canvas.path(group, disc, edgecolor=colours["soft"], linewidth=0.8 * PIXEL_PT)
    edge = _turned(_edge(plan), centre)[:, :2] * radius_mm + middle
    if np.ptp(edge, axis=0).max() < LEAST_MM:
        ring = Path.circle(tuple(edge.mean(axis=0)), LEAST_MM * 0.6)
        canvas.path(group, ring, edgecolor=colours["rail"], linewidth=1.6 * PIXEL_PT)
    else:
        canvas.path(
            group, Path(edge, closed=True), edgecolor=colours["rail"], linewidth=1.6 * PIXEL_PT
        )


@cache
def _world() -> tuple[BaseGeometry, ...]:
    """Read the land of the world, coarse."""
    areas = read_layer("world", "land", [Bbox(-180.0, -90.0, 180.0, 90.0)]).geometries
    return tuple(shapely.segmentize(np.array(areas, dtype=object), STEP_DEG))


def _edge(plan: Plan) -> Points:
    """Walk around the frame of a map, in degrees."""
    across, up = plan.frame.width_mm, plan.frame.height_mm
    corners = np.array([(0, 0), (across, 0), (across, up), (0, up), (0, 0)])
    at = np.linspace(0, 4, 4 * EDGE_STEPS + 1)
    points = np.column_stack([np.interp(at, range(5), corners[:, axis]) for axis in (0, 1)])
    found = plan.to_lonlat(points)
    return found[np.isfinite(found).all(axis=1)]


def _turned(lonlats: Points, centre: LonLat) -> Points:
    """Turn positions on a sphere so that a centre comes to the front: x, y, and depth."""
    lon, lat = np.radians(lonlats[:, 0] - centre.lon), np.radians(lonlats[:, 1])
    middle = np.radians(centre.lat)
    x = np.cos(lat) * np.sin(lon)
    y = np.cos(middle) * np.sin(lat) - np.sin(middle) * np.cos(lat) * np.cos(lon)
    z = np.sin(middle) * np.sin(lat) + np.cos(middle) * np.cos(lat) * np.cos(lon)
    return np.column_stack([x, y, z])


def _seen(area: BaseGeometry, centre: LonLat) -> BaseGeometry | None:
    """Give what is seen of an area on a globe of radius 1; what lies behind is laid on the limb."""
    turned = _turned(shapely.get_coordinates(area.exterior), centre)
    if (turned[:, 2] <= 0).all() or len(turned) < 4:
        return None
    return shapely.polygons(_on_limb(turned))


def _on_limb(turned: Points) -> NDArray[np.float64]:
    """Move what lies behind the globe to its limb."""
    xy = turned[:, :2].copy()
    behind = turned[:, 2] < 0
    xy[behind] /= np.maximum(np.hypot(*xy[behind].T), 1e-9)[:, None]
    return xy
