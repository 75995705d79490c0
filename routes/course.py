"""A ship's course: the cheapest way over the squares of one or more grids, pulled straight."""

from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, dijkstra

from routes.coast import Bools, Floats
from routes.water import Ints, Squares, WaterGrid, scale, shyness, squares

#: How many vertices ahead a course may be pulled straight at once.
REACH = 12
#: How often a course is divided and pulled again, and into how many parts a piece is divided.
ROUNDS, CUTS = 2, 4
#: What a turn counts, metres: of two courses nearly as good the one with fewer turns is taken.
TURN_M = 30.0
#: Off the shore by this much a ship is out of port: twice the fault of the coastline and more.
OFFING_M = 500.0
#: And stays so this far: what is wide in a harbour or a river is not yet the sea.
STAY_M = 3_000.0


@dataclass(frozen=True, slots=True)
class Sea:
    """
    Open water as one graph.

    Attributes
    ----------
    grids
        The widest first; where grids overlap the last one holds.
    parts
        Squares of each grid.
    first
        Number in the graph of the first square of each grid.
    at
        Shape (n, 2): Mercator position of every square, metres.
    graph
        What it costs to go from square to square, both ways.
    body
        Number of the body of water of every square.
    """

    grids: tuple[WaterGrid, ...]
    parts: tuple[Squares, ...]
    first: tuple[int, ...]
    at: Floats
    graph: csr_array
    body: Ints


class Landing(NamedTuple):
    """
    Where a place reaches a body of water.

    Attributes
    ----------
    position
        Mercator position, metres.
    square
        Number in the graph.
    access_m
        From the place, on the ground.
    """

    position: tuple[float, float]
    square: int
    access_m: float
    sea: bool


def join_grids(grids: tuple[WaterGrid, ...]) -> Sea:
    """
    Make one graph of grids that overlap.

    Parameters
    ----------
    grids
        The widest first.

    Returns
    -------
    Sea
        Squares touch within a grid; between grids those whose middles lie in each other do.
    """
    parts = tuple(squares(grid) for grid in grids)
    first = tuple(int(n) for n in np.cumsum([0, *(len(part.middle) for part in parts)]))[:-1]
    at = np.concatenate([part.middle for part in parts])
    pairs = [part.pairs + offset for part, offset in zip(parts, first, strict=True)]
    for fine in range(1, len(grids)):
        for wide in range(fine):
            into = _squares_at(grids[wide], parts[wide], parts[fine].middle)
            own = np.flatnonzero(into >= 0)
            pairs.append(np.column_stack([own + first[fine], into[own] + first[wide]]))
    one, two = np.concatenate(pairs).T
    price = np.concatenate([_price(g, p.middle) for g, p in zip(grids, parts, strict=True)])
    length = np.hypot(*(at[one] - at[two]).T) * scale((at[one, 1] + at[two, 1]) / 2)
    weight = np.maximum(length, 1e-3) * (price[one] + price[two]) / 2
    count = len(at)
    graph = csr_array((np.r_[weight, weight], (np.r_[one, two], np.r_[two, one])), (count, count))
    body = connected_components(graph, directed=False)[1].astype(np.int64)
    return Sea(grids, parts, first, at, graph, body)


def landings(sea: Sea, position: Floats, limit_m: float) -> dict[int, Landing]:
    """
    Find where a place reaches each body of water near it.

    Parameters
    ----------
    sea
        From `join_grids`.
    position
        Mercator position, metres.
    limit_m
        How far off the water may be, on the ground.

    Returns
    -------
    dict
        The nearest landing on each body, after its number; in the order of distance.
    """
    nearest: dict[int, Landing] = {}
    for grid, part, first in zip(sea.grids, sea.parts, sea.first, strict=True):
        cells = _cells_near(grid, position, limit_m)
        spots = (cells[:, ::-1] + 0.5) * grid.cell + [grid.west, grid.south]
        away = np.hypot(*(spots - position).T) * float(scale(position[1]))
        inside = np.abs(spots - position).max(axis=1, initial=0) <= grid.cell / 2
        away[inside], spots[inside] = 0, position
        number = part.at[cells[:, 0], cells[:, 1]] + first
        order = np.argsort(away, kind="stable")
        for n in order[np.unique(sea.body[number[order]], return_index=True)[1]]:
            body, (row, column) = int(sea.body[number[n]]), cells[n]
            landing = Landing(tuple(spots[n]), int(number[n]), away[n], bool(grid.sea[row, column]))
            if away[n] <= min(limit_m, nearest[body].access_m if body in nearest else limit_m):
                nearest[body] = landing
    return dict(sorted(nearest.items(), key=lambda item: item[1].access_m))


