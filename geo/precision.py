"""Precision: how closely the position of a place is known, as a word."""

from enum import StrEnum

from geo.places import Place, PlaceKind, PositionBasis


class PositionPrecision(StrEnum):
    """How closely a position is known, the closest first."""

    POINT = "point"
    PLACE = "place"
    DISTRICT = "district"
    REGION = "region"
    COUNTRY = "country"
    NONE = "none"


#: Up to how far off a position may be (km) and still be called so.
POINT_KM = 1.0
PLACE_KM = 25.0
DISTRICT_KM = 100.0

#: No pin says more about such a place than this.
CLOSEST = {
    PlaceKind.COUNTRY: PositionPrecision.COUNTRY,
    PlaceKind.REGION: PositionPrecision.REGION,
    PlaceKind.AREA: PositionPrecision.DISTRICT,
    PlaceKind.RIVER: PositionPrecision.DISTRICT,
    PlaceKind.CITY: PositionPrecision.PLACE,
    PlaceKind.TOWN: PositionPrecision.PLACE,
}


def position_precision(place: Place) -> PositionPrecision:
    """
    Say how closely the position of a place is known.

    Parameters
    ----------
    place
        Geocoded, or without a position.

    Returns
    -------
    PositionPrecision
        By how far off the pin may be (`radius_km`), but no closer than what the kind of the place
        allows: the pin of a region is not a point. `NONE` without a position.

    Notes
    -----
    The reach of a town in the gazetteer is its own extent, and no doubt about where it is: it is
    a `PLACE` however large.
    """
    if place.position is None:
        return PositionPrecision.NONE
    order = list(PositionPrecision)
    least = CLOSEST.get(place.kind, PositionPrecision.POINT)
    return max(least, _by_radius(doubt_km(place)), key=order.index)


def doubt_km(place: Place) -> float:
    """
    Say how far off the pin of a place may be, beyond what the place itself takes up.

    Parameters
    ----------
    place
        Geocoded, or without a position.

    Returns
    -------
    float
        Kilometres; 0 where none is stated, and for a town that is as large as the gazetteer
        has it.
    """
    own_extent = place.kind in (PlaceKind.CITY, PlaceKind.TOWN) and place.row.radius_km is None
    return 0.0 if own_extent and place.basis is not PositionBasis.MOVED else place.radius_km


def _by_radius(radius_km: float) -> PositionPrecision:
    """Name the class of a radius."""
    for upper, precision in (
        (POINT_KM, PositionPrecision.POINT),
        (PLACE_KM, PositionPrecision.PLACE),
        (DISTRICT_KM, PositionPrecision.DISTRICT),
    ):
        if radius_km <= upper:
            return precision
    return PositionPrecision.REGION
