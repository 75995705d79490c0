"""Flights: the shortest line over the ellipsoid, not the track that was flown."""

from math import ceil

import numpy as np
from shapely.geometry import LineString

from geo.coords import GEOD, LonLat, distance_m
from geo.errors import SamePositionError
from geo.places import Place
from routes.links import Mode
from routes.place_ends import position_of
from routes.route import Basis, RouteLeg

#: A piece of 50 km lies within 50 m of the geodesic.
SEGMENT_M = 50_000.0
AIR_NOTE = "Shortest line over the earth, not the track that was flown."


def air_line(start: LonLat, end: LonLat, *, segment_m: float = SEGMENT_M) -> LineString:
    """
    Draw the shortest line over the ellipsoid from one position to another.

    Parameters
    ----------
    start, end
        Positions in degrees, WGS 84.
    segment_m
        Longest straight piece of the result, in metres.

    Returns
    -------
    LineString
        Shape (n, 2), lon before lat, in degrees, from `start` to `end`. Longitudes run on
        past 180 where the line crosses the antimeridian. An end at a pole takes the longitude of
        its neighbour, as it has none of its own.

    Raises
    ------
    SamePositionError
        `start` and `end` are the same position.

    Notes
    -----
    Karney (2013), doi:10.1007/s00190-012-0578-z, as implemented by PROJ. Between antipodes every
    meridian is as short: PROJ's choice is drawn.

    Examples
    --------
    >>> line = air_line(LonLat(170.0, 0.0), LonLat(-170.0, 0.0))
    >>> line.coords[-1]
    (190.0, 0.0)
    """
    length_m = distance_m(start, end)
    if length_m == 0:
        raise SamePositionError(f"both ends are at {start.lon:.10g},{start.lat:.10g} (lon,lat)")
    cuts = ceil(length_m / segment_m) - 1
    between = GEOD.npts(start.lon, start.lat, end.lon, end.lat, cuts) if cuts else []
    lonlats = np.array([start, *between, end], dtype=np.float64)
    for pole, neighbour in ((0, 1), (-1, -2)):
        if abs(lonlats[pole, 1]) == 90 and abs(lonlats[neighbour, 1]) != 90:
            lonlats[pole, 0] = lonlats[neighbour, 0]
    lonlats[:, 0] = np.unwrap(lonlats[:, 0], period=360)
    return LineString(lonlats)


def air_leg(start: Place, end: Place) -> RouteLeg:
    """
    Build a flight between two places.

    Parameters
    ----------
    start, end
        Places with positions.

    Returns
    -------
    RouteLeg
        Basis `geodesic`; its length is that of the geodesic.

    Raises
    ------
    SamePositionError
        Both places have the same position.
    NoPositionError
        A place has no position.
    """
    here, there = position_of(start), position_of(end)
    length_m = distance_m(here, there)
    return RouteLeg(
        start=start.id,
        end=end.id,
        mode=Mode.AIR,
        basis=Basis.GEODESIC,
        line=air_line(here, there),
        length_m=length_m,
        straight_m=length_m,
        note=AIR_NOTE,
    )
