"""One map in one frame of a sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from matplotlib.figure import Figure

from geo.coords import Bbox
from maps.draw.events import categories
from maps.draw.layers import Layer
from maps.export.paper import Theme
from maps.export.press import Press
from maps.export.print.canvas import Canvas
from maps.export.print.edges import draw_areas, draw_edge, draw_outline
from maps.export.print.frame import Frame
from maps.export.print.graticule import draw_graticule
from maps.export.print.marks import Marks, draw_marks
from maps.export.print.palette import CARD_INK, palette
from maps.export.print.paper_ground import draw_ground
from maps.export.print.pen import Pen
from maps.export.print.plan import Plan, plan_map
from maps.export.print.strokes import draw_strokes
from maps.export.print.tracks import Track


@dataclass(frozen=True, slots=True)
class View:
    """
    What a map shows.

    Attributes
    ----------
    extent
        Degrees, unwrapped, on the turn of the layers.
    layers
        What is drawn: those of a press, of another day, or some of them.
    prefix
        Put before every id, so that several maps stand on one sheet.
    tones
        Colours of the layers of events, by their keys.
    names
        Names of places, by their refs.
    differing
        Refs of what sources differ on.
    reserved
        Boxes on the sheet that something else will cover.
    plain
        Whether it has no net of degrees.
    outlined
        What another map on the sheet shows: its edge is drawn on this one.
    """

    extent: Bbox
    layers: Sequence[Layer]
    prefix: str = ""
    tones: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    differing: frozenset[str] = frozenset()
    reserved: Sequence[Frame] = ()
    plain: bool = False
    outlined: Bbox | None = None


@dataclass(frozen=True, slots=True)
class DrawnMap:
    """
    A map that stands on a sheet.

    Attributes
    ----------
    view, plan, canvas, theme
        What it shows, how it lies, where further things can be drawn, and in what colours.
    tracks, marks
        The lines and marks on it, for names to keep clear of.
    """

    view: View
    plan: Plan
    canvas: Canvas
    theme: Theme
    tracks: Sequence[Track]
    marks: Marks


def view_of(press: Press, extent: Bbox, layers: Sequence[Layer] | None = None, **look: Any) -> View:
    """
    Show a part of a case.

    Parameters
    ----------
    press
        The case and how it is printed.
    extent
        Degrees, unwrapped, on the turn of the layers.
    layers
        What is drawn; none for those of the press.
    **look
        `prefix`, `reserved`, `plain` and `outlined` of the view.

    Returns
    -------
    View
        With the words and colours of the case.
    """
    mono = press.style.theme is Theme.MONO
    tones = {
        f"events-{nth}": CARD_INK if mono else category.colour
        for nth, category in enumerate(categories(press.case))
    }
    names = {f"place-{place.id}": place.name for place in press.charted.places}
    shown = press.layers if layers is None else layers
    return View(extent, shown, tones=tones, names=names, differing=press.differing, **look)


def draw_map(figure: Figure, frame: Frame, press: Press, view: View) -> DrawnMap:
    """
    Draw one map into one frame.

    Parameters
    ----------
    figure
        The sheet.
    frame
        Where on it.
    press
        The case and how it is printed.
    view
        What to show.

    Returns
    -------
    DrawnMap
        For labels, and for the legend and scale beside it.
    """
    plan, canvas = plan_map(view.extent, frame), Canvas(figure, frame)
    colours = palette(press.style.theme)
    pen = Pen(canvas, plan, view, colours)
    draw_ground(canvas, plan, colours, view.prefix)
    if not view.plain:
        draw_graticule(canvas, plan, colours, view.prefix)
    draw_areas(pen)
    tracks = draw_strokes(canvas, plan, view, colours)
    draw_outline(pen)
    marks = draw_marks(pen, tracks)
    draw_edge(pen)
    return DrawnMap(view, plan, canvas, press.style.theme, tracks, marks)
