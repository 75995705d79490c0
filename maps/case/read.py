"""A case folder into a `Case`: everything is read, every complaint collected, raised once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from geo.errors import CaseError, Finding, Level, Where
from geo.records import Records, to_records
from maps.case.actors import check_actors
from maps.case.case import Case
from maps.case.claims import SUBJECT_TABLES, check_claims
from maps.case.dates import check_dates
from maps.case.folder import SETTINGS, read_names, read_sheets, read_text
from maps.case.journeys import check_journeys
from maps.case.known import KnownIds, known_ids
from maps.case.links import check_links
from maps.case.media import check_media, read_pictures
from maps.case.network_files import find_networks
from maps.case.positions import check_positions
from maps.case.references import check_cycles, check_references, check_unique
from maps.case.settings import Settings
from maps.case.settings_checks import check_settings
from maps.case.shapes import read_geometries
from maps.case.source_files import read_source_files
from maps.case.tables import REFERRED, TABLES, attribute, file_order, rows_of
from maps.case.toml import Read, parse_settings
from routes.own.formats import split_layer


@dataclass(frozen=True, slots=True)
class Reading:
    """
    What could be read of a case folder.

    Attributes
    ----------
    case
        With the default in the place of every cell that could not be read.
    findings
        All that the reader has to say, errors among it or not.
    known
        The ids of the case, and those that may be in what could not be read.
    """

    case: Case
    findings: tuple[Finding, ...]
    known: KnownIds

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Give the findings that keep the case from being built."""
        return tuple(finding for finding in self.findings if finding.level is Level.ERROR)


def read_case(folder: Path) -> Case:
    """
    Read a case folder and check what one row says about another.

    Parameters
    ----------
    folder
        The case folder; its name is the id of the case, and its title where none is given.

    Returns
    -------
    Case
        Rows in the order of their files; `warnings` has what could be lived with.

    Raises
    ------
    CallError
        The folder is not there, is not a folder, or cannot be read.
    CaseError
        At least one finding of level `error`; it has all findings of the whole case, in the
        order of the tables in the contract, and of lines.
    """
    reading = read_what_can_be(folder)
    if reading.errors:
        raise CaseError(reading.findings)
    return reading.case


def read_what_can_be(folder: Path) -> Reading:
    """
    Read a case folder as far as it can be read.

    Parameters
    ----------
    folder
        As in `read_case`.

    Returns
    -------
    Reading
        The case, and the faults that `read_case` would refuse it for.

    Raises
    ------
    CallError
        The folder is not there, is not a folder, or cannot be read.
    """
    settings = _read_settings(folder)
    sheets = read_sheets(folder, _files_named(settings.settings))
    records = {name: to_records(table, TABLES[name]) for name, table in sheets.tables.items()}
    case = _case(folder, settings.settings, records)
    geometries, shape_findings = read_geometries(folder, (*case.places, *case.links))
    pictures, picture_findings = read_pictures(folder, case.media)
    networks, network_findings = find_networks(folder, settings)
    taken = [finding for table in sheets.tables.values() for finding in table.findings]
    parsed = (finding for table in records.values() for finding in table.findings)
    read = [
        *settings.findings,
        *sheets.findings,
        *taken,
        *_not_told(taken, parsed),
        *shape_findings,
        *picture_findings,
        *read_source_files(folder, case.sources),
        *network_findings,
    ]
    known = known_ids(case, sheets.tables, sheets.unreadable)
    findings = [*read, *_not_told(read, _checks(case, known, settings))]
    findings = sorted(_with_subjects(findings, case), key=lambda finding: file_order(finding.where))
    case = replace(
        case,
        geometries=geometries,
        pictures=pictures,
        networks=networks,
        warnings=tuple(findings),
        lines=settings.lines,
    )
    return Reading(case, tuple(findings), known)


def _checks(case: Case, known: KnownIds, settings: Read) -> Iterator[Finding]:
    """Check what one row says about another."""
    yield from check_unique(case)
    yield from check_references(case, known)
    yield from check_cycles(case)
    yield from check_actors(case, known)
    yield from check_media(case, known)
    yield from check_claims(case, known)
    yield from check_dates(case)
    yield from check_journeys(case)
    yield from check_links(case)
    yield from check_positions(case.places)
    yield from check_settings(case, known, settings.lines)


def _not_told(told: list[Finding], more: Iterator[Finding]) -> Iterator[Finding]:
    """Give the findings about cells that could be read: the others have been told of."""
    cells = {(finding.where, finding.column) for finding in told if finding.level is Level.ERROR}
    return (finding for finding in more if (finding.where, finding.column) not in cells)


def _with_subjects(findings: list[Finding], case: Case) -> Iterator[Finding]:
    """Name the row that each finding is about, so that it can be acknowledged."""
    subjects: dict[Where, str] = {}
    for kind, table in SUBJECT_TABLES.items():
        named = REFERRED.get(table, "id")
        rows = rows_of(case, table)
        subjects |= {row.where: f"{kind}:{getattr(row, named)}" for row in rows}
    for finding in findings:
        subject = finding.subject or subjects.get(finding.where, "")
        yield replace(finding, subject=subject) if subject else finding


def _read_settings(folder: Path) -> Read:
    """Read `case.toml`; where it is absent, defaults serve."""
    if SETTINGS not in read_names(folder):
        return Read(Settings(where=Where(SETTINGS)), {}, ())
    try:
        return parse_settings(read_text(folder, SETTINGS), SETTINGS)
    except CaseError as error:
        return Read(Settings(where=Where(SETTINGS)), {}, error.findings)


def _files_named(settings: Settings) -> frozenset[str]:
    """Give the files of the case folder that the settings name."""
    networks = (split_layer(name)[0] for name in (settings.rail, settings.road, settings.sea))
    return frozenset({*networks, settings.basemap})


def _case(folder: Path, settings: Settings, records: Mapping[str, Records[Any]]) -> Case:
    """Put the records into a case, named after its folder."""
    name = folder.resolve().name
    titled = settings if settings.title else replace(settings, title=name)
    rows: dict[str, Any] = {attribute(table): r.rows for table, r in records.items()}
    return Case(id=name, settings=titled, **rows)
