"""Reports of cases, made in the same process, and their text as a reader gets it."""

import io
import re
import zipfile
from functools import cache
from pathlib import Path

from lxml import etree
from markdown_it import MarkdownIt

from maps.build import chart, read_atlas
from maps.case.read import read_case
from maps.draw.events import published
from maps.export.paper import PrintStyle
from maps.export.press import Press
from maps.products import PRODUCTS

ROOT = Path(__file__).resolve().parents[1]
TUMEN = ROOT / "cases" / "tumen"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@cache
def atlas():
    """The gazetteer and the networks, opened once."""
    return read_atlas()


def press_of(folder: Path) -> Press:
    """Read and chart a case."""
    return Press(chart(published(read_case(folder)), atlas()), PrintStyle())


@cache
def tumen() -> Press:
    """The first case."""
    return press_of(TUMEN)


def markdown_of(press: Press) -> str:
    """Its report in Markdown."""
    return PRODUCTS["md"].make(press)["report.md"].decode()


def word_of(press: Press) -> bytes:
    """Its report for Word."""
    return PRODUCTS["docx"].make(press)["report.docx"]


def rendered(text: str):
    """Parse Markdown as CommonMark with tables, and addresses made links where that is allowed."""
    return MarkdownIt("commonmark", {"html": True, "linkify": False}).enable("table").parse(text)


def tokens(text: str):
    """Give all tokens of a text, those within lines too."""
    for token in rendered(text):
        yield token
        yield from token.children or ()


def markdown_words(text: str) -> str:
    """Give what a reader of the rendered text reads, without anchors and marks of notes."""
    read = []
    for token in rendered(text):
        if token.children is not None:
            inner = "".join(
                child.content if child.type == "text" else "" for child in token.children
            )
            read.append(re.sub(r"\{#[\w-]+\}|\[\^\d+\](: )?", "", inner))
    return words("\n".join(read))


def words(text: str) -> str:
    """Put a text in one line, as readers of both formats see it."""
    return " ".join(text.split())


def parts(content: bytes) -> dict[str, bytes]:
    """Unpack a document."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def tree(content: bytes, name: str):
    """Parse a part of a document."""
    return etree.fromstring(parts(content)[name])


def paragraphs(content: bytes, name: str = "word/document.xml") -> list[str]:
    """Give the text of each paragraph."""
    return [
        "".join(t.text or "" for t in paragraph.iter(f"{W}t"))
        for paragraph in tree(content, name).iter(f"{W}p")
    ]


def word_words(content: bytes) -> str:
    """Give all that a reader of the document reads, the notes last."""
    names = ["word/document.xml", "word/endnotes.xml"]
    there = [name for name in names if name in parts(content)]
    return words("\n".join("\n".join(paragraphs(content, name)) for name in there))
