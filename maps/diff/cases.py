"""Two versions of a case, compared as a whole."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from geo.errors import CaseError, Finding
from maps.build import Atlas, chart, find_places
from maps.case.read import Reading
from maps.case.tables import TABLES
from maps.charted import Charted
from maps.check.run import check_case
from maps.diff.derived import (
    line_differences,
    needs_lines,
    place_differences,
    state_differences,
)
from maps.diff.difference import GROUPS, Comparison, Difference
from maps.diff.findings import finding_differences
from maps.diff.matching import Pair, match_rows, pair_of
from maps.diff.rows import row_differences
from maps.diff.settings import settings_differences
from maps.diff.sides import fault_notes, side_of
from maps.diff.wording import sentence


class Compared(NamedTuple):
    """
    Two versions of a case, and how they differ.

    Attributes
    ----------
    comparison
        The differences.
    pair
        The versions.
    charted
        Both with their places and, where these may differ or are wanted, their lines; empty where
        nothing differs or one of them has faults.
    """

    comparison: Comparison
    pair: Pair
    charted: tuple[Charted, ...] = ()


def compare_cases(
    before: Reading,
    after: Reading,
    called: tuple[str, str],
    *,
    atlas: Atlas,
    drawn: bool = False,
) -> Compared:
    """
    Tell how two versions of a case differ.

    Parameters
    ----------
    before, after
        What could be read of them, drafts included.
    called
        What the one and the other are called.
    atlas
        What names and lines are looked up in; lines are built only where they may differ.
    drawn
        Whether the lines are wanted in any case.

    Returns
    -------
    Compared
        The differences in the order of `GROUPS`; what follows from a row stands behind it.
    """
    pair = pair_of(side_of(called[0], before), side_of(called[1], after))
    told = [*settings_differences(pair), *row_differences(pair, match_rows(pair))]
    notes = [*fault_notes((pair.before, pair.after)), *_unread_notes(pair)]
    if not (before.errors or after.errors):
        told += state_differences(pair)
    charted: tuple[Charted, ...] = ()
    if (told or drawn) and not notes:
        lines = drawn or needs_lines(told, (before.case, after.case))
        charted, notes = _both_charted(pair, atlas, lines=lines)
        told += _derived(pair, *charted) if charted else []
    comparison = Comparison(
        before=called[0], after=called[1], differences=_in_order(told), notes=tuple(notes)
    )
    return Compared(comparison, pair, charted)


def _unread_notes(pair: Pair) -> list[str]:
    """Name the tables that one of the versions could not read."""
    return [
        f"{table}.csv of {side.label} could not be read: nothing is said of its rows."
        for side in (pair.before, pair.after)
        for table in TABLES
        if side.unread(table)
    ]


def _in_order(told: Sequence[Difference]) -> tuple[Difference, ...]:
    """Put differences in the order of the groups, those of one row into one sentence."""
    first: dict[tuple[str, str], int] = {}
    for at, one in enumerate(told):
        first.setdefault((one.group, one.ref), at)
    order = list(GROUPS)
    ranked = sorted(told, key=lambda one: (order.index(one.group), first[one.group, one.ref]))
    merged: list[Difference] = []
    for one in ranked:
        if merged and _of_one_row(merged[-1], one):
            merged[-1] = _together(merged[-1], one)
        else:
            merged.append(one)
    return tuple(merged)


def _of_one_row(one: Difference, other: Difference) -> bool:
    """Tell whether two differences are what has changed of one row."""
    headings = one.heading, other.heading
    same = all(headings) and max(headings, key=len).startswith(min(headings, key=len))
    return same and (one.group, one.ref) == (other.group, other.ref)


def _together(one: Difference, other: Difference) -> Difference:
    """Say two differences in one sentence."""
    parts = *one.parts, *other.parts
    told = sentence(one.heading, parts)
    return replace(one, sentence=told, parts=parts, fields=(*one.fields, *other.fields))


def _both_charted(
    pair: Pair, atlas: Atlas, *, lines: bool
) -> tuple[tuple[Charted, ...], list[str]]:
    """Find places and lines of both versions, or say of which one that cannot be done."""
    charted, notes = [], []
    for side in (pair.before, pair.after):
        try:
            charted.append(_charted(side.reading, atlas, lines=lines))
        except CaseError as error:
            notes.append(_fault_note(side.label, error.findings))
    return (() if notes else tuple(charted)), notes


def _derived(pair: Pair, old: Charted, new: Charted) -> list[Difference]:
    """Tell what follows from the rows."""
    return [
        *place_differences(pair, old.places, new.places),
        *line_differences(pair, old.routes, new.routes),
        *finding_differences(pair, old.findings, new.findings),
    ]


def _charted(reading: Reading, atlas: Atlas, *, lines: bool) -> Charted:
    """Find the places of a version and, where they may differ, its lines; check the whole."""
    if lines:
        return chart(reading.case, atlas)
    places, problems = find_places(reading.case, atlas)
    if problems:
        raise CaseError(problems)
    findings = check_case(reading.case, places, ())
    return Charted(case=reading.case, places=tuple(places), routes=(), findings=tuple(findings))


def _fault_note(label: str, findings: Sequence[Finding]) -> str:
    """Say that places or lines of a version cannot be settled."""
    more = f", and {len(findings) - 1} more that waybook check tells" if len(findings) > 1 else ""
    return (
        f"{label} cannot be built, so that lines, positions and checks are not compared: "
        f"{findings[0]}{more}."
    )
