"""The ledger: one line a source, with its copies and all that rests on it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from geo.errors import NoFileError, ValueProblem
from maps.case.case import Case
from maps.case.rows import SourceRow
from maps.case.source_files import digest
from maps.case.tables import TABLES, rows_of
from maps.sources.archives import Archived
from maps.sources.liveness import Liveness


class FileState(StrEnum):
    """What became of the local copy of a source."""

    NOT_NAMED = "not named"
    MISSING = "missing"
    UNREADABLE = "unreadable"
    UNCHECKED = "no checksum stated"
    UNCHANGED = "unchanged"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """
    A source with what is known of its copies, and what rests on it.

    Attributes
    ----------
    row
        Its row.
    file_state
        What became of the file that the row names.
    sha256
        Of that file as it is now; empty where it cannot be read.
    archived
        Further copies that an archive's own list knows; not in the case yet.
    liveness
        What its address answered, where that was asked.
    rests
        What names it as a source, as `kind:id` in the order of the tables, claims last.
    """

    row: SourceRow
    file_state: FileState = FileState.NOT_NAMED
    sha256: str = ""
    archived: tuple[Archived, ...] = ()
    liveness: Liveness = Liveness()
    rests: tuple[str, ...] = ()


def read_ledger(
    case: Case, folder: Path, archived: Mapping[str, Sequence[Archived]]
) -> list[LedgerLine]:
    """
    Draw up the ledger of a case.

    Parameters
    ----------
    case
        The case.
    folder
        Its folder, in which the files of the sources lie.
    archived
        Copies by the address that they are of, as `maps.sources.archives.by_address` gives them.

    Returns
    -------
    list of LedgerLine
        In the order of `sources.csv`; empty without sources. No address is asked.
    """
    rests = _rests(case)
    lines = []
    for row in case.sources:
        state, sha256 = _file_state(folder, row)
        known = [copy for copy in archived.get(row.url, ()) if copy.copy_url != row.archive_url]
        lines.append(
            LedgerLine(
                row=row,
                file_state=state,
                sha256=sha256,
                archived=tuple(known),
                rests=tuple(rests.get(row.id, ())),
            )
        )
    return lines


def with_copy(line: LedgerLine) -> SourceRow:
    """
    Give a source as it is cited.

    Parameters
    ----------
    line
        Of the ledger.

    Returns
    -------
    SourceRow
        The row; where it names no archived copy, with the first that an archive's list knows.
    """
    if line.row.archive_url or not line.archived:
        return line.row
    return replace(line.row, archive_url=line.archived[0].copy_url)


def _file_state(folder: Path, row: SourceRow) -> tuple[FileState, str]:
    """Hold the file of a source against its checksum."""
    if not row.file:
        return FileState.NOT_NAMED, ""
    try:
        found = digest(folder, row.file)
    except NoFileError:
        return FileState.MISSING, ""
    except ValueProblem:
        return FileState.UNREADABLE, ""
    if not row.sha256:
        return FileState.UNCHECKED, found
    return (FileState.UNCHANGED if found == row.sha256 else FileState.CHANGED), found


def _rests(case: Case) -> dict[str, list[str]]:
    """List what names each source, by the id of the source."""
    found: dict[str, list[str]] = {}
    for table in sorted(TABLES, key=lambda name: name == "claims"):
        for row in rows_of(case, table):
            source = getattr(row, "source", "")
            if source:
                found.setdefault(source, []).append(f"{_kind(table)}:{_name(row)}")
    return found


def _kind(table: str) -> str:
    """Name what a row of a table is, as the subject of a claim is written."""
    return {"media": "media", "journeys": "journey"}.get(table, table.removesuffix("s"))


def _name(row: object) -> str:
    """Give the id of a row, of a picture its file."""
    return str(getattr(row, "id", "") or getattr(row, "file", ""))


def counted(rests: Sequence[str]) -> str:
    """
    Count what rests on a source, by kind.

    Parameters
    ----------
    rests
        As a line of the ledger has them.

    Returns
    -------
    str
        `12 events, 3 claims`; “nothing” where nothing does.
    """
    return ", ".join(_counts(rests)) or "nothing"


def _counts(rests: Sequence[str]) -> Iterator[str]:
    """Count by kind, in the order of first mention."""
    kinds = [each.partition(":")[0] for each in rests]
    for kind in dict.fromkeys(kinds):
        number = kinds.count(kind)
        ending = "" if number == 1 or kind == "media" else "s"
        yield f"{number} {kind}{ending}"
