"""Blocks of text flowing through columns, from page to page."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from maps.export.print.canvas import Canvas, Group
from maps.export.print.frame import POINT_MM, Frame
from maps.export.print.lettering import Type, write_text
from maps.export.print.typeset import wrapped

#: From one line to the next, in sizes of the letters, and from its top to its base.
LEADING_EM, ASCENT_EM = 1.3, 1.0
#: A block of up to this many lines is never parted, and of a longer one this many stay together.
WHOLE, TOGETHER = 7, 2
#: A word that hangs before a block, such as its number.
HANG_GAP_MM = 1.2


class Run(NamedTuple):
    """Words on a line: how far in they begin, and how they are set."""

    x_mm: float
    text: str
    kind: Type


class Line(NamedTuple):
    """A line of a column: its words, and its height with what is above it."""

    runs: tuple[Run, ...]
    height_mm: float


class Block(NamedTuple):
    """
    Lines that belong together.

    Attributes
    ----------
    lines
        In order.
    space_mm
        Above it, but at the top of a column.
    heads
        Whether it is a heading, which does not end a column.
    """

    lines: tuple[Line, ...]
    space_mm: float = 0.0
    heads: bool = False

    @property
    def height_mm(self) -> float:
        """Give its height without the space above."""
        return sum(line.height_mm for line in self.lines)


class Placed(NamedTuple):
    """A line in its column: left side and base, millimetres of the sheet."""

    x_mm: float
    base_mm: float
    line: Line


def paragraph(text: str, kind: Type, width_mm: float, indent_mm: float = 0.0) -> list[Line]:
    """
    Set a paragraph.

    Parameters
    ----------
    text
        Plain text.
    kind
        How it is set.
    width_mm
        Of the column.
    indent_mm
        How far in every line begins.

    Returns
    -------
    list of Line
        Empty for an empty text.
    """
    if not text.strip():
        return []
    height = kind.size_pt * LEADING_EM * POINT_MM
    lines = wrapped(text, kind, width_mm - indent_mm)
    return [Line((Run(indent_mm, line, kind),), height) for line in lines]


def hung(lines: Sequence[Line], text: str, kind: Type) -> tuple[Line, ...]:
    """
    Hang a word, such as a number, before the first of some lines.

    Parameters
    ----------
    lines
        At least one.
    text, kind
        The word and how it is set.

    Returns
    -------
    tuple of Line
        The lines with the word at the left side of the column.
    """
    first = lines[0]
    return (Line((Run(0.0, text, kind), *first.runs), first.height_mm), *lines[1:])


def flowed(blocks: Iterable[Block], columns: Sequence[Frame]) -> tuple[list[Placed], list[Block]]:
    """
    Fill the columns of a page.

    Parameters
    ----------
    blocks
        All that is left.
    columns
        In reading order, each at least as high as a line.

    Returns
    -------
    list of Placed
        The lines that found room.
    list of Block
        What is left for the next page: nothing is lost. No heading ends a column, and a block is
        parted only where at least two of its lines stand on either side.
    """
    rest = list(blocks)
    placed: list[Placed] = []
    for column in columns:
        top, first = column.top_mm, True
        while rest:
            space = 0.0 if first else rest[0].space_mm
            count = _fitting(rest, top - column.y_mm - space, first=first)
            if not count:
                break
            block, top, first = rest[0], top - space, False
            for line in block.lines[:count]:
                base = top - line.height_mm / LEADING_EM * ASCENT_EM
                placed.append(Placed(column.x_mm, base, line))
                top -= line.height_mm
            left = block.lines[count:]
            rest[:1] = [Block(left)] if left else []
            if left:
                break
    return placed, rest


def _fitting(rest: Sequence[Block], room_mm: float, *, first: bool) -> int:
    """Count the lines of the next block that go into the room of a column."""
    block = rest[0]
    needed = block.height_mm + 1e-6
    if block.heads and len(rest) > 1:
        following = rest[1]
        head = following.lines[: WHOLE if len(following.lines) <= WHOLE else TOGETHER]
        needed += following.space_mm + sum(line.height_mm for line in head)
    if needed <= room_mm or (first and block.heads and block.height_mm <= room_mm):
        return len(block.lines)
    return _parted(block, room_mm, first=first)


def _parted(block: Block, room_mm: float, *, first: bool) -> int:
    """Count the lines of a block that stay in a column that it does not fit into."""
    fitting, used = 0, 0.0
    for line in block.lines:
        used += line.height_mm
        if used > room_mm:
            break
        fitting += 1
    if first:  # a whole column is all the room that there will ever be
        return max(fitting, 1)
    if block.heads or len(block.lines) <= WHOLE:
        return 0
    fitting = min(fitting, len(block.lines) - TOGETHER)
    return fitting if fitting >= TOGETHER else 0


def write_lines(canvas: Canvas, group: Group, lines: Iterable[Placed]) -> None:
    """
    Write lines where they were placed.

    Parameters
    ----------
    canvas, group
        Of the whole sheet.
    lines
        As `flowed` places them.
    """
    for x_mm, base_mm, line in lines:
        for run in line.runs:
            write_text(canvas, group, run.text, (x_mm + run.x_mm, base_mm), run.kind)


def columns_of(frame: Frame, count: int, gap_mm: float) -> list[Frame]:
    """
    Part a box into columns.

    Parameters
    ----------
    frame
        The box.
    count
        How many.
    gap_mm
        Between two of them.

    Returns
    -------
    list of Frame
        From left to right.
    """
    width = (frame.width_mm - gap_mm * (count - 1)) / count
    return [
        Frame(frame.x_mm + nth * (width + gap_mm), frame.y_mm, width, frame.height_mm)
        for nth in range(count)
    ]
