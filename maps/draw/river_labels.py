"""Names of rivers, each lying along the river that is drawn."""

import csv
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from math import atan2, cos, degrees, radians
from types import MappingProxyType
from typing import NamedTuple

import shapely
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from geo.coords import Bbox, LonLat
from geo.errors import MissingDataError
from maps.draw.basemap_labels import LANGUAGES, Label, LabelKind

#: A name whose river is drawn no nearer than this has none to lie along.
REACH_DEG = 0.35
#: The direction of a name is that of the river over this much of its course on either side.
COURSE_DEG = 0.06
#: Where else on its course a name may stand, when there is no room at the first spot.
STEPS_DEG = (0.0, 0.015, -0.015, 0.03, -0.03, 0.06, -0.06, 0.12, -0.12, 0.3, -0.3, 0.8, -0.8)


class River(NamedTuple):
    """A row of `rivers.csv`."""

    names: dict[str, str]
    min_zoom: float
    points: tuple[LonLat, ...]


def river_labels(view: Bbox, lines: Sequence[BaseGeometry]) -> tuple[Label, ...]:
    """
    Name the rivers of a view.

    Parameters
    ----------
    view
        Degrees, `west < east`; longitudes may run on past ±180.
    lines
        Rivers drawn there, on the view's turn.

    Returns
    -------
    tuple of Label
        In the order of the table; several for a long river. `angle_deg` is the direction of the
        river, clockwise on a Mercator map, within ±90.

    Raises
    ------
    MissingDataError
        The table that ships with the program is not there.
    """
    if not lines:
        return ()
    tree = shapely.STRtree(lines)
    labels: list[Label] = []
    for river in _rivers():
        for point in river.points:
            lon = view.west + (point.lon - view.west) % 360
            if lon > view.east or not view.south <= point.lat <= view.north:
                continue
            at = Point(lon, point.lat)
            for row in tree.query_nearest(at, max_distance=REACH_DEG, all_matches=False):
                labels += _along(river, lines[row], at, len(labels))
    return tuple(labels)


def _along(river: River, line: BaseGeometry, near: Point, rank: int) -> Iterator[Label]:
    """Lay a name along a line where it is nearest to a point, and at spots up and down from it."""
    middle = shapely.line_locate_point(line, near)
    spots = [middle + step for step in STEPS_DEG if 0 <= middle + step <= line.length]
    for index, along in enumerate(spots):
        yield _label(river, line, along, rank + index)


def _label(river: River, line: BaseGeometry, along: float, rank: int) -> Label:
    """Lay a name along a line at a distance from its start."""
    at = shapely.line_interpolate_point(line, along)
    ends = shapely.line_interpolate_point(
        line, [max(along - COURSE_DEG, 0.0), min(along + COURSE_DEG, line.length)]
    )
    dx, dy = ends[1].x - ends[0].x, ends[1].y - ends[0].y
    turn = degrees(atan2(-dy, dx * cos(radians(at.y))))
    upright = (turn + 90) % 180 - 90
    place = LonLat(round(at.x, 3), round(at.y, 3))
    names = MappingProxyType(river.names)
    return Label(LabelKind.RIVER, place, names, river.min_zoom, rank, round(upright, 1))


@cache
def _rivers() -> tuple[River, ...]:
    """Read the table, once."""
    found = files("maps").joinpath("data", "rivers.csv")
    try:
        text = found.read_text("utf-8")
    except FileNotFoundError as error:
        raise MissingDataError(f"{found}: the rivers are not there; reinstall waybook") from error
    rows = csv.DictReader(text.splitlines())
    return tuple(
        River(
            {language: row[language] for language in LANGUAGES if row[language]},
            float(row["min_zoom"]),
            tuple(_points(row["points"])),
        )
        for row in rows
    )


def _points(cell: str) -> Iterator[LonLat]:
    """Take the positions out of a cell."""
    for pair in cell.split(";"):
        lon, lat = pair.split()
        yield LonLat(float(lon), float(lat))
