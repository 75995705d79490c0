"""The sections of `docs/benchmarks.md`: what was measured, on what, and when."""

import os
import platform
import re
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import environment

DOCS = environment.ROOT / "docs" / "benchmarks.md"


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
