"""Water as a grid of cells and as a graph of squares: where a ship may go between two positions."""

from dataclasses import dataclass
from math import cos, radians
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geo.coords import Bbox
from routes.coast import Bools, Coast, Floats, shores_in

Ints = NDArray[np.int64]
Shades = NDArray[np.float32]

#: Radius of the sphere of the Mercator plane, metres: the equator of WGS 84.
RADIUS_M = 6_378_137.0
#: A square is at most 2**LEVELS cells wide.
LEVELS = 5
#: How a ship shuns the shore: on it a metre counts as 1 + SHY metres, less by e every SHY_M.
SHY, SHY_M = 2.0, 1_500.0
#: Further metres that count close to it, which hold a course to the middle of a narrow channel.
HUG, HUG_M = 2.0, 250.0
#: Beyond this distance from the shore it makes no difference, metres.
FAR_M = 6_000.0
#: Cells larger than this are taken together by four to measure that, metres.
CLEAR_M = 400.0


class Squares(NamedTuple):
    """
    The open water of a grid as squares of 1, 2, 4, ... cells.

    Attributes
    ----------
    at
        Shape (rows, columns): number of the square of each cell, -1 = not open.
    middle
        Shape (n, 2): Mercator position, metres.
    pairs
        Shape (m, 2): squares that touch along a side or at a free corner.
    """

    at: Ints
    middle: Floats
    pairs: Ints


@dataclass(frozen=True, slots=True)
class WaterGrid:
    """
    Cells of equal size in the Mercator plane.

    Attributes
    ----------
    west, south
        Mercator position of the corner, metres.
    cell
        Side of a cell in metres of the Mercator plane.
    open
        Shape (rows, columns), rows northward: nothing but water in the cell.
    sea
        As `open`: the middle of the cell is not within the coast (it may be land if not `open`).
    cost
        As `open`: what a metre counts, 1 far from the shore, infinite where it is not open.
    """

    west: float
    south: float
    cell: float
    open: Bools
    sea: Bools
    cost: Shades


def mercator(lonlats: Floats) -> Floats:
    """Give Mercator positions in metres, shape (n, 2), of positions in degrees."""
    lon, lat = np.radians(lonlats).T
    return np.column_stack([lon, np.arctanh(np.sin(lat))]) * RADIUS_M


def degrees(positions: Floats) -> Floats:
    """Give positions in degrees, shape (n, 2), of Mercator positions in metres."""
    x, y = (positions / RADIUS_M).T
    return np.asarray(np.degrees(np.column_stack([x, np.arcsin(np.tanh(y))])))


def scale(y: Floats) -> Floats:
    """Give the metres on the ground of a metre in the Mercator plane at a height `y` of it."""
    return np.asarray(1 / np.cosh(y / RADIUS_M))


def water_grid(coast: Coast, bbox: Bbox, cell_m: float) -> WaterGrid:
    """
    Lay a grid over the water within a box.

    Parameters
    ----------
    coast
        From `read_coast`.
    bbox
        Degrees, unwrapped; between 85° south and north.
    cell_m
        Side of a cell on the ground in the middle of the box, metres.

    Returns
    -------
    WaterGrid
        At least one whole square of the largest size.
    """
    cell = cell_m / cos(radians((bbox.south + bbox.north) / 2))
    (west, south), (east, north) = mercator(np.array([bbox[:2], bbox[2:]]))
    whole = 2**LEVELS
    shape = tuple(
        max(1, int(np.ceil(side / cell / whole))) * whole for side in (north - south, east - west)
    )
    shores = shores_in(coast, bbox)
    start, end = ((mercator(each) - [west, south]) / cell for each in (shores.start, shores.end))
    within = _inside(start[~shores.lake], end[~shores.lake], shape)
    lake = _inside(start[shores.lake], end[shores.lake], shape)
    free = (~within | lake) & ~_touched(start[~shores.cut], end[~shores.cut], shape)
    cost = np.where(free, shyness(_clear_m(free, cell_m)), np.float32(np.inf))
    return WaterGrid(west, south, cell, free, ~within, cost)


def shyness(clear_m: Shades) -> Shades:
    """
    Tell what a metre counts at distances from the shore.

    Parameters
    ----------
    clear_m
        Metres.

    Returns
    -------
    Shades
        As `clear_m`: 1 far from the shore, `1 + SHY + HUG` on it.
    """
    shunned = SHY * np.exp(-clear_m / np.float32(SHY_M))
    hugged = HUG * np.exp(-clear_m / np.float32(HUG_M))
    price: Shades = (1 + shunned + hugged).astype(np.float32)
    return price


