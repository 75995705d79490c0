"""Shapes as GeoJSON with rounded coordinates."""

import json
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry


def feature(shape: BaseGeometry, decimals: int, **properties: str) -> dict[str, Any]:
    """
    Write a shape as a GeoJSON feature.

    Parameters
    ----------
    shape
        Degrees, lon before lat; heights are left out.
    decimals
        Of a degree, kept.
    **properties
        Of the feature.

    Returns
    -------
    dict
        A Feature.
    """
    rounded = shapely.transform(shape, lambda lonlats: np.round(lonlats, decimals))
    geometry = json.loads(shapely.to_geojson(rounded))
    return {"type": "Feature", "properties": properties, "geometry": geometry}
