"""The coastline of the world that ships: land, lakes and their shores, tile by tile."""

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import ceil, floor
from pathlib import Path
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.coords import Bbox
from geo.errors import MissingDataError

#: The pack made by `scripts/make_coast.py`; its format is described in `routes/data/README.md`.
COAST_FILE = Path(__file__).parent / "data" / "coast.bin"
#: The sea lanes made by `scripts/make_lanes.py`, beside it.
LANES_FILE = "coast_lanes.json.gz"
#: The ways down the rivers made by `scripts/make_rivers.py`, likewise.
RIVERS_FILE = "coast_rivers.npz"
#: Side of a tile and steps a degree, as the script has them.
TILE = 5
STEPS = 1000
ATTRIBUTION = "Coastline: GSHHG 2.3.6 (Wessel & Smith), LGPL"

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


class Rings(NamedTuple):
    """
    Rings of a tile.

    Attributes
    ----------
    lonlats
        Shape (n, 2), degrees, all rings after each other; the last vertex of a ring, which would
        repeat its first, is left out.
    sizes
        Vertices of each ring.
    kinds
        0 a shell of land, 1 a hole of it, 2 a shell of a lake, 3 an island in it; a hole comes
        after its shell.
    """

    lonlats: Floats
    sizes: NDArray[np.int64]
    kinds: NDArray[np.uint8]


class Shores(NamedTuple):
    """
    Straight pieces of shore.

    Attributes
    ----------
    start, end
        Shape (n, 2), degrees.
    lake
        Whether a piece belongs to a lake, not to the coast.
    cut
        Whether a piece is no shore: a ring closed along the side of its tile.
    """

    start: Floats
    end: Floats
    lake: Bools
    cut: Bools


@dataclass(frozen=True, slots=True)
class Coast:
    """
    The land and the larger lakes of the world.

    Attributes
    ----------
    tiles
        Tile after (west, south) in degrees, as it is packed.
    lanes
        The sea lanes of long hauls, as they are packed; empty = none.
    rivers
        The ways down the rivers, as they are packed; empty = none.
    attribution
        Whose data it is; belongs on every map that shows it or what was made with it.
    """

    tiles: dict[tuple[int, int], bytes] = field(repr=False)
    lanes: bytes = field(default=b"", repr=False)
    rivers: bytes = field(default=b"", repr=False)
    attribution: str = ATTRIBUTION


def read_coast(path: Path = COAST_FILE) -> Coast:
    """
    Read the coastline.

    Parameters
    ----------
    path
        The pack; the one that ships by default. The sea lanes and rivers stand beside it; without
        their files there are no long hauls, and no ports up the rivers.

    Returns
    -------
    Coast
        Tiles are held packed (3 MB) and opened where a window asks for them.

    Raises
    ------
    MissingDataError
        The pack is not there or is damaged.
    """
    try:
        head, _, body = path.read_bytes().partition(b"\n")
        index = {_corner(name): where for name, where in json.loads(head).items()}
    except (OSError, ValueError) as error:
        message = f"{path.name}: the coastline cannot be read: {error}"
        raise MissingDataError(message) from error
    tiles = {corner: body[start : start + size] for corner, (start, size) in index.items()}
    beside = [path.with_name(name) for name in (LANES_FILE, RIVERS_FILE)]
    lanes, rivers = (each.read_bytes() if each.exists() else b"" for each in beside)
    return Coast(tiles, lanes, rivers)


def land_in(coast: Coast, bbox: Bbox, *, lakes: bool = False) -> BaseGeometry:
    """
    Give the land within a box, without its larger lakes.

    Parameters
    ----------
    coast
        From `read_coast`.
    bbox
        Degrees; `west > east` crosses the antimeridian, and a box may run on past ±180.
    lakes
        Whether the lakes count as land, so that what is left is the sea.

    Returns
    -------
    BaseGeometry
        Polygon, multipolygon or an empty geometry, in the longitudes of the box: what lies
        beyond the antimeridian runs on past ±180 with it.

    Notes
    -----
    GSHHG's high resolution (200 m), rounded to 0.001°, islands from 0.2 km², lakes from 20 km².
    """
    box = bbox.unwrapped()
    frame = shapely.box(*box)
    pieces = []
    for rings in _tiles_in(coast, box):
        land = shapely.multipolygons(_polygons(rings, 0))
        if not lakes:
            land = shapely.difference(land, shapely.multipolygons(_polygons(rings, 2)))
        cut = shapely.get_parts(shapely.intersection(land, frame))
        # Where land only touches the frame, points and lines come out beside the polygons.
        pieces.append(cut[shapely.get_dimensions(cut) == 2])
    return shapely.disjoint_subset_union_all(np.concatenate([np.array([], object), *pieces]))


