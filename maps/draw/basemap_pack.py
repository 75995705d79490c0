"""The packed lines and areas that lie under every map, read a window at a time."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from math import ceil, floor
from typing import Any, NamedTuple
from zipfile import ZipFile

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from geo.coords import Bbox
from geo.errors import MissingDataError

#: Stored coordinates are whole numbers of these degrees, about 11 m.
GRID_DEG = 1e-4
#: Sides of a tile, in degrees; a level of 360 is one tile for the whole world.
TILE_DEG = {"world": 360, "wide": 360, "overview": 45, "detail": 5}


@dataclass(frozen=True, slots=True)
class Lines:
    """
    Vertex lists as the pack stores them.

    Attributes
    ----------
    sizes
        Number of vertices of each line or ring.
    codes
        One number a line: of an area, which polygon the ring belongs to (the first ring of a
        polygon is its shell); of a river, its rank; of a border, its row in the border table.
    grid_xy
        Shape (n, 2), lon before lat, in units of `GRID_DEG`.
    """

    sizes: NDArray[np.int64]
    codes: NDArray[np.int64]
    grid_xy: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Coded:
    """Geometries in degrees, lon before lat, with one number each (see `Lines`)."""

    geometries: list[BaseGeometry]
    codes: list[int]


class Towns(NamedTuple):
    """
    Towns of which few are wanted: their positions, and the rest of each as a line of JSON.

    Attributes
    ----------
    lonlats
        Shape (n, 2), degrees.
    lines
        Lists of people, 1 for a capital, country and names.
    """

    lonlats: NDArray[np.float64]
    lines: list[bytes]


def encode_lines(lines: Lines) -> bytes:
    """
    Put lines into bytes that deflate well: differences, low and high bytes apart.

    Parameters
    ----------
    lines
        What to store.

    Returns
    -------
    bytes
        Little-endian; `decode_lines` gives the same lines back.
    """
    deltas = np.diff(lines.grid_xy, axis=0, prepend=np.zeros((1, 2), np.int64))
    head = np.array([len(lines.sizes), len(lines.grid_xy)], np.int64)
    numbers = np.concatenate([head, lines.sizes, lines.codes, deltas[:, 0], deltas[:, 1]])
    zigzag = np.where(numbers < 0, -2 * numbers - 1, 2 * numbers).astype("<u4")
    return zigzag.view(np.uint8).reshape(-1, 4).T.tobytes()


def decode_lines(packed: bytes) -> Lines:
    """
    Take lines out of the bytes that `encode_lines` made.

    Parameters
    ----------
    packed
        One member of the pack, inflated; empty for no lines.

    Returns
    -------
    Lines
        The stored lines.
    """
    if not packed:
        nothing = np.zeros(0, np.int64)
        return Lines(nothing, nothing, np.zeros((0, 2), np.int64))
    planes = np.frombuffer(packed, np.uint8).reshape(4, -1)
    zigzag = np.ascontiguousarray(planes.T).view("<u4").ravel().astype(np.int64)
    numbers = np.where(zigzag & 1, -((zigzag + 1) >> 1), zigzag >> 1)
    count, total = (int(number) for number in numbers[:2])
    sizes, codes, x, y = np.split(numbers[2:], np.cumsum([count, count, total]))
    return Lines(sizes, codes, np.cumsum(np.column_stack([x, y]), axis=0))


def line_strings(lines: Lines, turn_deg: int = 0) -> Coded:
    """
    Turn stored lines into geometries.

    Parameters
    ----------
    lines
        Stored lines.
    turn_deg
        Added to every longitude; a multiple of 360.

    Returns
    -------
    Coded
        The lines, in stored order.
    """
    rows = np.repeat(np.arange(len(lines.sizes)), lines.sizes)
    degrees = lines.grid_xy * GRID_DEG + (turn_deg, 0)
    made: list[LineString] = list(shapely.linestrings(degrees, indices=rows)) if len(rows) else []
    return Coded(list(made), lines.codes.tolist())


def polygons(lines: Lines, turn_deg: int = 0) -> Coded:
    """
    Turn stored rings into areas.

    Parameters
    ----------
    lines
        Stored rings.
    turn_deg
        Added to every longitude; a multiple of 360.

    Returns
    -------
    Coded
        Valid polygons; rounding may have made several of one, or none.
    """
    if not len(lines.sizes):
        return Coded([], [])
    rows = np.repeat(np.arange(len(lines.sizes)), lines.sizes)
    rings = shapely.linearrings(lines.grid_xy * GRID_DEG + (turn_deg, 0), indices=rows)
    made = shapely.polygons(rings, indices=np.unique(lines.codes, return_inverse=True)[1])
    bad = ~shapely.is_valid(made)
    made[bad] = shapely.make_valid(made[bad], method="structure", keep_collapsed=False)
    parts, codes = shapely.get_parts(made, return_index=True)
    whole = [(part, int(code)) for part, code in zip(parts, codes, strict=True) if _has_area(part)]
    return Coded([part for part, _ in whole], [code for _, code in whole])


def _has_area(part: BaseGeometry) -> bool:
    """Say whether a part is more than a line or point."""
    return isinstance(part, Polygon) and not part.is_empty


def tile_names(boxes: Sequence[Bbox], size_deg: int) -> list[tuple[str, int]]:
    """
    Name the tiles that meet any of some boxes.

    Parameters
    ----------
    boxes
        Degrees; longitudes may run on past ±180, so `west < east`.
    size_deg
        Side of a tile; of 360 there is one tile, the whole world.

    Returns
    -------
    list
        Each tile's name (its south-western corner, `130_40`) and the multiple of 360 degrees to
        add to its longitudes; ordered, none twice.
    """
    across, found = 360 // size_deg, set()
    for west, south, east, north in boxes:
        columns = range(floor((west + 180) / size_deg), ceil((east + 180) / size_deg))
        rows = range(floor((south + 90) / size_deg), ceil((north + 90) / size_deg))
        found |= {(row, *divmod(column, across)) for row in rows for column in columns}
    return [
        (f"{place * size_deg - 180}_{row * size_deg - 90}", 360 * turns)
        for row, turns, place in sorted(found)
    ]


def read_layer(level: str, layer: str, boxes: Sequence[Bbox]) -> Coded:
    """
    Read one layer of one level where it may meet some boxes, uncut.

    Parameters
    ----------
    level
        A key of `TILE_DEG`.
    layer
        `land`, `lakes`, `rivers`, `borders` or `regions`.
    boxes
        Degrees; longitudes may run on past ±180, so `west < east`.

    Returns
    -------
    Coded
        What of the tiles there may meet a box, in their order; empty where the pack has nothing.

    Raises
    ------
    MissingDataError
        The pack is not there.
    """
    shape = polygons if layer in ("land", "lakes") else line_strings
    geometries: list[BaseGeometry] = []
    codes: list[int] = []
    sides = np.array(boxes, float).reshape(-1, 4)
    for name, turn_deg in tile_names(boxes, TILE_DEG[level]):
        stored = decode_lines(_member(f"{level}/{layer}/{name}"))
        west, south = (int(edge) for edge in name.split("_"))
        near = sides[_overlap(sides, west + turn_deg, south, TILE_DEG[level])].tolist()
        coded = shape(_meeting(stored, near, turn_deg, whole=shape is polygons), turn_deg)
        geometries += coded.geometries
        codes += coded.codes
    return Coded(geometries, codes)


def _overlap(
    boxes: NDArray[np.float64], west: float, south: float, side: float
) -> NDArray[np.bool_]:
    """Tell which boxes, shape (n, 4), meet a square."""
    met: NDArray[np.bool_] = (
        (boxes[:, 0] <= west + side)
        & (boxes[:, 2] >= west)
        & (boxes[:, 1] <= south + side)
        & (boxes[:, 3] >= south)
    )
    return met


def _meeting(
    lines: Lines, boxes: Sequence[Sequence[float]], turn_deg: int, *, whole: bool
) -> Lines:
    """Keep the lines, or the whole areas, whose bounds meet one of the boxes."""
    if not len(lines.sizes):
        return lines
    starts = np.cumsum(lines.sizes) - lines.sizes
    least, most = (
        reduce.reduceat(lines.grid_xy, starts) * GRID_DEG + (turn_deg, 0)
        for reduce in (np.minimum, np.maximum)
    )
    meets = np.zeros(len(starts), bool)
    for west, south, east, north in boxes:
        meets |= ((least <= (east, north)) & (most >= (west, south))).all(axis=1)
    if whole:
        meets = np.isin(lines.codes, lines.codes[meets])
    vertices = np.repeat(meets, lines.sizes)
    return Lines(lines.sizes[meets], lines.codes[meets], lines.grid_xy[vertices])


def read_table(name: str) -> list[list[Any]]:
    """
    Read one table of the pack.

    Parameters
    ----------
    name
        `borders`, `countries` or `seas`.

    Returns
    -------
    list
        One list a row, columns as the README of the pack says.

    Raises
    ------
    MissingDataError
        The pack is not there.
    """
    rows: list[list[Any]] = json.loads(_member(f"{name}.json"))
    return rows


def read_towns() -> Towns:
    """
    Read the towns of the pack, their rows unparsed.

    Returns
    -------
    Towns
        Capitals first, then by number of people, the greatest first.

    Raises
    ------
    MissingDataError
        The pack is not there.
    """
    thousandths = np.frombuffer(_member("towns.lonlat"), "<i4").reshape(-1, 2)
    return Towns(thousandths / 1000, _member("towns.jsonl").splitlines())


def encode_towns(rows: Sequence[Sequence[Any]]) -> dict[str, bytes]:
    """
    Put the towns into the two members that `read_towns` reads.

    Parameters
    ----------
    rows
        Each lon and lat in degrees, and the rest of the row.

    Returns
    -------
    dict
        Members by name; positions are kept to a thousandth of a degree.
    """
    lonlats = np.array([row[:2] for row in rows])
    lines = (json.dumps(row[2:], ensure_ascii=False, separators=(",", ":")) for row in rows)
    return {
        "towns.jsonl": "\n".join(lines).encode(),
        "towns.lonlat": np.rint(lonlats * 1000).astype("<i4").tobytes(),
    }


def _member(name: str) -> bytes:
    """Inflate one member of the pack; empty where the pack has none of that name."""
    pack = _pack()
    return pack.read(name) if name in pack.NameToInfo else b""


@cache
def _pack() -> ZipFile:
    """Open the pack that ships with the program, once."""
    found = files("maps").joinpath("data", "basemap.zip")
    try:
        return ZipFile(BytesIO(found.read_bytes()))
    except FileNotFoundError as error:
        raise MissingDataError(f"{found}: the basemap is not there; reinstall waybook") from error
