"""Names and annotations of a printed map, with the order and looks of those of the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import atan2, cos, degrees, log2, radians
from typing import Any, NamedTuple

import numpy as np
import shapely

from maps.draw.basemap_labels import Label, labels_of
from maps.draw.river_labels import river_labels
from maps.export.press import Press
from maps.export.print.canvas import Group
from maps.export.print.fonts import Face
from maps.export.print.frame import PIXEL_MM, PIXEL_PT, POINT_MM
from maps.export.print.ground import FINE_MM, level_at
from maps.export.print.leaders import NoteSpot, leader_boxes, place_notes
from maps.export.print.lettering import BASE_EM, LINE_EM, UPRIGHT, Type, width_mm, write_text
from maps.export.print.line_names import line_names
from maps.export.print.map import DrawnMap
from maps.export.print.palette import palette
from maps.export.print.placement import Box, Cells, Name, Spot, line_cells, place_names
from maps.export.print.plan import Plan, plan_map
from maps.export.print.tracks import inside
from maps.export.print.typeset import wrapped
from maps.page.labels import labels
from maps.page.views import notes

#: Size in pixels of the page, face, and colour of its style sheet, by the look of a name.
LOOKS = {
    "city": (13, Face.BOLD, "ink"),
    "country": (12, Face.REGULAR, "area-name"),
    "region": (11, Face.REGULAR, "area-name"),
    "area": (11, Face.REGULAR, "area-name"),
    "water": (11, Face.ITALIC, "water-name"),
    "river": (11, Face.ITALIC, "water-name"),
    "town-base": (11, Face.REGULAR, "soft"),
    "line-name": (11, Face.BOLD, "ink"),
}
_STOP = (12, Face.REGULAR, "ink")
#: An annotation: its size, and the widest that it may be.
_NOTE_PX, _NOTE_WIDE_PX = 14.0, 184.0
#: Width and height of the first tile of a web map, metres to a pixel at zoom 0.
_ZOOM_0_M = 156_543.034
#: Rank from which a name is the base map's.
_BASE_RANK = 60
_MOST = 500
#: A hair space between capitals.
_SPACED = "\u200a"
#: Zooms that a note stays when the map is farther than its view, and when it is closer.
_FARTHER, _CLOSER = 0.75, 2.0
#: One note for so much map, as on the page.
_NOTE_ROOM_MM2 = 100_000 * PIXEL_MM**2


class Known(NamedTuple):
    """Names of the base map."""

    labels: Sequence[Label]
    rivers: Sequence[Label]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A name, how it is set and how it stands."""

    name: Name
    kind: Type
    text: str


def known_names(plan: Plan) -> Known:
    """
    Read the names of the base map that a map may show.

    Parameters
    ----------
    plan
        How it lies in its frame.

    Returns
    -------
    Known
        Those of its reach.

    Raises
    ------
    MissingDataError
        The pack that ships with the program is not there.
    """
    level = level_at(plan.reach, FINE_MM * plan.scale / 111_195_000)
    # small towns are named everywhere: how far in is told by the scale
    close = labels_of(plan.reach, shapely.box(*plan.reach))
    return Known(close, river_labels(plan.reach, [river.line for river in level.rivers]))


def zoom_of(plan: Plan) -> float:
    """
    Say at which zoom of the page a map of this scale would stand.

    Parameters
    ----------
    plan
        How it lies in its frame.

    Returns
    -------
    float
        Zoom of a web map with tiles of 256 pixels.
    """
    lat = (plan.extent.south + plan.extent.north) / 2
    pixel_m = plan.scale * PIXEL_MM / 1000
    return log2(_ZOOM_0_M * max(cos(radians(lat)), 0.1) / pixel_m)