def shores_in(coast: Coast, bbox: Bbox) -> Shores:
    """
    Give the shores of all tiles that a box touches, as straight pieces.

    Parameters
    ----------
    coast
        From `read_coast`.
    bbox
        As for `land_in`.

    Returns
    -------
    Shores
        Of whole tiles, so that every ring is closed.
    """
    parts = [_pieces(rings) for rings in _tiles_in(coast, bbox.unwrapped())]
    if not parts:
        none = np.empty((0, 2))
        return Shores(none, none, np.empty(0, bool), np.empty(0, bool))
    return Shores(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _corner(name: str) -> tuple[int, int]:
    """Read the corner of a tile out of its name."""
    west, south = name.split("_")
    return int(west), int(south)


def _tiles_in(coast: Coast, box: Bbox) -> Iterator[Rings]:
    """Open the tiles that a box touches, in the longitudes of the box."""
    for west in range(floor(box.west / TILE) * TILE, ceil(box.east / TILE) * TILE, TILE):
        for south in range(floor(box.south / TILE) * TILE, ceil(box.north / TILE) * TILE, TILE):
            packed = coast.tiles.get(((west + 180) % 360 - 180, south))
            if packed is not None:
                yield _rings(zlib.decompress(packed), west, south)


def _rings(packed: bytes, west: int, south: int) -> Rings:
    """Unpack a tile whose south-western corner is given."""
    count = int(np.frombuffer(packed, "<u4", 1)[0])
    kinds = np.frombuffer(packed, np.uint8, count, 4)
    sizes = np.frombuffer(packed, "<u4", count, 4 + count).astype(np.int64)
    body = np.frombuffer(packed, np.uint8, offset=4 + 5 * count).reshape(2, -1).astype(np.int32)
    folded = body[0] | body[1] << 8
    steps = ((folded >> 1) ^ -(folded & 1)).reshape(2, -1).T.astype(np.int64)
    # Each ring begins with its first vertex: take off what the rings before it have summed up to.
    total = np.cumsum(steps, axis=0)
    starts = np.cumsum(sizes) - sizes
    before = np.where(starts[:, None] > 0, total[starts - 1], 0)
    return Rings((total - np.repeat(before, sizes, axis=0)) / STEPS + [west, south], sizes, kinds)


def _polygons(rings: Rings, kind: int) -> NDArray[np.object_]:
    """Build the polygons of land (0) or lakes (2) of a tile."""
    numbers = np.repeat(np.arange(len(rings.sizes)), rings.sizes)
    closed = shapely.linearrings(rings.lonlats, indices=numbers)
    ours = (rings.kinds == kind) | (rings.kinds == kind + 1)
    shell_of = np.cumsum(rings.kinds[ours] == kind) - 1
    hole = rings.kinds[ours] == kind + 1
    shells, holes = closed[ours][~hole], closed[ours][hole]
    if not len(holes):
        return np.asarray(shapely.polygons(shells))
    order = shell_of[hole]
    return np.array(
        [
            shapely.Polygon(shell, list(holes[order == number]))
            for number, shell in enumerate(shells)
        ]
    )


def _pieces(rings: Rings) -> Shores:
    """Take the rings of a tile apart into straight pieces."""
    after = np.arange(1, len(rings.lonlats) + 1)
    ends = np.cumsum(rings.sizes)
    after[ends - 1] = ends - rings.sizes
    start, end = rings.lonlats, rings.lonlats[after]
    lake = np.repeat(rings.kinds >= 2, rings.sizes)
    on_side = np.isclose(start / TILE, np.rint(start / TILE), atol=1e-9) & np.isclose(
        start, end, atol=1e-9
    )
    return Shores(start, end, lake, np.asarray(on_side.any(axis=1)))
