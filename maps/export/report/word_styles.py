"""The look of a Word document: paper, fonts, styles of paragraphs, of text and of tables."""

from datetime import UTC, date, datetime, time

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from lxml.etree import SubElement

from maps.export.paper import SIDES_MM, Paper
from maps.export.report.word_tables import TABLE_STYLE
from maps.export.report.word_text import Element

INK = RGBColor(0x1E, 0x1E, 0x1E)
SOFT = RGBColor(0x5B, 0x56, 0x4E)
LINK = RGBColor(0x23, 0x4F, 0x8C)
MARGIN_MM = 22
#: Reports stand upright; larger sheets are for maps.
_PAPERS = {Paper.LETTER: Paper.LETTER, Paper.TABLOID: Paper.LETTER, Paper.A5: Paper.A5}
#: Id, name in Word, size in points, points after.
_PARAGRAPHS = (
    ("EndnoteText", "endnote text", 9.0, 3),
    ("TableText", "Table Text", 8.5, 2),
    ("Kicker", "Kicker", 9.5, 4),
    ("Source", "Bibliography", 10.0, 5),
)
#: Parts of the template that speak of its own making, by the end of their kind.
_LEFTOVERS = ("thumbnail", "extended-properties", "stylesWithEffects", "customXml")
_HEADINGS = {"Heading 1": (16, 18), "Heading 2": (12.5, 12), "Heading 3": (11, 10)}
_TABLE = f"""<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="{TABLE_STYLE}">
<w:name w:val="Case Table"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/>
<w:tblPr><w:tblBorders><w:top w:val="single" w:sz="6" w:space="0" w:color="5B564E"/>
<w:bottom w:val="single" w:sz="6" w:space="0" w:color="5B564E"/>
<w:insideH w:val="single" w:sz="4" w:space="0" w:color="D9D3C7"/></w:tblBorders>
<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="70" w:type="dxa"/>
<w:bottom w:w="40" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr>
<w:tcBorders><w:bottom w:val="single" w:sz="6" w:space="0" w:color="5B564E"/></w:tcBorders>
<w:shd w:val="clear" w:color="auto" w:fill="F1EEE6"/></w:tcPr></w:tblStylePr></w:style>"""


def new_document(paper: Paper, language: str) -> WordDocument:
    """
    Open an empty document with its styles.

    Parameters
    ----------
    paper
        What the case is printed on: reports take A4, A5 or Letter, upright.
    language
        Of its text, a tag of BCP 47.

    Returns
    -------
    Document
        Of python-docx, without the picture and the counts of its template.
    """
    document = Document()
    _drop_leftovers(document)
    section = document.sections[0]
    width, height = SIDES_MM[_PAPERS.get(paper, Paper.A4)]
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin = section.right_margin = Mm(MARGIN_MM)
    section.top_margin = section.bottom_margin = Mm(MARGIN_MM)
    _default_text(document, language)
    _restyle(document)
    for style, name, size, after in _PARAGRAPHS:
        _add_paragraph_style(document, style, name, Pt(size), Pt(after))
    _add_text_styles(document)
    document.styles.element.append(parse_xml(_TABLE))
    return document


def _drop_leftovers(document: WordDocument) -> None:
    """Leave out what the template says of itself: a thumbnail, counts of pages and words."""
    for rels in (document.part.package.rels, document.part.rels):
        for key in [key for key, rel in rels.items() if rel.reltype.endswith(_LEFTOVERS)]:
            rels.pop(key)


def _default_text(document: WordDocument, language: str) -> None:
    """Set language and East Asian font of all text."""
    properties = document.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    fonts, lang = properties.find(qn("w:rFonts")), properties.find(qn("w:lang"))
    del fonts.attrib[qn("w:eastAsiaTheme")]
    fonts.set(qn("w:eastAsia"), "Malgun Gothic")
    lang.set(qn("w:val"), language)
    lang.set(qn("w:eastAsia"), "ko-KR")


