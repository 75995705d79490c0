"""Rows of `places.csv` → places with a position, or every reason why not at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

from shapely.geometry.base import BaseGeometry

from geo.coherence import anchors, checked_by_place
from geo.coords import LonLat
from geo.countries import check_countries
from geo.errors import AmbiguousError, CaseError, Finding, NotFoundError, ValueProblem
from geo.gazetteer import Gazetteer
from geo.locate import Parent, Query, locate
from geo.places import WIDE_KINDS, Place, PlaceRow
from geo.statement import by_statement, found_place, names_of, states_position

NO_GEOMETRIES: Mapping[str, BaseGeometry] = MappingProxyType({})

#: Gives kilometres from a position to the nearest line of a network.
OffLine = Callable[[LonLat], float]
NO_LINES: Mapping[str, OffLine] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class _Problem:
    """What is wrong with a row, and in which column."""

    column: str
    error: ValueProblem


_Outcome = Place | _Problem


class _Atlas(NamedTuple):
    """What names are looked up in, and the lines that call at places."""

    gazetteer: Gazetteer
    off_line_km: Mapping[str, OffLine]


def geocode(
    rows: Sequence[PlaceRow],
    gazetteer: Gazetteer,
    *,
    geometries: Mapping[str, BaseGeometry] = NO_GEOMETRIES,
    off_line_km: Mapping[str, OffLine] = NO_LINES,
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
    off_line_km
        By the id of a place at which a link calls: how far a position is from the lines that
        such a link goes over. It is asked only where several candidates fit.

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
    else settles is tried again near the places that are settled by then, until no more are. What
    was settled by its name alone is held against the other places (`geo.coherence`).
    """
    tried: dict[str, _Outcome] = {}
    for row in rows:
        tried.update(_unknown_country(row, gazetteer))
    for row in [row for row in rows if row.id not in tried]:
        if states_position(row):
            tried[row.id] = _tried(row, partial(by_statement, row, gazetteer, geometries))
    named = [row for row in rows if row.id not in tried]
    atlas = _Atlas(gazetteer, off_line_km)
    for row in _parents_first(named):
        tried[row.id] = _tried(row, partial(_by_name, row, atlas, tried))
    _settle_nearby(named, atlas, tried)
    _doubt_bare_names(named, atlas, tried)
    findings = [_finding(row, tried[row.id]) for row in rows]
    if any(findings):
        raise CaseError([finding for each in findings for finding in each])
    return [place for row in rows if isinstance(place := tried[row.id], Place)]


def _settle_nearby(named: Sequence[PlaceRow], atlas: _Atlas, tried: dict[str, _Outcome]) -> None:
    """Try what is not settled near what is, as long as that settles something."""
    while True:
        open_ = [row for row in named if isinstance(tried[row.id], _Problem)]
        near = anchors(tried.values())
        again = {
            row.id: _tried(row, partial(_by_name, row, atlas, tried, near))
            for row in (open_ if near else [])
        }
        settled = [id_ for id_, outcome in again.items() if isinstance(outcome, Place)]
        tried.update(again)
        if not settled:
            return


def _doubt_bare_names(named: Sequence[PlaceRow], atlas: _Atlas, tried: dict[str, _Outcome]) -> None:
    """Hold what was settled by a bare name against all other places."""
    bare = [row for row in named if not row.country and not row.within]
    settled = {row.id: place for row in bare if isinstance(place := tried[row.id], Place)}
    for id_, place in settled.items():
        near = anchors(each for other, each in tried.items() if other != id_)
        query = _query(place.row, atlas, tried, near)
        check = partial(checked_by_place, place, query, atlas.gazetteer)
        tried[id_] = _tried(place.row, check)


def _unknown_country(row: PlaceRow, gazetteer: Gazetteer) -> dict[str, _Problem]:
    """Refuse a country code that is no country's; an empty mapping where all are."""
    for problem in check_countries(row.country, gazetteer):
        return {row.id: _Problem("country", problem)}
    return {}


def _tried(row: PlaceRow, find: Callable[[], Place]) -> _Outcome:
    """Find the place of a row, or keep what is wrong with it."""
    try:
        return find()
    except ValueProblem as error:
        return _Problem(_column(row), error)


def _column(row: PlaceRow) -> str:
    """Name the column that decided where a place was sought."""
    if row.geometry == "none" or not states_position(row):
        return "name"
    if row.lon is not None or row.lat is not None:
        return "lon" if row.lon is None else "lat"
    return "geometry" if row.geometry else "gazetteer"


def _finding(row: PlaceRow, outcome: _Outcome) -> list[Finding]:
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


def _by_name(
    row: PlaceRow, atlas: _Atlas, tried: Mapping[str, _Outcome], near: tuple[LonLat, ...] = ()
) -> Place:
    """Look a place up by its names and what the row says about it."""
    return found_place(row, locate(_query(row, atlas, tried, near), atlas.gazetteer))


def _query(
    row: PlaceRow, atlas: _Atlas, tried: Mapping[str, _Outcome], near: tuple[LonLat, ...]
) -> Query:
    """Put together what is known about the place of a row."""
    parent = tried.get(row.within)
    within = parent if isinstance(parent, Place) else None
    return Query(
        names=names_of(row),
        kind=row.kind,
        countries=row.country or _countries(within),
        within=_parent(within),
        near=near,
        off_line_km=atlas.off_line_km.get(row.id),
    )


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


def _parents_first(rows: Sequence[PlaceRow]) -> list[PlaceRow]:
    """Order rows so that each follows the one it is within; a circle keeps its order."""
    waiting, ordered = list(rows), []
    while waiting:
        ids = {row.id for row in waiting}
        ready = [row for row in waiting if row.within not in ids] or waiting
        ordered += ready
        waiting = [row for row in waiting if row not in ready]
    return ordered
