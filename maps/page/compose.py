"""The map as folium composes it: panes, layers, geometry and ids, and no text of a case."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from typing import Any, NamedTuple
from unittest.mock import patch

import folium
from branca.element import Element, MacroElement
from folium.map import CustomPane
from folium.template import Template

from geo.coords import Bbox
from maps.draw.basemap import Basemap
from maps.draw.layers import Layer
from maps.page.packed import Packed, pack_feature
from maps.page.paper import paper_groups

#: Panes below the markers, with their place in the stack.
PANES = (("paper", 200), ("casings", 390), ("dressings", 405), ("names", 560), ("places", 580))
#: Decimals of a degree: about a metre.
DECIMALS = 5
MAX_ZOOM = 14


class MapParts(NamedTuple):
    """What folium renders: the element of the map, and the script that fills it."""

    html: str
    script: str


def compose_map(layers: Sequence[Layer], basemap: Basemap, inset: Bbox | None = None) -> MapParts:
    """
    Compose the Leaflet map.

    Parameters
    ----------
    layers
        What the layer control shows and hides.
    basemap
        Land, water and borders.
    inset
        What a small second map shows; unwrapped.

    Returns
    -------
    MapParts
        The same for the same input.

    Notes
    -----
    folium and branca compile what they render as templates once more, so nothing but geometry,
    ids, class names and numbers of ours goes through them; names go in as JSON afterwards. The
    scripts of the page, which know its margins, choose what the map opens on.
    """
    with _numbered_ids():
        chart = _empty_map()
        paper = add_basemap(chart, basemap, inset)
        groups = [_add_group(chart, layer) for layer in layers]
        control = folium.LayerControl(collapsed=True, position="topright")
        control.add_to(chart)
        root: Any = chart.get_root()
        root.render()
        html, script = (_rendered(part) for part in (root.html, root.script))
    arguments = [
        chart.get_name(),
        control.get_name(),
        variables_object(groups),
        variables_object(paper),
    ]
    start = f"waybook.start({', '.join(arguments)});"
    return MapParts(html, f"{script}\n{start}\n")


def _rendered(part: Element) -> str:
    """Give what the elements of a part of the figure have rendered."""
    return "".join(child.render() for child in part._children.values())  # noqa: SLF001 - no other way


def variables_object(variables: Sequence[tuple[str, str]]) -> str:
    """
    Write the script of an object of variables by their keys.

    Parameters
    ----------
    variables
        Keys and names, as `add_layer` and `add_basemap` give them.

    Returns
    -------
    str
        JavaScript.
    """
    return "{" + ", ".join(f"{json.dumps(key)}: {name}" for key, name in variables) + "}"


@contextmanager
def _numbered_ids() -> Iterator[None]:
    """Have branca count its ids, which are random otherwise."""
    numbers = count(1)
    with patch.object(Element, "_generate_id", lambda _: f"{next(numbers):04d}"):
        yield


def _empty_map() -> folium.Map:
    """Make a map without tiles and without web addresses."""
    chart = folium.Map(
        tiles=None,
        zoom_snap=0.25,
        zoom_delta=0.5,
        wheel_px_per_zoom_level=90,
        world_copy_jump=False,
    )
    chart.options["max_zoom"] = MAX_ZOOM  # folium gives its own to tiles alone
    chart.default_js, chart.default_css = [], []
    add_panes(chart)
    return chart


def add_panes(chart: folium.Map) -> None:
    """
    Give a map the panes that our layers stand in.

    Parameters
    ----------
    chart
        Any folium map.
    """
    for name, place in PANES:
        CustomPane(name, z_index=place, pointer_events=name in {"casings", "places"}).add_to(chart)


def _add_group(chart: folium.Map, layer: Layer) -> tuple[str, str]:
    """Add a layer; those of events and places empty: the page has these as columns and names."""
    if layer.group == "routes" or layer.key == "areas":
        return add_layer(chart, layer)
    group = folium.FeatureGroup(name=layer.key)
    group.add_to(chart)
    return layer.key, group.get_name()


def add_layer(chart: folium.Map, layer: Layer) -> tuple[str, str]:
    """
    Add a layer as a group of its own.

    Parameters
    ----------
    chart
        With the panes of `PANES`, in a page that holds our script.
    layer
        What the group shows.

    Returns
    -------
    tuple
        Its key and the name of its variable in the script.
    """
    group = folium.FeatureGroup(name=layer.key)
    _Drawn(layer).add_to(group)
    group.add_to(chart)
    return layer.key, group.get_name()


class _Drawn(MacroElement):
    """The features of a layer, which the page unpacks as GeoJSON."""

    _template = Template(
        "{% macro script(this, kwargs) %}\n"
        "waybook.drawn({{ this.features }}).addTo({{ this._parent.get_name() }});\n"
        "{% endmacro %}"
    )

    def __init__(self, layer: Layer) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Drawn"
        columns = [name for name in layer.table.columns if name != "geometry"]
        rows = zip(layer.table.geometry, layer.table[columns].to_dict("records"), strict=True)
        features = [pack_feature(shape, DECIMALS, properties) for shape, properties in rows]
        self.features = json.dumps(features, separators=(",", ":"))


class _Paper(MacroElement):
    """A group of the base map, which stays text until it is shown."""

    _template = Template(
        "{% macro script(this, kwargs) %}\n"
        "var {{ this.get_name() }} = waybook.paper('{{ this.text }}');\n"
        "{% endmacro %}"
    )

    def __init__(self, shapes: dict[str, Packed]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Paper"
        self.text = json.dumps(shapes, separators=(",", ":"))


def add_basemap(
    chart: folium.Map, paper: Basemap, inset: Bbox | None = None
) -> list[tuple[str, str]]:
    """
    Add the base map as groups that `waybook.start` or `waybook.attach` shows by zoom.

    Parameters
    ----------
    chart
        With the panes of `PANES`, in a page that holds our script.
    paper
        The base map.
    inset
        What a small second map shows, unwrapped; none without one.

    Returns
    -------
    list
        The keys of its groups and the names of their variables in the script.
    """
    groups = []
    for name, shapes in paper_groups(paper, inset).items():
        group = _Paper(shapes)
        group.add_to(chart)
        groups.append((name, group.get_name()))
    return groups
