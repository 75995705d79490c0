"""The base map as packed text of several groups, told apart by the zoom at which they are shown."""

from collections.abc import Sequence
from math import cos, log2, radians

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.coords import Bbox
from maps.draw.basemap import Basemap, basemap
from maps.draw.basemap_levels import Level
from maps.draw.layers import Layer
from maps.page.packed import Packed, pack

#: Decimals of a degree: a hundred metres, and other groups.
FAR_DECIMALS = 3
DECIMALS = {"paper-around": 2, "paper-near": 4, "paper-inset": 4}

#: Zooms from which the base map is drawn finer.
MIDDLE_FROM, DETAIL_FROM = 4.75, 6.5
#: Beyond the closest zoom.
ENDLESS = 99.0

#: Pixels of the inset, as `css/map.css` has them.
INSET_PX = (250, 158)
#: How far its group reaches from its middle, as a share of what it shows.
INSET_MARGIN = 0.8
#: The widest that it goes in, in degrees.
LEAST_INSET_DEG = 0.001

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
    # events stand at places
    told = [layer for layer in layers if layer.key != "areas" and layer.group != "events"]
    shapes = [shape for layer in told for shape in layer.table.geometry]
    rough = shapely.simplify(shapes, NEAR_TOLERANCE_DEG)
    # what stands outside of the frame, such as the badge of a country, needs its coast too
    boxes = np.array([frame, opens, *shapely.bounds(shapes)])
    west, south = boxes[:, :2].min(axis=0).tolist()
    east, north = boxes[:, 2:].max(axis=0).tolist()
    window = Bbox(west, south, min(east, west + 360), north)
    return basemap(window, near=shapely.union_all(rough), opens=opens)


def paper_groups(paper: Basemap, inset: Bbox | None = None) -> dict[str, dict[str, Packed]]:
    """
    Turn a base map into groups.

    Parameters
    ----------
    paper
        The base map.
    inset
        What a small second map of 250 by 158 pixels shows, on the turn of `paper`; it has a group
        of its own, `paper-inset`.

    Returns
    -------
    dict
        The groups that `paper_zooms` names, each with its shapes by kind (`land`, `rivers`, …), in
        the order in which they are painted.
    """
    shapes = {name: _shapes(level) for name, level in _levels(paper).items()}
    units = shapes["paper-always"].pop("units", [])
    shapes["paper-far"].pop("units", None)
    shapes["paper-units"] = {"units": units} if units else {}
    decimals = dict(DECIMALS)
    if paper_zooms(paper)["paper-far"][1] <= MIDDLE_FROM:
        decimals["paper-far"] = 2  # a fifth of a pixel
    if inset:
        shapes["paper-inset"] = _cut_out(shapes, paper_zooms(paper), inset)
    return {
        name: {kind: pack(each, decimals.get(name, FAR_DECIMALS)) for kind, each in kinds.items()}
        for name, kinds in shapes.items()
    }


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
        "paper-around": (0, ENDLESS),
        "paper-always": (0, ENDLESS),
        "paper-far": (0, middle),
        "paper-opening": (middle, ENDLESS),
        "paper-middle": (middle, DETAIL_FROM),
        "paper-near": (DETAIL_FROM, ENDLESS),
        "paper-units": (MIDDLE_FROM, ENDLESS),
        "paper-inset": (ENDLESS, ENDLESS),
    }


def _levels(paper: Basemap) -> dict[str, Level]:
    """Name the levels of a base map, in the order in which they are painted."""
    return {
        "paper-around": paper.around,
        "paper-always": paper.overview,
        "paper-far": paper.closeup_overview,
        "paper-opening": paper.opening,
        "paper-middle": paper.closeup_middle,
        "paper-near": paper.closeup_detail,
    }


def _shapes(level: Level) -> dict[str, list[BaseGeometry]]:
    """Give the shapes of a level by kind, areas first, as they are painted."""
    kinds = {
        "land": list(level.land),
        "lakes": list(level.lakes),
        "coast": list(level.coast),
        "minor": [river.line for river in level.rivers if river.rank > 1],
        "rivers": [river.line for river in level.rivers if river.rank == 1],
        "units": list(level.regions),
        "borders": [border.line for border in level.borders if not border.disputed],
        "disputed": [border.line for border in level.borders if border.disputed],
    }
    return {kind: shapes for kind, shapes in kinds.items() if shapes}


def _cut_out(
    shapes: dict[str, dict[str, list[BaseGeometry]]],
    zooms: dict[str, tuple[float, float]],
    inset: Bbox,
) -> dict[str, list[BaseGeometry]]:
    """Cut what an inset shows out of the groups that are shown at its zoom."""
    window, zoom = inset_window(inset)
    cut: dict[str, list[BaseGeometry]] = {}
    for name, kinds in shapes.items():
        first, beyond = zooms[name]
        for kind, each in kinds.items() if first <= zoom < beyond else ():
            parts = shapely.get_parts(shapely.clip_by_rect(each, *window))
            alike = shapely.get_dimensions(parts) == shapely.get_dimensions(each[:1])[0]
            kept = parts[alike & ~shapely.is_empty(parts)]
            if len(kept):
                cut.setdefault(kind, []).extend(kept)
    return cut


def inset_window(inset: Bbox) -> tuple[Bbox, float]:
    """
    Say what an inset shows of the earth.

    Parameters
    ----------
    inset
        Degrees, unwrapped: what it must show.

    Returns
    -------
    Bbox
        What fits into its pixels around that, and a margin.
    float
        Its zoom.
    """
    west, south, east, north = inset
    shrink = cos(radians((south + north) / 2))  # of a degree of longitude against one of latitude
    width_px, height_px = INSET_PX
    wide = max(east - west, (north - south) / shrink * width_px / height_px, LEAST_INSET_DEG)
    high = wide * shrink * height_px / width_px
    margins = (wide * INSET_MARGIN, high * INSET_MARGIN)
    x, y = (west + east) / 2, (south + north) / 2
    box = Bbox(x - margins[0], y - margins[1], x + margins[0], y + margins[1])
    return box, log2(360 * width_px / (256 * wide))
