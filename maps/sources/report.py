"""The ledger of sources as a table, as JSON and as CSV."""

from collections.abc import Sequence

from maps.cells import Value, csv_text, json_text, table_text
from maps.sources.ledger import LedgerLine, counted

COLUMNS = (
    "id",
    "published",
    "rests",
    "link",
    "checked",
    "file",
    "url",
    "archive_url",
    "title",
)


def _row(line: LedgerLine) -> dict[str, Value]:
    """Give what a table tells of a source."""
    row, alive = line.row, line.liveness
    found = [copy.copy_url for copy in line.archived]
    return {
        "id": row.id,
        "title": row.title,
        "published": row.published.text,
        "url": row.url or "no address known",
        "archive_url": row.archive_url or (f"not in the case: {found[0]}" if found else "none"),
        "file": f"{row.file}: {line.file_state}" if row.file else "",
        "checked": row.checked.text,
        "link": f"{alive.answer} ({alive.says})" if alive.says else alive.answer,
        "rests": counted(line.rests),
    }


def as_table(lines: Sequence[LedgerLine]) -> str:
    """
    Write the ledger for people.

    Parameters
    ----------
    lines
        In the order to list.

    Returns
    -------
    str
        Columns side by side under a header line.
    """
    return table_text(COLUMNS, [_row(line) for line in lines])


def as_csv(lines: Sequence[LedgerLine]) -> str:
    """
    Write the ledger for spreadsheets.

    Parameters
    ----------
    lines
        In the order to list.

    Returns
    -------
    str
        A header line, one line a source; a cell that would run as a formula is made inert.
    """
    return csv_text(COLUMNS, [_row(line) for line in lines])


def as_json(lines: Sequence[LedgerLine]) -> str:
    """
    Write the ledger for machines.

    Parameters
    ----------
    lines
        In the order to list.

    Returns
    -------
    str
        A list of objects: `id`, `title`, `publisher`, `published`, `url`, `archive_url`, `file`
        with `state` and `sha256` as it is now, `checked`, `link` with `answer` and `says`,
        `archived` (copies that are not in the case), `rests` (`kind:id`).
    """
    return json_text([_object(line) for line in lines], indent=2) + "\n"


def _object(line: LedgerLine) -> dict[str, object]:
    """Give what JSON tells of a source."""
    row = line.row
    return {
        "id": row.id,
        "title": row.title,
        "publisher": row.publisher,
        "published": row.published.text,
        "url": row.url,
        "archive_url": row.archive_url,
        "file": {"name": row.file, "state": line.file_state, "sha256": line.sha256},
        "checked": row.checked.text,
        "link": {"answer": line.liveness.answer, "says": line.liveness.says},
        "archived": [
            {"url": copy.copy_url, "day": copy.day, "status": copy.status, "sha256": copy.sha256}
            for copy in line.archived
        ],
        "rests": list(line.rests),
    }
