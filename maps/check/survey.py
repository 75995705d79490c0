"""What the checks look at: a case with its places and lines, and what several of them look up."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from geo.places import Place
from maps.case.case import Case
from maps.case.claims import SUBJECT_TABLES
from maps.case.rows import ClaimRow, Subject
from maps.case.tables import rows_of
from routes.route import Route


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """
    A case as every check takes it.

    Attributes
    ----------
    case
        As read.
    places
        Its places, in the order of the table.
    routes
        Its lines: links in their order, then legs of journeys in theirs.
    rows
        The row that each subject of a claim means (`event:e28`), where it is one row: a leg as
        `journey:tour-2`, and a journey of one leg by its own id, too.
    claims
        Claims by their subject, in the order of the table.
    within
        The place that each place lies within, by ids; empty = none is stated.
    built
        Lines by kind and id of what they belong to: (`link`, `l1`), (`leg`, `tour-2`).
    """

    case: Case
    places: Sequence[Place]
    routes: Sequence[Route]
    rows: Mapping[str, Any]
    claims: Mapping[str, Sequence[ClaimRow]]
    within: Mapping[str, str]
    built: Mapping[tuple[str, str], Route]


def survey_case(case: Case, places: Sequence[Place], routes: Sequence[Route]) -> Survey:
    """
    Look a case over once for all checks.

    Parameters
    ----------
    case
        As read.
    places, routes
        Its places and lines; empty where a check needs none.

    Returns
    -------
    Survey
        With what the checks look up.
    """
    claims: defaultdict[str, list[ClaimRow]] = defaultdict(list)
    for claim in case.claims:
        claims[claim.subject].append(claim)
    return Survey(
        case=case,
        places=places,
        routes=routes,
        rows=_subjects(case),
        claims=dict(claims),
        within={row.id: row.within for row in case.places},
        built={(route.kind, route.id): route for route in routes},
    )


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
