"""Candidates: what a toponym or an id may stand for, and the errors that carry them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from geo.coords import LonLat
from geo.errors import AmbiguousError, NotFoundError
from geo.places import PlaceKind


class Reading(StrEnum):
    """How a toponym was read to come to an entry, the closest way first."""

    EXACT = "exact"
    KIND_WORD = "kind word"
    ROMANISATION = "romanisation"
    TRANSLITERATION = "transliteration"
    SPELLING = "spelling"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """
    One entry of the gazetteer: one possible answer to a toponym.

    Attributes
    ----------
    id
        `geonames:…`, `iata:…`, `icao:…`, `locode:…`, `iso:CC` or `iso:CC-…`.
    name
        As the gazetteer writes it.
    kind
        Populated places are `city` from 100,000 inhabitants on, else `town`.
    country
        ISO 3166-1 alpha-2.
    position
        Degrees, WGS 84, to about 10 m; of a country or region a point well inside.
    population
        Inhabitants; 0 = not stated.
    radius_km
        Reach: of a town estimated from its inhabitants, of a country or region the distance
        within which 95% of its populated places lie.
    region
        Id of the first-level unit that it lies in; may be empty.
    spelling
        The folded name under which it was found; empty where it was taken by id.
    reading
        How the toponym was read to come to that name; `KIND_WORD` only where a caller says so.
    edits
        Letters in which the toponym differs from that name, where the reading is `SPELLING`.
    """

    id: str
    name: str
    kind: PlaceKind
    country: str
    position: LonLat
    population: int = 0
    radius_km: float = 0.0
    region: str = ""
    spelling: str = ""
    reading: Reading = Reading.EXACT
    edits: int = 0


class AmbiguousPlaceError(AmbiguousError):
    """
    A toponym fits several places equally well.

    Attributes
    ----------
    candidates
        All of them, most inhabitants first.
    """

    def __init__(self, message: str, help: str, candidates: Sequence[Candidate]) -> None:  # noqa: A002
        self.candidates = tuple(candidates)
        super().__init__(message, help)


class PlaceNotFoundError(NotFoundError):
    """
    No entry of the gazetteer fits a toponym and what is known about it.

    Attributes
    ----------
    candidates
        Entries of the name that something known about it excludes; may be empty.
    """

    def __init__(self, message: str, help: str, candidates: Sequence[Candidate] = ()) -> None:  # noqa: A002
        self.candidates = tuple(candidates)
        super().__init__(message, help)
