"""Events that would cover each other: one box with all their numbers."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from math import ceil, cos, floor, hypot, pi, sin, sqrt
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from maps.export.print.frame import PIXEL_MM, POINT_MM, Frame

#: Marks nearer than this to each other stand as one.
STACK_MM = 22 * PIXEL_MM
#: Size of a number in a box, the width of a figure of it, and the height of a line.
STACKED_PT = 6.6
FIGURE_MM = 0.66 * STACKED_PT * POINT_MM
LINE_MM = 1.28 * STACKED_PT * POINT_MM
GAP_MM, PAD_MM = 1.1, 0.7
#: A box of more numbers tells runs of them, and one of more runs only how many there are.
MOST_NUMBERS, MOST_RUNS = 48, 12
#: Where a box may stand: so far off, in so many directions.
AWAY_MM = (0.0, 2.5, 5.0, 9.0, 14.0, 21.0, 30.0)
WAYS = 16
#: What speaks against a spot: a square millimetre of a mark, a millimetre of a line, one of way.
OVER_MARK, OVER_LINE, OVER_WAY = 30.0, 1.0, 0.8


class Pin(NamedTuple):
    """An event on paper: its ref, number, place, spot in millimetres, shape and colour."""

    ref: str
    number: int
    place: str
    at: tuple[float, float]
    shape: str
    colour: str


class Cell(NamedTuple):
    """A text in a box: its middle from the lower left corner of the box, and its events."""

    text: str
    x_mm: float
    y_mm: float
    pins: tuple[Pin, ...]


class Stack(NamedTuple):
    """Events in one box: its spot, its sides, and what is written in it."""

    at: tuple[float, float]
    width_mm: float
    height_mm: float
    cells: tuple[Cell, ...]


def near_together(pins: Sequence[Pin]) -> list[list[Pin]]:
    """
    Group events whose marks would cover each other.

    Parameters
    ----------
    pins
        In the order of their numbers.

    Returns
    -------
    list of list of Pin
        Each within reach of the first of its group, as `stacks.js` of the page does it.
    """
    cells: dict[tuple[int, int], list[list[Pin]]] = {}
    groups: list[list[Pin]] = []
    for pin in pins:
        column, row = (floor(xy / STACK_MM) for xy in pin.at)
        around = [(x, y) for x in (column - 1, column, column + 1) for y in (row - 1, row, row + 1)]
        near = (group for cell in around for group in cells.get(cell, ()))
        found = next((group for group in near if _apart(group[0], pin) < STACK_MM), None)
        if found is not None:
            found.append(pin)
            continue
        groups.append([pin])
        cells.setdefault((column, row), []).append(groups[-1])
    return groups


def stack_of(pins: Sequence[Pin]) -> Stack:
    """
    Write the numbers of events into a box.

    Parameters
    ----------
    pins
        Events at about one spot, by number.

    Returns
    -------
    Stack
        About as wide as high; the numbers one by one, or runs of them, or only how many.
    """
    texts: list[tuple[str, tuple[Pin, ...]]] = [(str(pin.number), (pin,)) for pin in pins]
    if len(texts) > MOST_NUMBERS:
        runs = list(_runs(pins))
        texts = [(_run_words(run), tuple(run)) for run in runs]
        if len(runs) > MOST_RUNS:
            texts = [(f"{len(pins):,} events".replace(",", "\u202f"), tuple(pins))]
    cell_mm = max(len(text) for text, _ in texts) * FIGURE_MM + GAP_MM
    columns = len(texts) if len(texts) <= 3 else ceil(sqrt(len(texts) * LINE_MM / cell_mm * 1.3))
    columns = max(1, min(columns, len(texts)))
    rows = ceil(len(texts) / columns)
    cells = tuple(
        Cell(
            text,
            PAD_MM + (nth % columns + 0.5) * cell_mm,
            PAD_MM + (rows - nth // columns - 0.5) * LINE_MM,
            some,
        )
        for nth, (text, some) in enumerate(texts)
    )
    size = (columns * cell_mm + 2 * PAD_MM, rows * LINE_MM + 2 * PAD_MM)
    return Stack(pins[0].at, *size, cells)


def put_boxes(
    sizes: Sequence[tuple[tuple[float, float], float, float]],
    taken: Sequence[Frame],
    lines: Sequence[BaseGeometry],
    sheet: Frame,
) -> list[Frame]:
    """
    Find room for boxes near their spots.

    Parameters
    ----------
    sizes
        Spot, width and height of each, in order of importance.
    taken
        Marks that stand already.
    lines
        Lines that are better not covered.
    sheet
        Where all must lie: the frame of the map, from its own corner.

    Returns
    -------
    list of Frame
        One a box, in their order: where it covers least, and near.
    """
    tree = shapely.STRtree(list(lines))
    marks = list(taken)
    put: list[Frame] = []
    for at, width, height in sizes:
        spots = list(_candidates(at, width, height, sheet))
        boxes = np.array([_box(spot) for spot in spots])
        costs = np.array([hypot(_gap(spot, at)[0], _gap(spot, at)[1]) for spot in spots])
        costs = costs * OVER_WAY + _covered(spots, marks) * OVER_MARK
        pairs = tree.query(boxes, predicate="intersects")
        if pairs.size:
            run = shapely.length(shapely.intersection(boxes[pairs[0]], tree.geometries[pairs[1]]))
            np.add.at(costs, pairs[0], run * OVER_LINE)
        best = spots[int(np.argmin(costs))]
        put.append(best)
        marks.append(best)
    return put


def _apart(one: Pin, other: Pin) -> float:
    """Measure how far apart two events stand."""
    return hypot(one.at[0] - other.at[0], one.at[1] - other.at[1])


def _runs(pins: Sequence[Pin]) -> Iterator[list[Pin]]:
    """Give runs of numbers that follow each other."""
    for _, run in groupby(enumerate(pins), key=lambda pair: pair[1].number - pair[0]):
        yield [pin for _, pin in run]


def _run_words(run: Sequence[Pin]) -> str:
    """Write a run of numbers."""
    first, last = run[0].number, run[-1].number
    return str(first) if first == last else f"{first}–{last}"


def _candidates(
    at: tuple[float, float], width: float, height: float, sheet: Frame
) -> Iterator[Frame]:
    """Give the boxes about a spot, nearest first, all within the sheet."""
    for away in AWAY_MM:
        for nth in range(WAYS if away else 1):
            turn = 2 * pi * nth / WAYS
            x = at[0] + (cos(turn) * (width / 2 + away) if away else 0.0)
            y = at[1] + (sin(turn) * (height / 2 + away) if away else 0.0)
            left = min(max(x - width / 2, sheet.x_mm), max(sheet.right_mm - width, sheet.x_mm))
            low = min(max(y - height / 2, sheet.y_mm), max(sheet.top_mm - height, sheet.y_mm))
            yield Frame(left, low, width, height)


def _gap(box: Frame, at: tuple[float, float]) -> tuple[float, float]:
    """Measure how far the middle of a box lies from a spot."""
    return box.x_mm + box.width_mm / 2 - at[0], box.y_mm + box.height_mm / 2 - at[1]


def _covered(boxes: Sequence[Frame], marks: Sequence[Frame]) -> NDArray[np.float64]:
    """Measure how much of the marks each box covers, square millimetres."""
    if not marks:
        return np.zeros(len(boxes))
    own, other = (
        np.array([(f.x_mm, f.y_mm, f.right_mm, f.top_mm) for f in some]) for some in (boxes, marks)
    )
    near = (other[:, :2] < own[:, 2:].max(axis=0)) & (other[:, 2:] > own[:, :2].min(axis=0))
    other = other[near.all(axis=1)]
    low = np.maximum(own[:, None, :2], other[None, :, :2])
    high = np.minimum(own[:, None, 2:], other[None, :, 2:])
    areas: NDArray[np.float64] = np.clip(high - low, 0, None).prod(axis=2).sum(axis=1)
    return areas


def _box(frame: Frame) -> BaseGeometry:
    """Make a shape of a box."""
    return shapely.box(frame.x_mm, frame.y_mm, frame.right_mm, frame.top_mm)
