"""Time as frames: the same map month by month or year by year, and all of them on one sheet."""

from collections.abc import Mapping
from dataclasses import replace
from math import ceil, sqrt

from matplotlib.figure import Figure

from geo.coords import Bbox
from geo.dates import parse_date
from maps.export.press import Press
from maps.export.print.canvas import Canvas, print_settings, sheet_figure
from maps.export.print.compose import on_turn
from maps.export.print.fonts import Face
from maps.export.print.frame import Frame
from maps.export.print.lettering import Type, width_mm, write_text
from maps.export.print.map import View, draw_map, view_of
from maps.export.print.names import draw_names
from maps.export.print.palette import palette
from maps.export.print.periods import BEFORE, Period, counted, layers_of, periods, undated
from maps.export.print.plan import plan_map
from maps.export.print.save import pdf_of, png_of
from maps.export.print.sheet import Sheet, sheet_of
from maps.export.print.texts import credits_of
from maps.export.print.typeset import wrapped
from maps.page.credits import short_credits
from maps.page.entries.words import date_words
from maps.page.released import profile_words
from maps.page.views import opening

FOLDER = "frames"
ALL_TITLE = "Period by period"
COUNTED = "{n} events"
COUNTED_ONE = "1 event"
UNDATED = "Events without a known day are in no frame: {numbers}."
STATE = (
    "Lines in their state of the last day; those first on record later are left out. "
    "Grey numbers: events before."
)
#: Room above and below a map, millimetres, on a frame and on a small one.
HEAD_MM, FOOT_MM, SMALL_HEAD_MM, GAP_MM = 16.0, 8.0, 6.0, 4.0


def make_frames(press: Press) -> dict[str, bytes]:
    """
    Draw a case period by period.

    Parameters
    ----------
    press
        The case and how it is printed.

    Returns
    -------
    dict
        `frames/map-2024-06.png` of each month, or `frames/map-2024.png` of each year, all of one
        extent and layout; `frames/all.pdf` and `frames/all.png` with all of them on one sheet.
        Empty for a case in which nothing is dated.
    """
    listed = periods(press)
    if not listed:
        return {}
    title = press.case.settings.title or press.case.id
    made = {}
    with print_settings():
        for period in listed:
            figure = _frame(press, period)
            made[f"{FOLDER}/map-{period.name}.png"] = png_of(figure, press.style.dpi)
        figure = _multiples(press, listed)
        made[f"{FOLDER}/all.pdf"] = pdf_of([figure], title=f"{title}: {ALL_TITLE}")
        made[f"{FOLDER}/all.png"] = png_of(figure, press.style.dpi)
    return made


def _sheet(press: Press) -> Sheet:
    """Take the sheet that the map fills best."""
    sheets = [sheet_of(press.style, landscape=landscape) for landscape in (True, False)]
    return min(sheets, key=lambda sheet: plan_map(_extent(press), _room(sheet)).scale)


def _extent(press: Press) -> Bbox:
    """Give what every frame shows."""
    return on_turn(opening(press.case, press.window), press.window)


def _room(sheet: Sheet) -> Frame:
    """Give the box of the map on a frame."""
    inner = sheet.inner
    height = inner.height_mm - HEAD_MM - FOOT_MM
    return Frame(inner.x_mm, inner.y_mm + FOOT_MM, inner.width_mm, height)


def view_at(press: Press, period: Period, prefix: str = "") -> View:
    """
    Show a case at the end of a period.

    Parameters
    ----------
    press, period
        The case, and a month or a year.
    prefix
        Put before every id.

    Returns
    -------
    View
        With the events before the period in a quiet tone.
    """
    view = view_of(press, _extent(press), layers_of(press, period), prefix=prefix, plain=True)
    quiet = palette(press.style.theme)["border"]
    tones = {layer.key: quiet for layer in view.layers if layer.key.endswith(BEFORE)}
    return replace(view, tones={**view.tones, **tones})


def _frame(press: Press, period: Period) -> Figure:
    """Draw one frame."""
    sheet, colours = _sheet(press), palette(press.style.theme)
    figure = sheet_figure(sheet.width_mm, sheet.height_mm, colours["paper"])
    draw_names(draw_map(figure, _room(sheet), press, view_at(press, period)), press, noted=False)
    canvas = Canvas(figure, sheet.whole)
    _write_head(canvas, sheet, press, period_words(press, period))
    _write_foot(canvas, sheet, press)
    return figure


def period_words(press: Press, period: Period) -> tuple[str, str]:
    """
    Say what a frame shows.

    Parameters
    ----------
    press, period
        The case, and a month or a year.

    Returns
    -------
    tuple of str
        `June 2024`, and how many events are dated in it.
    """
    count = counted(press, period)
    told = COUNTED_ONE if count == 1 else COUNTED.format(n=count)
    return date_words(parse_date(period.name)), told


