"""Tables as Arrow, from which GeoPackage and GeoParquet are written."""

from typing import Any

import pyarrow as pa

from maps.export.data.table import Table, Type


def arrow_of(table: Table) -> pa.Table:
    """
    Put the columns of a table into Arrow.

    Parameters
    ----------
    table
        Any; its geometries are left out.

    Returns
    -------
    pyarrow.Table
        A column a field, typed by the field even where every cell is empty.
    """
    types: dict[Type, Any] = {
        Type.TEXT: pa.string(),
        Type.NUMBER: pa.float64(),
        Type.WHOLE: pa.int64(),
        Type.YES_NO: pa.bool_(),
        Type.DAY: pa.date32(),
    }
    schema = pa.schema([(field.name, types[field.type]) for field in table.fields])
    columns = [
        pa.array([row[field.name] for row in table.rows], types[field.type])
        for field in table.fields
    ]
    return pa.Table.from_arrays(columns, schema=schema)
