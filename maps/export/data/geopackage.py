"""Tables as one GeoPackage, with the styles in which QGIS draws its layers."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyogrio
import shapely
from shapely.geometry.base import BaseGeometry

from maps.export.data.about import About
from maps.export.data.columnar import arrow_of
from maps.export.data.qml import Looks, style_of
from maps.export.data.shapes import many
from maps.export.data.table import Field, Table, Type, Value

#: Edition of the format that every QGIS of these years reads without a warning.
VERSION = "1.3"
#: Whatever the day: what is written must not tell when.
_MOMENT = "1970-01-01T00:00:00.000Z"
#: Of the header of a SQLite file: counters of changes, and the release that wrote last. They differ
#: from machine to machine and say nothing about the data (sqlite.org/fileformat2.html, 1.3).
_COUNTERS = ((24, 28), (92, 96), (96, 100))
_STYLES = """CREATE TABLE layer_styles (
 id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256),
 f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30),
 styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30),
 ui TEXT(30), update_time DATETIME DEFAULT '1970-01-01T00:00:00.000Z')"""
_OFFERED = """INSERT INTO gpkg_contents
 (table_name, data_type, identifier, description, last_change) VALUES (?, 'attributes', ?, ?, ?)"""


def geopackage_of(tables: Sequence[Table], about: About, looks: Looks) -> bytes:
    """
    Write tables as a GeoPackage.

    Parameters
    ----------
    tables
        Those with geometries become layers, the others tables of attributes.
    about
        The case as a whole; the table `about` holds it.
    looks
        Colours and marks.

    Returns
    -------
    bytes
        The same for the same tables; a layer without any geometry is a table of attributes.

    Notes
    -----
    OGC 12-128r17 (edition 1.3), written by GDAL. QGIS takes the styles from the table
    `layer_styles`; they were looked at in QGIS 3.22.
    """
    with TemporaryDirectory() as folder, _unmoved_clock():
        file = Path(folder) / "case.gpkg"
        for table in (*tables, _about_table(about)):
            _write_layer(table, file)
        _write_styles(file, tables, looks)
        return _without_counters(file.read_bytes())


@contextmanager
def _unmoved_clock() -> Iterator[None]:
    """Have GDAL write the same moment always."""
    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _MOMENT})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})


def _write_layer(table: Table, file: Path) -> None:
    """Write a table as a layer."""
    columns = arrow_of(table)
    columns = columns.rename_columns(_distinct(columns.column_names))
    options: dict[str, Any] = {"IDENTIFIER": table.title, "FID": "fid"}
    if not file.exists():
        options |= {"dataset_options": {"VERSION": VERSION}}
    if not is_layer(table):
        pyogrio.write_arrow(
            columns, file, layer=table.name, driver="GPKG", append=file.exists(), **options
        )
        return
    pyogrio.write_arrow(
        _with_shapes(columns, table.shapes),
        file,
        layer=table.name,
        driver="GPKG",
        append=file.exists(),
        geometry_name="geom",
        geometry_type=geometry_type(table.shapes),
        crs="EPSG:4326",
        **options,
    )


def is_layer(table: Table) -> bool:
    """Tell whether a table has any geometry."""
    return any(shape is not None for shape in table.shapes)


def _distinct(names: Sequence[str]) -> list[str]:
    """Name columns apart from each other; SQLite does not tell `x_A` from `x_a`."""
    taken = {"fid", "geom"}
    found = []
    for name in names:
        own, nth = name, 1
        while own.casefold() in taken:
            nth += 1
            own = f"{name}_{nth}"
        taken.add(own.casefold())
        found.append(own)
    return found


def geometry_type(shapes: Sequence[BaseGeometry | None]) -> str:
    """
    Name the one type that a layer of shapes has.

    Parameters
    ----------
    shapes
        At least one that is not `None`.

    Returns
    -------
    str
        `Point`, `MultiLineString`, `MultiPolygon`; `Unknown` where they are of several.
    """
    types = {many(shape).geom_type for shape in shapes if shape is not None}
    return types.pop() if len(types) == 1 else "Unknown"


def _with_shapes(columns: pa.Table, shapes: Sequence[BaseGeometry | None]) -> pa.Table:
    """Add the geometries as WKB."""
    raw = [None if shape is None else shapely.to_wkb(many(shape), flavor="iso") for shape in shapes]
    meta = {"ARROW:extension:name": "geoarrow.wkb"}
    field = pa.field("geom", pa.binary(), metadata=meta)
    return columns.append_column(field, pa.array(raw, pa.binary()))


def _about_table(about: About) -> Table:
    """Give what is said of the case as a whole as a table."""
    rows: tuple[dict[str, Value], ...] = tuple(
        {"name": name, "value": value} for name, value in about.facts().items()
    )
    fields = (Field("name", Type.TEXT), Field("value", Type.TEXT))
    return Table(name="about", title="About the case", fields=fields, rows=rows)


def _write_styles(file: Path, tables: Sequence[Table], looks: Looks) -> None:
    """Add the styles of layers, as QGIS keeps them, and leave the file tidy."""
    with closing(sqlite3.connect(file)) as base:
        base.execute(_STYLES)
        base.execute(_OFFERED, ("layer_styles", "layer_styles", "Styles of QGIS", _MOMENT))
        for table in tables:
            if not is_layer(table):
                continue
            for style in style_of(table, looks):
                base.execute(
                    "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name,"
                    " f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description,"
                    " owner, update_time) VALUES ('', '', ?, 'geom', ?, ?, '', 1, ?, '', ?)",
                    (table.name, table.name, style, table.title, _MOMENT),
                )
        base.commit()
        base.execute("VACUUM")


def _without_counters(content: bytes) -> bytes:
    """Set counters of the file's header to one, and the release that wrote it to none."""
    raw = bytearray(content)
    for start, end in _COUNTERS:
        raw[start:end] = (1).to_bytes(end - start, "big")
    raw[96:100] = bytes(4)
    return bytes(raw)
