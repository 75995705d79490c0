"""Styles of QGIS: the colours, strokes and marks of the map."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple
from xml.etree import ElementTree as ET

from maps.case.settings import Category
from maps.draw.status import LinkStatus
from maps.draw.style import BASIS_LABELS, KIND_LABELS, MODE_LABELS, STATUS_LABELS
from maps.export.data.table import Table
from maps.page.plain import visible
from routes.links import Mode
from routes.route import Basis

#: Release of QGIS from which on the styles are read as they stand.
VERSION = "3.28.0"
#: Marks of QGIS for the shapes of categories and for kinds of places.
SHAPES = {
    "circle": "circle", "square": "square", "diamond": "diamond", "triangle": "triangle",
    "hexagon": "hexagon", "pentagon": "pentagon", "star": "star", "cross": "cross_fill",
}  # fmt: skip
KIND_SHAPES = {
    "station": "square", "port": "semi_circle", "airport": "triangle", "facility": "diamond",
    "border_crossing": "cross2",
}  # fmt: skip
_DASHES = {LinkStatus.PLANNED: "8;5", LinkStatus.SPECULATED: "1;6", LinkStatus.DISPUTED: "6;2"}
_WIDTHS = {LinkStatus.SUSPENDED: 4.0, LinkStatus.ENDED: 1.25, LinkStatus.UNSTATED: 2.0}
_WIDTH = 3.0


class Looks(NamedTuple):
    """Colours of the paper by their name, and the categories of events."""

    colours: Mapping[str, str]
    categories: tuple[Category, ...]


@cache
def read_colours() -> Mapping[str, str]:
    """
    Read the colours of the light theme.

    Returns
    -------
    mapping
        `#rrggbb` by name: `rail`, `ink`, `paper`.
    """
    text = (files("maps.page") / "css" / "colours.css").read_text(encoding="utf-8")
    light = text[: text.index("@media")]
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", light))


def style_of(table: Table, looks: Looks) -> list[str]:
    """
    Write the style of a layer.

    Parameters
    ----------
    table
        One that has geometries.
    looks
        Colours and marks.

    Returns
    -------
    list of str
        One, XML that QGIS takes as the style of the layer; none for a layer of no known name.
    """
    makers = {"places": _places, "events": _events, "areas": _areas}
    makers |= {"routes": _routes, "stretches": _stretches}
    if table.name not in makers:
        return []
    root = ET.Element("qgis", version=VERSION, styleCategories="Symbology|Labeling")
    root.append(makers[table.name](looks))
    if table.name in {"places", "events"}:
        root.append(_labels("number" if table.name == "events" else "title", looks))
    text = ET.tostring(root, encoding="unicode")
    return [f"<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n{text}\n"]


def _places(looks: Looks) -> ET.Element:
    """Places by kind, in ink."""
    ink, paper = looks.colours["ink"], looks.colours["paper"]
    marks = [
        (str(kind), label, _place(KIND_SHAPES.get(kind, "circle"), ink, paper))
        for kind, label in KIND_LABELS.items()
    ]
    return _categorised("kind", marks)


def _place(shape: str, ink: str, paper: str) -> ET.Element:
    """Draw the mark of a place with a paper edge; one of strokes alone is in ink."""
    return _marker(shape, ink, ink if shape == "cross2" else paper, 2.4)


def _events(looks: Looks) -> ET.Element:
    """Events by category: paper with an edge of the category's colour."""
    marks = [
        (
            visible(each.id),
            visible(each.label),
            _marker(SHAPES.get(each.symbol, "circle"), looks.colours["paper"], each.colour, 4.8),
        )
        for each in looks.categories
    ]
    return _categorised("category", marks)


def _areas(looks: Looks) -> ET.Element:
    """Areas in a tenth of ink with a dashed edge."""
    fill = _symbol("fill", "SimpleFill", {
        "color": _rgba(looks.colours["ink"], 26), "style": "solid",
        "outline_color": _rgba(looks.colours["ink"]), "outline_style": "dash",
        "outline_width": "0.8", "outline_width_unit": "Pixel",
    })  # fmt: skip
    root = ET.Element("renderer-v2", type="singleSymbol")
    symbols = ET.SubElement(root, "symbols")
    fill.set("name", "0")
    symbols.append(fill)
    return root


def _routes(looks: Looks) -> ET.Element:
    """Routes: the colour says the mode, the stroke the state."""
    rules = []
    for mode in Mode:
        for status in LinkStatus:
            label = f"{MODE_LABELS[mode]}, {STATUS_LABELS[status]}"
            test = f"\"mode\" = '{mode}' AND coalesce(\"status\", 'reported_once') = '{status}'"
            stroke = _stroke(looks, mode, _WIDTHS.get(status, _WIDTH), _DASHES.get(status, ""))
            rules.append((test, label, stroke))
    return _ruled(rules)


