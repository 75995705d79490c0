"""The lines, events, places and base map of a case on a folium map of one's own."""

import json

import folium
from branca.element import Element, MacroElement
from folium.template import Template

from maps.case.dates import last_day
from maps.charted import Charted
from maps.draw.events import published
from maps.draw.layers import draw, frame_of
from maps.page.assets import read_script, read_style
from maps.page.compose import add_basemap, add_layer, add_panes, variables_object
from maps.page.paper import basemap_under, paper_zooms
from maps.page.render import category_style

#: Of our style sheets, those that speak of what is drawn alone.
STYLES = ("colours", "lines", "marks")
WATER = ".leaflet-container { background: var(--water); }\n"
#: And of our modules; `own` takes the place of `start`.
MODULES = (
    "words",
    "letters",
    "features",
    "shelf",
    "columns",
    "popups",
    "offsets",
    "glyphs",
    "lines",
    "stubs",
    "paper",
    "own",
)


class _Attached(MacroElement):
    """The last script of the map: our part takes over what our layers need."""

    _template = Template("{% macro script(this, kwargs) %}{{ this.call }}{% endmacro %}")

    def __init__(self, call: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Attached"
        self.call = call


def add_to_map(chart: folium.Map, charted: Charted) -> None:
    """
    Put a case on a map.

    Parameters
    ----------
    chart
        A folium map; `tiles=None` leaves our base map to be seen. What else is added to it, and
        its popups, tooltips and controls, are the caller's.
    charted
        The case with its places and lines, as `maps.build.chart` gives it. Drafts are left out.

    Notes
    -----
    Each layer is a `FeatureGroup`, so that a `LayerControl` finds it. Nothing but geometry and
    ids passes through folium: text of a case would be compiled as a template there.
    """
    case = published(charted.case)
    layers = draw(case, charted.places, charted.routes, last_day(case))
    window = frame_of(case, charted.places, charted.routes)
    basemap = basemap_under(layers, window, window)
    root = chart.get_root()
    style = f"<style>{read_style(STYLES)}{WATER}{category_style(case)}</style>"
    root.header.add_child(Element(_as_it_is(style)))  # type: ignore[attr-defined]
    root.script.add_child(Element(_as_it_is(read_script(MODULES))))  # type: ignore[attr-defined]
    add_panes(chart)
    paper = variables_object(add_basemap(chart, basemap))
    groups = variables_object([add_layer(chart, layer) for layer in layers])
    zooms = json.dumps(paper_zooms(basemap))
    arguments = f"{chart.get_name()}, {groups}, {paper}, {zooms}"
    chart.add_child(_Attached(f"waybook.attach({arguments});"))
    chart.fit_bounds([[window.south, window.west], [window.north, window.east]])


def _as_it_is(text: str) -> str:
    """Keep branca from compiling a text."""
    return f"{{% raw %}}{text}{{% endraw %}}"
