"""What is asked of the gazetteer: a toponym with what is known about the place."""

from collections.abc import Callable
from dataclasses import dataclass

from geo.coords import LonLat
from geo.places import PlaceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Parent:
    """
    The place that another one is said to lie within.

    Attributes
    ----------
    name
        For messages.
    gazetteer_id
        Its entry, which decides where it is a country or a region; may be empty.
    position
        Degrees, WGS 84; `None` where it has none.
    radius_km
        Its reach; 0 = not known.
    """

    name: str
    gazetteer_id: str = ""
    position: LonLat | None = None
    radius_km: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """
    A toponym with what is known about the place.

    Attributes
    ----------
    names
        Spellings, the main one first; later ones are asked only where earlier ones are unknown.
        At least one.
    kind
        What it is; `None` = not stated.
    countries
        ISO codes, one of which it lies in; empty = not stated.
    within
        The region that it lies in, or the entry of a place that it lies by; `None` = not stated.
    near
        Positions of places that belong to the same story; empty = none.
    off_line_km
        Kilometres from a position to the nearest line of the kind that calls at the place;
        `None` = no line is known to. It is asked only where several candidates fit.
    """

    names: tuple[str, ...]
    kind: PlaceKind | None = None
    countries: tuple[str, ...] = ()
    within: Parent | None = None
    near: tuple[LonLat, ...] = ()
    off_line_km: Callable[[LonLat], float] | None = None
