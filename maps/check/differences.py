"""Claims whose value and that of the editor's own row cannot both hold."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from geo.columns import Column, columns_of
from geo.dates import FuzzyDate
from geo.errors import Finding, Level, ValueProblem
from geo.evidence import Certainty, Evidence
from geo.places import Place
from geo.quantities import Quantity
from maps.case.case import Case
from maps.case.claims import SUBJECT_TABLES
from maps.case.rows import ClaimRow, Subject
from maps.case.tables import TABLES, rows_of
from routes.route import Route

RULE = "differs"
DENIED_RULE = "denied"
#: Columns that say how a row was written, not what is so: these may differ freely.
OWN_WORDS = frozenset(
    {"note", "summary", "date_text", "date_basis", "published_basis"}
) | frozenset(columns_of(Evidence))


def find_differences(
    case: Case,
    places: Sequence[Place],  # noqa: ARG001 - every check is called alike
    routes: Sequence[Route],  # noqa: ARG001
) -> Iterator[Finding]:
    """
    Find claims that exclude the value of the row that they are about, or deny it.

    Parameters
    ----------
    case, places, routes
        What is checked.

    Yields
    ------
    Finding
        A warning at the claim, with both values.

    Notes
    -----
    Dates exclude each other when they share no day, quantities when their bounds do not meet,
    places when neither lies within the other, all else when the texts differ. An empty value
    excludes nothing. A journey is compared only where it has one leg: what is said of the whole
    says nothing of a part.
    """
    rows = _subjects(case)
    parents = {row.id: row.within for row in case.places}
    for claim in case.claims:
        columns = columns_of(TABLES[SUBJECT_TABLES[claim.subject.partition(":")[0]]])
        row = rows.get(claim.subject)
        if row is None:
            continue
        if not claim.field:
            yield from _denial(claim, row)
        elif claim.field in columns and claim.field not in OWN_WORDS and claim.value:
            yield from _difference(claim, row, columns[claim.field], parents)


def _subjects(case: Case) -> dict[str, Any]:
    """Give the row that each subject means, where it is one row."""
    rows = {
        f"{kind}:{row.id}": row
        for kind, table in SUBJECT_TABLES.items()
        if kind is not Subject.JOURNEY
        for row in rows_of(case, table)
    }
    legs = Counter(leg.journey for leg in case.legs)
    rows |= {f"journey:{leg.journey}": leg for leg in case.legs if legs[leg.journey] == 1}
    return rows | {f"journey:{leg.id}": leg for leg in case.legs}


def _denial(claim: ClaimRow, row: Any) -> Iterator[Finding]:
    """Report a row that a source denies as a whole."""
    if claim.certainty is Certainty.DENIED:
        yield _finding(claim, "subject", f"{claim.subject} ({row.where}) is denied", DENIED_RULE)


def _difference(
    claim: ClaimRow, row: Any, column: Column, parents: Mapping[str, str]
) -> Iterator[Finding]:
    """Report a claim whose value and the row's cannot both hold, or that denies the row's."""
    own = getattr(row, column.attribute)
    if own in (None, "", ()) or not (own or isinstance(own, int | float)):
        return
    other = _parsed(column, claim.value)
    excludes = _excludes(own, other, _place_test(column, parents))
    shown = f"{claim.field} of {claim.subject}"
    if claim.certainty is Certainty.DENIED and not excludes:
        message = f"{shown}: “{claim.value}” is denied, {row.where} has “{_cell(own)}”"
        yield _finding(claim, "value", message, DENIED_RULE)
    elif claim.certainty is not Certainty.DENIED and excludes:
        message = f"{shown}: “{claim.value}” here, “{_cell(own)}” in {row.where}"
        yield _finding(claim, "value", message, RULE)


def _finding(claim: ClaimRow, column: str, message: str, rule: str) -> Finding:
    """Write a warning at a claim."""
    return Finding(
        claim.where, column, message, level=Level.WARNING, rule=rule, subject=claim.subject
    )


def _parsed(column: Column, cell: str) -> Any:
    """Read a claim's value as the column of its subject would; else as a text."""
    try:
        return column.parse(cell)
    except ValueProblem:
        return cell


def _excludes(own: Any, other: Any, same_place: Callable[[str, str], bool]) -> bool:
    """Tell whether two values cannot both hold."""
    if isinstance(own, FuzzyDate) and isinstance(other, FuzzyDate):
        return not own.meets(other)
    if isinstance(own, Quantity) and isinstance(other, Quantity):
        return own.high < other.low or other.high < own.low
    if isinstance(own, tuple) and isinstance(other, tuple):
        if len(own) != len(other):
            return True
        there, back = (zip(own, way, strict=True) for way in (other, other[::-1]))
        return not any(all(same_place(*pair) for pair in way) for way in (there, back))
    if isinstance(own, str) and isinstance(other, str):
        return not same_place(own, other)
    return bool(own != other)


def _place_test(column: Column, parents: Mapping[str, str]) -> Callable[[str, str], bool]:
    """Give the test of two words: equal, or for places, one within the other."""
    if column.refers_to != "places":
        return lambda one, other: _folded(one) == _folded(other)
    return lambda one, other: one in _around(other, parents) or other in _around(one, parents)


def _around(place: str, parents: Mapping[str, str]) -> list[str]:
    """List a place and all that it lies within."""
    chain: list[str] = []
    while place and place not in chain:
        chain.append(place)
        place = parents.get(place, "")
    return chain


def _folded(text: str) -> str:
    """Make case and white space of no matter."""
    return " ".join(text.casefold().split())


def _cell(value: Any) -> str:
    """Write a value as its cell has it."""
    if isinstance(value, FuzzyDate | Quantity):
        return value.text
    return ">".join(map(str, value)) if isinstance(value, tuple) else str(value)
