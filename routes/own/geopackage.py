"""
Lines from a GeoPackage.

A GeoPackage is an SQLite database with lines as WKB: read with the standard library, read-only,
from plain tables alone, so that no driver is chosen by what a file pretends to be.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import numpy as np

from geo.columns import nearest_help
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

_MAGIC = b"SQLite format 3\0"
#: Bytes of the box that follows the header of a geometry, by the code in its flags.
_BOX_BYTES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
_LINE_NAMES = ("LINESTRING", "MULTILINESTRING", "CURVE", "MULTICURVE", "GEOMETRY")
_ROWS = 10_000
_LAYERS = """
    SELECT c.table_name, g.column_name, g.geometry_type_name, g.srs_id, c.description
    FROM gpkg_contents c
    JOIN gpkg_geometry_columns g ON g.table_name = c.table_name
    JOIN sqlite_master m ON m.name = c.table_name
    WHERE m.type = 'table' AND m.sql NOT LIKE 'CREATE VIRTUAL%'
    ORDER BY c.table_name
"""
#: Tables of the format itself that are read.
_OF_FORMAT = ("gpkg_contents", "gpkg_geometry_columns", "gpkg_spatial_ref_sys")
_VIEWS = """
    SELECT name FROM sqlite_master
    WHERE name COLLATE NOCASE IN (?, ?, ?) AND (type != 'table' OR sql LIKE 'CREATE VIRTUAL%')
