"""What benchmarks share: their command line, and the sections of `docs/benchmarks.md`."""

import argparse
import os
import platform
import re
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import environment

DOCS = environment.ROOT / "docs" / "benchmarks.md"


class Options(NamedTuple):
    """What a benchmark is asked: the case, how often, and whether to write what it finds."""

    case: Path
    times: int
    write: bool


def read_options(arguments: Sequence[str], about: str | None, what: str) -> Options:
    """
    Read the command line of a benchmark.

    Parameters
    ----------
    arguments
        Of the command line.
    about
        Docstring of the script; its first paragraph is shown as help.
    what
        What `--times` counts.

    Returns
    -------
    Options
        The case as an absolute path.
    """
    given = command_line(about, what).parse_args(arguments)
    return Options(given.case.resolve(), given.times, given.write)


def command_line(about: str | None, what: str, times: int = 7) -> argparse.ArgumentParser:
    """
    Give the options that all benchmarks have.

    Parameters
    ----------
    about
        Docstring of the script; its first paragraph is shown as help.
    what
        What `--times` counts.
    times
        How often where nothing is said.

    Returns
    -------
    argparse.ArgumentParser
        To which a benchmark may add its own.
    """
    parser = argparse.ArgumentParser(description=(about or "").partition("\n\n")[0].strip())
    parser.add_argument("case", nargs="?", type=Path, default=environment.ROOT / "cases" / "tumen")
    parser.add_argument("--times", type=int, default=times, help=f"{what} ({times})")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    return parser


def machine(what: str) -> str:
    """
    Say on what and when something was measured.

    Parameters
    ----------
    what
        How it was measured, without a full stop.

    Returns
    -------
    str
        One line.
    """
    return (
        f"{datetime.now(UTC):%Y-%m-%d}; {os.cpu_count()} cores ({platform.machine()}, "
        f"{platform.system()}), Python {platform.python_version()}; {what}; "
        f"load of the machine {os.getloadavg()[0]:.1f}."
    )


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """
    Write a table, its first column and any called “at most” as text, the others as numbers.

    Parameters
    ----------
    head
        Names of the columns.
    rows
        Cells.

    Returns
    -------
    str
        Markdown.
    """
    words = {0, *(n for n, name in enumerate(head) if name == "at most")}
    rule = ["---" if n in words else "--:" for n in range(len(head))]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *rows))


def write_section(title: str, text: str) -> None:
    """
    Put a section into `docs/benchmarks.md` in place of the one of that title.

    Parameters
    ----------
    title
        Of a second-level heading that stands there, or is added at the end.
    text
        Markdown.
    """
    before = DOCS.read_text(encoding="utf-8")
    section = f"## {title}\n\n{text}\n"
    old = re.compile(rf"^## {re.escape(title)}\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
    if old.search(before):
        after = old.sub(lambda _: f"{section}\n", before)
    else:
        after = f"{before.rstrip()}\n\n{section}"
    DOCS.write_text(f"{after.rstrip()}\n", encoding="utf-8")
