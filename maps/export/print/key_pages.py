"""Pages of text after a map: head, columns, foot."""

from collections.abc import Iterator, Mapping, Sequence

from matplotlib.figure import Figure

from maps.export.press import Press
from maps.export.print.canvas import Canvas, sheet_figure
from maps.export.print.columns import Block, Placed, columns_of, flowed, write_lines
from maps.export.print.fonts import Face
from maps.export.print.frame import Frame
from maps.export.print.key import CONTINUED, key_blocks, look_of
from maps.export.print.lettering import Type, width_mm, write_text
from maps.export.print.palette import palette
from maps.export.print.sheet import Sheet
from maps.export.print.typeset import wrapped

#: Columns are about this wide, millimetres, with this much between them.
COLUMN_MM, GUTTER_MM = 62.0, 6.0
#: Room of the head and of the foot of a page.
HEAD_MM, FOOT_MM = 9.0, 7.0
PAGE_OF = "{page} / {pages}"
_HEAD_PT, _FOOT_PT = 8.5, 7.0


def key_pages(press: Press, sheet: Sheet, first: int = 2) -> list[Figure]:
    """
    Set the key on pages of its own.

    Parameters
    ----------
    press
        The case and how it is printed; within `print_settings`.
    sheet
        Paper of every page.
    first
        Number of the first of them.

    Returns
    -------
    list of Figure
        As many as it takes; none for a case that has nothing to tell.
    """
    colours = palette(press.style.theme)
    box = text_box(sheet)
    count = max(1, round((box.width_mm + GUTTER_MM) / (COLUMN_MM + GUTTER_MM)))
    columns = columns_of(box, count, GUTTER_MM)
    blocks = key_blocks(press, look_of(colours), columns[0].width_mm)
    pages = list(_pages(blocks, columns))
    title = press.case.settings.title or press.case.id
    made = []
    for nth, lines in enumerate(pages):
        figure = sheet_figure(sheet.width_mm, sheet.height_mm, colours["paper"])
        canvas = Canvas(figure, Frame(0.0, 0.0, sheet.width_mm, sheet.height_mm))
        words = (title, CONTINUED, PAGE_OF.format(page=first + nth, pages=first + len(pages) - 1))
        draw_head(canvas, sheet, words, colours)
        write_lines(canvas, canvas.group("key"), lines)
        made.append(figure)
    return made


def _pages(blocks: Sequence[Block], columns: Sequence[Frame]) -> Iterator[list[Placed]]:
    """Fill pages until nothing is left."""
    rest = list(blocks)
    while rest:
        lines, rest = flowed(rest, columns)
        yield lines


def text_box(sheet: Sheet) -> Frame:
    """
    Give the box of a page that text stands in.

    Parameters
    ----------
    sheet
        Its paper.

    Returns
    -------
    Frame
        Between head and foot.
    """
    inner = sheet.inner
    height = inner.height_mm - HEAD_MM - FOOT_MM
    return Frame(inner.x_mm, inner.y_mm + FOOT_MM, inner.width_mm, height)


def draw_head(
    canvas: Canvas, sheet: Sheet, words: tuple[str, str, str], colours: Mapping[str, str]
) -> None:
    """
    Write what stands above and below the text of a page.

    Parameters
    ----------
    canvas
        Of the whole sheet.
    sheet
        Its paper.
    words
        Title of the case, what the page is, and its number.
    colours
        Of the theme.
    """
    inner, group = sheet.inner, canvas.group("page")
    head = Type(Face.SERIF_BOLD, _HEAD_PT, colours["ink"])
    quiet = Type(Face.REGULAR, _FOOT_PT, colours["soft"])
    title, what, number = words
    room = inner.width_mm - width_mm(what, quiet) - 4
    lines = wrapped(title, head, room)
    shown = lines[0] + ("…" if len(lines) > 1 else "")
    base = inner.top_mm - 3.0
    write_text(canvas, group, shown, (inner.x_mm, base), head)
    write_text(canvas, group, what, (inner.right_mm - width_mm(what, quiet), base), quiet)
    number_at = (inner.right_mm - width_mm(number, quiet), inner.y_mm + 1.0)
    write_text(canvas, group, number, number_at, quiet)
