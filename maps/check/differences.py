"""Claims whose value and that of the editor's own row, or of another claim, cannot both hold."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from geo.columns import Column, columns_of
from geo.errors import Finding, Level
from geo.evidence import Certainty, Evidence
from maps.case.claims import SUBJECT_TABLES
from maps.case.rows import ClaimRow
from maps.case.tables import TABLES
from maps.check.survey import Survey
from maps.check.values import cell_of, excludes, parsed

RULE = "differs"
DENIED_RULE = "denied"
#: Columns that say how a row was written, not what is so: these may differ freely.
OWN_WORDS = frozenset(
    {"note", "summary", "date_text", "date_basis", "published_basis"}
) | frozenset(columns_of(Evidence))
ROW_HELP = (
    "the map draws the row's and lists both: correct a slip, or acknowledge that the sources differ"
)
CLAIM_HELP = "the map lists both: correct a slip, or acknowledge that the sources differ"
DENIED_HELP = "the map lists both: is the row still to stand, and as certain as it says?"


def find_differences(survey: Survey) -> Iterator[Finding]:
    """
    Find claims that exclude the value of the row that they are about, or of another claim, or deny.

    Parameters
    ----------
    survey
        What is checked.

    Yields
    ------
    Finding
        A warning at the claim, in the order of the table; then a warning at each claim that the
        row leaves open and an earlier claim excludes.

    Notes
    -----
    What excludes what is told in `maps.check.values`. An empty value excludes nothing. A journey
    is compared only where it has one leg: what is said of the whole says nothing of a part. Of two
    claims a plan is not held against what came of it.
    """
    left_open: defaultdict[tuple[str, str], list[ClaimRow]] = defaultdict(list)
    for claim in survey.case.claims:
        column = _column(claim)
        row = survey.rows.get(claim.subject)
        if not claim.field and row is not None:
            yield from _denial(claim, row)
        if column is None:
            continue
        told = list(_difference(claim, row, column, survey.within)) if row is not None else []
        yield from told
        if not told and claim.certainty is not Certainty.DENIED:
            left_open[claim.subject, claim.field].append(claim)
    for claims in left_open.values():
        yield from _among_claims(claims, survey.within)


def _column(claim: ClaimRow) -> Column | None:
    """Give the column that a claim gives a value of, where values of it can differ."""
    columns = columns_of(TABLES[SUBJECT_TABLES[claim.subject.partition(":")[0]]])
    return columns.get(claim.field) if claim.value and claim.field not in OWN_WORDS else None


def _denial(claim: ClaimRow, row: Any) -> Iterator[Finding]:
    """Report a row that a source denies as a whole."""
    if claim.certainty is Certainty.DENIED:
        message = f"{claim.subject} ({row.where}) is denied"
        yield _finding(claim, "subject", message, DENIED_RULE)


def _difference(
    claim: ClaimRow, row: Any, column: Column, within: Mapping[str, str]
) -> Iterator[Finding]:
    """Report a claim whose value and the row's cannot both hold, or that denies the row's."""
    own = getattr(row, column.attribute)
    if own in (None, "", ()) or not (own or isinstance(own, int | float)):
        return
    differ = excludes(own, parsed(column, claim.value), column, within)
    shown = f"{claim.field} of {claim.subject}"
    if claim.certainty is Certainty.DENIED and not differ:
        message = f"{shown}: “{claim.value}” is denied, {row.where} has “{cell_of(own)}”"
        yield _finding(claim, "value", message, DENIED_RULE)
    elif claim.certainty is not Certainty.DENIED and differ:
        message = f"{shown}: “{claim.value}” here, “{cell_of(own)}” in {row.where}"
        yield _finding(claim, "value", message, RULE, ROW_HELP)


def _among_claims(claims: Sequence[ClaimRow], within: Mapping[str, str]) -> Iterator[Finding]:
    """Report each claim that an earlier one about the same cell excludes."""
    earlier: list[tuple[ClaimRow, Any]] = []
    for claim in claims if len(claims) > 1 else ():
        column = _column(claim)
        if column is None:
            continue
        value = parsed(column, claim.value)
        for other, its_value in earlier:
            planned = [c.certainty is Certainty.PLANNED for c in (claim, other)]
            if planned[0] == planned[1] and excludes(its_value, value, column, within):
                shown = f"{claim.field} of {claim.subject}: “{claim.value}” here"
                message = f"{shown}, “{other.value}” in {other.where}"
                yield _finding(claim, "value", message, RULE, CLAIM_HELP)
                break
        earlier.append((claim, value))


def _finding(
    claim: ClaimRow, column: str, message: str, rule: str, help_: str = DENIED_HELP
) -> Finding:
    """Write a warning at a claim."""
    return Finding(claim.where, column, message, help_, Level.WARNING, rule, claim.subject)
