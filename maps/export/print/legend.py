"""The legend on paper: real strokes and marks, only what is on the map."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import NamedTuple

import numpy as np

from maps.draw.layers import Layer
from maps.export.print.canvas import Canvas, Group
from maps.export.print.fonts import Face
from maps.export.print.frame import PIXEL_MM, Frame
from maps.export.print.lettering import Type
from maps.export.print.marks import draw_place, draw_shape
from maps.export.print.strokes import Brush, draw_line, draw_signs
from maps.export.print.stubs import draw_stub
from maps.export.print.symbols import place_shapes, shapes
from maps.export.print.tracks import Track
from maps.export.print.words import fitted, set_lines
from maps.page.legend import legend

#: Width of a stroke in the legend, and what is between it and its words.
STROKE_MM, GAP_MM = 46 * PIXEL_MM, 2.2
#: Sizes of heads and words, and what is above a head.
HEAD_PT, WORD_PT, ABOVE_MM = 7.6, 7.0, 2.4
#: A word of the legend has so many lines at most, and a part so many words.
MOST_LINES, MOST_WORDS = 3, 60
#: The shape of a category, to that on the map.
SHAPE = 0.72
PLACES = "Places"
FURTHER = "and {n} more, in the key"


class Row(NamedTuple):
    """
    A line of the legend: a head, or a mark with its words.

    Attributes
    ----------
    part
        `mode`, `status`, `basis`, `event` or `place`; of a head, empty.
    look
        As the map has it.
    label
        What the reader sees.
    claims
        States of the two strokes of what is disputed.
    """

    part: str
    look: str
    label: str
    claims: tuple[str, ...] = ()


def legend_rows(layers: Sequence[Layer], kinds: Mapping[str, str]) -> list[Row]:
    """
    List what the legend of a map has.

    Parameters
    ----------
    layers
        Of the map.
    kinds
        Titles of the kinds of places, by the keys of their layers.

    Returns
    -------
    list of Row
        Heads, each before its rows.
    """
    rows: list[Row] = []
    claims = next(iter(_claims(layers)), ())
    for part in legend(layers):
        shown = [entry for entry in part.entries if entry.shown]
        if shown:
            rows.append(Row("", "", part.title))
            rows += [Row(part.key, e.look, e.label, claims) for e in shown[:MOST_WORDS]]
        if len(shown) > MOST_WORDS:
            rows.append(Row("more", "", FURTHER.format(n=len(shown) - MOST_WORDS)))
    found = [
        Row("place", layer.key.partition("-")[2], kinds[layer.key])
        for layer in layers
        if layer.key in kinds and layer.key.partition("-")[2] in place_shapes()
    ]
    return [*rows, *([Row("", "", PLACES), *found] if found else [])]


def _claims(layers: Sequence[Layer]) -> Iterator[tuple[str, ...]]:
    """Give the states that stand against each other on the map."""
    for layer in layers:
        if layer.group == "routes" and "claims" in layer.table:
            for words in layer.table["claims"]:
                if isinstance(words, str) and words:
                    yield tuple(words.split())


class Column(NamedTuple):
    """How wide a column of the legend is, and how large its letters are to those of A4."""

    width_mm: float
    size: float = 1.0


def row_height(row: Row, column: Column) -> float:
    """
    Measure a row.

    Parameters
    ----------
    row
        Of a legend.
    column
        Where it goes.

    Returns
    -------
    float
        Millimetres.
    """
    lines, style = _lines(row, column, {"ink": "", "soft": ""})
    least = 0.0 if not row.part else 4.0 * column.size
    above = ABOVE_MM * column.size if not row.part else 0.0
    return max(least, len(lines) * style.line_mm + 0.7) + above


def flow(rows: Sequence[Row], column: Column, height_mm: float) -> list[list[Row]]:
    """
    Part rows into columns.

    Parameters
    ----------
    rows
        Of a legend.
    column
        What all columns are like.
    height_mm
        How high they are.

    Returns
    -------
    list of list of Row
        No head stands last in its column.
    """
    columns: list[list[Row]] = [[]]
    filled = 0.0
    for nth, row in enumerate(rows):
        high = row_height(row, column)
        after = row_height(rows[nth + 1], column) if not row.part and nth + 1 < len(rows) else 0.0
        if columns[-1] and filled + high + after > height_mm:
            columns.append([])
            filled = 0.0
        columns[-1].append(row)
        filled += high
    return columns


def draw_rows(
    canvas: Canvas, rows: Sequence[Row], at: tuple[float, float], column: Column,
    colours: Mapping[str, str],
) -> None:  # fmt: skip
    """
    Draw one column of a legend.

    Parameters
    ----------
    canvas
        Of the legend.
    rows
        Of the column.
    at
        Its upper left corner, millimetres of the frame.
    column
        What it is like.
    colours
        By name.
    """
    x, top = at
    names = (f"legend-{round(x)}-{nth}" for nth in count())
    for row in rows:
        group = canvas.group(next(names))
        lines, style = _lines(row, column, colours)
        high = row_height(row, column)
        if not row.part:
            set_lines(canvas, group, lines, (x, top - ABOVE_MM * column.size), style)
        else:
            middle = top - high / 2
            left = x + (0.0 if row.part == "more" else STROKE_MM + GAP_MM)
            begin = middle + len(lines) * style.line_mm / 2 - 0.1
            set_lines(canvas, group, lines, (left, begin), style)
            _draw_mark(canvas, group, row, (x, middle), colours)
        top -= high


def _lines(row: Row, column: Column, colours: Mapping[str, str]) -> tuple[list[str], Type]:
    """Break the words of a row."""
    if not row.part:
        style = Type(Face.BOLD, HEAD_PT * column.size, colours["ink"])
        return fitted(row.label, style, column.width_mm, 2), style
    style = Type(Face.REGULAR, WORD_PT * column.size, colours["ink"])
    return fitted(row.label, style, column.width_mm - STROKE_MM - GAP_MM, MOST_LINES), style


def _draw_mark(
    canvas: Canvas, group: Group, row: Row, at: tuple[float, float], colours: Mapping[str, str]
) -> None:
    """Draw the mark of a row; `at` is the left end of its middle line."""
    x, y = at
    middle = (x + STROKE_MM / 2, y)
    if row.part == "event":
        shape, tone = row.look.split()[:2]
        draw_shape(canvas, group, shapes()[shape].scaled(SHAPE), middle, colours[tone])
    elif row.part == "place":
        draw_place(canvas, group, place_shapes()[row.look], middle, colours)
    elif row.part != "more":
        _draw_stroke(canvas, group, row, at, colours)


def _draw_stroke(
    canvas: Canvas, group: Group, row: Row, at: tuple[float, float], colours: Mapping[str, str]
) -> None:
    """Draw a stroke as the map has it."""
    mode, status, basis = row.look.split()
    x, y = at
    start, end = x + 1.0, x + STROKE_MM - 1.0
    brush = Brush(canvas, colours)
    claims = (row.claims or ("operating", "suspended"))[:2] if status == "disputed" else ()
    off = 1.7 * PIXEL_MM if status == "disputed" else 0.0
    course, twin = (np.array([[start, y + up], [end, y + up]]) for up in (off, -off))
    kind = "stub" if basis == "unknown" else "line"
    if kind == "stub":
        course = np.array([[start, y], [start + 21.0, y]])
    twins = (twin,) if off else ()
    track = Track("", kind, mode, status, basis, claims, (course,), twins, shared=False)
    if kind == "stub":
        draw_stub(brush, group, track, half=True)
        return
    draw_line(brush, group, track)
    draw_signs(brush, group, track, plain=row.part != "mode")


def strip_height(rows: Sequence[Row], column: Column, columns: int) -> float:
    """
    Find how high a strip of columns must be.

    Parameters
    ----------
    rows
        Of a legend.
    column
        What all columns are like.
    columns
        How many there are.

    Returns
    -------
    float
        The least height, to a millimetre, at which all rows are in it; 0 without rows.
    """
    if not rows:
        return 0.0
    whole = sum(row_height(row, column) for row in rows)
    height = whole / columns
    while len(flow(rows, column, height)) > columns:
        height += 1.0
    return height + 1.0


def legend_frame(frame: Frame, columns: int, gap_mm: float = 5.0) -> float:
    """Give the width of each of several columns side by side in a frame."""
    return (frame.width_mm - gap_mm * (columns - 1)) / columns
