"""Stated positions that lie in another country than stated, or in the sea."""

from collections.abc import Iterator
from functools import cache
from math import cos, radians

from geo.coords import Bbox, LonLat
from geo.errors import Finding, Level
from geo.gazetteer import read_gazetteer
from geo.places import WIDE_KINDS, Place, PlaceKind, PositionBasis
from geo.reverse import reverse
from maps.check.survey import Survey
from routes.coast import Coast, land_in, read_coast

COUNTRY_RULE = "wrong-country"
SEA_RULE = "in-the-sea"
#: Kinds that stand on land; a port's pin may lie on its water, a facility may be at sea.
ON_LAND = frozenset({PlaceKind.CITY, PlaceKind.TOWN, PlaceKind.STATION, PlaceKind.BORDER_CROSSING})
#: So near to a town (km) nobody asks for the coast.
BY_TOWN_KM = 10.0
#: How far off the shore a pin may be without being told (km), at least: the coast is generalised.
OFF_SHORE_KM = 2.0
KM_A_DEGREE = 111.2


def find_misplaced(survey: Survey) -> Iterator[Finding]:
    """
    Find places whose stated position is at odds with what they are said to be.

    Parameters
    ----------
    survey
        What is checked.

    Yields
    ------
    Finding
        A warning at a place where all populated places about it are of one country, and the row
        states another (beside a border and far from any town nothing is said); and at a town,
        station or crossing that lies off the coast by more than its radius and `OFF_SHORE_KM`.

    Raises
    ------
    MissingDataError
        The gazetteer or the coastline is not there.
    """
    yield from _within_another_country(survey)
    stated_here = [
        place
        for place in survey.places
        if place.basis is PositionBasis.STATED and place.kind not in WIDE_KINDS
    ]
    gazetteer = read_gazetteer() if stated_here else None  # one for all of them
    for place in stated_here:
        if place.position is None:
            continue
        stated, about = place.row.country, reverse(place.position, gazetteer)
        if stated and about.country and about.country not in stated:
            said = f"is among towns of {about.country} ({about.nearby[0]}), the row says"
            yield _finding(place, COUNTRY_RULE, f"{said} {' or '.join(stated)}")
        elif (
            place.kind in ON_LAND
            and about.nearby[0].distance_km > BY_TOWN_KM
            and _at_sea(place.position, max(place.radius_km, OFF_SHORE_KM))
        ):
            yield _finding(place, SEA_RULE, f"is in the sea, for a {place.kind}")


def _within_another_country(survey: Survey) -> Iterator[Finding]:
    """Report places whose country is none of those of the place that they lie within."""
    for place in survey.case.places:
        around = survey.rows.get(f"place:{place.within}")
        if around is None or not place.country or not around.country:
            continue
        if not set(place.country) & set(around.country):
            yield Finding(
                place.where,
                "country",
                f"{' or '.join(place.country)}, but it lies within {place.within} "
                f"({around.where}), which is in {' or '.join(around.country)}",
                "correct country or within",
                Level.WARNING,
                COUNTRY_RULE,
                f"place:{place.id}",
            )


def _at_sea(position: LonLat, radius_km: float) -> bool:
    """Tell whether no land, and no lake within it, lies in a box about a position."""
    half = radius_km / KM_A_DEGREE
    wide = half / max(0.01, cos(radians(position.lat)))
    lon, lat = position
    box = Bbox(lon - wide, max(-90, lat - half), lon + wide, min(90, lat + half))
    return bool(land_in(_coast(), box, lakes=True).is_empty)


@cache
def _coast() -> Coast:
    """Read the coastline, once, where a place is far from any town."""
    return read_coast()


def _finding(place: Place, rule: str, said: str) -> Finding:
    """Report a place."""
    lon, lat = place.position or (0.0, 0.0)
    return Finding(
        place.row.where,
        "lon",
        f"{lon:g}, {lat:g} {said}",
        "are lon and lat right, and in this order? else correct country or kind",
        Level.WARNING,
        rule,
        f"place:{place.id}",
    )