def draw_names(
    drawn: DrawnMap, press: Press, *, noted: bool = True, kept: Sequence[Box] = ()
) -> None:
    """
    Write the names on a map.

    Parameters
    ----------
    drawn
        The map, with its lines and marks.
    press
        The case and how it is printed.
    noted
        Whether the annotations of the case stand there too.
    kept
        What else no name may cover.
    """
    plan = drawn.plan
    size = (plan.frame.width_mm, plan.frame.height_mm)
    cells = line_cells(
        shapely.get_coordinates(part).tolist()
        for track in drawn.tracks
        for part in inside((*track.courses, *track.twins), plan.frame)
    )
    taken = [Box(b.x_mm, b.y_mm, b.right_mm, b.top_mm) for b in drawn.marks.boxes]
    taken += kept
    wanted = _wanted(drawn, press)
    if noted:
        taken += _draw_notes(drawn, press, (taken, wanted, cells))
    named = [one.name for one in wanted]
    marks = [(one.x, one.y) for one in named if not (one.base or one.centred or one.along)]
    spots = place_names(named, taken, cells, size, marks)
    group = drawn.canvas.group(f"{drawn.view.prefix}names")
    for one, spot in zip(wanted, spots, strict=True):
        if spot.boxes:
            _write(drawn, group, one, spot)


def _write(drawn: DrawnMap, group: Group, one: _Wanted, spot: Spot) -> None:
    """Write a name about its middle."""
    down = BASE_EM * one.kind.size_pt * POINT_MM
    turn = radians(one.name.angle_deg)
    at = (spot.x + down * np.sin(turn), spot.y - down * np.cos(turn))
    look = {"rotation": one.name.angle_deg} if one.name.angle_deg else {}
    write_text(drawn.canvas, group, one.text, at, one.kind, ha="center", **look)


def _wanted(drawn: DrawnMap, press: Press) -> list[_Wanted]:
    """List the names that may stand on a map, the most important first."""
    plan, zoom = drawn.plan, zoom_of(drawn.plan)
    middle = (press.window.west + press.window.east) / 2
    case, charted = press.case, press.charted
    listed = labels(case, charted.places, charted.routes, known_names(plan), middle)
    badged = drawn.marks.badged
    fitting = [
        item
        for item in listed
        if item["from"] <= zoom <= item["to"] and item.get("ref") not in badged
    ]
    fitting.sort(key=lambda item: (item["rank"], -item.get("weight", 0)))
    found = [one for item in fitting for one in _of_item(item, drawn)]
    titles = {entry.ref: entry.title for section in press.sections for entry in section.entries}
    along = [
        _Wanted(name, _type(f"line-name {mode}", drawn), name.text)
        for name, mode in line_names(drawn.tracks, titles, plan)
    ]
    ours = [one for one in found if not one.name.base]
    return [*ours, *along, *(one for one in found if one.name.base)][:_MOST]


def _of_item(item: Mapping[str, Any], drawn: DrawnMap) -> list[_Wanted]:
    """Measure a name; one of several spots is one for each."""
    spots = item.get("spots") or [[*item["at"], 0.0]]
    kind = _type(item["look"], drawn)
    text = item["text"]
    if item["look"] == "country" and not UPRIGHT.search(text):
        text = _SPACED.join(text.upper())
    made = []
    for lat, lon, angle in spots:
        x, y = drawn.plan.to_mm(np.array([[lon, lat]]))[0].tolist()
        if not (0 <= x <= drawn.plan.frame.width_mm and 0 <= y <= drawn.plan.frame.height_mm):
            continue
        name = Name(
            text=item["text"], x=x, y=y,
            width=width_mm(text, kind), height=LINE_EM * kind.size_pt * POINT_MM,
            centred=item["centred"], along="spots" in item,
            angle_deg=_turned(drawn.plan, (lon, lat), angle) if "spots" in item else 0.0,
            base=item["rank"] >= _BASE_RANK,
        )  # fmt: skip
        made.append(_Wanted(name, kind, text))
    return made


def _turned(plan: Plan, at: tuple[float, float], clockwise_deg: float) -> float:
    """Turn an angle of the page into one of this projection, against the clock."""
    step = 0.01
    turn = radians(-clockwise_deg)
    on = (at[0] + step * cos(turn) / max(cos(radians(at[1])), 0.05), at[1] + step * np.sin(turn))
    (ax, ay), (bx, by) = plan.to_mm(np.array([at, on])).tolist()
    angle = degrees(atan2(by - ay, bx - ax))
    return float((angle + 90) % 180 - 90) if np.isfinite(angle) else 0.0


