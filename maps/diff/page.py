"""Differences as a page: the map of the second version, with what came, went and changed marked."""

from pathlib import PurePath

from geo.errors import CaseError, Finding, Where
from maps.case.case import Case
from maps.case.tables import TABLES, rows_of
from maps.diff.cases import Compared
from maps.diff.difference import GROUPS, Change, Comparison, Difference
from maps.diff.matching import Pair
from maps.diff.rows import ref_of
from maps.diff.union import union
from maps.page.render import render_page
from maps.page.revision import Revision, Told

_MARKS = {
    Change.ADDED: "added",
    Change.REMOVED: "removed",
    Change.CHANGED: "changed",
    Change.RENAMED: "changed",
}
#: What marks an entry wins over what stands behind it.
_ORDER = ("removed", "added", "changed")


def diff_page(compared: Compared) -> str:
    """
    Write differences as a page.

    Parameters
    ----------
    compared
        Two cases, drawn.

    Returns
    -------
    str
        HTML: the map of the second version with what the first has besides, marks on the map and
        in the list, and all sentences on top. The same for the same input.

    Raises
    ------
    CaseError
        One of the cases has faults, so that it cannot be drawn.
    """
    comparison, pair = compared.comparison, compared.pair
    if not compared.charted:
        where = Where("--format html")
        help_ = "both are drawn: name sound cases, or take another format"
        raise CaseError([Finding(where, "", note, help_) for note in comparison.notes])
    before, after = compared.charted
    charted = union(pair, before, after)
    shown = _shown(charted.case)
    return render_page(charted, revision_of(comparison, pair, shown))


def _shown(case: Case) -> frozenset[str]:
    """Name what has an entry on the page of a case."""
    tables = (table for table in TABLES if table not in {"claims", "media"})
    return frozenset(ref_of(table, row) for table in tables for row in rows_of(case, table))


def revision_of(comparison: Comparison, pair: Pair, shown: frozenset[str]) -> Revision:
    """
    Settle what a page tells and marks.

    Parameters
    ----------
    comparison
        The differences.
    pair
        The versions.
    shown
        `kind:id` of what has an entry on the page.

    Returns
    -------
    Revision
        A claim marks what it is about; what `check` finds marks nothing.
    """
    groups: list[tuple[str, tuple[Told, ...]]] = []
    marks: dict[str, str] = {}
    for group, differences in comparison.by_group.items():
        told = [_told(one, pair, shown) for one in differences]
        groups.append((GROUPS[group], tuple(told)))
        if group != "findings":
            for one, difference in zip(told, differences, strict=True):
                mark = _mark_of(difference, pair)
                marks[one.ref] = min(mark, marks.get(one.ref, mark), key=_ORDER.index)
    marks.pop("", "")
    return Revision(
        before=_called(comparison.before),
        after=_called(comparison.after),
        count=comparison.count,
        groups=tuple(groups),
        marks=marks,
        notes=comparison.notes,
    )


def _told(difference: Difference, pair: Pair, shown: frozenset[str]) -> Told:
    """Give a sentence with the entry that it leads to."""
    about = _about(difference, pair)
    ref = about.replace(":", "-", 1) if about in shown else ""
    return Told(difference.sentence, ref, _MARKS[difference.change])


def _about(difference: Difference, pair: Pair) -> str:
    """Name what a difference is about: of a claim its subject, of a leg its journey."""
    if difference.group != "claims":
        return difference.ref
    name = difference.ref.partition(":")[2]
    sides = (pair.after, pair.before)
    row = next((row for side in sides if (row := side.names.row("claims", name))), None)
    subject = row.subject if row else ""
    kind, _, journey = subject.partition(":")
    legs = {leg.id: leg.journey for side in sides for leg in side.reading.case.legs}
    return f"journey:{legs[journey]}" if kind == "journey" and journey in legs else subject


def _mark_of(difference: Difference, pair: Pair) -> str:
    """Give the mark of an entry: a claim, or a leg of a journey, that came has changed it."""
    name = difference.ref.partition(":")[2]
    sides = (pair.before, pair.after)
    in_part = difference.group == "claims" or (
        difference.group == "journeys"
        and all(any(leg.journey == name for leg in side.reading.case.legs) for side in sides)
    )
    return "changed" if in_part else _MARKS[difference.change]


def _called(version: str) -> str:
    """Name a version as it may leave the house: of an absolute path the name alone."""
    path = PurePath(version)
    return path.name if path.is_absolute() else version
