"""`waybook network`: look at, check and import a network of one's own."""

# imports what it needs when it is called, so that `--help` answers at once; results are printed
# ruff: noqa: PLC0415, T201

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo.errors import CallError, Finding, NetworkFileError, NoFileError, ValueProblem, Where
from maps.terminal import DATA_AT_FAULT, faults, print_lines, tell

if TYPE_CHECKING:
    from routes.own.report import Report

app = typer.Typer(
    help="Look at, check and import a network of rails, roads or ferries of your own.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


class NetworkMode(StrEnum):
    """What goes over a network."""

    RAIL = "rail"
    FERRY = "ferry"
    ROAD = "road"
    FOOT = "foot"


class NetworkFormat(StrEnum):
    """How a report is printed."""

    TEXT = "text"
    JSON = "json"


File = Annotated[
    str, typer.Argument(metavar="FILE", help="The network; a GeoPackage may take #LAYER.")
]
ModeOption = Annotated[
    NetworkMode, typer.Option(help="Which ways of OpenStreetMap are meant; other files have all.")
]
FormatOption = Annotated[NetworkFormat, typer.Option(help="How the report is printed.")]


@app.command()
def info(
    file: File,
    *,
    mode: ModeOption = NetworkMode.RAIL,
    format: FormatOption = NetworkFormat.TEXT,  # noqa: A002 - the option's own name
) -> None:
    """
    Say what is in a network: size, parts, gaps.

    FILE is .osm.pbf, .gpkg, .geojson, .geojson.gz or .parquet.

    Exit 0: done. 1: the file holds no network that can be used. 2: the call is at fault.
    """
    from maps.network_report import as_json, as_text

    with faults(), _naming(file):
        report = _look(file, mode)
    if format is NetworkFormat.JSON:
        print(as_json(report))
    else:
        print_lines(as_text(report))


@app.command()
def check(
    file: File,
    *,
    mode: ModeOption = NetworkMode.RAIL,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit 1 on warnings, not on errors alone.")
    ] = False,
    format: FormatOption = NetworkFormat.TEXT,  # noqa: A002 - the option's own name
) -> None:
    """
    Name what is wrong or odd about a network.

    Exit 0: no errors. 1: errors (or warnings, with --strict). 2: the call is at fault.
    """
    from maps.check.report import as_json, as_text, fails, summary
    from maps.network_report import findings_on
    from maps.own_networks import RULE

    with faults():
        try:
            findings = findings_on(_look(file, mode))
        except ValueProblem as problem:
            where = Where(Path(file).name)
            findings = [Finding(where, "", problem.message, problem.help, rule=RULE)]
    if format is NetworkFormat.JSON:
        print(as_json(findings))
    else:
        print_lines(as_text(findings))
    tell([f"{file}: {summary(findings)}"])
    if fails(findings, strict=strict):
        raise typer.Exit(DATA_AT_FAULT)


@app.command("import")
def import_(
    file: File,
    *,
    mode: ModeOption = NetworkMode.RAIL,
    out: Annotated[
        Path | None,
        typer.Option(metavar="OUT", help="Write it as .geojson or .geojson.gz, to lie in a case."),
    ] = None,
    format: FormatOption = NetworkFormat.TEXT,  # noqa: A002 - the option's own name
) -> None:
    """
    Read a network, join its lines and keep it.

    Builds that use FILE then open it at once. With --out it is also written as a small file of
    its own, which a case can carry instead of FILE; a file of that name is replaced.

    Exit 0: done. 1: the file holds no network that can be used. 2: the call is at fault.
    """
    from maps.network_report import as_json, as_text
    from routes.own.formats import split_layer
    from routes.own.write import check_out, write_network

    with faults(), _naming(file):
        if out is not None:
            check_out(out, Path(split_layer(file)[0]))
        report = _look(file, mode)
        if out is not None:
            write_network(report.own, out)
    if format is NetworkFormat.JSON:
        print(as_json(report, **({"out": str(out)} if out else {})))
    else:
        print_lines([*as_text(report), *([f"written      {out}"] if out else [])])


def _look(file: str, mode: NetworkMode) -> "Report":
    """Read a network and look it over."""
    from routes.links import Mode
    from routes.own.formats import format_of, split_layer
    from routes.own.read import read_own_network
    from routes.own.report import report_on

    name, layer = split_layer(file)
    try:
        format_of(name)
    except NetworkFileError as problem:
        raise CallError(f"{file} {problem}") from None
    try:
        return report_on(read_own_network(Path(name), Mode(mode), layer))
    except NoFileError as problem:
        raise CallError(f"{name} {problem}") from None


@contextmanager
def _naming(file: str) -> Iterator[None]:
    """Put the name of a file before what is wrong with it."""
    try:
        yield
    except ValueProblem as problem:
        raise NetworkFileError(f"{file}: {problem.message}", problem.help) from None
