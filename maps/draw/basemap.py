"""Land, water, borders and names under a map, for a window of any size anywhere."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import affinity
from shapely.geometry import MultiLineString, MultiPolygon, mapping
from shapely.geometry.base import BaseGeometry

from geo.coords import Bbox
from maps.draw.basemap_labels import Label, labels_of
from maps.draw.basemap_levels import (
    EMPTY,
    Border,
    Generalisation,
    Level,
    Parts,
    fitted,
    level_of,
    simplified_borders,
)
from maps.draw.basemap_pack import read_table
from maps.draw.border_rivers import river_borders
from maps.draw.river_labels import river_labels

#: Vertices of all levels together; a vertex takes about 17 bytes of GeoJSON.
BUDGET_VERTICES = 60_000
#: The window is drawn with this share of its size more on each side, to pan into.
PADDING = 0.5
#: …and with this much at least: around a very small window the world would be too coarse.
LEAST_PADDING_DEG = 3.0
#: Detail is drawn this far around everything that stands on the map, to whole cells.
NEAR_DEG = 0.5
CELL_DEG = 1.0
#: Web maps show nothing beyond; so no edge of Antarctica runs along the pole.
LIMIT_LAT = 85.06
#: `near` may have its longitudes on any of these turns.
TURNS = (-720, -360, 0, 360, 720)

ATTRIBUTION = (
    "Coast and borders © OpenStreetMap contributors (ODbL)",
    "Lakes and regions: Natural Earth",
    "Rivers: GSHHG / World Data Bank II (LGPL)",
    "Towns: GeoNames (CC BY 4.0)",
)
#: Borders around what is drawn are OpenStreetMap's at every zoom: those of Natural Earth, which
#: serve far off, put a station on the wrong bank. Within half a kilometre of the true line.
BORDER_TOLERANCE_DEG = 0.004

#: A river is drawn on a border that is no farther off, near and from farther off.
RIVER_NEAR_DEG, RIVER_FAR_DEG = 0.008, 0.025

AROUND = Generalisation("world", 0.4, 2, 0.15)
WIDE = Generalisation("wide", 0.05, 3, 0.35)
OVERVIEW = Generalisation("overview", 0.016, 3, 0.4)
MIDDLE = Generalisation("overview", 0.016, 3, 0.25)
DETAIL = Generalisation("detail", 0.0036, 4, 0.4)
#: A view of more square degrees is wide: what `OVERVIEW` has more than `WIDE` would be dropped.
WIDE_DEG2 = 2500.0


@dataclass(frozen=True, slots=True)
class Basemap:
    """
    What lies under a map. Longitudes run on past ±180 where the window crosses it.

    Attributes
    ----------
    view
        The window with its padding; `west < east`.
    closeup
        The area that has detail: whole cells around what stands on the map; may be empty.
    around
        The world outside `view`, coarse; always shown.
    overview
        `view` outside of the closeup and of where the map opens; always shown.
    closeup_overview
        The rest of `view`, as coarse as `overview`; shown while the map is far off.
    opening, closeup_middle
        The same finer, outside `closeup` and in it; shown from the middle distance on. Empty
        where `overview` is as fine already.
    closeup_detail
        `closeup` in detail; shown instead of `closeup_overview` and `closeup_middle` from near.
    labels
        Names, the most important first.
    rivers
        Names of rivers, each on its river.
    attribution
        What must be said of the sources.
    """

    view: Bbox
    closeup: BaseGeometry
    around: Level
    overview: Level
    closeup_overview: Level
    opening: Level
    closeup_middle: Level
    closeup_detail: Level
    labels: tuple[Label, ...]
    rivers: tuple[Label, ...]
    attribution: tuple[str, ...]


def basemap(
    window: Bbox,
    *,
    near: BaseGeometry,
    opens: Bbox | None = None,
    budget_vertices: int = BUDGET_VERTICES,
) -> Basemap:
    """
    Give what lies under a map.

    Parameters
    ----------
    window
        Degrees, WGS 84; `west > east` crosses the antimeridian.
    near
        Everything that stands on the map; detail is given around it. May be empty, and may have
        its longitudes on any turn.
    opens
        What the map opens on, within `window` and on its turn; none for all of it.
    budget_vertices
        Most vertices of all levels together, roughly; the tolerance grows until it is kept.

    Returns
    -------
    Basemap
        The levels, valid and cut to their areas, and the labels.

    Raises
    ------
    MissingDataError
        The pack that ships with the program is not there.

    Notes
    -----
    Areas are simplified after Visvalingam and Whyatt so that none comes to lie over another,
    lines after Douglas and Peucker. Simplification goes beyond the edge of an area before it is
    cut, so that the edge stays where it is.
    """
    view = padded(window)
    box = shapely.box(*view)
    closeup = cells_near(near, view)
    far = WIDE if box.area > WIDE_DEG2 else OVERVIEW
    inner = closeup
    if far is WIDE and opens and shapely.box(*opens).area <= WIDE_DEG2:
        inner = shapely.union(closeup, shapely.intersection(shapely.box(*padded(opens)), box))
    rest, around = _around(box, view, budget_vertices)
    wide = fitted(far, box, budget_vertices)
    detail = fitted(DETAIL, closeup, budget_vertices)
    borders = read_table("borders")
    opening, middle = EMPTY, EMPTY
    if far is WIDE:
        parts = fitted(MIDDLE, inner, budget_vertices)
        opening = level_of(parts, shapely.difference(inner, closeup), MIDDLE, borders)
        opening = river_borders(opening, RIVER_FAR_DEG)
        middle = level_of(parts, closeup, MIDDLE, borders)
    near_level = river_borders(level_of(detail, closeup, DETAIL, borders), RIVER_NEAR_DEG)
    true = simplified_borders(near_level.borders, BORDER_TOLERANCE_DEG)
    return Basemap(
        view,
        closeup,
        level_of(around, rest, AROUND, borders),
        level_of(wide, shapely.difference(box, inner), far, borders),
        _bordered(level_of(wide, inner, far, borders), closeup, true),
        opening,
        river_borders(_bordered(middle, closeup, true), RIVER_FAR_DEG),
        near_level,
        labels_of(view, closeup),
        river_labels(view, _courses(near_level, opening, shapely.difference(wide.rivers, inner))),
        ATTRIBUTION,
    )


def _around(box: BaseGeometry, view: Bbox, budget_vertices: int) -> tuple[BaseGeometry, Parts]:
    """Give the rest of the world around a view, and what is drawn there."""
    world = Bbox((view.west + view.east) / 2 - 180, -LIMIT_LAT, 0, LIMIT_LAT)
    rest = shapely.difference(shapely.box(*world._replace(east=world.west + 360)), box)
    return rest, fitted(AROUND, rest, budget_vertices)


def _courses(near: Level, opening: Level, far: NDArray[np.object_]) -> list[BaseGeometry]:
    """Gather the rivers that a name may lie along."""
    fine = [river.line for level in (near, opening) for river in level.rivers]
    return [*fine, *(line for line in shapely.get_parts(far) if not line.is_empty)]


def _bordered(level: Level, closeup: BaseGeometry, true: Sequence[Border]) -> Level:
    """Put better borders into the closeup of a level."""
    outside = [
        replace(border, line=part)
        for border in level.borders
        for part in shapely.get_parts(shapely.difference(border.line, closeup))
        if part.length
    ]
    return replace(level, borders=(*outside, *true))


def padded(window: Bbox) -> Bbox:
    """
    Widen a window for panning.

    Parameters
    ----------
    window
        Degrees; `west > east` crosses the antimeridian.

    Returns
    -------
    Bbox
        `west < east`, at most 360 degrees wide, within what web maps show.
    """
    west, south, east, north = window.unwrapped()
    wide = max((east - west) * PADDING, LEAST_PADDING_DEG)
    high = max((north - south) * PADDING, LEAST_PADDING_DEG)
    slack = min(wide, (360 - (east - west)) / 2)
    return Bbox(
        west - slack,
        max(min(south - high, LIMIT_LAT - 1), -LIMIT_LAT),
        east + slack,
        min(max(north + high, 1 - LIMIT_LAT), LIMIT_LAT),
    )


def cells_near(near: BaseGeometry, view: Bbox) -> BaseGeometry:
    """
    Give the cells around what stands on the map.

    Parameters
    ----------
    near
        Degrees, longitudes on any turn; may be empty.
    view
        The box that the cells are cut to.

    Returns
    -------
    BaseGeometry
        Area with edges along meridians and parallels only; empty where nothing is near.
    """
    turned = shapely.get_parts([affinity.translate(near, turn) for turn in TURNS])
    corners = _corners_about(turned, view)
    cells = shapely.box(*corners.T, *(corners + CELL_DEG).T)
    hits = shapely.STRtree(cells).query(turned, predicate="dwithin", distance=NEAR_DEG)[1]
    whole = shapely.union_all(cells[np.unique(hits)])
    area: BaseGeometry = shapely.intersection(whole, shapely.box(*view))
    return shapely.Polygon() if area.is_empty else area


def _corners_about(shapes: NDArray[np.object_], view: Bbox) -> NDArray[np.float64]:
    """Give the south-western corners of the cells of a view that the boxes of shapes come near."""
    boxes = shapely.bounds(shapes) + NEAR_DEG * np.array([-1, -1, 1, 1])
    boxes = boxes[np.isfinite(boxes).all(axis=1)]
    least, most = np.array(view[:2]), np.array(view[2:])
    firsts = np.floor(np.maximum(boxes[:, :2], least) / CELL_DEG).astype(np.int64)
    lasts = np.ceil(np.minimum(boxes[:, 2:], most) / CELL_DEG).astype(np.int64)
    across, up = np.maximum(lasts - firsts, 0).T
    of = np.repeat(np.arange(len(boxes)), across * up)
    nth = np.arange(len(of)) - np.repeat(np.cumsum(across * up) - across * up, across * up)
    near = firsts[of] + np.stack([nth % across[of], nth // across[of]], axis=-1)
    # by rows, as a map is read, so that the same cells always come in the same order
    return np.unique(near[:, ::-1], axis=0)[:, ::-1] * CELL_DEG


def geojson(level: Level) -> dict[str, dict[str, Any]]:
    """
    Give a level as GeoJSON, one feature collection a layer, few features each.

    Parameters
    ----------
    level
        A level of the basemap.

    Returns
    -------
    dict
        Feature collections by the names of the layers; `rivers` carry `rank`, `borders` carry
        `countries`, `disputed` and `claim`. Layers without anything have no features.
    """
    rivers: dict[int, list[BaseGeometry]] = {}
    for river in level.rivers:
        rivers.setdefault(river.rank, []).append(river.line)
    borders: dict[tuple[bool, str, tuple[str, ...]], list[BaseGeometry]] = {}
    for border in level.borders:
        borders.setdefault((border.disputed, border.claim, border.countries), []).append(
            border.line
        )
    return {
        "land": _collection([_feature(level.land, {})]),
        "coast": _collection([_feature(level.coast, {})]),
        "lakes": _collection([_feature(level.lakes, {})]),
        "rivers": _collection([_feature(rivers[rank], {"rank": rank}) for rank in sorted(rivers)]),
        "borders": _collection(
            [
                _feature(
                    borders[key], {"countries": list(key[2]), "disputed": key[0], "claim": key[1]}
                )
                for key in sorted(borders)
            ]
        ),
        "regions": _collection([_feature(level.regions, {})]),
    }


def _feature(geometries: Sequence[BaseGeometry], properties: dict[str, Any]) -> dict[str, Any]:
    """Put geometries of one kind into one feature."""
    areas = any(geometry.geom_type == "Polygon" for geometry in geometries)
    join = MultiPolygon if areas else MultiLineString
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": mapping(join(list(geometries))),
    }


def _collection(features: list[dict[str, Any]]) -> dict[str, Any]:
    """Make a feature collection of the features that are not empty."""
    full = [feature for feature in features if feature["geometry"]["coordinates"]]
    return {"type": "FeatureCollection", "features": full}
