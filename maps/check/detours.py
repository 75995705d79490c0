"""Ways that lead far round, and ways shorter than a straight line."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np

from geo.coords import GEOD, LonLat
from geo.errors import Finding, Level
from maps.check.survey import Survey
from routes.journeys import LegRow
from routes.links import LinkRow
from routes.route import Basis, RouteLeg

RULE = "detour"
#: From how many times the straight line on a way leads far round, and how much longer it is then
#: at least: a station across a river is often three times as far by rail.
ROUND, ROUND_MORE_KM = 3.0, 20.0
#: How much shorter than the straight line a way may be by rounding.
SHORT = 0.98
#: From here on the way from a stop to the line may be why.
FAR_STOP_KM = 5.0
#: Nearer to a stop than this share of the straight line, a way that goes on far has missed it.
NEAR_SHARE = 0.5
#: Ways of these are measured along something.
MEASURED = frozenset({Basis.NETWORK, Basis.WATER, Basis.DRAWN})


class _Gap(NamedTuple):
    """Where a way is near to a stop: how many times farther it still goes, and how far that is."""

    times: float
    at: LonLat
    stop: str
    away_km: float
    way_km: float


def find_detours(survey: Survey) -> Iterator[Finding]:
    """
    Find stretches whose way is over three times as long as the straight line, or shorter than it.

    Parameters
    ----------
    survey
        What is checked.

    Yields
    ------
    Finding
        A warning at the link, or at the leg of a journey that has a line of its own, with both
        lengths, the point at which the way is farthest out, and what may be the cause.
    """
    case, routes = survey.case, survey.routes
    names = {place.id: place.name for place in survey.places}
    rows: dict[tuple[str, str], LinkRow | LegRow] = {("link", row.id): row for row in case.links}
    rows |= {("leg", row.id): row for row in case.legs}
    linked = {
        (route.id, frozenset((leg.start, leg.end)))
        for route in routes
        if route.kind == "link"
        for leg in route.legs
    }
    for route in routes:
        row = rows.get((route.kind, route.id))
        if row is None:
            continue
        for leg in route.legs:
            shared = (route.link, frozenset((leg.start, leg.end))) in linked
            if leg.basis in MEASURED and not shared:
                yield from stretch_findings(leg, row, names)


def stretch_findings(
    leg: RouteLeg, row: LinkRow | LegRow, names: Mapping[str, str]
) -> Iterator[Finding]:
    """
    Check one stretch.

    Parameters
    ----------
    leg
        The stretch with its line.
    row
        The link or leg of a journey that it belongs to.
    names
        Names of places by their ids.

    Yields
    ------
    Finding
        As `find_detours`; nothing where the length of the way is not known.
    """
    if leg.length_m is None or leg.straight_m is None or leg.line is None:
        return
    way_km, straight_km = leg.length_m / 1000, leg.straight_m / 1000
    lengths = f"{way_km:.0f} km by {leg.basis}, {straight_km:.0f} km in a straight line"
    named = f"“{names.get(leg.start, leg.start)}” to “{names.get(leg.end, leg.end)}”: {lengths}"
    if way_km > ROUND * straight_km and way_km - straight_km > ROUND_MORE_KM:
        out = _farthest(leg)
        message = f"{named}: it leads round by {out.lon:.3f},{out.lat:.3f} (lon,lat)"
        yield _finding(row, message, _cause(leg, row, names))
    elif way_km + sum(leg.snap_m) / 1000 < SHORT * straight_km:
        help_ = "a way cannot be shorter: are the lengths of the network in metres?"
        yield _finding(row, f"{named}: shorter than that", help_)


def _finding(row: LinkRow | LegRow, message: str, help_: str) -> Finding:
    """Write a warning at a link or a leg."""
    column, subject = "stops", f"link:{row.id}"
    if isinstance(row, LegRow):
        column, subject = "to", f"journey:{row.journey}"
    return Finding(row.where, column, message, help_, Level.WARNING, RULE, subject)


def _farthest(leg: RouteLeg) -> LonLat:
    """Give the vertex by which the way from end to end would be longest."""
    lonlats = np.asarray(leg.line.coords)[:, :2] if leg.line else np.empty((0, 2))
    out_m = sum(
        GEOD.inv(*np.broadcast_to(end, lonlats.shape).T, *lonlats.T)[2]
        for end in (lonlats[0], lonlats[-1])
    )
    lon, lat = lonlats[int(np.argmax(out_m))]
    return LonLat(float((lon + 180) % 360 - 180), float(lat))


def _cause(leg: RouteLeg, row: LinkRow | LegRow, names: Mapping[str, str]) -> str:
    """Say what may be why a way leads far round: what was asked for first."""
    if isinstance(row, LinkRow) and row.via:
        return f"it is to pass {', '.join(names.get(name, name) for name in row.via)}"
    if isinstance(row, LinkRow) and row.avoid:
        return f"it is to keep out of {', '.join(row.avoid)}"
    far = [
        f"“{names.get(stop, stop)}” is {off_m / 1000:.1f} km from the line"
        for stop, off_m in zip((leg.start, leg.end), leg.snap_m, strict=True)
        if off_m / 1000 > FAR_STOP_KM and leg.basis is Basis.NETWORK
    ]
    if far:
        return f"{' and '.join(far)}: are they the right stops?"
    for gap in _gaps(leg):
        at = f"{gap.at.lon:.3f},{gap.at.lat:.3f} (lon,lat)"
        return (
            f"at {at} it is {gap.away_km:.0f} km from “{names.get(gap.stop, gap.stop)}”, along the "
            f"way {gap.way_km:.0f} km: is a line missing there?"
        )
    return "are they the right stops?"


def _gaps(leg: RouteLeg) -> list[_Gap]:
    """Find where a way is near to one of its ends and still far from it; none where nowhere."""
    if leg.basis is not Basis.NETWORK or leg.line is None or not leg.straight_m:
        return []
    lonlats = np.asarray(leg.line.coords)[:, :2]
    pieces_m = GEOD.inv(*lonlats[:-1].T, *lonlats[1:].T)[2]
    way_m = np.concatenate([[0.0], np.cumsum(pieces_m)])
    found = []
    for stop, end, left_m in ((leg.end, -1, way_m[-1] - way_m), (leg.start, 0, way_m)):
        away_m = GEOD.inv(*np.broadcast_to(lonlats[end], lonlats.shape).T, *lonlats.T)[2]
        times = np.where(left_m > ROUND_MORE_KM * 1000, left_m / np.maximum(away_m, 1.0), 0.0)
        at = int(times.argmax())
        lon, lat = lonlats[at]
        spot = LonLat(float((lon + 180) % 360 - 180), float(lat))
        gap = _Gap(float(times[at]), spot, stop, away_m[at] / 1000, left_m[at] / 1000)
        found += [gap] if away_m[at] < leg.straight_m * NEAR_SHARE else []
    return sorted(found, reverse=True)[:1]