def _restyle(document: WordDocument) -> None:
    """Give the styles of the template our ink and sizes."""
    styles = document.styles
    styles["Normal"].paragraph_format.space_after = Pt(6)
    styles["Normal"].paragraph_format.line_spacing = 1.15
    styles["Normal"].font.size = Pt(10.5)
    for name, (size, before) in _HEADINGS.items():
        styles[name].font.size, styles[name].font.color.rgb = Pt(size), INK
        styles[name].paragraph_format.space_before = Pt(before)
        styles[name].paragraph_format.space_after = Pt(3)
    styles["Title"].font.size, styles["Title"].font.color.rgb = Pt(24), INK
    styles["Title"].element.find(qn("w:pPr")).remove(
        styles["Title"].element.find(f".//{qn('w:pBdr')}")
    )
    styles["Subtitle"].font.size, styles["Subtitle"].font.color.rgb = Pt(13), SOFT
    styles["Subtitle"].font.italic = False
    styles["Caption"].font.color.rgb, styles["Caption"].font.size = SOFT, Pt(9)
    styles["Caption"].paragraph_format.keep_with_next = True
    styles["Caption"].paragraph_format.space_before = Pt(10)
    styles["List Bullet"].paragraph_format.space_after = Pt(1)
    styles["List Bullet"].font.size = Pt(9.5)
    styles["Footer"].font.size, styles["Footer"].font.color.rgb = Pt(8.5), SOFT


def _add_paragraph_style(
    document: WordDocument, style_id: str, name: str, size: Pt, after: Pt
) -> None:
    """Add a style of paragraphs."""
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.element.styleId = style_id
    style.base_style = document.styles["Normal"]
    style.font.size = size
    style.paragraph_format.space_after = after
    style.paragraph_format.line_spacing = 1.05
    if style_id == "Kicker":
        style.font.color.rgb = SOFT
    if style_id == "Source":
        style.paragraph_format.left_indent = Mm(6)
        style.paragraph_format.first_line_indent = Mm(-6)


def _add_text_styles(document: WordDocument) -> None:
    """Add styles of text: marks of notes, links, what a source has printed."""
    kinds = (("EndnoteReference", "endnote reference"), ("Hyperlink", "Hyperlink"),
             ("Quotation", "Quotation"))  # fmt: skip
    for style_id, name in kinds:
        style = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        style.element.styleId = style_id
        if style_id == "EndnoteReference":
            style.font.superscript = True
        elif style_id == "Hyperlink":
            style.font.color.rgb, style.font.underline = LINK, True
        else:
            style.font.italic = True


def tell_about(document: WordDocument, title: str, credit: str, as_of: date) -> None:
    """
    Write the properties of the document.

    Parameters
    ----------
    document
        Changed in place.
    title, credit
        Of the case; the credit stands as the author.
    as_of
        The day up to which the case speaks: no clock plays a part.
    """
    day = as_of if 1980 <= as_of.year < 9999 else date(1980, 1, 1)
    moment = datetime.combine(day, time(), UTC).replace(tzinfo=None)
    known = document.core_properties
    known.title, known.author = _short(title), _short(credit)
    known.created = known.modified = moment
    known.comments = known.keywords = known.last_modified_by = known.subject = ""
    known.revision = 1


def _short(text: str) -> str:
    """Cut a text to the 255 characters that a property may have."""
    return text if len(text) <= 255 else f"{text[:254]}…"


def add_page_numbers(document: WordDocument, title: str) -> None:
    """
    Put the title and the number of the page under each page.

    Parameters
    ----------
    document
        Changed in place.
    title
        Of the case; a long one is cut.
    """
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.text = f"{title[:80]}{'…' * (len(title) > 80)} · "
    field: Element = SubElement(paragraph._p, qn("w:fldSimple"))  # noqa: SLF001 - the API has none
    field.set(qn("w:instr"), " PAGE ")
    run = SubElement(field, qn("w:r"))
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
