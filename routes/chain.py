"""Legs put together and turned round."""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
from shapely.geometry import LineString

from geo.coords import distance_m
from geo.places import Place
from routes.place_ends import position_of
from routes.route import RouteLeg

_BETWEEN = re.compile(r"(?<=\.) (?=[A-Z])")


def line_of(lonlat: npt.NDArray[np.float64]) -> LineString:
    """
    Make a line of positions.

    Parameters
    ----------
    lonlat
        Shape (n, 2), degrees, lon before lat; at least two different positions.

    Returns
    -------
    LineString
        Without positions that repeat the one before; longitudes run on past ±180.
    """
    kept = np.concatenate([[True], np.any(np.diff(lonlat, axis=0) != 0, axis=1)])
    lonlats = lonlat[kept].copy()
    lonlats[:, 0] = np.unwrap(lonlats[:, 0], period=360)
    return LineString(lonlats)


def chained(pieces: Sequence[RouteLeg], ends: tuple[Place, Place]) -> RouteLeg:
    """
    Put legs that follow each other into one.

    Parameters
    ----------
    pieces
        One or more, each with a line, of one mode and basis; each begins where the one before
        it ends.
    ends
        The places between which the whole runs.

    Returns
    -------
    RouteLeg
        Its line runs on past ±180 where the pieces do; lengths are added up, each sentence of
        their notes and each attribution is named once.
    """
    if len(pieces) == 1:
        return pieces[0]
    lonlats = np.vstack([np.asarray(piece.line.coords)[:, :2] for piece in pieces if piece.line])
    lengths = [piece.length_m for piece in pieces]
    known = [length for length in lengths if length is not None]
    return replace(
        pieces[0],
        start=ends[0].id,
        end=ends[1].id,
        line=line_of(lonlats),
        length_m=sum(known) if len(known) == len(lengths) else None,
        straight_m=distance_m(position_of(ends[0]), position_of(ends[1])),
        snap_m=(pieces[0].snap_m[0], pieces[-1].snap_m[1]),
        generalised_m=sum(piece.generalised_m for piece in pieces),
        note=" ".join(dict.fromkeys(each for piece in pieces for each in _sentences(piece.note))),
        attribution="; ".join(dict.fromkeys(p.attribution for p in pieces if p.attribution)),
        gauge_breaks=tuple(each for piece in pieces for each in piece.gauge_breaks),
    )


def _sentences(note: str) -> list[str]:
    """Take a note apart into its sentences."""
    return [each for each in _BETWEEN.split(note) if each]


def reversed_leg(leg: RouteLeg) -> RouteLeg:
    """
    Turn a leg round.

    Parameters
    ----------
    leg
        With or without a line.

    Returns
    -------
    RouteLeg
        From `end` to `start`, the line in the longitudes in which its new first vertex lies
        between -180 and 180.
    """
    line = leg.line
    if line is not None:
        lonlats = np.asarray(line.coords)[::-1, :2].copy()
        first = lonlats[0, 0]
        if abs(first) > 180:
            lonlats[:, 0] -= 360 * round(first / 360)
        line = LineString(lonlats)
    return replace(
        leg,
        start=leg.end,
        end=leg.start,
        line=line,
        snap_m=leg.snap_m[::-1],
        gauge_breaks=leg.gauge_breaks[::-1],
    )
