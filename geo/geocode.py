"""Rows of `places.csv` → places with a position, or every reason why not at once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from shapely.geometry.base import BaseGeometry

from geo.candidate import Candidate
from geo.coords import LonLat, distance_m, lonlat
from geo.countries import check_countries
from geo.errors import AmbiguousError, CaseError, Finding, NotFoundError, ValueProblem
from geo.gazetteer import Gazetteer
from geo.locate import Choice, Parent, Query, in_town, locate
from geo.places import WIDE_KINDS, Place, PlaceRow, PositionBasis

NO_GEOMETRIES: Mapping[str, BaseGeometry] = MappingProxyType({})

#: A place whose pin is farther off than this says nothing about where its neighbours are (km).
ANCHOR_KM = 100.0


@dataclass(frozen=True, slots=True)
class _Problem:
    """What is wrong with a row, and in which column."""

    column: str
    error: ValueProblem


def geocode(
    rows: Sequence[PlaceRow],
    gazetteer: Gazetteer,
    *,
    geometries: Mapping[str, BaseGeometry] = NO_GEOMETRIES,
) -> list[Place]:
    """
    Find the position of every place of a case.

    Parameters
    ----------
    rows
        Rows of `places.csv`.
    gazetteer
        Where names and ids are looked up.
    geometries
        Drawn lines and areas by the text of the cell (`file.geojson#id`), in degrees.

    Returns
    -------
    list[Place]
        One place a row, in the order of the rows; each says why it stands where it stands.
        Empty for no rows.

    Raises
    ------
    CaseError
        Rows without an answer or with several; all of them, in the order of the rows.

    Notes
    -----
    `geometry = none` is never drawn and never looked up. Else the position is, in this order, the
    one stated, one inside the drawn geometry, that of the gazetteer id, or the one found by name
    (see `geo.locate`). A place is looked up after the one it is `within`; a name that nothing
    else settles is tried once more near the places that are settled by then.
    """
    tried: dict[str, Place | _Problem] = {}
    for row in rows:
        tried.update(_unknown_country(row, gazetteer))
    for row in [row for row in rows if row.id not in tried]:
        if _states_position(row):
            tried[row.id] = _tried(row, lambda row: _by_statement(row, gazetteer, geometries))
    for row in _parents_first([row for row in rows if row.id not in tried]):
        tried[row.id] = _tried(row, lambda row: _by_name(row, gazetteer, tried))
    near = anchors(tried.values())
    for row in [row for row in rows if _is_ambiguous(tried[row.id])]:
        tried[row.id] = _tried(row, lambda row: _by_name(row, gazetteer, tried, near))
    findings = [_finding(row, tried[row.id]) for row in rows]
    if any(findings):
        raise CaseError([finding for each in findings for finding in each])
    return [place for row in rows if isinstance(place := tried[row.id], Place)]


def _unknown_country(row: PlaceRow, gazetteer: Gazetteer) -> dict[str, _Problem]:
    """Refuse a country code that is no country's; an empty mapping where all are."""
    for problem in check_countries(row.country, gazetteer):
        return {row.id: _Problem("country", problem)}
    return {}


def _states_position(row: PlaceRow) -> bool:
    """Whether a row says itself where its place is, or that it is nowhere."""
    return bool(row.geometry or row.gazetteer or row.lon is not None or row.lat is not None)


def _tried(row: PlaceRow, find: Callable[[PlaceRow], Place]) -> Place | _Problem:
    """Find the place of a row, or keep what is wrong with it."""
    try:
        return find(row)
    except ValueProblem as error:
        return _Problem(_column(row), error)


def _column(row: PlaceRow) -> str:
    """Name the column that decided where a place was sought."""
    if row.geometry == "none" or not _states_position(row):
        return "name"
    if row.lon is not None or row.lat is not None:
        return "lon" if row.lon is None else "lat"
    return "geometry" if row.geometry else "gazetteer"


def _is_ambiguous(outcome: Place | _Problem) -> bool:
    """Whether a row failed only because several places fit."""
    return isinstance(outcome, _Problem) and isinstance(outcome.error, AmbiguousError)


def _finding(row: PlaceRow, outcome: Place | _Problem) -> list[Finding]:
    """Turn a problem into a finding; an empty list for a place."""
    if isinstance(outcome, Place):
        return []
    error = outcome.error
    rule = "place-position"
    if isinstance(error, AmbiguousError):
        rule = "place-ambiguous"
    elif isinstance(error, NotFoundError):
        rule = "place-not-found"
    return [Finding(row.where, outcome.column, error.message, error.help, rule=rule)]


def _by_statement(
    row: PlaceRow, gazetteer: Gazetteer, geometries: Mapping[str, BaseGeometry]
) -> Place:
    """Take the position that a row states, draws or names by id."""
    if row.geometry == "none":
        return Place(
            row=row,
            position=None,
            basis=PositionBasis.NONE,
            country=_own_country(row),
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
        country=_own_country(row),
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
        radius_km=_radius(row, round(reach, 1)),
        country=_own_country(row),
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
    return _found(row, in_town(choice, row.kind))


def _by_name(
    row: PlaceRow,
    gazetteer: Gazetteer,
    tried: Mapping[str, Place | _Problem],
    near: tuple[LonLat, ...] = (),
) -> Place:
    """Look a place up by its names and what the row says about it."""
    parent = tried.get(row.within)
    within = parent if isinstance(parent, Place) else None
    query = Query(
        names=tuple(dict.fromkeys([row.name, *row.aliases, *(name for _, name in row.names)])),
        kind=row.kind,
        countries=row.country or _countries(within),
        within=_parent(within),
        near=near,
    )
    return _found(row, locate(query, gazetteer))


def _countries(within: Place | None) -> tuple[str, ...]:
    """Give the countries that a place inherits from the one it is within."""
    if within is None:
        return ()
    return within.row.country or ((within.country,) if within.country else ())


def _parent(place: Place | None) -> Parent | None:
    """Give what a settled place says about those within it, where it says anything."""
    if place is None:
        return None
    unknown = place.kind in WIDE_KINDS and not place.radius_km
    if not place.gazetteer_id and (unknown or place.position is None):
        return None
    return Parent(
        name=place.name,
        gazetteer_id=place.gazetteer_id,
        position=None if unknown else place.position,
        radius_km=place.radius_km,
    )


def _found(row: PlaceRow, choice: Choice) -> Place:
    """Make the place of a row from the candidate chosen."""
    candidate: Candidate = choice.candidate
    return Place(
        row=row,
        position=candidate.position,
        basis=PositionBasis.GAZETTEER,
        radius_km=_radius(row, candidate.radius_km),
        country=_own_country(row) or candidate.country,
        why=choice.why,
        gazetteer_id=candidate.id,
    )


def _radius(row: PlaceRow, found_km: float) -> float:
    """Take the radius that a row states, else the one found."""
    return found_km if row.radius_km is None else row.radius_km


def _own_country(row: PlaceRow) -> str:
    """Give the first country that a row states; empty where it states none."""
    return row.country[0] if row.country else ""


def _parents_first(rows: Sequence[PlaceRow]) -> list[PlaceRow]:
    """Order rows so that each follows the one it is within; a circle keeps its order."""
    waiting, ordered = list(rows), []
    while waiting:
        ids = {row.id for row in waiting}
        ready = [row for row in waiting if row.within not in ids] or waiting
        ordered += ready
        waiting = [row for row in waiting if row not in ready]
    return ordered


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
