"""Figures as files: the same bytes for the same sheet."""

import re
from collections.abc import Sequence
from html import escape
from io import BytesIO

from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure

from maps.page.plain import visible

#: Nothing of the program, the day or the machine.
_NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}
_METADATA = re.compile(r"\s*<metadata>.*?</metadata>", re.DOTALL)
_OPENING = re.compile(r"<svg ([^>]*)>")
_DOCTYPE = re.compile(r"<!DOCTYPE.*?>\n?", re.DOTALL)
_NUMBERED = re.compile(r' id="(?:patch|text|figure|axes|line2d|PathPatch)_\d+"')


def svg_of(figure: Figure, *, title: str, description: str, language: str) -> bytes:
    """
    Save a figure as SVG.

    Parameters
    ----------
    figure
        Within `print_settings`.
    title, description
        For those who do not see it; text of a case.
    language
        BCP 47.

    Returns
    -------
    bytes
        Without scripts, links and dates; text is text.
    """
    buffer = BytesIO()
    figure.savefig(buffer, format="svg", metadata=_NO_METADATA)
    text = _METADATA.sub("", _DOCTYPE.sub("", buffer.getvalue().decode(), count=1), count=1)
    words = "".join(
        f'\n <{tag} id="{tag}">{escape(visible(said))}</{tag}>'
        for tag, said in (("title", title), ("desc", description))
    )
    head = f'role="img" aria-labelledby="title desc" xml:lang="{escape(language)}"'
    named = _OPENING.sub(lambda match: f"<svg {match[1]} {head}>{words}", text, count=1)
    return _NUMBERED.sub("", named.replace(' id="halo"', ' class="halo"')).encode()


def pdf_of(figures: Sequence[Figure], *, title: str) -> bytes:
    """
    Save figures as the pages of one PDF.

    Parameters
    ----------
    figures
        Within `print_settings`.
    title
        Of the document; text of a case.

    Returns
    -------
    bytes
        With the fonts that it needs, and no dates.
    """
    buffer = BytesIO()
    words = dict.fromkeys(("Creator", "Producer", "CreationDate"))
    with PdfPages(buffer, metadata={**words, "Title": visible(title)}) as pages:
        for figure in figures:
            pages.savefig(figure)
    return buffer.getvalue()


def png_of(figure: Figure, dpi: int) -> bytes:
    """
    Save a figure as pixels.

    Parameters
    ----------
    figure
        Within `print_settings`.
    dpi
        Pixels an inch.

    Returns
    -------
    bytes
        PNG without metadata.
    """
    buffer = BytesIO()
    figure.savefig(buffer, format="png", dpi=dpi, metadata={"Software": None})
    return buffer.getvalue()
