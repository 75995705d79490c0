"""`waybook diff`: what has changed between two versions."""

# imports what it needs when it is called, so that `--help` answers at once; results are printed
# ruff: noqa: PLC0415, T201

from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from geo.errors import CallError
from maps.terminal import DATA_AT_FAULT, faults, tell


class DiffFormat(StrEnum):
    """How `diff` writes."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"
    HTML = "html"


_VERSION = "A case folder, REV:path/to/case of git, or a map.html or its folder."
First = Annotated[str, typer.Argument(metavar="A", help=_VERSION)]
Second = Annotated[str, typer.Argument(metavar="B", help="Likewise.")]


def diff(
    before: First,
    after: Second,
    *,
    format: Annotated[  # noqa: A002 - the option's own name
        DiffFormat, typer.Option(help="How the differences are written.")
    ] = DiffFormat.TEXT,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write to a file, not to the terminal.")
    ] = None,
) -> None:
    """
    Say in plain sentences what has changed from A to B, drafts included.

    Exit 0: nothing. 1: they differ, or one of them has faults. 2: the call is at fault.
    """
    with faults():
        text, same = _told(before, after, format)
        if out is not None:
            _write(text, out)
    if out is None:
        print(text, end="")
    if not same:
        raise typer.Exit(DATA_AT_FAULT)


def _told(before: str, after: str, wanted: DiffFormat) -> tuple[str, bool]:
    """Write the differences, and tell whether there are none."""
    from maps.build import read_atlas
    from maps.diff.report import as_json, as_markdown, as_text
    from maps.diff.versions import compare, compare_drawn

    if wanted is DiffFormat.HTML:
        from maps.diff.page import diff_page

        drawn = compare_drawn(before, after, read_atlas())
        return diff_page(drawn), drawn.comparison.same
    writers = {
        DiffFormat.TEXT: as_text,
        DiffFormat.MARKDOWN: as_markdown,
        DiffFormat.JSON: as_json,
    }
    comparison = compare(before, after, read_atlas())
    return writers[wanted](comparison), comparison.same


def _write(text: str, out: Path) -> None:
    """Write a file aside and put it in its place."""
    try:
        with TemporaryDirectory(dir=out.parent, prefix=f".{out.name}-") as aside:
            written = Path(aside) / out.name
            written.write_text(text, encoding="utf-8", newline="\n")
            written.replace(out)
    except OSError as error:
        raise CallError(f"--out {out}: cannot be written ({error.strerror})") from error
    tell([f"written: {out}"])
