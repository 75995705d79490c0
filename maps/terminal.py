"""What every command prints, and how it leaves."""

# ruff: noqa: T201 - results and messages are printed

import sys
from collections.abc import Iterable, Iterator
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
