"""Drawn lines: geometry of the case, laid along the stops of a link."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry import LineString, MultiLineString
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge, substring

from geo.coords import GEOD, LonLat, distance_m
from geo.errors import SamePositionError, ValueProblem
from geo.places import Place
from routes.links import Mode
from routes.place_ends import position_of
from routes.route import Basis, RouteLeg

#: How far a stop may lie from the line that was drawn for it, beyond the radius of its pin.
STOP_LIMIT_KM = 10.0
DRAWN_NOTE = "Line as drawn for this case."
Floats = npt.NDArray[np.float64]


class DrawnLineError(ValueProblem):
    """A drawn geometry is not a line along the stops it was given for."""


def drawn_legs(
    stops: Sequence[Place], geometry: BaseGeometry, mode: Mode, *, whole: bool = True
) -> tuple[RouteLeg, ...]:
    """
    Cut a drawn line at the stops of a link.

    Parameters
    ----------
    stops
        Two or more places with positions, in order.
    geometry
        Degrees, WGS 84: a line in either direction, or lines that touch.
    mode
        How the link travels.
    whole
        Whether the line is to begin and end at the outer stops; false where the link goes on to
        an end that is not stated.

    Returns
    -------
    tuple[RouteLeg, ...]
        One for each pair of neighbours, basis `drawn`; `length_m` is that of the drawn line,
        `snap_m` how far it passes from each stop.

    Raises
    ------
    DrawnLineError
        The geometry is no single line, a stop is too far from it, or the stops do not lie along
        it in their order.
    NoPositionError
        A place has no position.
    """
    positions = [position_of(stop) for stop in stops]
    line = _directed(_single_line(geometry), positions, whole=whole)
    shares = _shares(line, positions, whole=whole)
    legs = []
    for (start, end), cut in zip(pairwise(stops), pairwise(shares), strict=True):
        if cut[0] >= cut[1]:
            raise DrawnLineError(
                f"the drawn line does not pass “{start.name}” before “{end.name}”",
                "put the stops in the order of the line, or draw another",
            )
        legs.append(_leg(start, end, _cut(line, *cut), mode))
    return tuple(legs)


def _leg(start: Place, end: Place, piece: LineString, mode: Mode) -> RouteLeg:
    """Make the leg of a piece of the line."""
    here, there = position_of(start), position_of(end)
    if here == there:
        raise SamePositionError(f"“{start.name}” and “{end.name}” have the same position")
    snaps = []
    for stop, position, vertex in ((start, here, 0), (end, there, -1)):
        off_m = distance_m(position, LonLat(*piece.coords[vertex][:2]))
        if off_m > (STOP_LIMIT_KM + stop.radius_km) * 1000:
            raise DrawnLineError(
                f"the drawn line is {off_m / 1000:.1f} km off “{stop.name}”",
                f"within {STOP_LIMIT_KM:.0f} km of the stop, or give the place a radius_km",
            )
        snaps.append(off_m)
    return RouteLeg(
        start=start.id,
        end=end.id,
        mode=mode,
        basis=Basis.DRAWN,
        line=piece,
        length_m=float(GEOD.geometry_length(piece)),
        straight_m=distance_m(here, there),
        snap_m=(snaps[0], snaps[1]),
        note=DRAWN_NOTE,
    )


def _directed(line: LineString, positions: Sequence[LonLat], *, whole: bool) -> LineString:
    """Turn the line so that it runs from the first stop to the last."""
    if whole:
        return line.reverse() if _ends_swapped(line, positions[0], positions[-1]) else line
    shares = _shares(line, positions, whole=False)
    return line.reverse() if shares[0] > shares[-1] else line


def _shares(line: LineString, positions: Sequence[LonLat], *, whole: bool) -> list[float]:
    """Give for each stop how far along the line it lies, 0 to 1; the outer ones at the ends."""
    flat, squeeze = _flattened(line)
    shares = [
        float(flat.project(shapely.Point(_beside(position, line) * squeeze), normalized=True))
        for position in positions
    ]
    return [0.0, *shares[1:-1], 1.0] if whole else shares


def _cut(line: LineString, here: float, there: float) -> LineString:
    """Cut a line at two shares of its squeezed length."""
    flat, squeeze = _flattened(line)
    return LineString(np.asarray(substring(flat, here, there, normalized=True).coords) / squeeze)


def _ends_swapped(line: LineString, first: LonLat, last: LonLat) -> bool:
    """Tell whether the line was drawn from the last stop to the first."""
    start, end = (LonLat(*line.coords[at][:2]) for at in (0, -1))
    ahead = distance_m(first, start) + distance_m(last, end)
    return distance_m(first, end) + distance_m(last, start) < ahead


def _flattened(line: LineString) -> tuple[LineString, Floats]:
    """Squeeze longitudes, so that near is near also far from the equator."""
    middle = np.radians((line.bounds[1] + line.bounds[3]) / 2)
    squeeze = np.array([max(float(np.cos(middle)), 0.01), 1.0])
    return LineString(np.asarray(line.coords)[:, :2] * squeeze), squeeze


def _beside(position: LonLat, line: LineString) -> Floats:
    """Give a position in the longitudes in which the line runs."""
    middle = (line.bounds[0] + line.bounds[2]) / 2
    turns = round((middle - position.lon) / 360)
    return np.array([position.lon + 360 * turns, position.lat])


def _single_line(geometry: BaseGeometry) -> LineString:
    """Make one line of a geometry, joining what was cut at the antimeridian."""
    flat = shapely.force_2d(geometry)
    if isinstance(flat, MultiLineString):
        flat = linemerge(flat)
        if isinstance(flat, MultiLineString):
            flat = linemerge([_eastward(part) for part in flat.geoms])
    if not isinstance(flat, LineString) or flat.is_empty or flat.length == 0:
        raise DrawnLineError(
            f"the geometry is a {geometry.geom_type}, not one line",
            "a LineString, or a MultiLineString whose parts touch",
        )
    lonlats = np.asarray(flat.coords)
    return LineString(np.column_stack([np.unwrap(lonlats[:, 0], period=360), lonlats[:, 1]]))


def _eastward(line: LineString) -> LineString:
    """Carry a piece west of the antimeridian on past 180."""
    return (
        shapely.transform(line, lambda at: at + np.array([360, 0])) if line.bounds[2] <= 0 else line
    )
