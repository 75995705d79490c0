"""Annotations at the ends of leaders, as the page puts them; millimetres of paper, y upwards."""

from collections.abc import Sequence
from math import atan2, ceil, cos, hypot, pi, sin
from typing import NamedTuple

from maps.export.print.frame import PIXEL_MM
from maps.export.print.placement import Box, Cells, Name, Xy, crossings, inside, meet

#: How far an annotation stands off what it is about.
_REACHES_MM = tuple(pixels * PIXEL_MM for pixels in (26, 44, 70, 105, 150))
_TURNS = 16
_AROUND_NOTE_MM = 6 * PIXEL_MM
_LEADER_FROM_MM, _LEADER_STEP_MM = 12 * PIXEL_MM, 6 * PIXEL_MM


class NoteSpot(NamedTuple):
    """Where an annotation stands, and the ends of its leader; without a box = nowhere."""

    boxes: tuple[Box, ...]
    start: Xy
    end: Xy


def place_notes(
    notes: Sequence[Name], taken: Sequence[Box], soft: Sequence[Box], cells: Cells, size: Xy
) -> list[NoteSpot]:
    """
    Put annotations at the ends of leaders.

    Parameters
    ----------
    notes
        The most important first.
    taken
        What none may cover.
    soft
        What is better left free.
    cells
        What lines run through.
    size
        Width and height of the frame.

    Returns
    -------
    list of NoteSpot
        One a note.
    """
    full = list(taken)
    leaders: list[tuple[Xy, Xy]] = []
    spots = []
    for note in notes:
        best = _best_note(note, full, (soft, leaders, cells), size)
        spots.append(best)
        for left, bottom, right, top in best.boxes:
            air = _AROUND_NOTE_MM
            full.append(Box(left - air, bottom - air, right + air, top + air))
            leaders.append((best.start, best.end))
    return spots


def _best_note(
    note: Name,
    full: Sequence[Box],
    rest: tuple[Sequence[Box], Sequence[tuple[Xy, Xy]], Cells],
    size: Xy,
) -> NoteSpot:
    """Find the cheapest end of a leader; the costs are those of the page."""
    soft, leaders, cells = rest
    best, least = NoteSpot((), (0.0, 0.0), (0.0, 0.0)), 0.0
    for reach in _REACHES_MM:
        for turn in range(_TURNS):
            made = _note_at(note, reach, turn * 2 * pi / _TURNS)
            box = made.boxes[0]
            if not inside(box, size) or any(meet(box, one) for one in full):
                continue
            cost = (
                reach / PIXEL_MM * 0.4
                + crossings(box, cells) * 4
                + sum(meet(box, one) for one in soft) * 30
                + sum(_runs_over(made, one) for one in full) * 14
                + sum(_cut((made.start, made.end), one) for one in leaders) * 80
            )
            if not best.boxes or cost < least:
                best, least = made, cost
    return best


def _note_at(note: Name, reach: float, turn: float) -> NoteSpot:
    """Put a note at one end of a leader."""
    across, up = cos(turn), sin(turn)
    left = note.x + across * reach - note.width * (1 - across) / 2
    bottom = note.y + up * reach - note.height * (1 - up) / 2
    box = Box(left, bottom, left + note.width, bottom + note.height)
    end = (min(max(note.x, box.left), box.right), min(max(note.y, box.bottom), box.top))
    return NoteSpot((box,), (note.x, note.y), end)


def leader_boxes(start: Xy, end: Xy) -> list[Box]:
    """
    List the boxes that a leader takes from names.

    Parameters
    ----------
    start, end
        Its ends, the first at a mark.

    Returns
    -------
    list of Box
        Small ones along it, but for the part at the mark.
    """
    length = hypot(end[0] - start[0], end[1] - start[1])
    turn = atan2(end[1] - start[1], end[0] - start[0])
    count = max(0, ceil((length - _LEADER_FROM_MM) / _LEADER_STEP_MM))
    along = [_LEADER_FROM_MM + nth * _LEADER_STEP_MM for nth in range(count)]
    points = [(start[0] + at * cos(turn), start[1] + at * sin(turn)) for at in along]
    return [Box(x - PIXEL_MM, y - PIXEL_MM, x + PIXEL_MM, y + PIXEL_MM) for x, y in points]


def _runs_over(made: NoteSpot, box: Box) -> bool:
    """Tell whether a leader runs over a box that does not hold its own start."""
    (ax, ay), (bx, by) = made.start, made.end

    def holds(x: float, y: float) -> bool:
        return box.left < x < box.right and box.bottom < y < box.top

    if holds(ax, ay):
        return False
    steps = ceil(hypot(bx - ax, by - ay) / (5 * PIXEL_MM))
    return any(
        holds(ax + (bx - ax) * step / steps, ay + (by - ay) * step / steps)
        for step in range(1, steps)
    )


def _cut(one: tuple[Xy, Xy], other: tuple[Xy, Xy]) -> bool:
    """Tell whether two straight pieces cross."""
    (a, b), (c, d) = one, other

    def left(p: Xy, q: Xy, r: Xy) -> bool:
        return (q[0] - p[0]) * (r[1] - p[1]) > (q[1] - p[1]) * (r[0] - p[0])

    return left(a, b, c) != left(a, b, d) and left(c, d, a) != left(c, d, b)
