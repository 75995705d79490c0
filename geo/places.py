"""Places: rows of `places.csv`, and what they become once a position is found."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from shapely.geometry.base import BaseGeometry

from geo.columns import (
    column,
    country_codes,
    identifier,
    names,
    number,
    one_of,
    text,
    translations,
)
from geo.coords import LonLat
from geo.errors import Where
from geo.evidence import Evidence


class PlaceKind(StrEnum):
    """What a place is."""

    COUNTRY = "country"
    REGION = "region"
    CITY = "city"
    TOWN = "town"
    STATION = "station"
    PORT = "port"
    AIRPORT = "airport"
    BORDER_CROSSING = "border_crossing"
    FACILITY = "facility"
    RIVER = "river"
    AREA = "area"


#: Kinds that no pin can stand for: a badge on the label of the area serves.
WIDE_KINDS = frozenset({PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.RIVER, PlaceKind.AREA})


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow(Evidence):
    """
    A row of `places.csv`, not yet geocoded.

    Attributes
    ----------
    country
        ISO 3166-1 alpha-2 codes, usually one.
    names
        Pairs of language and name.
    lon, lat
        Degrees, WGS 84; `None` = not stated. The reader has checked their range.
    radius_km
        How far off the pin may be; `None` = not stated.
    geometry
        `file.geojson#id`, `none`, or empty.
    gazetteer
        Id of a gazetteer entry, or empty.
    """

    where: Where
    id: str = column(identifier, required=True)
    name: str = column(text, required=True)
    kind: PlaceKind = column(one_of(PlaceKind), required=True)
    country: tuple[str, ...] = column(country_codes, default=())
    within: str = column(identifier, refers_to="places")
    aliases: tuple[str, ...] = column(names(";"), default=())
    names: tuple[tuple[str, str], ...] = column(translations, default=())
    lon: float | None = column(number, default=None)
    lat: float | None = column(number, default=None)
    radius_km: float | None = column(number, default=None)
    geometry: str = column(text)
    gazetteer: str = column(text)
    note: str = column(text)
    extra: tuple[tuple[str, str], ...] = ()


class PositionBasis(StrEnum):
    """Where a position comes from."""

    STATED = "stated"
    GEOMETRY = "geometry"
    GAZETTEER = "gazetteer"
    MOVED = "moved"
    NONE = "none"


class Doubt(NamedTuple):
    """
    What an editor should look at, though a place was settled.

    Attributes
    ----------
    column
        Of the row, which settled the place.
    message, help
        What is odd, and what would help.
    """

    column: str
    message: str
    help: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """
    A place with its position, or with the reason why it has none.

    Attributes
    ----------
    row
        The row of the case.
    position
        Degrees, WGS 84; `None` only where `basis` is `none`.
    geometry
        Line or area drawn for it, in degrees; `None` = a point.
    basis
        Where the position comes from.
    radius_km
        How far off the pin may be, or the reach of a region; 0 = a point.
    country
        ISO code: the row's (the first), else the gazetteer's; may be empty.
    why
        A plain sentence: why this position was chosen.
    gazetteer_id
        Entry of the gazetteer that was taken; may be empty.
    score
        Points of that entry, tens of likelihood (`geo.score`); `None` where nothing was weighed.
    runner_up
        The next most likely entry, with its points; empty where there was none.
    doubts
        What an editor should look at.
    """

    row: PlaceRow
    position: LonLat | None
    geometry: BaseGeometry | None = None
    basis: PositionBasis
    radius_km: float = 0.0
    country: str = ""
    why: str = ""
    gazetteer_id: str = ""
    score: float | None = None
    runner_up: str = ""
    doubts: tuple[Doubt, ...] = ()

    @property
    def id(self) -> str:
        """Id of the row."""
        return self.row.id

    @property
    def name(self) -> str:
        """Name of the row."""
        return self.row.name

    @property
    def kind(self) -> PlaceKind:
        """Kind of the row."""
        return self.row.kind
