"""Text in a Word document: runs with fonts, language and direction, links, notes, bookmarks."""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from unicodedata import bidirectional

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml.ns import qn
from lxml.etree import SubElement

from maps.export.report.blocks import Look, Run, Runs

#: An element of lxml, whose class has no types.
Element = Any

#: East Asian fonts that come with Word, by what tells the script; Han alone is the last.
_EAST_ASIAN = (
    (re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7ff]"), "Malgun Gothic", "ko-KR"),
    (re.compile("[\u3040-\u30ff]"), "Yu Gothic", "ja-JP"),
    (re.compile("[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"), "Microsoft YaHei", "zh-CN"),
)
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff]")
#: Stands between the numbers of two notes.
NOTE_GAP = ", "
#: Styles of Word by the look of a run.
_LOOKS = {Look.STRONG: "Strong", Look.QUOTE: "Quotation"}


class Writer:
    """
    Writes runs of text into one part of a Word document.

    Parameters
    ----------
    part
        The document itself, or its notes: links to the web are written down there.
    names
        Bookmarks by what text leads to; what is not in it becomes plain text.
    """

    def __init__(self, part: Part, names: Mapping[str, str]) -> None:
        self._part = part
        self._names = names
        self._urls: dict[str, str] = {}
        self._marks = 0

    def paragraph(self, parent: Element, style: str, runs: Runs, ref: str = "") -> Element:
        """
        Write a paragraph.

        Parameters
        ----------
        parent
            The body, a cell or a note.
        style
            Id of its style; empty = that of the body.
        runs
            Its text.
        ref
            What leads to it.

        Returns
        -------
        Element
            `w:p`.
        """
        paragraph = SubElement(parent, qn("w:p"))
        backwards = _is_backwards("".join(run.text for run in runs))
        if style or backwards:
            properties = SubElement(paragraph, qn("w:pPr"))
            if style:
                _set(properties, "w:pStyle", style)
            if backwards:
                SubElement(properties, qn("w:bidi"))
        end = self._bookmark(paragraph, ref)
        for run in runs:
            self.run(paragraph, run)
        _close(paragraph, end)
        return paragraph

    def run(self, paragraph: Element, run: Run) -> None:
        """
        Write a run of text.

        Parameters
        ----------
        paragraph
            Where it stands.
        run
            The run; a mark of a note becomes a real endnote's.
        """
        if run.note:
            if paragraph[-1:] and paragraph[-1].find(qn("w:endnoteReference")) is not None:
                _text(paragraph, NOTE_GAP, "EndnoteReference", "")
            _note_mark(paragraph, run.note)
            return
        end = self._bookmark(paragraph, run.anchor)
        place, style = paragraph, _LOOKS.get(run.look, "")
        if run.ref in self._names:
            place = SubElement(paragraph, qn("w:hyperlink"))
            place.set(qn("w:anchor"), self._names[run.ref])
        elif run.url:
            place = SubElement(paragraph, qn("w:hyperlink"))
            place.set(qn("r:id"), self._relation(run.url))
            style = "Hyperlink"
        for text in _directions(run.text):
            _text(place, text, style, run.lang)
        _close(paragraph, end)

    def _bookmark(self, paragraph: Element, ref: str) -> str:
        """Begin a bookmark; gives its number, empty where nothing leads here."""
        if ref not in self._names:
            return ""
        self._marks += 1
        start = SubElement(paragraph, qn("w:bookmarkStart"))
        start.set(qn("w:id"), str(self._marks))
        start.set(qn("w:name"), self._names[ref])
        return str(self._marks)

    def _relation(self, url: str) -> str:
        """Write an address down in the part, once."""
        if url not in self._urls:
            self._urls[url] = f"rIdWeb{len(self._urls) + 1}"
            relation = RELATIONSHIP_TYPE.HYPERLINK
            self._part.rels.add_relationship(relation, url, self._urls[url], is_external=True)
        return self._urls[url]


def _set(parent: Element, name: str, value: str) -> None:
    """Add an element with one value."""
    SubElement(parent, qn(name)).set(qn("w:val"), value)


def _close(paragraph: Element, mark: str) -> None:
    """End a bookmark."""
    if mark:
        SubElement(paragraph, qn("w:bookmarkEnd")).set(qn("w:id"), mark)


def _note_mark(paragraph: Element, number: int) -> None:
    """Refer to an endnote."""
    element = SubElement(paragraph, qn("w:r"))
    _set(SubElement(element, qn("w:rPr")), "w:rStyle", "EndnoteReference")
    SubElement(element, qn("w:endnoteReference")).set(qn("w:id"), str(number))


def _text(parent: Element, text: str, style: str, lang: str) -> None:
    """Write text of one direction, with the font of its script and its language."""
    element = SubElement(parent, qn("w:r"))
    backwards = bool(_RIGHT_TO_LEFT.search(text))
    eastern = next(((f, tag) for known, f, tag in _EAST_ASIAN if known.search(text)), None)
    if style or lang or backwards or eastern:
        properties = SubElement(element, qn("w:rPr"))
        if style:
            _set(properties, "w:rStyle", style)
        if eastern:
            fonts = SubElement(properties, qn("w:rFonts"))
            fonts.set(qn("w:hint"), "eastAsia")
            fonts.set(qn("w:eastAsia"), eastern[0])
        if backwards:
            SubElement(properties, qn("w:rtl"))
        if lang or eastern or backwards:
            _language(properties, lang, eastern[1] if eastern else "", backwards=backwards)
    written = SubElement(element, qn("w:t"))
    written.text = text
    written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _language(properties: Element, lang: str, eastern: str, *, backwards: bool) -> None:
    """Tell the language of a text, where its script or its source does."""
    element = SubElement(properties, qn("w:lang"))
    if eastern:
        element.set(qn("w:eastAsia"), eastern)
    elif backwards:
        element.set(qn("w:bidi"), lang or "ar-SA")
    else:
        element.set(qn("w:val"), lang)


def _is_backwards(text: str) -> bool:
    """Tell whether the first letter with a direction is written from the right."""
    return next(
        (kind != "L" for c in text if (kind := bidirectional(c)) in {"L", "R", "AL"}), False
    )


def _directions(text: str) -> Iterator[str]:
    """Cut a text where its direction changes; blanks and signs stay with what is before them."""
    if not _RIGHT_TO_LEFT.search(text):
        yield text
        return
    start, known = 0, ""
    for at, character in enumerate(text):
        kind = bidirectional(character)
        if kind in {"L", "R", "AL", "EN"}:
            now = "R" if kind in {"R", "AL"} else "L"
            if known and now != known:
                yield text[start:at]
                start = at
            known = now
    yield text[start:]
