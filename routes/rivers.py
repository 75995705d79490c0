"""Rivers: how a ship comes from a port inland down to the sea."""

from functools import lru_cache
from io import BytesIO
from typing import NamedTuple

import numpy as np

from geo.coords import GEOD, LonLat
from routes.coast import Floats
from routes.water import Ints

#: How far a port may lie from the course of its river, metres: the course is generalised.
RIVER_M = 8_000.0
#: Degrees within which the nearest point of a river is sought; enough for that up to 70° north.
NEAR_DEG = 0.25


class Rivers(NamedTuple):
    """
    Points of rivers, and the way from each to the sea.

    Attributes
    ----------
    lonlats
        Shape (n, 2), degrees.
    onward
        Number of the next point towards the sea; that of the point itself at the sea.
    """

    lonlats: Floats
    onward: Ints


@lru_cache(maxsize=2)
def parse_rivers(packed: bytes) -> Rivers:
    """
    Open the pack that ships.

    Parameters
    ----------
    packed
        `routes/data/coast_rivers.npz`.

    Returns
    -------
    Rivers
        Kept for further calls.
    """
    with np.load(BytesIO(packed), allow_pickle=False) as pack:
        lonlats = np.column_stack([np.cumsum(pack[axis]) for axis in ("lon", "lat")]) / 1000
        return Rivers(lonlats, np.arange(len(lonlats)) - pack["onward"].astype(np.int64))


def way_down(rivers: Rivers, at: LonLat) -> Floats:
    """
    Give the way from a position down the nearest river to the sea.

    Parameters
    ----------
    rivers
        From `parse_rivers`.
    at
        Degrees; `lon` may run on past ±180, and the way does so with it.

    Returns
    -------
    Floats
        Shape (n, 2), degrees, lon before lat, from the nearest point of a river to its mouth;
        empty where no river that reaches the sea is within `RIVER_M`.
    """
    lon, lat = (at.lon + 180) % 360 - 180, at.lat
    near = np.flatnonzero(
        (np.abs(rivers.lonlats[:, 0] - lon) < NEAR_DEG)
        & (np.abs(rivers.lonlats[:, 1] - lat) < NEAR_DEG)
    )
    here = np.broadcast_to((lon, lat), (len(near), 2))
    away = np.asarray(GEOD.inv(*here.T, *rivers.lonlats[near].T)[2])
    if not len(near) or away.min() > RIVER_M:
        return np.empty((0, 2))
    chain = [int(near[np.argmin(away)])]
    while rivers.onward[chain[-1]] != chain[-1]:
        chain.append(int(rivers.onward[chain[-1]]))
    return np.asarray(rivers.lonlats[chain] + [at.lon - lon, 0.0])
