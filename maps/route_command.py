"""`waybook route`: one route, from place to place."""

# imports what it needs when it is called, so that `--help` answers at once; results are printed
# ruff: noqa: PLC0415, T201

import re
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from geo.errors import CallError, PositionError, ValueProblem
from maps.terminal import faults, print_lines, tell

if TYPE_CHECKING:
    from geo.places import Place
    from maps.build import Atlas
    from maps.case.case import Case
    from maps.route_report import RouteReport
    from routes.links import Mode
    from routes.network import Networks

_WEST_OR_SOUTH = re.compile(r"-[0-9.]")


class PlaceCommand(TyperCommand):
    """A command that takes positions such as `-70.6,-33.4`, which look like options."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put a blank before what begins like a negative number: no option of ours does."""
        return super().parse_args(
            ctx, [f" {word}" if _WEST_OR_SOUTH.match(word) else word for word in args]
        )


def as_typed(word: str) -> str:
    """Take off the blank that `PlaceCommand` has put before a word."""
    return word[1:] if word[:1] == " " and _WEST_OR_SOUTH.match(word[1:]) else word


class RouteMode(StrEnum):
    """Modes of a route."""

    RAIL = "rail"
    AIR = "air"
    FERRY = "ferry"
    ROAD = "road"


class RouteFormat(StrEnum):
    """How `route` prints."""

    TEXT = "text"
    JSON = "json"
    GEOJSON = "geojson"


_PLACE = "A name, an id such as iata:FNJ, LON,LAT or, with --case, the id of a place."
FromPlace = Annotated[str, typer.Argument(metavar="FROM", help=_PLACE)]
ToPlace = Annotated[str, typer.Argument(metavar="TO", help="Likewise.")]


def route(  # noqa: PLR0913 - one parameter an option
    start: FromPlace,
    end: ToPlace,
    *,
    mode: Annotated[RouteMode, typer.Option(help="How it travels.")] = RouteMode.RAIL,
    via: Annotated[
        list[str] | None, typer.Option(metavar="P", help="A place it passes; in order.")
    ] = None,
    avoid: Annotated[
        list[str] | None, typer.Option(metavar="CC", help="A country, or a canal, it keeps out of.")
    ] = None,
    case: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Take places and networks of a case.")
    ] = None,
    format: Annotated[  # noqa: A002 - the option's own name
        RouteFormat, typer.Option(help="How the route is printed.")
    ] = RouteFormat.TEXT,
) -> None:
    """
    Show the route between two places: its line, its lengths and their basis.

    Exit 0: done. 1: a place is not known or several fit, or there is no such route. 2: the call
    is at fault.
    """
    from maps.build import read_atlas
    from maps.route_report import as_geojson, as_json, as_text
    from routes.links import Mode

    with faults():
        atlas = read_atlas()
        countries = _countries(avoid or [], mode, atlas)
        report = _report([start, *(via or []), end], Mode(mode), countries, case, atlas)
    tell(_doubts(report, countries))
    if format is RouteFormat.TEXT:
        print_lines(as_text(report))
    else:
        print(as_json(report) if format is RouteFormat.JSON else as_geojson(report))


def _report(
    texts: list[str], mode: "Mode", avoid: tuple[str, ...], folder: Path | None, atlas: "Atlas"
) -> "RouteReport":
    """Find the places and the route between them."""
    from maps.build import place_credits
    from maps.route_report import RouteReport
    from maps.stated import stated_between
    from routes.between import by_stretches, route_between

    case, known = _case(texts, folder, atlas)
    calls = _calls(texts, mode, known, atlas)
    networks = _networks(case, mode, atlas, countries=bool(avoid))
    whole = route_between(calls, mode, networks, avoid=avoid)
    return RouteReport(
        whole=whole,
        stretches=by_stretches(whole, calls, networks, avoid=avoid),
        calls=tuple(calls),
        stated=tuple(stated_between(case, (calls[0].id, calls[-1].id), mode)) if case else (),
        credits=place_credits(calls, atlas.gazetteer),
    )


def _doubts(report: "RouteReport", avoid: tuple[str, ...]) -> list[str]:
    """Warn of a way that leads far round: a line of the network may be missing."""
    from geo.errors import Where
    from maps.check.detours import stretch_findings
    from routes.links import LinkRow

    legs = report.stretches.legs
    first, *between, last = (place.id for place in report.calls)
    row = LinkRow(
        where=Where(""),
        id="route",
        mode=report.whole.mode,
        stops=(first, last),
        via=() if len(legs) > 1 else tuple(between),
        avoid=avoid,
    )
    names = {place.id: place.name for place in report.calls}
    found = (each for leg in legs for each in stretch_findings(leg, row, names))
    return [f"warning: {each.message} ({each.help})" for each in found]


def _networks(case: "Case | None", mode: "Mode", atlas: "Atlas", *, countries: bool) -> "Networks":
    """Take the networks that ship, or the case's own."""
    from geo.errors import CaseError, Level
    from maps.own_networks import open_networks

    if case is None:
        return atlas.networks
    networks, findings = open_networks(case, atlas.networks, (mode,), countries=countries)
    if errors := [finding for finding in findings if finding.level is Level.ERROR]:
        raise CaseError(errors)
    return networks


def _case(
    texts: list[str], folder: Path | None, atlas: "Atlas"
) -> "tuple[Case | None, list[Place]]":
    """Read the case of a call and its places; one that is called must be settled."""
    from geo.errors import CaseError
    from maps.build import find_places
    from maps.case.read import read_case
    from maps.output import case_folder

    if folder is None:
        return None, []
    case = read_case(case_folder(folder))
    known, problems = find_places(case, atlas)
    unsettled = {row.id: row.where for row in case.places} if problems else {}
    for place in known:
        unsettled.pop(place.id, None)
    called = {unsettled[text] for text in texts if text in unsettled}
    if called:
        raise CaseError([each for each in problems if each.where in called] or problems)
    return case, known


def _calls(texts: list[str], mode: "Mode", known: "list[Place]", atlas: "Atlas") -> "list[Place]":
    """Find the places of a call; a position that is none is the call's own fault."""
    from geo.lookup import find_places
    from routes.between import CALLED_AT

    try:
        return find_places(texts, atlas.gazetteer, known=known, kind=CALLED_AT.get(mode))
    except PositionError as error:
        raise CallError(str(error)) from None


def _countries(codes: list[str], mode: RouteMode, atlas: "Atlas") -> tuple[str, ...]:
    """Check the countries to keep out of; of a ferry, the canals and straits."""
    from geo.countries import check_countries

    if codes and mode is RouteMode.FERRY:
        from routes.passages import check_passages

        try:
            return check_passages(codes)
        except ValueProblem as error:
            raise CallError(f"--avoid: {error}") from None
    if codes and mode is not RouteMode.RAIL:
        raise CallError(f"--avoid: a route by {mode} cannot keep out of countries (rail alone)")
    for code in codes:
        for problem in check_countries([code], atlas.gazetteer):
            raise CallError(f"--avoid: {problem}")
    return tuple(codes)
