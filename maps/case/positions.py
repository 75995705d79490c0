"""Positions of places: on the earth, on the map, and among the others."""

from collections.abc import Iterator
from math import isfinite

import numpy as np
import numpy.typing as npt

from geo.coords import lonlat
from geo.errors import Finding, Level, PositionError
from geo.places import PlaceRow

#: Web Mercator ends here, in degrees.
MERCATOR_LAT = 85.0511
#: A place farther from all others is far, in metres; swapped it must come ten times closer.
FAR_M = 1_000_000.0
CLOSER = 10.0
_EARTH_M = 6_371_008.8
_FEW = 4
_CHUNK = 512


def check_positions(places: tuple[PlaceRow, ...]) -> Iterator[Finding]:
    """
    Find positions that are impossible or unlikely.

    Parameters
    ----------
    places
        Rows of `places.csv`.

    Yields
    ------
    Finding
        Errors: one of `lon` and `lat` without the other, off the earth, a negative radius.
        Warnings: beyond the end of Web Mercator, 0 and 0, far from all other places where the
        two swapped would be among them.
    """
    good = []
    missing = _missing_column(places)
    if missing:
        message = "is empty in every row that has the other"
        yield Finding(places[0].where, missing, message, "state both", rule="position")
        return
    for place in places:
        findings = list(_place_findings(place))
        yield from findings
        if place.lon is not None and not any(f.level is Level.ERROR for f in findings):
            good.append(place)
    yield from _swapped_findings(good)


def _missing_column(places: tuple[PlaceRow, ...]) -> str:
    """Name the column of positions that no row has while some have the other."""
    lon = any(place.lon is not None for place in places)
    lat = any(place.lat is not None for place in places)
    return "" if lon == lat else "lat" if lon else "lon"


def _place_findings(place: PlaceRow) -> Iterator[Finding]:
    """Check one place by itself."""
    if place.radius_km is not None and place.radius_km < 0:
        message = f"{place.radius_km:g} is negative"
        yield Finding(place.where, "radius_km", message, "0 or more", rule="position")
    if place.lon is None and place.lat is None:
        return
    if place.lon is None or place.lat is None:
        missing, other = ("lon", "lat") if place.lon is None else ("lat", "lon")
        message = f"is empty, {other} is not"
        yield Finding(place.where, missing, message, "state both, or neither", rule="position")
        return
    try:
        position = lonlat(place.lon, place.lat)
    except PositionError as error:
        column, _, message = error.message.partition(": ")
        yield Finding(place.where, column, message, error.help, rule="position")
        return
    if abs(position.lat) > MERCATOR_LAT:
        message = f"{position.lat:g} is beyond {MERCATOR_LAT}, where the Web Mercator map ends"
        yield Finding(place.where, "lat", message, "", Level.WARNING, "position-mercator")
    if position == (0, 0):
        message = "lon 0 and lat 0 lie in the Gulf of Guinea"
        help_ = "leave both empty where the position is not known"
        yield Finding(place.where, "lat", message, help_, Level.WARNING, "position-zero")


def _swapped_findings(places: list[PlaceRow]) -> Iterator[Finding]:
    """Find places far from all others that would be among them with lon and lat swapped."""
    if len(places) < _FEW:
        return
    lonlats = np.array([(place.lon, place.lat) for place in places], dtype=np.float64)
    others_m = _nearest_m(lonlats, lonlats)
    far = np.flatnonzero((others_m > FAR_M) & (np.abs(lonlats[:, 0]) <= 90))
    swapped_m = _nearest_m(lonlats[far][:, ::-1], lonlats, without=far)
    for index, swapped in zip(far.tolist(), swapped_m.tolist(), strict=True):
        if swapped * CLOSER < others_m[index] and isfinite(swapped):
            yield Finding(
                places[index].where,
                "lat",
                f"the place is far from all others: {others_m[index] / 1000:,.0f} km, "
                f"with lon and lat swapped {swapped / 1000:,.0f} km",
                "are lon and lat swapped?",
                Level.WARNING,
                "position-swapped",
            )


def _nearest_m(
    lonlats: npt.NDArray[np.float64],
    others: npt.NDArray[np.float64],
    *,
    without: npt.NDArray[np.intp] | None = None,
) -> npt.NDArray[np.float64]:
    """Measure from each position to the nearest of the others, on a sphere, in metres."""
    skipped = np.arange(len(lonlats)) if without is None else without
    nearest = np.empty(len(lonlats))
    vectors, targets = _unit_vectors(lonlats), _unit_vectors(others)
    for start in range(0, len(lonlats), _CHUNK):
        cosines = vectors[start : start + _CHUNK] @ targets.T
        rows = np.arange(len(cosines))
        cosines[rows, skipped[start : start + _CHUNK]] = -1.0
        nearest[start : start + _CHUNK] = np.arccos(np.clip(cosines.max(axis=1), -1, 1))
    return nearest * _EARTH_M


def _unit_vectors(lonlats: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Turn degrees into vectors from the centre of the earth."""
    lon, lat = np.radians(lonlats.T)
    return np.column_stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)))
