"""Lanes: which side of a shared track each line keeps, so that none hides under another."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby, pairwise
from math import hypot
from typing import TypeAlias

import numpy as np
import shapely
from shapely import STRtree
from shapely.geometry import LineString

#: A vertex of another line this near to a line lies on it: two roundings of a metre, in degrees.
ON_LINE = 3e-5

Vertex: TypeAlias = tuple[float, float]
Edge: TypeAlias = tuple[Vertex, Vertex]


@dataclass(frozen=True, slots=True)
class Stretch:
    """
    A run of vertices of a line over which it keeps one lane.

    Attributes
    ----------
    first, last
        Indices of its first and last vertex.
    lane
        Lanes to the right of the track as the line runs; halves where an even number shares it.
    lines
        How many share the track, this one among them.
    """

    first: int
    last: int
    lane: float
    lines: int = 1


@dataclass(frozen=True, slots=True)
class LaneLine:
    """A line with the vertices of those that share its track, and its lanes from end to end."""

    line: LineString
    stretches: tuple[Stretch, ...]


def lanes(lines: Sequence[LineString]) -> list[LaneLine]:
    """
    Put lines that share a track side by side.

    Parameters
    ----------
    lines
        Degrees, lon before lat; none is empty. Earlier ones stand on the left.

    Returns
    -------
    list of LaneLine
        In the order of `lines`. On each stretch the lanes of all lines over it are one apart and
        stand about the track; a line that is alone runs on it (lane 0).

    Notes
    -----
    Two lines share a stretch where they have the same edges, in either direction, once each has
    taken up the vertices of the others that lie on it. Which way lines run against each other is
    settled once for a whole group, so that a line keeps its side where others join and leave.
    """
    noded = _noded([_vertices(line) for line in lines])
    users: dict[Edge, list[int]] = {}
    for index, vertices in enumerate(noded):
        for edge in dict.fromkeys(_edge(*pair) for pair in pairwise(vertices)):
            users.setdefault(edge, []).append(index)
    signs = _signs(noded, users)
    return [
        LaneLine(LineString(vertices), _stretches(index, vertices, users, signs))
        for index, vertices in enumerate(noded)
    ]


def lane_words(stretches: Iterable[Stretch]) -> str:
    """
    Write stretches as the page's script reads them.

    Parameters
    ----------
    stretches
        Of one line, in order.

    Returns
    -------
    str
        `0:4:-1.5:4 4:20:0.5:2`: first vertex, last vertex, lane, number of lines; empty where the
        line is alone all the way.
    """
    kept = tuple(stretches)
    if all(one.lines == 1 for one in kept):
        return ""
    return " ".join(f"{one.first}:{one.last}:{one.lane:g}:{one.lines}" for one in kept)


def _vertices(line: LineString) -> list[Vertex]:
    """Vertices as the page holds them: rounded, and none twice in a row."""
    rounded = [(round(x, 5), round(y, 5)) for x, y, *_ in line.coords]
    kept = [vertex for vertex, _ in groupby(rounded)]
    return kept if len(kept) > 1 else rounded[:2]


def _noded(lines: Sequence[list[Vertex]]) -> list[list[Vertex]]:
    """Give each line the vertices of the others that lie on it."""
    every = sorted({vertex for line in lines for vertex in line})
    numbers = {vertex: nth for nth, vertex in enumerate(every)}
    tree = STRtree(shapely.points(np.array(every).reshape(-1, 2)))
    near = [_between([numbers[vertex] for vertex in line], tree) for line in lines]
    return [
        _with_vertices(
            line, {edge: [every[nth] for nth in others] for edge, others in found.items()}
        )
        for line, found in zip(lines, near, strict=True)
    ]


def _between(line: list[int], tree: STRtree) -> dict[int, list[int]]:
    """Find the vertices near each edge of a line, its own ends left out; by number of the edge."""
    ends = np.array(line)
    corners = shapely.get_coordinates(tree.geometries[ends])
    edges = shapely.linestrings(np.stack([corners[:-1], corners[1:]], axis=1))
    of, near = tree.query(edges, "dwithin", ON_LINE)
    others = (near != ends[of]) & (near != ends[of + 1])
    found: dict[int, list[int]] = {}
    for edge, vertex in zip(of[others].tolist(), near[others].tolist(), strict=True):
        found.setdefault(edge, []).append(vertex)
    return found


def _with_vertices(line: list[Vertex], between: Mapping[int, list[Vertex]]) -> list[Vertex]:
    """Put the vertices that lie on a line in their places between its own."""
    vertices = [line[0]]
    for index, (start, end) in enumerate(pairwise(line)):
        inner = [v for v in between.get(index, ()) if _far(v, start) and _far(v, end)]
        vertices += sorted(inner, key=lambda v: (hypot(*_vector(start, v)), v))
        vertices.append(end)
    return vertices


def _far(a: Vertex, b: Vertex) -> bool:
    """Tell whether two vertices are more than a rounding apart."""
    return hypot(*_vector(a, b)) > ON_LINE


def _edge(start: Vertex, end: Vertex) -> Edge:
    """Name an edge in one direction, whichever way a line takes it."""
    return (start, end) if start <= end else (end, start)


def _signs(noded: Sequence[list[Vertex]], users: Mapping[Edge, list[int]]) -> list[int]:
    """Tell for each line whether it runs with the first line of its group or against it."""
    ways = [{_edge(a, b): 1 if a <= b else -1 for a, b in pairwise(line)} for line in noded]
    votes: defaultdict[tuple[int, int], float] = defaultdict(float)
    for edge, sharing in users.items():
        for one, other in combinations(sharing, 2):
            votes[one, other] += hypot(*_vector(*edge)) * ways[one][edge] * ways[other][edge]
    groups = [(index, 1) for index in range(len(noded))]
    # The longest common way decides first; a short one that contradicts it is overruled.
    for (one, other), same in sorted(votes.items(), key=lambda vote: (-abs(vote[1]), vote[0])):
        (first, with_first), (second, with_second) = groups[one], groups[other]
        if first == second:
            continue
        turn = with_first * with_second * (1 if same >= 0 else -1)
        kept, joined = min(first, second), max(first, second)
        groups = [(kept, way * turn) if group == joined else (group, way) for group, way in groups]
    return [way for _, way in groups]


def _vector(start: Vertex, end: Vertex) -> Vertex:
    """Degrees from one vertex to another."""
    return end[0] - start[0], end[1] - start[1]


def _stretches(
    index: int, vertices: Sequence[Vertex], users: Mapping[Edge, list[int]], signs: Sequence[int]
) -> tuple[Stretch, ...]:
    """Lanes of one line from end to end, stretches of one lane made one."""
    found: list[Stretch] = []
    for nth, pair in enumerate(pairwise(vertices)):
        sharing = users[_edge(*pair)]
        lane = signs[index] * (sharing.index(index) - (len(sharing) - 1) / 2) + 0.0
        if found and (found[-1].lane, found[-1].lines) == (lane, len(sharing)):
            found[-1] = Stretch(found[-1].first, nth + 1, lane, len(sharing))
        else:
            found.append(Stretch(nth, nth + 1, lane, len(sharing)))
    return tuple(found)
