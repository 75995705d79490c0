"""What every command prints, and how it leaves."""

# ruff: noqa: T201 - results and messages are printed

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import typer

from geo.errors import CallError, WaybookError, one_line

DATA_AT_FAULT = 1
CALL_AT_FAULT = 2
_LONGEST = 10_000


def print_lines(lines: Iterable[str]) -> None:
    """Put lines on standard output; no name of a file or folder acts on the terminal."""
    for line in lines:
        print(one_line(line, _LONGEST))


def tell(lines: Iterable[str]) -> None:
    """Put lines on standard error; no name of a file or folder acts on the terminal."""
    for line in lines:
        print(one_line(line, _LONGEST), file=sys.stderr)


def tell_fault(error: WaybookError, before: str = "") -> int:
    """Put a fault on standard error, one line a problem, and give the exit code for it."""
    if isinstance(error, CallError):
        tell([f"waybook: {error}"])
        return CALL_AT_FAULT
    tell(f"{before}{line}" for line in str(error).splitlines())
    return DATA_AT_FAULT


@contextmanager
def faults() -> Iterator[None]:
    """Leave with the exit code of a fault; whatever is none keeps its traceback."""
    try:
        yield
    except WaybookError as error:
        raise typer.Exit(tell_fault(error)) from None


@contextmanager
def progress(title: str, steps: int) -> Iterator[Callable[[str], None]]:
    """
    Show how far a long work has come; nothing where standard error is no terminal.

    Parameters
    ----------
    title
        What is worked on.
    steps
        How many there are.

    Yields
    ------
    callable
        To be called with a word before each step.
    """
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415 - only where somebody looks
    from rich.markup import escape  # noqa: PLC0415 - as above
    from rich.progress import Progress  # noqa: PLC0415 - as above

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=steps, start=True, completed=-1)
        yield lambda word: bar.update(
            task, advance=1, description=escape(one_line(f"{title}: {word}", _LONGEST))
        )
