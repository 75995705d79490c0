"""Events whose date as printed is not the date on which the map has them."""

from collections.abc import Iterator

from geo.dates import DateBasis
from geo.errors import Finding, Level
from maps.check.date_words import contradiction
from maps.check.survey import Survey

RULE = "date-text"


def find_other_date_texts(survey: Survey) -> Iterator[Finding]:
    """
    Find events whose `date_text` names another day, month, year or weekday than their `date`.

    Parameters
    ----------
    survey
        What is checked.

    Yields
    ------
    Finding
        A warning at the event. English texts alone; what is relative (`last week`), approximate,
        uncertain, open or without a year is left alone.
    """
    for row in survey.case.events:
        day = row.date
        if not row.date_text or row.date_basis is DateBasis.RELATIVE:
            continue
        if day.start is None or day.end is None or day.approximate or day.uncertain:
            continue
        if other := contradiction(row.date_text, day.start, day.end):
            shown = f"{day.text} ({day.start:%A})" if day.start == day.end else day.text
            yield Finding(
                row.where,
                "date_text",
                f"“{row.date_text}” names {other} than date, {shown}",
                "correct date or date_text; date_basis relative says that it was counted from",
                Level.WARNING,
                RULE,
                f"event:{row.id}",
            )
