"""The map as folium composes it: panes, layers, geometry and ids, and no text of a case."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from typing import Any, NamedTuple

import folium
from branca.element import Element
from folium.map import CustomPane
from folium.utilities import JsCode

from geo.coords import Bbox
from maps.draw.basemap import Basemap
from maps.draw.layers import Layer

#: Panes below the markers, with their place in the stack.
PANES = (("paper", 200), ("casings", 390), ("dressings", 405), ("names", 560), ("places", 580))
#: Decimals of a degree: about a metre.
DECIMALS = 5
#: From this zoom on the fine base map is drawn.
DETAIL_FROM = 7
MAX_ZOOM = 14


class MapParts(NamedTuple):
    """What folium renders: the element of the map, and the script that fills it."""

    html: str
    script: str


def compose_map(layers: Sequence[Layer], basemap: Basemap, view: Bbox) -> MapParts:
    """
    Compose the Leaflet map.

    Parameters
    ----------
    layers
        What the layer control shows and hides.
    basemap
        Land, water and borders.
    view
        What the map opens on.

    Returns
    -------
    MapParts
        The same for the same input.

    Notes
    -----
    folium and branca compile what they render as templates once more, so nothing but geometry,
    ids, class names and numbers of ours goes through them; names go in as JSON afterwards.
    """
    with _numbered_ids():
        chart = _empty_map()
        _add_paper(chart, basemap)
        groups = [_add_layer(chart, layer) for layer in layers]
        control = folium.LayerControl(collapsed=True, position="topright")
        control.add_to(chart)
        corners = [[view.south, view.west], [view.north, view.east]]
        chart.fit_bounds(corners, padding=(18, 18))
        root = chart.get_root()
        root.render()
        html = "".join(child.render() for child in root.html._children.values())
        script = "".join(child.render() for child in root.script._children.values())
    named = ", ".join(f"{json.dumps(name)}: {variable}" for name, variable in groups)
    start = f"waybook.start({chart.get_name()}, {control.get_name()}, {{{named}}});"
    return MapParts(html, f"{script}\n{start}\n")


@contextmanager
def _numbered_ids() -> Iterator[None]:
    """Have branca count its ids, which are random otherwise."""
    numbers = count(1)
    before = Element._generate_id
    Element._generate_id = lambda _: f"{next(numbers):04d}"
    try:
        yield
    finally:
        Element._generate_id = before


def _empty_map() -> folium.Map:
    """Make a map without tiles and without web addresses."""
    chart = folium.Map(
        tiles=None,
        control_scale=True,
        zoom_snap=0.25,
        zoom_delta=0.5,
        wheel_px_per_zoom_level=90,
        max_zoom=MAX_ZOOM,
        min_zoom=1,
        world_copy_jump=False,
    )
    chart.default_js, chart.default_css = [], []
    for name, place in PANES:
        CustomPane(name, z_index=place, pointer_events=name in {"casings", "places"}).add_to(chart)
    return chart


def _add_layer(chart: folium.Map, layer: Layer) -> tuple[str, str]:
    """Add a layer as a group of its own; give its key and the name of its variable."""
    group = folium.FeatureGroup(name=layer.key)
    _geojson(
        collection(layer.table),
        on_each_feature=JsCode("waybook.feature"),
        pointToLayer=JsCode("waybook.point"),
        style=JsCode("waybook.style"),
    ).add_to(group)
    group.add_to(chart)
    return layer.key, group.get_name()


def _add_paper(chart: folium.Map, basemap: Basemap) -> None:
    """Add the base map, the coarse one below the fine."""
    for name, features in basemap_features(basemap):
        group = folium.FeatureGroup(name=name, control=False)
        _geojson(
            {"type": "FeatureCollection", "features": features},
            on_each_feature=JsCode("waybook.baseFeature"),
            renderer=JsCode("waybook.canvas"),
            interactive=False,
            smooth_factor=1.0,
        ).add_to(group)
        group.add_to(chart)


def _geojson(data: dict[str, Any], **options: Any) -> folium.GeoJson:
    """Make a GeoJson layer with options of Leaflet's."""
    return folium.GeoJson(data, **options)


def collection(table: Any) -> dict[str, Any]:
    """
    Turn a layer's table into GeoJSON.

    Parameters
    ----------
    table
        GeoDataFrame of a `Layer`.

    Returns
    -------
    dict
        A FeatureCollection with rounded coordinates.
    """
    features = json.loads(table.to_json(drop_id=True))["features"]
    for feature in features:
        geometry = feature["geometry"]
        geometry["coordinates"] = rounded(geometry["coordinates"], DECIMALS)
    return {"type": "FeatureCollection", "features": features}


def rounded(coordinates: Any, decimals: int) -> Any:
    """
    Round nested coordinates.

    Parameters
    ----------
    coordinates
        Of GeoJSON, nested to any depth.
    decimals
        Of a degree.

    Returns
    -------
    list
        The same nesting.
    """
    if isinstance(coordinates, (int, float)):
        return round(coordinates, decimals)
    return [rounded(part, decimals) for part in coordinates]
