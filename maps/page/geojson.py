"""Shapes as GeoJSON with rounded coordinates."""

from typing import Any

from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry


def feature(shape: BaseGeometry, decimals: int, **properties: str) -> dict[str, Any]:
    """
    Write a shape as a GeoJSON feature.

    Parameters
    ----------
    shape
        Degrees, lon before lat.
    decimals
        Of a degree, kept.
    **properties
        Of the feature.

    Returns
    -------
    dict
        A Feature.
    """
    written = mapping(shape)
    coordinates = rounded(written["coordinates"], decimals)
    geometry = {"type": written["type"], "coordinates": coordinates}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def rounded(coordinates: Any, decimals: int) -> Any:
    """
    Round nested coordinates.

    Parameters
    ----------
    coordinates
        Of GeoJSON, nested to any depth.
    decimals
        Of a degree.

    Returns
    -------
    list
        The same nesting, lon before lat.
    """
    if isinstance(coordinates[0], (int, float)):
        return [round(float(number), decimals) for number in coordinates[:2]]
    return [rounded(part, decimals) for part in coordinates]
