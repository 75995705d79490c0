"""Names on the map: of the case's places first, then of the base map."""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import floor
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from geo.coords import LonLat
from geo.places import WIDE_KINDS, Place, PlaceKind
from geo.toponyms import fold
from maps.case.case import Case
from maps.draw.basemap_labels import LANGUAGES, Label, LabelKind
from maps.page.entries.words import language_words
from routes.route import Route

#: Rank (lower goes first) and the zoom from which a kind of place is marked and named.
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
#: What on the base map a place of a wide kind may be; towns for the other kinds.
_WIDE_TWINS = {
    PlaceKind.COUNTRY: LabelKind.COUNTRY,
    PlaceKind.RIVER: LabelKind.RIVER,
    PlaceKind.AREA: LabelKind.SEA,
}
#: Class names of the base map's own names.
_LOOKS = {
    LabelKind.COUNTRY: "country",
    LabelKind.SEA: "water",
    LabelKind.RIVER: "water",
    LabelKind.CAPITAL: "town-base",
    LabelKind.TOWN: "town-base",
}
#: A country's name leaves the map when the window is inside of it.
_COUNTRY_TO = 7.5
_OWN_NAMES = {"en": "English", "ko": "한국어", "ru": "Русский", "zh": "中文"}
#: Names of the base map come after all those of the case, those of rivers before other ones.
_RIVER_RANK, _BASE_RANK = 60, 100
_LAST_ZOOM = 20
#: Two of one name are one place where they are no farther apart than this.
SAME_DEG = 1.0
#: A town of the base map is not named this close to a place of the case: a district, or the same.
BESIDE_DEG = 0.1
_TOWNS = {LabelKind.CAPITAL, LabelKind.TOWN}


class Named(Protocol):
    """What knows the names of a base map."""

    @property
    def labels(self) -> Sequence[Label]:
        """Give those of countries, seas and towns."""

    @property
    def rivers(self) -> Sequence[Label]:
        """Give those of rivers."""


def labels(
    case: Case, places: Sequence[Place], routes: Sequence[Route], basemap: Named, middle: float
) -> list[dict[str, Any]]:
    """
    List the names that the map may show.

    Parameters
    ----------
    case, places, routes, basemap
        The case, its places, its lines and the base map.
    middle
        Longitude of the middle of the window, to which names are turned.

    Returns
    -------
    list of dict
        `text` in `lang`, `texts` in the other languages offered, `at` (lat before lon, as Leaflet
        wants it), `look`, `rank`, `from` and `to` (zoom), `centred`, `layer` (key of the layer it
        goes with; empty = the base map); of a place its `ref` and `weight` (how much of the case
        is there), of a river `spots` (lat, lon and the angle that it lies at).
    """
    weights = _weights(case, routes)
    offered = languages(case)
    language = case.settings.language.partition("-")[0]
    known = [*basemap.labels, *basemap.rivers]
    twins = _twins([place for place in places if place.position], known)
    own = [
        _place_label(case, place, twins.get(place.id, {}), middle) | {"weight": weights[place.id]}
        for place in places
        if place.position
    ]
    repeated = {id(names) for names in twins.values()}
    narrow = [place.position for place in places if place.kind not in WIDE_KINDS]
    spots = np.array([spot for spot in narrow if spot]).reshape(-1, 2)
    kept = [
        label
        for label in known
        if id(label.names) not in repeated
        and not (label.kind in _TOWNS and _near(label.position, spots).any())
    ]
    base = [
        _base_label(label, language, middle) for label in kept if label.kind is not LabelKind.RIVER
    ]
    base += _rivers([label for label in kept if label.kind is LabelKind.RIVER], language, middle)
    return [item | {"texts": _others(item, offered)} for item in (*own, *base)]


def _rivers(known: Sequence[Label], language: str, middle: float) -> list[dict[str, Any]]:
    """Name rivers: one item for all the spots of a river."""
    items: dict[str, dict[str, Any]] = {}
    for label in known:
        item = _base_label(label, language, middle)
        first = items.setdefault(label.names["en"], item | {"rank": _RIVER_RANK, "spots": []})
        first["spots"].append([*item["at"], label.angle_deg])
    return list(items.values())


def _twins(places: Sequence[Place], known: Sequence[Label]) -> dict[str, Mapping[str, str]]:
    """Give the names that the base map has for places of the case, which it need not repeat."""
    spelt: dict[str, list[Label]] = {}
    for label in _possible(places, known):
        for name in set(label.names.values()):
            spelt.setdefault(fold(name), []).append(label)
    return {
        place.id: label.names
        for place in places
        for name in _spellings(place)
        for label in spelt.get(fold(name), ())
        if _same(place, label)
    }


