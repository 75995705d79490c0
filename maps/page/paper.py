"""The base map as features of three groups, told apart by the zoom at which they are shown."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.coords import Bbox
from maps.draw.basemap import Basemap, basemap
from maps.draw.basemap_levels import Level
from maps.draw.layers import Layer
from maps.page.geojson import feature

#: Decimals of a degree: a hundred metres far off, ten from near.
FAR_DECIMALS, NEAR_DECIMALS = 3, 4

#: Zooms from which the base map is drawn finer.
MIDDLE_FROM, DETAIL_FROM = 4.75, 6.5
#: Beyond the closest zoom.
ENDLESS = 99.0

#: Where detail is wanted need not be known better than this.
NEAR_TOLERANCE_DEG = 0.1


def basemap_under(layers: Sequence[Layer], frame: Bbox, view: Bbox) -> Basemap:
    """
    Give the base map of a page.

    Parameters
    ----------
    layers
        What is drawn: detail is given around it.
    frame, view
        The window of the whole map, and the one that it opens on; both unwrapped.

    Returns
    -------
    Basemap
        For a window that holds both.
    """
    turns = 360.0 * round(((frame.west + frame.east) - (view.west + view.east)) / 720)
    opens = Bbox(view.west + turns, view.south, view.east + turns, view.north)
    shapes = [shape for layer in layers if layer.key != "areas" for shape in layer.table.geometry]
    rough = shapely.simplify(shapes, NEAR_TOLERANCE_DEG)
    # what stands outside of the frame, such as the badge of a country, needs its coast too
    boxes = np.array([frame, opens, *shapely.bounds(shapes)])
    west, south = boxes[:, :2].min(axis=0).tolist()
    east, north = boxes[:, 2:].max(axis=0).tolist()
    window = Bbox(west, south, min(east, west + 360), north)
    return basemap(window, near=shapely.union_all(rough), opens=opens)


def paper_groups(paper: Basemap) -> list[tuple[str, list[dict[str, Any]]]]:
    """
    Turn a base map into features.

    Parameters
    ----------
    paper
        The base map.

    Returns
    -------
    list of (str, list of dict)
        The groups that `paper_zooms` names, each with GeoJSON features that name what they are
        in `kind`; in the order in which they are painted.
    """
    outer = list(_features(paper.overview, FAR_DECIMALS))
    groups = {
        "paper-always": [*_features(paper.around, 2), *_without_units(outer)],
        "paper-far": _without_units(_features(paper.closeup_overview, FAR_DECIMALS)),
        "paper-opening": list(_features(paper.opening, FAR_DECIMALS)),
        "paper-middle": list(_features(paper.closeup_middle, FAR_DECIMALS)),
        "paper-near": list(_features(paper.closeup_detail, NEAR_DECIMALS)),
        "paper-units": [one for one in outer if one["properties"]["kind"] == "units"],
    }
    return list(groups.items())


def paper_zooms(paper: Basemap) -> dict[str, tuple[float, float]]:
    """
    Say at which zooms each part of a base map is shown.

    Parameters
    ----------
    paper
        The base map.

    Returns
    -------
    dict
        By group: the first zoom, and the one from which it is shown no more.
    """
    middle = MIDDLE_FROM if paper.closeup_middle.land or paper.opening.land else DETAIL_FROM
    return {
        "paper-always": (0, ENDLESS),
        "paper-far": (0, middle),
        "paper-opening": (middle, ENDLESS),
        "paper-middle": (middle, DETAIL_FROM),
        "paper-near": (DETAIL_FROM, ENDLESS),
        "paper-units": (MIDDLE_FROM, ENDLESS),
    }


def _without_units(features: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Leave out the first-level units, which are too fine to be seen from far off."""
    return [one for one in features if one["properties"]["kind"] != "units"]


def _features(level: Level, decimals: int) -> Iterator[dict[str, Any]]:
    """Give the features of a level, areas first."""
    settled = [border.line for border in level.borders if not border.disputed]
    disputed = [border.line for border in level.borders if border.disputed]
    kinds: list[tuple[str, Sequence[BaseGeometry]]] = [
        ("land", level.land),
        ("lakes", level.lakes),
        ("coast", level.coast),
        ("minor", [river.line for river in level.rivers if river.rank > 1]),
        ("rivers", [river.line for river in level.rivers if river.rank == 1]),
        ("units", level.regions),
        ("borders", settled),
        ("disputed", disputed),
    ]
    for kind, shapes in kinds:
        if len(shapes):
            yield feature(_multi(shapes), decimals, kind=kind)


def _multi(shapes: Sequence[BaseGeometry]) -> BaseGeometry:
    """Put shapes of one dimension into one."""
    parts = shapely.get_parts(list(shapes))
    areas = shapely.get_dimensions(parts[:1])[0] == 2
    return shapely.multipolygons(parts) if areas else shapely.multilinestrings(parts)
