"""Lines as a file holds them, in degrees, before they are joined into a network."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.errors import NetworkFileError, one_line
from routes.network import Floats, Ints

if TYPE_CHECKING:
    from pyproj import CRS

#: More vertices than this are no network for one map: about 2 GB of memory.
MOST_VERTICES = 20_000_000
#: Longest statement of rights that is shown.
_LONGEST_RIGHTS = 200
#: Where a file says whose it is, strongest first.
RIGHTS = ("attribution", "copyright", "credit", "license", "licence", "rights")
_WKT = re.compile(r"\s*[A-Z][A-Z0-9_]*\s*[\[(]")
_CONVERT = "ogr2ogr -t_srs EPSG:4326 OUT IN converts a file whose CRS is known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """
    What is to be said of a file.

    Attributes
    ----------
    format
        In words (`GeoPackage`).
    layer
        Name of the layer; empty where the format has none.
    crs
        The coordinate reference system as the file states it.
    rights
        Whose data it is, as the file states it; plain text, may be empty.
    lines
        Number of lines read; a line of several parts counts as several.
    left_out
        What else the file holds, and how often.
    noded
        Whether the lines are said to meet at their vertices alone, and so are not joined again.
    """

    format: str
    layer: str = ""
    crs: str = ""
    rights: str = ""
    lines: int = 0
    left_out: tuple[tuple[str, int], ...] = ()
    noded: bool = False


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Drawing:
    """
    The lines of a file.

    Attributes
    ----------
    lonlat
        Shape (v, 2), the vertices of all lines one after the other, in degrees, WGS 84.
    line
        Shape (v,), the number of the line of each vertex; never falls.
    node
        Shape (v,), the node that a vertex is, where the file says so; empty where it does not,
        and vertices at one position are one node.
    facts
        What is to be said of the file.
    """

    lonlat: Floats
    line: Ints
    node: Ints
    facts: Facts


def drawing_of(xy: Floats, line: Ints, facts: Facts, crs: "CRS | None" = None) -> Drawing:
    """
    Make a drawing of vertices in any reference system.

    Parameters
    ----------
    xy
        Shape (v, 2), easting before northing or lon before lat.
    line
        Shape (v,), the number of the line of each vertex; never falls.
    facts
        What is to be said of the file, without `lines`.
    crs
        The reference system; `None` = WGS 84, or not stated.

    Returns
    -------
    Drawing
        In degrees; lines of one vertex are gone.

    Raises
    ------
    NetworkFileError
        No line is there, or the coordinates are no degrees and cannot be made such.
    """
    lonlat = _in_degrees(xy, crs)
    _check_degrees(lonlat, facts.crs)
    counts = np.bincount(line, minlength=1) if len(line) else np.zeros(1, dtype=np.int64)
    kept = counts[line] > 1
    numbers = np.unique(line[kept], return_inverse=True)[1]
    count = int(numbers.max()) + 1 if len(numbers) else 0
    stubs = int((counts == 1).sum())
    left_out = (*facts.left_out, *([("line of one vertex", stubs)] if stubs else []))
    if not count:
        raise NetworkFileError(f"holds no line{instead(left_out)}", "LineString is wanted")
    told = replace(facts, lines=count, left_out=left_out)
    return Drawing(lonlat=lonlat[kept], line=numbers, node=np.empty(0, np.int64), facts=told)


def drawing_of_shapes(shapes: Any, facts: Facts, crs: "CRS | None" = None) -> Drawing:
    """
    Make a drawing of the lines among shapes.

    Parameters
    ----------
    shapes
        Sequence of shapely geometries; others than lines are counted, not used.
    facts, crs
        As in `drawing_of`.

    Returns
    -------
    Drawing
        As `drawing_of`.

    Raises
    ------
    NetworkFileError
        As `drawing_of`.
    """
    import shapely  # noqa: PLC0415 - only where a network of one's own is read

    shapes = np.asarray(shapes, dtype=object)
    kinds = shapely.get_type_id(shapes)
    is_line = np.isin(kinds, [int(shapely.GeometryType[name]) for name in _LINE_TYPES])
    names = {int(kind): kind.name.title() for kind in shapely.GeometryType}
    others = Counter(
        names.get(int(kind), "").replace("string", "String") for kind in kinds[~is_line]
    )
    parts = shapely.get_parts(shapes[is_line])
    xy, line = shapely.get_coordinates(parts, return_index=True)
    if len(xy) > MOST_VERTICES:
        raise too_many()
    left_out = (*facts.left_out, *counted({_WORDS.get(k, k): n for k, n in others.items()}))
    told = replace(facts, left_out=left_out)
    return drawing_of(xy, line.astype(np.int64), told, crs)


_LINE_TYPES = ("LINESTRING", "LINEARRING", "MULTILINESTRING")
_WORDS = {
    "Missing": "row without a geometry",
    "Multipoint": "MultiPoint",
    "Multipolygon": "MultiPolygon",
    "Geometrycollection": "GeometryCollection",
}


def counted(others: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """Put counts into the order of their names."""
    return tuple(sorted(others.items()))


def too_many() -> NetworkFileError:
    """Make the error for a file with too many vertices."""
    return NetworkFileError(
        f"has more than {MOST_VERTICES:,} vertices of lines",
        "cut the area or the kind of line that you need out of it",
    )


def rights_of(statements: Mapping[str, object]) -> str:
    """
    Find whose data a file is among what it says of itself.

    Parameters
    ----------
    statements
        By key; only the keys in `RIGHTS` count, and only texts under them.

    Returns
    -------
    str
        In one line, at most 200 characters; empty where nothing is said.
    """
    lower = {str(key).lower(): value for key, value in statements.items()}
    said = [text.strip() for key in RIGHTS if isinstance(text := lower.get(key), str)]
    return one_line("; ".join(dict.fromkeys(filter(None, said))), _LONGEST_RIGHTS)


def crs_named(text: str) -> "CRS":
    """
    Take a coordinate reference system as a file states it.

    Parameters
    ----------
    text
        `EPSG:32652`, `urn:ogc:def:crs:EPSG::32652`, WKT or PROJJSON.

    Returns
    -------
    pyproj.CRS
        The system.

    Raises
    ------
    NetworkFileError
        PROJ does not know it.
    """
    from pyproj import CRS  # noqa: PLC0415 - only where a network of one's own is read
    from pyproj.exceptions import CRSError  # noqa: PLC0415

    try:
        return CRS.from_user_input(text)
    except CRSError:
        raise _unknown_crs(text) from None


def crs_of_wkt(text: str) -> "CRS":
    """
    Take a coordinate reference system that a file states as WKT.

    Parameters
    ----------
    text
        WKT, of either edition. What else PROJ would take, such as the name of a file on this
        machine, is none.

    Returns
    -------
    pyproj.CRS
        The system.

    Raises
    ------
    NetworkFileError
        It is no WKT, or PROJ does not know it.
    """
    if not _WKT.match(text):
        raise _unknown_crs(text)
    return crs_named(text)


def _unknown_crs(text: str) -> NetworkFileError:
    """Make the error for a reference system that cannot be used."""
    return NetworkFileError(f"states the CRS “{one_line(text, 80)}”, which is not known", _CONVERT)


def crs_words(crs: "CRS") -> str:
    """Name a reference system: `EPSG:32652 (WGS 84 / UTM zone 52N)`."""
    authority = crs.to_authority(min_confidence=90)
    return f"{':'.join(authority)} ({crs.name})" if authority else one_line(crs.name, 80)


def _in_degrees(xy: Floats, crs: "CRS | None") -> Floats:
    """Bring positions to WGS 84."""
    if crs is None or not len(xy):
        return xy
    from pyproj import CRS, Transformer  # noqa: PLC0415 - as above

    wgs84 = CRS.from_epsg(4326)
    if crs.equals(wgs84, ignore_axis_order=True) or crs.equals(CRS.from_string("OGC:CRS84")):
        return xy
    lonlat = np.column_stack(Transformer.from_crs(crs, wgs84, always_xy=True).transform(*xy.T))
    if not np.isfinite(lonlat).all():
        x, y = xy[int(np.argmax(~np.isfinite(lonlat).all(axis=1)))]
        raise NetworkFileError(
            f"the position x {x:.10g}, y {y:.10g} is outside {crs_words(crs)}, which it states",
            "is the CRS of the file the right one?",
        )
    return lonlat


def _check_degrees(lonlat: Floats, crs: str) -> None:
    """Refuse positions that are off the earth, with what most likely happened."""
    off = ~(np.abs(lonlat[:, 1]) <= 90) | ~(np.abs(lonlat[:, 0]) <= 360)
    if not off.any():
        return
    x, y = lonlat[int(np.argmax(off))]
    said = f"and it states {crs}" if crs else "and it states no CRS"
    largest = np.abs(lonlat[np.isfinite(lonlat).all(axis=1)]).max(axis=0, initial=0)
    if not np.isfinite([x, y]).all():
        raise NetworkFileError(f"the position {x}, {y} is not finite", "degrees are wanted")
    if largest.max() > 1000:
        help_ = f"these look like projected metres: state the CRS in the file; {_CONVERT}"
    elif largest[0] <= 90 < largest[1]:
        help_ = "are lon and lat swapped?"
    else:
        help_ = f"degrees of WGS 84 are wanted, lon before lat; {_CONVERT}"
    raise NetworkFileError(f"the position {x:.10g}, {y:.10g} is no lon and lat, {said}", help_)


def instead(left_out: Iterable[tuple[str, int]]) -> str:
    """
    Say what a file holds instead of lines.

    Parameters
    ----------
    left_out
        As in `Facts`.

    Returns
    -------
    str
        To be put behind a message; empty where it holds nothing else.
    """
    told = ", ".join(f"{count:,} × {word}" for word, count in left_out)
    return f" (but {told})" if told else ""
