"""What rests on nothing: events without a source, sources without a date."""

from collections.abc import Iterator, Sequence

from geo.errors import Finding, Level
from geo.places import Place
from maps.case.case import Case
from maps.case.rows import EventStatus
from routes.route import Route

EVENT_RULE = "event-without-source"
SOURCE_RULE = "source-without-date"


def find_unsourced_events(
    case: Case,
    places: Sequence[Place],  # noqa: ARG001 - every check is called alike
    routes: Sequence[Route],  # noqa: ARG001
) -> Iterator[Finding]:
    """
    Find events for which neither their row nor a claim names a source.

    Parameters
    ----------
    case, places, routes
        What is checked.

    Yields
    ------
    Finding
        A warning at the event; a note where it is a draft.
    """
    backed = {claim.subject for claim in case.claims if claim.source}
    for row in case.events:
        if not row.source and f"event:{row.id}" not in backed:
            yield Finding(
                row.where,
                "source",
                f"no source for “{row.title}”",
                "name one in this column, or in a claim about the event",
                Level.NOTE if row.status is EventStatus.DRAFT else Level.WARNING,
                EVENT_RULE,
                f"event:{row.id}",
            )


def find_undated_sources(
    case: Case,
    places: Sequence[Place],  # noqa: ARG001 - every check is called alike
    routes: Sequence[Route],  # noqa: ARG001
) -> Iterator[Finding]:
    """
    Find sources without a day of publication.

    Parameters
    ----------
    case, places, routes
        What is checked.

    Yields
    ------
    Finding
        A note at the source.
    """
    for row in case.sources:
        if not row.published:
            yield Finding(
                row.where,
                "published",
                "the day of publication is not stated",
                "an inferred or approximate date serves, with published_basis",
                Level.NOTE,
                SOURCE_RULE,
                f"source:{row.id}",
            )
