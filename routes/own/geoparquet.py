"""Lines from GeoParquet."""

import json
from pathlib import Path
from typing import Any

from geo.errors import NetworkFileError, one_line
from routes.own.drawing import Drawing, Facts, crs_words, drawing_of_shapes, rights_of

#: Larger columns, unpacked, are not read into memory.
MOST_BYTES = 1_000_000_000


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
        pyarrow is not installed; the file is no GeoParquet, cut off, larger than `MOST_BYTES`
        when unpacked, or its lines cannot be used.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError:
        raise NetworkFileError(
            "is GeoParquet, which needs pyarrow", "pip install waybook[parquet]"
        ) from None
    from geopandas import read_parquet  # noqa: PLC0415 - a second, for this format alone
    from pyproj.exceptions import ProjError  # noqa: PLC0415 - as above

    try:
        column, said = _column(parquet.ParquetFile(path))
        with path.open("rb") as file:
            table = read_parquet(file, columns=[column])
    except (pa.ArrowException, ProjError, OSError, ValueError, KeyError, TypeError) as error:
        if isinstance(error, NetworkFileError):
            raise
        message = f"cannot be read as GeoParquet: {one_line(str(error), 120)}"
        raise NetworkFileError(message, "is it cut off, or another kind of file?") from None
    facts = Facts(
        format="GeoParquet",
        layer=column,
        crs=crs_words(table.crs) if table.crs is not None else "",
        rights=rights_of(said),
    )
    return drawing_of_shapes(table[column].to_numpy(), facts, table.crs)


def _column(file: Any) -> tuple[str, dict[str, str]]:
    """Name the column of the lines, and what the file says of itself."""
    metadata = file.metadata.metadata or {}
    if b"geo" not in metadata:
        raise NetworkFileError("is Parquet without geometries", "GeoParquet is wanted")
    column = json.loads(metadata[b"geo"])["primary_column"]
    groups = [file.metadata.row_group(number) for number in range(file.metadata.num_row_groups)]
    if sum(group.total_byte_size for group in groups) > MOST_BYTES:
        raise NetworkFileError(
            f"is larger than {MOST_BYTES / 1e6:.0f} MB when unpacked, the most that is read",
            "cut the area that you need out of it",
        )
    said = {
        key.decode(errors="replace"): text.decode(errors="replace")
        for key, text in metadata.items()
    }
    return str(column), said
