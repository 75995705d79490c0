"""What a line needs to know of the places at its ends."""

from geo.coords import LonLat
from geo.errors import NotFoundError
from geo.places import WIDE_KINDS, Place

#: An area whose pin may be off by more than this has no point at which a line could end.
VAGUE_KM = 50.0


class NoPositionError(NotFoundError):
    """A line was asked for from or to a place that has no position."""


def position_of(place: Place) -> LonLat:
    """
    Give the position of a place.

    Raises
    ------
    NoPositionError
        It has none.
    """
    if place.position is None:
        raise NoPositionError(f"“{place.name}” has no position", "give it lon and lat")
    return place.position


def is_vague(place: Place) -> bool:
    """Tell whether a place is an area too wide for a line to end at its pin."""
    return place.kind in WIDE_KINDS and place.radius_km > VAGUE_KM
