"""Flights: the shortest line over the ellipsoid, not the track that was flown."""

from math import ceil

import numpy as np
from shapely.geometry import LineString

from geo.coords import GEOD, LonLat, distance_m
from geo.errors import NoPathError, SamePositionError
from geo.places import Place
from routes.links import Mode
from routes.network import Floats
from routes.place_ends import position_of
from routes.route import Basis, RouteLeg

#: Longest piece, and how far the middle of a piece may lie from the geodesic: near the poles, where
#: degrees of longitude are short, pieces are shorter.
SEGMENT_M, TOLERANCE_M = 50_000.0, 100.0
#: Enough halvings for a piece of 50 km across a pole.
HALVINGS = 12
#: So near to antipodes every direction is as short, to a part in a thousand.
ANTIPODE_M = 50_000.0
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
        its neighbour, as it has none of its own. No piece, drawn straight in degrees, lies more
        than 100 m off the geodesic in its middle.

    Raises
    ------
    SamePositionError
        `start` and `end` are the same position.
    NoPathError
        They lie within 50 km of being antipodes: every direction is as short.

    Notes
    -----
    Karney (2013), doi:10.1007/s00190-012-0578-z, as implemented by PROJ.

    Examples
    --------
    >>> line = air_line(LonLat(170.0, 0.0), LonLat(-170.0, 0.0))
    >>> line.coords[-1]
    (190.0, 0.0)
    """
    length_m = distance_m(start, end)
    if length_m == 0:
        raise SamePositionError(f"both ends are at {start.lon:.10g},{start.lat:.10g} (lon,lat)")
    apart_m = distance_m(start, _antipode(end))
    if apart_m < ANTIPODE_M:
        raise NoPathError(
            f"the ends lie on opposite sides of the earth, {apart_m / 1000:.0f} km from antipodes: "
            "every direction is as short",
            "name a place that it passes, or set geometry to a drawn file or none",
        )
    lonlats = _along(start, end, length_m, segment_m)
    for pole, neighbour in ((0, 1), (-1, -2)):
        if abs(lonlats[pole, 1]) == 90 and abs(lonlats[neighbour, 1]) != 90:
            lonlats[pole, 0] = lonlats[neighbour, 0]
    lonlats[:, 0] = np.unwrap(lonlats[:, 0], period=360)
    return LineString(lonlats)


def _antipode(at: LonLat) -> LonLat:
    """Give the position on the other side of the earth."""
    return LonLat(at.lon - 180 if at.lon > 0 else at.lon + 180, -at.lat)


def _along(start: LonLat, end: LonLat, length_m: float, segment_m: float) -> Floats:
    """Give positions on the geodesic, closer where a piece of it would leave it."""
    azimuth = GEOD.inv(*start, *end)[0]

    def at(gone: Floats) -> Floats:
        lons, lats, azimuths = (np.full(len(gone), value) for value in (*start, azimuth))
        lon, lat, _ = GEOD.fwd(lons, lats, azimuths, gone)
        return np.column_stack([lon, lat])

    gone = np.linspace(0.0, length_m, ceil(length_m / segment_m) + 1)
    for _ in range(HALVINGS):
        lonlats = at(gone)
        lonlats[:, 0] = np.unwrap(lonlats[:, 0], period=360)
        middle = (gone[1:] + gone[:-1]) / 2
        drawn = (lonlats[1:] + lonlats[:-1]) / 2
        off_m = GEOD.inv(*at(middle).T, *drawn.T)[2]
        if off_m.max() <= TOLERANCE_M:
            break
        gone = np.sort(np.concatenate([gone, middle[off_m > TOLERANCE_M]]))
    return np.vstack([start, at(gone)[1:-1], end])


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
    NoPathError
        They lie on opposite sides of the earth.
    NoPositionError
        A place has no position.
    """
    here, there = position_of(start), position_of(end)
    length_m = distance_m(here, there)
    try:
        line = air_line(here, there)
    except NoPathError as error:
        message = f"from “{start.name}” to “{end.name}”: {error.message}"
        raise NoPathError(message, error.help) from None
    return RouteLeg(
        start=start.id,
        end=end.id,
        mode=Mode.AIR,
        basis=Basis.GEODESIC,
        line=line,
        length_m=length_m,
        straight_m=length_m,
        note=AIR_NOTE,
    )
