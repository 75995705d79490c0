"""What rests on nothing: events without a source, sources without a date."""

import re
from collections.abc import Iterator
from datetime import date

from geo.dates import FuzzyDate
from geo.errors import Finding, Level
from maps.case.rows import EventStatus, SourceRow
from maps.check.survey import Survey

EVENT_RULE = "event-without-source"
SOURCE_RULE = "source-without-date"
NOWHERE_RULE = "source-nowhere"
DATES_RULE = "source-dates"
#: The day in the address of a copy: archive.org has `/web/20240610…/`, others `/2024.06.10-…/`.
_ARCHIVED = re.compile(
    r"/(?:web/)?((?:19|20)[0-9]{2})[.]?(0[1-9]|1[0-2])[.]?([0-3][0-9])-?[0-9]{6}(?:[a-z]{2}_)?/"
)


def find_unsourced_events(survey: Survey) -> Iterator[Finding]:
    """
    Find events for which neither their row nor a claim names a source.

    Parameters
    ----------
    survey
        What is checked.

    Yields
    ------
    Finding
        A warning at the event; a note where it is a draft.
    """
    for row in survey.case.events:
        claims = survey.claims.get(f"event:{row.id}", ())
        if not row.source and not any(claim.source for claim in claims):
            yield Finding(
                row.where,
                "source",
                f"no source for “{row.title}”",
                "name one in this column, or in a claim about the event",
                Level.NOTE if row.status is EventStatus.DRAFT else Level.WARNING,
                EVENT_RULE,
                f"event:{row.id}",
            )


def find_undated_sources(survey: Survey) -> Iterator[Finding]:
    """
    Find sources without a day of publication.

    Parameters
    ----------
    survey
        What is checked.

    Yields
    ------
    Finding
        A note at the source.
    """
    for row in survey.case.sources:
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


def find_unreachable_sources(survey: Survey) -> Iterator[Finding]:
    """
    Find sources that nobody else can look up.

    Parameters
    ----------
    survey
        What is checked.

    Yields
    ------
    Finding
        A note at a source without an address, an archived copy and a file.
    """
    for row in survey.case.sources:
        if not (row.url or row.archive_url or row.file):
            yield Finding(
                row.where,
                "url",
                "no address, no archived copy and no file: readers cannot look it up",
                "give one of url, archive_url and file; the map says that none is known",
                Level.NOTE,
                NOWHERE_RULE,
                f"source:{row.id}",
            )


def find_odd_source_dates(survey: Survey) -> Iterator[Finding]:
    """
    Find sources looked at or archived before they were published, or published after the case.

    Parameters
    ----------
    survey
        What is checked.

    Yields
    ------
    Finding
        A warning at the source. A published day that is approximate or uncertain proves nothing;
        the day of a copy is read from addresses of archive.org and archive.today.
    """
    for row in survey.case.sources:
        yield from _after_case(row, survey.case.settings.as_of)
        first = row.published.start
        if first is None or row.published.approximate or row.published.uncertain:
            continue
        copied = _archived_on(row.archive_url)
        for column, seen, what in (
            ("checked", row.checked.end, f"checked on “{row.checked.text}”"),
            ("archive_url", copied, f"archived on {copied}"),
        ):
            if seen is not None and seen < first:
                yield Finding(
                    row.where,
                    column,
                    f"{what}, before it was published (“{row.published.text}”)",
                    "which of the two days is wrong? a text may have been published again",
                    Level.WARNING,
                    DATES_RULE,
                    f"source:{row.id}",
                )


def _after_case(row: SourceRow, as_of: FuzzyDate) -> Iterator[Finding]:
    """Report a source that was published after the day up to which the case says it speaks."""
    if row.published.start and as_of.end and row.published.start > as_of.end:
        yield Finding(
            row.where,
            "published",
            f"“{row.published.text}” is after as_of of case.toml, {as_of.text}",
            "correct the day, or let the case speak up to it",
            Level.WARNING,
            DATES_RULE,
            f"source:{row.id}",
        )


def _archived_on(address: str) -> date | None:
    """Read the day of a copy from its address; `None` where it does not tell."""
    found = _ARCHIVED.search(address)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