def _type(look: str, drawn: DrawnMap) -> Type:
    """Say how a name is set."""
    colours = palette(drawn.theme)
    first, _, mode = look.partition(" ")
    pixels, face, colour = LOOKS.get(first, _STOP)
    tone = colours.get(mode, colours[colour]) if mode else colours[colour]
    return Type(face, pixels * PIXEL_PT, tone, colours["halo"])


def _draw_notes(
    drawn: DrawnMap, press: Press, room: tuple[Sequence[Box], Sequence[_Wanted], Cells]
) -> list[Box]:
    """Write the annotations at the ends of their leaders; give the room that they take."""
    taken, wanted, cells = room
    colours = palette(drawn.theme)
    kind = Type(Face.SERIF, _NOTE_PX * PIXEL_PT, colours["ink"], colours["halo"])
    plan = drawn.plan
    size = (plan.frame.width_mm, plan.frame.height_mm)
    made = [(note, lines) for note, lines in _notes(press, plan, kind)]
    made = made[: max(1, int(size[0] * size[1] / _NOTE_ROOM_MM2))]
    soft = [
        Box(one.name.x + 2, one.name.y - 2, one.name.x + 2 + one.name.width, one.name.y + 2)
        for one in wanted
        if not one.name.base and not one.name.centred
    ]
    spots = place_notes([note for note, _ in made], taken, soft, cells, size)
    group = drawn.canvas.group(f"{drawn.view.prefix}annotations")
    for (_, lines), spot in zip(made, spots, strict=True):
        if spot.boxes:
            _write_note(drawn, group, (lines, kind), spot)
    return [
        box
        for spot in spots
        if spot.boxes
        for box in (*spot.boxes, *leader_boxes(spot.start, spot.end))
    ]


def _notes(press: Press, plan: Plan, kind: Type) -> list[tuple[Name, list[str]]]:
    """List the annotations within a map, each with its lines."""
    middle = (press.window.west + press.window.east) / 2
    found = []
    for note in notes(press.case, press.charted.places, middle):
        lat, lon = note["at"]
        x, y = plan.to_mm(np.array([[lon, lat]]))[0].tolist()
        within = 0 <= x <= plan.frame.width_mm and 0 <= y <= plan.frame.height_mm
        if not within or not _belongs(note["view"], press, plan):
            continue
        lines = wrapped(note["text"], kind, _NOTE_WIDE_PX * PIXEL_MM)
        wide = max(width_mm(line, kind) for line in lines) + 2 * PIXEL_MM
        high = len(lines) * _note_line_mm(kind)
        found.append((Name(text=note["text"], x=x, y=y, width=wide, height=high), lines))
    return found


def _belongs(view: str, press: Press, plan: Plan) -> bool:
    """Tell whether a map is about as close as the view that a note is written for."""
    own = next((one for one in press.case.settings.views if one.id == view), None)
    if own is None or own.extent is None:
        return True
    zoom = zoom_of(plan_map(own.extent.unwrapped(), plan.frame))
    return zoom - _FARTHER <= zoom_of(plan) <= zoom + _CLOSER


def _note_line_mm(kind: Type) -> float:
    """Give the height of a line of an annotation."""
    return 1.25 * kind.size_pt * POINT_MM


def _write_note(
    drawn: DrawnMap, group: Group, words: tuple[Sequence[str], Type], spot: NoteSpot
) -> None:
    """Write one annotation and draw its leader: paper below, ink above."""
    lines, kind = words
    colours = palette(drawn.theme)
    leader = shapely.LineString([spot.start, spot.end])
    for colour, width in ((colours["halo"], 3), (colours["soft"], 1)):
        drawn.canvas.shapes(group, [leader], edgecolor=colour, linewidth=width * PIXEL_PT)
    box = spot.boxes[0]
    down = box.top
    for line in lines:
        down -= _note_line_mm(kind)
        at = (box.left + PIXEL_MM, down + 0.3 * kind.size_pt * POINT_MM)
        write_text(drawn.canvas, group, line, at, kind)
