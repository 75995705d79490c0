"""Places in the Linked Places format, as gazetteers exchange them."""

import json
from typing import Any

from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from geo.places import Place, PlaceKind
from geo.precision import PositionPrecision, position_precision
from maps.export.data.about import NO_DAY, About
from maps.export.data.background import Background
from maps.export.data.shapes import settled
from maps.export.data.table import text_of

CONTEXT = (
    "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/"
    "linkedplaces-context-v1.1.jsonld"
)
#: Kinds as concepts of the Art & Architecture Thesaurus.
AAT = {
    PlaceKind.COUNTRY: ("aat:300128207", "nations"),
    PlaceKind.REGION: ("aat:300182722", "regions (geographic)"),
    PlaceKind.CITY: ("aat:300008389", "cities"),
    PlaceKind.TOWN: ("aat:300008375", "towns"),
    PlaceKind.STATION: ("aat:300007783", "railroad stations"),
    PlaceKind.PORT: ("aat:300120599", "ports (settlements)"),
    PlaceKind.AIRPORT: ("aat:300000681", "airports"),
    PlaceKind.RIVER: ("aat:300008707", "rivers"),
}
_CERTAINTY = {
    PositionPrecision.POINT: "certain",
    PositionPrecision.PLACE: "less-certain",
    PositionPrecision.DISTRICT: "uncertain",
    PositionPrecision.REGION: "uncertain",
    PositionPrecision.COUNTRY: "uncertain",
}
#: Where an id of a gazetteer is explained.
_ADDRESSES = {
    "geonames": "https://www.geonames.org/{}",
    "wikidata": "http://www.wikidata.org/entity/{}",
}
_OURS = "the case"


def linked_places(known: Background, about: About) -> bytes:
    """
    Write the places of a case in the Linked Places format.

    Parameters
    ----------
    known
        The case.
    about
        The case as a whole.

    Returns
    -------
    bytes
        A FeatureCollection of JSON-LD, version 1.2 of the format; a place without a position has
        `"geometry": null`.
    """
    whole = {
        "type": "FeatureCollection",
        "@context": CONTEXT,
        "features": [_feature(place, known, about) for place in known.places.values()],
    }
    text = json.dumps(whole, ensure_ascii=False, indent=1)
    return (text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029") + "\n").encode()


def _feature(place: Place, known: Background, about: About) -> dict[str, Any]:
    """Write a place."""
    row = place.row
    told = {
        "@id": _id(place.id),
        "type": "Feature",
        "properties": {
            "title": _text(place.name),
            "ccodes": list(row.country) or [code for code in (place.country,) if code],
            "position_basis": str(place.basis),
            "position_precision": str(position_precision(place)),
            "radius_km": place.radius_km if place.position else None,
        },
        "names": _names(place, known),
        "types": [_type(place.kind)],
        "geometry": _geometry(place),
        "links": _links(place.gazetteer_id or row.gazetteer),
        "relations": _relations(place, known),
        "descriptions": [{"value": _text(row.note), "lang": "en"}] if row.note else [],
    }
    if about.as_of != NO_DAY:
        told["when"] = {"timespans": [{"start": {"in": about.as_of}}], "label": "as of"}
    return {key: value for key, value in told.items() if value != [] or key == "names"}


def _id(place: str) -> str:
    """Name a place by its entry on the page, wherever that is published."""
    return f"map.html#place-{place}"


def _text(value: str) -> str:
    """Make text safe to be shown."""
    return text_of(value) or ""


def _names(place: Place, known: Background) -> list[dict[str, Any]]:
    """Write what a place is called; the first name says where it stands so."""
    row = place.row
    citation = {"label": _OURS, "@id": _id(place.id)}
    if source := known.ledger.sources.get(row.source):
        citation = {
            "label": _text(source.title),
            "@id": source.url or f"map.html#source-{source.id}",
        }
    first: dict[str, Any] = {"toponym": _text(row.name), "citations": [citation]}
    others = [{"toponym": _text(name)} for name in row.aliases]
    translated = [{"toponym": _text(name), "lang": tag} for tag, name in row.names]
    return [first, *others, *translated]


def _type(kind: PlaceKind) -> dict[str, Any]:
    """Write what a place is, in a published vocabulary where it has a word for it."""
    own = {"label": kind.replace("_", " "), "lang": "en"}
    if kind not in AAT:
        return {"label": own["label"], "sourceLabels": [own]}
    identifier, label = AAT[kind]
    return {"identifier": identifier, "label": label, "sourceLabels": [own]}


def _geometry(place: Place) -> dict[str, Any] | None:
    """Write where a place is: its point, and its shape where the case draws one."""
    if place.position is None:
        return None
    certainty = _CERTAINTY[position_precision(place)]
    lon, lat = place.position
    point = {"type": "Point", "coordinates": [lon, lat], "certainty": certainty}
    drawn = [] if place.geometry is None else [_shape(settled(place.geometry), certainty)]
    return {"type": "GeometryCollection", "geometries": [point, *drawn]}


def _shape(shape: BaseGeometry, certainty: str) -> dict[str, Any]:
    """Write a shape of the case."""
    return {**mapping(shape), "certainty": certainty}


def _links(gazetteer: str) -> list[dict[str, str]]:
    """Write which entry of a gazetteer is meant."""
    scheme, _, name = gazetteer.partition(":")
    if not name or scheme not in _ADDRESSES:
        return []
    return [{"type": "closeMatch", "identifier": _ADDRESSES[scheme].format(name)}]


def _relations(place: Place, known: Background) -> list[dict[str, str]]:
    """Write what a place lies in."""
    whole = place.row.within
    if not whole:
        return []
    label = f"part of {_text(known.place_name(whole)) or whole}"
    return [{"relationType": "gvp:broaderPartitive", "relationTo": _id(whole), "label": label}]
