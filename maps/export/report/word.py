"""A report as a Word document, with styles, real endnotes, bookmarks and table heads."""

import io
import zipfile
from collections.abc import Iterable
from datetime import date

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.table import CT_Tbl
from docx.shared import Emu

from maps.export.paper import Paper
from maps.export.report.blocks import (
    Block,
    Bullets,
    Heading,
    Paragraph,
    Picture,
    Report,
    Run,
    Style,
    Table,
    anchors,
)
from maps.export.report.word_notes import write_endnotes
from maps.export.report.word_styles import add_page_numbers, new_document, tell_about
from maps.export.report.word_tables import write_table
from maps.export.report.word_text import Element, Writer

#: Styles of Word by the style of a paragraph.
_STYLES = {
    Style.BODY: "",
    Style.TITLE: "Title",
    Style.SUBTITLE: "Subtitle",
    Style.KICKER: "Kicker",
    Style.SOURCE: "Source",
}
#: Word puts the notes after all else.
NOTES = "Notes"
#: The first moment that a zip file can tell, so that no clock plays a part.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_FIRST = "[Content_Types].xml"
#: Word has widths of tables in twentieths of a point, those of pictures in EMU.
EMU_OF_TWIP = 635
#: So much of a page the map may take in height, its caption below it.
HIGHEST = 0.85


def word_document(report: Report, picture: bytes, paper: Paper, as_of: date) -> bytes:
    """
    Write a report as a Word document.

    Parameters
    ----------
    report
        The report.
    picture
        The map, PNG.
    paper
        What the case is printed on.
    as_of
        The day up to which the case speaks.

    Returns
    -------
    bytes
        Office Open XML, transitional; the same for the same input.
    """
    document = new_document(paper, report.language)
    names = {
        ref: f"entry_{nth}" for nth, ref in enumerate(dict.fromkeys(anchors(report.blocks)), 1)
    }
    body = _Body(document, picture, names)
    body.write([*report.blocks, *([Heading((Run(NOTES),), 1)] if report.notes else [])])
    write_endnotes(document, report.notes, names)
    add_page_numbers(document, report.title)
    tell_about(document, report.title, report.credit, as_of)
    written = io.BytesIO()
    document.save(written)
    return same_zip(written.getvalue())


def same_zip(content: bytes) -> bytes:
    """
    Write a zip file anew, its files in the order of their names and without times.

    Parameters
    ----------
    content
        A zip file.

    Returns
    -------
    bytes
        With the same files; the list of their types first, as readers of Office files expect it.
    """
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in sorted(before.namelist(), key=lambda name: (name != _FIRST, name)):
            info = zipfile.ZipInfo(name, _ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            after.writestr(info, before.read(name))
    return written.getvalue()


def _drawing(inline: Element) -> Element:
    """Put a picture into a drawing."""
    drawing = OxmlElement("w:drawing")
    drawing.append(inline)
    return drawing


class _Body:
    """The body of a document, as it is written block by block."""

    def __init__(self, document: Document, picture: bytes, names: dict[str, str]) -> None:
        self._document = document
        self._picture = picture
        self._writer = Writer(document.part, names)
        self._tables = 0
        section = document.sections[0]
        edges = (section.left_margin or 0) + (section.right_margin or 0)
        self._width = Emu((section.page_width or 0) - edges)
        self._height = (section.page_height or 0) - edges

    def write(self, blocks: Iterable[Block]) -> None:
        """Write all blocks, and the settings of the page after them."""
        body = self._document.element.body
        last = body[-1]
        body.remove(last)
        for block in blocks:
            self._block(body, block)
        if isinstance(body[-1], CT_Tbl):  # after which Word wants a paragraph
            self._writer.paragraph(body, "", ())
        body.append(last)

    def _block(self, body: Element, block: Block) -> None:
        """Write a block."""
        match block:
            case Heading(runs, level, ref):
                self._writer.paragraph(body, f"Heading{level}", runs, ref)
            case Paragraph(runs, style, ref):
                self._writer.paragraph(body, _STYLES[style], runs, ref)
            case Bullets(items):
                for item in items:
                    self._writer.paragraph(body, "ListBullet", item)
            case Picture():
                self._map(body, block)
            case Table():
                self._table(body, block)

    def _map(self, body: Element, picture: Picture) -> None:
        """Write the map with its alternative text and its caption, no larger than the page."""
        paragraph = self._writer.paragraph(body, "", ())
        inline = self._document.part.new_pic_inline(io.BytesIO(self._picture), width=self._width)
        inline.docPr.set("name", "Map")
        inline.docPr.set("descr", picture.alt)
        size = inline.extent
        share = min(1.0, self._height * HIGHEST / size.cy)
        for extent in (size, inline.graphic.graphicData.pic.spPr):
            extent.cx, extent.cy = Emu(int(size.cx * share)), Emu(int(size.cy * share))
        paragraph.add_r().append(_drawing(inline))
        self._writer.paragraph(body, "Caption", picture.caption)

    def _table(self, body: Element, table: Table) -> None:
        """Write a table under its caption."""
        self._tables += 1
        caption = (Run(f"Table {self._tables}. {table.caption}"),)
        self._writer.paragraph(body, "Caption", caption)
        write_table(body, table, self._writer, self._width // EMU_OF_TWIP)
