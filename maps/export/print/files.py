"""The printed map of a case as files."""

from maps.export.press import Press
from maps.export.print.canvas import print_settings
from maps.export.print.key_pages import key_pages
from maps.export.print.save import pdf_of, svg_of
from maps.export.print.svg_fonts import with_fonts
from maps.export.print.texts import head_of


def make_svg(press: Press) -> dict[str, bytes]:
    """
    Make the map as SVG.

    Parameters
    ----------
    press
        The case and how it is printed.

    Returns
    -------
    dict
        `map.svg`.
    """
    with print_settings():
        sheet = press.sheet
        drawing = svg_of(
            sheet.figure,
            title=head_of(press).title,
            description=press.description.text,
            language=press.case.settings.language,
        )
        return {"map.svg": with_fonts(drawing)}


def make_pdf(press: Press) -> dict[str, bytes]:
    """
    Make the map as PDF.

    Parameters
    ----------
    press
        The case and how it is printed.

    Returns
    -------
    dict
        `map.pdf`: the sheet, and the key on pages of its own.
    """
    with print_settings():
        pages = [press.sheet.figure, *key_pages(press, press.sheet.layout.sheet)]
        return {"map.pdf": pdf_of(pages, title=head_of(press).title)}


def make_png(press: Press) -> dict[str, bytes]:
    """
    Make the map as pixels.

    Parameters
    ----------
    press
        The case and how it is printed.

    Returns
    -------
    dict
        `map.png`.
    """
    return {"map.png": press.picture}
