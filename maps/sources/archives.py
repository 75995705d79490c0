"""Copies that others keep: the tables that Bellingcat's auto-archiver writes."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from geo.columns import web_address
from geo.encodings import decode
from geo.errors import CaseError, Finding, ValueProblem, Where
from geo.files import read_inside
from geo.tables import Table, parse_table

#: Columns of the sheet that auto-archiver fills in, as it names them unless told otherwise.
SHEET = ("link", "archive location")
_DATE, _STATUS, _HASH = "archive date", "archive status", "hash"
#: Columns of its CSV database: three records as Python writes them.
DATABASE = ("status", "metadata", "media")
_ADDRESS = re.compile(r"https?://[^\s'\"<>\\\])}]+")
_OF_PAGE = re.compile(r"['\"]url['\"]: ['\"](https?://[^'\"]+)['\"]")
_URLS = re.compile(r"['\"]urls['\"]: \[([^\]]*)\]")
_SHA256 = re.compile(r"\b(?:SHA-?256:)?([0-9a-fA-F]{64})\b")


@dataclass(frozen=True, slots=True)
class Archived:
    """
    A copy of a page.

    Attributes
    ----------
    url
        The page.
    copy_url
        The copy.
    day
        When it was made, as the table has it; may be empty.
    status
        What the archiver said of it; may be empty.
    sha256
        Of the copy, where the table has one.
    """

    url: str
    copy_url: str
    day: str = ""
    status: str = ""
    sha256: str = ""


def read_archived(path: Path) -> tuple[Archived, ...]:
    """
    Read a table of auto-archiver: its sheet saved as CSV, or its CSV database.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    tuple of Archived
        In the order of the file; rows without a page or a copy are left out.

    Raises
    ------
    CaseError
        Not there, not a table, or one without the columns of either form.
    """
    try:
        text = decode(read_inside(path.parent, path.name), path.name)
    except ValueProblem as problem:
        finding = Finding(Where(path.name), "", problem.message, problem.help, rule="file")
        raise CaseError([finding]) from None
    return parse_archived(parse_table(text, path.name, {*SHEET, *DATABASE}))


def parse_archived(table: Table) -> tuple[Archived, ...]:
    """
    Take copies out of a table of auto-archiver.

    Parameters
    ----------
    table
        Its sheet, or its CSV database; names of columns in any case.

    Returns
    -------
    tuple of Archived
        In the order of the rows; each page and copy once.

    Raises
    ------
    CaseError
        The columns of neither form.

    Notes
    -----
    The CSV database holds Python's own notation, which is searched for addresses and never run.
    """
    header = [cell.casefold() for cell in table.header.cells]
    rows = [dict(zip(header, row.cells, strict=True)) for row in table.rows]
    if set(SHEET) <= set(header):
        found = [copy for row in rows for copy in _of_sheet(row)]
    elif set(DATABASE) <= set(header):
        found = [copy for row in rows for copy in _of_database(row)]
    else:
        message = f"has neither the columns {', '.join(SHEET)} nor {', '.join(DATABASE)}"
        help_ = "save auto-archiver’s sheet as CSV, or give its CSV database"
        raise CaseError([Finding(Where(table.file), "", message, help_, rule="archived")])
    return tuple(dict.fromkeys(found))


def by_address(copies: tuple[Archived, ...]) -> Mapping[str, list[Archived]]:
    """
    Order copies by the page that they are of.

    Parameters
    ----------
    copies
        Any.

    Returns
    -------
    Mapping
        Copies by address, in their order.
    """
    found: dict[str, list[Archived]] = {}
    for copy in copies:
        found.setdefault(copy.url, []).append(copy)
    return found


def _of_sheet(row: Mapping[str, str]) -> Iterator[Archived]:
    """Take the copies out of a row of the sheet; a cell may hold several."""
    url = row["link"]
    sha256 = _SHA256.search(row.get(_HASH, ""))
    for address in _ADDRESS.findall(row["archive location"]):
        if _sound(url) and _sound(address):
            digest = sha256[1].lower() if sha256 else ""
            yield Archived(url, address, row.get(_DATE, ""), row.get(_STATUS, ""), digest)


def _of_database(row: Mapping[str, str]) -> Iterator[Archived]:
    """Take the copies out of a row of the CSV database."""
    page = _OF_PAGE.search(row["metadata"])
    day = re.search(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}", row["metadata"])
    if not page:
        return
    for listed in _URLS.findall(row["media"]):
        for address in _ADDRESS.findall(listed):
            if _sound(page[1]) and _sound(address):
                yield Archived(page[1], address, day[0] if day else "", row["status"])


def _sound(url: str) -> bool:
    """Tell whether a text is a web address."""
    try:
        return bool(web_address(url))
    except ValueProblem:
        return False
