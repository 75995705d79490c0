"""What a geocoder of the web sends → candidates; nothing in it is trusted."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from geo.candidate import Candidate
from geo.coords import LonLat, distance_m, lonlat
from geo.errors import PositionError, one_line
from geo.places import PlaceKind

LONGEST_NAME = 200
#: What the services call things, and what they are here; the rest are facilities.
KINDS: Mapping[str, PlaceKind] = {
    "country": PlaceKind.COUNTRY,
    "state": PlaceKind.REGION,
    "region": PlaceKind.REGION,
    "province": PlaceKind.REGION,
    "county": PlaceKind.REGION,
    "district": PlaceKind.REGION,
    "city": PlaceKind.CITY,
    "town": PlaceKind.TOWN,
    "village": PlaceKind.TOWN,
    "hamlet": PlaceKind.TOWN,
    "municipality": PlaceKind.TOWN,
    "station": PlaceKind.STATION,
    "halt": PlaceKind.STATION,
    "railway": PlaceKind.STATION,
    "aerodrome": PlaceKind.AIRPORT,
    "aeroway": PlaceKind.AIRPORT,
    "port": PlaceKind.PORT,
    "harbour": PlaceKind.PORT,
    "border_control": PlaceKind.BORDER_CROSSING,
    "river": PlaceKind.RIVER,
    "waterway": PlaceKind.RIVER,
}
_OSM = {"n": "N", "node": "N", "w": "W", "way": "W", "r": "R", "relation": "R"}


def candidates_of(raw: Iterable[Any]) -> list[Candidate]:
    """
    Read the results of Nominatim or Photon.

    Parameters
    ----------
    raw
        Objects of Nominatim's list, or features of Photon's collection.

    Returns
    -------
    list[Candidate]
        In the order of the service, without those that have no name or no position on the earth.
        An id is `osm:R123`; the country is empty where the service gives none.
    """
    found = [_candidate(each) for each in raw if isinstance(each, Mapping)]
    return [each for some in found for each in some]


def _candidate(raw: Mapping[str, Any]) -> list[Candidate]:
    """Read one result; an empty list where it is none."""
    about = raw.get("properties")
    told = about if isinstance(about, Mapping) else raw
    address = told.get("address")
    code = address.get("country_code") if isinstance(address, Mapping) else told.get("countrycode")
    name = _text(told.get("name")) or _text(told.get("display_name")).partition(",")[0]
    try:
        position = _position(raw)
    except (PositionError, ValueError, TypeError, OverflowError):
        return []
    if not name:
        return []
    words = ("addresstype", "type", "osm_value", "class", "osm_key")
    kinds = [KINDS[word] for key in words if (word := _text(told.get(key))) in KINDS]
    return [
        Candidate(
            id=_id(told),
            name=name,
            kind=kinds[0] if kinds else PlaceKind.FACILITY,
            country=_code(code),
            position=position,
            radius_km=_reach_km(raw, told, position),
        )
    ]


def _position(raw: Mapping[str, Any]) -> LonLat:
    """Read where a result is."""
    shape = raw.get("geometry")
    if isinstance(shape, Mapping):
        lon, lat = shape.get("coordinates", ())[:2]
    else:
        lon, lat = raw.get("lon"), raw.get("lat")
    return lonlat(float(lon), float(lat))


def _text(value: Any) -> str:
    """Take a text, nothing in it acting on a terminal; empty for anything else."""
    return one_line(value.strip(), LONGEST_NAME) if isinstance(value, str) else ""


def _code(value: Any) -> str:
    """Take the code of a country; empty for anything else."""
    code = _text(value).upper()
    return code if len(code) == 2 and code.isascii() and code.isalpha() else ""


def _id(told: Mapping[str, Any]) -> str:
    """Give the id of an object of OpenStreetMap; empty where there is none."""
    letter, number = _OSM.get(_text(told.get("osm_type")).lower(), ""), told.get("osm_id")
    known = letter and isinstance(number, int) and not isinstance(number, bool)
    return f"osm:{letter}{number}" if known else ""


def _reach_km(raw: Mapping[str, Any], told: Mapping[str, Any], middle: LonLat) -> float:
    """Measure how far the corners of a box are from the position; 0 where there is no box."""
    box, extent = raw.get("boundingbox"), told.get("extent")
    try:
        if isinstance(box, Sequence) and len(box) == 4:
            south, north, west, east = map(float, box)
        elif isinstance(extent, Sequence) and len(extent) == 4:
            west, north, east, south = map(float, extent)
        else:
            return 0.0
        corners = [lonlat(lon, lat) for lon in (west, east) for lat in (south, north)]
    except (PositionError, ValueError, TypeError, OverflowError):
        return 0.0
    return round(max(distance_m(middle, corner) for corner in corners) / 1000, 1)
