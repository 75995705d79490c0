"""The atlas: a page for each step of the story and each place at which something happens."""

from collections.abc import Iterator, Mapping, Sequence
from math import cos, radians
from typing import NamedTuple

import shapely
from matplotlib.figure import Figure

from geo.coords import Bbox, LonLat
from geo.places import Place
from maps.export.press import Press
from maps.export.print.canvas import Canvas, print_settings, sheet_figure
from maps.export.print.columns import (
    Block,
    Line,
    Placed,
    Run,
    columns_of,
    flowed,
    paragraph,
    write_lines,
)
from maps.export.print.compose import on_turn
from maps.export.print.frame import Frame
from maps.export.print.key import Look, event_block, look_of, source_numbers
from maps.export.print.key_pages import (
    COLUMN_MM,
    GUTTER_MM,
    PAGE_OF,
    draw_head,
    key_pages,
    text_box,
)
from maps.export.print.lettering import width_mm
from maps.export.print.map import draw_map, view_of
from maps.export.print.names import draw_names
from maps.export.print.palette import palette
from maps.export.print.save import pdf_of
from maps.export.print.sheet import Sheet, sheet_of
from maps.page.entries.entry import Entry
from maps.page.views import opening

ATLAS, CONTENTS, STORY, PLACES = "Atlas", "Contents", "Story", "Places"
KEY = "Key: all events, differences and sources"
NOTHING = "Nothing of this case has a place on a map; the key has all of it."
#: Share of a page that its map takes.
MAP_SHARE = 0.56
#: Half of what a page of a point shows, as a share of the whole window, and its limits in degrees.
AROUND, LEAST_DEG, MOST_DEG = 0.07, 0.12, 3.0
KM_A_DEGREE = 111.2


class Leaf(NamedTuple):
    """A page of the atlas: its part, its title, its text, what it shows and what happens there."""

    part: str
    title: str
    text: str
    extent: Bbox
    entries: tuple[Entry, ...]


def make_atlas(press: Press) -> dict[str, bytes]:
    """
    Make the atlas of a case.

    Parameters
    ----------
    press
        The case and how it is printed.

    Returns
    -------
    dict
        `atlas.pdf`: contents, a page for each step of the story, a page for each place at which
        something happens, with what sources say of it, and the key with everything else.
    """
    title = press.case.settings.title or press.case.id
    with print_settings():
        sheet = sheet_of(press.style, landscape=False)
        pages = _bound(press, sheet, list(leaves(press)))
        return {"atlas.pdf": pdf_of(pages, title=f"{title}: {ATLAS}")}


def leaves(press: Press) -> Iterator[Leaf]:
    """
    List the pages of an atlas.

    Parameters
    ----------
    press
        The case.

    Yields
    ------
    Leaf
        The steps of the story, then the places with events, in the order of the first event.
    """
    entries = {e.ref: e for section in press.sections for e in section.entries}
    views = {view.id: view.extent for view in press.case.settings.views}
    whole = on_turn(opening(press.case, press.window), press.window)
    for step in press.case.settings.stories:
        extent = on_turn(views[step.view], press.window) if step.view in views else whole
        focus = entries.get(step.focus.replace(":", "-", 1))
        yield Leaf(STORY, step.title or step.id, step.text, extent, (focus,) if focus else ())
    places = {place.id: place for place in press.charted.places}
    found: dict[str, list[Entry]] = {}
    for row in press.case.events:
        if row.place in places and places[row.place].position:
            found.setdefault(row.place, []).append(entries[f"event-{row.id}"])
    ordered = {
        place: sorted(told, key=lambda entry: int(entry.number)) for place, told in found.items()
    }
    for place, told in sorted(ordered.items(), key=lambda pair: int(pair[1][0].number)):
        extent = extent_of(places[place], press.window)
        yield Leaf(PLACES, places[place].name, "", extent, tuple(told))


def extent_of(place: Place, window: Bbox) -> Bbox:
    """
    Choose what the page of a place shows.

    Parameters
    ----------
    place
        With a position.
    window
        The whole map.

    Returns
    -------
    Bbox
        The area that is drawn for it, or what is around it: wider on a wider map, and at least
        twice as far as its position may be off; on the turn of the window.
    """
    if place.geometry is not None and place.geometry.geom_type != "Point":
        west, south, east, north = shapely.bounds(place.geometry).tolist()
        across, up = max((east - west) * 0.1, LEAST_DEG), max((north - south) * 0.1, LEAST_DEG)
        box = Bbox(west - across, max(south - up, -89.0), east + across, min(north + up, 89.0))
        return on_turn(box, window)
    at = place.position or LonLat(0.0, 0.0)
    half = min(max((window.north - window.south) * AROUND, LEAST_DEG), MOST_DEG)
    up = max(half, 2 * place.radius_km / KM_A_DEGREE)
    across = min(up / max(cos(radians(at.lat)), 0.1), 170.0)
    box = Bbox(at.lon - across, max(at.lat - up, -89.0), at.lon + across, min(at.lat + up, 89.0))
    return on_turn(box, window)


