"""Edges about a position, from a grid: so that not every edge is looked at for every stop."""

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from geo.coords import LonLat
from routes.network import Floats, Ints, Network

#: Heights of the bands of each layer in degrees of latitude. A layer holds the edges that rise at
#: most this much and run at most twice as much; what is longer is looked at every time.
BANDS_DEG = (0.1, 1.0)
#: Western ends are told apart by so many steps round the earth, and bands by so many numbers.
STEPS, APART = 2**15, 2**16
#: How many networks are held ready.
HELD = 8


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """
    Edges of like length in bands of latitude, each sorted from west to east.

    Attributes
    ----------
    band_deg
        Height of a band.
    keys
        Shape (s,), sorted: the band of the lowest latitude and the step of the western end.
    edges
        Shape (s,): the edges of the keys.
    """

    band_deg: float
    keys: Ints
    edges: Ints


class Grid(NamedTuple):
    """
    The edges of a network, to be asked for by position.

    Attributes
    ----------
    layers
        Edges by their place, the shortest first.
    long
        The edges too long for any layer.
    drawn
        Shape (4, m), degrees: longitude and latitude of each edge's tail, how far it runs to the
        east, the short way round, and the latitude of its head.
    """

    layers: tuple[Layer, ...]
    long: Ints
    drawn: Floats


def edges_about(network: Network, at: LonLat, up: float, across: float) -> Ints:
    """
    Give the edges that may touch a rectangle about a position.

    Parameters
    ----------
    network
        Any.
    at
        Degrees, WGS 84.
    up, across
        How far the rectangle reaches to each side, in degrees of latitude and of longitude.

    Returns
    -------
    Ints
        Numbers of edges, sorted: all that touch it, and some that do not.
    """
    grid = grid_of(network)
    parts = [grid.long]
    for layer in grid.layers:
        band, run = layer.band_deg, 2 * layer.band_deg
        lowest, highest = np.floor(np.array([at.lat - up - band, at.lat + up]) / band)
        bands = np.arange(int(lowest), int(highest) + 1) * APART
        for west, east in _spans(at.lon - across - run, 2 * across + run):
            first = np.searchsorted(
                layer.keys, bands + int(west * STEPS / 360), side="left"
            ).tolist()
            last = np.searchsorted(
                layer.keys, bands + int(east * STEPS / 360), side="right"
            ).tolist()
            parts += [layer.edges[low:high] for low, high in zip(first, last, strict=True)]
    return np.sort(np.concatenate(parts))


def half_turn(degrees: Floats) -> Floats:
    """
    Bring differences of longitude to within half a turn.

    Parameters
    ----------
    degrees
        Any.

    Returns
    -------
    Floats
        From -180 up to, but not with, 180.
    """
    return np.asarray((degrees + 180) % 360 - 180)


@lru_cache(maxsize=HELD)
def grid_of(network: Network) -> Grid:
    """
    Sort the edges of a network into bands; the last few are kept.

    Parameters
    ----------
    network
        Any.

    Returns
    -------
    Grid
        Each edge once, in a layer or among the long ones.
    """
    lon, lat = network.lonlat.T
    tail, head = network.ends.T
    run, low = half_turn(lon[head] - lon[tail]), np.minimum(lat[tail], lat[head])
    size = np.maximum(np.abs(run) / 2, np.abs(lat[head] - lat[tail]))
    # Small whole numbers are sorted several times as quickly as fractions, and one after the other.
    west = (np.where(run < 0, lon[head], lon[tail]) % 360 * STEPS / 360).astype(np.uint16)
    layers = []
    for band, least in zip(BANDS_DEG, (-1.0, *BANDS_DEG), strict=False):
        edges = np.flatnonzero((size > least) & (size <= band))
        edges = edges[np.argsort(west[edges], kind="stable")]
        bands = np.floor(low[edges] / band).astype(np.int16)
        order = np.argsort(bands, kind="stable")
        edges = edges[order]
        layers.append(Layer(band, bands[order] * np.int64(APART) + west[edges], edges))
    drawn = np.stack([lon[tail], lat[tail], run, lat[head]])
    return Grid(tuple(layers), np.flatnonzero(size > BANDS_DEG[-1]), drawn)


def _spans(west: float, width: float) -> list[tuple[float, float]]:
    """Give a span of longitudes as one or two within a turn from nought."""
    if width >= 360:
        return [(0.0, 360.0)]
    west %= 360
    if west + width <= 360:
        return [(west, west + width)]
    return [(west, 360.0), (0.0, west + width - 360)]
