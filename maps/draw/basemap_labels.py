"""Names on the basemap: countries, seas and towns, the most important first."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.coords import Bbox, LonLat
from maps.draw.basemap_pack import read_table, read_towns

#: Languages of the names; English is always there.
LANGUAGES = ("en", "ko", "ru", "zh")
#: From this many people on a town is named at this zoom.
TOWN_ZOOMS = ((5_000_000, 4.0), (1_000_000, 5.0), (300_000, 6.0), (100_000, 7.0), (50_000, 8.0))
SMALL_TOWN_ZOOM = 9.0
CAPITAL_ZOOM = 4.5
#: Names that are shown from this far off are given for the whole world: it comes into view then.
WORLD_ZOOM = 4.0
#: Most towns in the view, and most further ones near what stands on the map.
TOWNS = 200


class LabelKind(StrEnum):
    """What a label names."""

    COUNTRY = "country"
    SEA = "sea"
    CAPITAL = "capital"
    TOWN = "town"
    RIVER = "river"


@dataclass(frozen=True, slots=True)
class Label:
    """
    A name on the basemap.

    Attributes
    ----------
    kind
        What it names.
    position
        Of a country or sea, the middle of the label; of a town, the town. Longitudes run on
        with the view's.
    names
        By language: `en` always, `ko`, `ru`, `zh` where known.
    min_zoom
        Zoom from which it is shown.
    rank
        For collisions: the smaller wins. No two labels of one list share one.
    angle_deg
        How the name lies on the map, clockwise; 0 = level.
    """

    kind: LabelKind
    position: LonLat
    names: Mapping[str, str]
    min_zoom: float
    rank: int
    angle_deg: float = 0.0


def labels_of(view: Bbox, closeup: BaseGeometry) -> tuple[Label, ...]:
    """
    Choose the labels of a view.

    Parameters
    ----------
    view
        Degrees, `west < east`; longitudes may run on past ±180.
    closeup
        Area in which smaller towns are named as well; may be empty.

    Returns
    -------
    tuple
        In the order of their ranks: by first zoom, then countries, seas, capitals, towns, then
        by the size of the town.

    Raises
    ------
    MissingDataError
        The pack that ships with the program is not there.
    """
    drafts = [
        (row[3], LabelKind.COUNTRY, place, row[4:])
        for row in read_table("countries")
        for place in _in_view(row[1], row[2], _reach(row[3], view))
    ]
    drafts += [
        (row[2], LabelKind.SEA, place, row[3:])
        for row in read_table("seas")
        for place in _in_view(row[0], row[1], _reach(row[2], view))
    ]
    drafts += _towns(view, closeup)
    order = list(LabelKind)
    drafts.sort(key=lambda draft: (draft[0], order.index(draft[1])))
    return tuple(
        Label(kind, place, _names(names), float(zoom), rank)
        for rank, (zoom, kind, place, names) in enumerate(drafts)
    )


def _reach(zoom: float, view: Bbox) -> Bbox:
    """Give the box in which names of a first zoom are wanted: from far off that is the world."""
    middle = (view.west + view.east) / 2
    return Bbox(middle - 180, -85.0, middle + 180, 85.0) if zoom <= WORLD_ZOOM else view


def _towns(view: Bbox, closeup: BaseGeometry) -> list[tuple[float, LabelKind, LonLat, list[str]]]:
    """Choose the greatest towns of the view, and further ones in the closeup."""
    lonlats, lines = read_towns()
    lonlats[:, 0] = view.west + (lonlats[:, 0] - view.west) % 360
    _, south, east, north = view
    inside = (lonlats[:, 0] <= east) & (lonlats[:, 1] >= south) & (lonlats[:, 1] <= north)
    rows = np.flatnonzero(inside)
    shapely.prepare(closeup)
    near = shapely.contains_xy(closeup, lonlats[rows])
    chosen = sorted({*rows[:TOWNS].tolist(), *rows[near][:TOWNS].tolist()})
    return [_town(json.loads(lines[row]), _place(lonlats[row])) for row in chosen]


def _place(lonlat: NDArray[np.float64]) -> LonLat:
    """Give a position to the thousandth of a degree."""
    return LonLat(*lonlat.round(3).tolist())


def _town(row: list[Any], place: LonLat) -> tuple[float, LabelKind, LonLat, list[str]]:
    """Say from which zoom on a town is named."""
    people, capital, _country, *names = row
    zoom = next((zoom for least, zoom in TOWN_ZOOMS if people >= least), SMALL_TOWN_ZOOM)
    if capital:
        return min(zoom, CAPITAL_ZOOM), LabelKind.CAPITAL, place, names
    return zoom, LabelKind.TOWN, place, names


def _in_view(lon: float, lat: float, view: Bbox) -> list[LonLat]:
    """Give a position on the view's turn; nothing where it lies outside."""
    turned = view.west + (lon - view.west) % 360
    inside = turned <= view.east and view.south <= lat <= view.north
    return [LonLat(round(turned, 3), lat)] if inside else []


def _names(texts: list[str]) -> Mapping[str, str]:
    """Give the known names by language."""
    known = {language: text for language, text in zip(LANGUAGES, texts, strict=True) if text}
    return MappingProxyType(known)
