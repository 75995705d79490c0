"""A report as Markdown: CommonMark with pipe tables, footnotes and anchors as Pandoc has them."""

import re
from collections.abc import Iterator

from maps.export.report.blocks import (
    Block,
    Bullets,
    Heading,
    Look,
    Paragraph,
    Picture,
    Report,
    Run,
    Runs,
    Style,
    Table,
    anchors,
    texts,
)
from maps.markdown_text import escaped

#: The beginning of a line that could open a list, a heading, a definition or a table.
_OPENING = re.compile(r"(?P<head>\(?[0-9A-Za-z]{0,9})(?P<mark>[.)])(?=\s|$)|(?P<sign>[-+=%(:])")
#: What could end an address.
_ENDING = re.compile(r"[\s<>\\`\"{}|^]")
#: Dashes under the widest table: Pandoc takes shares of the width from their numbers.
_DASHES = 100


def markdown(report: Report) -> str:
    """
    Write a report as Markdown.

    Parameters
    ----------
    report
        The report.

    Returns
    -------
    str
        Text of the case is text in it: no markup, no HTML, no link but to the addresses of
        sources and within the report. Lines end as on Unix.

    Notes
    -----
    The title is a heading of level 1: `pandoc --shift-heading-level-by=-1` takes it for the title.
    """
    wanted = set(_linked(report))
    parts = [_block(block, wanted) for block in report.blocks]
    notes = [f"[^{n}]: {_note(text)}" for n, text in enumerate(report.notes, 1)]
    return "\n\n".join(filter(None, [*parts, *notes])) + "\n"


def _linked(report: Report) -> Iterator[str]:
    """Name what text leads to, where that is in the report."""
    there = set(anchors(report.blocks))
    for runs in (*report.notes, *texts(report.blocks)):
        yield from (run.ref for run in runs if run.ref in there)


def _block(block: Block, wanted: set[str]) -> str:
    """Write a block."""
    match block:
        case Heading(runs, level, ref):
            named = f" {{#{ref}}}" if ref in wanted else ""
            return f"{'#' * (level + 1)} {_inline(runs, wanted)}{named}"
        case Paragraph():
            return _paragraph(block, wanted)
        case Bullets(items):
            return "\n".join(f"- {_line(item, wanted)}" for item in items)
        case Picture(file, alt):
            return f"![{escaped(alt)}]({file})"
        case Table():
            return _table(block, wanted)


def _paragraph(block: Paragraph, wanted: set[str]) -> str:
    """Write a paragraph; the title is a heading."""
    if block.style is Style.TITLE:
        return f"# {_inline(block.runs, wanted)}"
    if block.style is Style.SUBTITLE:
        return _line(tuple(run._replace(look=Look.STRONG) for run in block.runs), wanted)
    return _line(block.runs, wanted)


def _line(runs: Runs, wanted: set[str]) -> str:
    """Write a line that may stand alone: nothing at its beginning opens a block."""
    line = _inline(runs, wanted)
    if match := _OPENING.match(line):
        at = match.start("mark") if match["mark"] else match.start("sign")
        return f"{line[:at]}\\{line[at:]}"
    return line


def _inline(runs: Runs, wanted: set[str]) -> str:
    """Write runs of text in one line."""
    return "".join(_run(run, wanted) for run in runs).strip()


def _note(runs: Runs) -> str:
    """Write a note so that who knows no notes takes it for no address with a title either."""
    return _inline(runs, set()).replace("(", "\\(")


def _run(run: Run, wanted: set[str]) -> str:
    """Write a run of text, blanks at its ends outside of its marks."""
    if run.note:
        return f"[^{run.note}]"
    inner = run.text.strip()
    if not inner:
        return run.text
    text = escaped(inner)
    if run.look is Look.STRONG:
        text = f"**{text}**"
    if run.ref in wanted:
        text = f"[{text}](#{run.ref})"
    elif run.url:
        text = f"[{text}](<{_address(run.url)}>)"
    if run.anchor in wanted:
        text = f"[{text}]{{#{run.anchor}}}"
    return f"{' ' * run.text[:1].isspace()}{text}{' ' * run.text[-1:].isspace()}"


def _address(url: str) -> str:
    """Write an address so that nothing in it ends the link, or is read as an entity."""
    safe = _ENDING.sub(lambda m: "".join(f"%{byte:02X}" for byte in m[0].encode()), url)
    return safe.replace("&", "&amp;")


def _table(table: Table, wanted: set[str]) -> str:
    """Write a pipe table; lines of a cell stand behind each other."""
    head = " | ".join(map(escaped, table.head))
    widths = [max(3, round(_DASHES * width / sum(table.widths))) for width in table.widths]
    rules = [
        f"{'-' * (width - 1)}:" if nth in table.amounts else "-" * width
        for nth, width in enumerate(widths)
    ]
    rows = [" | ".join(_cell(cell, wanted) for cell in row) for row in table.rows]
    lines = [head, "|".join(rules), *rows]
    return "\n".join([*(f"| {line} |" for line in lines), "", f"Table: {escaped(table.caption)}"])


def _cell(lines: tuple[Runs, ...], wanted: set[str]) -> str:
    """Write a cell in one line."""
    return " · ".join(filter(None, (_inline(line, wanted) for line in lines)))