def course(sea: Sea, start: Landing, end: Landing) -> Floats:
    """
    Find the cheapest way between two landings on one body of water.

    Parameters
    ----------
    sea
        From `join_grids`.
    start, end
        From `landings`.

    Returns
    -------
    Floats
        Mercator positions, shape (n, 2), metres, from `start` to `end`.

    Notes
    -----
    Dijkstra's algorithm as implemented by SciPy, over the squares and then over the straight
    pieces between the squares found, as long as these stay on open water.
    """
    before = dijkstra(sea.graph, indices=start.square, return_predecessors=True)[1]
    chain = _chain(before, start.square, end.square)
    points = _pull(sea, np.array([start.position, *sea.at[chain], end.position]))
    for _ in range(ROUNDS):
        points = _pull(sea, _divide(points))
    return points


def offing_m(sea: Sea, points: Floats) -> float:
    """
    Tell how far along a course the open sea begins: where it comes `OFFING_M` off the shore.

    Parameters
    ----------
    sea
        From `join_grids`.
    points
        From `course`, seen from the end that is asked about.

    Returns
    -------
    float
        Metres on the ground from the first of `points` to where the course stays off the shore
        for `STAY_M` or a quarter of its length; where it never does, to where it is off the shore
        first; the whole length where it never is.
    """
    step = min(grid.cell for grid in sea.grids)
    plane = np.hypot(*np.diff(points, axis=0).T)
    which, part = _spread(np.ceil(plane / step).astype(np.int64) + 1)
    spots = points[which] + part[:, None] * np.diff(points, axis=0)[which]
    ground = plane * scale((points[1:, 1] + points[:-1, 1]) / 2)
    gone = (np.cumsum(ground) - ground)[which] + part * ground[which]
    whole = float(ground.sum())
    clear = _prices(sea.grids, spots)[0] <= shyness(np.array(OFFING_M, np.float32))
    # Where the next stretch near the shore begins, seen from each sample.
    shut = np.minimum.accumulate(np.where(clear, np.inf, gone)[::-1])[::-1]
    stays = clear & (np.minimum(shut, whole) - gone >= min(STAY_M, whole / 4))
    for fits in (stays, clear):
        if fits.any():
            return float(gone[np.argmax(fits)])
    return whole


def reach(sea: Sea, start: Landing, spots: Floats) -> dict[int, tuple[Landing, float]]:
    """
    Tell which of many positions a ship reaches from a landing, and at what cost.

    Parameters
    ----------
    sea
        From `join_grids`.
    start
        From `landings`.
    spots
        Mercator positions, shape (n, 2), metres.

    Returns
    -------
    dict
        After the number of a position: it as a landing, and the cost of the way in metres, of
        which those near land count more. What is not on the grids or not reached is left out.
    """
    cost = dijkstra(sea.graph, indices=start.square)
    found = {}
    for grid, part, first in zip(sea.grids, sea.parts, sea.first, strict=True):
        into = _squares_at(grid, part, spots)
        for n in np.flatnonzero(into >= 0):
            square = int(into[n]) + first
            if np.isfinite(cost[square]):
                landing = Landing(tuple(spots[n]), square, 0.0, start.sea)
                found[int(n)] = (landing, float(cost[square]))
    return found


def _chain(before: Ints, start: int, end: int) -> list[int]:
    """Follow the predecessors of a search back from its end, and turn the chain about."""
    chain = [end]
    while chain[-1] != start:
        chain.append(int(before[chain[-1]]))
    return chain[::-1]


def _divide(points: Floats) -> Floats:
    """Put further vertices on the pieces of a course, where it may turn."""
    part = np.arange(CUTS)[:, None] / CUTS
    pieces = [one + part * (two - one) for one, two in pairwise(points)]
    return np.concatenate([*pieces, points[-1:]])


