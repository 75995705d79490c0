"""
Measure what leaves the browser: `python3 scripts/bench/exports.py [CASE]`.

Each product of a build in a process of its own, and all that is made without being asked for in
one; beside them what people do instead, a picture and a print of the page by a headless browser.
For the large case of `check.py` (10,000 events) what is made without being asked for, each by
itself; its page has ten thousand entries, whose print no browser ended within minutes. Prints
tables, and writes them to `docs/benchmarks.md` with `--write`.
"""

import os
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import environment
from build import Spent, megabytes, spend
from check import write_case
from chromium import find_browser
from table import machine, read_options, table, write_section

sys.path.insert(0, str(environment.ROOT))

BROWSER = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--virtual-time-budget=5000",
)  # fmt: skip
#: What is asked of all products of the first case together, in seconds.
ALL_S = 20


class Line(NamedTuple):
    """One line of a table: what was made, medians, and the size of its files."""

    name: str
    spent: Spent
    size_mb: float


def main(arguments: Sequence[str]) -> int:
    """
    Measure and print.

    Parameters
    ----------
    arguments
        Of the command line.

    Returns
    -------
    int
        0; a program that fails ends the whole.
    """
    options = read_options(arguments, __doc__, "runs of each for the first case; the large has one")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_case(folder / "large")
        parts = [
            report(options.case.name, measured(options.case, folder, options.times)),
            report(
                "10,000 events, 2,000 claims, 5,000 counts", measured(folder / "large", folder, 1)
            ),
        ]
    how = machine(f"whole processes, median of {options.times}, one run of the large case")
    text = (
        f"{how} All of {options.case.name} together is to take {ALL_S} s at most.\n\n"
        + "\n\n".join(parts)
    )
    print(text)
    if options.write:
        write_section("Exports", text)
    return 0


def measured(case: Path, folder: Path, times: int) -> list[Line]:
    """
    Make each product several times.

    Parameters
    ----------
    case
        Folder of the case.
    folder
        Where the files may go.
    times
        Runs of each.

    Returns
    -------
    list of Line
        All that is made without being asked for, each product, and the browser's two; of a case
        that lies in `folder`, the large one, those alone that need not be asked for.
    """
    from maps.products import PRODUCTS  # noqa: PLC0415 - of this checkout

    waybook: list[str | Path] = [sys.executable, "-m", "maps", "build", case, "--out"]
    large = case.is_relative_to(folder)
    lines = []
    if not large:
        lines.append(_line("all", [*waybook, folder / "all"], folder / "all" / case.name, times))
    for kind, product in PRODUCTS.items():
        if large and product.asked:
            continue
        out = folder / kind
        lines.append(_line(kind, [*waybook, out, "--only", kind], out / case.name, times))
    if large:
        return lines
    return [*lines, *_browser(folder / "html" / case.name / "map.html", folder, times)]


def _line(name: str, command: Sequence[str | Path], files: Path, times: int) -> Line:
    """Run a program several times and weigh what it made, its manifest apart."""
    runs = [spend(command) for _ in range(times)]
    made = [file for file in files.rglob("*") if file.is_file() and file.name != "manifest.json"]
    middle = Spent(*(statistics.median(values) for values in zip(*runs, strict=True)))
    return Line(name, middle, sum(map(megabytes, made)))


def _browser(page: Path, folder: Path, times: int) -> Iterator[Line]:
    """Have a browser take a picture of the page, and print it."""
    program = find_browser(os.environ)
    for name, word, file in (
        ("picture of the page by Chromium", "screenshot", "page.png"),
        ("print of the page by Chromium", "print-to-pdf", "page.pdf"),
    ):
        out = folder / f"{word}-{page.parent.name}"
        out.mkdir(exist_ok=True)
        profile = f"--user-data-dir={folder / 'profile'}"
        asked = [f"--{word}={out / file}", "--window-size=1400,1000", profile]
        yield _line(name, [program, *BROWSER, *asked, page.as_uri()], out, times)


def report(title: str, lines: Sequence[Line]) -> str:
    """
    Write a table.

    Parameters
    ----------
    title
        Of the case.
    lines
        What was made.

    Returns
    -------
    str
        Markdown.
    """
    rows = [
        [
            line.name,
            f"{line.spent.wall_s:.1f}",
            f"{line.spent.cpu_s:.1f}",
            f"{line.spent.peak_mb:.0f}",
            f"{line.size_mb:.2f}",
        ]
        for line in lines
    ]
    return f"{title}\n\n{table(['made', 'wall s', 'CPU s', 'peak MB', 'files MB'], rows)}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
