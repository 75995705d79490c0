"""Positions moved by a keyed offset, before anything is routed or drawn."""

import hmac
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import sqrt
from typing import NamedTuple

from geo.coords import GEOD, LonLat, distance_m
from geo.errors import Finding, Level
from geo.places import WIDE_KINDS, Place, PlaceRow, PositionBasis
from geo.quantities import NO_QUANTITY
from maps.case.case import Case
from maps.case.rows import ClaimRow
from maps.check.acknowledged import PROFILE
from maps.profile.hidden import Spot
from routes.links import LinkRow

#: What is said of a place or link that would tell where a moved place is.
TELLING = {
    "place": frozenset({"lon", "lat", "radius_km", "geometry", "gazetteer"}),
    "link": frozenset({"stated_km", "geometry"}),
}
_MESSAGE = "waybook: offset of a place, 1"
#: Places nearer to each other than this share of the radius are one spot with several circles.
_ONE_SPOT = 0.05


class Offset(NamedTuple):
    """How a position is moved: clockwise from north in degrees, and how far."""

    azimuth_deg: float
    distance_m: float


def offset(place: str, blur_km: float, key: bytes) -> Offset:
    """
    Draw the offset of a place.

    Parameters
    ----------
    place
        Its id.
    blur_km
        The radius of the disc.
    key
        Known to the editors alone.

    Returns
    -------
    Offset
        The same for the same place, radius and key, and uniform over the disc.

    Notes
    -----
    HMAC-SHA-256 (RFC 2104) of the id and the radius; the square root makes the draw uniform over
    the area. The position is no part of it: a position that is put right moves its circle by as
    much and gives no second circle about the same place. The radius is: were the offset only
    scaled, two radii would give the position away.
    """
    message = f"{_MESSAGE}\0{blur_km!r}\0{place}".encode()
    digest = hmac.digest(key, message, "sha256")
    turn, far = (int.from_bytes(part) / 2**128 for part in (digest[:16], digest[16:]))
    return Offset(360 * turn, blur_km * 1000 * sqrt(far))


def blurred(case: Case, places: Sequence[Place], blur_km: float, key: bytes) -> Case:
    """
    Move every position of a case, and leave out what would tell it.

    Parameters
    ----------
    case
        As a profile lets it out.
    places
        Its places with their true positions, in the order of the table.
    blur_km
        How far at most.
    key
        Known to the editors alone.

    Returns
    -------
    Case
        Each place states its moved position and a radius that reaches the true one; drawn shapes,
        entries of the gazetteer, stated kilometres and claims about these are gone. All that is
        made of this case knows no true position.
    """
    return replace(
        case,
        places=tuple(_moved(place, blur_km, key) for place in places),
        links=tuple(_untold(link) for link in case.links),
        claims=tuple(row for row in case.claims if not _is_telling(row)),
        geometries={},
        networks={},
        applied=replace(case.applied, moved_km=blur_km),
    )


def _moved(place: Place, blur_km: float, key: bytes) -> PlaceRow:
    """Give the row of a place with its moved position."""
    row = replace(place.row, gazetteer="")
    if place.position is None:
        return row
    way = offset(place.id, blur_km, key)
    lon, lat, _ = GEOD.fwd(*place.position, way.azimuth_deg, way.distance_m)
    return replace(
        row,
        lon=round((lon + 180) % 360 - 180, 6),
        lat=round(lat, 6),
        radius_km=_reach(place.radius_km, blur_km),
        geometry="",
    )


def _reach(radius_km: float, blur_km: float) -> float:
    """Reach the true position; doubled steps, so that the radius names no entry."""
    reach = blur_km
    while reach < radius_km + blur_km * (radius_km > 0):
        reach *= 2
    return reach


def _untold(link: LinkRow) -> LinkRow:
    """Take from a link what tells how far its stops are from each other."""
    words = {"none", "straight"}
    return replace(
        link, stated_km=NO_QUANTITY, geometry=link.geometry if link.geometry in words else ""
    )


def _is_telling(row: ClaimRow) -> bool:
    """Tell whether a claim is about a position or a distance."""
    return row.field in TELLING.get(row.subject.partition(":")[0], ())


def said_to_be_moved(place: Place) -> Place:
    """
    Say of a place that its position was moved.

    Parameters
    ----------
    place
        Found from a row that `blurred` has made.

    Returns
    -------
    Place
        With the basis `moved`; one without a position as it is.
    """
    if place.position is None:
        return place
    why = "Moved on purpose: the place itself lies anywhere within this reach."
    return replace(place, basis=PositionBasis.MOVED, why=why)


def true_spots(places: Sequence[Place], blur_km: float) -> list[Spot]:
    """
    List the positions that no text, view or note may point at.

    Parameters
    ----------
    places
        With their true positions.
    blur_km
        How far they are moved.

    Returns
    -------
    list of Spot
        One for each position, but those that anybody finds under the name of a country or region.
    """
    return [
        Spot(place.position, blur_km, f"places:{place.id}")
        for place in places
        if place.position
        and not (place.kind in WIDE_KINDS and place.basis is PositionBasis.GAZETTEER)
    ]


def find_one_spot(places: Sequence[Place], blur_km: float) -> Iterator[Finding]:
    """
    Find places at one spot: their circles would narrow it down together.

    Parameters
    ----------
    places
        With their true positions.
    blur_km
        How far they are moved.

    Yields
    ------
    Finding
        A warning for each place at the spot of an earlier one.
    """
    known: list[tuple[LonLat, Place]] = []
    for place in places:
        at = place.position
        if at is None:
            continue
        twin = next((other for spot, other in known if _same(at, spot, blur_km)), None)
        if twin:
            message = f"“{place.id}” lies at the spot of “{twin.id}”: two circles narrow it down"
            help_ = "make them one place where the text tells that they are"
            yield Finding(place.row.where, "id", message, help_, Level.WARNING, PROFILE)
        known.append((at, place))


def _same(one: LonLat, other: LonLat, blur_km: float) -> bool:
    """Tell whether two positions are one spot, measured against the radius."""
    if abs(one.lat - other.lat) > _ONE_SPOT * blur_km / 100:
        return False
    return distance_m(one, other) <= _ONE_SPOT * blur_km * 1000