def _write_head(canvas: Canvas, sheet: Sheet, press: Press, words: tuple[str, str]) -> None:
    """Write the title of the case, the period large, and how much is dated in it."""
    colours, inner, group = palette(press.style.theme), sheet.inner, canvas.group("head")
    large = Type(Face.SERIF_BOLD, 17.0, colours["ink"])
    quiet = Type(Face.REGULAR, 8.5, colours["soft"])
    when, told = words
    write_text(canvas, group, when, (inner.x_mm, inner.top_mm - 7.0), large)
    at = (inner.right_mm - width_mm(told, quiet), inner.top_mm - 7.0)
    write_text(canvas, group, told, at, quiet)
    title = wrapped(press.case.settings.title or press.case.id, quiet, inner.width_mm)[0]
    write_text(canvas, group, title, (inner.x_mm, inner.top_mm - 12.5), quiet)


def _write_foot(canvas: Canvas, sheet: Sheet, press: Press) -> None:
    """Write what every frame says, and whose data it shows."""
    small = Type(Face.REGULAR, 5.6, palette(press.style.theme)["soft"])
    inner, group = sheet.inner, canvas.group("foot")
    for nth, line in enumerate(_foot_lines(press, small, inner.width_mm)):
        write_text(canvas, group, line, (inner.x_mm, inner.y_mm + FOOT_MM - 3.0 - nth * 2.5), small)


def _foot_lines(press: Press, kind: Type, width: float) -> list[str]:
    """Set the foot."""
    numbers = ", ".join(str(number) for number in undated(press))
    told = [
        STATE,
        *([UNDATED.format(numbers=numbers)] if numbers else []),
        " · ".join(short_credits(credits_of(press))),
        profile_words(press.case.applied),
    ]
    return wrapped(" ".join(part for part in told if part), kind, width)


def _multiples(press: Press, listed: list[Period]) -> Figure:
    """Draw all periods small on one sheet."""
    sheet, colours = _sheet(press), palette(press.style.theme)
    figure = sheet_figure(sheet.width_mm, sheet.height_mm, colours["paper"])
    canvas = Canvas(figure, sheet.whole)
    first, last = (period_words(press, period)[0] for period in (listed[0], listed[-1]))
    span = f"{first} – {last}" if len(listed) > 1 else first
    _write_head(canvas, sheet, press, (ALL_TITLE, span))
    _write_foot(canvas, sheet, press)
    for nth, (period, cell) in enumerate(zip(listed, _cells(press, sheet, listed), strict=True)):
        box = Frame(cell.x_mm, cell.y_mm, cell.width_mm, cell.height_mm - SMALL_HEAD_MM)
        draw_map(figure, box, press, view_at(press, period, f"p{nth}-"))
        _write_small_head(canvas, cell, period_words(press, period), colours)
    return figure


def _write_small_head(
    canvas: Canvas, cell: Frame, words: tuple[str, str], colours: Mapping[str, str]
) -> None:
    """Write the period above a small map, and its count where there is room."""
    bold = Type(Face.BOLD, 7.5, colours["ink"])
    quiet = Type(Face.REGULAR, 6.5, colours["soft"])
    group, base = canvas.group(f"period-{words[0].replace(' ', '-')}"), cell.top_mm - 4.0
    write_text(canvas, group, words[0], (cell.x_mm, base), bold)
    told = width_mm(words[1], quiet)
    if width_mm(words[0], bold) + told + 2 < cell.width_mm:
        write_text(canvas, group, words[1], (cell.right_mm - told, base), quiet)


def _cells(press: Press, sheet: Sheet, listed: list[Period]) -> list[Frame]:
    """Part the sheet into as many cells, so that the maps are as large as can be."""
    room = _room(sheet)

    def cells(columns: int) -> list[Frame]:
        rows = ceil(len(listed) / columns)
        width = (room.width_mm - GAP_MM * (columns - 1)) / columns
        height = (room.height_mm - GAP_MM * (rows - 1)) / rows
        return [
            Frame(
                room.x_mm + (nth % columns) * (width + GAP_MM),
                room.top_mm - (nth // columns + 1) * height - (nth // columns) * GAP_MM,
                width,
                height,
            )
            for nth in range(len(listed))
        ]

    def scale(columns: int) -> float:
        cell = cells(columns)[0]
        if cell.height_mm <= 2 * SMALL_HEAD_MM or cell.width_mm <= 2 * GAP_MM:
            return float("inf")
        box = Frame(0.0, 0.0, cell.width_mm, cell.height_mm - SMALL_HEAD_MM)
        return plan_map(_extent(press), box).scale

    most = min(len(listed), 3 * ceil(sqrt(len(listed))))
    return cells(min(range(1, most + 1), key=scale))
