"""The projection of a printed map, chosen by what it shows."""

from dataclasses import dataclass
from functools import cached_property
from math import cos, radians, sqrt

import numpy as np
from numpy.typing import NDArray
from pyproj import CRS, Proj, Transformer

from geo.coords import GEOD, Bbox, LonLat

#: Points, shape (n, 2).
Points = NDArray[np.float64]
#: Steps of a side of a box when it is projected.
SIDE_STEPS = 64
#: An extent that reaches farther than this from its middle is no region any more.
REGION_DEG = 50.0
#: One that reaches farther than this is more than a hemisphere.
HEMISPHERE_DEG = 85.0
#: A middle beyond this latitude is drawn about the pole; one within the other, along the equator.
POLAR_LAT, EQUATORIAL_LAT = 70.0, 15.0
#: Sides that differ by less than this factor are as good as equal.
SQUARE = 1.25
#: Standard parallels of a cone stand this share of the height inside of its edges.
PARALLELS = 1 / 6


@dataclass(frozen=True)
class Projection:
    """
    A projection, in words and as PROJ has it.

    Attributes
    ----------
    name
        For the reader: `Lambert conformal conic, 40.1° N and 47.2° N`.
    definition
        PROJ parameters, in metres on WGS 84.
    centre
        Its middle; the longitude is the central meridian.
    conformal
        Whether angles are true.
    """

    name: str
    definition: str
    centre: LonLat
    conformal: bool

    @cached_property
    def crs(self) -> CRS:
        """Give it as a coordinate reference system."""
        return CRS.from_proj4(f"{self.definition} +type=crs")

    @cached_property
    def _transformer(self) -> Transformer:
        """Give what turns degrees into metres."""
        return Transformer.from_pipeline(
            f"+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad +step {self.definition}"
        )

    def forward(self, lonlats: Points) -> Points:
        """
        Project positions.

        Parameters
        ----------
        lonlats
            Shape (n, 2), degrees, lon before lat, on any turn.

        Returns
        -------
        Points
            Shape (n, 2), metres east and north; not finite where the projection has no place.
        """
        x, y = self._transformer.transform(lonlats[:, 0], lonlats[:, 1])
        return np.column_stack([x, y]).astype(float)

    def backward(self, metres: Points) -> Points:
        """
        Find the positions of points.

        Parameters
        ----------
        metres
            Shape (n, 2), metres east and north.

        Returns
        -------
        Points
            Shape (n, 2), degrees, lon before lat, within half a turn of the central meridian; not
            finite off the globe.
        """
        lon, lat = self._transformer.transform(metres[:, 0], metres[:, 1], direction="INVERSE")
        middle = self.centre.lon
        found = np.column_stack([middle + (np.asarray(lon) - middle + 180) % 360 - 180, lat])
        # what the inverse makes up off the globe does not come back to where it was
        again = self.forward(np.nan_to_num(found, posinf=0, neginf=0))
        with np.errstate(invalid="ignore"):
            off = ~(np.hypot(*(again - metres).T) < 1000)
        found[off] = np.inf
        return found

    def factor_at(self, lonlats: Points) -> NDArray[np.float64]:
        """
        Measure the scale at positions.

        Parameters
        ----------
        lonlats
            Shape (n, 2), degrees.

        Returns
        -------
        array
            Shape (n,): areal scale's square root, 1 where lengths are true.
        """
        factors = Proj(self.definition).get_factors(lonlats[:, 0], lonlats[:, 1])
        scale: NDArray[np.float64] = np.sqrt(np.asarray(factors.areal_scale, dtype=float))
        return scale


def projection_for(extent: Bbox) -> Projection:
    """
    Choose a projection.

    Parameters
    ----------
    extent
        What the map shows; degrees, unwrapped.

    Returns
    -------
    Projection
        A conformal one for a region, by its shape and latitude; an equidistant one for a continent
        or about a pole; one of equal areas for most of the world.

    Notes
    -----
    After Šavrič, Jenny & Jenny (2016), Projection Wizard, doi:10.1080/00087041.2015.1131938.
    """
    west, south, east, north = extent
    centre = LonLat((west + east) / 2, (south + north) / 2)
    reach = _reach_deg(extent, centre)
    if east - west > 200 or reach > REGION_DEG:
        return _wide(extent, centre, reach)
    if abs(centre.lat) > POLAR_LAT:
        return _polar(centre)
    wide = (east - west) * cos(radians(centre.lat)) / max(north - south, 1e-9)
    if wide < 1 / SQUARE:
        return _transverse(extent, centre)
    if abs(centre.lat) < EQUATORIAL_LAT:
        return _mercator(extent, centre) if wide > SQUARE else _oblique(extent, centre)
    return _conic(extent, centre)


def outline(extent: Bbox) -> Points:
    """
    Walk around a box.

    Parameters
    ----------
    extent
        Degrees, unwrapped.

    Returns
    -------
    Points
        Shape (n, 2), degrees, in small steps along all four sides, and along its middle.
    """
    west, south, east, north = extent
    lons, lats = np.linspace(west, east, SIDE_STEPS), np.linspace(south, north, SIDE_STEPS)
    rows = [
        np.column_stack([lons, np.full_like(lons, lat)])
        for lat in (south, (south + north) / 2, north)
    ]
    columns = [
        np.column_stack([np.full_like(lats, lon), lats]) for lon in (west, (west + east) / 2, east)
    ]
    return np.concatenate([*rows, *columns])


