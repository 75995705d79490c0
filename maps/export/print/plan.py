"""How a piece of the earth lies in a frame of a sheet."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from geo.coords import Bbox
from maps.export.print.frame import Frame
from maps.export.print.projection import Points, Projection, outline, projection_for

#: Cells of the grid by which a frame is looked through for what it shows.
GRID = 24
#: Off the edge of a map of the whole globe: more than the base map's coordinates are rounded by.
EDGE_DEG = 0.01


@dataclass(frozen=True)
class Plan:
    """
    A frame, and the earth in it.

    Attributes
    ----------
    extent
        What it must show; degrees, unwrapped.
    frame
        Where it stands on the sheet.
    projection
        How the earth is flattened.
    scale
        Metres of the ground to a metre of paper, where the projection is true.
    middle_m
        What is in the middle of the frame: metres of the projection, east and north.
    """

    extent: Bbox
    frame: Frame
    projection: Projection
    scale: float
    middle_m: tuple[float, float]

    def to_mm(self, lonlats: Points) -> Points:
        """
        Find positions on the paper.

        Parameters
        ----------
        lonlats
            Shape (n, 2), degrees, lon before lat.

        Returns
        -------
        Points
            Shape (n, 2), millimetres from the lower left corner of the frame; not finite where
            the projection has no place.
        """
        metres = self.projection.forward(lonlats)
        half = (self.frame.width_mm / 2, self.frame.height_mm / 2)
        placed: Points = (metres - self.middle_m) * (1000 / self.scale) + half
        return placed

    def to_lonlat(self, points_mm: Points) -> Points:
        """
        Find what is at points of the paper.

        Parameters
        ----------
        points_mm
            Shape (n, 2), millimetres from the lower left corner of the frame.

        Returns
        -------
        Points
            Shape (n, 2), degrees, lon before lat, within half a turn of the central meridian; not
            finite off the globe.
        """
        half = (self.frame.width_mm / 2, self.frame.height_mm / 2)
        return self.projection.backward((points_mm - half) * (self.scale / 1000) + self.middle_m)

    @cached_property
    def globe(self) -> Points | None:
        """Give the edge of the globe where the frame shows more than that; shape (n, 2), closed."""
        width, height = self.frame.width_mm, self.frame.height_mm
        corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=float)
        if np.isfinite(self.to_lonlat(corners)).all():
            return None
        lon = self.projection.centre.lon
        lats = np.linspace(-90, 90, 181)
        east, west = (np.full_like(lats, lon + side * (180 - EDGE_DEG)) for side in (1, -1))
        edge = np.column_stack([np.concatenate([west, east]), np.concatenate([lats, lats[::-1]])])
        points = self.to_mm(edge)
        return points if np.isfinite(points).all() else None

    @cached_property
    def reach(self) -> Bbox:
        """Give the box in degrees that holds all that the frame shows, unwrapped."""
        x, y = np.meshgrid(
            np.linspace(0, self.frame.width_mm, GRID + 1),
            np.linspace(0, self.frame.height_mm, GRID + 1),
        )
        found = self.to_lonlat(np.column_stack([x.ravel(), y.ravel()]))
        found = found[np.isfinite(found).all(axis=1)]
        lon = self.projection.centre.lon
        west, south = np.maximum(found.min(axis=0), [lon - 180 + EDGE_DEG, -90.0])
        east, north = np.minimum(found.max(axis=0), [lon + 180 - EDGE_DEG, 90.0])
        for lat in (90.0, -90.0):
            pole = self.to_mm(np.array([[lon, lat]]))[0]
            if (
                np.isfinite(pole).all()
                and (pole >= 0).all()
                and (pole <= (self.frame.width_mm, self.frame.height_mm)).all()
            ):
                west, east = lon - 180 + EDGE_DEG, lon + 180 - EDGE_DEG
                south, north = min(south, lat), max(north, lat)
        return Bbox(float(west), float(south), float(east), float(north))


def plan_map(extent: Bbox, frame: Frame) -> Plan:
    """
    Fit a piece of the earth into a frame.

    Parameters
    ----------
    extent
        Degrees, unwrapped.
    frame
        Where it goes.

    Returns
    -------
    Plan
        The smallest scale at which all of `extent` is in the frame, its middle in the middle.
    """
    projection = projection_for(extent)
    low, high = spread_m(extent, projection)
    size = high - low
    scale = float(max(size[0] / frame.width_mm, size[1] / frame.height_mm) * 1000)
    middle = (low + high) / 2
    return Plan(extent, frame, projection, scale, (float(middle[0]), float(middle[1])))


def spread_m(extent: Bbox, projection: Projection) -> tuple[Points, Points]:
    """
    Measure how far an extent spreads on a projection.

    Parameters
    ----------
    extent
        Degrees, unwrapped.
    projection
        How it is drawn.

    Returns
    -------
    tuple of Points
        Its lower left and its upper right corner, shape (2,), metres.
    """
    slack = max(EDGE_DEG - (360 - (extent.east - extent.west)) / 2, 0.0)
    inner = Bbox(extent.west + slack, extent.south, extent.east - slack, extent.north)
    metres = projection.forward(outline(inner))
    metres = metres[np.isfinite(metres).all(axis=1)]
    return metres.min(axis=0), metres.max(axis=0)


def outline_mm(extent: Bbox, plan: Plan) -> Points:
    """
    Walk around a box on the paper of another map.

    Parameters
    ----------
    extent
        Degrees, unwrapped.
    plan
        Of the map on which it is drawn.

    Returns
    -------
    Points
        Shape (n, 2), millimetres of the frame; closed.
    """
    west, south, east, north = extent
    corners = np.array([(west, south), (east, south), (east, north), (west, north), (west, south)])
    at = np.linspace(0, 4, 4 * GRID + 1)
    lonlats = np.column_stack([np.interp(at, range(5), corners[:, axis]) for axis in (0, 1)])
    return plan.to_mm(lonlats)
