"""What a report is made of, before it is Markdown or Word: headings, paragraphs, tables, notes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from maps.page.entries.entry import Span
from maps.page.plain import visible


class Look(StrEnum):
    """How a piece of text stands out."""

    PLAIN = ""
    STRONG = "strong"
    QUOTE = "quote"


class Run(NamedTuple):
    """
    A piece of text of one look.

    Attributes
    ----------
    text
        Plain and visible, in one line.
    look
        `QUOTE` is what a source has printed; it brings its own quotation marks.
    ref
        The heading or bookmark that it leads to.
    url
        The web address that it leads to.
    lang
        Language of the text, where it is not that of the report.
    note
        Number of the note that it stands for; 0 = none. Such a run has no text.
    anchor
        Names the place where it stands, so that text can lead to it.
    """

    text: str
    look: Look = Look.PLAIN
    ref: str = ""
    url: str = ""
    lang: str = ""
    note: int = 0
    anchor: str = ""


Runs = tuple[Run, ...]
#: A row of a table: its cells, each of lines.
Cells = tuple[tuple[Runs, ...], ...]


class Style(StrEnum):
    """What a paragraph is."""

    BODY = "body"
    TITLE = "title"
    SUBTITLE = "subtitle"
    KICKER = "kicker"
    CAPTION = "caption"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `ref` names it, so that text can lead to it."""

    runs: Runs
    style: Style = Style.BODY
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3; `ref` names it."""

    runs: Runs
    level: int
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list without numbers."""

    items: tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """
    A table with a head row.

    Attributes
    ----------
    caption
        What it holds.
    head
        Names of the columns.
    rows
        Cells, each of lines; a row has as many cells as `head`.
    widths
        Shares of the columns in the whole width.
    amounts
        Columns of numbers, which stand at the right.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[Cells, ...]
    widths: tuple[int, ...]
    amounts: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Picture:
    """The map: its file name beside a text, its alternative text, its caption."""

    file: str
    alt: str
    caption: Runs


Block = Paragraph | Heading | Bullets | Table | Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """
    A whole report.

    Attributes
    ----------
    title, subtitle, credit, language
        Of the case; the language is a tag of BCP 47.
    blocks
        In order.
    notes
        Texts of the notes; note 1 is the first.
    """

    title: str
    subtitle: str
    credit: str
    language: str
    blocks: tuple[Block, ...]
    notes: tuple[Runs, ...]


def plain(text: str) -> str:
    """
    Make text of a case fit for one line of a report.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    str
        What would act is shown by its code point, line ends and tabs are blanks.
    """
    return " ".join(visible(text).split())


def run(text: str, look: Look = Look.PLAIN, ref: str = "") -> Run:
    """Make a run of text of a case."""
    return Run(plain(text), look, ref)


def runs_of(spans: Iterable[Span]) -> Runs:
    """
    Take over the spans of an entry.

    Parameters
    ----------
    spans
        Of the page; blanks at their ends are kept.

    Returns
    -------
    tuple of Run
        Those without text left out.
    """
    return tuple(
        Run(_kept_ends(span.text), ref=span.ref, url=span.url, lang=span.lang)
        for span in spans
        if span.text
    )


def _kept_ends(text: str) -> str:
    """Make a text plain, with a blank where it begins or ends with one."""
    inner = plain(text)
    if not inner:
        return " "
    return f"{' ' * text[:1].isspace()}{inner}{' ' * text[-1:].isspace()}"


def joined(parts: Sequence[Runs], mark: str) -> Runs:
    """
    Put a mark between pieces of text.

    Parameters
    ----------
    parts
        The pieces; empty ones are left out.
    mark
        What stands between two of them.

    Returns
    -------
    tuple of Run
        One piece.
    """
    found: list[Run] = []
    for part in parts:
        if part:
            found += [Run(mark), *part] if found else part
    return tuple(found)


def cell(text: str, look: Look = Look.PLAIN, ref: str = "") -> tuple[Runs, ...]:
    """Make a cell of one line."""
    return ((run(text, look, ref),),)


def texts(blocks: Iterable[Block]) -> Iterator[Runs]:
    """
    Give all pieces of text.

    Parameters
    ----------
    blocks
        Of a report.

    Yields
    ------
    tuple of Run
        In the order of the report; of tables cell by cell.
    """
    for block in blocks:
        match block:
            case Heading(runs) | Paragraph(runs):
                yield runs
            case Bullets(items):
                yield from items
            case Table(rows=rows):
                yield from (line for row in rows for lines in row for line in lines)
            case Picture(caption=caption):
                yield caption


def anchors(blocks: Iterable[Block]) -> Iterator[str]:
    """
    Name what text can lead to.

    Parameters
    ----------
    blocks
        Of a report.

    Yields
    ------
    str
        The refs of headings and paragraphs, and the anchors of runs.
    """
    for block in blocks:
        if isinstance(block, (Heading, Paragraph)) and block.ref:
            yield block.ref
    for runs in texts(blocks):
        yield from (run.anchor for run in runs if run.anchor)
