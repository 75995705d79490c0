"""Positions and boxes in degrees, WGS 84, longitude first."""

from math import isfinite
from typing import NamedTuple, Self

from pyproj import Geod

from geo.errors import PositionError

#: The one ellipsoid on which lengths are measured.
GEOD = Geod(ellps="WGS84")


class LonLat(NamedTuple):
    """A position in degrees, WGS 84; in a line across the antimeridian `lon` runs on past 180."""

    lon: float
    lat: float


class Bbox(NamedTuple):
    """A box in degrees, WGS 84; `west > east` crosses the antimeridian."""

    west: float
    south: float
    east: float
    north: float

    def unwrapped(self) -> Self:
        """Give the same box with `east` run on past 180 where it crosses the antimeridian."""
        return self if self.west <= self.east else self._replace(east=self.east + 360)


def lonlat(lon: float, lat: float) -> LonLat:
    """
    Make a position, refusing what is not on the earth.

    Parameters
    ----------
    lon, lat
        Degrees, WGS 84; lon in [-180, 180], lat in [-90, 90].

    Returns
    -------
    LonLat
        The position, a negative zero made plain.

    Raises
    ------
    PositionError
        A value is not finite or out of range; the message says so when swapping would help.
    """
    for name, value, limit in (("lon", lon, 180), ("lat", lat, 90)):
        if not isfinite(value):
            raise PositionError(f"{name}: {value} is not a finite number")
        if abs(value) > limit:
            raise PositionError(
                f"{name}: {value:.10g} is outside [-{limit}, {limit}]", _range_help(lon, lat)
            )
    return LonLat(lon + 0.0, lat + 0.0)


def _range_help(lon: float, lat: float) -> str:
    """Say what may have gone wrong with a position that is out of range."""
    if abs(lat) <= 180 and abs(lon) <= 90 < abs(lat):
        return "are lon and lat swapped?"
    if max(abs(lon), abs(lat)) > 1000:
        return "these look like projected metres; degrees of WGS 84 are wanted"
    return "degrees of WGS 84 are wanted, longitude first"


def distance_m(start: LonLat, end: LonLat) -> float:
    """
    Measure the shortest way over the ellipsoid.

    Parameters
    ----------
    start, end
        Positions in degrees, WGS 84.

    Returns
    -------
    float
        Metres.

    Notes
    -----
    Karney (2013), doi:10.1007/s00190-012-0578-z, as implemented by PROJ.
    """
    return float(GEOD.inv(start.lon, start.lat, end.lon, end.lat)[2])
