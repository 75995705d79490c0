"""Breaks of gauge: where a railway changes the width of its track, and no train runs through."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import shapely

from geo.coords import LonLat
from geo.errors import MissingDataError
from routes.network import Bools, Floats
from routes.route import RouteLeg

#: Made by hand from the sources that each row names.
BREAKS_FILE = Path(__file__).parent / "data" / "gauge_breaks.csv"
#: A line that comes so near to a station passes it: lines are drawn straight between far nodes.
NEAR_KM = 3.0
#: A line that ends nearer beyond a station ends at it: the trains of its own gauge go so far.
BEYOND_KM = 3.0
KM_A_DEGREE = 111.195
#: Vertices of a piece of a line, of which only the box is held against stations at first.
PIECE = 32
#: That box is held a little too wide rather than too narrow.
ROUNDING = 1 + 1e-9


class GaugeBreak(NamedTuple):
    """
    Two neighbouring stations, the last of one gauge and the first of another.

    Attributes
    ----------
    name, at, gauge_mm
        The one station, its position in degrees, and the width of its track in millimetres.
    to_name, to, to_gauge_mm
        The other.
    source
        Where it is stated.
    """

    name: str
    at: LonLat
    gauge_mm: int
    to_name: str
    to: LonLat
    to_gauge_mm: int
    source: str

    @property
    def words(self) -> str:
        """The stations and the gauges; the same in both directions."""
        return f"{self.name}–{self.to_name} ({self.gauge_mm}/{self.to_gauge_mm} mm)"


class _Passage(NamedTuple):
    """A break, its stations in the longitudes of a line, and the vertices that may be near."""

    each: GaugeBreak
    spots: Floats
    within: slice


@cache
def read_gauge_breaks(path: Path = BREAKS_FILE) -> tuple[GaugeBreak, ...]:
    """
    Read the breaks of gauge of the world.

    Parameters
    ----------
    path
        The table that ships, by default.

    Returns
    -------
    tuple[GaugeBreak, ...]
        In the order of the file.

    Raises
    ------
    MissingDataError
        The table is not there.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return tuple(_break(row) for row in csv.DictReader(file))
    except FileNotFoundError:
        raise MissingDataError(f"{path.name} is missing: install the program again") from None


def with_breaks(legs: Sequence[RouteLeg]) -> tuple[RouteLeg, ...]:
    """
    Let the legs of a rail line say where the width of the track changes.

    Parameters
    ----------
    legs
        Legs with lines, each beginning where the one before it ends.

    Returns
    -------
    tuple[RouteLeg, ...]
        The same, those with a break with `gauge_breaks` and a sentence in their `note`.

    Raises
    ------
    MissingDataError
        The table of breaks is not there.
    """
    lines = [shapely.get_coordinates(leg.line) for leg in legs if leg.line is not None]
    if len(lines) < len(legs):
        return tuple(legs)
    along = breaks_along(lines, read_gauge_breaks())
    return tuple(_named(leg, breaks) for leg, breaks in zip(legs, along, strict=True))


def breaks_along(
    stretches: Sequence[Floats], breaks: Sequence[GaugeBreak]
) -> tuple[tuple[str, ...], ...]:
    """
    Name the breaks of gauge that a line goes over.

    Parameters
    ----------
    stretches
        For each stretch its vertices, shape (n, 2), degrees, lon before lat; each begins where
        the one before it ends.
    breaks
        From `read_gauge_breaks`.

    Returns
    -------
    tuple[tuple[str, ...], ...]
        For each stretch the breaks that lie on it, in the order in which it comes to them.

    Notes
    -----
    The whole line has to come within 3 km of both stations and to go on for 3 km beyond each:
    up to its own last station, and often to the first of the other gauge, a train runs through.
    A break lies on the stretch on which the line is half-way between the two.
    """
    lonlats = np.concatenate([stretches[0], *(stretch[1:] for stretch in stretches[1:])])
    if np.abs(np.diff(lonlats[:, 0])).max(initial=0.0) > 180:
        lonlats[:, 0] = np.unwrap(lonlats[:, 0], period=360)
    bounds = np.cumsum([0, *(len(stretch) - 1 for stretch in stretches)])
    found: list[list[tuple[float, str]]] = [[] for _ in stretches]
    for passage in _about(lonlats, breaks):
        for at in _passed(lonlats, passage):
            number = int(np.searchsorted(bounds, at, side="right")) - 1
            found[min(number, len(stretches) - 1)].append((at, passage.each.words))
    return tuple(tuple(words for _, words in sorted(those)) for those in found)