def _possible(places: Sequence[Place], known: Sequence[Label]) -> list[Label]:
    """Leave out what no place can be, by kind and position: to fold a name takes far longer."""
    kinds = {_WIDE_TWINS.get(place.kind) for place in places}
    around = {cell for place in places if place.position for cell in _cells(place.position, 1)}
    return [
        label
        for label in known
        if label.kind in kinds
        or (label.kind in _TOWNS and not around.isdisjoint(_cells(label.position, 0)))
    ]


def _same(place: Place, label: Label) -> bool:
    """Tell whether two of one name may be one: a province may be called after its river."""
    if place.kind in WIDE_KINDS or place.position is None:
        return label.kind is _WIDE_TWINS.get(place.kind)
    return label.kind in _TOWNS and bool(
        _near(label.position, np.array([place.position]), SAME_DEG).any()
    )


def _cells(position: LonLat, beside: int) -> list[tuple[int, int]]:
    """Name the cell of `SAME_DEG` that holds a position, with as many beside it each way."""
    column, row = floor(position.lon % 360 / SAME_DEG), floor(position.lat / SAME_DEG)
    steps = range(-beside, beside + 1)
    return [(int((column + x) % (360 / SAME_DEG)), row + y) for x in steps for y in steps]


def _near(
    one: LonLat, others: NDArray[np.float64], limit_deg: float = BESIDE_DEG
) -> NDArray[np.bool_]:
    """Tell which positions (n, 2) are within some degrees of one both ways."""
    apart = (others[:, 0] - one.lon + 180) % 360 - 180
    near: NDArray[np.bool_] = np.maximum(abs(apart), abs(others[:, 1] - one.lat)) < limit_deg
    return near


def languages(case: Case) -> list[str]:
    """
    List the languages that a reader may have the names in.

    Parameters
    ----------
    case
        The case; its `languages` say what is offered.

    Returns
    -------
    list of str
        BCP 47, in the case's order, its own language first; one alone is no choice.
    """
    settings = case.settings
    return list(dict.fromkeys([settings.language, *settings.languages]))


def language_name(tag: str) -> str:
    """
    Name a language as those who read it do.

    Parameters
    ----------
    tag
        BCP 47.

    Returns
    -------
    str
        In the language itself where it is one of the base map's, else in English.
    """
    return _OWN_NAMES.get(tag.partition("-")[0], language_words(tag))


def turned(position: LonLat, middle: float) -> list[float]:
    """
    Give a position as Leaflet wants it.

    Parameters
    ----------
    position
        Degrees, WGS 84.
    middle
        Longitude of the middle of the window.

    Returns
    -------
    list of float
        Lat before lon, the longitude on the window's turn of the earth.
    """
    turns = round((middle - position.lon) / 360)
    return [round(position.lat, 5), round(position.lon + 360 * turns, 5)]


def _weights(case: Case, routes: Sequence[Route]) -> Counter[str]:
    """Count the events at each place and the stretches that end there."""
    ends = [end for route in routes for leg in route.legs for end in (leg.start, leg.end)]
    return Counter([*(event.place for event in case.events), *ends])


def _others(item: Mapping[str, Any], offered: Sequence[str]) -> dict[str, str]:
    """Keep of an item the names in the languages that are offered, beside that of its text."""
    texts = item["texts"]
    known = {tag: texts.get(tag, texts.get(tag.partition("-")[0], "")) for tag in offered}
    return {tag: text for tag, text in known.items() if text and tag != item["lang"]}


def _place_label(
    case: Case, place: Place, known: Mapping[str, str], middle: float
) -> dict[str, Any]:
    """Name a place of the case; where it has no name in a language, the base map's serves."""
    rank, least = _PLACE_RANKS[place.kind]
    own = case.settings.language
    return {
        "text": place.name,
        "lang": own,
        "texts": {**known, **dict(place.row.names), own: place.name},
        "at": turned(place.position or LonLat(0.0, 0.0), middle),
        "look": str(place.kind),
        "rank": rank,
        "from": least,
        "to": _COUNTRY_TO if place.kind is PlaceKind.COUNTRY else _LAST_ZOOM,
        "centred": place.kind in WIDE_KINDS,
        "layer": f"places-{place.kind}",
        "ref": f"place-{place.id}",
    }


def _spellings(place: Place) -> list[str]:
    """List all names of a place of the case, which the base map need not repeat."""
    return [place.name, *place.row.aliases, *(name for _, name in place.row.names)]


def _base_label(label: Label, language: str, middle: float) -> dict[str, Any]:
    """Name something of the base map."""
    spoken = language if language in label.names else LANGUAGES[0]
    return {
        "text": label.names[spoken],
        "lang": spoken,
        "texts": label.names,
        "at": turned(label.position, middle),
        "look": _LOOKS[label.kind],
        "rank": _BASE_RANK + label.rank,
        "from": label.min_zoom,
        "to": _COUNTRY_TO if label.kind is LabelKind.COUNTRY else _LAST_ZOOM,
        "centred": label.kind in {LabelKind.COUNTRY, LabelKind.SEA},
        "layer": "",
    }
