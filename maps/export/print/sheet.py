"""How a sheet is divided: head, map, legend and foot, in millimetres."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from geo.coords import Bbox
from maps.export.paper import SIDES_MM, Orientation, PrintStyle
from maps.export.print.frame import Frame
from maps.export.print.legend import Column, Row, flow, strip_height
from maps.export.print.plan import plan_map

#: White around everything, as a share of the short side.
MARGIN = 0.055
#: Left and below the map, for the degrees of its net; between the parts of a sheet.
DEGREES_MM, BETWEEN_MM = 3.6, 3.5
#: A column of the legend on A4, and what is between two.
COLUMN_MM, GAP_MM = 50.0, 5.0
#: The legend takes no more than this of the height; its letters shrink so far.
MOST_LEGEND, SIZES = 0.36, (1.0, 0.9, 0.8, 0.7, 0.6)


@dataclass(frozen=True, slots=True)
class Sheet:
    """
    A sheet of paper.

    Attributes
    ----------
    width_mm, height_mm
        Its sides.
    margin_mm
        White around everything.
    size
        Of its letters, to those of A4.
    """

    width_mm: float
    height_mm: float
    margin_mm: float
    size: float

    @property
    def inner(self) -> Frame:
        """Give what lies within the margins."""
        whole = Frame(0.0, 0.0, self.width_mm, self.height_mm)
        return whole.inset(self.margin_mm)

    @property
    def whole(self) -> Frame:
        """Give all of it."""
        return Frame(0.0, 0.0, self.width_mm, self.height_mm)


@dataclass(frozen=True, slots=True)
class Layout:
    """
    A sheet with its parts.

    Attributes
    ----------
    sheet
        The paper.
    map
        The frame of the map.
    column, columns
        What the columns of the legend are like, and their rows.
    legend
        The upper left corner of each column, on the sheet.
    """

    sheet: Sheet
    map: Frame
    column: Column
    columns: tuple[tuple[Row, ...], ...]
    legend: tuple[tuple[float, float], ...]


def sheet_of(style: PrintStyle, *, landscape: bool) -> Sheet:
    """
    Take a sheet of the paper that was asked for.

    Parameters
    ----------
    style
        Paper and how it lies.
    landscape
        How it lies where the style leaves that open.

    Returns
    -------
    Sheet
        Of that size.
    """
    short, long = SIDES_MM[style.paper]
    asked = style.orientation is Orientation.LANDSCAPE
    lies = landscape if style.orientation is Orientation.AUTO else asked
    width, height = (long, short) if lies else (short, long)
    return Sheet(width, height, round(short * MARGIN, 1), sqrt(short / SIDES_MM["a4"][0]))  # type: ignore[index]


def lay_out(sheet: Sheet, rows: Sequence[Row], head_mm: float, foot_mm: float) -> Layout:
    """
    Divide a sheet.

    Parameters
    ----------
    sheet
        The paper.
    rows
        Of the legend.
    head_mm, foot_mm
        Heights of what stands above and below.

    Returns
    -------
    Layout
        With the legend beside the map on a sheet that is wider than high, where it fits there;
        below it on others.
    """
    inner = sheet.inner
    body = Frame(
        inner.x_mm + DEGREES_MM,
        inner.y_mm + foot_mm + DEGREES_MM,
        inner.width_mm - DEGREES_MM,
        inner.height_mm - head_mm - foot_mm - DEGREES_MM,
    )
    for shrink in SIZES if sheet.width_mm > sheet.height_mm else ():
        column = Column(COLUMN_MM * sheet.size * shrink, sheet.size * shrink)
        columns = flow(rows, column, body.height_mm)
        if len(columns) == 1 and shrink > SIZES[-2]:
            return _beside(sheet, body, column, columns[0])
    return _below(sheet, body, rows)


def _beside(sheet: Sheet, body: Frame, column: Column, rows: Sequence[Row]) -> Layout:
    """Put the legend into a column on the right."""
    if not rows:
        return Layout(sheet, body, column, (), ())
    room = column.width_mm + BETWEEN_MM
    frame = Frame(body.x_mm, body.y_mm, body.width_mm - room, body.height_mm)
    corner = (frame.right_mm + BETWEEN_MM, frame.top_mm)
    return Layout(sheet, frame, column, (tuple(rows),), (corner,))


def _below(sheet: Sheet, body: Frame, rows: Sequence[Row]) -> Layout:
    """Put the legend into columns below the map."""
    for shrink in SIZES:
        size = sheet.size * shrink
        count = max(1, int((body.width_mm + GAP_MM) / (COLUMN_MM * size * 0.9 + GAP_MM)))
        column = Column((body.width_mm - GAP_MM * (count - 1)) / count, size)
        high = strip_height(rows, column, count)
        if high <= MOST_LEGEND * body.height_mm:
            break
    high = min(high, 0.6 * body.height_mm)
    columns = flow(rows, column, high)[:count] if rows else []
    room = high + BETWEEN_MM * 0.5 if rows else 0.0
    frame = Frame(body.x_mm, body.y_mm + room, body.width_mm, body.height_mm - room)
    corners = tuple(
        (body.x_mm + nth * (column.width_mm + GAP_MM), body.y_mm - DEGREES_MM + high)
        for nth in range(len(columns))
    )
    return Layout(sheet, frame, column, tuple(map(tuple, columns)), corners)


def fills(extent: Bbox, layout: Layout) -> float:
    """Tell at what scale an extent is drawn in a layout: the less, the larger it is."""
    return plan_map(extent, layout.map).scale