def _stretches(looks: Looks) -> ET.Element:
    """Stretches: the colour says the mode, the stroke what the line rests on."""
    rules = []
    for mode in Mode:
        for basis in Basis:
            schematic = basis is Basis.SCHEMATIC
            label = f"{MODE_LABELS[mode]}, {BASIS_LABELS[basis]}"
            test = f"\"mode\" = '{mode}' AND \"basis\" = '{basis}'"
            stroke = _stroke(looks, mode, 1.5 if schematic else _WIDTH, "4;3" if schematic else "")
            rules.append((test, label, stroke))
    return _ruled(rules)


def _stroke(looks: Looks, mode: Mode, width: float, dash: str) -> ET.Element:
    """Draw a line in the colour of its mode."""
    return _symbol("line", "SimpleLine", {
        "line_color": _rgba(looks.colours[str(mode)]), "line_style": "solid",
        "line_width": f"{width:g}", "line_width_unit": "Pixel",
        "capstyle": "flat", "joinstyle": "round",
        "use_custom_dash": "1" if dash else "0", "customdash": dash or "5;2",
        "customdash_unit": "Pixel",
    })  # fmt: skip


def _marker(name: str, fill: str, edge: str, size: float) -> ET.Element:
    """Draw a mark."""
    return _symbol("marker", "SimpleMarker", {
        "name": name, "color": _rgba(fill), "outline_color": _rgba(edge),
        "outline_style": "solid", "outline_width": "0.4", "outline_width_unit": "MM",
        "size": f"{size:g}", "size_unit": "MM",
    })  # fmt: skip


def _symbol(kind: str, layer: str, options: Mapping[str, str]) -> ET.Element:
    """Make a symbol of one layer."""
    symbol = ET.Element("symbol", type=kind, alpha="1", clip_to_extent="1", force_rhr="0")
    inner = ET.SubElement(
        symbol, "layer", {"class": layer, "enabled": "1", "pass": "0", "locked": "0"}
    )
    _options(inner, options)
    return symbol


def _options(parent: ET.Element, options: Mapping[str, str]) -> None:
    """Add options of QGIS."""
    together = ET.SubElement(parent, "Option", type="Map")
    for name, value in options.items():
        ET.SubElement(together, "Option", type="QString", name=name, value=value)


def _categorised(attribute: str, marks: list[tuple[str, str, ET.Element]]) -> ET.Element:
    """Draw each value of an attribute by its mark; values are never part of an expression."""
    root = ET.Element("renderer-v2", type="categorizedSymbol", attr=attribute, enableorderby="0")
    categories = ET.SubElement(root, "categories")
    symbols = ET.SubElement(root, "symbols")
    for nth, (value, label, symbol) in enumerate(marks):
        ET.SubElement(
            categories, "category", symbol=str(nth), value=value, label=label, render="true",
            type="string",
        )  # fmt: skip
        symbol.set("name", str(nth))
        symbols.append(symbol)
    return root


def _ruled(rules: list[tuple[str, str, ET.Element]]) -> ET.Element:
    """Draw what a test of ours holds for by its symbol."""
    root = ET.Element("renderer-v2", type="RuleRenderer", enableorderby="0", forceraster="0")
    tests = ET.SubElement(root, "rules", key="{rules}")
    symbols = ET.SubElement(root, "symbols")
    for nth, (test, label, symbol) in enumerate(rules):
        ET.SubElement(
            tests, "rule", key=f"{{rule-{nth}}}", filter=test, label=label, symbol=str(nth)
        )
        symbol.set("name", str(nth))
        symbols.append(symbol)
    return root


def _labels(attribute: str, looks: Looks) -> ET.Element:
    """Write a column beside each mark."""
    root = ET.Element("labeling", type="simple")
    settings = ET.SubElement(root, "settings", calloutType="simple")
    style = ET.SubElement(
        settings, "text-style", fieldName=attribute, isExpression="0", fontSize="8",
        fontSizeUnit="Point", textColor=_rgba(looks.colours["ink"]), fontWeight="50",
    )  # fmt: skip
    ET.SubElement(
        style, "text-buffer", bufferDraw="1", bufferSize="0.7", bufferSizeUnits="MM",
        bufferColor=_rgba(looks.colours["halo"]),
    )  # fmt: skip
    over = attribute == "number"
    ET.SubElement(
        settings, "placement", placement="1" if over else "6", quadOffset="4" if over else "5",
        dist="0" if over else "1", distUnits="MM", priority="5",
    )  # fmt: skip
    return root


def _rgba(colour: str, alpha: int = 255) -> str:
    """Write `#rrggbb` as QGIS does."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"{red},{green},{blue},{alpha}"
