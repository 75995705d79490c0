"""Which file is read how: told by its ending, never by what is in it."""

from pathlib import Path
from stat import S_ISREG

from geo.errors import NetworkFileError, NoFileError
from routes.links import Mode
from routes.own.drawing import Drawing

#: Endings and formats.
FORMATS = {
    ".osm.pbf": "OpenStreetMap",
    ".pbf": "OpenStreetMap",
    ".gpkg": "GeoPackage",
    ".geojson": "GeoJSON",
    ".geojson.gz": "GeoJSON",
    ".json": "GeoJSON",
    ".parquet": "GeoParquet",
    ".geoparquet": "GeoParquet",
}
#: Endings that are read, too, but not advised.
_ALSO = (".pbf", ".json", ".geoparquet")
#: A larger file is not opened.
MOST_BYTES = 8_000_000_000


def split_layer(name: str) -> tuple[str, str]:
    """
    Take the name of a layer off that of its file.

    Parameters
    ----------
    name
        `rails.gpkg`, or `rails.gpkg#tracks`.

    Returns
    -------
    tuple of str
        File and layer; the layer is empty where none is named.
    """
    file, mark, layer = name.rpartition(".gpkg#")
    return (f"{file}.gpkg", layer) if mark else (name, "")


def format_of(name: str) -> str:
    """
    Tell the format of a file by its ending.

    Parameters
    ----------
    name
        Of the file.

    Returns
    -------
    str
        One of the values of `FORMATS`.

    Raises
    ------
    NetworkFileError
        The ending is not known.
    """
    endings = [ending for ending in FORMATS if name.lower().endswith(ending)]
    if not endings:
        raise NetworkFileError(
            "is of no format that is read as a network",
            f"one of: {', '.join(e for e in FORMATS if e not in _ALSO)}",
        )
    return FORMATS[max(endings, key=len)]


def check_file(path: Path) -> None:
    """
    Refuse a file that is not there, is no plain file, or is too large.

    Parameters
    ----------
    path
        The file.

    Raises
    ------
    NoFileError
        Nothing is there.
    NetworkFileError
        It is a folder or another thing, empty, larger than `MOST_BYTES`, or cannot be read.
    """
    try:
        found = path.stat()
        if S_ISREG(found.st_mode):
            with path.open("rb"):
                pass
    except (FileNotFoundError, NotADirectoryError):
        raise NoFileError("is not there") from None
    except (OSError, ValueError) as error:
        raise NetworkFileError(f"cannot be read: {getattr(error, 'strerror', error)}") from None
    if not S_ISREG(found.st_mode):
        raise NetworkFileError("is no plain file")
    if not found.st_size:
        raise NetworkFileError("is empty", "was it copied whole?")
    if found.st_size > MOST_BYTES:
        raise NetworkFileError(
            f"is {found.st_size / 1e9:.1f} GB large; at most {MOST_BYTES / 1e9:.0f} GB are read",
            "cut the area that you need out of it",
        )


def read_drawing(path: Path, mode: Mode, layer: str = "") -> Drawing:
    """
    Read the lines of a file.

    Parameters
    ----------
    path
        Its ending tells how it is read.
    mode
        Rail, ferry, road or foot: which ways of OpenStreetMap are meant. Of other formats all
        lines are read.
    layer
        Of a GeoPackage with several.

    Returns
    -------
    Drawing
        At least one line.

    Raises
    ------
    NoFileError
        Nothing is there.
    NetworkFileError
        The file cannot be read or holds no lines that could be used, or a layer is named for a
        format that has none.
    """
    format_ = format_of(path.name)
    check_file(path)
    if layer and format_ != "GeoPackage":
        raise NetworkFileError(f"is {format_}, which has no layers")
    match format_:
        case "OpenStreetMap":
            from routes.own.osm import read_osm  # noqa: PLC0415 - only what is needed

            return read_osm(path, mode)
        case "GeoPackage":
            from routes.own.geopackage import read_geopackage  # noqa: PLC0415

            return read_geopackage(path, layer)
        case "GeoParquet":
            from routes.own.geoparquet import read_geoparquet  # noqa: PLC0415

            return read_geoparquet(path)
    from routes.own.geojson import read_geojson  # noqa: PLC0415

    return read_geojson(path)
