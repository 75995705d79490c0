"""Entries of places, flows, sources and actors."""

from collections.abc import Mapping

from geo.places import WIDE_KINDS, Place, PositionBasis
from geo.precision import doubt_km, position_precision
from geo.words import either, joined, number_words, say
from maps.case.rows import ActorKind, ActorRow, FlowRow, SourceRow
from maps.draw.style import KIND_LABELS, PRECISION_LABELS
from maps.page.entries.entry import Entry, Span, fact
from maps.page.entries.evidence import Ledger
from maps.page.entries.notes import noted
from maps.page.entries.route import link_span, place_span
from maps.page.entries.terms import term
from maps.page.entries.words import (
    counted_words,
    date_words,
    language_words,
    plain_word,
    position_words,
    quantity_words,
)

_ACTOR_KINDS = {
    ActorKind.PERSON: say("People"),
    ActorKind.ORGANISATION: say("Organisations"),
    ActorKind.AGENCY: say("Agencies"),
    ActorKind.MEDIA: say("Media"),
}


def place_entry(place: Place, *, ledger: Ledger) -> Entry:
    """
    Write the entry of a place.

    Parameters
    ----------
    place
        Geocoded, or without a position.
    ledger
        What it refers to.

    Returns
    -------
    Entry
        With its position, why it was chosen, and what happened there.
    """
    row, at = place.row, place.position
    events = ledger.events.get(("place", row.id), [])
    links = [link for link in ledger.case.links if row.id in (*link.stops, *link.via)]
    return Entry(
        ref=f"place-{row.id}",
        kind="place",
        title=row.name,
        kicker=(
            Span(term(row.kind)),
            *([Span(_countries(place, ledger))] if place.country else []),
        ),
        facts=(
            *fact(say("Lies in"), place_span(row.within, ledger) if row.within else ""),
            *fact(say("Also written"), "; ".join(row.aliases)),
            *fact(
                say("In other languages"), *(_translation(lang, name) for lang, name in row.names)
            ),
            *fact(
                say("Position"),
                position_words(at) if at else "",
                _reach(place),
                noted(place.why) if at else "",
            ),
            *fact(say("Routes"), *(link_span(link, ledger) for link in links)),
            *fact(say("Events"), *(Span(event.title, f"event-{event.id}") for event in events)),
        ),
        said=ledger.said(f"place:{row.id}", row),
        differing=ledger.differing(f"place:{row.id}", row),
        note=row.note,
        off_map=_why_not(place),
        look=str(row.kind),
        group=KIND_LABELS[row.kind],
    )


def _countries(place: Place, ledger: Ledger) -> str:
    """Name the countries of a place."""
    codes = place.row.country or (place.country,)
    return joined(", ", (ledger.countries.get(code, code) for code in codes))


def _reach(place: Place) -> str:
    """Say how closely a place is located, and how far off its pin may be or how far it reaches."""
    if place.position is None:
        return ""
    known = say("located to {what}", what=PRECISION_LABELS[position_precision(place)])
    if not place.radius_km:
        return known
    km = either(f"{place.radius_km:,g}", number_words(place.radius_km, 1))
    doubtful = doubt_km(place) and place.kind not in WIDE_KINDS
    far = say("may be off by {km} km", km=km) if doubtful else say("reaches about {km} km", km=km)
    return joined("; ", (known, far))


def _translation(tag: str, name: str) -> tuple[Span, ...]:
    """Give a name with the language that it is in."""
    return Span(joined("", (language_words(tag), say(": ")))), Span(name, lang=tag)


def _why_not(place: Place) -> str:
    """Say why a place is not drawn."""
    if place.position:
        return ""
    if place.basis is PositionBasis.NONE and place.row.geometry == "none":
        return say("the editors list it without a position")
    return noted(place.why) or say("it has no position")