def _bound(press: Press, sheet: Sheet, listed: Sequence[Leaf]) -> list[Figure]:
    """Set all pages: those of the leaves first, for only then their numbers are known."""
    colours = palette(press.style.theme)
    look = look_of(colours)
    texts = [_leaf_text(press, sheet, leaf, look) for leaf in listed]
    contents = _contents(sheet, _rows(listed, [0] * len(listed), 0), look)
    number, numbers = 1 + len(contents), []
    for pages in texts:
        numbers.append(number)
        number += len(pages)
    keys = key_pages(press, sheet, number)
    last = number + len(keys) - 1
    contents = _contents(sheet, _rows(listed, numbers, number if keys else 0), look)
    bound = [
        _text_page(press, sheet, lines, (CONTENTS, 1 + nth, last))
        for nth, lines in enumerate(contents)
    ]
    for leaf, first, pages in zip(listed, numbers, texts, strict=True):
        bound.append(_leaf_page(press, sheet, leaf, (pages[0], first, last)))
        bound += [
            _text_page(press, sheet, lines, (leaf.title, first + nth, last))
            for nth, lines in enumerate(pages[1:], start=1)
        ]
    return [*bound, *keys]


def _rows(listed: Sequence[Leaf], numbers: Sequence[int], key: int) -> list[tuple[str, str, int]]:
    """List the lines of the contents: part, title, page."""
    rows = [(leaf.part, leaf.title, at) for leaf, at in zip(listed, numbers, strict=True)]
    return [*rows, (ATLAS, KEY if listed else NOTHING, key)]


def _contents(sheet: Sheet, rows: Sequence[tuple[str, str, int]], look: Look) -> list[list[Placed]]:
    """Set the contents."""
    columns = _columns(text_box(sheet))
    width = columns[0].width_mm
    blocks, part = list[Block](), ""
    for of, title, page in rows:
        if of != part:
            blocks.append(Block(tuple(paragraph(of, look.heading, width)), 4.0, heads=True))
            part = of
        number = str(page)
        lines = paragraph(title, look.text, width - 10.0)
        right = Run(width - width_mm(number, look.number), number, look.number)
        last = Line((*lines[-1].runs, right), lines[-1].height_mm)
        blocks.append(Block((*lines[:-1], last), 0.8))
    return _paged(blocks, columns, columns)


def _columns(box: Frame) -> list[Frame]:
    """Part a box into columns of about the usual width."""
    count = max(1, round((box.width_mm + GUTTER_MM) / (COLUMN_MM + GUTTER_MM)))
    return columns_of(box, count, GUTTER_MM)


def _paged(
    blocks: Sequence[Block], first: Sequence[Frame], others: Sequence[Frame]
) -> list[list[Placed]]:
    """Fill pages until nothing is left; the first has columns of its own."""
    lines, rest = flowed(blocks, first)
    pages = [lines]
    while rest:
        lines, rest = flowed(rest, others)
        pages.append(lines)
    return pages


def _boxes(sheet: Sheet) -> tuple[Frame, Frame]:
    """Part a page into its map and its text."""
    box = text_box(sheet)
    high = box.height_mm * MAP_SHARE
    under = Frame(box.x_mm, box.y_mm, box.width_mm, box.height_mm - high - 5.0)
    return Frame(box.x_mm, box.top_mm - high, box.width_mm, high), under


def _leaf_text(press: Press, sheet: Sheet, leaf: Leaf, look: Look) -> list[list[Placed]]:
    """Set the text of a leaf: under its map, and on further pages where it is long."""
    columns = _columns(_boxes(sheet)[1])
    width, sources = columns[0].width_mm, source_numbers(press)
    head = [*paragraph(leaf.title, look.heading, width), *paragraph(leaf.text, look.text, width)]
    events = [event_block(entry, sources, look, width) for entry in leaf.entries if entry.number]
    others = [
        Block(tuple(paragraph(entry.title, look.title, width)), 2.0)
        for entry in leaf.entries
        if not entry.number
    ]
    blocks = [Block(tuple(head), heads=bool(leaf.entries)), *others, *events]
    return _paged(blocks, columns, _columns(text_box(sheet)))


def _page(press: Press, sheet: Sheet, words: tuple[str, int, int]) -> tuple[Figure, Canvas]:
    """Begin a page with its head and foot."""
    colours: Mapping[str, str] = palette(press.style.theme)
    figure = sheet_figure(sheet.width_mm, sheet.height_mm, colours["paper"])
    canvas = Canvas(figure, sheet.whole)
    what, page, pages = words
    title = press.case.settings.title or press.case.id
    draw_head(canvas, sheet, (title, what, PAGE_OF.format(page=page, pages=pages)), colours)
    return figure, canvas


def _text_page(
    press: Press, sheet: Sheet, lines: Sequence[Placed], words: tuple[str, int, int]
) -> Figure:
    """Make a page of text."""
    figure, canvas = _page(press, sheet, words)
    write_lines(canvas, canvas.group("text"), lines)
    return figure


def _leaf_page(
    press: Press, sheet: Sheet, leaf: Leaf, page: tuple[Sequence[Placed], int, int]
) -> Figure:
    """Make the first page of a leaf: its map, and text under it."""
    lines, number, last = page
    figure, canvas = _page(press, sheet, (leaf.part, number, last))
    drawn = draw_map(figure, _boxes(sheet)[0], press, view_of(press, leaf.extent))
    draw_names(drawn, press)
    write_lines(canvas, canvas.group("text"), lines)
    return figure
