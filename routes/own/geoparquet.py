"""Lines from GeoParquet."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from geo.errors import NetworkFileError, one_line
from routes.own.drawing import (
    MOST_VERTICES,
    Drawing,
    Facts,
    crs_named,
    crs_of_wkt,
    crs_words,
    drawing_of_shapes,
    rights_of,
    too_many,
)
from routes.own.wkb import shapes_of_wkb

#: Larger columns, unpacked, are not read into memory.
MOST_BYTES = 1_000_000_000
#: The reference system where none is stated: GeoParquet 1.1, "crs".
_DEFAULT_CRS = "OGC:CRS84"
#: Encodings of lines, and of what else may stand among them.
_ENCODINGS = frozenset(
    {"wkb", "point", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon"}
)
_ROWS = 1000


class _Column(NamedTuple):
    """The column of the geometries, how it holds them, its CRS as stated."""

    name: str
    encoding: str
    crs: Any


def read_geoparquet(path: Path) -> Drawing:
    """
    Read the lines of a GeoParquet file.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    Drawing
        In the order of the rows.

    Raises
    ------
    NetworkFileError
        The file is no GeoParquet, cut off, larger than `MOST_BYTES`
        when unpacked, or its lines cannot be used.
    """
    import pyarrow as pa  # noqa: PLC0415 - only where one is read
    from pyarrow import parquet  # noqa: PLC0415 - as above
    from shapely.errors import ShapelyError  # noqa: PLC0415 - only where one is read

    try:
        with path.open("rb") as file:
            said = _said(parquet.ParquetFile(file).metadata)
            column = _column(said)
            _check_size(parquet.ParquetFile(file), column)
            # A value that stands in many rows is unpacked once.
            repeated = [column.name] if column.encoding == "wkb" else []
            opened = parquet.ParquetFile(file, read_dictionary=repeated)
            shapes = list(_shapes(opened, column))
    except (pa.ArrowException, ShapelyError, OSError, ValueError, KeyError, TypeError) as error:
        if isinstance(error, NetworkFileError):
            raise
        message = f"cannot be read as GeoParquet: {one_line(str(error), 120)}"
        raise NetworkFileError(message, "is it cut off, or another kind of file?") from None
    crs = _crs(column.crs)
    facts = Facts(
        format="GeoParquet",
        layer=one_line(column.name, 200),
        crs=crs_words(crs) if crs else "",
        rights=rights_of(said),
    )
    return drawing_of_shapes(np.concatenate([np.empty(0, object), *shapes]), facts, crs)


def _said(metadata: Any) -> dict[str, str]:
    """Give what a file says of itself."""
    return {
        key.decode(errors="replace"): text.decode(errors="replace")
        for key, text in (metadata.metadata or {}).items()
    }


def _column(said: dict[str, str]) -> _Column:
    """Find the column of the lines in what the file says of itself."""
    if "geo" not in said:
        raise NetworkFileError("is Parquet without geometries", "GeoParquet is wanted")
    try:
        geo = json.loads(said["geo"])
        name = geo["primary_column"]
        told = geo["columns"][name]
        encoding = told["encoding"].lower()
        column = _Column(name, encoding, told.get("crs", _DEFAULT_CRS))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise NetworkFileError(
            "does not say which column holds its geometries", "GeoParquet is wanted"
        ) from None
    if encoding not in _ENCODINGS:
        shown = one_line(encoding, 40)
        raise NetworkFileError(f"holds its geometries as “{shown}”", "WKB is wanted")
    return column


def _check_size(file: Any, column: _Column) -> None:
    """Refuse a column that is not there, or too large when unpacked."""
    if column.name not in file.schema_arrow.names:
        shown = one_line(column.name, 40)
        raise NetworkFileError(f"has no column “{shown}”, which is to hold its geometries")
    groups = [file.metadata.row_group(number) for number in range(file.metadata.num_row_groups)]
    if sum(group.total_byte_size for group in groups) > MOST_BYTES:
        raise NetworkFileError(
            f"is larger than {MOST_BYTES / 1e6:.0f} MB when unpacked, the most that is read",
            "cut the area that you need out of it",
        )
    values = [
        group.column(number).num_values
        for group in groups
        for number in range(group.num_columns)
        if group.column(number).path_in_schema.partition(".")[0] == column.name
    ]
    # Two numbers a vertex, four where it has height and measure; as WKB, one value a row.
    if sum(values) > 4 * MOST_VERTICES:
        raise too_many()


def _shapes(file: Any, column: _Column) -> Iterator[Any]:
    """Give the geometries, some at a time."""
    import shapely  # noqa: PLC0415 - only where a network of one's own is read

    total = 0
    for batch in file.iter_batches(batch_size=_ROWS, columns=[column.name]):
        cells = batch.column(0)
        shapes = _from_wkb(cells) if column.encoding == "wkb" else _from_arrow(cells, column)
        total += int(shapely.get_num_coordinates(shapes).sum())
        if total > MOST_VERTICES:
            raise too_many()
        yield shapes


def _from_wkb(cells: Any) -> Any:
    """Make shapes of WKB; what stands there many times is made once."""
    if not hasattr(cells, "dictionary"):
        raise TypeError(f"WKB is bytes, not {cells.type}")
    numbers = cells.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    used, at = np.unique(numbers[numbers >= 0], return_inverse=True)
    shapes = np.full(len(numbers), None, dtype=object)
    values = cells.dictionary.take(used).to_pylist()
    shapes[numbers >= 0] = shapes_of_wkb(values)[at]
    return shapes


def _from_arrow(cells: Any, column: _Column) -> Any:
    """Make shapes of the lists of coordinates that Arrow has."""
    import pyarrow as pa  # noqa: PLC0415 - an extra
    from geopandas import GeoDataFrame  # noqa: PLC0415 - a second, for this encoding alone

    extension = {"ARROW:extension:name": f"geoarrow.{column.encoding}"}
    field = pa.field("geometry", cells.type, metadata=extension)
    table = pa.Table.from_arrays([cells], schema=pa.schema([field]))
    return GeoDataFrame.from_arrow(table).geometry.to_numpy()


def _crs(stated: Any) -> Any:
    """Take the reference system: PROJJSON, WKT of older editions; `None` where it is undefined."""
    if stated is None:
        return None
    if isinstance(stated, dict):
        return crs_named(json.dumps(stated))
    return crs_named(stated) if stated == _DEFAULT_CRS else crs_of_wkt(str(stated))
