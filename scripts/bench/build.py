"""
Measure the build of a case as whole processes: `python3 scripts/bench/build.py [CASE]`.

Prints a table, and writes it to `docs/benchmarks.md` with `--write`. Never part of the tests:
what it measures is the machine as much as the program.
"""

import os
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from threading import Timer
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import environment
from table import machine, read_options, table, write_section

BENCH = Path(__file__).resolve().parent
#: No program here takes nearly so long.
LIMIT_S = 3600.0
MAXRSS_BYTES = 1 if sys.platform == "darwin" else 1024


class Spent(NamedTuple):
    """What one run of a program took: seconds on the clock and of the processor, megabytes."""

    wall_s: float
    cpu_s: float
    peak_mb: float


class Line(NamedTuple):
    """One line of the table: medians, the size of the file written, what is promised."""

    name: str
    spent: Spent
    size_mb: float = 0.0
    promise: str = ""


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
    options = read_options(arguments, __doc__, "runs of each program")
    with tempfile.TemporaryDirectory() as folder:
        lines = measure(own_python(Path(folder)), options.case, Path(folder), options.times)
    text = report(lines, options.case.name, options.times)
    print(text)
    if options.write:
        write_section("Build", text)
    return 0


def own_python(folder: Path) -> Path:
    """
    Make an environment with nothing but what a user installs: pyarrow, say, slows pandas down.

    Parameters
    ----------
    folder
        Where it may be written.

    Returns
    -------
    Path
        Its interpreter.
    """
    environment.write_venv(folder / "venv")
    environment.install(set(), folder / "venv")
    return environment.interpreter(folder / "venv")


def measure(python: Path, case: Path, folder: Path, times: int) -> list[Line]:
    """
    Run each program several times.

    Parameters
    ----------
    python
        Interpreter with the project.
    case
        Folder of the case.
    folder
        Where the programs may write.
    times
        Runs of each; one more before them is not counted.

    Returns
    -------
    list of Line
        The build, the help text, and the plain folium script.
    """
    waybook: list[str | Path] = [python, "-m", "maps"]
    given, plain = folder / "shapes.json", folder / "plain.html"
    spend([python, BENCH / "shapes.py", case, given])
    build = median([*waybook, "build", case, "--out", folder / "out", "--only", "html"], times)
    help_ = median([*waybook, "--help"], times)
    peer = median([python, BENCH / "plain_folium.py", given, plain], times)
    page = folder / "out" / case.name / "map.html"
    return [
        Line(f"waybook build {case.name} --only html", build, megabytes(page), "5 s, 400 MB, 3 MB"),
        Line("waybook --help", help_, promise="0.3 s"),
        Line("plain folium script", peer, megabytes(plain)),
    ]


def median(command: Sequence[str | Path], times: int) -> Spent:
    """Run a program once to warm up and then several times; medians."""
    spend(command)
    runs = [spend(command) for _ in range(times)]
    return Spent(*(statistics.median(values) for values in zip(*runs, strict=True)))


def spend(command: Sequence[str | Path], limit_s: float = LIMIT_S) -> Spent:
    """Run a program with its output kept away and take what the system counts for it."""
    words = [os.fspath(word) for word in command]
    quiet = [(os.POSIX_SPAWN_OPEN, n, os.devnull, os.O_RDWR, 0) for n in (0, 1, 2)]
    environ = {**os.environ, "PYTHONPATH": os.fspath(environment.ROOT)}
    started = time.perf_counter()
    process = os.posix_spawn(words[0], words, environ, file_actions=quiet)
    ended = Timer(limit_s, os.kill, (process, signal.SIGKILL))
    ended.start()
    _, status, used = os.wait4(process, 0)
    ended.cancel()
    wall = time.perf_counter() - started
    if wall >= limit_s:
        raise TimeoutError(f"over {limit_s:.0f} s: {' '.join(words)}")
    if code := os.waitstatus_to_exitcode(status):
        raise SystemExit(f"exit {code}: {' '.join(words)}")
    return Spent(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * MAXRSS_BYTES / 1e6)


def megabytes(file: Path) -> float:
    """Give the size of a file in megabytes."""
    return file.stat().st_size / 1e6


def report(lines: Sequence[Line], case: str, times: int) -> str:
    """
    Write the table.

    Parameters
    ----------
    lines
        The last one is what the others are compared with.
    case
        Name of the case.
    times
        Runs of each program.

    Returns
    -------
    str
        Markdown.
    """
    peer = lines[-1].spent
    rows = [
        [
            line.name,
            f"{line.spent.wall_s:.2f}",
            f"{line.spent.wall_s / peer.wall_s:.2f}",
            f"{line.spent.cpu_s:.2f}",
            f"{line.spent.peak_mb:.0f}",
            f"{line.size_mb:.2f}" if line.size_mb else "–",
            line.promise or "–",
        ]
        for line in lines
    ]
    head = ["program", "wall s", "× plain", "CPU s", "peak MB", "file MB", "at most"]
    how = machine(f"whole processes, median of {times} after one that is not counted")
    return f"Case `{case}`, {how}\n\n{table(head, rows)}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
