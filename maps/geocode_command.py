"""`waybook geocode`: names to positions, each with its reason."""

# imports what it needs when it is called, so that `--help` answers at once; results are printed
# ruff: noqa: PLC0415, T201

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo.errors import CallError
from maps.route_command import as_typed
from maps.terminal import DATA_AT_FAULT, faults, tell

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.answers import Answer, Hints
    from geo.gazetteer import Gazetteer

FROM_STANDARD_INPUT = "-"


class AnswerFormat(StrEnum):
    """How `geocode` prints."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


class OnlineService(StrEnum):
    """Services that may be asked instead of the gazetteer."""

    NOMINATIM = "nominatim"
    PHOTON = "photon"


def geocode(  # noqa: PLR0913 - one parameter an option
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME...", help="Names, ids or LON,LAT; - reads a name a line from input."
        ),
    ],
    *,
    case: Annotated[
        Path | None, typer.Option(metavar="DIR", help="A case: its places answer, or lie near.")
    ] = None,
    country: Annotated[
        list[str] | None, typer.Option(metavar="KP", help="A country it lies in.")
    ] = None,
    kind: Annotated[
        str | None, typer.Option(metavar="KIND", help="What it is: town, port, station, ...")
    ] = None,
    near: Annotated[
        list[str] | None, typer.Option(metavar="LON,LAT", help="A position it is near.")
    ] = None,
    online: Annotated[
        OnlineService | None, typer.Option(help="Ask this service, not the gazetteer.")
    ] = None,
    endpoint: Annotated[
        str, typer.Option(metavar="URL", help="Where that service is; its public one if not given.")
    ] = "",
    format: Annotated[  # noqa: A002 - the option's own name
        AnswerFormat, typer.Option(help="How the answers are printed.")
    ] = AnswerFormat.TABLE,
) -> None:
    """
    Find names: position, how far off it may be, and why this one.

    Exit 0: all found. 1: some are ambiguous or not found; the list is whole all the same. 2: the
    call is at fault.
    """
    from geo.gazetteer import read_gazetteer
    from maps import answer_report

    writers = {
        AnswerFormat.TABLE: answer_report.as_text,
        AnswerFormat.JSON: answer_report.as_json,
        AnswerFormat.CSV: answer_report.as_csv,
    }
    statuses: Counter[str] = Counter()
    with faults():
        gazetteer = read_gazetteer()
        hints = _hints(gazetteer, kind, country or [], near or [])
        hints = _in_case(hints, case) if case else hints
        ask = _asker(gazetteer, hints, online, endpoint)
        answers = _counted(map(ask, _asked(names)), statuses)
        for text in writers[format](answers, gazetteer):
            print(text, end="", flush=True)
    if statuses.total() > 1:
        told = [f"{count:,} {status.replace('_', ' ')}" for status, count in statuses.items()]
        tell([", ".join(told)])
    if set(statuses) - {"found"}:
        raise typer.Exit(DATA_AT_FAULT)


def _asked(names: Iterable[str]) -> Iterator[str]:
    """Give the names of the call, those of standard input where `-` stands, as they come."""
    for name in names:
        if name == FROM_STANDARD_INPUT:
            yield from _input_lines()
        else:
            # what is no UTF-8 on the command line comes as lone surrogates
            yield as_typed(name).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _input_lines() -> Iterator[str]:
    """Give the lines of standard input without their ends; an empty one is an empty name."""
    for number, line in enumerate(sys.stdin.buffer):
        text = line.removesuffix(b"\n").removesuffix(b"\r").decode("utf-8", "replace")
        yield text.removeprefix("\ufeff") if number == 0 else text


def _counted(answers: "Iterable[Answer]", statuses: Counter[str]) -> "Iterator[Answer]":
    """Pass answers on, counting how they ended."""
    for answer in answers:
        statuses[str(answer.status)] += 1
        yield answer


def _hints(
    gazetteer: "Gazetteer", kind: str | None, countries: list[str], near: list[str]
) -> "Hints":
    """Check what is said about the names; a word that is none is the fault of the call."""
    from geo.answers import checked_hints
    from geo.errors import PositionError
    from geo.lookup import position_of

    try:
        positions = [position_of(text) for text in near]
    except PositionError as error:
        raise CallError(f"--near: {error}") from None
    try:
        return checked_hints(gazetteer, kind, countries, positions)
    except CallError as error:
        raise CallError(f"--{error}") from None


def _in_case(hints: "Hints", folder: Path) -> "Hints":
    """Add the places of a case that are settled; the others are told."""
    from dataclasses import replace

    from geo.coherence import anchors
    from maps.build import read_atlas, read_places
    from maps.output import case_folder

    places, problems = read_places(case_folder(folder), read_atlas())
    tell(map(str, problems))
    return replace(hints, known=tuple(places), near=(*hints.near, *anchors(places)))


def _asker(
    gazetteer: "Gazetteer", hints: "Hints", online: OnlineService | None, endpoint: str
) -> "Callable[[str], Answer]":
    """Give what answers a name: the gazetteer, or the service that was asked for."""
    if online is None:
        if endpoint:
            raise CallError("--endpoint: say with --online which service it is")
        from geo.answers import answer

        return partial(answer, gazetteer=gazetteer, hints=hints)
    from geo.answers import stated_answer
    from geo.online import open_service

    service = open_service(online, endpoint)

    def ask(name: str) -> "Answer":
        for stated in stated_answer(name, gazetteer, hints):
            return stated
        return service.answer(name, hints)

    return ask
