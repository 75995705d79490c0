"""What the places of one story say about each other."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from geo.candidate import AmbiguousPlaceError, Candidate
from geo.coords import LonLat, distance_m
from geo.gazetteer import Gazetteer
from geo.listing import listed
from geo.locate import Query, locate
from geo.places import WIDE_KINDS, Doubt, Place
from geo.readings import shown
from geo.score import IN_TOWN, TOWNS

#: A place whose pin is farther off than this says nothing about where its neighbours are (km).
ANCHOR_KM = 100.0
#: A place found by a bare name is odd this far from at least so many others (km), unless it is
#: a city that stories everywhere speak of.
FAR_KM = 2_000.0
FEWEST_OTHERS = 2
WORLD_CITY = 500_000


def anchors(outcomes: Iterable[object]) -> tuple[LonLat, ...]:
    """
    Give the positions that are sharp enough to say where a story plays.

    Parameters
    ----------
    outcomes
        Places; anything else among them is passed over.

    Returns
    -------
    tuple of LonLat
        Of places that are no wide area, with pins less than `ANCHOR_KM` off.
    """
    places = [each for each in outcomes if isinstance(each, Place)]
    return tuple(
        place.position
        for place in places
        if place.position is not None
        and place.kind not in WIDE_KINDS
        and place.radius_km <= ANCHOR_KM
    )


def checked_by_place(place: Place, query: Query, gazetteer: Gazetteer) -> Place:
    """
    Hold a place that was settled by its name alone against the others of its story.

    Parameters
    ----------
    place
        As settled.
    query
        What is known of it; `near` are the positions of the others.
    gazetteer
        Where it was found.

    Returns
    -------
    Place
        The same, with a doubt where it is far from all others.

    Raises
    ------
    AmbiguousPlaceError
        Near the others lies a namesake that they make the more likely one.
    """
    if not query.near or place.position is None or place.kind not in TOWNS | IN_TOWN:
        return place
    entry = gazetteer.get(place.gazetteer_id)
    try:
        other = locate(query, gazetteer)
    except AmbiguousPlaceError as error:
        rivals = [each for each in error.candidates if each.id != entry.id]
        raise _torn(place, entry, rivals, gazetteer) from None
    if other.candidate.id != entry.id:
        raise _torn(place, entry, [other.candidate], gazetteer)
    return _with_doubt(place, query.near, entry.population)


def _torn(
    place: Place, entry: Candidate, rivals: Sequence[Candidate], gazetteer: Gazetteer
) -> AmbiguousPlaceError:
    """Say that the name alone and the other places of the case point to different entries."""
    found = [entry, *rivals]
    return AmbiguousPlaceError(
        f"“{shown(place.name)}” alone would be {entry.name}, {entry.country}; the other places of "
        f"the case speak for {rivals[0].name}, {rivals[0].country}",
        f"state country or within, or give gazetteer: {listed(found, gazetteer)}",
        found,
    )


def _with_doubt(place: Place, near: tuple[LonLat, ...], population: int) -> Place:
    """Doubt a place that is far from all others and no city of the world."""
    if place.position is None or population >= WORLD_CITY or len(near) < FEWEST_OTHERS:
        return place
    gap_km = min(distance_m(place.position, other) for other in near) / 1000
    if gap_km < FAR_KM:
        return place
    doubt = Doubt(
        "name",
        f"“{place.name}” was found by its name alone, {gap_km:,.0f} km from every other place "
        f"of the case: {place.gazetteer_id} in {place.country}",
        "state country, within or gazetteer",
    )
    return replace(place, doubts=(*place.doubts, doubt))
