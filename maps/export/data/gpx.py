"""Places and routes as GPX, for navigation."""

from collections.abc import Sequence
from typing import Any

from gpxpy.gpx import (
    GPX,
    GPXRoute,
    GPXRoutePoint,
    GPXTrack,
    GPXTrackPoint,
    GPXTrackSegment,
    GPXWaypoint,
)
from shapely.geometry import MultiLineString, Point
from shapely.geometry.base import BaseGeometry

from maps.export.data.about import About
from maps.export.data.table import Table, Value
from routes.route import Basis

#: The schema of GPX ends short of 180 degrees.
_EASTERNMOST = 179.9999999


def gpx_of(tables: Sequence[Table], about: About) -> bytes:
    """
    Write places and routes as GPX.

    Parameters
    ----------
    tables
        Places, routes and stretches are taken.
    about
        The case as a whole.

    Returns
    -------
    bytes
        GPX 1.1. A place is a waypoint; the stretches of a route that have a known line are a
        track, those that are schematic a route of two points. What has no line is not in it.
    """
    by_name = {table.name: table for table in tables}
    gpx = GPX()
    gpx.creator = "waybook"
    gpx.name = about.title
    # no text of a case in an attribute (copyright, links): the library does not escape these
    gpx.description = "\n".join(filter(None, (about.subtitle, about.profile, *about.attribution)))
    gpx.waypoints = _waypoints(by_name["places"])
    for row in by_name["routes"].rows:
        for schematic in (False, True):
            lines = _lines(by_name["stretches"], row, schematic=schematic)
            if lines and schematic:
                gpx.routes += [_route(row, line) for line in lines]
            elif lines:
                gpx.tracks.append(_track(row, lines))
    return f"{gpx.to_xml(version='1.1')}\n".encode()


def _waypoints(places: Table) -> list[GPXWaypoint]:
    """Make a waypoint of each place that has a position."""
    return [
        GPXWaypoint(
            shape.y,
            min(shape.x, _EASTERNMOST),
            name=_text(row["title"]),
            comment=_text(row["id"]),
            description=_text(row["position_why"]),
            type=_text(row["kind"]),
        )
        for row, shape in zip(places.rows, places.shapes, strict=True)
        if isinstance(shape, Point)
    ]


def _text(value: Value) -> str:
    """Give a cell of text."""
    return value if isinstance(value, str) else ""


def _lines(stretches: Table, row: Any, *, schematic: bool) -> list[BaseGeometry]:
    """Give the lines of a route: those that are schematic, or the others."""
    return [
        line
        for stretch, shape in zip(stretches.rows, stretches.shapes, strict=True)
        if shape is not None
        and (stretch["kind"], stretch["route"]) == (row["kind"], row["id"])
        and (stretch["basis"] == Basis.SCHEMATIC) is schematic
        for line in (shape.geoms if isinstance(shape, MultiLineString) else (shape,))
    ]


def _track(row: Any, lines: Sequence[BaseGeometry]) -> GPXTrack:
    """Make a track, a segment for each line."""
    track = GPXTrack(name=row["title"], description=row["how"])
    track.comment, track.type, track.source = row["id"], row["mode"], row["attribution"]
    track.segments = [
        GPXTrackSegment([GPXTrackPoint(lat, min(lon, _EASTERNMOST)) for lon, lat in line.coords])
        for line in lines
    ]
    return track


def _route(row: Any, line: BaseGeometry) -> GPXRoute:
    """Make a route of the ends of a schematic line."""
    route = GPXRoute(name=row["title"], description=row["how"])
    route.comment, route.type, route.source = row["id"], row["mode"], row["attribution"]
    route.points = [GPXRoutePoint(lat, min(lon, _EASTERNMOST)) for lon, lat in line.coords]
    return route
