"""Small networks as files, and what is read of them."""

import json

import geopandas
import numpy as np
import pytest
import shapely

from geo.errors import NetworkFileError
from routes.links import Mode
from routes.own.read import read_own_network

#: A main line of three vertices, and a branch from its middle one.
LINES = [[(130.0, 43.0), (130.1, 43.0), (130.2, 43.05)], [(130.1, 43.0), (130.1, 43.1)]]


def geojson(lines, **members):
    features = [
        {
            "type": "Feature",
            "properties": {},
            "geometry": {"type": "LineString", "coordinates": [list(at) for at in line]},
        }
        for line in lines
    ]
    return json.dumps({"type": "FeatureCollection", **members, "features": features})


def written(folder, text, name="rails.geojson"):
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def frame(lines, crs="EPSG:4326"):
    shapes = [shapely.LineString(line) for line in lines]
    return geopandas.GeoDataFrame({"name": [""] * len(lines)}, geometry=shapes, crs=crs)


def own(path, mode=Mode.RAIL, layer=""):
    return read_own_network(path, mode, layer)


def complaint(path, mode=Mode.RAIL, layer=""):
    with pytest.raises(NetworkFileError) as caught:
        own(path, mode, layer)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def as_sets(network):
    """The edges of a network by their positions, whatever the order of its nodes."""
    at = [tuple(pair) for pair in np.round(network.lonlat, 6).tolist()]
    return {frozenset((at[a], at[b])) for a, b in network.ends.tolist()}
