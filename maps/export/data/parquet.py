"""Tables as GeoParquet."""

import io

import pandas as pd
from geopandas import GeoDataFrame

from maps.export.data.about import About
from maps.export.data.columnar import arrow_of
from maps.export.data.table import Table


def parquet_of(table: Table, about: About) -> bytes:
    """
    Write a table as GeoParquet 1.1.

    Parameters
    ----------
    table
        One that can have geometries.
    about
        The case as a whole; kept in the metadata that pandas reads as `attrs`.

    Returns
    -------
    bytes
        Geometries as WKB in the column `geometry`, WGS 84 as PROJJSON, lon before lat.
    """
    columns = arrow_of(table).to_pandas(types_mapper=pd.ArrowDtype)
    frame = GeoDataFrame(columns, geometry=list(table.shapes), crs="EPSG:4326")
    frame.attrs = about.facts()
    out = io.BytesIO()
    frame.to_parquet(out, index=False, schema_version="1.1.0", write_covering_bbox=True)
    return out.getvalue()
