"""Entries of places, flows, sources and actors."""

from collections.abc import Mapping

from geo.places import WIDE_KINDS, Place, PositionBasis
from geo.precision import doubt_km, position_precision
from maps.case.rows import ActorKind, ActorRow, FlowRow, SourceRow
from maps.draw.style import KIND_LABELS, PRECISION_LABELS
from maps.page.entries.entry import Entry, Span, fact
from maps.page.entries.evidence import Ledger
from maps.page.entries.route import link_span, place_span
from maps.page.entries.words import (
    counted_words,
    date_words,
    language_words,
    plain_word,
    position_words,
    quantity_words,
)

_ACTOR_KINDS = {
    ActorKind.PERSON: "People",
    ActorKind.ORGANISATION: "Organisations",
    ActorKind.AGENCY: "Agencies",
    ActorKind.MEDIA: "Media",
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
    events = [event for event in ledger.case.events if event.place == row.id]
    links = [link for link in ledger.case.links if row.id in (*link.stops, *link.via)]
    return Entry(
        ref=f"place-{row.id}",
        kind="place",
        title=row.name,
        kicker=(
            Span(row.kind.replace("_", " ")),
            *([Span(_countries(place, ledger))] if place.country else []),
        ),
        facts=(
            *fact("Lies in", place_span(row.within, ledger) if row.within else ""),
            *fact("Also written", "; ".join(row.aliases)),
            *fact("In other languages", *(_translation(lang, name) for lang, name in row.names)),
            *fact(
                "Position",
                position_words(at) if at else "",
                _reach(place),
                place.why if at else "",
            ),
            *fact("Routes", *(link_span(link, ledger) for link in links)),
            *fact("Events", *(Span(event.title, f"event-{event.id}") for event in events)),
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
    return ", ".join(ledger.countries.get(code, code) for code in codes)


def _reach(place: Place) -> str:
    """Say how closely a place is located, and how far off its pin may be or how far it reaches."""
    if place.position is None:
        return ""
    known = f"located to {PRECISION_LABELS[position_precision(place)]}"
    if not place.radius_km:
        return known
    off = "may be off by" if doubt_km(place) and place.kind not in WIDE_KINDS else "reaches about"
    return f"{known}; {off} {place.radius_km:,g} km"


def _translation(tag: str, name: str) -> tuple[Span, ...]:
    """Give a name with the language that it is in."""
    return Span(f"{language_words(tag)}: "), Span(name, lang=tag)


def _why_not(place: Place) -> str:
    """Say why a place is not drawn."""
    if place.position:
        return ""
    if place.basis is PositionBasis.NONE and place.row.geometry == "none":
        return "the editors list it without a position"
    return place.why or "it has no position"


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
    of = [plain_word(text) for text in (row.mode or "", row.purpose) if text]
    return Entry(
        ref=f"flow-{row.id}",
        kind="flow",
        title=", ".join([counted_words(row.value, row.measure or "persons"), *of]),
        kicker=(
            Span(date_words(row.period)),
            Span(f"{ledger.place_name(row.origin)} → {ledger.place_name(row.destination)}"),
        ),
        facts=(
            *fact(
                "From and to",
                (place_span(row.origin, ledger), Span(" → "), place_span(row.destination, ledger)),
            ),
            *fact("Part of", _flow_span(whole) if whole else ""),
            *fact("Parts", *(_flow_span(part) for part in parts.get(row.id, []))),
            *fact("Parts are", "not all that there are" if row.partial else ""),
        ),
        said=ledger.said(f"flow:{row.id}", row),
        differing=ledger.differing(f"flow:{row.id}", row),
        note=row.note,
        off_map="a count between areas draws no line",
    )


def _flow_span(row: FlowRow) -> Span:
    """Name a flow by its value and what it counts."""
    of = row.purpose or row.mode
    if of:
        return Span(f"{quantity_words(row.value)} ({plain_word(of)})", f"flow-{row.id}")
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
    published = date_words(row.published) or "date not stated"
    basis = f" ({row.published_basis})" if row.published_basis else ""
    return Entry(
        ref=f"source-{row.id}",
        kind="source",
        title=row.title,
        kicker=(Span(row.publisher or "publisher not stated"), Span(published + basis)),
        facts=(
            *fact("Author", row.author),
            *fact("Language", language_words(row.language)),
            *fact("Address", Span(row.url, url=row.url) if row.url else "no address known"),
            *fact("Archived", Span(row.archive_url, url=row.archive_url)),
            *fact("File", row.file),
            *fact("SHA-256", row.sha256),
            *fact("Last checked", date_words(row.checked)),
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
    events = [event for event in ledger.case.events if row.id in event.actors]
    return Entry(
        ref=f"actor-{row.id}",
        kind="actor",
        title=row.name,
        kicker=(Span(row.role or row.kind or ""),) if row.role or row.kind else (),
        group=_ACTOR_KINDS[row.kind] if row.kind else "Others",
        facts=(
            *fact("Also written", "; ".join(row.aliases)),
            *fact("Events", *(Span(event.title, f"event-{event.id}") for event in events)),
        ),
        said=ledger.said(f"actor:{row.id}"),
        differing=ledger.differing(f"actor:{row.id}", row),
        note=row.note,
    )
