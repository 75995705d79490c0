"""Names on the map: of the case's places first, then of the base map."""

from collections.abc import Sequence
from typing import Any

from geo.coords import LonLat
from geo.places import WIDE_KINDS, Place, PlaceKind
from maps.case.case import Case
from maps.draw.basemap import Basemap
from maps.draw.basemap_labels import Label, LabelKind

#: Rank (lower goes first) and the zoom from which a kind of place is named.
_PLACE_RANKS = {
    PlaceKind.CITY: (10, 1.0),
    PlaceKind.COUNTRY: (15, 2.0),
    PlaceKind.BORDER_CROSSING: (18, 4.0),
    PlaceKind.STATION: (20, 5.0),
    PlaceKind.PORT: (22, 5.0),
    PlaceKind.TOWN: (24, 3.0),
    PlaceKind.AIRPORT: (26, 4.0),
    PlaceKind.FACILITY: (28, 5.0),
    PlaceKind.REGION: (40, 4.0),
    PlaceKind.RIVER: (42, 6.0),
    PlaceKind.AREA: (44, 5.0),
}
#: Class names of the base map's own names.
_LOOKS = {
    LabelKind.COUNTRY: "country",
    LabelKind.SEA: "water",
    LabelKind.CAPITAL: "town-base",
    LabelKind.TOWN: "town-base",
}
#: A country's name leaves the map when the window is inside of it.
_COUNTRY_TO = 7.5


def labels(
    case: Case, places: Sequence[Place], basemap: Basemap, middle: float
) -> list[dict[str, Any]]:
    """
    List the names that the map may show.

    Parameters
    ----------
    case, places, basemap
        The case, its places and the base map.
    middle
        Longitude of the middle of the window, to which names are turned.

    Returns
    -------
    list of dict
        `text`, `at` (lat before lon, as Leaflet wants it), `look`, `rank`, `from` and `to` (zoom),
        `centred`, `layer` (key of the layer it goes with; empty = the base map).
    """
    own = [_place_label(place, place.position, middle) for place in places if place.position]
    notes = [_note(text, at, middle) for text, at in _notes(case, places)]
    language = case.settings.language.split("-")[0]
    taken = {name.casefold() for place in places for name in _spellings(place)}
    base = [
        _base_label(label, language, middle)
        for label in basemap.labels
        if not taken & {name.casefold() for name in label.names.values()}
    ]
    return [*notes, *own, *base]


def _at(position: LonLat, middle: float) -> list[float]:
    """Lat before lon, turned to the window: the one place that knows Leaflet's order."""
    turns = round((middle - position.lon) / 360)
    return [round(position.lat, 5), round(position.lon + 360 * turns, 5)]


def _place_label(place: Place, position: LonLat, middle: float) -> dict[str, Any]:
    """Name a place of the case."""
    rank, least = _PLACE_RANKS[place.kind]
    wide = place.kind in WIDE_KINDS
    return {
        "text": place.name,
        "at": _at(position, middle),
        "look": str(place.kind),
        "rank": rank,
        "from": least,
        "to": _COUNTRY_TO if place.kind is PlaceKind.COUNTRY else 20,
        "centred": wide,
        "layer": f"places-{place.kind}",
    }


def _spellings(place: Place) -> list[str]:
    """List all names of a place of the case, which the base map need not repeat."""
    return [place.name, *place.row.aliases, *(name for _, name in place.row.names)]


def _base_label(label: Label, language: str, middle: float) -> dict[str, Any]:
    """Name something of the base map."""
    country = label.kind is LabelKind.COUNTRY
    return {
        "text": label.names.get(language, label.names["en"]),
        "at": _at(label.position, middle),
        "look": _LOOKS[label.kind],
        "rank": 100 + label.rank,
        "from": label.min_zoom,
        "to": _COUNTRY_TO if country else 20,
        "centred": label.kind in {LabelKind.COUNTRY, LabelKind.SEA},
        "layer": "",
    }


def _notes(case: Case, places: Sequence[Place]) -> list[tuple[str, LonLat]]:
    """Annotations of the case with the position they stand at."""
    at = {place.id: place.position for place in places if place.position}
    pairs = [
        (note.text, at.get(note.at) if isinstance(note.at, str) else note.at)
        for note in case.settings.annotations
    ]
    return [(text, position) for text, position in pairs if position]


def _note(text: str, position: LonLat, middle: float) -> dict[str, Any]:
    """Write an annotation on the map."""
    return {
        "text": text,
        "at": _at(position, middle),
        "look": "note",
        "rank": 0,
        "from": 4,
        "to": 20,
        "centred": False,
        "layer": "",
    }
