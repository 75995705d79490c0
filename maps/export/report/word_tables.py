"""Tables of a Word document: heads that are repeated, rows that do not break, widths that hold."""

from collections.abc import Collection, Sequence

from docx.oxml.ns import qn
from lxml.etree import SubElement

from maps.export.report.blocks import Cells, Run, Table
from maps.export.report.word_text import Element, Writer

TABLE_STYLE = "CaseTable"
#: Rows with more text than this may break over pages: whole, they would leave half a page empty.
LONG = 600


def write_table(body: Element, table: Table, writer: Writer, width_twips: int) -> None:
    """
    Write a table.

    Parameters
    ----------
    body
        What it is added to.
    table
        The table; its caption is written by who calls.
    writer
        Of the text.
    width_twips
        Of the whole, in twentieths of a point.
    """
    element = SubElement(body, qn("w:tbl"))
    _properties(element, table.caption)
    widths = [width_twips * width // sum(table.widths) for width in table.widths]
    grid = SubElement(element, qn("w:tblGrid"))
    for width in widths:
        SubElement(grid, qn("w:gridCol")).set(qn("w:w"), str(width))
    head: Cells = tuple(((Run(text),),) for text in table.head)
    sheet = _Sheet(element, writer, widths, table.amounts)
    sheet.row(head, first=True)
    for row in table.rows:
        sheet.row(row)


class _Sheet:
    """A table whose rows are written one by one."""

    def __init__(
        self, element: Element, writer: Writer, widths: Sequence[int], amounts: Collection[int]
    ) -> None:
        self._element = element
        self._writer = writer
        self._widths = widths
        self._amounts = amounts

    def row(self, cells: Cells, *, first: bool = False) -> None:
        """Write a row."""
        row = SubElement(self._element, qn("w:tr"))
        properties = SubElement(row, qn("w:trPr"))
        if first or sum(len(run.text) for lines in cells for line in lines for run in line) < LONG:
            SubElement(properties, qn("w:cantSplit"))
        if first:
            SubElement(properties, qn("w:tblHeader"))
        for nth, (lines, width) in enumerate(zip(cells, self._widths, strict=True)):
            cell = SubElement(row, qn("w:tc"))
            size = SubElement(SubElement(cell, qn("w:tcPr")), qn("w:tcW"))
            size.set(qn("w:w"), str(width))
            size.set(qn("w:type"), "dxa")
            for line in lines or ((),):
                paragraph = self._writer.paragraph(cell, "TableText", line)
                if nth in self._amounts:
                    _to_the_right(paragraph)


def _to_the_right(paragraph: Element) -> None:
    """Set a paragraph at the end of its line."""
    SubElement(paragraph.find(qn("w:pPr")), qn("w:jc")).set(qn("w:val"), "right")


def _properties(element: Element, caption: str) -> None:
    """Name the style, the width and what the table holds."""
    properties = SubElement(element, qn("w:tblPr"))
    SubElement(properties, qn("w:tblStyle")).set(qn("w:val"), TABLE_STYLE)
    width = SubElement(properties, qn("w:tblW"))
    width.set(qn("w:w"), "5000")
    width.set(qn("w:type"), "pct")
    SubElement(properties, qn("w:tblLayout")).set(qn("w:type"), "fixed")
    look = SubElement(properties, qn("w:tblLook"))
    for name, value in (("val", "0020"), ("firstRow", "1"), ("noVBand", "1"), ("noHBand", "1")):
        look.set(qn(f"w:{name}"), value)
    SubElement(properties, qn("w:tblCaption")).set(qn("w:val"), caption)
