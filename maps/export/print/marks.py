"""Places and events as the marks of the page, with their numbers."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import shapely
from matplotlib.path import Path

from maps.export.print.canvas import Canvas, Group
from maps.export.print.fonts import Face
from maps.export.print.frame import PIXEL_MM, PIXEL_PT, POINT_MM, Frame
from maps.export.print.lettering import Type, width_mm
from maps.export.print.palette import CARD, CARD_INK
from maps.export.print.pen import Pen
from maps.export.print.pins import outside_of, pins_of, spots_of, within
from maps.export.print.projection import Points
from maps.export.print.stacks import STACKED_PT, Pin, Stack, near_together, put_boxes, stack_of
from maps.export.print.symbols import Symbol, place_shapes, shapes
from maps.export.print.tracks import Track, inside
from maps.export.print.words import shortened
from maps.page.plain import visible

#: Size of a number in the shape of its category, and how far it is let down; pixels of the page.
NUMBER_PX = {"circle": 9.4, "square": 9.4, "triangle": 9.2, "diamond": 9.6, "star": 9.2}
NUMBER_DOWN_PX = {"triangle": 2.4}
#: Half the height of a figure, as a share of its size.
HALF_FIGURE = 0.36
#: Half the room of a place's mark, and the radius of the sign that sources differ.
PLACE_MM, DIFFER_MM = 5 * PIXEL_MM, 5 * PIXEL_MM
#: A box farther than this from its spot has a line to it.
LED_MM = 1.5
#: The name over a badge.
NAME = Type(Face.REGULAR, 7.5, "card-soft")
LONGEST_NAME_MM = 48.0


class Marks(NamedTuple):
    """
    What stands on a map, for names to keep clear of.

    Attributes
    ----------
    places
        Where each place stands, by its ref: millimetres of the frame, those beyond it left out.
    boxes
        Room that is taken by places, events and stacks.
    outside
        Events whose place lies beyond the frame.
    badged
        Refs of areas whose name stands on the badge of their events.
    """

    places: Mapping[str, tuple[float, float]]
    boxes: Sequence[Frame]
    outside: Sequence[Pin]
    badged: frozenset[str]


def draw_marks(pen: Pen, tracks: Sequence[Track]) -> Marks:
    """
    Draw places and events.

    Parameters
    ----------
    pen
        Where to.
    tracks
        Lines that boxes of numbers keep clear of.

    Returns
    -------
    Marks
        Where they stand.
    """
    places = _draw_places(pen)
    frame = Frame(0.0, 0.0, pen.plan.frame.width_mm, pen.plan.frame.height_mm).inset(1.0)
    room = [
        Frame(x - PLACE_MM, y - PLACE_MM, 2 * PLACE_MM, 2 * PLACE_MM) for x, y in places.values()
    ]
    room += [box.moved(-pen.plan.frame.x_mm, -pen.plan.frame.y_mm) for box in pen.view.reserved]
    pins, badges = pins_of(pen.view, pen.plan, "pin"), pins_of(pen.view, pen.plan, "badge")
    here = [pin for pin in pins if within(pin.at, pen.plan)]
    groups = near_together(here)
    for group in groups:
        if len(group) == 1:
            room.append(_draw_pin(pen, group[0]))
    lines = [line for track in tracks for line in inside(track.courses, pen.plan.frame)]
    stacks = [stack_of(group) for group in groups if len(group) > 1]
    sizes = [(one.at, one.width_mm, one.height_mm) for one in stacks]
    boxes = put_boxes(sizes, room, lines, frame)
    for stack, box in zip(stacks, boxes, strict=True):
        _draw_stack(pen, stack, box)
    room += boxes
    wide = _badges([pin for pin in badges if within(pin.at, pen.plan)], pen.view.names)
    sizes = [
        (one.at, max(one.width_mm, _name_mm(name)), one.height_mm + _NAME_ROOM_MM)
        for name, one in wide
    ]
    boxes = put_boxes(sizes, room, lines, frame)
    for (name, stack), box in zip(wide, boxes, strict=True):
        _draw_badge(pen, name, stack, box)
    outside = outside_of(pen.view, pen.plan)
    beyond = pen.group("beyond")
    for pin in outside:  # told in the foot of the sheet
        pen.group(pin.ref, beyond)
    badged = frozenset(pin.place for _, one in wide for cell in one.cells for pin in cell.pins)
    return Marks(places, [*room, *boxes], outside, badged)


#: Above the numbers of a badge.
_NAME_ROOM_MM = 1.3 * NAME.size_pt * POINT_MM


def _name_mm(name: str) -> float:
    """Measure about how wide the name over a badge is."""
    return width_mm(name, NAME) + 2.5


def _draw_places(pen: Pen) -> dict[str, tuple[float, float]]:
    """Draw the places of a view."""
    places: dict[str, tuple[float, float]] = {}
    for layer in pen.view.layers:
        if layer.group != "places" or layer.key == "areas":
            continue
        group = pen.group(layer.key)
        table = layer.table
        for ref, look, at in zip(
            table["ref"], table["look"], spots_of(layer, pen.plan), strict=True
        ):
            own = pen.group(ref, group)
            if within(at, pen.plan):
                symbol = place_shapes().get(look)
                if symbol:
                    draw_place(pen.canvas, own, symbol, at, pen.colours)
                    places[ref] = at
    return places


def draw_place(
    canvas: Canvas,
    group: Group,
    symbol: Symbol,
    at: tuple[float, float],
    colours: Mapping[str, str],
) -> None:
    """
    Draw the mark of a place.

    Parameters
    ----------
    canvas, group
        Where to.
    symbol
        Of its kind.
    at
        Its middle, millimetres of the frame.
    colours
        By name.
    """
    shape = _moved(symbol.filled, at)
    canvas.path(group, shape, edgecolor=colours["halo"], linewidth=(1.6 + 2.0) * PIXEL_PT)
    if symbol.hollow:
        width = 1.6 * PIXEL_PT
        canvas.path(
            group, shape, facecolor=colours["halo"], edgecolor=colours["mark"], linewidth=width
        )
    else:
        canvas.path(group, shape, facecolor=colours["mark"])
    if symbol.bars:
        bars = _moved(symbol.bars, at)
        canvas.path(group, bars, edgecolor=colours["mark"], linewidth=1.6 * PIXEL_PT)


def _draw_pin(pen: Pen, pin: Pin) -> Frame:
    """Draw the numbered shape of an event."""
    group = pen.group(pin.ref)
    symbol = shapes().get(pin.shape, shapes()["circle"])
    draw_shape(pen.canvas, group, symbol, pin.at, pin.colour)
    size_pt = NUMBER_PX.get(pin.shape, 9.4) * PIXEL_PT * min(1.0, 2.4 / len(str(pin.number)))
    x, y = pin.at
    y -= NUMBER_DOWN_PX.get(pin.shape, 0.0) * PIXEL_MM
    _write(pen.canvas, group, str(pin.number), (x, y), (size_pt, CARD_INK))
    half = np.asarray(symbol.filled.get_extents().size) / 2 + 0.4
    if pin.ref in pen.view.differing:
        _draw_differs(pen, group, (pin.at[0] + half[0] * 0.85, pin.at[1] - half[1] * 0.8))
    return Frame(pin.at[0] - half[0], pin.at[1] - half[1], 2 * half[0], 2 * half[1])


def draw_shape(
    canvas: Canvas, group: Group, symbol: Symbol, at: tuple[float, float], colour: str
) -> None:
    """
    Draw the shape of an event's category, without a number.

    Parameters
    ----------
    canvas, group
        Where to.
    symbol
        The shape.
    at
        Its middle, millimetres of the frame.
    colour
        Of the category.
    """
    shape, width = _moved(symbol.filled, at), 1.8 * PIXEL_PT
    canvas.path(group, shape, facecolor=CARD, edgecolor=colour, linewidth=width)


def _write(
    canvas: Canvas, group: Group, text: str, at: tuple[float, float], look: tuple[float, str]
) -> None:
    """Write figures about a spot."""
    size_pt, colour = look
    below = at[1] - HALF_FIGURE * size_pt * POINT_MM
    canvas.text(
        group, text, (at[0], below), face=Face.BOLD, size=size_pt, color=colour, ha="center"
    )


def _draw_differs(pen: Pen, group: Group, at: tuple[float, float]) -> None:
    """Draw the sign that sources differ."""
    colour = pen.colours["differ"]
    disc = Path.circle(at, DIFFER_MM)
    paper = pen.colours["differ-paper"]
    pen.canvas.path(group, disc, facecolor=paper, edgecolor=colour, linewidth=0.75 * PIXEL_PT)
    size = DIFFER_MM * 0.57
    strokes = [[(-1, 0.38), (1, 0.38)], [(-1, -0.38), (1, -0.38)], [(0.55, 1.05), (-0.55, -1.05)]]
    paths = [Path(np.array(stroke) * size + at) for stroke in strokes]
    pen.canvas.path(
        group, Path.make_compound_path(*paths), edgecolor=colour, linewidth=1.1 * PIXEL_PT
    )


def _draw_box(pen: Pen, group: Group, at: tuple[float, float], box: Frame, *, dashed: bool) -> None:
    """Draw a card; one that stands off its spot has a line to it, but what is known to an area."""
    x, y = at
    nearest = (min(max(x, box.x_mm), box.right_mm), min(max(y, box.y_mm), box.top_mm))
    if not dashed and np.hypot(nearest[0] - x, nearest[1] - y) > LED_MM:
        way = Path([at, nearest])
        pen.canvas.path(group, way, edgecolor=pen.colours["halo"], linewidth=2.0)
        pen.canvas.path(group, way, edgecolor=pen.colours["ink"], linewidth=0.6)
    card = shapely.box(box.x_mm, box.y_mm, box.right_mm, box.top_mm).buffer(-0.8).buffer(0.8)
    look = {"linestyle": (0, (2.2, 1.5))} if dashed else {}
    pen.canvas.shapes(
        group, [card], facecolor=CARD, edgecolor=CARD_INK, linewidth=1.1 * PIXEL_PT, **look
    )


def _draw_stack(pen: Pen, stack: Stack, box: Frame, *, dashed: bool = False) -> None:
    """Draw a box with the numbers of its events."""
    holder = pen.group(f"stack-{stack.cells[0].pins[0].number}")
    _draw_box(pen, holder, stack.at, box, dashed=dashed)
    differ = False
    for cell in stack.cells:
        own = [pen.group(pin.ref, holder) for pin in cell.pins]
        at = (box.x_mm + cell.x_mm + (box.width_mm - stack.width_mm) / 2, box.y_mm + cell.y_mm)
        colours = {pin.colour for pin in cell.pins}
        colour = colours.pop() if len(colours) == 1 else CARD_INK
        _write(pen.canvas, own[0], cell.text, at, (STACKED_PT, colour))
        if any(pin.ref in pen.view.differing for pin in cell.pins):
            half = len(cell.text) * 0.3 * STACKED_PT * POINT_MM
            rule = Path([(at[0] - half, at[1] - 1.05), (at[0] + half, at[1] - 1.05)])
            pen.canvas.path(own[0], rule, edgecolor=pen.colours["card-differ"], linewidth=0.9)
            differ = True
    if differ:
        _draw_differs(pen, holder, (box.right_mm - 0.3, box.y_mm + 0.3))


def _badges(pins: Sequence[Pin], names: Mapping[str, str]) -> list[tuple[str, Stack]]:
    """Gather events that are known only to an area, by the area."""
    areas: dict[str, list[Pin]] = {}
    for pin in pins:
        areas.setdefault(pin.place, []).append(pin)
    return [
        (shortened(visible(names.get(place, "")), NAME, LONGEST_NAME_MM), stack_of(some))
        for place, some in areas.items()
    ]


def _draw_badge(pen: Pen, name: str, stack: Stack, box: Frame) -> None:
    """Draw the name of an area with the events that are known only to it."""
    low = Frame(box.x_mm, box.y_mm, box.width_mm, box.height_mm)
    _draw_stack(pen, stack, low, dashed=True)
    holder = pen.group(f"badge-{stack.cells[0].pins[0].number}")
    at = (box.x_mm + box.width_mm / 2, box.top_mm - 0.95 * NAME.size_pt * POINT_MM - 0.3)
    pen.canvas.text(
        holder, name, at, size=NAME.size_pt, color=pen.colours["card-soft"], ha="center"
    )


def _moved(path: Path, at: tuple[float, float] | Points) -> Path:
    """Move a shape to its spot."""
    return Path(path.vertices + np.asarray(at), path.codes)
