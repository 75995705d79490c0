"""Lines of routes in the colours, states and signs of the page."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from matplotlib.path import Path

from maps.export.print.canvas import Canvas, Group, path_of
from maps.export.print.frame import PIXEL_MM, PIXEL_PT
from maps.export.print.plan import Plan
from maps.export.print.projection import Points
from maps.export.print.signs import middle_spot, sign_paths
from maps.export.print.stubs import draw_stub
from maps.export.print.tracks import Track, inside, tracks_of

if TYPE_CHECKING:
    from maps.export.print.map import View

#: Dashes in pixels of the page, by what they are: offset, then strokes and gaps.
PLANNED, SPECULATED, STOPPED = (0, (8, 5)), (0, (1, 6)), (0, (3, 3))
#: Cross-ticks of rail; on dashes, one in the middle of each or of every other.
TICKS = {"planned": (9.6, (1.3, 11.7)), "speculated": (11.0, (1.3, 12.7))}
TICK = (0.0, (1.3, 10.7))
#: Radius of the dot of what is reported once, and of the open ends of what is schematic.
DOT_MM = 4 * PIXEL_MM


class Look(NamedTuple):
    """Width in pixels of the page, and dashes, of a stroke."""

    width_px: float
    dashes: tuple[float, tuple[float, ...]] | None = None
    round: bool = False


#: How a state is drawn; what is not named here is drawn as `operating`.
STATES = {
    "operating": Look(3),
    "unstated": Look(2),
    "planned": Look(3, PLANNED),
    "suspended": Look(4),
    "ended": Look(1.25),
    "speculated": Look(3, SPECULATED, round=True),
    "disputed": Look(2),
}
#: How a claim is drawn that stands against another.
CLAIMS = {
    "planned": Look(2, PLANNED),
    "suspended": Look(2, STOPPED),
    "ended": Look(1.25),
    "speculated": Look(2, SPECULATED, round=True),
}
SCHEMATIC_PX, CASING_PX = 1.5, 3.0


class Brush(NamedTuple):
    """Where strokes go: a canvas, and the colours."""

    canvas: Canvas
    colours: Mapping[str, str]

    def stroke(self, group: Group, path: Path, look: Look, colour: str) -> None:
        """Draw a path in a look."""
        dashes: Any = "solid"
        if look.dashes:
            offset, pattern = look.dashes
            dashes = (offset * PIXEL_PT, tuple(px * PIXEL_PT for px in pattern))
        self.canvas.path(
            group,
            path,
            edgecolor=self.colours[colour],
            linewidth=look.width_px * PIXEL_PT,
            linestyle=dashes,
            capstyle="round" if look.round else "butt",
        )


def draw_strokes(
    canvas: Canvas, plan: Plan, view: "View", colours: Mapping[str, str]
) -> list[Track]:
    """
    Draw the lines of a map, as they lie over each other on the page.

    Parameters
    ----------
    canvas, plan
        Where, and how the map lies there.
    view
        What to show.
    colours
        By name.

    Returns
    -------
    list of Track
        What was drawn, for labels to stand clear of.
    """
    brush = Brush(canvas, colours)
    layers = [(layer, tracks_of(layer, plan)) for layer in view.layers if layer.group == "routes"]
    every = [track for _, tracks in layers for track in tracks]
    casings = canvas.group(f"{view.prefix}casings")
    for track in every:
        if track.kind == "line":
            draw_casing(brush, casings, track, inside([*track.courses, *track.twins], canvas.frame))
    for layer, tracks in layers:
        group = canvas.group(f"{view.prefix}{layer.key}")
        for ref, rows in groupby(sorted(tracks, key=lambda track: track.ref), lambda t: t.ref):
            own = canvas.group(f"{view.prefix}{ref}", group)
            for track in rows:
                if track.kind == "stub":
                    draw_stub(brush, own, track)
                else:
                    draw_line(brush, own, track)
    dressings = canvas.group(f"{view.prefix}signs")
    for track in every:
        if track.kind == "line":
            draw_signs(brush, dressings, track)
    return every


def look_of(track: Track, nth: int = 0) -> Look:
    """
    Say how a line is drawn.

    Parameters
    ----------
    track
        The line.
    nth
        0 for its stroke, 1 for the second one where it is disputed.

    Returns
    -------
    Look
        Of its state, thinner where only its ends are known.
    """
    look = STATES.get(track.status, STATES["operating"])
    if track.status == "disputed" and len(track.claims) > nth:
        look = CLAIMS.get(track.claims[nth], look)
    if track.basis == "schematic":
        look = look._replace(width_px=SCHEMATIC_PX)
    return look


def draw_casing(brush: Brush, group: Group, track: Track, lines: Sequence[Any]) -> None:
    """Draw the paper under a line."""
    if lines:
        look = Look(look_of(track).width_px + CASING_PX)
        brush.stroke(group, path_of(lines), look, "halo")


def draw_line(brush: Brush, group: Group, track: Track) -> None:
    """Draw the stroke of a line, and the second of what is disputed."""
    for nth, courses in enumerate((track.courses, track.twins)):
        if lines := inside(courses, brush.canvas.frame):
            brush.stroke(group, path_of(lines), look_of(track, nth), track.mode)


def draw_signs(brush: Brush, group: Group, track: Track, *, plain: bool = False) -> None:
    """Draw what tells the mode, the state and the basis of a line; `plain` without the mode."""
    lines = inside(track.courses, brush.canvas.frame)
    if track.mode == "rail" and lines:
        width_px = 6.0 if track.status == "ended" or track.basis == "schematic" else 8.0
        ticks = TICKS.get(track.status, TICK)
        look = Look(5.0 if track.shared else width_px, ticks)
        brush.stroke(group, path_of(lines), look, track.mode)
    if track.status == "suspended" and track.basis != "schematic" and lines:
        brush.stroke(group, path_of(lines), Look(1.6), "halo")
    for course in track.courses:
        if not plain:
            _draw_glyphs(brush, group, track, course)
        if track.status == "reported_once":
            _draw_rounds(brush, group, middle_spot(course), (track.mode, "halo"))
    if track.basis == "schematic":
        for course in track.courses:
            _draw_rounds(brush, group, course[[0, -1]], ("halo", track.mode))


def _draw_glyphs(brush: Brush, group: Group, track: Track, course: Points) -> None:
    """Draw the signs of a mode along a course, on paper of their own."""
    sign, paths = sign_paths(course, track.mode, dotted=track.status == "reported_once")
    seen = [path for path in paths if _on(brush.canvas, path)]
    if not sign or not seen:
        return
    whole = Path.make_compound_path(*seen)
    width = 1.6 if sign.closed else 2.0
    look = Look(2.0 if sign.closed else width + 2.0, round=True)
    brush.stroke(group, whole, look, "halo")
    if sign.closed:
        brush.canvas.path(group, whole, facecolor=brush.colours[track.mode])
    else:
        brush.stroke(group, whole, Look(width, round=True), track.mode)


def _draw_rounds(brush: Brush, group: Group, spots: Points, tones: tuple[str, str]) -> None:
    """Draw discs with a rim about spots."""
    fill, rim = (brush.colours[name] for name in tones)
    for spot in spots:
        disc = Path.circle(spot, DOT_MM)
        if _on(brush.canvas, disc):
            width = 1.5 * PIXEL_PT
            brush.canvas.path(group, disc, facecolor=fill, edgecolor=rim, linewidth=width)


def _on(canvas: Canvas, path: Path) -> bool:
    """Tell whether any of a path lies in the frame."""
    box = path.get_extents()
    frame = canvas.frame
    return bool(box.x1 > 0 and box.y1 > 0 and box.x0 < frame.width_mm and box.y0 < frame.height_mm)
