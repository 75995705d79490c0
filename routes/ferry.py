"""Ferries: a course over open water, with an approach from each port."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise
from math import ceil, cos, radians, sqrt
from typing import NamedTuple

import numpy as np
from shapely.geometry import LineString

from geo.coords import GEOD, Bbox, LonLat, distance_m
from geo.errors import NoPathError, SamePositionError
from geo.places import Place
from routes.coast import Coast, Floats
from routes.course import Landing, Sea, course, join_grids, landings, offing_m, reach
from routes.lanes import lane_way, parse_lanes
from routes.links import Mode
from routes.passages import check_passages, passage_words
from routes.place_ends import position_of
from routes.rivers import parse_rivers, way_down
from routes.route import Basis, RouteLeg
from routes.sea_way import Port, Way
from routes.water import WaterGrid, degrees, mercator, water_grid

#: How far a place may lie from open water beyond the reach of its own pin, metres.
APPROACH_M = 25_000.0
#: Up to here a way is sought on one grid, and up to here on a wider one too where it leads about.
NEAR_M, WIDE_M = 1_500_000.0, 400_000.0
#: How far from a port sea lanes are sought.
LANE_M = 250_000.0
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


LANES_ATTRIBUTION = "Sea lanes: searoute (Eurostat SeaRoute), altered"


class Joint(NamedTuple):
    """A port and the junctions of lanes about it, after their numbers, with what each costs."""

    sea: Sea
    landing: Landing
    junctions: dict[int, Landing]
    cost_m: dict[int, float]


def ferry_leg(
    start: Place, end: Place, coast: Coast, *, avoid_passages: Sequence[str] = ()
) -> RouteLeg:
    """
    Draw a course over open water from one place to another.

    Parameters
    ----------
    start, end
        Places with a position: ports, or places near the water.
    coast
        From `read_coast`.
    avoid_passages
        Canals and straits to keep out of, by their names in `routes.passages` (`suez`).

    Returns
    -------
    RouteLeg
        Basis `water`; the line runs from place to place and on past ±180. `snap_m` is the length
        of each approach along the line: straight from the place to the nearest water that leads
        to the other, or down a river to it, and on to where the course keeps 500 m off the shore.
        Beyond the approaches the line touches no land. `length_m` counts the approaches.

    Raises
    ------
    NoPositionError
        A place has no position.
    SamePositionError
        Both places are at the same position.
    NoPathError
        A place is too far from open water, the two lie on different waters, or there is no way
        that keeps out of a passage.
    ValueProblem
        A passage is not known.

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
    way = _way_from_inland(ports, straight_m, coast, check_passages(avoid_passages))
    out, back = way.rivers
    lonlats = np.array([ports[0].at, *out, *_densified(way.lonlats), *back[::-1], ports[1].at])
    lonlats[:, 0] = np.unwrap(lonlats[:, 0], period=360)
    lonlats = lonlats[np.r_[True, np.abs(np.diff(lonlats, axis=0)).max(axis=1) > 1e-9]]
    return RouteLeg(
        start=start.id,
        end=end.id,
        mode=Mode.FERRY,
        basis=Basis.WATER,
        line=LineString(lonlats),
        length_m=float(GEOD.line_length(*lonlats.T)),
        straight_m=straight_m,
        snap_m=_approach_m(way),
        note=_note(way),
        attribution="; ".join([coast.attribution, *([LANES_ATTRIBUTION] if way.by_lanes else [])]),
    )


def _way_from_inland(
    ports: tuple[Port, Port], straight_m: float, coast: Coast, avoid: Sequence[str]
) -> Way:
    """Find the way; from a port that no open water leads to, by the mouth of its river."""
    try:
        return find_way(ports, straight_m, coast, avoid=avoid)
    except NoPathError:
        if not coast.rivers:
            raise
        one, two = (way_down(parse_rivers(coast.rivers), port.at) for port in ports)
        sea = np.empty((0, 2))
        for rivers in ((one, sea), (sea, two), (one, two)):
            mouths = [
                replace(port, at=LonLat(*river[-1])) if len(river) else port
                for port, river in zip(ports, rivers, strict=True)
            ]
            between_m = distance_m(mouths[0].at, mouths[1].at)
            if mouths != [*ports] and between_m > 0:
                with suppress(NoPathError):
                    way = find_way((mouths[0], mouths[1]), between_m, coast, avoid=avoid)
                    return _up_rivers(way, ports, rivers)
        raise


def _up_rivers(way: Way, ports: tuple[Port, Port], rivers: tuple[Floats, Floats]) -> Way:
    """Lead a way on from the mouths of rivers to the places."""
    led = [
        np.array([port.at, *river]) if len(river) else river
        for port, river in zip(ports, rivers, strict=True)
    ]
    return replace(way, rivers=(led[0], led[1]))


def _approach_m(way: Way) -> tuple[float, float]:
    """Give the length of each approach: down a river, to the water, and out of port."""
    one, two = map(sum, zip(way.rivers_m, way.access_m, way.offing_m, strict=True))
    return one, two


def _note(way: Way) -> str:
    """Say how the line was made."""
    text = "Shortest course over open water that keeps off the shore"
    if way.by_lanes:
        text = "Shortest way over the sea lanes of searoute, led around land, and over open water "
        text += "between them and the ports"
    text += "; a likely course, not a ship's track."
    text += f" By way of {passage_words(way.passages)}." if way.passages else ""
    text += " Port approaches (close to the shore): {:.1f} and {:.1f} km".format(
        *(each / 1000 for each in _approach_m(way))
    )
    overland = [each / 1000 for each in way.access_m]
    if max(overland) >= 0.1:
        text += ", of which {:.1f} and {:.1f} km straight to the water".format(*overland)
    if max(way.rivers_m) > 0:
        text += ", {:.0f} and {:.0f} km along the generalised course of a river".format(
            *(each / 1000 for each in way.rivers_m)
        )
    return f"{text}. Coastline: GSHHG."


