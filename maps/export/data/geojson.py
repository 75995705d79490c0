"""Tables as GeoJSON (RFC 7946)."""

import json
from datetime import date
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from maps.export.data.about import About
from maps.export.data.shapes import bbox_of
from maps.export.data.table import Table, Value


def geojson_of(table: Table, about: About) -> bytes:
    """
    Write a table as GeoJSON.

    Parameters
    ----------
    table
        One that can have geometries.
    about
        The case as a whole; a member `about` of the collection carries it.

    Returns
    -------
    bytes
        A FeatureCollection, a line a feature; what has no position has `"geometry": null`. All
        characters but those of ASCII are escaped where they could act on a reader.
    """
    head: dict[str, Any] = {"type": "FeatureCollection", "name": table.name, "about": about.facts()}
    for box in bbox_of(table.shapes):
        head["bbox"] = list(box)
    lines = (
        _json(_feature(table, row, shape))
        for row, shape in zip(table.rows, table.shapes, strict=True)
    )
    opened, features = _json(head)[:-1], ",\n".join(lines)
    return f'{opened}, "features": [\n{features}\n]}}\n'.encode()


def _feature(table: Table, row: dict[str, Value], shape: BaseGeometry | None) -> dict[str, Any]:
    """Write a row as a feature, with an id that stands once in all files."""
    geometry = json.loads(shapely.to_geojson(shape)) if shape is not None else None
    kind = f"{row['kind']}/" if table.name in {"routes", "stretches"} else ""
    properties = {name: _plain(value) for name, value in row.items()}
    return {
        "type": "Feature",
        "id": f"{table.name}/{kind}{row['id']}",
        "properties": properties,
        "geometry": geometry,
    }


def _plain(value: Value) -> Any:
    """Give a value of the types of JSON."""
    return value.isoformat() if isinstance(value, date) else value


def _json(value: Any) -> str:
    """Write JSON in one line; line separators of Unicode are escaped."""
    text = json.dumps(value, ensure_ascii=False)
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