def flow_entry(row: FlowRow, *, ledger: Ledger, parts: Mapping[str, list[FlowRow]]) -> Entry:
    """
    Write the entry of a flow.

    Parameters
    ----------
    row
        The flow.
    ledger
        What it refers to.
    parts
        The flows that are part of another, by the id of the whole.

    Returns
    -------
    Entry
        With the whole it is part of, and its parts.
    """
    whole = ledger.flows.get(row.part_of)
    of = [
        *([term(row.mode)] if row.mode else []),
        *([plain_word(row.purpose)] if row.purpose else []),
    ]
    return Entry(
        ref=f"flow-{row.id}",
        kind="flow",
        title=joined(", ", [counted_words(row.value, row.measure or "persons"), *of]),
        kicker=(
            Span(date_words(row.period)),
            Span(f"{ledger.place_name(row.origin)} → {ledger.place_name(row.destination)}"),
        ),
        facts=(
            *fact(
                say("From and to"),
                (place_span(row.origin, ledger), Span(" → "), place_span(row.destination, ledger)),
            ),
            *fact(say("Part of"), _flow_span(whole) if whole else ""),
            *fact(say("Parts"), *(_flow_span(part) for part in parts.get(row.id, []))),
            *fact(say("Parts are"), say("not all that there are") if row.partial else ""),
        ),
        said=ledger.said(f"flow:{row.id}", row),
        differing=ledger.differing(f"flow:{row.id}", row),
        note=row.note,
        off_map=say("a count between areas draws no line"),
    )


def _flow_span(row: FlowRow) -> Span:
    """Name a flow by its value and what it counts."""
    of = plain_word(row.purpose) or term(row.mode or "")
    if of:
        counted = joined("", (quantity_words(row.value), " (", of, ")"))
        return Span(counted, f"flow-{row.id}")
    return Span(counted_words(row.value, row.measure or "persons"), f"flow-{row.id}")


def source_entry(row: SourceRow, *, ledger: Ledger) -> Entry:
    """
    Write the entry of a source.

    Parameters
    ----------
    row
        The source.
    ledger
        The statements of the case.

    Returns
    -------
    Entry
        With its address, or with the plain word that none is known.
    """
    published = date_words(row.published) or say("date not stated")
    basis = (" (", term(row.published_basis), ")") if row.published_basis else ()
    return Entry(
        ref=f"source-{row.id}",
        kind="source",
        title=row.title,
        kicker=(
            Span(row.publisher or say("publisher not stated")),
            Span(joined("", (published, *basis))),
        ),
        facts=(
            *fact(say("Author"), row.author),
            *fact(say("Language"), language_words(row.language)),
            *fact(
                say("Address"), Span(row.url, url=row.url) if row.url else say("no address known")
            ),
            *fact(say("Archived"), Span(row.archive_url, url=row.archive_url)),
            *fact(say("File"), row.file),
            *fact("SHA-256", row.sha256),
            *fact(say("Last checked"), date_words(row.checked)),
        ),
        said=ledger.said(f"source:{row.id}"),
        differing=ledger.differing(f"source:{row.id}", row),
        note=row.note,
    )


def actor_entry(row: ActorRow, *, ledger: Ledger) -> Entry:
    """
    Write the entry of a person or organisation.

    Parameters
    ----------
    row
        The actor.
    ledger
        The statements of the case.

    Returns
    -------
    Entry
        With the spellings it goes by and its events.
    """
    events = ledger.events.get(("actor", row.id), [])
    return Entry(
        ref=f"actor-{row.id}",
        kind="actor",
        title=row.name,
        kicker=(Span(row.role or term(row.kind or "")),) if row.role or row.kind else (),
        group=_ACTOR_KINDS[row.kind] if row.kind else say("Others"),
        facts=(
            *fact(say("Also written"), "; ".join(row.aliases)),
            *fact(say("Events"), *(Span(event.title, f"event-{event.id}") for event in events)),
        ),
        said=ledger.said(f"actor:{row.id}"),
        differing=ledger.differing(f"actor:{row.id}", row),
        note=row.note,
    )