def find_way(
    ports: tuple[Port, Port], straight_m: float, coast: Coast, *, avoid: Sequence[str] = ()
) -> Way:
    """
    Find the way over water between two ports: on a grid, or over the lanes where it is long.

    Parameters
    ----------
    ports
        The ends; the second with the longitude that is the shorter way.
    straight_m
        Geodesic between them, metres.
    coast
        From `read_coast`.
    avoid
        Names of passages to keep out of.

    Returns
    -------
    Way
        The shortest one found.

    Raises
    ------
    NoPathError
        As for `ferry_leg`.
    """
    margins = [0.5 * straight_m + 40_000] if straight_m <= NEAR_M else []
    margins += [1.5 * straight_m + 400_000] if straight_m <= WIDE_M else []
    found: list[Way] = []
    trouble = NoPathError("no way over water was found")
    for margin_m in margins:
        try:
            sea = join_grids(tuple(_grids(ports, margin_m, coast)))
            found.append(_kept_out(_way_on(sea, ports), avoid))
        except NoPathError as error:
            trouble = error
            continue
        length_m = min(way.length_m for way in found)
        # No way of that length leaves the ellipse about the ends whose half width this is.
        if sqrt(max(length_m**2 - straight_m**2, 0)) / 2 <= margin_m:
            return min(found, key=lambda way: way.length_m)
    if coast.lanes:
        try:
            found.append(_kept_out(_way_by_lanes(ports, coast, avoid), avoid))
        except NoPathError as error:
            trouble = error if not margins else trouble
    if not found:
        raise trouble
    return min(found, key=lambda way: way.length_m)


def _kept_out(way: Way, avoid: Sequence[str]) -> Way:
    """Refuse a way through a passage that is to be avoided."""
    through = [name for name in way.passages if name in avoid]
    if through:
        raise NoPathError(
            f"no way over water was found that keeps out of {passage_words(through)}",
            "allow the passage, or draw the line and name it in the column geometry",
        )
    return way


def _way_by_lanes(ports: tuple[Port, Port], coast: Coast, avoid: Sequence[str]) -> Way:
    """Find the way over the sea lanes, with a course to and from them."""
    lanes = parse_lanes(coast.lanes, tuple(avoid))
    here, there = (_joined(port, lanes.junctions, coast) for port in ports)
    first, last, line, _ = lane_way(lanes, here.cost_m, there.cost_m)
    out = course(here.sea, here.landing, here.junctions[first])
    back = course(there.sea, there.landing, there.junctions[last])
    lonlats = np.concatenate([degrees(out), line, degrees(back)[::-1]])
    lonlats[:, 0] = np.unwrap(lonlats[:, 0], period=360)
    access_m = here.landing.access_m, there.landing.access_m
    offings_m = offing_m(here.sea, out), offing_m(there.sea, back)
    return Way(lonlats, access_m, offings_m, by_lanes=True)


def _joined(port: Port, junctions: Floats, coast: Coast) -> Joint:
    """Find the junctions of lanes that a port reaches over open water."""
    sea = join_grids(tuple(_grids((port, port), LANE_M, coast)))
    spots = junctions.copy()
    spots[:, 0] += np.rint((port.at.lon - spots[:, 0]) / 360) * 360
    near = landings(sea, mercator(np.array([port.at]))[0], port.limit_m)
    if not near:
        raise _no_path(sea, (port, port), (near, near))
    for landing in near.values():
        reached = reach(sea, landing, mercator(spots)) if landing.sea else {}
        if reached:
            return Joint(
                sea,
                landing,
                {n: each for n, (each, _) in reached.items()},
                {n: cost_m for n, (_, cost_m) in reached.items()},
            )
    water = (
        "the sea, but no sea lane is near"
        if any(each.sea for each in near.values())
        else ("a lake, from which no ship reaches the sea")
    )
    raise NoPathError(f"“{port.name}” lies on {water}", "name the port where the ferry calls")


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
    line = course(sea, here[body], there[body])
    access_m = here[body].access_m, there[body].access_m
    return Way(degrees(line), access_m, (offing_m(sea, line), offing_m(sea, line[::-1])))


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
                f"“{port.name}” lies {away} from the nearest open water{_water_at(nearest)}, and a "
                f"port approach may be {port.limit_m / 1000:.0f} km long",
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


def _water_at(landing: Landing | None) -> str:
    """Say where a place would reach the water."""
    if landing is None:
        return ""
    ((lon, lat),) = degrees(np.array([landing.position]))
    return f" at {(lon + 180) % 360 - 180:.3f},{lat:.3f} (lon,lat)"


def _densified(lonlats: Floats) -> Iterator[Floats]:
    """Put vertices on long pieces, on the rhumb line between their ends."""
    points = mercator(lonlats)
    yield lonlats[0]
    for number, (one, two) in enumerate(pairwise(points)):
        length_m = GEOD.inv(*lonlats[number], *lonlats[number + 1])[2]
        parts = np.arange(1, ceil(length_m / PIECE_M)) / ceil(length_m / PIECE_M)
        yield from degrees(one + parts[:, None] * (two - one)) if len(parts) else ()
        yield lonlats[number + 1]
