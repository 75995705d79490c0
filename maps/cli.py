"""The command line: `waybook` and its commands."""

# each command imports what it needs, so that `--help` answers at once; results are printed
# ruff: noqa: PLC0415, T201

import gc
import os
import signal
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from geo.errors import WaybookError
from maps.diff_command import diff
from maps.export.paper import Theme
from maps.geocode_command import geocode
from maps.network_commands import app as network_app
from maps.route_command import PlaceCommand, route
from maps.sources_command import sources
from maps.terminal import DATA_AT_FAULT, faults, print_lines, progress, tell, tell_fault
from maps.watch_command import watch

# without a markup mode typer leaves rich alone: quick to start, and usage errors are plain text
app = typer.Typer(
    name="waybook",
    help="Make maps of transport routes and what happened on them, from plain, sourced tables.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


class FindingFormat(StrEnum):
    """How `check` prints."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"


class TableFormat(StrEnum):
    """How `places` prints."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


class SchemaFormat(StrEnum):
    """What `schema` prints."""

    JSON_SCHEMA = "jsonschema"
    DATAPACKAGE = "datapackage"


CaseFolder = Annotated[Path, typer.Argument(metavar="CASE", help="Folder of the case.")]


def main() -> None:
    """Run the command line; the entry point of the command `waybook`."""
    if hasattr(signal, "SIGPIPE"):
        # a reader that has seen enough (`| head`) ends the command without a word
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    for stream in (sys.stdout, sys.stderr):
        # a terminal that cannot show a character gets its code instead of a crash
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    # the process is short and frees all at its end: looking for garbage is a tenth of a build
    gc.set_threshold(200_000)
    app(prog_name="waybook")


def _print_version(wanted: bool) -> None:
    """Print the version and leave."""
    if wanted:
        from maps.version import read_version

        print(f"waybook {read_version()}")
        raise typer.Exit


@app.callback()
def options(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version.", callback=_print_version, is_eager=True
        ),
    ] = False,
) -> None:
    """Make maps of transport routes and what happened on them, from plain, sourced tables."""


@app.command()
def build(  # noqa: PLR0913 - one parameter an option
    cases: Annotated[list[Path], typer.Argument(metavar="CASE", help="Folders of cases.")],
    *,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where the maps go.")] = Path("out"),
    only: Annotated[
        str, typer.Option(metavar="KIND,...", help="Make only these: html,svg,pdf,...")
    ] = "",
    paper: Annotated[
        str, typer.Option(metavar="SIZE", help="Paper of what is printed: a4, a3-landscape, ...")
    ] = "a4",
    theme: Annotated[Theme, typer.Option(help="Colours of what is printed.")] = Theme.LIGHT,
    dpi: Annotated[int, typer.Option(min=36, max=1200, help="Pixels an inch of pictures.")] = 200,
    profile: Annotated[
        str, typer.Option(metavar="NAME", help="Let out only what this profile of the case does.")
    ] = "",
    key_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Key by which the profile moves positions.")
    ] = None,
    verify: Annotated[
        bool, typer.Option("--verify", help="Rebuild and compare with what stands in DIR.")
    ] = False,
) -> None:
    """
    Build maps into DIR/<name of the case>/.

    What stands there and was not built by waybook is left alone. With --verify nothing that
    stands there is replaced: it is compared, and a difference is a fault.

    Exit 0: all built. 1: a case has faults, one line each on standard error; what was built
    before stays as it is. 2: the call is at fault.
    """
    from maps.build import Wanted, build_edition, read_atlas
    from maps.export.paper import PrintStyle, paper_named
    from maps.output import targets
    from maps.products import products_named
    from maps.profile.key import read_key, refuse_inside
    from maps.profile.release import Edition

    with faults():
        size, lie = paper_named(paper)
        style = PrintStyle(paper=size, orientation=lie, theme=theme, dpi=dpi)
        wanted = Wanted(products_named(only), style, verify)
        jobs = targets(cases, out)
        refuse_inside(key_file, [*(job.folder for job in jobs), *(job.out for job in jobs)])
        key = read_key(key_file, os.environ)
        atlas = read_atlas()
    exits = set()
    for case, folder, target in jobs:
        before = f"{case}/" if len(jobs) > 1 else ""
        try:
            edition = Edition(folder, profile, key)
            with progress(f"{case}", len(wanted.kinds) + 1) as told:
                built = build_edition(edition, target, atlas=atlas, wanted=wanted, told=told)
        except WaybookError as error:
            exits.add(tell_fault(error, before))
        else:
            tell(f"{before}{line}" for line in built.remarks)
            print_lines(map(str, built.files))
    if exits:
        raise typer.Exit(max(exits))