def _named(leg: RouteLeg, breaks: tuple[str, ...]) -> RouteLeg:
    """Name the breaks of gauge on a leg."""
    if not breaks:
        return leg
    note = f"{leg.note} Change of gauge: {', '.join(breaks)}."
    return replace(leg, note=note, gauge_breaks=breaks)


def _break(row: dict[str, str]) -> GaugeBreak:
    """Make a break of a row."""
    return GaugeBreak(
        row["name"],
        LonLat(float(row["lon"]), float(row["lat"])),
        int(row["gauge_mm"]),
        row["to_name"],
        LonLat(float(row["to_lon"]), float(row["to_lat"])),
        int(row["to_gauge_mm"]),
        row["source"],
    )


def _about(lonlats: Floats, breaks: Sequence[GaugeBreak]) -> Iterator[_Passage]:
    """Give the breaks to both of whose stations pieces of a line may come near: mostly none."""
    spots = np.array([(each.at, each.to) for each in breaks]).reshape(-1, 2, 2)
    spots[:, 1, 0] -= 360 * np.rint((spots[:, 1, 0] - spots[:, 0, 0]) / 360)
    spots[:, :, 0] += 360 * np.rint((lonlats[:, 0].mean() - spots[:, :1, 0]) / 360)
    reach = np.full_like(spots, NEAR_KM / KM_A_DEGREE * ROUNDING)
    reach[:, :, 0] /= np.cos(np.radians(spots[:, :1, 1]))
    first = np.arange(0, len(lonlats) - 1, PIECE)
    low, high = (side.reduceat(lonlats, first) for side in (np.minimum, np.maximum))
    # A piece runs up to the first vertex of the next.
    low[:-1] = np.minimum(low[:-1], lonlats[first[1:]])
    high[:-1] = np.maximum(high[:-1], lonlats[first[1:]])
    west, east = low[:, None, None], high[:, None, None]
    inside: Bools = np.asarray((spots + reach >= west) & (spots - reach <= east))
    near: Bools = np.asarray(inside.all(axis=3))
    both: Bools = np.asarray(near.any(axis=0))
    for number in np.flatnonzero(both.all(axis=1)).tolist():
        pieces = np.flatnonzero(near[:, number].any(axis=1)) * PIECE
        within = slice(int(pieces[0]), int(pieces[-1]) + PIECE + 1)
        yield _Passage(breaks[number], spots[number], within)


def _passed(lonlats: Floats, passage: _Passage) -> Iterator[float]:
    """Give where a line goes over a break, as a number of vertices; nothing where it does not."""
    flat = np.array([np.cos(np.radians(passage.each.at.lat)), 1.0]) * KM_A_DEGREE
    near, stations = lonlats[passage.within] * flat, passage.spots * flat
    line, points = shapely.linestrings(near), shapely.points(stations)
    if (shapely.distance(line, points) > NEAR_KM).any():
        return
    gone = np.r_[0.0, np.cumsum(np.hypot(*np.diff(lonlats * flat, axis=0).T))]
    along = np.sort(shapely.line_locate_point(line, points)) + gone[passage.within.start]
    apart_km = float(np.hypot(*(stations[1] - stations[0])))
    on_both_sides = along[0] >= BEYOND_KM and along[1] <= gone[-1] - BEYOND_KM
    if on_both_sides and along[1] - along[0] >= apart_km / 2:
        yield float(np.interp(along.mean(), gone, np.arange(len(gone))))
