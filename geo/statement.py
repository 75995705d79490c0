"""Places whose rows say themselves where they are: by position, by shape, by id, or nowhere."""

from collections.abc import Mapping

from rapidfuzz import fuzz
from shapely.geometry.base import BaseGeometry

from geo.candidate import Candidate
from geo.choice import Choice, in_town
from geo.coords import LonLat, distance_m, lonlat
from geo.errors import NotFoundError, ValueProblem
from geo.gazetteer import Gazetteer
from geo.places import Doubt, Place, PlaceRow, PositionBasis
from geo.toponyms import base_names, fold

#: Names at least so alike (0-100), the shorter within the longer, are taken for one.
ALIKE = 75.0


def states_position(row: PlaceRow) -> bool:
    """Tell whether a row says itself where its place is, or that it is nowhere."""
    return bool(row.geometry or row.gazetteer or row.lon is not None or row.lat is not None)


def by_statement(
    row: PlaceRow, gazetteer: Gazetteer, geometries: Mapping[str, BaseGeometry]
) -> Place:
    """
    Take the position that a row states, draws or names by id.

    Parameters
    ----------
    row
        One of which `states_position` is true.
    gazetteer
        Where an id is looked up.
    geometries
        Drawn lines and areas by the text of the cell, in degrees.

    Returns
    -------
    Place
        With a doubt where an id is that of an entry of quite another name.

    Raises
    ------
    ValueProblem
        Half a position, or an id of another country than the row's.
    PositionError
        The position is not on the earth.
    NotFoundError
        No such shape, or no such id.
    """
    if row.geometry == "none":
        return Place(
            row=row,
            position=None,
            basis=PositionBasis.NONE,
            country=own_country(row),
            why="The case lists this place without a position.",
        )
    if row.lon is not None or row.lat is not None:
        return _stated(row, geometries)
    return _drawn(row, geometries) if row.geometry else _by_id(row, gazetteer)


def _stated(row: PlaceRow, geometries: Mapping[str, BaseGeometry]) -> Place:
    """Take lon and lat as stated, with the drawn geometry where there is one too."""
    if row.lon is None or row.lat is None:
        raise ValueProblem("lon and lat are stated together or not at all", "state both")
    return Place(
        row=row,
        position=lonlat(row.lon, row.lat),
        geometry=_geometry(row, geometries) if row.geometry else None,
        basis=PositionBasis.STATED,
        radius_km=row.radius_km or 0.0,
        country=own_country(row),
        why="Its position is stated in the case.",
        gazetteer_id=row.gazetteer,
    )


def _drawn(row: PlaceRow, geometries: Mapping[str, BaseGeometry]) -> Place:
    """Take a position inside the drawn geometry, and its reach."""
    geometry = _geometry(row, geometries)
    inside = geometry.representative_point()
    position = LonLat((inside.x + 180) % 360 - 180, inside.y)
    west, south, east, north = geometry.bounds
    corners = [LonLat(lon, lat) for lon in (west, east) for lat in (south, north)]
    reach = max(distance_m(LonLat(inside.x, inside.y), corner) / 1000 for corner in corners)
    return Place(
        row=row,
        position=position,
        geometry=geometry,
        basis=PositionBasis.GEOMETRY,
        radius_km=stated_radius(row, round(reach, 1)),
        country=own_country(row),
        why=f"A point on the shape drawn for it in {row.geometry.partition('#')[0]}.",
        gazetteer_id=row.gazetteer,
    )


def _geometry(row: PlaceRow, geometries: Mapping[str, BaseGeometry]) -> BaseGeometry:
    """Give the drawn geometry of a row; a missing or empty one is a `NotFoundError`."""
    geometry = geometries.get(row.geometry)
    if geometry is None or geometry.is_empty:
        raise NotFoundError(
            f"“{row.geometry}”: no such shape, or an empty one",
            "write file.geojson#id of a feature in geometry/, or none",
        )
    return geometry


def _by_id(row: PlaceRow, gazetteer: Gazetteer) -> Place:
    """Take the entry of the gazetteer that a row names; another country is an error."""
    candidate = gazetteer.get(row.gazetteer)
    if row.country and candidate.country not in row.country:
        raise ValueProblem(
            f"“{row.gazetteer}” is {candidate.name} in {candidate.country}, "
            f"the row says {' or '.join(row.country)}",
            "correct gazetteer or country",
        )
    choice = Choice(candidate, f"The case names this entry of the gazetteer: {candidate.name}.")
    doubts = () if _is_named(row, candidate, gazetteer) else (_other_name(row, candidate),)
    return found_place(row, in_town(choice, row.kind), doubts)


def _is_named(row: PlaceRow, candidate: Candidate, gazetteer: Gazetteer) -> bool:
    """Whether an entry goes by one of the names of a row, or nearly so."""
    names = names_of(row)
    names += tuple(base.name for name in names for base in base_names(name))
    own = fold(candidate.name)
    return any(
        fuzz.partial_ratio(fold(name), own) >= ALIKE
        or any(each.id == candidate.id for each in gazetteer.find(name))
        for name in names
    )


def _other_name(row: PlaceRow, candidate: Candidate) -> Doubt:
    """Say that an id is that of an entry of another name."""
    return Doubt(
        "gazetteer",
        f"“{row.gazetteer}” is {candidate.name} ({candidate.kind}, {candidate.country}), "
        f"which goes by no name of {row.name}",
        "correct the id, or name the entry among the aliases",
    )


def names_of(row: PlaceRow) -> tuple[str, ...]:
    """Give the names of a row, each once: its own, aliases, those in other languages."""
    return tuple(dict.fromkeys([row.name, *row.aliases, *(name for _, name in row.names)]))


def found_place(row: PlaceRow, choice: Choice, doubts: tuple[Doubt, ...] = ()) -> Place:
    """
    Make the place of a row from what was chosen for it.

    Parameters
    ----------
    row
        The row.
    choice
        An entry of the gazetteer, with why.
    doubts
        What an editor should look at.

    Returns
    -------
    Place
        With what the row states itself in the place of what was found.
    """
    candidate, rival = choice.candidate, choice.rival
    return Place(
        row=row,
        position=candidate.position,
        basis=PositionBasis.GAZETTEER,
        radius_km=stated_radius(row, candidate.radius_km),
        country=own_country(row) or candidate.country,
        why=choice.why,
        gazetteer_id=candidate.id,
        score=choice.score,
        runner_up=rival.name if rival else "",
        doubts=doubts,
    )


def stated_radius(row: PlaceRow, found_km: float) -> float:
    """Take the radius that a row states, else the one found."""
    return found_km if row.radius_km is None else row.radius_km


def own_country(row: PlaceRow) -> str:
    """Give the first country that a row states; empty where it states none."""
    return row.country[0] if row.country else ""
