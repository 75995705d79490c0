"""The sheet of a case: its map with all that stands around it."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import shapely
from matplotlib.figure import Figure
from matplotlib.path import Path

from geo.coords import Bbox
from maps.draw.events import categories
from maps.export.paper import Theme
from maps.export.press import Press
from maps.export.print.canvas import Canvas, sheet_figure
from maps.export.print.corners import free_corner
from maps.export.print.fonts import Face
from maps.export.print.frame import Frame
from maps.export.print.legend import draw_rows, legend_rows
from maps.export.print.lettering import Type
from maps.export.print.locator import draw_globe, wants_globe
from maps.export.print.map import DrawnMap, View, draw_map, view_of
from maps.export.print.names import draw_names
from maps.export.print.palette import CARD_INK, palette
from maps.export.print.placement import Box
from maps.export.print.plan import Plan, plan_map
from maps.export.print.scalebar import draw_scalebar, rounded_scale
from maps.export.print.sheet import DEGREES_MM, Layout, Sheet, lay_out, sheet_of
from maps.export.print.texts import foot_of, head_of
from maps.export.print.words import fitted, set_lines
from maps.page.views import INSET, inset_view, opening

#: Sizes on A4, in points: title, standfirst, day, foot.
TITLE_PT, STANDFIRST_PT, DAY_PT, FOOT_PT = 19.0, 9.4, 8.2, 5.9
#: Lines of each at most.
TITLE_LINES, STANDFIRST_LINES, FOOT_LINES = 2, 3, 9
#: Lines of one paragraph of the foot.
MOST_FOOT = 6
#: The inset and the globe on A4, millimetres.
INSET_MM, GLOBE_MM = (58.0, 38.0), 27.0
#: Room of the scale bar in the foot.
BAR_MM = 48.0
#: White around the inset, and the size of its title.
INSET_RIM_MM, INSET_PT = 1.0, 6.6
#: An inset that would cover more than this goes below the map.
MOST_COVERED = 25.0


class Composed(NamedTuple):
    """A sheet that is ready to be saved, and the maps on it."""

    figure: Figure
    layout: Layout
    main: DrawnMap
    inset: DrawnMap | None


def compose_sheet(press: Press) -> Composed:
    """
    Draw the sheet of a case.

    Parameters
    ----------
    press
        The case and how it is printed; within `print_settings`.

    Returns
    -------
    Composed
        With the map that the page opens on.
    """
    extent = on_turn(opening(press.case, press.window), press.window)
    layout = best_layout(press, extent)
    colours = colours_of(press)
    sheet = layout.sheet
    figure = sheet_figure(sheet.width_mm, sheet.height_mm, colours["paper"])
    inset, globe = small_maps(press, layout, extent)
    reserved = [frame for frame in (inset, globe) if frame]
    smaller = inset_view(press.case, press.window)
    look: dict[str, Any] = {"reserved": reserved, "outlined": smaller}
    main = draw_map(figure, layout.map, press, view_of(press, extent, **look))
    draw_names(main, press)
    second = _draw_inset(figure, press, inset) if inset else None
    if globe:
        _draw_globe(figure, main.plan, globe, colours)
    around = Canvas(figure, sheet.whole)
    _draw_head(around, press, sheet, colours)
    for rows, corner in zip(layout.columns, layout.legend, strict=True):
        draw_rows(around, rows, corner, layout.column, colours)
    _draw_foot(around, press, main, layout)
    return Composed(figure, layout, main, second)


def on_turn(extent: Bbox, window: Bbox) -> Bbox:
    """Give an extent on the turn of the earth that a window is on."""
    west, south, east, north = extent.unwrapped()
    turns = 360.0 * round(((window.west + window.east) - (west + east)) / 720)
    return Bbox(west + turns, south, east + turns, north)


def colours_of(press: Press) -> Mapping[str, str]:
    """Give the colours of a sheet, those of the categories of its events among them."""
    mono = press.style.theme is Theme.MONO
    tones = {
        f"category-{nth}": CARD_INK if mono else category.colour
        for nth, category in enumerate(categories(press.case))
    }
    return {**palette(press.style.theme), **tones}


def best_layout(press: Press, extent: Bbox) -> Layout:
    """
    Lay a sheet so that its map is as large as can be.

    Parameters
    ----------
    press
        The case, and the paper.
    extent
        What the map shows.

    Returns
    -------
    Layout
        As the style asks, or the better of both ways.
    """
    kinds = {layer.key: layer.title for layer in press.layers if layer.group == "places"}
    rows = legend_rows(press.layers, kinds)
    made = []
    for landscape in (True, False):
        sheet = sheet_of(press.style, landscape=landscape)
        head = _head_mm(press, sheet)
        # what the foot says of the map hangs on its frame, and the frame on how high the foot is
        rough = lay_out(sheet, rows, head, _foot_mm(sheet, FOOT_LINES))
        lines = _foot_lines(press, view_of(press, extent), plan_map(extent, rough.map), sheet)
        made.append(lay_out(sheet, rows, head, _foot_mm(sheet, len(lines))))
    return min(made, key=lambda layout: plan_map(extent, layout.map).scale)


def small_maps(press: Press, layout: Layout, extent: Bbox) -> tuple[Frame | None, Frame | None]:
    """
    Find room in the corners of the map for the inset and the globe.

    Parameters
    ----------
    press, layout, extent
        The case, its sheet and what the map shows.

    Returns
    -------
    tuple of Frame or None
        On the sheet; none where there is nothing to show or no room.
    """
    plan = plan_map(extent, layout.map)
    size = min(layout.sheet.size, layout.map.width_mm / 130, layout.map.height_mm / 90)
    inset, taken = None, []
    if inset_view(press.case, press.window):
        inset, _ = free_corner(plan, press.layers, (INSET_MM[0] * size, INSET_MM[1] * size))
        taken = [inset]
    globe = None
    if wants_globe(plan):
        side = GLOBE_MM * size
        globe, covered = free_corner(plan, press.layers, (side, side), taken)
        globe = globe if covered <= MOST_COVERED else None
    placed = [_on_sheet(frame, layout.map) for frame in (inset, globe)]
    return placed[0], placed[1]


def _on_sheet(frame: Frame | None, of: Frame) -> Frame | None:
    """Give a box of a map on the sheet."""
    if frame is None:
        return None
    return Frame(frame.x_mm + of.x_mm, frame.y_mm + of.y_mm, frame.width_mm, frame.height_mm)


def _draw_inset(figure: Figure, press: Press, frame: Frame) -> DrawnMap | None:
    """Draw the inset with its title, and its frame on the map."""
    extent = inset_view(press.case, press.window)
    if extent is None:
        return None
    colours = palette(press.style.theme)
    room = frame.inset(INSET_RIM_MM)
    rim = Canvas(figure, frame)
    box = shapely.box(0, 0, frame.width_mm, frame.height_mm)
    edge = {"edgecolor": colours["soft"], "linewidth": 0.7, "joinstyle": "miter"}
    rim.shapes(rim.group("inset-rim"), [box], facecolor=colours["paper"], **edge)
    drawn = draw_map(figure, room, press, view_of(press, extent, prefix=f"{INSET}-", plain=True))
    draw_names(drawn, press, noted=False, kept=[_write_inset_title(drawn, press, colours)])
    return drawn


def _write_inset_title(drawn: DrawnMap, press: Press, colours: Mapping[str, str]) -> Box:
    """Write the title of the inset and its scale on a card at its upper edge; give its box."""
    title = next((view.title for view in press.case.settings.views if view.id == INSET), "")
    style = Type(Face.BOLD, INSET_PT, colours["ink"])
    frame = drawn.plan.frame
    lines = [*fitted(title, style, frame.width_mm - 3, 2), rounded_scale(drawn.plan)]
    high = len(lines) * style.line_mm + 1.4
    group = drawn.canvas.group("inset-title")
    top = frame.height_mm
    corners = [(0, top - high), (frame.width_mm, top - high), (frame.width_mm, top), (0, top)]
    card = Path([*corners, corners[0]], closed=True)
    drawn.canvas.path(group, card, facecolor=colours["paper"])
    set_lines(drawn.canvas, group, lines, (1.5, top - 0.6), style)
    return Box(0.0, top - high, frame.width_mm, top)


def _draw_globe(figure: Figure, plan: Plan, frame: Frame, colours: Mapping[str, str]) -> None:
    """Draw the globe in its corner."""
    canvas = Canvas(figure, frame)
    draw_globe(canvas, canvas.group("locator"), plan, colours, frame.width_mm / 2 - 1.2)


def _styles(sheet: Sheet, colours: Mapping[str, str]) -> tuple[Type, Type, Type]:
    """Give how title, standfirst and day are set."""
    return (
        Type(Face.SERIF_BOLD, TITLE_PT * sheet.size, colours["ink"]),
        Type(Face.REGULAR, STANDFIRST_PT * sheet.size, colours["soft"]),
        Type(Face.BOLD, DAY_PT * sheet.size, colours["ink"]),
    )


def _head_lines(press: Press, sheet: Sheet, styles: Sequence[Type]) -> list[list[str]]:
    """Break what stands above the map."""
    head = head_of(press)
    most = (TITLE_LINES, STANDFIRST_LINES, 1)
    width = sheet.inner.width_mm - DEGREES_MM
    return [fitted(*part[:2], width, part[2]) for part in zip(head, styles, most, strict=True)]


def _head_mm(press: Press, sheet: Sheet) -> float:
    """Measure what stands above the map."""
    styles = _styles(sheet, palette(press.style.theme))
    lines = _head_lines(press, sheet, styles)
    return sum(len(a) * b.line_mm for a, b in zip(lines, styles, strict=True)) + 3.0


def _draw_head(canvas: Canvas, press: Press, sheet: Sheet, colours: Mapping[str, str]) -> None:
    """Write title, standfirst and day."""
    styles = _styles(sheet, colours)
    top, group = sheet.inner.top_mm, canvas.group("head")
    for lines, style in zip(_head_lines(press, sheet, styles), styles, strict=True):
        top = set_lines(canvas, group, lines, (sheet.inner.x_mm + DEGREES_MM, top), style)


def _foot_lines(press: Press, view: View, plan: Plan, sheet: Sheet) -> list[str]:
    """Break what stands below the map."""
    style = Type(Face.REGULAR, FOOT_PT * sheet.size, "")
    width = sheet.inner.width_mm - DEGREES_MM - BAR_MM
    texts = foot_of(press, view, plan)
    return [line for text in texts for line in fitted(text, style, width, MOST_FOOT)]


def _foot_mm(sheet: Sheet, lines: int) -> float:
    """Measure what stands below the map; the scale bar needs room too."""
    return max(lines * Type(Face.REGULAR, FOOT_PT * sheet.size, "").line_mm + 1.5, 7.5)


def _draw_foot(canvas: Canvas, press: Press, main: DrawnMap, layout: Layout) -> None:
    """Draw the scale bar, and write how the map was made and from what."""
    colours, inner = palette(press.style.theme), layout.sheet.inner
    left = inner.x_mm + DEGREES_MM  # all stands under the edge of the map
    lines = _foot_lines(press, main.view, main.plan, layout.sheet)
    top = inner.y_mm + _foot_mm(layout.sheet, len(lines))
    group = canvas.group("foot")
    draw_scalebar(canvas, group, main.plan, (left, top - 6.4), colours)
    style = Type(Face.REGULAR, FOOT_PT * layout.sheet.size, colours["soft"])
    set_lines(canvas, group, lines, (left + BAR_MM, top - 1.5), style)
