"""Entries of events."""

from collections.abc import Mapping

from geo.dates import Precision
from geo.places import WIDE_KINDS, Place, PlaceKind
from geo.words import say
from maps.case.rows import EventRow, EventStatus, MediaRow
from maps.case.settings import Category
from maps.page.entries.entry import Entry, Fact, Picture, Span, fact
from maps.page.entries.evidence import Ledger
from maps.page.entries.route import link_span
from maps.page.entries.words import date_words, quantity_words

_DATE_BASIS = {
    "inferred": say("inferred by the editors"),
    "relative": say("reckoned from another day"),
}
#: Of what is known only to a wide area.
_BADGES = {
    PlaceKind.COUNTRY: say("a badge on the name of the country; no closer place is stated"),
    PlaceKind.REGION: say("a badge on the name of the region; no closer place is stated"),
}

_ON_AREA = say("a badge on the name of the area; no closer place is stated")


def event_entry(
    number: int,
    row: EventRow,
    *,
    ledger: Ledger,
    places: Mapping[str, Place],
    categories: Mapping[str, Category],
) -> Entry:
    """
    Write the entry of an event.

    Parameters
    ----------
    number
        Its number on the map.
    row
        The event.
    ledger, places, categories
        What it refers to, by id.

    Returns
    -------
    Entry
        With why it is off the map where it has no pin.
    """
    place = places.get(row.place)
    return Entry(
        ref=f"event-{row.id}",
        kind="event",
        number=str(number),
        title=row.title,
        kicker=_kicker(row, place),
        summary=row.summary,
        facts=_facts(row, place, ledger, categories),
        said=ledger.said(f"event:{row.id}", row),
        differing=ledger.differing(f"event:{row.id}", row),
        note=row.note,
        off_map=_off_map(row, place),
        look=categories[row.category].symbol,
        group=_year(row),
        pictures=tuple(
            _picture(media, ledger) for name in row.media if (media := ledger.media.get(name))
        ),
    )


def _picture(row: MediaRow, ledger: Ledger) -> Picture:
    """Give a picture with what is said of it."""
    source = ledger.sources.get(row.source)
    whose = ledger.short_name(source) if source else Span("")
    return Picture(row.file, row.alt, row.caption, row.credit, row.licence, whose)


def _year(row: EventRow) -> str:
    """Head an event by the year in which it begins."""
    if not row.date:
        return say("Date not stated")
    if row.date.precision is Precision.YEARLESS:
        return say("Year not stated")
    first = row.date.start or row.date.end
    return str(first.year) if first else say("Date not stated")


def _kicker(row: EventRow, place: Place | None) -> tuple[Span, ...]:
    """Date and place."""
    spans = [Span(date_words(row.date) or row.date_text or say("date not stated"))]
    if row.status is EventStatus.DRAFT:
        spans.append(Span(say("draft")))
    if place:
        spans.append(Span(place.name, f"place-{place.id}"))
    return tuple(spans)


def _facts(
    row: EventRow, place: Place | None, ledger: Ledger, categories: Mapping[str, Category]
) -> tuple[Fact, ...]:
    """List what else the row states."""
    link = ledger.links.get(row.link)
    return (
        *fact(
            say("Date"),
            say("“{text}” as printed", text=row.date_text) if row.date_text else "",
            _DATE_BASIS.get(row.date_basis or "", ""),
        ),
        *fact(say("Persons"), quantity_words(row.persons)),
        *fact(say("On the route"), link_span(link, ledger) if link else ""),
        *fact(say("Journey"), _journey(row, ledger)),
        *fact(
            say("People and organisations"), *(_actor_span(actor, ledger) for actor in row.actors)
        ),
        *fact(say("On the map"), _badge(place)),
        *fact(say("Category"), categories[row.category].label),
    )


def _journey(row: EventRow, ledger: Ledger) -> Span:
    """Name the journey that an event is about."""
    if not row.journey:
        return Span("")
    names = [leg.name for leg in ledger.case.legs if leg.journey == row.journey and leg.name]
    return Span(names[0] if names else row.journey, f"journey-{row.journey}")


def _actor_span(actor: str, ledger: Ledger) -> Span:
    """Name an actor by id or by the plain name given."""
    known = ledger.actors.get(actor)
    return Span(known.name, f"actor-{known.id}") if known else Span(actor)


def _badge(place: Place | None) -> str:
    """Say that an event known only to an area has a badge and no pin."""
    if place is None or place.position is None or place.kind not in WIDE_KINDS:
        return ""
    return _BADGES.get(place.kind, _ON_AREA)


def _off_map(row: EventRow, place: Place | None) -> str:
    """Say why an event has no pin."""
    if place is None:
        if row.link:
            return say("it is about a route, no place is stated")
        if row.journey:
            return say("it is about a journey, no place is stated")
        return say("no place is stated")
    if place.position is None:
        return say("its place has no position")
    return ""