def _clear_m(free: Bools, cell_m: float) -> Shades:
    """Give the distance of each cell from the nearest that is not free, at most `FAR_M`."""
    times = 1 if cell_m <= CLEAR_M else 2
    rows, columns = free.shape
    coarse = free.reshape(rows // times, times, columns // times, times).all(axis=(1, 3))
    side_m = times * cell_m
    away = _away(np.asarray(coarse), int(FAR_M / side_m) + 1)
    clear_m = np.minimum(away * np.float32(side_m), np.float32(FAR_M))
    return _finer(_finer(clear_m, times).T, times).T


def _away(free: Bools, reach: int) -> Shades:
    """
    Give the distance of each cell from the nearest that is not free, in cells, up to `reach`.

    The columns first, then along the rows: squares of distances add up. Exact up to `reach`.
    """
    row = np.arange(len(free), dtype=np.float32)[:, None]
    below = row - np.maximum.accumulate(np.where(free, np.float32(-np.inf), row), axis=0)
    above = np.minimum.accumulate(np.where(free, np.float32(np.inf), row)[::-1], axis=0)[::-1] - row
    upright = np.minimum(np.minimum(below, above), np.float32(reach)) ** 2
    best = upright.copy()
    for aside in range(1, min(reach, free.shape[1] - 1) + 1):
        shifted = upright + np.float32(aside**2)
        np.minimum(best[:, aside:], shifted[:, :-aside], out=best[:, aside:])
        np.minimum(best[:, :-aside], shifted[:, aside:], out=best[:, :-aside])
    return np.asarray(np.sqrt(best))


def _finer(coarse: Shades, times: int) -> Shades:
    """Divide each row into some, the values between the middles of rows in proportion."""
    if times == 1:
        return coarse
    at = ((np.arange(len(coarse) * times) + 0.5) / times - 0.5).clip(0, len(coarse) - 1)
    low = np.minimum(at.astype(np.int64), max(len(coarse) - 2, 0))
    part = (at - low).astype(np.float32)[:, None]
    return np.asarray(coarse[low] * (1 - part) + coarse[(low + 1).clip(max=len(coarse) - 1)] * part)


def _inside(start: Floats, end: Floats, shape: tuple[int, ...]) -> Bools:
    """Tell which cells have their middle within closed rings (even-odd), in units of cells."""
    rows, columns = shape
    low, high = (
        np.clip(np.ceil(pick(start[:, 1], end[:, 1]) - 0.5), 0, rows).astype(np.int64)
        for pick in (np.minimum, np.maximum)
    )
    which = np.repeat(np.arange(len(start)), high - low)
    row = np.arange(len(which)) - np.repeat(np.cumsum(high - low) - high, high - low)
    rise = (row + 0.5 - start[which, 1]) / (end[which, 1] - start[which, 1])
    x = start[which, 0] + rise * (end[which, 0] - start[which, 0])
    column = np.clip(np.ceil(x - 0.5), 0, columns).astype(np.int64)
    turns = np.bincount(row * (columns + 1) + column, minlength=rows * (columns + 1))
    odd = np.cumsum(turns.astype(np.uint8).reshape(rows, columns + 1), axis=1, dtype=np.uint8) & 1
    return odd[:, :columns].astype(bool)


def _touched(start: Floats, end: Floats, shape: tuple[int, ...]) -> Bools:
    """Tell which cells a shore runs through, in units of cells."""
    size = np.array(shape[::-1])
    near = ((np.maximum(start, end) >= 0) & (np.minimum(start, end) <= size)).all(axis=1)
    start, end = start[near], end[near]
    count = np.ceil(4 * np.abs(end - start).max(axis=1, initial=0)).astype(np.int64) + 1
    which = np.repeat(np.arange(len(start)), count)
    step = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count)
    part = (step / np.repeat(np.maximum(count - 1, 1), count))[:, None]
    cells = np.floor(start[which] + part * (end[which] - start[which])).astype(np.int64)
    cells = cells[((cells >= 0) & (cells < size)).all(axis=1)]
    touched = np.zeros(shape, bool)
    touched[cells[:, 1], cells[:, 0]] = True
    return touched


def squares(grid: WaterGrid) -> Squares:
    """
    Join open cells into squares, so that open sea takes few of them and a harbour many.

    Parameters
    ----------
    grid
        From `water_grid`.

    Returns
    -------
    Squares
        Numbered from the largest to the smallest, then row by row.
    """
    levels: list[Bools] = [grid.open]
    for _ in range(LEVELS):
        last = levels[-1]
        rows, columns = last.shape
        fours = last.reshape(rows // 2, 2, columns // 2, 2)
        levels.append(np.asarray(fours.all(axis=(1, 3))))
    at = np.full(levels[-1].shape, -1, np.int64)
    middles, count = [], 0
    for level in range(LEVELS, -1, -1):
        row, column = np.nonzero(levels[level] & (at < 0))
        at[row, column] = np.arange(count, count + len(row))
        middles.append((np.column_stack([column, row]) + 0.5) * 2**level)
        count += len(row)
        at = at.repeat(2, axis=0).repeat(2, axis=1) if level else at
    middle = np.concatenate(middles) * grid.cell + [grid.west, grid.south]
    return Squares(at, middle, _pairs(at))


def _pairs(at: Ints) -> Ints:
    """List the squares that touch along a side, or at a corner with open water on both sides."""
    sides = [(at[:, :-1], at[:, 1:]), (at[:-1], at[1:])]
    corners = [(at[:-1, :-1], at[1:, 1:]), (at[:-1, 1:], at[1:, :-1])]
    free = [(at[:-1, 1:] >= 0) & (at[1:, :-1] >= 0), (at[:-1, :-1] >= 0) & (at[1:, 1:] >= 0)]
    found = []
    for (one, two), also in zip(sides + corners, [True, True, *free], strict=True):
        touch = (one != two) & (one >= 0) & (two >= 0) & also
        found.append(np.column_stack([one[touch], two[touch]]))
    pairs = np.sort(np.concatenate(found), axis=1)
    packed = np.unique(pairs[:, 0] * (at.max(initial=0) + 1) + pairs[:, 1])
    return np.column_stack(np.divmod(packed, at.max(initial=0) + 1))
