"""
Which names stand where: the most important first, each where it covers nothing before it.

As `placing.js` does it on the page, in millimetres of paper, y upwards. Nothing here draws.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, cos, floor, hypot, radians, sin
from typing import NamedTuple

from maps.export.print.frame import PIXEL_MM

#: Between two names, and from the edge of the frame.
GAP_MM = 2 * PIXEL_MM
#: Grid that lines are entered in, and the one that boxes are looked up by.
CELL_MM, BUCKET_MM = 6 * PIXEL_MM, 64 * PIXEL_MM
#: Between two names of one river or sea.
APART_MM = 240 * PIXEL_MM
#: From a position to a name beside it, near and farther off.
BESIDE_MM = (9 * PIXEL_MM, 21 * PIXEL_MM)
#: The middle of an area or sea, then ever farther from it, in its own widths and heights.
_CENTRED = (
    *((0.0, 0.0), (0.0, 1.4), (0.0, -1.4), (0.6, 0.0), (-0.6, 0.0), (0.0, 2.8), (0.0, -2.8)),
    *((1.1, 0.0), (-1.1, 0.0), (0.0, 5.0), (0.0, -5.0)),
)

Xy = tuple[float, float]
Cells = frozenset[tuple[int, int]]


class Box(NamedTuple):
    """A box in millimetres of the frame, y upwards."""

    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """
    A name that wants room.

    Attributes
    ----------
    text
        What it says.
    x, y
        The position that it is of.
    width, height
        Its size when it is level.
    centred
        Whether it stands on its position and not beside it.
    along
        Whether it runs along a line and stands off it.
    angle_deg
        How far it is turned, against the clock.
    others
        Further positions along the line.
    base
        Whether it is a name of the base map, which never lies on a line.
    """

    text: str
    x: float
    y: float
    width: float
    height: float
    centred: bool = False
    along: bool = False
    angle_deg: float = 0.0
    others: tuple[Xy, ...] = ()
    base: bool = False


class Spot(NamedTuple):
    """Where a name stands: its middle, and the boxes that it takes; none = nowhere."""

    x: float
    y: float
    boxes: tuple[Box, ...]


NOWHERE = Spot(0.0, 0.0, ())


class Shelf:
    """
    Boxes that are found again by where they are.

    Parameters
    ----------
    boxes
        The first ones.
    """

    def __init__(self, boxes: Iterable[Box] = ()) -> None:
        self._buckets: dict[tuple[int, int], list[Box]] = {}
        for box in boxes:
            self.add(box)

    def add(self, box: Box) -> None:
        """Put a box in."""
        for key in _buckets(box):
            self._buckets.setdefault(key, []).append(box)

    def meets(self, box: Box) -> bool:
        """Tell whether a box is nearer to one of them than names may be."""
        return any(meet(box, one) for key in _buckets(box) for one in self._buckets.get(key, ()))


def meet(a: Box, b: Box) -> bool:
    """
    Tell whether two boxes are nearer to each other than names may be.

    Parameters
    ----------
    a, b
        Boxes.

    Returns
    -------
    bool
        Whether less than `GAP_MM` is between them.
    """
    return (
        a.left < b.right + GAP_MM
        and a.right > b.left - GAP_MM
        and a.bottom < b.top + GAP_MM
        and a.top > b.bottom - GAP_MM
    )


def line_cells(lines: Iterable[Sequence[Xy]]) -> Cells:
    """
    List the cells of a grid that lines run through.

    Parameters
    ----------
    lines
        Points in millimetres of the frame.

    Returns
    -------
    Cells
        Column and row of each.
    """
    found = set()
    for line in lines:
        for (ax, ay), (bx, by) in pairwise(line):
            steps = ceil(hypot(bx - ax, by - ay) / (CELL_MM / 2)) or 1
            for step in range(steps + 1):
                x, y = ax + (bx - ax) * step / steps, ay + (by - ay) * step / steps
                found.add((floor(x / CELL_MM), floor(y / CELL_MM)))
    return frozenset(found)


def place_names(
    names: Sequence[Name],
    taken: Iterable[Box],
    cells: Cells,
    size: Xy,
    marks: Sequence[Xy] = (),
) -> list[Spot]:
    """
    Give each name its spot.

    Parameters
    ----------
    names
        The most important first.
    taken
        What no name may cover.
    cells
        What lines run through. A name of the base map never lies on them; another does so only
        where there is no other room.
    size
        Width and height of the frame.
    marks
        Positions of places: no name stands nearer to one of them than to its own.

    Returns
    -------
    list of Spot
        One a name; `NOWHERE` where it finds no room.
    """
    full = Shelf(taken)
    room = _Room(full, cells, size, marks)
    named: dict[str, list[Name]] = {}
    spots = []
    for name in names:
        spot = NOWHERE if _too_near(name, named) else _best_spot(name, room)
        spots.append(spot)
        for box in spot.boxes:
            full.add(box)
        if spot.boxes:
            named.setdefault(name.text, []).append(name)
    return spots


class _Room(NamedTuple):
    """What names have to keep clear of, and the frame that they stay in."""

    full: Shelf
    cells: Cells
    size: Xy
    marks: Sequence[Xy]


def _misleads(box: Box, name: Name, marks: Sequence[Xy]) -> bool:
    """Tell whether a name would stand nearer to the mark of another place than to its own."""
    own = _off(box, (name.x, name.y))
    return any(
        _off(box, mark) < own and hypot(mark[0] - name.x, mark[1] - name.y) > PIXEL_MM
        for mark in marks
    )


def _off(box: Box, at: Xy) -> float:
    """Measure from a box to a point outside it; 0 within."""
    across = max(box.left - at[0], 0.0, at[0] - box.right)
    return hypot(across, max(box.bottom - at[1], 0.0, at[1] - box.top))


def _too_near(name: Name, named: dict[str, list[Name]]) -> bool:
    """Tell whether the base map says the same close by."""
    return name.base and any(
        hypot(one.x - name.x, one.y - name.y) < APART_MM for one in named.get(name.text, ())
    )


def _best_spot(name: Name, room: _Room) -> Spot:
    """Find the first spot that crosses the fewest lines."""
    best, least = NOWHERE, 0
    for x, y in _spots(name):
        boxes = boxes_of(name, x, y)
        if not all(inside(box, room.size) for box in boxes) or any(map(room.full.meets, boxes)):
            continue
        if not (name.centred or name.along) and _misleads(boxes[0], name, room.marks):
            continue
        crossed = sum(crossings(box, room.cells) for box in boxes)
        if crossed and name.base:
            continue
        if not best.boxes or crossed < least:
            best, least = Spot(x, y, boxes), crossed
        if not crossed:
            break
    return best


def _spots(name: Name) -> Iterator[Xy]:
    """List the middles that a name may stand at, the best first."""
    w, h = name.width, name.height
    if name.along:
        turn, off = radians(name.angle_deg), h / 2 + 3 * PIXEL_MM
        for x, y in ((name.x, name.y), *name.others):
            for side in (1, -1):
                yield x - side * off * sin(turn), y + side * off * cos(turn)
    elif name.centred:
        for across, up in _CENTRED:
            yield name.x + across * w, name.y + up * h
    else:
        for off in BESIDE_MM:
            x, y = w / 2 + off, h / 2 + off
            around = ((x, 0), (-x, 0), (0, y), (0, -y), (x, y), (x, -y), (-x, y), (-x, -y))
            yield from ((name.x + dx, name.y + dy) for dx, dy in around)


def boxes_of(name: Name, x: float, y: float) -> tuple[Box, ...]:
    """
    List the boxes that a name takes up.

    Parameters
    ----------
    name
        The name.
    x, y
        Its middle.

    Returns
    -------
    tuple of Box
        One, or a row of small ones under a name that is turned.
    """
    w, h = name.width, name.height
    if not name.angle_deg:
        return (Box(x - w / 2, y - h / 2, x + w / 2, y + h / 2),)
    turn = radians(name.angle_deg)
    count = max(1, ceil(w / h))
    part = w / count
    wide = abs(part * cos(turn)) + abs(h * sin(turn))
    high = abs(part * sin(turn)) + abs(h * cos(turn))
    middles = ((nth + 0.5) * part - w / 2 for nth in range(count))
    points = [(x + along * cos(turn), y + along * sin(turn)) for along in middles]
    return tuple(
        Box(px - wide / 2, py - high / 2, px + wide / 2, py + high / 2) for px, py in points
    )


def inside(box: Box, size: Xy) -> bool:
    """
    Tell whether a box lies in the frame, a gap from its edge.

    Parameters
    ----------
    box
        Of a name.
    size
        Width and height of the frame.

    Returns
    -------
    bool
        Whether all of it does.
    """
    return (
        box.left >= GAP_MM
        and box.bottom >= GAP_MM
        and box.right <= size[0] - GAP_MM
        and box.top <= size[1] - GAP_MM
    )


def _buckets(box: Box) -> Iterator[tuple[int, int]]:
    """List the buckets that a box lies in, with the gap about it."""
    columns = range(
        floor((box.left - GAP_MM) / BUCKET_MM), floor((box.right + GAP_MM) / BUCKET_MM) + 1
    )
    rows = range(
        floor((box.bottom - GAP_MM) / BUCKET_MM), floor((box.top + GAP_MM) / BUCKET_MM) + 1
    )
    return ((column, row) for column in columns for row in rows)


def crossings(box: Box, cells: Cells) -> int:
    """
    Count the cells under a box that lines run through.

    Parameters
    ----------
    box
        Of a name.
    cells
        Of the lines.

    Returns
    -------
    int
        Not negative.
    """
    columns = range(floor(box.left / CELL_MM), floor(box.right / CELL_MM) + 1)
    rows = range(floor(box.bottom / CELL_MM), floor(box.top / CELL_MM) + 1)
    return sum((column, row) in cells for column in columns for row in rows)
