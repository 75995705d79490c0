"""`waybook sources`: the ledger of a case."""

# ruff: noqa: PLC0415, T201 - imports where they are needed; results are printed

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from geo.errors import Finding, Level
from maps.terminal import DATA_AT_FAULT, faults, tell


class SourcesFormat(StrEnum):
    """How `sources` prints."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    CSL = "csl"
    BIBTEX = "bibtex"


def sources(
    case: Annotated[Path, typer.Argument(metavar="CASE", help="Folder of the case.")],
    *,
    online: Annotated[
        bool, typer.Option("--online", help="Ask each address whether it still answers.")
    ] = False,
    archived: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Table of copies that auto-archiver wrote.")
    ] = None,
    format: Annotated[  # noqa: A002 - the option's own name
        SourcesFormat, typer.Option(help="How the sources are printed.")
    ] = SourcesFormat.TABLE,
) -> None:
    """
    List sources, their copies, and what rests on each.

    Nothing is fetched unless --online is given; then each host is asked once a second at most.

    Exit 0: listed. 1: the case has faults, a line each on standard error; the list holds what
    can be read. 2: the call is at fault.
    """
    from maps.case.read import read_what_can_be
    from maps.output import case_folder
    from maps.sources import citations, report
    from maps.sources.archives import by_address, read_archived
    from maps.sources.ledger import read_ledger, with_copy
    from maps.sources.liveness import ask

    with faults():
        folder = case_folder(case)
        copies = by_address(read_archived(archived)) if archived else {}
        reading = read_what_can_be(folder)
        lines = read_ledger(reading.case, folder, copies)
    if format in (SourcesFormat.CSL, SourcesFormat.BIBTEX):
        cited = citations.as_csl if format is SourcesFormat.CSL else citations.as_bibtex
        print(cited([with_copy(line) for line in lines]), end="")
        _tell_errors(reading.findings)
        return
    if online:
        answers = ask(line.row.url for line in lines if line.row.url)
        lines = [replace(line, liveness=answers.get(line.row.url, line.liveness)) for line in lines]
    writers = {
        SourcesFormat.TABLE: report.as_table,
        SourcesFormat.JSON: report.as_json,
        SourcesFormat.CSV: report.as_csv,
    }
    print(writers[format](lines), end="")
    _tell_errors(reading.findings)


def _tell_errors(findings: Sequence[Finding]) -> None:
    """Tell the errors of a case, and leave with the code for them; nothing where there are none."""
    errors = [finding for finding in findings if finding.level is Level.ERROR]
    tell(map(str, errors))
    if errors:
        raise typer.Exit(DATA_AT_FAULT)