@app.command()
def check(
    case: CaseFolder,
    *,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit 1 on warnings, not on errors alone.")
    ] = False,
    format: Annotated[  # noqa: A002 - the option's own name
        FindingFormat, typer.Option(help="How the findings are printed.")
    ] = FindingFormat.TEXT,
) -> None:
    """
    Name what a reader would trip over.

    Exit 0: no errors. 1: errors (or warnings, with --strict). 2: the call is at fault.
    """
    from maps.build import read_atlas, read_findings
    from maps.check.report import advice, as_json, as_text, fails, summary
    from maps.check.sarif import as_sarif
    from maps.output import case_folder

    with faults():
        findings = read_findings(case_folder(case), read_atlas())
    if format is FindingFormat.JSON:
        print(as_json(findings))
    elif format is FindingFormat.SARIF:
        print(as_sarif(findings, case_folder(case)))
    else:
        print_lines([*as_text(findings), *advice(findings)])
    tell([f"{case}: {summary(findings)}"])
    if fails(findings, strict=strict):
        raise typer.Exit(DATA_AT_FAULT)


@app.command()
def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to write.")],
    *,
    xlsx: Annotated[
        bool, typer.Option("--xlsx", help="Write the tables as one workbook, case.xlsx.")
    ] = False,
) -> None:
    """
    Write a worked case to begin with.

    DIR is new or empty.
    """
    from maps.new import write_new_case

    with faults():
        files = write_new_case(folder, workbook=xlsx)
    print_lines(map(str, files))
    tell([f"next: waybook build {folder}"])


@app.command()
def convert(
    source: Annotated[Path, typer.Argument(metavar="A", help="Folder of a case, or an .xlsx.")],
    target: Annotated[Path, typer.Argument(metavar="B", help="New folder, or a new .xlsx.")],
) -> None:
    """
    Turn a case into a workbook, or back.

    Nothing is lost: a workbook carries case.toml, geometry and pictures in its sheet x_files.

    Exit 0: written. 1: tables that cannot be taken apart, a line each. 2: the call is at fault.
    """
    from maps.convert import convert as convert_case

    with faults():
        files, remarks = convert_case(source, target)
    tell(remarks)
    print_lines(map(str, files))


@app.command()
def places(
    case: CaseFolder,
    *,
    format: Annotated[  # noqa: A002 - the option's own name
        TableFormat, typer.Option(help="How the places are printed.")
    ] = TableFormat.TABLE,
) -> None:
    """
    List places, with position and why.

    Exit 0: every place is settled. 1: some are not, one line each on standard error; the list
    holds the others. 2: the call is at fault.
    """
    from maps.build import read_atlas, read_places
    from maps.listing import as_csv, as_json, as_table
    from maps.output import case_folder

    writers = {TableFormat.TABLE: as_table, TableFormat.JSON: as_json, TableFormat.CSV: as_csv}
    with faults():
        found, problems = read_places(case_folder(case), read_atlas())
    print(writers[format](found), end="")
    tell(map(str, problems))
    if problems:
        raise typer.Exit(DATA_AT_FAULT)


@app.command()
def schema(
    case: Annotated[
        Path | None, typer.Argument(metavar="[CASE]", help="Describe the tables of this case.")
    ] = None,
    *,
    format: Annotated[  # noqa: A002 - the option's own name
        SchemaFormat, typer.Option(help="What is printed.")
    ] = SchemaFormat.JSON_SCHEMA,
) -> None:
    """
    Print what the tables hold, for other programs.

    With CASE and --format datapackage: a descriptor to be kept beside the tables as
    datapackage.json, against which `frictionless validate` holds them.

    Exit 0: printed. 1: a table cannot be read. 2: the call is at fault.
    """
    import json

    from maps.output import case_folder
    from maps.schema import data_package, json_schema

    with faults():
        folder = case_folder(case) if case else None
        package = format is SchemaFormat.DATAPACKAGE
        described = data_package(folder) if package else json_schema()
    print(json.dumps(described, ensure_ascii=False, indent=2))


app.command(cls=PlaceCommand)(geocode)
app.command(cls=PlaceCommand)(route)
app.command()(sources)
app.command()(watch)
app.command()(diff)
app.add_typer(network_app, name="network")
