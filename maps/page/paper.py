"""The base map as features of three groups, told apart by the zoom at which they are shown."""

from collections.abc import Iterator, Sequence
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geo.coords import Bbox
from maps.draw.basemap import Basemap, basemap
from maps.draw.basemap_levels import Level
from maps.draw.layers import Layer
from maps.page.geojson import feature

#: Decimals of a degree: a hundred metres far off, ten from near.
FAR_DECIMALS, NEAR_DECIMALS = 3, 4

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
    window = Bbox(
        min(frame.west, view.west + turns),
        min(frame.south, view.south),
        max(frame.east, view.east + turns),
        max(frame.north, view.north),
    )
    shapes = [shape for layer in layers if layer.key != "areas" for shape in layer.table.geometry]
    rough = shapely.simplify(shapes, NEAR_TOLERANCE_DEG)
    return basemap(window, near=shapely.union_all(rough))


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
        `paper-always`, `paper-far` and `paper-near`, each with GeoJSON features that name what
        they are in `kind`; in the order in which they are painted.
    """
    far = [*_features(paper.around, 2), *_features(paper.overview, FAR_DECIMALS)]
    return [
        ("paper-always", far),
        ("paper-far", list(_features(paper.closeup_overview, FAR_DECIMALS))),
        ("paper-near", list(_features(paper.closeup_detail, NEAR_DECIMALS))),
    ]


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
