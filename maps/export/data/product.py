"""All files of data of a case."""

from maps.draw.events import categories
from maps.export.counts import count_case
from maps.export.data.about import about_case
from maps.export.data.archive import zipped
from maps.export.data.background import Background
from maps.export.data.geojson import geojson_of
from maps.export.data.geopackage import geopackage_of
from maps.export.data.gpx import gpx_of
from maps.export.data.kml import kml_of, kmz_of
from maps.export.data.linked_places import linked_places
from maps.export.data.parquet import parquet_of
from maps.export.data.qml import Looks, read_colours
from maps.export.data.readme import readme_of
from maps.export.data.separated import csv_of
from maps.export.data.tables import tables_of
from maps.export.press import Press

FOLDER = "data"
ARCHIVE = "data.zip"
README = "README.txt"


def data_files(press: Press) -> dict[str, bytes]:
    """
    Make the data of a case in every format.

    Parameters
    ----------
    press
        The case on its way out.

    Returns
    -------
    dict of str to bytes
        The files of the folder `data`, and the archive that holds all of them.
    """
    known = Background(press)
    about, tables = about_case(press), tables_of(known)
    looks = Looks(read_colours(), categories(press.case))
    made = {f"{table.name}.csv": csv_of(table) for table in tables}
    for table in tables:
        if table.spatial:
            made[f"{table.name}.geojson"] = geojson_of(table, about)
            made[f"{table.name}.parquet"] = parquet_of(table, about)
    made["case.gpkg"] = geopackage_of(tables, about, looks)
    made["case.kml"] = kml_of(tables, about, looks)
    made["case.kmz"] = kmz_of(made["case.kml"])
    made["routes.gpx"] = gpx_of(tables, about)
    made["places.lpf.json"] = linked_places(known, about)
    made[README] = readme_of(tables, about, count_case(press.charted), made)
    files = {f"{FOLDER}/{name}": made[name] for name in sorted(made)}
    return files | {ARCHIVE: zipped(files)}