def _pull(sea: Sea, points: Floats) -> Floats:
    """Replace stretches of a course by straight pieces where these cost less, until none does."""
    count = len(points)
    one, two = np.triu_indices(count, 1)
    near = two - one <= REACH
    one, two = one[near], two[near]
    cost = _costs(sea, points[one], points[two])
    # The pieces of the course as it is stay, whatever the samples say of them.
    cost[(two - one == 1) & ~np.isfinite(cost)] = 1e9
    keep = np.isfinite(cost)
    graph = csr_array((cost[keep] + TURN_M, (one[keep], two[keep])), (count, count))
    before = dijkstra(graph, indices=0, return_predecessors=True)[1]
    pulled = points[_chain(before, 0, count - 1)]
    return pulled if len(pulled) == count else _pull(sea, pulled)


def _costs(sea: Sea, one: Floats, two: Floats) -> Floats:
    """Give what straight pieces cost: infinite where one leaves the open water."""
    steps = np.ceil(np.hypot(*(two - one).T) / (sea.grids[0].cell / 2)).astype(np.int64) + 1
    which, part = _spread(steps)
    along = (two - one)[which]
    spots = one[which] + part[:, None] * along
    price, holder = _prices(sea.grids, spots)
    # Where a finer grid holds, a sample stands for as many as there are steps of that grid in it.
    smallest = min(grid.cell for grid in sea.grids)
    fine = np.flatnonzero(holder > 0)
    times = np.full(len(fine), ceil(sea.grids[0].cell / smallest))
    of, place = _spread(times)
    shift = ((place - 0.5) / steps[which[fine][of]])[:, None]
    finer, _ = _prices(sea.grids, spots[fine][of] + shift * along[fine][of])
    price[fine] = np.bincount(of, finer, len(fine)) / times
    mean = np.bincount(which, price, len(one)) / steps
    return np.asarray(mean * np.hypot(*(two - one).T) * scale((one[:, 1] + two[:, 1]) / 2))


def _spread(counts: Ints) -> tuple[Ints, Floats]:
    """Spread samples over pieces: which piece each is of, and how far along it, from 0 to 1."""
    which = np.repeat(np.arange(len(counts)), counts)
    number = np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts)
    return which, (number + 0.5) / counts[which]


def _prices(grids: tuple[WaterGrid, ...], spots: Floats) -> tuple[Floats, Ints]:
    """Give what a metre counts at positions, and the last grid that holds each, which says so."""
    price = np.full(len(spots), np.inf)
    holder = np.full(len(spots), -1)
    left = np.arange(len(spots))
    x, y = spots.T.copy()
    for number in range(len(grids) - 1, -1, -1):
        grid = grids[number]
        column, row = (x - grid.west) / grid.cell, (y - grid.south) / grid.cell
        rows, columns = grid.open.shape
        inside = (column >= 0) & (column < columns) & (row >= 0) & (row < rows)
        if inside.any():
            mine = left[inside]
            price[mine] = grid.cost[row[inside].astype(np.int64), column[inside].astype(np.int64)]
            holder[mine] = number
            left, x, y = left[~inside], x[~inside], y[~inside]
    return price, holder


def _price(grid: WaterGrid, spots: Floats) -> Floats:
    """Give what a metre counts at positions within a grid."""
    row, column, _ = _cells(grid, spots)
    return grid.cost[row, column].astype(np.float64)


def _squares_at(grid: WaterGrid, part: Squares, spots: Floats) -> Ints:
    """Give the numbers of the squares at positions, -1 where there is none."""
    row, column, inside = _cells(grid, spots)
    return np.where(inside, part.at[np.where(inside, row, 0), np.where(inside, column, 0)], -1)


def _cells(grid: WaterGrid, spots: Floats) -> tuple[Ints, Ints, Bools]:
    """Give row and column of positions, and whether they lie within the grid."""
    column, row = np.floor((spots - [grid.west, grid.south]) / grid.cell).astype(np.int64).T
    rows, columns = grid.open.shape
    return row, column, (row >= 0) & (column >= 0) & (row < rows) & (column < columns)


def _cells_near(grid: WaterGrid, position: Floats, limit_m: float) -> Ints:
    """List rows and columns of the open cells near a position."""
    reach = int(limit_m / float(scale(position[1])) / grid.cell) + 1
    (row,), (column,), _ = _cells(grid, position[None])
    south, west = max(row - reach, 0), max(column - reach, 0)
    block = grid.open[south : max(row + reach + 1, 0), west : max(column + reach + 1, 0)]
    return np.asarray(np.argwhere(block) + np.array([south, west]))
