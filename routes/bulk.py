"""Many routes at once: a table of ends becomes a table of lines."""

from collections.abc import Callable, Sequence
from functools import cache
from math import isnan
from typing import TYPE_CHECKING, Any

import numpy as np
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from geo.coords import lonlat
from geo.countries import check_countries
from geo.errors import CallError, NotFoundError, PositionError, ValueProblem, one_line
from geo.gazetteer import read_gazetteer
from geo.lookup import find_places, place_at
from geo.places import Place
from routes.between import CALLED_AT, route_between
from routes.links import Mode
from routes.network import Networks, default_networks
from routes.passages import check_passages
from routes.route import Route

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from pandas import DataFrame, Series

WGS84 = "EPSG:4326"
METRES = ("length_m", "straight_m", "snap_start_m", "snap_end_m", "generalised_m")
Find = Callable[[tuple[Any, ...]], list[Place]]


def routes_between(  # noqa: PLR0913 - a table has columns
    frame: "DataFrame",
    *,
    mode: str,
    networks: Networks | None = None,
    start: str = "from",
    end: str = "to",
    via: str = "",
    avoid: Sequence[str] = (),
) -> "GeoDataFrame":
    """
    Build one route for each row of a table.

    Parameters
    ----------
    frame
        A DataFrame or GeoDataFrame. A column of geometries is taken in its own CRS; other cells
        are points, pairs (lon, lat) in degrees, or texts as on the command line: a name, an id
        such as `iata:FNJ`, `LON,LAT`.
    mode
        `rail`, `air`, `ferry`, `road` or `foot`.
    networks
        Those that ship unless given.
    start, end
        Names of the columns of the ends.
    via
        Name of a column of places that are passed: in each cell one such value, or a list of
        them in order; an empty cell passes none.
    avoid
        ISO codes of countries that rail keeps out of, or names of canals and straits, as in
        `routes.passages`, that a ferry does.

    Returns
    -------
    GeoDataFrame
        One row for each of `frame`, in its order and with its index, in degrees (EPSG:4326):
        `geometry` (a line that runs on past ±180), `mode`, `basis`, `length_m`, `straight_m`,
        `snap_start_m`, `snap_end_m` (from the stops to the line), `generalised_m`, `note`,
        `attribution`. `problem` says why a row has no line, with what would help; it is empty
        where the row has one. Metres that are not known are NaN. Empty for an empty table.

    Raises
    ------
    CallError
        The call as a whole is at fault: a column that is not there, geometries without a CRS, an
        unknown mode, country, canal or strait.
    MissingDataError
        A data pack is not there.
    """
    way, used = _mode(mode, avoid), networks or default_networks()
    find = _finder(way)
    ends = [_cells(frame, column) for column in (start, end)]
    passed = [_several(cell) for cell in _cells(frame, via)] if via else [()] * len(frame)

    def built(cells: tuple[Any, ...]) -> Route | str:
        try:
            return route_between(find(cells), way, used, avoid=avoid)
        except ValueProblem as error:
            return str(error)

    rows = [
        built((one, *between, two))
        for one, between, two in zip(ends[0], passed, ends[1], strict=True)
    ]
    return _table(rows, way, frame.index)


def _mode(word: str, avoid: Sequence[str]) -> Mode:
    """Check the mode, and what to keep out of."""
    modes = [mode.value for mode in Mode if mode is not Mode.UNKNOWN]
    if word not in modes:
        raise CallError(f"mode: “{word}” is not one of {', '.join(modes)}")
    if word == Mode.FERRY:
        try:
            check_passages(avoid)
        except ValueProblem as error:
            raise CallError(f"avoid: {error}") from None
        return Mode.FERRY
    if avoid and word != Mode.RAIL:
        raise CallError(f"avoid: a route by {word} cannot keep out of countries (rail alone)")
    for problem in check_countries(avoid, read_gazetteer()) if avoid else ():
        raise CallError(f"avoid: {problem}")
    return Mode(word)


def _cells(frame: "DataFrame", column: str) -> list[Any]:
    """Give the cells of a column, geometries in degrees."""
    from geopandas import GeoSeries  # noqa: PLC0415 - half a second that only tables need

    if column not in frame.columns:
        known = ", ".join(map(str, frame.columns))
        raise CallError(f"“{column}” is no column of the table ({known or 'it has none'})")
    cells: Series[Any] = frame[column]
    if not isinstance(cells, GeoSeries):
        return list(cells)
    if cells.crs is None:
        raise CallError(f"“{column}” has no CRS: say in which its geometries are, with set_crs")
    return list(cells.to_crs(WGS84))


def _several(cell: Any) -> tuple[Any, ...]:
    """Give the values of a cell that may hold none, one or a list of them."""
    if _is_missing(cell) or (isinstance(cell, str) and not cell.strip()):
        return ()
    return tuple(cell) if isinstance(cell, list) else (cell,)


def _is_missing(cell: Any) -> bool:
    """Tell whether a cell holds nothing."""
    return cell is None or (isinstance(cell, float) and isnan(cell))


def _finder(mode: Mode) -> Find:
    """Give what finds the places of a row; names are looked up once for all rows alike."""

    @cache
    def named(texts: tuple[str, ...]) -> list[Place]:
        return find_places(texts, read_gazetteer(), kind=CALLED_AT.get(mode))

    def find(cells: tuple[Any, ...]) -> list[Place]:
        if all(isinstance(cell, str) for cell in cells):
            return named(cells)
        return [named((c,))[0] if isinstance(c, str) else _place(c) for c in cells]

    return find


def _place(cell: Any) -> Place:
    """Make a place of a point or a pair."""
    if _is_missing(cell) or (isinstance(cell, BaseGeometry) and cell.is_empty):
        raise NotFoundError("an end is empty", "give it a position")
    if isinstance(cell, Point):
        return place_at(lonlat(cell.x, cell.y))
    try:
        lon, lat = (float(each) for each in cell)
    except (TypeError, ValueError):
        message = f"“{one_line(str(cell), 60)}” is no position"
        raise PositionError(message, "a point, (lon, lat) or a text") from None
    return place_at(lonlat(lon, lat))


def _table(rows: Sequence[Route | str], mode: Mode, index: Any) -> "GeoDataFrame":
    """Put routes into a table, their problems beside them."""
    from geopandas import GeoDataFrame  # noqa: PLC0415 - as above

    shown = [_shown(row, mode) for row in rows]
    columns: dict[str, Any] = {"geometry": [row["geometry"] for row in shown]}
    for name in ("mode", "basis", *METRES, "note", "attribution", "problem"):
        cells = [row.get(name) for row in shown]
        if name in METRES:
            columns[name] = np.array([np.nan if each is None else each for each in cells], float)
        else:
            columns[name] = np.array([each or "" for each in cells], object)
    return GeoDataFrame(columns, index=index, geometry="geometry", crs=WGS84)


def _shown(row: Route | str, mode: Mode) -> dict[str, Any]:
    """Give the cells of a row."""
    if isinstance(row, str):
        return {"geometry": None, "mode": mode.value, "problem": row}
    (leg,) = row.legs
    return {
        "geometry": leg.line,
        "mode": mode.value,
        "basis": leg.basis.value,
        "length_m": leg.length_m,
        "straight_m": leg.straight_m,
        "snap_start_m": leg.snap_m[0],
        "snap_end_m": leg.snap_m[1],
        "generalised_m": leg.generalised_m,
        "note": leg.note,
        "attribution": leg.attribution,
    }
