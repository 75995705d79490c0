"""How many stand behind a statement: one source, or several that go back to one."""

from collections.abc import Iterator, Sequence
from typing import Any

from geo.errors import Finding, Level
from geo.evidence import Certainty, Evidence
from maps.case.claims import SUBJECT_TABLES
from maps.case.rows import ClaimRow, Subject
from maps.case.tables import rows_of
from maps.check.survey import Survey

SINGLE_RULE = "single-source"
CHAIN_RULE = "same-origin"


def find_weak_support(survey: Survey) -> Iterator[Finding]:
    """
    Find what is called confirmed on one source, and sources that repeat one another.

    Parameters
    ----------
    survey
        What is checked.

    Yields
    ------
    Finding
        A warning at a row that is `confirmed` by no second source; a note at a claim that
        supports a row and goes back to the same origin as the row itself: a relay is not a
        second source.

    Notes
    -----
    The origin is the first of `attributed_to`; where that is empty, the source speaks for itself.
    """
    for kind, table in SUBJECT_TABLES.items():
        if kind == Subject.PLACE:
            continue  # where a town lies is settled by one gazetteer
        for row in rows_of(survey.case, table):
            if isinstance(row, Evidence) and row.source:
                subject = f"{kind}:{_name(kind, row)}"
                claims = survey.claims.get(subject, ())
                supporting = [claim for claim in claims if _supports(claim)]
                yield from _support(row, subject, supporting)


def _supports(claim: ClaimRow) -> bool:
    """Tell whether a claim supports its subject as a whole."""
    return not claim.field and claim.certainty is not Certainty.DENIED


def _name(kind: str, row: Any) -> str:
    """Give the id of a row as a claim writes it."""
    return str(row.journey if kind == Subject.JOURNEY else row.id)


def _support(row: Any, subject: str, claims: Sequence[ClaimRow]) -> Iterator[Finding]:
    """Look at what stands behind one row."""
    if row.certainty is Certainty.CONFIRMED and not any(c.source != row.source for c in claims):
        yield Finding(
            row.where,
            "certainty",
            f"confirmed, but {row.source} is its only source",
            "add the second one as a claim, or call it official or reported",
            Level.WARNING,
            SINGLE_RULE,
            subject,
        )
    for claim in claims:
        if claim.source != row.source and claim.source and _origin(claim) == _origin(row):
            yield Finding(
                claim.where,
                "attributed_to",
                f"{claim.source} and {row.source} both go back to {_origin(row)}: "
                f"no second source for {subject}",
                "it may stand beside the other, and counts as a relay",
                Level.NOTE,
                CHAIN_RULE,
                subject,
            )


def _origin(row: Evidence) -> str:
    """Say who said it first."""
    return row.attributed_to[0] if row.attributed_to else row.source
