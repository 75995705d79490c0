"""Ferries: a course over open water, with an approach from each port."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, cos, radians, sqrt

import numpy as np
from shapely.geometry import LineString

from geo.coords import GEOD, Bbox, LonLat, distance_m
from geo.errors import NoPathError, SamePositionError
from geo.places import Place
from routes.coast import Coast, Floats
from routes.course import Landing, Sea, course, join_grids, landings
from routes.links import Mode
from routes.place_ends import position_of
from routes.route import Basis, RouteLeg
from routes.water import WaterGrid, degrees, mercator, water_grid

#: How far a place may lie from open water beyond the reach of its own pin, metres.
APPROACH_M = 25_000.0
#: Cells of the widest grid of a course.
CELLS = 1e6
#: Cell sizes about the ends, and how far from the end each reaches, metres.
HARBOURS = ((45_000.0, 200.0), (15_000.0, 100.0))
#: No cell is smaller than this, metres: about half the resolution of the coastline.
LEAST_CELL_M = 100.0
#: Beyond this latitude the Mercator plane is of no use.
MOST_LAT = 84.0
#: Longest straight piece of a line, metres.
PIECE_M = 25_000.0
#: Length of a degree of latitude, metres.
DEGREE_M = 111_195.0


@dataclass(frozen=True, slots=True)
class Port:
    """
    A place as the end of a course.

    Attributes
    ----------
    name
        Of the place.
    at
        Degrees; `lon` runs on past 180 where that is the shorter way.
    limit_m
        How long its approach may be.
    """

    name: str
    at: LonLat
    limit_m: float


@dataclass(frozen=True, slots=True)
class Way:
    """A course in degrees, shape (n, 2), between two landings, and their distances from the places."""

    lonlats: Floats
    access_m: tuple[float, float]


def ferry_leg(start: Place, end: Place, coast: Coast) -> RouteLeg:
    """
    Draw a course over open water from one place to another.

    Parameters
    ----------
    start, end
        Places with a position: ports, or places near the water.
    coast
        From `read_coast`.

    Returns
    -------
    RouteLeg
        Basis `water`; the line runs from place to place and on past ±180. `snap_m` is the length
        of the straight approach from each place to the nearest water that leads to the other;
        `length_m` counts the approaches.

    Raises
    ------
    NoPositionError
        A place has no position.
    SamePositionError
        Both places are at the same position.
    NoPathError
        A place is too far from open water, or the two lie on different waters.

    Notes
    -----
    The shortest way over a grid of water cells, fine about the ends, on which the neighbourhood
    of land is dear; pulled straight where the water allows. Neither depths nor fairways are
    known: it is a likely course, not a track.
    """
    here, there = position_of(start), position_of(end)
    straight_m = distance_m(here, there)
    if straight_m == 0:
        raise SamePositionError(
            f"both ends of the ferry are at {here.lon:.10g},{here.lat:.10g} (lon,lat)"
        )
    turn = round((here.lon - there.lon) / 360) * 360
    ports = (
        Port(start.name, here, APPROACH_M + start.radius_km * 1000),
        Port(end.name, there._replace(lon=there.lon + turn), APPROACH_M + end.radius_km * 1000),
    )
    way = _way(ports, straight_m, coast)
    lonlats = np.array([ports[0].at, *_densified(way.lonlats), ports[1].at])
    lonlats = lonlats[np.r_[True, np.abs(np.diff(lonlats, axis=0)).max(axis=1) > 1e-9]]
    return RouteLeg(
        start=start.id,
        end=end.id,
        mode=Mode.FERRY,
        basis=Basis.WATER,
        line=LineString(lonlats),
        length_m=float(GEOD.line_length(*lonlats.T)),
        straight_m=straight_m,
        snap_m=way.access_m,
        note=_note(ports, way),
        attribution=coast.attribution,
    )


def _note(ports: tuple[Port, Port], way: Way) -> str:
    """Say how the line was made."""
    text = "Shortest course over open water that keeps off the shore (GSHHG coastline); "
    text += "a likely course, not a ship's track."
    if max(way.access_m) >= 100:
        text += " Straight approaches to the water: {:.1f} and {:.1f} km.".format(
            *(each / 1000 for each in way.access_m)
        )
    return text


def _way(ports: tuple[Port, Port], straight_m: float, coast: Coast) -> Way:
    """Find the way in a window about the ends, and in a wider one if the way leads about."""
    found: list[Way] = []
    trouble: NoPathError | None = None
    for margin_m in (0.5 * straight_m + 40_000, 1.5 * straight_m + 400_000):
        sea = join_grids(tuple(_grids(ports, margin_m, coast)))
        try:
            found.append(_way_on(sea, ports))
        except NoPathError as error:
            trouble = error
            continue
        length_m = min(float(GEOD.line_length(*way.lonlats.T)) for way in found)
        # No way of that length leaves the ellipse about the ends whose half width this is.
        if sqrt(max(length_m**2 - straight_m**2, 0)) / 2 <= margin_m:
            break
    if not found:
        raise trouble or NoPathError("no way over water was found")
    return min(found, key=lambda way: float(GEOD.line_length(*way.lonlats.T)))


def _grids(ports: tuple[Port, Port], margin_m: float, coast: Coast) -> Iterator[WaterGrid]:
    """Lay grids over the water: one over the window, finer ones about the ends."""
    lons, lats = zip(*(port.at for port in ports), strict=True)
    window = _window(Bbox(min(lons), min(lats), max(lons), max(lats)), margin_m)
    high = (window.north - window.south) * DEGREE_M
    wide = (window.east - window.west) * DEGREE_M * cos(radians((window.north + window.south) / 2))
    cell_m = max(LEAST_CELL_M, sqrt(high * wide / CELLS))
    yield water_grid(coast, window, cell_m)
    for reach_m, fine_m in HARBOURS:
        if fine_m < 0.7 * cell_m:
            for port in ports:
                yield water_grid(coast, _window(Bbox(*port.at, *port.at), reach_m), fine_m)


def _window(box: Bbox, margin_m: float) -> Bbox:
    """Widen a box by a margin on the ground."""
    south = max(box.south - margin_m / DEGREE_M, -MOST_LAT)
    north = min(box.north + margin_m / DEGREE_M, MOST_LAT)
    aside = margin_m / DEGREE_M / cos(radians(max(abs(box.south), abs(box.north))))
    return Bbox(box.west - aside, south, box.east + aside, north)


def _way_on(sea: Sea, ports: tuple[Port, Port]) -> Way:
    """Find the way on the water that both ports reach most easily."""
    at = mercator(np.array([port.at for port in ports]))
    here, there = (landings(sea, spot, port.limit_m) for spot, port in zip(at, ports, strict=True))
    common = [body for body in here if body in there]
    if not common:
        raise _no_path(sea, ports, (here, there))
    body = min(common, key=lambda each: (here[each].access_m + there[each].access_m, each))
    line = degrees(course(sea, here[body], there[body]))
    return Way(line, (here[body].access_m, there[body].access_m))


def _no_path(
    sea: Sea, ports: tuple[Port, Port], ends: tuple[dict[int, Landing], dict[int, Landing]]
) -> NoPathError:
    """Say why there is no way over water."""
    for port, end in zip(ports, ends, strict=True):
        if not end:
            spot = mercator(np.array([port.at]))[0]
            nearest = next(iter(landings(sea, spot, 2e7).values()), None)
            away = f"{nearest.access_m / 1000:.0f} km" if nearest else "very far"
            return NoPathError(
                f"“{port.name}” lies {away} from the nearest open water, and a port approach may "
                f"be {port.limit_m / 1000:.0f} km long",
                "name the port where the ferry calls, or give its position",
            )
    one, two = ("the sea" if any(each.sea for each in end.values()) else "a lake" for end in ends)
    if one != two:
        message = f"“{ports[0].name}” lies on {one} and “{ports[1].name}” on {two}"
        return NoPathError(message, "name the ports where the ferry calls")
    return NoPathError(
        f"no way over water was found between “{ports[0].name}” and “{ports[1].name}”, both on "
        f"{one}",
        "draw the line and name it in the column geometry",
    )


def _densified(lonlats: Floats) -> Iterator[Floats]:
    """Put vertices on long pieces, on the rhumb line between their ends."""
    points = mercator(lonlats)
    yield lonlats[0]
    for number, (one, two) in enumerate(pairwise(points)):
        length_m = GEOD.inv(*lonlats[number], *lonlats[number + 1])[2]
        parts = np.arange(1, ceil(length_m / PIECE_M)) / ceil(length_m / PIECE_M)
        yield from degrees(one + parts[:, None] * (two - one)) if len(parts) else ()
        yield lonlats[number + 1]