"""
#: Codes of columns that are computed, in `table_xinfo`.
_COMPUTED = {2, 3}
_ALLOWED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION}
#: Longest value that SQLite can be told to allow.
_LONGEST = 2**31 - 1
#: The one pragma that is asked for: it tells the columns of a table.
_XINFO = "table_xinfo"


class _Layer(NamedTuple):
    """A table with geometries."""

    table: str
    column: str
    kind: str
    srs: int
    description: str


def read_geopackage(path: Path, layer: str = "") -> Drawing:
    """
    Read the lines of a GeoPackage.

    Parameters
    ----------
    path
        The file.
    layer
        Name of the layer; empty where only one holds lines.

    Returns
    -------
    Drawing
        In the order of the rows.

    Raises
    ------
    NetworkFileError
        The file is no GeoPackage, cut off, open elsewhere, or has no such layer; several layers
        hold lines and none is named; its lines cannot be used.
    """
    _check_whole(path)
    address = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True)) as database:
            database.execute("PRAGMA trusted_schema = OFF")
            database.set_authorizer(_allowed)
            database.text_factory = _text
            _check_stored(database.execute(_VIEWS, _OF_FORMAT).fetchall())
            chosen = _choose([_Layer(*row) for row in database.execute(_LAYERS)], layer)
            _check_stored(_computed(database, chosen))
            crs = _crs(database, chosen.srs)
            shapes = list(_shapes(database, chosen, path.stat().st_size))
    except (sqlite3.Error, UnicodeDecodeError) as error:
        # the message itself quotes the file, which need not be text
        reason = "broken text" if isinstance(error, UnicodeDecodeError) else str(error)
        if "no such table: gpkg" in reason:
            raise NetworkFileError("is an SQLite database, but no GeoPackage") from None
        raise NetworkFileError(f"cannot be read: {one_line(reason, 80)}", "copy it anew") from None
    facts = Facts(
        format="GeoPackage",
        layer=one_line(chosen.table, 200),
        crs=crs_words(crs) if crs else "",
        rights=_rights(chosen.description),
    )
    return drawing_of_shapes(np.concatenate([np.empty(0, object), *shapes]), facts, crs)


def _check_whole(path: Path) -> None:
    """Refuse what is no SQLite database, is shorter than it says, or is being written."""
    with path.open("rb") as file:
        head = file.read(100)
    size = path.stat().st_size
    if not head.startswith(_MAGIC) or len(head) < 100:
        raise NetworkFileError("ends in .gpkg but is no GeoPackage", "an SQLite file is wanted")
    page = int.from_bytes(head[16:18], "big")
    pages = int.from_bytes(head[28:32], "big") if head[24:28] == head[92:96] else 0
    whole = (65536 if page == 1 else page) * pages
    if size < whole:
        raise NetworkFileError(f"is cut off: {size:,} bytes of {whole:,}", "copy it anew")
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size:
        raise NetworkFileError("is open in another program", "close it there, then try again")


def _allowed(action: int, name: str | None, *_: Any) -> int:
    """Let a database do nothing but read."""
    asked = action == sqlite3.SQLITE_PRAGMA and name == _XINFO
    return sqlite3.SQLITE_OK if asked or action in _ALLOWED else sqlite3.SQLITE_DENY


def _computed(database: sqlite3.Connection, layer: _Layer) -> list[tuple[str]]:
    """Name the column of geometries where it is not stored, but reckoned out at each reading."""
    columns = database.execute(f"PRAGMA {_XINFO}({_quoted(layer.table)})").fetchall()
    named = [row for row in columns if str(row[1]).casefold() == layer.column.casefold()]
    return [(layer.column,) for row in named if row[-1] in _COMPUTED]


def _check_stored(found: Sequence[tuple[str]]) -> None:
    """Refuse what may be reckoned out without end while it is read."""
    for (name,) in found:
        message = f"computes “{one_line(name, 60)}” instead of storing it"
        raise NetworkFileError(message, "export the lines into a new GeoPackage")


def _quoted(name: str) -> str:
    """Write the name of a table or column as SQL has it."""
    return '"{}"'.format(name.replace('"', '""'))


def _text(data: bytes) -> str:
    """Take a text of the database, whatever its bytes."""
    return data.decode("utf-8", "replace")


def _choose(layers: Sequence[_Layer], wanted: str) -> _Layer:
    """Choose the layer that is named, or the only one that may hold lines."""
    names = [layer.table for layer in layers]
    if wanted:
        if wanted not in names:
            raise NetworkFileError(f"has no layer “{wanted}”", nearest_help(wanted, names))
        return layers[names.index(wanted)]
    linear = [layer for layer in layers if layer.kind.upper() in _LINE_NAMES]
    if not linear:
        told = ", ".join(f"{layer.table} ({layer.kind})" for layer in layers[:5]) or "none"
        raise NetworkFileError("has no layer of lines", f"its layers: {one_line(told, 200)}")
    sure = [layer for layer in linear if layer.kind.upper() != "GEOMETRY"] or linear
    if len(sure) > 1:
        told = ", ".join(layer.table for layer in sure[:5])
        raise NetworkFileError(
            f"has {len(sure)} layers of lines: {one_line(told, 200)}", "name one: FILE.gpkg#LAYER"
        )
    return sure[0]


def _crs(database: sqlite3.Connection, srs: int) -> Any:
    """Take the reference system of a layer; `None` where it is undefined."""
    row = database.execute(
        "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys "
        "WHERE srs_id = ?",
        (srs,),
    ).fetchone()
    if srs in {0, -1} or row is None:
        return None
    organization, code, definition = row
    if str(organization).upper() in {"EPSG", "ESRI", "OGC"}:
        return crs_named(f"{organization}:{code}")
    if str(definition).strip().lower() in {"", "none", "undefined"}:
        return None
    return crs_of_wkt(str(definition))


def _shapes(database: sqlite3.Connection, layer: _Layer, size: int) -> Iterator[Any]:
    """Give the geometries of a layer, some thousands at a time."""
    import shapely  # noqa: PLC0415 - only where a network of one's own is read

    column, table = _quoted(layer.column), _quoted(layer.table)
    # a blob that is longer than the file that holds it is not stored in it
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, min(size, _LONGEST))
    rows = database.execute(f"SELECT {column} FROM {table}")  # noqa: S608 - names are quoted
    total = 0
    while some := rows.fetchmany(_ROWS):
        shapes = shapes_of_wkb([_wkb(blob) for (blob,) in some])
        total += int(shapely.get_num_coordinates(shapes).sum())
        if total > MOST_VERTICES:
            raise too_many()
        yield shapes


def _wkb(blob: object) -> bytes | None:
    """Take the header off a geometry: GeoPackage 1.4, section 2.1.3."""
    if not isinstance(blob, bytes) or blob[:2] != b"GP" or len(blob) < 8:
        return None
    return blob[8 + _BOX_BYTES.get(blob[3] >> 1 & 7, 0) :]


def _rights(description: str | None) -> str:
    """Take the description of a layer for a statement of rights where it is one."""
    text = description or ""
    is_one = any(
        word in text.lower() for word in ("©", "(c)", "licen", "odbl", "cc by", "copyright")
    )
    return rights_of({"attribution": text}) if is_one else ""
