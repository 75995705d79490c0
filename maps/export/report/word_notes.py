"""The endnotes of a Word document, a part that python-docx does not write itself."""

from collections.abc import Mapping, Sequence

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml.etree import SubElement

from maps.export.report.blocks import Run, Runs
from maps.export.report.word_text import Element, Writer

#: Notes that Word itself needs: the rule above the notes, and that above those that run on.
_RULES = (("-1", "separator"), ("0", "continuationSeparator"))


def write_endnotes(document: Document, texts: Sequence[Runs], names: Mapping[str, str]) -> None:
    """
    Add the endnotes to a document.

    Parameters
    ----------
    document
        The document, changed in place.
    texts
        Of the notes; the first has the number 1. None = nothing is added.
    names
        Bookmarks by what text leads to.
    """
    if not texts:
        return
    notes = OxmlElement("w:endnotes")
    uri = PackURI("/word/endnotes.xml")
    package = document.part.package
    part = XmlPart(uri, CONTENT_TYPE.WML_ENDNOTES, notes, package)
    for number, kind in _RULES:
        rule = _note(notes, number)
        rule.set(qn("w:type"), kind)
        inner = SubElement(SubElement(rule, qn("w:p")), qn("w:r"))
        SubElement(inner, qn(f"w:{kind}"))
    writer = Writer(part, names)
    for nth, runs in enumerate(texts, 1):
        paragraph = writer.paragraph(_note(notes, str(nth)), "EndnoteText", ())
        mark = SubElement(paragraph, qn("w:r"))
        style = SubElement(SubElement(mark, qn("w:rPr")), qn("w:rStyle"))
        style.set(qn("w:val"), "EndnoteReference")
        SubElement(mark, qn("w:endnoteRef"))
        for run in (Run(" "), *runs):
            writer.run(paragraph, run)
    document.part.relate_to(part, RELATIONSHIP_TYPE.ENDNOTES)
    _tell_settings(document)


def _note(notes: Element, number: str) -> Element:
    """Open a note."""
    note = SubElement(notes, qn("w:endnote"))
    note.set(qn("w:id"), number)
    return note


def _tell_settings(document: Document) -> None:
    """Have the notes numbered 1, 2, 3 at the end of the document, and name the rules above them."""
    settings = document.settings.element
    told = OxmlElement("w:endnotePr")
    SubElement(told, qn("w:pos")).set(qn("w:val"), "docEnd")
    SubElement(told, qn("w:numFmt")).set(qn("w:val"), "decimal")
    for number, _ in _RULES:
        SubElement(told, qn("w:endnote")).set(qn("w:id"), number)
    settings.find(qn("w:compat")).addprevious(told)
    of_section = OxmlElement("w:endnotePr")
    SubElement(of_section, qn("w:numFmt")).set(qn("w:val"), "decimal")
    document.sections[0]._sectPr.find(qn("w:pgSz")).addprevious(of_section)  # noqa: SLF001
