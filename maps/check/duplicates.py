"""Rows that say what another row says already."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import combinations
from typing import Any
from urllib.parse import urlsplit

from geo.errors import Finding, Level
from maps.case.rows import EventRow
from maps.check.survey import Survey

RULE = "duplicate"
#: How alike the titles of two events of one day and place must be (0-100).
LIKENESS = 90.0


def find_duplicates(survey: Survey) -> Iterator[Finding]:
    """
    Find rows that stand twice: events, claims, flows, services, links, sources, actors.

    Parameters
    ----------
    survey
        What is checked.

    Yields
    ------
    Finding
        A warning at the later of two rows: events of one date, place, link and journey with
        titles that are nearly the same; claims, flows, services and links whose cells are the
        same but for id, note and who says it; sources of one address, actors of one name, kind
        and role.
    """
    case = survey.case
    yield from _events(case.events)
    for kind, rows, columns in (
        ("claim", case.claims, ("subject", "field", "value", "source", "certainty", "locator",
                                   "phrase")),
        ("flow", case.flows, ("period", "origin", "destination", "mode", "purpose", "measure",
                              "part_of", "value", "source")),
        ("link", case.links, ("name", "mode", "stops", "geometry", "via", "avoid")),
        ("service", case.services, ("link", "kind", "status", "period", "operator", "source")),
    ):  # fmt: skip
        yield from _same(kind, rows, columns)
    yield from _one_key("source", case.sources, "url", lambda row: _page(row.url))
    yield from _one_key(
        "actor", case.actors, "name", lambda row: f"{row.kind} {_plain(row.name)} {row.role}"
    )


def _same(kind: str, rows: Sequence[Any], columns: Sequence[str]) -> Iterator[Finding]:
    """Report rows with the same cells as an earlier one."""
    first: dict[tuple[Hashable, ...], Any] = {}
    for row in rows:
        key = tuple(getattr(row, column) for column in columns)
        other = first.setdefault(key, row)
        if other is not row:
            yield _finding(row, other, f"{kind}:{row.id}", f"{kind} {other.id} says the same")


def _one_key(
    kind: str, rows: Sequence[Any], column: str, key: Callable[[Any], str]
) -> Iterator[Finding]:
    """Report rows with the same key as an earlier one; an empty key is none."""
    first: dict[str, Any] = {}
    for row in rows:
        other = first.setdefault(key(row), row)
        if key(row) and other is not row:
            yield _finding(
                row, other, f"{kind}:{row.id}", f"{kind} {other.id} has the same {column}"
            )


def _events(rows: Sequence[EventRow]) -> Iterator[Finding]:
    """Report events that seem to be one."""
    from rapidfuzz import fuzz  # noqa: PLC0415 - for this check alone

    groups: dict[tuple[str, ...], list[EventRow]] = defaultdict(list)
    for row in rows:
        if row.date:
            groups[row.date.text, row.place, row.link, row.journey].append(row)
    for group in groups.values():
        told = set()
        for one, other in combinations(group, 2):
            if other.id in told or one.persons != other.persons:
                continue
            if fuzz.ratio(_plain(one.title), _plain(other.title), score_cutoff=LIKENESS):
                told.add(other.id)
                said = f"event {one.id} has the same date and place and nearly the same title"
                yield _finding(other, one, f"event:{other.id}", said)


def _page(url: str) -> str:
    """Give the address of a page; empty for that of a whole site, which many pages may share."""
    parts = urlsplit(url)
    return url.rstrip("/") if parts.path.strip("/") or parts.query else ""


def _plain(title: str) -> str:
    """Make case and white space of no matter."""
    return " ".join(title.casefold().split())


def _finding(row: Any, other: Any, subject: str, said: str) -> Finding:
    """Report a row that says what another says."""
    help_ = "keep one of them; what the other adds can stand beside it as a claim or alias"
    return Finding(row.where, "id", f"{said} ({other.where})", help_, Level.WARNING, RULE, subject)
