"""The order and number of events, and the categories they fall into."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from geo.dates import Precision
from geo.words import say
from maps.case.case import Case
from maps.case.rows import EventRow, EventStatus, SourceRow
from maps.case.settings import Category
from maps.draw.style import COLOURS, SYMBOLS
from maps.profile.apply import cleared
from maps.profile.references import settled


def published(case: Case) -> Case:
    """
    Give the case without its drafts, which leave no trace in any output.

    Parameters
    ----------
    case
        The case as read.

    Returns
    -------
    Case
        Without draft events, what is about them, and the sources, actors, places and pictures
        that they alone referred to; the case itself where it has no drafts, or where a profile
        has taken them in.
    """
    kept = tuple(row for row in case.events if row.status is not EventStatus.DRAFT)
    if len(kept) == len(case.events) or case.applied.drafts:
        return case
    return cleared(case, settled(case, replace(case, events=kept)))


def numbered(case: Case) -> list[tuple[int, EventRow]]:
    """
    Put events in the order of their dates and number them from 1.

    Parameters
    ----------
    case
        The case; drafts are taken as they come.

    Returns
    -------
    list of (int, EventRow)
        By first day, then last day, then row. A date without a year stands in the year of its
        source; an event without any date stands last.
    """
    sources = {source.id: source for source in case.sources}
    rows = sorted(enumerate(case.events), key=lambda pair: (*_sort_key(pair[1], sources), pair[0]))
    return [(number, row) for number, (_, row) in enumerate(rows, start=1)]


def _sort_key(row: EventRow, sources: Mapping[str, SourceRow]) -> tuple[date, date]:
    """First and last day of an event, for sorting only."""
    when = row.date
    if when.precision is Precision.YEARLESS and when:
        source = sources.get(row.source)
        year = source.published.end.year if source and source.published.end else date.max.year
        month, _, day = when.text.strip("~?%")[5:].partition("-")
        first = date(year, int(month), min(int(day or 1), 28))
        return first, first
    start = when.start or when.end
    return start or date.max, when.end or date.max


def categories(case: Case) -> tuple[Category, ...]:
    """
    List the categories in use, each with a label, a colour and a shape.

    Parameters
    ----------
    case
        The case.

    Returns
    -------
    tuple of Category
        Those of `case.toml` in its order, then others in the order of first use; empty when
        there are no events.
    """
    listed = {category.id: category for category in case.settings.categories}
    used = dict.fromkeys(row.category for row in case.events)
    known = [*(c for c in listed.values() if c.id in used), *_unlisted(used, listed)]
    return tuple(_complete(known))


def _unlisted(used: Mapping[str, None], listed: Mapping[str, Category]) -> list[Category]:
    """Categories that events use and `case.toml` does not list."""
    return [Category(id=name, label=name or say("Other")) for name in used if name not in listed]


def _complete(known: Sequence[Category]) -> list[Category]:
    """Give each category the next free colour and shape where it names none."""
    colours = _free(COLOURS, {category.colour for category in known})
    symbols = _free(SYMBOLS, {category.symbol for category in known})
    full = []
    for category in known:
        colour = category.colour or colours.pop(0)
        symbol = category.symbol if category.symbol in SYMBOLS else symbols.pop(0)
        label = category.label or category.id
        full.append(replace(category, label=label, colour=colour, symbol=symbol))
        colours = colours or list(COLOURS)
        symbols = symbols or list(SYMBOLS)
    return full


def _free(all_of: tuple[str, ...], taken: set[str]) -> list[str]:
    """Those not taken, or all again when none is left."""
    return [one for one in all_of if one not in taken] or list(all_of)