def _reach_deg(extent: Bbox, centre: LonLat) -> float:
    """Measure how far an extent reaches from its middle, in degrees of the great circle."""
    edge = outline(extent)
    full = np.ones(len(edge))
    metres = GEOD.inv(full * centre.lon, full * centre.lat, edge[:, 0], edge[:, 1])[2]
    return float(np.max(metres)) / 111_195


def _wide(extent: Bbox, centre: LonLat, reach_deg: float) -> Projection:
    """Project a continent or hemisphere with true distances, what is larger with equal areas."""
    if extent.south > 25 or extent.north < -25:
        side, pole = ("North", 90.0) if centre.lat > 0 else ("South", -90.0)
        definition = f"+proj=aeqd +lat_0={pole:g} +lon_0={centre.lon:.4f} +datum=WGS84"
        name = f"Azimuthal equidistant about the {side} Pole"
        return Projection(name, definition, LonLat(centre.lon, pole), conformal=False)
    if extent.east - extent.west <= 200 and reach_deg < HEMISPHERE_DEG:
        definition = f"+proj=aeqd +lat_0={centre.lat:.4f} +lon_0={centre.lon:.4f} +datum=WGS84"
        return Projection(
            "Azimuthal equidistant about the middle", definition, centre, conformal=False
        )
    definition = f"+proj=eqearth +lon_0={centre.lon:.4f} +datum=WGS84"
    return Projection("Equal Earth", definition, LonLat(centre.lon, 0.0), conformal=False)


def _polar(centre: LonLat) -> Projection:
    """Project about a pole, at true angles."""
    pole = 90.0 if centre.lat > 0 else -90.0
    definition = (
        f"+proj=stere +lat_0={pole:g} +lat_ts={centre.lat:.4f} +lon_0={centre.lon:.4f} +datum=WGS84"
    )
    name = f"Polar stereographic, true at {degrees_words(centre.lat, 'NS')}"
    return Projection(name, definition, LonLat(centre.lon, pole), conformal=True)


def _balanced(definition: str, extent: Bbox) -> str:
    """Give a projection that is true in its middle a factor by which its errors are halved."""
    factors = Projection(
        "", definition, LonLat((extent.west + extent.east) / 2, 0), conformal=True
    ).factor_at(outline(extent))
    return f"{definition} +k_0={1 / sqrt(float(factors.max()) * float(factors.min())):.6f}"


def _transverse(extent: Bbox, centre: LonLat) -> Projection:
    """Project what is taller than wide."""
    definition = _balanced(
        f"+proj=tmerc +lat_0={centre.lat:.4f} +lon_0={centre.lon:.4f} +datum=WGS84", extent
    )
    return Projection("Transverse Mercator", definition, centre, conformal=True)


def _oblique(extent: Bbox, centre: LonLat) -> Projection:
    """Project what is as wide as tall, about its middle."""
    definition = _balanced(
        f"+proj=sterea +lat_0={centre.lat:.4f} +lon_0={centre.lon:.4f} +datum=WGS84", extent
    )
    return Projection(
        "Stereographic about the middle of the map", definition, centre, conformal=True
    )


def _mercator(extent: Bbox, centre: LonLat) -> Projection:
    """Project what lies along the equator: on the ellipsoid, true at a parallel of the map."""
    far = max(abs(extent.south), abs(extent.north)) * 0.6
    definition = f"+proj=merc +lat_ts={far:.4f} +lon_0={centre.lon:.4f} +datum=WGS84"
    return Projection(
        f"Mercator on the ellipsoid, true at {degrees_words(far, '')}",
        definition,
        LonLat(centre.lon, 0.0),
        conformal=True,
    )


def _conic(extent: Bbox, centre: LonLat) -> Projection:
    """Project what lies along a parallel."""
    sixth = (extent.north - extent.south) * PARALLELS
    first, second = extent.south + sixth, extent.north - sixth
    definition = (
        f"+proj=lcc +lat_1={first:.4f} +lat_2={second:.4f} "
        f"+lat_0={centre.lat:.4f} +lon_0={centre.lon:.4f} +datum=WGS84"
    )
    words = f"{degrees_words(first, 'NS')} and {degrees_words(second, 'NS')}"
    return Projection(
        f"Lambert conformal conic, true at {words}", definition, centre, conformal=True
    )


def degrees_words(value: float, sides: str) -> str:
    """
    Write an angle.

    Parameters
    ----------
    value
        Degrees.
    sides
        Letters of what is positive and what negative; empty for none.

    Returns
    -------
    str
        `42.5° N`, `180°`.
    """
    turned = (value + 180) % 360 - 180 if sides == "EW" else value
    number = f"{abs(round(turned, 2)):g}°"
    if not sides or number == "0°" or (sides == "EW" and number == "180°"):
        return number
    return f"{number} {sides[0] if turned > 0 else sides[1]}"
