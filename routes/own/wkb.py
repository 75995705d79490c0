"""Lines from well-known binary that anybody may have written."""

import struct
from collections.abc import Sequence
from typing import Any

import numpy as np

_LINE, _LINES = 2, 5
#: Flags of extended WKB: height, measure, a reference system before the content.
_Z, _M, _SRID = 0x80000000, 0x40000000, 0x20000000


def shapes_of_wkb(blobs: Sequence[object]) -> Any:
    """
    Make shapes of well-known binary.

    Parameters
    ----------
    blobs
        Each bytes, ISO or extended; whatever else is none.

    Returns
    -------
    numpy.ndarray
        Shape (n,), shapely geometries: lines as they are, of other kinds an empty one that tells
        the kind. `None` where the bytes are broken.

    Notes
    -----
    GEOS reads geometries within geometries by calling itself, and some thousands of them, which a
    hostile file may hold, end the process. So only those are given to it that hold no others
    than plain lines.
    """
    import shapely  # noqa: PLC0415 - only where a network of one's own is read

    empty = {
        1: shapely.Point(),
        3: shapely.Polygon(),
        4: shapely.MultiPoint(),
        6: shapely.MultiPolygon(),
        7: shapely.GeometryCollection(),
    }
    kinds = [_kind(blob) for blob in blobs]
    lines = [b if k in {_LINE, _LINES} else None for b, k in zip(blobs, kinds, strict=True)]
    shapes = shapely.from_wkb(np.array([*lines, None], dtype=object), on_invalid="ignore")[:-1]
    for at, kind in enumerate(kinds):
        if kind in empty:
            shapes[at] = empty[kind]
    return shapes


def _kind(blob: object) -> int:
    """Tell the kind of a geometry; 0 where it is broken, or lines that hold others than lines."""
    if not isinstance(blob, bytes):
        return 0
    try:
        kind, _, start = _header(blob, 0)
        return 0 if kind == _LINES and not _holds_lines(blob, start) else kind
    except struct.error:
        return 0


def _header(blob: bytes, at: int) -> tuple[int, int, int]:
    """Give kind and bytes of a position of the geometry at an offset, and where it goes on."""
    order = "<" if blob[at : at + 1] == b"\1" else ">"
    (code,) = struct.unpack_from(f"{order}I", blob, at + 1)
    thousands, kind = divmod(code & ~(_Z | _M | _SRID), 1000)
    more = bool(code & _Z or thousands in {1, 3}) + bool(code & _M or thousands in {2, 3})
    return kind, 8 * (2 + more), at + (9 if code & _SRID else 5)


def _holds_lines(blob: bytes, start: int) -> bool:
    """Tell whether all parts of a geometry of several are plain lines."""
    at = start + 4
    for _ in range(_count(blob, 0, start)):
        kind, size, counted = _header(blob, at)
        if kind != _LINE:
            return False
        at = counted + 4 + size * _count(blob, at, counted)
    return True


def _count(blob: bytes, at: int, counted: int) -> int:
    """Read how many parts or positions the geometry at an offset has."""
    (count,) = struct.unpack_from("<I" if blob[at : at + 1] == b"\1" else ">I", blob, counted)
    return int(count)
