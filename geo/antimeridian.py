"""Lines that run on past ±180, cut there for those who want longitudes within them."""

from collections.abc import Iterator
from itertools import groupby, pairwise
from math import ceil, floor

from shapely.geometry import LineString, MultiLineString

Vertex = tuple[float, float]


def cut_at_antimeridian(line: LineString) -> LineString | MultiLineString:
    """
    Cut a line where it crosses the antimeridian.

    Parameters
    ----------
    line
        Degrees, lon before lat, running on past ±180.

    Returns
    -------
    LineString or MultiLineString
        With all longitudes in [-180, 180]; one line where it crosses nowhere, else its pieces in
        their order, each ending on the antimeridian where the next begins.

    Notes
    -----
    RFC 7946, section 3.1.9. The cut lies on the straight piece between two vertices.
    """
    lonlats: list[Vertex] = [(lon, lat) for lon, lat, *_ in line.coords]
    segments = [cut for pair in pairwise(lonlats) for cut in _cut(*pair)]
    pieces = []
    for turn, some in groupby(segments, key=lambda segment: _turn(segment, lonlats[0])):
        run = list(some)
        vertices = (run[0][0], *(end for _, end in run))
        # The shift may round a longitude to a hair beyond the antimeridian.
        lons = (min(max(lon - 360.0 * turn, -180.0), 180.0) for lon, _ in vertices)
        pieces.append(LineString(zip(lons, (lat for _, lat in vertices), strict=True)))
    return pieces[0] if len(pieces) == 1 else MultiLineString(pieces)


def _cut(start: Vertex, end: Vertex) -> Iterator[tuple[Vertex, Vertex]]:
    """Give the parts of a straight piece between the antimeridians that it crosses."""
    (west, east), ahead = sorted((start[0], end[0])), end[0] >= start[0]
    turns = range(floor((west - 180) / 360) + 1, ceil((east - 180) / 360))
    lons = [180.0 + 360.0 * turn for turn in turns]
    ways = [(lon - start[0]) / (end[0] - start[0]) for lon in lons]
    crossings = [
        (lon, start[1] + way * (end[1] - start[1])) for lon, way in zip(lons, ways, strict=True)
    ]
    yield from pairwise([start, *(crossings if ahead else crossings[::-1]), end])


def _turn(segment: tuple[Vertex, Vertex], first: Vertex) -> int:
    """Count the turns round the earth by which a part lies off; on the line, as the first."""
    (one, _), (two, _) = segment
    middle = (one + two) / 2
    if one == two and (one - 180) % 360 == 0:
        return floor((one + 180) / 360) - (first[0] <= one)
    return floor((middle + 180) / 360)
