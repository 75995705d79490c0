"""Events told before they happened."""

from collections.abc import Iterator, Sequence

from geo.dates import DateBasis
from geo.errors import Finding, Level
from geo.evidence import Certainty
from geo.places import Place
from maps.case.case import Case
from routes.route import Route

RULE = "told-before"
#: What may be said of the future; an empty certainty counts as `reported`.
OF_THE_PAST = frozenset(
    {None, Certainty.CONFIRMED, Certainty.OFFICIAL, Certainty.REPORTED, Certainty.HEARSAY}
)


def find_told_before(
    case: Case,
    places: Sequence[Place],  # noqa: ARG001 - every check is called alike
    routes: Sequence[Route],  # noqa: ARG001
) -> Iterator[Finding]:
    """
    Find events that begin after the last day on which their source can have been published.

    Parameters
    ----------
    case, places, routes
        What is checked.

    Yields
    ------
    Finding
        A warning at the event. What is planned, inferred or speculated may lie ahead of its
        source; dates that are inferred, approximate or uncertain are left alone.
    """
    published = {row.id: row.published for row in case.sources}
    for row in case.events:
        told = published.get(row.source)
        if told is None or row.date.start is None or told.end is None:
            continue
        sure = not (
            row.date.approximate or row.date.uncertain or told.approximate or told.uncertain
        )
        stated = row.date_basis in {None, DateBasis.STATED}
        if row.certainty in OF_THE_PAST and sure and stated and row.date.start > told.end:
            yield Finding(
                row.where,
                "date",
                f"“{row.date.text}” lies after its source {row.source} ({told.text})",
                "certainty planned says that it was still to come",
                Level.WARNING,
                RULE,
                f"event:{row.id}",
            )
