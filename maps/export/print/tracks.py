"""Lines of routes laid on paper: projected, side by side, cut where the projection is torn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from maps.draw.lanes import Stretch
from maps.draw.layers import Layer
from maps.export.print.frame import PIXEL_MM, Frame
from maps.export.print.offsets import on_lanes, read_stretches
from maps.export.print.plan import Plan
from maps.export.print.projection import Points

#: From the middle of a lane to each stroke of what is disputed.
TWIN_MM = 1.7 * PIXEL_MM
#: A piece of a line is bent where it is longer than this on paper.
PIECE_MM = 4.0
#: A piece that is so much longer on paper than it is on the ground jumps over a tear.
TEAR = 12.0


@dataclass(frozen=True, slots=True)
class Track:
    """
    A row of a layer of routes, on paper.

    Attributes
    ----------
    ref, kind, mode, status, basis
        As the layer has them; `kind` is `line` or `stub`.
    claims
        States that stand against each other.
    courses
        Its pieces, shape (n, 2) each, millimetres of the frame; several only over a tear.
    twins
        Those of its second stroke where it is disputed.
    shared
        Whether it has neighbours.
    """

    ref: str
    kind: str
    mode: str
    status: str
    basis: str
    claims: tuple[str, ...]
    courses: tuple[Points, ...]
    twins: tuple[Points, ...]
    shared: bool


def tracks_of(layer: Layer, plan: Plan) -> list[Track]:
    """
    Lay the lines of a layer on paper.

    Parameters
    ----------
    layer
        Of routes.
    plan
        How the map lies in its frame.

    Returns
    -------
    list of Track
        One a row, in its order; those beyond the frame have courses too.
    """
    table = layer.table
    claims = table["claims"] if "claims" in table else [""] * len(table)
    rows = zip(
        table["ref"], table["kind"], table["look"], claims, table["lanes"], table.geometry,
        strict=True,
    )  # fmt: skip
    return [
        _track((ref, kind, look, claim if isinstance(claim, str) else ""), lanes, shape, plan)
        for ref, kind, look, claim, lanes, shape in rows
    ]


def inside(courses: Sequence[Points], frame: Frame, margin_mm: float = 3.0) -> list[BaseGeometry]:
    """
    Cut courses to their frame.

    Parameters
    ----------
    courses
        Millimetres of the frame.
    frame
        Whose size it is.
    margin_mm
        Kept beyond it.

    Returns
    -------
    list of BaseGeometry
        Lines.
    """
    if not courses:
        return []
    width, height = frame.width_mm, frame.height_mm
    lines = np.array([shapely.linestrings(course) for course in courses], dtype=object)
    box = (-margin_mm, -margin_mm, width + margin_mm, height + margin_mm)
    parts = shapely.get_parts(shapely.clip_by_rect(lines, *box))
    return [part for part in parts if part.geom_type == "LineString" and not part.is_empty]


def _track(words: tuple[str, str, str, str], lanes: str, shape: BaseGeometry, plan: Plan) -> Track:
    """Lay one line on paper."""
    ref, kind, look, claims = words
    mode, status, basis = look.split()
    lonlats = shapely.get_coordinates(shape)
    stretches = read_stretches(lanes if isinstance(lanes, str) else "", len(lonlats) - 1)
    points, stretches = _on_paper(lonlats, stretches, plan)
    disputed = status == "disputed" and kind == "line"
    pieces = list(_untorn(points, stretches, plan))
    return Track(
        ref=ref,
        kind=kind,
        mode=mode,
        status=status,
        basis=basis,
        claims=tuple(claims.split()),
        courses=tuple(on_lanes(*piece, -TWIN_MM if disputed else 0.0) for piece in pieces),
        twins=tuple(on_lanes(*piece, TWIN_MM) for piece in pieces) if disputed else (),
        shared=any(one.lines > 1 for one in stretches),
    )


def _on_paper(
    lonlats: Points, stretches: Sequence[Stretch], plan: Plan
) -> tuple[Points, list[Stretch]]:
    """Project a line with vertices enough, and count its lanes by the new ones."""
    rough = plan.to_mm(lonlats)
    apart = np.hypot(*np.diff(rough, axis=0).T)
    degrees = np.abs(np.diff(lonlats, axis=0)).max(axis=1)
    with np.errstate(invalid="ignore"):
        pieces = np.where(np.isfinite(apart), np.minimum(apart / PIECE_MM, degrees / 0.05), 1.0)
    counts = np.clip(np.ceil(pieces), 1, 720).astype(int)
    at = np.concatenate([[0], np.cumsum(counts)])
    where = np.interp(np.arange(at[-1] + 1), at, np.arange(len(lonlats)))
    every = np.arange(len(lonlats))
    dense = np.column_stack([np.interp(where, every, lonlats[:, axis]) for axis in (0, 1)])
    moved = [Stretch(int(at[s.first]), int(at[s.last]), s.lane, s.lines) for s in stretches]
    return plan.to_mm(dense), moved


def _untorn(
    points: Points, stretches: Sequence[Stretch], plan: Plan
) -> Iterator[tuple[Points, list[Stretch]]]:
    """Part a line where the projection has no place for it, or the edge of the globe is between."""
    finite = np.asarray(np.isfinite(points).all(axis=1))
    with np.errstate(invalid="ignore"):
        jumps = np.hypot(*np.diff(points, axis=0).T) > TEAR * PIECE_MM
    jumps = np.asarray(jumps & _wide(plan))
    if finite.all() and not jumps.any():
        yield points, list(stretches)
        return
    run = np.concatenate([[0], np.cumsum(jumps | (finite[1:] != finite[:-1]))])
    for _, some in groupby(range(len(points)), key=lambda i: (run[i], bool(finite[i]))):
        rows = list(some)
        if finite[rows[0]] and len(rows) > 1:
            yield points[rows], [Stretch(0, len(rows) - 1, 0.0)]


def _wide(plan: Plan) -> bool:
    """Tell whether a map shows so much of the earth that its projection may tear a line."""
    return plan.reach.east - plan.reach.west > 180
